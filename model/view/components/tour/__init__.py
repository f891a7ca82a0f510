"""The first visit: a short way round that can be skipped; and, in one place, what all of this is not."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from model.knowledge import Case

HERE = Path(__file__).parent


#: The way round: what each step says, and at what it points.
STEPS = (
    {
        "title": "Move a lever.",
        "text": "Pull Trust to the right, or type a number. A hollow handle is not set: it varies within the shaded "
        "range.",
        "target": ".st-key-levers",
    },
    {
        "title": "Read the answer.",
        "text": "Has an outcome formed, or does the war go on? And which way is it driven? The word beside it says how "
        "firmly that stands among plausible variants.",
        "target": "#verdict",
    },
    {
        "title": "Ask why.",
        "text": "Below stand the rules that brought it about, each with the sentence of the source it comes from. "
        "Whatever you do not believe, you can switch off.",
        "target": ".account",
    },
    {
        "title": "Go on.",
        "text": "The pages above ask other questions of the same scenario. Ctrl+Z takes back any step; Share gives a "
        "link to what you see.",
        "target": ".st-key-toolbar",
    },
)


def show(moved: bool) -> None:
    """Offer the way round; `moved`: whether something has been set, which is what its first step asks for."""
    component = st.components.v2.component(
        "start",
        html="<div class='start'></div>",
        css=(HERE / "tour.css").read_text(encoding="utf-8"),
        js=(HERE / "tour.js").read_text(encoding="utf-8"),
    )
    component(data={"steps": list(STEPS), "moved": moved}, key="start")


def limits(case: Case) -> str:
    """Return what this is not, as Markdown."""
    titles = "; ".join(f"*{article.title}*" for article in case.articles)
    return (
        "**What this is not**\n\n"
        "- **No forecast.** A share counts variants of what we assume, not chances of what will happen. No number "
        "here is a probability.\n"
        f"- **No more than {len(case.articles)} sources know.** {titles}. What they leave out is not in it, nor what "
        "has happened since.\n"
        "- **Not measured.** The sources give sentences; how strongly each pushes is our judgement, with a range. "
        "You can weigh any rule otherwise and see what comes of it.\n"
        "- **Not everything.** No surprises but those that you schedule, no map, no cost in lives. Leaders do what "
        "rules say of sides like theirs.\n"
        "- **Firm means firm in here.** It says that the answer stands whichever plausible variant one takes, all "
        "rules granted. How the general rules fare on wars whose end is known is told under *Was it right?*, whatever "
        "it shows."
    )


def show_limits(case: Case) -> None:
    """Show the limits behind a button."""
    with st.popover("Limits", icon=":material/info:", key="limits"):
        st.markdown(limits(case))
