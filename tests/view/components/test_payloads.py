"""What goes between Python and a component's script: both name the same fields, and what is sent has just these."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from model import Scenario, load_scenario, simulate
from model.engine import Run
from model.explain import deeds, evidence, modelled_edges
from model.knowledge import Case
from model.view import components
from model.view.components.actor_graph import ActorGraphPayload, actor_graph_payload
from model.view.components.dials import assumption_names, dials_payload
from model.view.components.dials.payload import DialsPayload
from model.view.components.evidence_browser import EvidencePayload, evidence_payload
from model.view.components.line_chart import ChartLine, LineChart, LineChartsPayload, line_charts_payload
from model.view.components.machine import Packing
from model.view.components.number_fields import NumberFieldsPayload, number_field
from model.view.components.outcome_map import OutcomeMapPayload, outcome_map_payload
from model.view.components.points import points_payload
from model.view.components.program.payload import ProgramPayload, program_payload
from model.view.components.timeline import TimelinePayload, timeline_payload
from model.view.components.tour import TourPayload, tour_payload
from model.view.pages.answer.telling import levers_set
from model.view.session.draft import Draft

FOLDERS = Path(components.__file__).parent
#: Scripts that stand before others, and get nothing from Python.
SHARED = ("dial", "live", "map_shapes", "month_chart", "saving", "typing")
SCRIPTS = {path.stem: path for path in sorted(FOLDERS.glob("*/*.js")) if path.stem not in SHARED}


def in_python(folder: str) -> dict[str, set[str]]:
    """Return the fields of every TypedDict of a component; one that may be missing in brackets."""
    package = importlib.import_module(f"model.view.components.{folder}")
    names = [package.__name__, *(f"{package.__name__}.{one.name}" for one in pkgutil.iter_modules(package.__path__))]
    held = [kind for name in names for kind in vars(importlib.import_module(name)).values() if is_typeddict(kind)]
    kinds = [kind for kind in held if kind.__module__ in names]  # another component's stand in its own script
    return {kind.__name__: {name_of(*field) for field in hints(kind).items()} for kind in kinds}


def name_of(field: str, hint: object) -> str:
    return f"[{field}]" if get_origin(hint) is NotRequired else field


def hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def in_script(path: Path) -> dict[str, set[str]]:
    """Return the properties of every `@typedef` of a script."""
    blocks = re.findall(r"/\*\*(.*?)\*/", path.read_text("utf-8"), re.S)
    return {
        re.findall(r"@typedef \{object\} (\w+)", block)[0]: set(re.findall(r"@property \{[^}]*\} (\S+)", block))
        for block in blocks
    }


@pytest.mark.parametrize("folder", SCRIPTS)
def test_python_and_the_script_name_the_same_fields(folder: str) -> None:
    assert in_python(folder)
    assert in_python(folder) == in_script(SCRIPTS[folder])


@pytest.mark.parametrize("path", sorted(FOLDERS.rglob("*.js")), ids=lambda path: path.stem)
def test_no_script_makes_elements_of_text(path: Path) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", path.read_text("utf-8"))


# ------------------------------------------------------------------------------------------------- what is sent


@pytest.mark.parametrize("path", SCRIPTS.values(), ids=lambda path: path.stem)
def test_a_script_takes_what_it_gets_out_of_its_list_unless_it_gets_bytes(path: Path) -> None:
    taken = re.findall(r"^export default function \(\{ (data(?:: \[data\])?)[ ,]", path.read_text("utf-8"), re.M)
    assert taken in ([], ["data: [data]"]) or path.stem == "program"


def misfits(value: Any, hint: Any, where: str = "payload") -> list[str]:
    """Return where a value is not what its type says: exactly the fields, and plain values all the way down."""
    origin, inside = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is no {hint.__name__}"]
        fields = hints(hint)
        optional = {name for name, of in fields.items() if get_origin(of) is NotRequired}
        wrong = [f"{where}: {name}" for name in (set(fields) - optional - set(value)) | (set(value) - set(fields))]
        return wrong + [m for n, of in fields.items() if n in value for m in misfits(value[n], of, f"{where}.{n}")]
    if origin is NotRequired:
        return misfits(value, inside[0], where)
    if origin in (Union, UnionType):
        return [] if any(not misfits(value, one, where) for one in inside) else [f"{where}: {value!r}"]
    if origin is list and isinstance(value, list):
        return [m for number, one in enumerate(value) for m in misfits(one, inside[0], f"{where}[{number}]")]
    if origin is tuple and isinstance(value, tuple) and len(value) == len(inside):
        return [m for one, of in zip(value, inside, strict=True) for m in misfits(one, of, where)]
    if origin is dict and isinstance(value, dict):
        return [m for key, one in value.items() for m in misfits(one, inside[1], f"{where}[{key}]")]
    plain = {float: (float, int), NoneType: (NoneType,)}.get(hint, (hint,))
    return [] if origin is None and type(value) in plain else [f"{where}: {value!r} is no {hint}"]


def test_what_does_not_fit_is_found() -> None:
    good: dict[str, Any] = {"months": 12, "chosen": None, "events": [{"month": 1, "until": None, "text": "x"}]}
    assert misfits(good, TimelinePayload) == []
    assert misfits({**good, "more": 1}, TimelinePayload)
    assert misfits({"months": 12, "chosen": None}, TimelinePayload)
    assert misfits({**good, "events": [{"month": "1", "until": None, "text": "x"}]}, TimelinePayload)


@pytest.fixture(scope="module")
def scenario(case: Case) -> Scenario:
    return load_scenario("bucha-2022", case)


@pytest.fixture(scope="module")
def run(case: Case, scenario: Scenario) -> Run:
    return simulate(case, scenario)


@pytest.mark.parametrize("panel", [True, False])
def test_the_dials_are_sent_as_their_script_takes_them(case: Case, scenario: Scenario, panel: bool) -> None:
    draft = Draft.of(scenario).put(case, "trust", 0.4).take_out(case, "turkey")
    names = ["trust", "battlefield_shift", *assumption_names(case)]
    sent = dials_payload(case, draft, names, panel, {"source": "", "n": 0})
    assert misfits(sent, DialsPayload) == []


def test_the_answer_tells_the_browser_of_no_assumption_that_is_set(case: Case) -> None:
    scenario = Scenario(title="x", months=3, levers={"trust": 0.5}, assumptions={"guarantees": 0.7})
    assert levers_set(case, scenario) == {"trust": 0.5}


def test_the_timeline_is_sent_as_its_script_takes_it(case: Case, scenario: Scenario) -> None:
    assert misfits(timeline_payload(case, Draft.of(scenario), 0), TimelinePayload) == []


def test_the_way_round_is_sent_as_its_script_takes_it() -> None:
    assert misfits(tour_payload(True), TourPayload) == []


def test_fields_for_numbers_are_sent_as_their_script_takes_them() -> None:
    fields = [number_field("Value", 0.5, 0.0, 1.0), number_field("Month", 3, 1, 12, 1, digits=0, help="h")]
    payload: dict[str, Any] = {"columns": 2, "fields": fields}
    assert misfits(payload, NumberFieldsPayload) == []


def test_line_charts_are_sent_as_their_script_takes_them() -> None:
    line = ChartLine("a", "#000000", (1, 0), [0.1, 1], [[0.1, 0.2]] * 4)
    bare = ChartLine("b", "#000000", (1, 0), [0, 1])
    chart = LineChart("t", "l", "n", [line, bare], "d", "c", marks=[(3, "x")], rule=(0.5, "r"))
    assert misfits(line_charts_payload([chart, LineChart("t", "l", "n", [bare], "d", "c")]), LineChartsPayload) == []


def test_the_map_is_sent_as_its_script_takes_it(case: Case, scenario: Scenario, run: Run) -> None:
    points = points_payload(case, scenario, {"trust": [0.0, 1.0], "external_pressure": [0.0, 0.5, 1.0]}, 8, 0)
    assert misfits(outcome_map_payload(run, points, True), OutcomeMapPayload) == []


def test_the_graph_is_sent_as_its_script_takes_it(run: Run) -> None:
    assert misfits(actor_graph_payload(run, deeds(run), modelled_edges(run)), ActorGraphPayload) == []


def test_the_evidence_is_sent_as_its_script_takes_it(run: Run) -> None:
    assert misfits(evidence_payload(evidence(run)), EvidencePayload) == []


def test_the_program_is_sent_as_its_script_takes_it(case: Case, scenario: Scenario) -> None:
    assert misfits(program_payload(case, scenario, 0, Packing()), ProgramPayload) == []


def test_no_payload_is_a_dictionary_of_anything() -> None:
    for path in FOLDERS.rglob("*.py"):
        allowed = "callbacks: dict[str, Any]"
        assert "dict[str, Any]" not in path.read_text("utf-8").replace(allowed, ""), path.name
