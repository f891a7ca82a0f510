"""What changed between two versions of a case, in words: records, situations, a map of the levers, and scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.analysis import Moves, ScenarioMoved, difference_in_words
from model.knowledge import CLASS_NAMES, PULL_CLASSES, Case, Revision, as_list, name_of
from model.shell.output import wrapped

#: How many of the situations that moved most are printed.
WORST_SITUATIONS = 3


#: How many slices of the grid of levers are drawn, at most.
SLICES = 5


#: The letter of a map where a class has the largest pull now and had not before.
LETTERS = dict(zip(PULL_CLASSES, "SFEW", strict=True))


#: What is counted of situations.
ANOTHER = "another of the four classes has the largest pull"


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
        """The scenarios that lead or form otherwise, or have surely other shares of the pull."""
        return [scenario for scenario in self.scenarios if scenario.other]


def report(changes: Changes, words: bool) -> Iterator[str]:
    """Yield all changes, line by line; records that changed in words alone only if `words` asks for them."""
    yield from _records(changes.records, words)
    for group, moves in changes.moves.items():
        yield from ("", *_situations(changes.case, GROUPS[group], moves))
    yield from ("", *lever_map(changes.case, changes.moves["levers"]))
    moved = changes.scenarios_moved
    how_many = f"{len(moved)} of {len(changes.scenarios)}"
    yield from ("", f"bundled scenarios: {how_many} lead or form otherwise, or have surely other shares of the pull")
    for scenario in moved:
        yield f"  {scenario.title} ({scenario.id}): {_scenario_change(scenario)}"


def changelog_list(changes: Changes) -> Iterator[str]:
    """Yield which outcomes moved, as a list in Markdown."""
    for scenario in changes.scenarios_moved:
        yield f"- {scenario.title}: {_scenario_change(scenario)}."
    if not changes.scenarios_moved:
        yield "- No bundled scenario leads or forms otherwise, and no share of the pull of theirs is surely another."
    for group, moves in changes.moves.items():
        many, total = int(moves.turned.sum()), len(moves.given)
        yield f"- Of {GROUPS[group]} ({total:,}), {ANOTHER} in {many:,} ({many / total:.1%})."


def _records(records: Sequence[Revision], words: bool) -> Iterator[str]:
    shown = [record for record in records if words or not record.words]
    yield f"what changed: {len(records)} record{'' if len(records) == 1 else 's'}"
    for record in shown:
        yield from wrapped(str(record), "  ", "    ")
    if left := len(records) - len(shown):
        yield f"  and {left} in words alone (--words tells them)"


def _situations(case: Case, group: str, moves: Moves) -> Iterator[str]:
    """Yield in how many situations of a group another of the four is the largest, and those that moved most."""
    many, total = int(moves.turned.sum()), len(moves.given)
    yield f"{group}: {ANOTHER} in {many:,} of {total:,} ({many / total:.1%})"
    for before, row in zip(PULL_CLASSES, moves.turns, strict=True):
        for after, count in zip(PULL_CLASSES, row, strict=True):
            if before != after and count:
                yield f"  {count:6,} from {CLASS_NAMES[before]} to {CLASS_NAMES[after]}"
    yield f"  of the three outcomes another leads in {int(moves.other.sum()):,}"
    more, fewer = moves.formed
    yield f"  formed now and not before in {more:,}, before and not now in {fewer:,}"
    mean, most = moves.by_most.mean(), moves.by_most.max()
    yield f"  the pull that moved most moved by {mean:.4f} on average, by {most:.3f} at most"
    for number in moves.worst(WORST_SITUATIONS):
        before, after = (CLASS_NAMES[PULL_CLASSES[int(held[number])]] for held in moves.largest)
        lead = f"from {before} to {after}" if before != after else f"{after} as before"
        given = ", ".join(f"{name} {value:g}" for name, value in moves.given[number].items())
        yield from wrapped(f"{moves.by_most[number]:.3f}  {lead}: {given}", "  ", " " * 9, hyphens=False)


def lever_map(case: Case, moves: Moves) -> Iterator[str]:
    """Yield the grid of two levers or more as maps of the last two, one for each of some values of the others."""
    if not moves.turned.any():
        yield "map of the levers: what has the largest pull of the four is the same everywhere"
        return
    names = list(moves.given[0])
    values = [sorted({given[name] for given in moves.given}) for name in names]
    rows, cells = values[-2:]
    slices = (-1, len(rows), len(cells))
    largest, turned = moves.largest[1].reshape(slices), moves.turned.reshape(slices)
    up, right = (name_of(case, name) for name in names[-2:])
    yield f"map of the levers: {right} to the right, {up} upwards; a letter where {ANOTHER} now:"
    yield f"  {', '.join(f'{letter} {CLASS_NAMES[name]}' for name, letter in LETTERS.items())}, · as before"
    fixed = [(name_of(case, name), at) for name, at in zip(names, values, strict=True)][:-2]
    for number in np.linspace(0, len(largest) - 1, min(SLICES, len(largest))).round().astype(int):
        yield _slice_heading(fixed, number)
        for row in reversed(range(len(rows))):
            line = _map_row(largest[number, row], turned[number, row])
            yield f"    {rows[row]:5.2f} {line}"


def _slice_heading(fixed: Sequence[tuple[str, Sequence[float]]], number: int) -> str:
    """Return where the levers stand that are fixed in a slice; the slices go through the last one's values first."""
    places = np.unravel_index(number, [len(values) for _, values in fixed]) if fixed else ()
    parts = [f"{name} {values[int(place)]:g}" for (name, values), place in zip(fixed, places, strict=True)]
    return f"  {', '.join(parts)}" if parts else ""


def _map_row(largest: Sequence[int], turned: Sequence[bool]) -> str:
    letters = list(LETTERS.values())
    return " ".join(letters[place] if moved else "·" for place, moved in zip(largest, turned, strict=True))


def _scenario_change(scenario: ScenarioMoved) -> str:
    """Return which shares of the pull have surely changed, in points, and where the central run leads."""
    each = [f"{difference_in_words(figure, 1)} for {CLASS_NAMES[figure.outcome]}" for figure in scenario.moved]
    parts = [f"the share of the pull is {as_list(each)}"] if each else []
    before, after = (_scenario_outcome(scenario, version) for version in (0, 1))
    parts.append(f"central run {f'{before} → {after}' if before != after else f'{after} as before'}")
    return "; ".join(parts)


def _scenario_outcome(scenario: ScenarioMoved, version: int) -> str:
    outcome = scenario.outcomes[version]
    if outcome is None:
        return "not there"
    return f"{CLASS_NAMES[outcome]}{' (formed)' if scenario.formed[version] else ''}"
