"""The answer in words and figures: what has formed, the direction, the pulls, and why."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from model.domain import Case, Outcome, Sources
from model.ensemble import Ensemble
from model.explain import Reason, course, sentence, verdict
from model.history import Rate, load_rates, reference
from model.run import Run
from model.sturdy import RULE, Robustness, between, robustness, said, sturdiness
from model.view.folded import expander
from model.view.signs import COLOURS, LABELS, SHAPES

NONE = "None of the three"


def number(value: float, digits: int = 2, sign: bool = False) -> str:
    """Return a number as typeset: with a minus sign, not a hyphen."""
    return f"{value:{'+' if sign else ''}.{digits}f}".replace("-", "−")  # noqa: RUF001


def answer(run: Run, variants: Ensemble) -> None:
    """Show the answer: the verdict first and how firm it is, the direction after it, the pulls, and the variants."""
    st.html(
        f"<div class='answer'><h2 class='verdict' id='verdict'>{escape(verdict(run))}</h2>"
        f"{_word(robustness(run, variants))}</div><p id='course'>{escape(course(run))}</p>"
        f"<p>{escape(sturdiness(run, variants))}</p>{_bar(run)}{_table(run, variants)}"
        f"<details class='rule'><summary>What do firm, leaning and open mean?</summary><p>{escape(RULE)}</p></details>"
        f"<details class='past'><summary>What are the past wars?</summary><p>{escape(reference())}</p></details>"
    )
    st.caption(
        f"A pull says how strongly the central beliefs drive the war that way at month {run.scenario.months}; an "
        "outcome has formed when its pull is one half or more, and until then the war goes on. The variants differ "
        "within what is plausible in everything that is not set. These are shares of variants, conditional on "
        "all that is assumed, and not probabilities."
    )


def _word(found: Robustness) -> str:
    """Return the word for the verdict as a label beside it."""
    word = found.verdict.word
    return f"<span class='word {word}'>{word.capitalize()}</span>"


def _bar(run: Run) -> str:
    said = ", ".join(f"{LABELS[o]} {run.pull[o]:.2f}" for o in Outcome)
    cells = "".join(
        f"<i style='flex:{run.pull[o]:.4f} 0 0;background:{COLOURS[o]}'></i>" for o in Outcome if run.pull[o]
    )
    rest = 1 - sum(run.pull.values())
    cells += f"<i class='none' style='flex:{rest:.4f} 0 0'></i>"
    return f"<div class='pulls' role='img' aria-label='Pulls: {escape(said)}'>{cells}</div>"


def _past(rate: Rate, outcome: Outcome) -> str:
    """Return in which share of past endings a war ended so, or nearest to it, where that was counted."""
    share = rate.nearest.get(outcome)
    return "—" if share is None else f"{share:.0%}"


def _table(run: Run, variants: Ensemble) -> str:
    past = load_rates().rates[0]
    rows = [
        f"<tr><th scope='row'><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> {LABELS[o]}</th>"
        f"<td>{run.pull[o]:.2f}</td>{_share(f'{variants.shares[o]:.0%}', variants.share_intervals[o])}"
        f"{_share(f'{variants.formed[o]:.0%}', variants.formed_intervals[o])}<td>{_past(past, o)}</td></tr>"
        for o in Outcome
    ]
    rest = 1 - sum(round(pull, 2) for pull in run.pull.values())
    unformed = 100 - sum(round(100 * share) for share in variants.formed.values())
    rows.append(
        f"<tr><th scope='row'><b aria-hidden='true'>▨</b> {NONE}</th><td>{max(rest, 0):.2f}</td><td></td>"
        f"{_share(f'{unformed}%', variants.unformed[1])}<td>—</td></tr>"
    )
    head = (
        f"<tr><td></td><td></td><th scope='colgroup' colspan='2'>of {variants.draws} variants "
        "<small>(95% interval)</small></th><th scope='col' rowspan='2'>past wars</th></tr>"
        "<tr><td></td><th scope='col'>pull</th><th scope='col'>leads in</th><th scope='col'>has formed in</th></tr>"
    )
    return f"<table class='shares'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _share(share: str, interval: tuple[float, float]) -> str:
    return f"<td>{share} <small>({between(*interval)})</small></td>"


def strip(run: Run, variants: Ensemble) -> None:
    """Show the answer, and how firm it is, in one line that stays in sight."""
    pulls = "".join(
        f"<span><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> "
        f"{_short(LABELS[o])} {run.pull[o]:.2f}</span>"
        for o in Outcome
    )
    text = said(run, robustness(run, variants))
    st.html(f"<div class='strip' role='status'><strong>{escape(text)}</strong>{pulls}</div>")


def _short(label: str) -> str:
    """Return a label of which a phone shows the first word only."""
    first, space, rest = label.partition(" ")
    return f"{first}<span class='long'>{space}{rest}</span>" if rest else first


def why(case: Case, found: list[Reason], most: int = 3) -> None:
    """Show the strongest reasons for the direction and the strongest against it, each with its sources."""
    if not found:
        st.write("No rule and no event made a difference to the leading pull.")
        return
    working = [reason for reason in found if reason.effect > 0][:most]
    against = [reason for reason in found if reason.effect < 0][:1]
    st.html("".join(_reason(case, reason) for reason in working + against))
    rest = [reason for reason in found if reason not in working and reason not in against]
    if rest:
        shown, place = expander("More reasons", "more reasons")
        if shown:
            place.html("".join(_reason(case, reason) for reason in rest))
    st.caption(
        "Each figure is what the leading pull would lose, or gain, if nobody believed the rule or the event did not "
        "happen. Rules that hardly matter here are left out."
    )


def _reason(case: Case, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    tag = f"{side} {LABELS[Outcome(reason.outcome)].lower()} {number(reason.effect, sign=True)}"
    sources = [source(case, claim) for claim in reason.claims]
    if reason.judgement:
        sources.append(f"<li><b>Our judgement.</b> {escape(reason.judgement)}</li>")
    return (
        f"<div class='reason {side}'><p><span class='side'>{escape(tag)}</span> {escape(sentence(case, reason))}</p>"
        f"<ul>{''.join(sources)}</ul></div>"
    )


def source(case: Case, claim: str) -> str:
    """Return a claim as a list item: its sentence, how it is said, and in which article and section."""
    record = case.claim_of[claim]
    status = "" if record.status == "stated" else f" ({record.status})"
    told = escape(places(case, record.source))
    return f"<li><b>{escape(claim)}</b>{status} {escape(record.says)} <i>{told}</i></li>"


@lru_cache(maxsize=4096)
def places(case: Case, sources: Sources) -> str:
    """Return where something is told: each article's title once, and its sections in quotation marks."""
    titles = {article.id: article.title for article in case.articles}
    found: dict[str, list[str]] = {}
    for place in dict.fromkeys(sources):
        found.setdefault(place.article, []).append(f"“{section(place.section)}”")
    return "; ".join(f"{titles[article]}, {', '.join(told)}" for article, told in found.items())


