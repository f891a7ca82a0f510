"""The bundled scenarios as a person chooses among them: told ones in the order of time, then the supposed ones."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from model.knowledge import Case, Episode, places_in_words
from model.scenario import Scenario, bundled_scenarios, load_scenario
from model.view.plain import plain
from model.view.session import as_page_opens

#: The month in which a season stands for a date.
SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}


@lru_cache(maxsize=8)
def presets(case: Case) -> dict[str, Scenario]:
    """Return the bundled scenarios by id, as the page opens them.

    The one that the case begins with first; then what the sources tell, in the order of time (undated last); then what
    they suppose.

    Raises:
        ScenarioError: if one does not fit the case, or there is none to begin with, of the id "default".
    """
    names = dict.fromkeys(["default", *bundled_scenarios(case)])
    found = {name: as_page_opens(load_scenario(name, case)) for name in names}
    place = {episode.id: number for number, episode in enumerate(case.episodes)}

    def order(name: str) -> tuple[Any, ...]:
        episode = episode_of(case, found[name])
        if name == "default" or episode is None:
            return (0 if name == "default" else 3, found[name].title)
        if episode.told:
            return (1, *years_of(episode.period), place[episode.id])
        return (2, found[name].title.removeprefix("The ").lower())

    return {name: found[name] for name in sorted(found, key=order)}


def episode_of(case: Case, scenario: Scenario) -> Episode | None:
    """Return the register's episode that a scenario carries, if it carries one."""
    return case.episode_of.get(scenario.episode)


def years_of(period: str) -> tuple[float, float]:
    """Return when a period begins and ends, in years, as far as its words tell; an undated one comes after all."""
    dates = [
        int(year) + (int(month) if month else SEASONS.get(season.lower(), 0)) / 12
        for season, year, month in re.findall(r"(?:(\w+) )?(?<![\w-])(\d{4})(?:-(\d{2})(?!\d))?", period)
    ]
    return (min(dates), max(dates)) if dates else (math.inf, math.inf)


def preset_label(case: Case, name: str, scenario: Scenario) -> str:
    """Return what a preset is called where it is chosen: whether it is told or supposed, and its title."""
    episode = episode_of(case, scenario)
    if name == "default" or episode is None:
        return scenario.title
    return f"{'Told' if episode.told else 'Supposed'}: {scenario.title}"


def episode_in_words(case: Case, episode: Episode) -> str:
    """Return as Markdown what the register says of an episode: its sentence, when, where, and what was expected."""
    who = "The sources tell" if episode.told else "It supposes"
    when = f" ({plain(episode.period)})" if episode.told else ""
    text = f"**{who}**{when}: {plain(episode.says)} *{plain(places_in_words(case, episode.source))}.*"
    return f"{text}\n\n**Expected of it, before it was run**: {plain(episode.expect)}"
