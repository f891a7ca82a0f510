"""Paths of several scenarios in one chart: lines differ by colour and by dash, and are called by their letters."""

from __future__ import annotations

from collections.abc import Iterator

from model.engine import FORMED
from model.knowledge import OUTCOMES, name_of
from model.view.charts import central_path, event_marks, legend_name
from model.view.components.line_chart import ChartLine, LineChart
from model.view.components.saving import credit_of
from model.view.pages.comparison.html import LETTERS, Compared, called
from model.view.theme import SCENARIO_COLOURS, SCENARIO_DASHES, Theme


def comparison_chart(found: Compared, variable: str, theme: Theme) -> LineChart:
    """Return the chart of an outcome's pull or of a variable on [0, 1], up to the common horizon, a line a scenario."""
    case = found.runs[0].case
    name, names = name_of(case, variable), called(found)
    paths = [central_path(run, variable) for run in found.runs]
    return LineChart(
        title=legend_name(case, variable),
        label=f"{legend_name(case, variable)} over the months in {len(paths)} scenarios",
        name=f"compared-{variable.replace('.', '-').replace('_', '-')}",
        lines=[
            ChartLine(LETTERS[place], SCENARIO_COLOURS[theme][place], SCENARIO_DASHES[place], values.tolist())
            for place, values in enumerate(paths)
        ],
        described=f"Over {found.months} months, {name} goes "
        + "; ".join(
            f"in {LETTERS[place]}, “{names[place]}”, from {values[0]:.2f} to {values[-1]:.2f}"
            for place, values in enumerate(paths)
        )
        + ".",
        credit=_credit(found),
        marks=list(_marks(found)),
        rule=(FORMED, "formed above this line") if variable in OUTCOMES else None,
    )


def _marks(found: Compared) -> Iterator[tuple[int, str]]:
    """Yield what happens when, and in which scenarios."""
    letters: dict[tuple[int, str], str] = {}
    for letter, run in zip(LETTERS, found.runs, strict=False):
        for mark in dict.fromkeys(event_marks(run)):
            letters[mark] = letters.get(mark, "") + letter
    for (month, text), who in sorted(letters.items()):
        yield month, f"{', '.join(who)}: {text}"


def _credit(found: Compared) -> str:
    """Return what a saved picture says of where it is from, with which letter is which scenario."""
    names = "; ".join(f"{letter}: {name}" for letter, name in zip(LETTERS, called(found), strict=False))
    return credit_of(names, [run.case for run in found.runs])
