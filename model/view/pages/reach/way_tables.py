"""A way as HTML: its steps as bars over the months, what its terms ask of whom, and how far objectives are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from model.analysis import (
    LATE_MONTHS,
    Step,
    Way,
    orders_in_words,
    step_in_words,
    way_in_words,
    weakest_in_words,
)
from model.explain import Demands, ObjectiveMet, demands_in_words
from model.knowledge import Case, settable

#: So many actors are listed of whom the terms ask something.
MOST_ACTORS = 8


def way_table(case: Case, way: Way) -> str:
    """Return a way: its steps over the months, each with why it is no faster, and what is left if it fails."""
    months = way.scenario.months
    late = "".join(f"<th scope='col'>{months_} months late</th>" for months_ in LATE_MONTHS)
    head = (
        f"<tr><th scope='col'>Step</th><th scope='col'>Months 1 to {months}</th><th scope='col'>missing</th>{late}</tr>"
    )
    rows = "".join(_step(case, way, step) for step in way.steps)
    counted = f"Figures: in how many of {way.draws:,} variants the goal is reached"
    note = f"{'Figures: the share of the pull' if way.answer.pull else counted} if a step is missing, or late."
    return (
        f"<p>{escape(way_in_words(case, way))}</p>"
        f"<div class='wide' tabindex='0'><table class='way'><thead>{head}</thead>"
        f"<tbody>{rows}</tbody></table></div><p class='note'>{note}</p>"
        f"<p>{escape(weakest_in_words(case, way))} {escape(orders_in_words(case, way))}</p>"
    )


def _step(case: Case, way: Way, step: Step) -> str:
    months = way.scenario.months
    left, width = (step.first - 1) / months, (step.last - step.first + 1) / months
    shares = {failure.late: failure.share for failure in way.failing if failure.name == step.name}
    cells = "".join(f"<td>{_score(way, shares[late])}</td>" for late in (None, *LATE_MONTHS))
    paced = settable(case)[step.name].paced
    return (
        f"<tr><th scope='row'>{escape(step_in_words(case, step))} <i>{escape(paced)}</i></th>"
        f"<td class='months'><i style='left:{left:.1%};width:{width:.1%}'></i></td>{cells}</tr>"
    )


def _score(way: Way, share: float) -> str:
    """Return a share of the pull, or else a part of the variants as a count."""
    return f"{share:z.0%}" if way.answer.pull else f"{round(share * way.draws):,}"


def asked_list(case: Case, terms: Sequence[Demands]) -> str:
    """Return what the terms at the end of a way ask of whom, those of whom the most is asked first."""
    items = "".join(
        f"<li>{escape(demands_in_words(case, one))}</li>" for one in terms[:MOST_ACTORS] if one.less or one.more
    )
    return f"<ul>{items}</ul>" if items else "<p>The terms hardly differ from those at the start.</p>"


def course_table(case: Case, months: Sequence[int], met: Mapping[str, Sequence[ObjectiveMet]]) -> str:
    """Return how far each actor's least met objective would be met in some months."""
    heads = "".join(f"<th scope='col'>month {month}</th>" for month in months)
    rows = "".join(
        f"<tr><th scope='row'>{escape(case.labels[actor])}</th>"
        + "".join(f"<td>{one.met:.0%} <small>{escape(one.objective.id)}</small></td>" for one in own)
        + "</tr>"
        for actor, own in met.items()
    )
    return (
        "<div class='wide' tabindex='0'><table class='course'>"
        f"<thead><tr><th scope='col'>Least met of</th>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
