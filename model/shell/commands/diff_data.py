"""What changed between two versions of a case, for machines: JSON, and every situation as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from model.analysis import Moves, ScenarioMoved
from model.knowledge import OUTCOMES, PULL_CLASSES, Case, Revision
from model.scenario import bundled_scenarios, load_scenario
from model.shell.commands.diff_report import Changes
from model.store import csv_text


def for_machines(changes: Changes, files: dict[str, list[str]]) -> dict[str, Any]:
    """Return all changes as plain values, with what `scenario_files` found."""
    return {
        "revisions": [_record(record) for record in changes.records],
        "scenario_files": files,
        "moves": {group: _moves(moves) for group, moves in changes.moves.items()},
        "scenarios": [_scenario(scenario) for scenario in changes.scenarios],
    }


def scenario_files(old: Case, new: Case) -> dict[str, list[str]]:
    """Return which bundled scenarios were added, are gone, or changed in what they set."""
    before, after = bundled_scenarios(old), bundled_scenarios(new)

    def changed(name: str) -> bool:
        pair = load_scenario(before[name], old), load_scenario(after[name], new)
        return pair[0].but(expect=()) != pair[1].but(expect=())

    return {
        "added": [name for name in after if name not in before],
        "gone": [name for name in before if name not in after],
        "changed": [name for name in before if name in after and changed(name)],
    }


def situations_csv(moves_by_group: Mapping[str, Moves], style: str, made_by: str) -> str:
    """Return every situation as CSV: its group, what it sets, what led and leads, what is largest, and the pulls."""
    parts = []
    for group, moves in moves_by_group.items():
        table = pd.DataFrame(moves.given)
        held = zip(("before", "after"), moves.leads, moves.largest, (moves.before, moves.after), strict=True)
        for when, leads, largest, pulls in held:
            table[f"leads_{when}"] = np.array(OUTCOMES)[leads]
            table[f"largest_{when}"] = np.array(PULL_CLASSES)[largest]
            for number, outcome in enumerate(OUTCOMES):
                table[f"{outcome}_{when}"] = pulls[:, number]
        parts.append(table.assign(group=group))
    return csv_text(pd.concat(parts), style, made_by)


def _record(record: Revision) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "what": record.what,
        "says": record.says,
        "fields": [{"field": name, "before": before, "after": after} for name, before, after in record.fields],
    }


def _moves(moves: Moves) -> dict[str, Any]:
    return {
        "situations": len(moves.given),
        "another_is_largest": int(moves.turned.sum()),
        "largest_from_to": {
            before: dict(zip(PULL_CLASSES, row, strict=True))
            for before, row in zip(PULL_CLASSES, moves.turns.tolist(), strict=True)
        },
        "another_leads": int(moves.other.sum()),
        "from_to": {before: _by_outcome(row) for before, row in zip(OUTCOMES, moves.counts.tolist(), strict=True)},
        "formed": dict(zip(("now", "no_longer"), moves.formed, strict=True)),
        "mean_move": float(moves.by_most.mean()),
        "largest_move": float(moves.by_most.max()),
        "worst": [
            {
                "given": moves.given[number],
                "before": _by_outcome(moves.before[number].tolist()),
                "after": _by_outcome(moves.after[number].tolist()),
            }
            for number in moves.worst()
        ],
    }


def _scenario(scenario: ScenarioMoved) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "outcomes": scenario.outcomes,
        "formed": scenario.formed,
        "mean_pulls": list(scenario.mean_pulls),
        "pull_differences": scenario.pull_differences,
        "shares": [shares or None for shares in scenario.shares],
        "differences": scenario.differences,
        "other": scenario.other,
    }


def _by_outcome(numbers: list[float]) -> dict[str, float]:
    return dict(zip(OUTCOMES, numbers, strict=True))