def section(name: str) -> str:
    """Return what a section of an article is called; the register names what stands before all headings "intro"."""
    return "Introduction" if name == "intro" else name


def style() -> None:
    """Put the page's style in place, once."""
    dark = st.context.theme.type == "dark"  # Streamlit writes white on the light blue of chosen options
    st.html(STYLE.replace("</style>", f"{DARK}</style>") if dark else STYLE)


DARK = ".stMultiSelect span[title] { color: #111; }"
STYLE = """<style>
.stMainBlockContainer { padding-top: 3rem; }
.stMain { scroll-padding-bottom: 6rem; }
.stApp :is(a, button, summary):focus-visible { outline: 3px solid currentColor !important; outline-offset: -2px; }
[data-testid="stBottomBlockContainer"] { padding-top: .5rem; padding-bottom: .6rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit !important; }
[data-testid="stCaptionContainer"] { opacity: .82; }
.theory { font-size: .9rem; margin: -.4rem 0 0 2.6rem; } .theory summary { cursor: pointer; }
.theory ul { margin: .2rem 0 .4rem; padding-left: 1.2rem; }
.answer { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .9rem; }
.verdict { margin: 0; padding: 0; font-size: 2rem; }
.word { border: 2px solid; border-radius: .4rem; padding: 0 .5rem; font-weight: 600; }
.word.leaning { border-style: dashed; } .word.open { border-style: dotted; }
.rule { margin-top: .6rem; font-size: .9rem; } .rule p { margin: .3rem 0 0; }
.account { font-size: 1.08rem; line-height: 1.6; max-width: 80ch; margin: 0; }
.pulls { display: flex; height: 1.1rem; border-radius: .3rem; overflow: hidden; gap: 2px; margin: .4rem 0; }
.pulls i { display: block; min-width: 2px; forced-color-adjust: none; }
.pulls .none { background: repeating-linear-gradient(45deg, #8886 0 4px, #8883 4px 8px); }
.shares { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.shares th, .shares td { padding: .25rem .4rem; border-bottom: 1px solid #8884; font-weight: 400; }
.shares td, .shares thead th { text-align: right; } .shares tbody th { text-align: left; }
.shares td small { white-space: nowrap; opacity: .85; }
.shares thead th { font-size: .85rem; } .shares thead th, .shares thead td { padding-bottom: 0; border-bottom: 0; }
.strip { display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline; font-size: .95rem; }
.reason { border-left: 4px solid #8889; padding-left: .8rem; margin-bottom: .9rem; }
.reason.against { border-left-style: dashed; }
.reason p { margin: 0 0 .2rem; }
.reason ul { margin: .2rem 0 0; font-size: .85rem; opacity: .9; }
.side { font-size: .8rem; font-weight: 600; border: 1px solid #8886; border-radius: .3rem; padding: 0 .35rem; }
.ends { display: flex; justify-content: space-between; gap: .5rem; font-size: .8rem; line-height: 1.2; }
.ends span { flex: 1; } .ends span:nth-child(2) { text-align: center; } .ends span:last-child { text-align: right; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font-size: .85rem; }
.legend i { display: inline-block; width: 28px; height: 3px; forced-color-adjust: none; }
.legend span { display: inline-flex; align-items: center; gap: .35rem; }
.st-key-toolbar { gap: .5rem; }
.st-key-toolbar kbd { color: inherit !important; opacity: .85 !important; }
.st-key-toolbar button { padding: .2rem .65rem; min-height: 2.3rem; }
@media (max-width: 640px) {
  .st-key-toolbar { gap: .4rem; }
  .st-key-toolbar button { padding: .15rem .55rem; min-height: 2.1rem; }
  .st-key-toolbar kbd, .st-key-toolbar button [class*=hortcut] { display: none; }
  .strip { font-size: .85rem; gap: .1rem .8rem; }
  .shares td small { display: block; }
  .strip .long { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
</style>"""
