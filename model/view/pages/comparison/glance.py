"""The comparison at a glance: a small table with a column for each scenario, as plain HTML."""

from __future__ import annotations

from model.analysis import IN_COMMON, AcrossWars, settings_in_brief
from model.explain import side_by_side_rows
from model.view.pages.comparison.html import Compared, framed, scenario_heads
from model.view.theme import Theme

#: So many settings are named; all of them stand further down the page.
MOST_SETTINGS = 5


def glance_table(found: Compared, theme: Theme) -> str:
    """Return what each scenario comes to at the common month and at its own end, and what is set."""
    if isinstance(found, AcrossWars):
        title, settings = IN_COMMON, [(lever.what, lever.told) for lever in found.levers]
    else:
        title, settings = "Set differently", settings_in_brief(found)
    rows = side_by_side_rows(found.variants, found.ends, title, settings, MOST_SETTINGS)
    head = f"<thead><tr><td></td>{scenario_heads(found, theme)}</tr></thead>"
    return framed(f"<table class='glance' data-testid='compared'>{head}<tbody>{rows}</tbody></table>")
