"""What several test files need: changed copies of the case, random scenarios, and the case seen from the other side."""

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
from model.scenario.expectation import Bounds, Course, Expectation

UKRAINE = Path(__file__).parent.parent / "model" / "data" / "ukraine"
OUTCOMES = [str(outcome) for outcome in Outcome]

# ------------------------------------------------------------------------------------- copies of the case's files

#: A case's files, parsed: file name -> what tomllib reads from it. A change edits it in place.
Files = dict[str, dict[str, Any]]
Change = Callable[[Files], None]


def unfold(at: Any, *keys: str) -> Any:
    """Open foldable parts of a page in Streamlit's test driver, which would forget them at its next run."""
    run = at._run

    def open_and_run(*args: Any, **more: Any) -> Any:
        for key in keys:
            at.session_state[key] = True
        return run(*args, **more)

    at._run = open_and_run
    at.run()
    assert not at.exception
    return at


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
    files, _, _ = inherit.files(UKRAINE, UKRAINE.parent)
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


def on_scale(case: Case, variable: Variable) -> st.SearchStrategy[float]:
    """Draw a value on a variable's scale; its ends and the peaks of its terms come often."""
    scale = case.scale_of[variable.scale]
    corners = sorted({scale.low, scale.high, *scale.terms.values()})
    return st.sampled_from(corners) | st.floats(scale.low, scale.high, allow_subnormal=False)


@st.composite
def values(draw: st.DrawFn, case: Case, of: dict[str, Variable], least: int, most: int) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from(sorted(of)), min_size=least, max_size=most, unique=True))
    return {name: draw(on_scale(case, of[name])) for name in names}


@st.composite
def events(draw: st.DrawFn, case: Case, months: int, about: list[str]) -> Event:
    """Draw an event: sets, changes or both; some sets for a while. `about` names what may be set, or changed too."""
    month = draw(st.integers(1, months))
    what = draw(st.sampled_from(["set", "set for a while", "change", "both"]))
    told: dict[str, Any] = {"month": month, "says": draw(st.sampled_from(["", "A turn.", "Another turn."]))}
    if what != "change":
        of = {name: variable for name, variable in settable(case).items() if name in about}
        if what == "set for a while":
            of = {name: variable for name, variable in of.items() if variable.kind == "assumption"}
            told["until"] = draw(st.integers(month, months))
        told["set"] = draw(values(case, of, 1, 3))
    if what in ("change", "both"):
        moved = st.sampled_from(about) | st.sampled_from(sorted(variables(case, "assumption", "state")))
        names = draw(st.lists(moved, min_size=1, max_size=3, unique=True))
        told["change"] = {name: draw(st.floats(-1.5, 1.5, allow_subnormal=False)) for name in names}
    return Event(**told)


@st.composite
def scenarios(draw: st.DrawFn, months: int | None = None, happenings: bool = True) -> Scenario:
    """Draw a scenario of the real case that fits it: levers, assumptions, events, actors taken out, beliefs."""
    case = load_case()
    horizon = months or draw(st.integers(1, 30))
    of = settable(case)
    levers = {name: variable for name, variable in of.items() if variable.lever}
    assumptions = {name: variable for name, variable in of.items() if not variable.lever}
    ordinary = sorted(rule.id for rule in case.rules if not is_outcome_rule(rule))
    pulling = sorted(rule.id for rule in case.rules if is_outcome_rule(rule))
    beliefs = draw(st.dictionaries(st.sampled_from(ordinary), st.floats(0, 3), max_size=4))
    beliefs |= draw(st.dictionaries(st.sampled_from(pulling), st.floats(0, 1), max_size=2))
    # what events are about: a few variables for all of them, so that they meet; one at least can be set for a while
    about = [draw(st.sampled_from(["battlefield_shift", *assumptions]))]
    about += draw(st.lists(st.sampled_from([name for name in of if name != about[0]]), max_size=3, unique=True))
    return Scenario(
        title="random",
        months=horizon,
        levers=draw(values(case, levers, 0, 3)),
        assumptions=draw(values(case, assumptions, 0, 6)),
        without=tuple(draw(st.lists(st.sampled_from(case.outsiders), max_size=3, unique=True))),
        beliefs=beliefs,
        events=tuple(draw(st.lists(events(case, horizon, about), max_size=6))) if happenings else (),
    )


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


def fitting(case: Case, scenario: Scenario) -> Scenario:
    """Return a scenario of the real case as far as it fits another: without beliefs about rules that are gone."""
    return scenario.but(beliefs={rule: f for rule, f in scenario.beliefs.items() if rule in case.rule_of})


#: Any text that a TOML file can hold, with what is apt to go wrong in it coming often.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        '"',
        '"""',
        "'''",
        "a\\b",
        "two\nlines",
        "a\r\nb",
        "\r",
        "\x00\x1f\x7f",
        "Ripeness: \u201cnow\u201d \u2013 \u00e0 la Zartman",
        "🕊️",
        "\u2028",
        "# no",
    ]
)
filled = texts.filter(bool)
numbers = st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(0, 1)


