"""A gauge is one class in one place: what it is made of, what its changes are made of, and how machines derive it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from model import Event, Scenario, load_case, simulate
from model.arrays import Floats
from model.engine import deriving
from model.engine.backend import NUMPY
from model.engine.compiled import kernel
from model.engine.compiled.driver import FEWEST_RUNS, SWITCH, CompiledBackend, best_backend, warm_up
from model.engine.deriving import Gauges
from model.engine.gauges import GAUGES, Fortune, Gap, Gauge, WidestGap, check_declared, never_moving
from model.engine.grounding import ground, program_of
from model.engine.operations import OF_GAUGES, Kind, Operation
from model.engine.program import Program
from model.engine.row_blocks import blocks_of, evenly_spaced
from model.knowledge import vocabulary
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.loading import cases
from model.uncertainty.draws import drawn_inputs
from tests.engine import reference
from tests.support.cases import add, write_case
from tests.support.random_cases import random_case

DOUBLE = np.dtype(np.float64)


def drawn(program: Program, runs: int = 50) -> Floats:
    """Return random states and assumptions, anywhere on their scales, and gauges that are still to be derived."""
    now = np.zeros((len(program.ids), runs))
    share = np.random.default_rng(0).random((program.variables, runs))
    now[: program.variables] = program.low[:, None] + share * (program.high - program.low)[:, None]
    return now


def derived(program: Program) -> Floats:
    now = drawn(program)
    laid = Gauges(program, DOUBLE)
    laid.derive(now)
    laid.derive_unread(now)
    return now


def wrongly_derived(program: Program) -> set[str]:
    """Return the gauges' rows that are not what the reference says."""
    now = derived(program)
    world = reference._World(program.case, Scenario(title="any"))
    wrong = set()
    for run in range(now.shape[1]):
        values = dict(zip(program.ids, now[:, run].tolist(), strict=True))
        for name, expected in world.gauges({n: values[n] for n in program.ids[: program.variables]}).items():
            if abs(values[name] - expected) > 1e-12:
                wrong.add(name)
    return wrong


def wrongly_attributed(gauge: Gauge, program: Program) -> list[str]:
    """Return the rows of a gauge that are derived from other rows than their changes are split among."""
    read: dict[int, set[int]] = {}
    for operation in gauge.operations(program):
        read.setdefault(operation.to, set()).update(operation.reads - {operation.to})
    still = {program.row[name] for name in never_moving(program.case)}
    return [
        gauge.name(member)
        for member, row, sources in gauge.rows(program)
        if row not in still and read.get(row, set()) != set(sources) - still
    ]


# --------------------------------------------------------------------------------------------------- what they are


@pytest.mark.parametrize("name", cases())
def test_every_gauge_is_what_the_reference_says_and_is_split_among_what_it_is_made_of(name: str) -> None:
    program = program_of(load_case(name))
    assert not wrongly_derived(program)
    for gauge in GAUGES.values():
        assert not wrongly_attributed(gauge, program)


@pytest.mark.parametrize("seed", range(5))
def test_every_gauge_is_what_the_reference_says_in_any_case(seed: int) -> None:
    assert not wrongly_derived(program_of(random_case(seed)))


