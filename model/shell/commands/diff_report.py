"""What changed between two versions of a case, in words: records, situations, a map of the levers, and scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.analysis import Moves, ScenarioMoved
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome, Revision, name_of
from model.shell.output import wrapped

#: How many of the situations that moved most are printed.
WORST_SITUATIONS = 3


#: How many slices of the grid of levers are drawn, at most.
SLICES = 5


#: The letter of a map where an outcome leads now and did not before.
LETTERS = dict(zip(OUTCOMES, "SFE", strict=True))


#: What the groups of situations are, by their names in `moves_between`.
GROUPS = {"levers": "every combination of the levers in tenths", "design": "situations all over the scales"}


@dataclass(frozen=True)
class Changes:
    """What two versions of a case differ in.

    case: the new one; records: what was added, is gone or changed; moves: by group of situations, what they come to
    before and after; scenarios: the same of every bundled scenario.
    """

    case: Case
    records: Sequence[Revision]
    moves: Mapping[str, Moves]
    scenarios: Sequence[ScenarioMoved]

    @property
    def scenarios_moved(self) -> list[ScenarioMoved]:
        """The scenarios that lead or form otherwise, or have surely other shares."""
        return [scenario for scenario in self.scenarios if scenario.other]


def report(changes: Changes, words: bool) -> Iterator[str]:
    """Yield all changes, line by line; records that changed in words alone only if `words` asks for them."""
    yield from _records(changes.records, words)
    for group, moves in changes.moves.items():
        yield from ("", *_situations(changes.case, GROUPS[group], moves))
    yield from ("", *lever_map(changes.case, changes.moves["levers"]))
    moved = changes.scenarios_moved
    how_many = f"{len(moved)} of {len(changes.scenarios)}"
    yield from ("", f"bundled scenarios: {how_many} lead or form otherwise, or with surely other shares")
    for scenario in moved:
        yield f"  {scenario.title} ({scenario.id}): {_scenario_change(scenario)}"


def changelog_list(changes: Changes) -> Iterator[str]:
    """Yield which outcomes moved, as a list in Markdown."""
    for scenario in changes.scenarios_moved:
        yield f"- {scenario.title}: {_scenario_change(scenario)}."
    if not changes.scenarios_moved:
        yield "- No bundled scenario leads or forms otherwise, and no share of theirs is surely another."
    for group, moves in changes.moves.items():
        many, total = int(moves.other.sum()), len(moves.given)
        yield f"- Of {GROUPS[group]} ({total:,}), another outcome leads in {many:,} ({many / total:.1%})."


def _records(records: Sequence[Revision], words: bool) -> Iterator[str]:
    shown = [record for record in records if words or not record.words]
    yield f"what changed: {len(records)} record{'' if len(records) == 1 else 's'}"
    for record in shown:
        yield from wrapped(str(record), "  ", "    ")
    if left := len(records) - len(shown):
        yield f"  and {left} in words alone (--words tells them)"


def _situations(case: Case, group: str, moves: Moves) -> Iterator[str]:
    """Yield in how many situations of a group another outcome leads, and those that moved most."""
    many, total = int(moves.other.sum()), len(moves.given)
    yield f"{group}: another outcome leads in {many:,} of {total:,} ({many / total:.1%})"
    for before, row in zip(OUTCOMES, moves.counts, strict=True):
        for after, count in zip(OUTCOMES, row, strict=True):
            if before != after and count:
                yield f"  {count:6,} from {_name(before)} to {_name(after)}"
    more, fewer = moves.formed
    yield f"  formed now and not before in {more:,}, before and not now in {fewer:,}"
    mean, most = moves.by_most.mean(), moves.by_most.max()
    yield f"  the pull that moved most moved by {mean:.4f} on average, by {most:.3f} at most"
    for number in moves.worst(WORST_SITUATIONS):
        before, after = (_name(OUTCOMES[int(leads[number])]) for leads in moves.leads)
        lead = f"from {before} to {after}" if before != after else f"{after} leads as before"
        given = ", ".join(f"{name} {value:g}" for name, value in moves.given[number].items())
        yield from wrapped(f"{moves.by_most[number]:.3f}  {lead}: {given}", "  ", " " * 9, hyphens=False)


def lever_map(case: Case, moves: Moves) -> Iterator[str]:
    """Yield the grid of two levers or more as maps of the last two, one for each of some values of the others."""
    if not moves.other.any():
        yield "map of the levers: no outcome moved"
        return
    names = list(moves.given[0])
    values = [sorted({given[name] for given in moves.given}) for name in names]
    rows, cells = values[-2:]
    slices = (-1, len(rows), len(cells))
    leads, other = moves.leads[1].reshape(slices), moves.other.reshape(slices)
    up, right = (name_of(case, name) for name in names[-2:])
    yield f"map of the levers: {right} to the right, {up} upwards; a letter where another outcome leads now:"
    yield f"  {', '.join(f'{letter} {_name(outcome)}' for outcome, letter in LETTERS.items())}, · as before"
    fixed = [(name_of(case, name), at) for name, at in zip(names, values, strict=True)][:-2]
    for number in np.linspace(0, len(leads) - 1, min(SLICES, len(leads))).round().astype(int):
        yield _slice_heading(fixed, number)
        for row in reversed(range(len(rows))):
            line = _map_row(leads[number, row], other[number, row])
            yield f"    {rows[row]:5.2f} {line}"


def _slice_heading(fixed: Sequence[tuple[str, Sequence[float]]], number: int) -> str:
    """Return where the levers stand that are fixed in a slice; the slices go through the last one's values first."""
    places = np.unravel_index(number, [len(values) for _, values in fixed]) if fixed else ()
    parts = [f"{name} {values[int(place)]:g}" for (name, values), place in zip(fixed, places, strict=True)]
    return f"  {', '.join(parts)}" if parts else ""


def _map_row(leads: Sequence[int], other: Sequence[bool]) -> str:
    letters = list(LETTERS.values())
    return " ".join(letters[lead] if moved else "·" for lead, moved in zip(leads, other, strict=True))


def _scenario_change(scenario: ScenarioMoved) -> str:
    """Return what a scenario came to and comes to, and which shares have surely changed, in points."""
    before, after = (_scenario_outcome(scenario, version) for version in (0, 1))
    parts = [f"{before} → {after}" if before != after else f"{after} as before"]
    for outcome, difference in scenario.differences.items():
        value, low, high = (f"{100 * share:+.0f}" for share in difference)
        if difference[1] > 0 or difference[2] < 0:
            parts.append(f"{_name(outcome)} leads in {value} points of variants ({low} to {high})")
    return "; ".join(parts)


def _scenario_outcome(scenario: ScenarioMoved, version: int) -> str:
    outcome = scenario.outcomes[version]
    if outcome is None:
        return "not there"
    return f"{_name(outcome)}{' (formed)' if scenario.formed[version] else ''}"


def _name(outcome: str) -> str:
    return OUTCOME_NAMES[Outcome(outcome)]
