"""What may happen, as options that all commands share which run a scenario: `--happenings` and `--front`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from model.explain import fronts_in_words, happenings_in_words
from model.knowledge import Case, unknown
from model.scenario import Front, Happenings, Scenario

#: How somebody turns on what may happen.
HOW_TO_DRAW = "With --happenings all what may happen is drawn."


@dataclass(frozen=True)
class MayHappen:
    """What the two options say; None where one is not given, and the scenario's own word counts."""

    happenings: Happenings = None
    front: Front = None

    @property
    def given(self) -> dict[str, Any]:
        """What the options that are given say, by the keys of scenario files."""
        said = {"happenings": self.happenings, "front": self.front}
        return {name: value for name, value in said.items() if value is not None}

    def on(self, case: Case, scenario: Scenario) -> Scenario:
        """Return a scenario with what the options say in place of what it says itself.

        Raises:
            click.BadParameter: if the case has no such happening, with the likely id.
        """
        for name in self.happenings if isinstance(self.happenings, tuple) else ():
            if name not in case.happening_of:
                raise click.BadParameter(unknown("happening", name, case.happening_of, case), param_hint="--happenings")
        return scenario.but(**self.given)

    def where_unsaid(self, scenario: Scenario) -> Scenario:
        """Return a scenario with what the options say wherever it does not say so itself."""
        return scenario.where_unsaid(self.happenings, self.front)


#: Neither option is given.
UNSAID = MayHappen()


def may_happen_options(which: str = "") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what adds both options to a command, which is given them as `may_happen`.

    `which` says in their help to which scenarios they apply, where that is not plain.
    """

    def add(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--happenings",
            callback=_happenings,
            metavar="all|none|ID,ID",
            help=f"What may happen besides, in draws: all that the case knows, none of it, or some{which}.",
        )
        @click.option(
            "--front",
            type=click.Choice(["returns", "holds"]),
            help=f"Whether the front returns towards level, or holds where it is set{which}.",
        )
        @wraps(command)
        def with_luck(*, happenings: Happenings, front: Front, **others: Any) -> None:
            command(may_happen=MayHappen(happenings, front), **others)

        return with_luck

    return add


def _happenings(context: click.Context, parameter: click.Parameter, text: str | None) -> Happenings:
    """Return what the option says: "all", "none", or ids."""
    if text is None:
        return None
    match text.strip():
        case "all" | "none" as word:
            return word
    if (likely := text.strip().lower()) in ("all", "none"):
        raise click.BadParameter(f"unknown word '{text.strip()}'; did you mean '{likely}'?")
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if "" in names:
        raise click.BadParameter(f"'{text}': write 'all', 'none', or ids with commas between them")
    if words := [name for name in names if name in ("all", "none")]:
        raise click.BadParameter(f"'{text}': '{words[0]}' stands alone, without ids")
    return names


def may_happen_in_words(case: Case, scenario: Scenario) -> str:
    """Return whether what may happen is drawn, or how to have it drawn."""
    if any(scenario.may_happen(happening.id) for happening in case.happenings):
        front = fronts_in_words(case)["returns" if scenario.front_returns else "holds"]
        many = happenings_in_words(case, scenario)
        return f"What may happen is drawn besides: {many}, and a front that wanders and {front}."
    if not case.happenings:
        return "The case has no happenings: nothing may happen but that the front wanders."
    front = f"wanders and {fronts_in_words(case)['returns']}" if scenario.front_returns else "wanders"
    return f"Nothing may happen but that the front {front}. {HOW_TO_DRAW}"