inner = st.floats(0, 1, exclude_min=True, exclude_max=True)


def within(case: Case, name: str) -> st.SearchStrategy[float]:
    """Draw a value within a variable's scale, without its ends; of a pull if it is none."""
    variable = variables(case, "assumption", "state", "gauge").get(name)
    scale = case.scale_of[variable.scale] if variable else None
    low, high = (scale.low, scale.high) if scale else (0.0, 1.0)
    return st.floats(low, high, exclude_min=True, exclude_max=True)


@st.composite
def bounds(draw: st.DrawFn, form: str, limits: st.SearchStrategy[float] = inner) -> Bounds:
    """Draw a sound bound: limits with room between them, a difference from something, or a trend."""
    words = {"relative": ["higher_by", "lower_by", "not_higher_by", "not_lower_by"], "trend": ["rises_by", "falls_by"]}
    if form in words:
        return Bounds(**{draw(st.sampled_from(words[form])): draw(inner)})
    above, below = sorted(draw(st.lists(limits, min_size=2, max_size=2, unique=True)))
    given = draw(st.sampled_from([{"above": above}, {"below": below}, {"above": above, "below": below}]))
    return Bounds(**given)


@st.composite
def courses(draw: st.DrawFn, limits: st.SearchStrategy[float], months: int) -> Course:
    """Draw what is expected of a path."""
    low, high = sorted(draw(st.lists(limits, min_size=2, max_size=2, unique=True)))
    told: dict[str, Any] = {"rises_to": high, "falls_to": low, "stays_above": low, "stays_below": high, "turns": "up"}
    kept = draw(st.lists(st.sampled_from(sorted(told)), min_size=1, unique=True))
    by = {"by": draw(st.integers(1, months))} if draw(st.booleans()) else {}
    return Course(**{name: told[name] for name in kept}, **by)


@st.composite
def expectations(draw: st.DrawFn, case: Case, months: int) -> Expectation:
    """Draw an expectation of any form; what it says need not hold."""
    form = draw(st.sampled_from(["limits", "relative", "trend"]))
    told: dict[str, Any] = {"says": draw(filled), "source": draw(texts), "differs": draw(texts)}
    if draw(st.booleans()):
        told["month"] = draw(st.integers(1, months))
    names = draw(st.lists(st.sampled_from(sorted(settable(case))), min_size=3, max_size=3, unique=True))
    if draw(st.booleans()):
        told["events"] = (Event(month=draw(st.integers(1, months)), says=draw(texts), change={"trust": draw(shares)}),)
    if draw(st.booleans()):
        told["for_all"] = {names[0]: draw(st.lists(within(case, names[0]), min_size=1, max_size=3, unique=True))}
    if form == "relative":
        told["compare_month"] = draw(st.integers(1, months))
        if draw(st.booleans()):
            told["compare"] = draw(filled)
    elif form == "trend":
        told["along"] = {names[1]: sorted(draw(st.lists(within(case, names[1]), min_size=2, max_size=3, unique=True)))}
    else:
        told |= draw(_others(case, months))
    known = {"variable": sorted(variables(case, "assumption", "state", "gauge"))}
    least = 1 if form != "limits" or "outcome" not in told else 0
    for what in draw(st.lists(st.sampled_from(["share", "formed", "pull", "variable"]), min_size=least, unique=True)):
        keys = draw(st.lists(st.sampled_from(known.get(what, OUTCOMES)), min_size=1, max_size=2, unique=True))
        told[what] = {
            key: draw(bounds(form, within(case, key) if what == "variable" else inner)) for key in sorted(keys)
        }
    if draw(st.booleans()):
        told["war_goes_on"] = draw(bounds(form))
    return Expectation(**told)


@st.composite
def _others(draw: st.DrawFn, case: Case, months: int) -> dict[str, Any]:
    """Draw what an expectation may say besides bounds of figures."""
    told: dict[str, Any] = {}
    issues = [issue.id for issue in case.issues if issue.core]
    if draw(st.booleans()):
        told["outcome"] = draw(st.sampled_from(OUTCOMES))
    if draw(st.booleans()):
        name = draw(st.sampled_from([*sorted(variables(case, "assumption", "state", "gauge")), *OUTCOMES]))
        told["path"] = {name: draw(courses(within(case, name), months))}
    if draw(st.booleans()):
        told["concedes_more"] = {draw(st.sampled_from(issues)): draw(st.sampled_from(case.parties))}
        told["binds"] = draw(st.sampled_from(issues))
        told["first_reason"] = draw(st.sampled_from(sorted(case.rule_of)))
    return told


@st.composite
def written_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario with everything that a file can hold: any text, events with words, claims, expectations."""
    case = load_case()
    plain = draw(scenarios())
    told = tuple(Event(**{**dict(event), "says": draw(texts)}) for event in plain.events)
    return plain.but(
        title=draw(filled),
        says=draw(texts),
        claims=tuple(draw(st.lists(st.sampled_from([claim.id for claim in case.claims]), max_size=3))),
        events=told,
        expect=tuple(draw(st.lists(expectations(case, plain.months), max_size=3))),
    )


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
