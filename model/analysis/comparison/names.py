"""Names that tell scenarios apart: their titles, and where these agree what they set differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

from model.analysis.comparison.settings import Setting, differing_settings
from model.knowledge import Case
from model.scenario import Scenario

#: How many settings a name may take up to tell it from others.
MOST_SETTINGS_IN_NAME = 3


def distinct_names(case: Case, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Return a name for each scenario, all different: its title; where titles agree, also what it sets differently.

    Scenarios of one title that set nothing differently, or too much, are numbered.
    """
    found = [scenario.title for scenario in scenarios]
    for title in {title for title in found if found.count(title) > 1}:
        places = [place for place, scenario in enumerate(scenarios) if scenario.title == title]
        for place, name in zip(places, _apart(case, [scenarios[place] for place in places]), strict=True):
            found[place] = name
    many = Counter(found)
    taken = {name for name in found if many[name] == 1}
    for place, name in enumerate(found):
        if many[name] > 1:
            found[place] = next(told for n in count(1) if (told := f"{name} ({n})") not in taken)
            taken.add(found[place])
    return tuple(found)


def _apart(case: Case, scenarios: Sequence[Scenario]) -> list[str]:
    """Return names of scenarios that share a title, by the first settings that tell more of them apart."""
    chosen: list[Setting] = []
    held: list[tuple[str, ...]] = [() for _ in scenarios]
    for setting in differing_settings(case, scenarios):
        more = [(*own, setting.brief(number)) for number, own in enumerate(held)]
        if len(set(more)) > len(set(held)):
            chosen, held = [*chosen, setting], more
        if len(chosen) == MOST_SETTINGS_IN_NAME or len(set(held)) == len(scenarios):
            break
    return [", ".join([scenario.title, *own]) for scenario, own in zip(scenarios, held, strict=True)]
