"""`python -m model diff OLD NEW`."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np

from model.analysis import MOVES_POINTS, Moves, ScenarioMoved, moves_between, scenario_moves
from model.engine import warm_up
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, InputError, Outcome, Revision, name_of, revisions
from model.scenario import bundled_scenarios, load_scenario
from model.shell.versions import version
from model.uncertainty import MOST_DRAWS

WIDE = 110


#: So many of the situations that moved most are told.
SHOWN = 3


#: How an outcome that leads now is marked in a map.
MARKS = dict(zip(OUTCOMES, "SFE", strict=True))


GROUPS = {"levers": "every combination of the levers in tenths", "design": "situations all over the scales"}


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--points", default=MOVES_POINTS, show_default=True, type=click.IntRange(1, 100_000), help="Situations.")
@click.option(
    "--draws", default=256, show_default=True, type=click.IntRange(1, MOST_DRAWS), help="Variants of a scenario."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option("--words", is_flag=True, help="Also tell what is other in words alone.")
@click.option("--changelog", is_flag=True, help="Print only which outcomes moved, as a list for a changelog.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--csv", type=click.Path(dir_okay=False, path_type=Path), help="Also write every situation here.")
def diff(
    old: str,
    new: str,
    points: int,
    draws: int,
    seed: int,
    words: bool,
    changelog: bool,
    as_json: bool,
    csv: Path | None,
) -> None:
    r"""Tell what changed from one version of a case to another, and which outcomes moved.

    OLD and NEW are ids of bundled cases, folders, git revisions (of the default case), or folders in one, REV:PATH.
    Prints the records that were added, are gone or changed; in how many of some thousand situations another outcome
    leads, where on a map of the levers, and the situations that moved most; and the bundled scenarios before and after,
    on the same draws. For example:

    \b
    python -m model diff HEAD~1 HEAD
    python -m model diff v0.4.0 my-case/ --changelog
    """
    try:
        with version(old) as before, version(new) as after:
            warm_up(after)
            changed = revisions(before, after)
            moved = moves_between(before, after, points)
            scenarios = scenario_moves(before, after, draws, seed)
            lines = list(
                _changelog(scenarios, moved) if changelog else _report(after, changed, moved, scenarios, words)
            )
            files = _scenario_files(before, after)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if csv is not None:
        try:
            csv.write_text(_table(moved), encoding="utf-8")
        except OSError as error:
            click.echo(f"{csv}: cannot be written: {error.strerror or error}", err=True)
            sys.exit(2)
    if as_json:
        click.echo(json.dumps(_plain(changed, moved, scenarios, files), indent=2))
    else:
        for line in lines:
            click.echo(line)


# -------------------------------------------------------------------------------------------------------------- text


def _report(
    case: Case, changed: tuple[Revision, ...], moved: dict[str, Moves], scenarios: list[ScenarioMoved], words: bool
) -> Iterator[str]:
    shown = [one for one in changed if words or not one.words]
    left = len(changed) - len(shown)
    yield f"what changed: {len(changed)} record{'' if len(changed) == 1 else 's'}"
    for one in shown:
        yield from textwrap.wrap(str(one), WIDE, initial_indent="  ", subsequent_indent="    ")
    if left:
        yield f"  and {left} in words alone (--words tells them)"
    for name, found in moved.items():
        yield from ("", *_moves(case, GROUPS[name], found))
    yield from ("", *_map(case, moved["levers"]))
    yield from ("", *_scenarios(scenarios))


def _moves(case: Case, what: str, found: Moves) -> Iterator[str]:
    many, total = int(found.other.sum()), len(found.given)
    yield f"{what}: another outcome leads in {many:,} of {total:,} ({many / total:.1%})"
    for before, row in zip(OUTCOMES, found.counts, strict=True):
        for after, count in zip(OUTCOMES, row, strict=True):
            if before != after and count:
                yield f"  {count:6,} from {OUTCOME_NAMES[Outcome(before)]} to {OUTCOME_NAMES[Outcome(after)]}"
    more, fewer = found.formed
    yield f"  formed now and not before in {more:,}, before and not now in {fewer:,}"
    mean, most = found.by_most.mean(), found.by_most.max()
    yield f"  the pull that moved most moved by {mean:.4f} on average, by {most:.3f} at most"
    for at in found.worst(SHOWN):
        before, after = (OUTCOME_NAMES[Outcome(OUTCOMES[int(leads[at])])] for leads in found.leads)
        lead = f"from {before} to {after}" if before != after else f"{after} leads as before"
        given = ", ".join(f"{name} {value:g}" for name, value in found.given[at].items())
        text = f"{found.by_most[at]:.3f}  {lead}: {given}"
        yield from textwrap.wrap(text, WIDE, initial_indent="  ", subsequent_indent=" " * 9, break_on_hyphens=False)


def _map(case: Case, found: Moves) -> Iterator[str]:
    """Yield the lever grid as maps, one for each of some values of the first lever."""
    if not found.other.any():
        yield "map of the levers: no outcome moved"
        return
    names = list(found.given[0])
    values = [sorted({given[name] for given in found.given}) for name in names]
    shape = tuple(map(len, values))
    flat = (-1, *shape[-2:])
    leads, other = found.leads[1].reshape(flat), found.other.reshape(flat)
    marks = "".join(MARKS.values())
    up, right = (name_of(case, name) for name in names[-2:])
    yield f"map of the levers: {right} to the right, {up} upwards; a letter where another outcome leads now:"
    yield f"  {', '.join(f'{mark} {OUTCOME_NAMES[Outcome(outcome)]}' for outcome, mark in MARKS.items())}, · as before"
    for number in np.linspace(0, len(leads) - 1, min(5, len(leads))).round().astype(int):
        yield f"  {name_of(case, names[0])} {values[0][number]:g}" if len(names) == 3 else ""
        for row in reversed(range(shape[-2])):
            cells = (marks[leads[number, row, at]] if other[number, row, at] else "·" for at in range(shape[-1]))
            yield f"    {values[-2][row]:5.2f} {' '.join(cells)}"


def _scenarios(scenarios: list[ScenarioMoved]) -> Iterator[str]:
    apart = [one for one in scenarios if one.other]
    yield f"bundled scenarios: {len(apart)} of {len(scenarios)} lead or form otherwise, or with surely other shares"
    for one in apart:
        yield f"  {one.title} ({one.id}): {_change(one)}"


def _change(one: ScenarioMoved) -> str:
    before, after = (_outcome(one, side) for side in (0, 1))
    text = f"{before} → {after}" if before != after else f"{after} as before"
    sure = [
        f"{OUTCOME_NAMES[Outcome(outcome)]} leads in {_points(value)} points of variants ({_points(low)} to {_points(high)})"
        for outcome, (value, low, high) in one.differences.items()
        if low > 0 or high < 0
    ]
    return "; ".join([text, *sure])


def _points(share: float) -> str:
    return f"{100 * share:+.0f}"


def _outcome(one: ScenarioMoved, side: int) -> str:
    outcome = one.outcomes[side]
    if outcome is None:
        return "not there"
    return f"{OUTCOME_NAMES[Outcome(outcome)]}{' (formed)' if one.formed[side] else ''}"


def _changelog(scenarios: list[ScenarioMoved], moved: dict[str, Moves]) -> Iterator[str]:
    """Yield which outcomes moved, as a list in Markdown."""
    apart = [one for one in scenarios if one.other]
    for one in apart:
        yield f"- {one.title}: {_change(one)}."
    if not apart:
        yield "- No bundled scenario leads or forms otherwise, and no share of theirs is surely another."
    for name, found in moved.items():
        many = int(found.other.sum())
        total = len(found.given)
        yield f"- Of {GROUPS[name]} ({total:,}), another outcome leads in {many:,} ({many / total:.1%})."


# ------------------------------------------------------------------------------------------------------ for machines


def _scenario_files(old: Case, new: Case) -> dict[str, list[str]]:
    """Return which bundled scenarios were added, are gone, or changed in what they set."""
    before, after = bundled_scenarios(old), bundled_scenarios(new)
    both = [name for name in before if name in after]
    changed = [
        name
        for name in both
        if load_scenario(before[name], old).but(expect=()) != load_scenario(after[name], new).but(expect=())
    ]
    return {
        "added": [name for name in after if name not in before],
        "gone": [name for name in before if name not in after],
        "changed": changed,
    }


def _plain(
    changed: tuple[Revision, ...], moved: dict[str, Moves], scenarios: list[ScenarioMoved], files: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "revisions": [
            {
                "kind": one.kind,
                "what": one.what,
                "says": one.says,
                "fields": [{"field": name, "before": before, "after": after} for name, before, after in one.fields],
            }
            for one in changed
        ],
        "scenario_files": files,
        "moves": {
            name: {
                "situations": len(found.given),
                "another_leads": int(found.other.sum()),
                "from_to": {
                    one: dict(zip(OUTCOMES, map(int, row), strict=True))
                    for one, row in zip(OUTCOMES, found.counts, strict=True)
                },
                "formed": dict(zip(("now", "no_longer"), found.formed, strict=True)),
                "mean_move": float(found.by_most.mean()),
                "largest_move": float(found.by_most.max()),
                "worst": [
                    {
                        "given": dict(found.given[at]),
                        "before": dict(zip(OUTCOMES, map(float, found.before[at]), strict=True)),
                        "after": dict(zip(OUTCOMES, map(float, found.after[at]), strict=True)),
                    }
                    for at in found.worst()
                ],
            }
            for name, found in moved.items()
        },
        "scenarios": [
            {
                "id": one.id,
                "title": one.title,
                "outcomes": list(one.outcomes),
                "formed": list(one.formed),
                "shares": [dict(held) if held else None for held in one.shares],
                "differences": {name: list(values) for name, values in one.differences.items()},
                "other": one.other,
            }
            for one in scenarios
        ],
    }


def _table(moved: dict[str, Moves]) -> str:
    """Return every situation as CSV: its group, what it sets, which outcome led and leads, and the pulls."""
    import pandas as pd

    parts = []
    for name, found in moved.items():
        table = pd.DataFrame(found.given)
        for when, leads, pulls in zip(("before", "after"), found.leads, (found.before, found.after), strict=True):
            table[f"leads_{when}"] = np.array(OUTCOMES)[leads]
            for number, outcome in enumerate(OUTCOMES):
                table[f"{outcome}_{when}"] = pulls[:, number]
        parts.append(table.assign(group=name))
    return pd.concat(parts).to_csv(index=False)
