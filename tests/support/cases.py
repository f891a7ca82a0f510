"""Changed copies of the bundled case, random cases, and the case seen from the other side."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import tomli_w
from frozendict import frozendict
from hypothesis import strategies as st

from model import Event, Scenario, load_case
from model.knowledge import inheritance as inherit
from model.knowledge.case import Case
from model.knowledge.loading import rebuild
from model.knowledge.records import Outcome, Rule, Variable
from model.knowledge.vocabulary import qualified

UKRAINE = Path(__file__).parents[2] / "model" / "data" / "ukraine"


OUTCOMES = [str(outcome) for outcome in Outcome]


# ------------------------------------------------------------------------------------- copies of the case's files

#: A case's files, parsed: file name -> what tomllib reads from it. A change edits it in place.
Files = dict[str, dict[str, Any]]


Change = Callable[[Files], None]


def _id_of(row: dict[str, Any]) -> str:
    return str(row["id"]) if "id" in row else f"{row['actor']}.{row['issue']}"


def edit(file: str, table: str, record: str, **values: Any) -> Change:
    """Set keys of one record (of a record without an id: "actor.issue"); a key whose value is None is taken away.

    A key that is a Python word is written with an underscore behind it: `if_`, `from_`, `for_`.
    """

    def change(files: Files) -> None:
        (row,) = [row for row in files[file][table] if _id_of(row) == record]
        for key, value in values.items():
            row[key.removesuffix("_")] = value
            if value is None:
                del row[key.removesuffix("_")]

    return change


def add(file: str, table: str, **row: Any) -> Change:
    """Add one record at the end of a table."""
    held = {key.removesuffix("_"): value for key, value in row.items() if value is not None}
    return lambda files: files[file][table].append(dict(held))


def drop(file: str, table: str, record: str) -> Change:
    """Take one record away."""

    def change(files: Files) -> None:
        kept = [row for row in files[file][table] if _id_of(row) != record]
        assert len(kept) < len(files[file][table]), f"there is no {table} '{record}'"
        files[file][table] = kept

    return change


def top(file: str, **values: Any) -> Change:
    """Set keys that stand before all tables of a file; a key whose value is None is taken away."""

    def change(files: Files) -> None:
        files[file].update(values)
        for key in [key for key, value in values.items() if value is None]:
            del files[file][key]

    return change


def write_case(folder: Path, *changes: Change) -> Path:
    """Write the bundled case out, what it extends included, with some changes; return the folder."""
    files, _, _ = inherit.read_files(UKRAINE, UKRAINE.parent)
    for change in changes:
        change(files)
    for name, raw in files.items():
        (folder / name).write_text(tomli_w.dumps(raw), "utf-8")
    return folder


def write_scenarios(folder: Path, **changes: Change | None) -> Path:
    """Write the bundled scenarios beside a written case, each change made to the one that it is named after.

    A scenario's name is written with underscores; one whose change is None is left out. Returns the case's folder.
    """
    (folder / "scenarios").mkdir()
    for path in sorted((UKRAINE / "scenarios").glob("*.scenario.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        name = path.name.removesuffix(".scenario.toml").replace("-", "_")
        if name in changes:
            change = changes[name]
            if change is None:
                continue
            change(raw)
        (folder / "scenarios" / path.name).write_text(tomli_w.dumps(raw), "utf-8")
    return folder


# -------------------------------------------------------------------------------------------------- random scenarios


def variables(case: Case, *kinds: str) -> dict[str, Variable]:
    """Return the variables of some kinds by qualified id."""
    return {q: v for v in case.variables if v.kind in kinds for q in qualified(case, v)}


def settable(case: Case) -> dict[str, Variable]:
    """Return the levers and assumptions: what a scenario may set at the start, and an event at any time."""
    return {q: v for q, v in variables(case, "assumption", "state").items() if v.lever or v.kind == "assumption"}


def is_outcome_rule(rule: Rule) -> bool:
    return bool(set(rule.consequents) & set(OUTCOMES))


# ------------------------------------------------------------------------------------------------------ random cases


def random_case(seed: int) -> Case:
    """Return a sound case of which nothing is left but the ids: all that is believed is drawn anew.

    Some rules are gone, the others push anything by any amount; weights, saliences, starts, the places on every
    issue's scale, the issues' order, which of them are core and how near a red line is felt are others; of every two
    such cases one is mirrored.
    """
    drawn, case = Random(seed), load_case()
    shares = {"low": 0.0, "high": 1.0}
    bend = {issue.id: drawn.uniform(0.4, 2.5) for issue in case.issues}
    core = {issue.id for issue in case.issues if drawn.random() < 0.4} or {case.issues[-1].id}

    def pushing(rule: Rule) -> Rule:
        pulls = is_outcome_rule(rule)
        pushes = {
            name: push * drawn.uniform(0.2, 1) if pulls else drawn.choice([-1, 1]) * drawn.uniform(0.001, 0.5)
            for name, push in rule.consequents.items()
        }
        return rule.model_copy(update={"consequents": frozendict(pushes)})

    def placed(record: Any) -> Any:
        dear = {"salience": drawn.random(), **shares} if hasattr(record, "salience") else {}
        return record.model_copy(update={"place": record.place ** bend[record.issue], **dear})

    def started(record: Any, of: Variable) -> Any:
        scale = case.scale_of[of.scale]
        at = {"start": drawn.uniform(scale.low, scale.high), "low": scale.low, "high": scale.high}
        return record if record.start is None else record.model_copy(update=at)

    of = variables(case, "assumption", "state")
    issues = [issue.model_copy(update={"core": issue.id in core}) for issue in case.issues]
    drawn.shuffle(issues)
    felt = {"salience_hold": drawn.random(), "red_line_margin": drawn.uniform(0.01, 0.2)}
    rules = [pushing(rule) for rule in case.rules if is_outcome_rule(rule) or drawn.random() < 0.8]
    other = rebuild(
        case,
        settings=case.settings.model_copy(update=felt),
        issues=tuple(issues),
        objectives=tuple(map(placed, case.objectives)),
        stances=tuple(map(placed, case.stances)),
        red_lines=tuple(map(placed, case.red_lines)),
        edges=tuple(edge.model_copy(update={"weight": drawn.random(), **shares}) for edge in case.edges),
        variables=tuple(started(variable, variable) for variable in case.variables),
        starts=tuple(started(start, of[start.id]) for start in case.starts),
        rules=tuple(rules),
    )
    return mirrored(other) if drawn.random() < 0.5 else other


shares = st.floats(0, 1)


# ------------------------------------------------------------------------------------- the case from the other side


def mirrored(case: Case) -> Case:
    """Return the case with the parties' places swapped, and all that is told from a side told from the other.

    The second party becomes the first; every place on an issue's scale is turned round; what the front does is told
    with the other sign, and a rule that speaks of it by name speaks of the term on the other side. Who wants what,
    how dear, and who is tied to whom stay as they are: nothing about the war has changed but who is written first.
    """
    front = next(v for v in case.variables if v.id == "battlefield_shift")
    scale = case.scale_of[front.scale]
    peaks = list(scale.terms.values())
    assert scale.low == -scale.high, "the front's scale has to be symmetrical"
    assert peaks == [-peak for peak in reversed(peaks)], "and so have its terms"
    terms = list(scale.terms)
    across = dict(zip(terms, reversed(terms), strict=True))

    def placed(record: Any) -> Any:
        return record.model_copy(update={"place": 1 - record.place})

    def turned(record: Any) -> Any:
        if record.id != front.id:
            return record
        return record.model_copy(update={"start": -record.start, "low": -record.high, "high": -record.low})

    def spoken(rule: Rule) -> Rule:
        said = dict(rule.antecedents)
        if front.id in said:
            said[front.id] = frozendict({across[term]: grade for term, grade in said[front.id].items()})
        return rule.model_copy(update={"antecedents": type(rule.antecedents)(said)})  # type: ignore[call-arg]

    settings = case.settings.model_copy(update={"parties": tuple(reversed(case.settings.parties))})
    return rebuild(
        case,
        settings=settings,
        objectives=tuple(map(placed, case.objectives)),
        stances=tuple(map(placed, case.stances)),
        red_lines=tuple(map(placed, case.red_lines)),
        variables=tuple(map(turned, case.variables)),
        starts=tuple(map(turned, case.starts)),
        rules=tuple(map(spoken, case.rules)),
    )


def mirrored_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario as it is told of the mirrored case: the front with the other sign."""

    def turned(told: Any) -> dict[str, float]:
        return {name: -value if name == "battlefield_shift" else value for name, value in told.items()}

    events = tuple(
        Event(**{**dict(event), "set": turned(event.set), "change": turned(event.change)}) for event in scenario.events
    )
    return scenario.but(levers=turned(scenario.levers), events=events)
