"""The first visit: a short way round that can be skipped; and, in one place, what all of this is not."""

from __future__ import annotations

from typing import TypedDict

import streamlit as st

from model.knowledge import Case
from model.view.components.mounting import mount
from model.view.plain import plain


class TourStep(TypedDict):
    """A step of the way round: what it says, and the CSS selector of what it points at."""

    title: str
    text: str
    target: str


class TourPayload(TypedDict):
    """What the script gets: the steps, and whether a person has set something already, as the first step asks."""

    steps: list[TourStep]
    moved: bool


#: The way round.
STEPS: list[TourStep] = [
    {
        "title": "Move a lever.",
        "text": "Pull Trust to the right, or type a number. A hollow handle is not set: it varies within the shaded "
        "range.",
        "target": ".st-key-levers",
    },
    {
        "title": "Read the answer.",
        "text": "Which of three outcomes pulls most, or does the war go on? The bar shows how they share the pull, and "
        "the word above it how sturdy the answer is among plausible variants.",
        "target": "[data-testid=shares]",
    },
    {
        "title": "Ask why.",
        "text": "The strongest reasons stand below the chart; each opens to its sources. Whatever you do not believe, "
        "you can switch off.",
        "target": "[data-testid=reasons]",
    },
    {
        "title": "Go on.",
        "text": "The pages above ask other questions of the same scenario. Ctrl+Z takes back any step; Share gives a "
        "link to what you see.",
        "target": ".st-key-toolbar",
    },
]


def show_tour(moved: bool) -> None:
    """Offer the way round; `moved`: whether something has been set, which is what its first step asks for."""
    mount("tour", "<div class='start'></div>", tour_payload(moved), "start")


def tour_payload(moved: bool) -> TourPayload:
    """Return what the way round says, and whether its first step has been taken."""
    return {"steps": STEPS, "moved": moved}


def limits_in_words(case: Case) -> str:
    """Return what this is not, as Markdown."""
    titles = "; ".join(f"*{plain(article.title)}*" for article in case.articles)
    return (
        "**What this is not**\n\n"
        "- **No forecast.** A share of the pull says where the rules drive the war, granted what we assume, not how "
        "likely anything is. No number here is a probability.\n"
        f"- **No more than {len(case.articles)} sources know.** {titles}. What they leave out is not in it, nor what "
        "has happened since.\n"
        "- **Not measured.** The sources give sentences; how strongly each pushes is our judgement, with a range. "
        "You can weigh any rule otherwise and see what comes of it.\n"
        "- **Not everything.** No surprises but those that you schedule, no map, no cost in lives. Leaders do what "
        "rules say of sides like theirs.\n"
        "- **Firm means firm in here.** It says that the answer stands whichever plausible variant one takes, all "
        "rules granted. How the general rules fare on wars whose end is known is told under *Past wars*, whatever "
        "it shows."
    )


def show_limits(case: Case) -> None:
    """Show the limits."""
    st.markdown(limits_in_words(case))