def test_a_wrong_formula_is_noticed(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    class SameFortune(Fortune):
        def operations(self, program: Program) -> Iterator[Operation]:
            return (operation._replace(x=1.0) for operation in super().operations(program))

    monkeypatch.setitem(GAUGES, ("party", "fortune"), SameFortune())
    assert wrongly_derived(program_of(case)) == {f"{case.parties[1]}.fortune"}


def test_a_wrong_attribution_is_noticed(case: Case) -> None:
    class FirstPartyOnly(Gap):
        def sources(self, case: Case, member: str) -> list[str]:
            return super().sources(case, member)[:1]

        def operations(self, program: Program) -> Iterator[Operation]:
            return Gap().operations(program)

    class AllIssues(WidestGap):
        def sources(self, case: Case, member: str) -> list[str]:
            return [f"{issue.id}.gap" for issue in case.issues]

        def operations(self, program: Program) -> Iterator[Operation]:
            return WidestGap().operations(program)

    program = program_of(case)
    assert wrongly_attributed(FirstPartyOnly(), program) == [f"{issue.id}.gap" for issue in case.issues]
    assert wrongly_attributed(AllIssues(), program) == ["widest_gap"]


def test_rows_that_never_move_are_those_of_stances_without_a_red_line(case: Case) -> None:
    lines = {f"{line.actor}.{line.issue}" for line in case.red_lines}
    stances = {f"{party}.{issue.id}" for party in case.parties for issue in case.issues}
    expected = {f"{s}.{gauge}" for s in stances - lines for gauge in ("red_line", "red_line_crossed")}
    assert never_moving(case) == expected
    program = program_of(case)
    assert not derived(program)[[program.row[name] for name in expected]].any()


def test_what_a_rule_reads_is_derived_before_it_fires_even_a_position(case: Case) -> None:
    """No rule of the bundled cases fires on a position, which is then derived only where it is shown."""
    rule = next(rule for rule in case.rules if rule.over == "stance" and not rule.where)
    on = "stance.position"
    scale = case.scale_of[next(v.scale for v in case.variables if v.id == "position")]
    fires = rule.model_copy(update={"antecedents": {**rule.antecedents, on: {list(scale.terms)[-1]: 1.0}}})
    other = rebuild(case, rules=tuple(fires if r is rule else r for r in case.rules))
    for held, read in ((case, False), (other, True)):
        laid = Gauges(ground(held), DOUBLE)
        assert any(held.parties[0] in ground(held).ids[o.to] for o in (laid.all_read if read else laid.unread))
        assert (Kind.LINE in {o.kind for o in laid.all_read}) is read
    scenario = Scenario(title="any", months=6)
    ours, theirs = simulate(other, scenario), reference.follow(other, scenario)
    for name in ours.program.ids:
        assert ours.path(name) == pytest.approx([month[name] for month in theirs.values], abs=1e-9), name


# ------------------------------------------------------------------------------------------------- a gauge is added


class Openness(Gauge):
    """Toy: how far both parties together have moved on all issues, on average."""

    id, scope = "openness", "world"

    def sources(self, case: Case, member: str) -> list[str]:
        return [f"{stance}.concession" for stance in vocabulary.members(case, "stance")]

    def operations(self, program: Program) -> Iterator[Operation]:
        for _, row, sources in self.rows(program):
            yield Operation(Kind.FILL, row)
            yield from (Operation(Kind.ADD, row, source) for source in sources)
            yield Operation(Kind.SCALE, row, row, x=1 / len(sources))


VARIABLE = {"id": "openness", "label": "Openness", "means": "How far they have moved.", "scope": "world"}
RULE = {"id": "openness-builds-trust", "says": "Openness builds trust.", "judgement": "For the test."}


@pytest.fixture
def opened(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Return the bundled case with one more gauge and a rule that fires on it: a class, its two lines, and TOML."""
    some = dict.fromkeys(list(case.scale_of["level"].terms)[1:], 1.0)
    monkeypatch.setitem(GAUGES, ("world", "openness"), Openness())
    monkeypatch.setitem(vocabulary.GAUGES, ("world", "openness"), (0.0, 1.0))
    variable = add("variables.toml", "variable", **VARIABLE, kind="gauge", scale="level")
    rule = add("rules.toml", "rule", **RULE, for_="world", if_={"openness": some}, then={"trust": 0.1})
    return load_case(write_case(tmp_path, variable, rule))


def test_a_gauge_is_added_by_one_class_and_one_variable(opened: Case) -> None:
    event = Event(month=2, says="An offer.", change={f"{opened.parties[0]}.territory.concession": 0.5})
    run = simulate(opened, Scenario(title="any", months=8, events=(event,)))
    stances = [f"{stance}.concession" for stance in vocabulary.members(opened, "stance")]
    assert run.path("openness") == pytest.approx(np.mean([run.path(stance) for stance in stances], axis=0), abs=1e-12)
    rows = run.contributions("openness")
    path = run.path("openness")
    assert rows["amount"].sum() == pytest.approx(path[-1] - path[0], abs=1e-9)
    assert "event: An offer." in set(rows["rule"])
    trust = run.contributions("trust")
    assert (trust[trust["rule"] == RULE["id"]]["amount"] > 0).any()


@pytest.mark.skipif(os.environ.get(SWITCH) == "0", reason="compiled code is switched off")
def test_an_added_gauge_needs_no_new_compiled_code(opened: Case) -> None:
    assert warm_up(opened, wait=True)
    compiled = best_backend()
    assert isinstance(compiled, CompiledBackend)
    program, scenario = program_of(opened), Scenario(title="any", months=6)
    inputs, rows = drawn_inputs(program, scenario, FEWEST_RUNS, 0), [program.row["openness"], program.row["trust"]]
    _, slow = NUMPY.run(program, inputs, (), 6, rows)
    _, quick = compiled.run(program, inputs, (), 6, rows)
    assert slow.tobytes() == quick.tobytes()


def test_a_gauge_that_is_declared_in_one_place_only_is_told_of() -> None:
    check_declared(GAUGES, vocabulary.GAUGES)
    toy = ("world", "toy")
    with pytest.raises(TypeError, match=r"gauge 'toy' of scope world is missing in GAUGES in model/engine/gauges\.py"):
        check_declared(GAUGES, {**vocabulary.GAUGES, toy: (0.0, 1.0)})
    with pytest.raises(TypeError, match=r"'toy' of scope world is missing in GAUGES in model/knowledge/vocabulary\.py"):
        check_declared({**GAUGES, toy: Openness()}, vocabulary.GAUGES)


def test_a_gauge_that_reads_a_later_one_is_told_of(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    turned = dict(reversed(GAUGES.items()))
    monkeypatch.setattr(deriving, "GAUGES", turned)
    with pytest.raises(TypeError, match="'red_line_crossed' of scope stance is derived after a gauge that reads it"):
        Gauges(program_of(case), DOUBLE)


# ------------------------------------------------------------------------------------------------------ operations


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_blocks_give_the_bits_of_one_operation_after_the_other(dtype: type[np.floating]) -> None:
    for name in cases():
        program = program_of(load_case(name))
        laid = Gauges(program, np.dtype(dtype))
        together = drawn(program).astype(dtype)
        alone = together.copy()
        for operation in laid.all_read + laid.unread:
            blocks_of([operation], np.dtype(dtype))[0].run(alone)
        laid.derive(together)
        laid.derive_unread(together)
        assert together.tobytes() == alone.tobytes()


def test_operations_that_touch_each_other_are_not_carried_out_together() -> None:
    chain = [Operation(Kind.SCALE, row + 1, row, x=2.0) for row in range(3)]
    assert len(blocks_of(chain, DOUBLE)) == 3
    now = np.ones((4, 1))
    for block in blocks_of(chain, DOUBLE):
        block.run(now)
    assert now[:, 0].tolist() == [1, 2, 4, 8]
    swapped = [Operation(Kind.SCALE, 0, 1), Operation(Kind.SCALE, 1, 0)]
    assert len(blocks_of(swapped, DOUBLE)) == 2
    highest = [Operation(Kind.HIGHEST, 0, row) for row in (3, 1, 2)]
    (block,) = blocks_of(highest, DOUBLE)
    now = np.array([[5.0, 0.0, 0.0], [1, 2, 3], [3, 1, 2], [2, 3, 1]])
    block.run(now)
    assert now[0].tolist() == [5, 3, 3]
    apart = [Operation(Kind.SCALE, to, of, x=to) for to, of in ((0, 4), (2, 4), (3, 4))]
    (block,) = blocks_of(apart, DOUBLE)
    now = np.arange(10.0).reshape(5, 2)
    block.run(now)
    assert now.tolist() == [[0, 0], [2, 3], [16, 18], [24, 27], [8, 9]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [([4], slice(4, 5, 1)), ([4, 4], slice(4, 5, 1)), ([4, 5, 6], slice(4, 7, 1)), ([1, 4, 7], slice(1, 8, 3))],
)
def test_evenly_spaced_rows_are_a_slice(rows: list[int], expected: slice) -> None:
    assert evenly_spaced(rows) == expected


@pytest.mark.parametrize("rows", [[3, 1], [1, 2, 4], []])
def test_other_rows_are_an_array(rows: list[int]) -> None:
    assert list(evenly_spaced(rows)) == rows  # type: ignore[arg-type]


def test_compiled_code_knows_every_kind_of_operation() -> None:
    assert sorted(kernel.KINDS) == sorted(OF_GAUGES)
    assert [getattr(kernel, kind.upper()) for kind in kernel.KINDS] == list(range(len(OF_GAUGES)))
