"""The house: who may import whom, where Streamlit is at home, and that no code knows an actor by name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from importlib import import_module

import pytest

from model.knowledge import Case
from tests.house.floorplan import FLOOR, MODULES, ROOMS, ROOT, arrows, imports, own_imports, room_of

FACES = {f"model.{room}" for room in ROOMS}


@pytest.mark.parametrize("module", MODULES)
def test_every_file_is_in_a_room(module: str) -> None:
    assert room_of(module) in FLOOR, f"say in ORDER where '{room_of(module)}' belongs"


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_from_below_alone(module: str) -> None:
    here = room_of(module)
    wrong = [
        name for name in own_imports(MODULES[module]) if room_of(name) != here and FLOOR[room_of(name)] >= FLOOR[here]
    ]
    assert not wrong, f"{module} imports {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("module", MODULES)
def test_a_room_is_entered_by_its_face(module: str) -> None:
    here = room_of(module)
    others = {name for name in own_imports(MODULES[module]) if room_of(name) in ROOMS and room_of(name) != here}
    deep = sorted(others - FACES)
    assert not deep, f"{module} enters {', '.join(deep)}: ask the room's face"


@pytest.mark.parametrize("room", ROOMS)
def test_a_face_hands_out_what_it_says_and_no_module_bears_such_a_name(room: str) -> None:
    face = import_module(f"model.{room}")
    handed_out = list(getattr(face, "__all__", []))
    assert handed_out == sorted(set(handed_out), key=handed_out.index)
    assert [name for name in handed_out if not hasattr(face, name)] == []
    modules = {name.rpartition(".")[2] for name in MODULES if name.startswith(f"model.{room}.")}
    assert modules & set(handed_out) == set()
    doc = ast.get_docstring(ast.parse(MODULES[f"model.{room}"].read_text("utf-8")))
    assert doc, f"say what {room} is for"
    assert doc.split("\n")[0].endswith("."), f"say in a sentence what {room} is for"


@pytest.mark.slow
def test_whatever_a_face_hands_out_somebody_asks_for() -> None:
    """A face is no list of everything: what no other room asks for stays inside."""
    asked: set[tuple[str, str]] = set()
    for path in [*MODULES.values(), *(ROOT / "tests").rglob("*.py")]:
        here = room_of(next((name for name, file in MODULES.items() if file == path), "tests"))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in FACES and room_of(node.module) != here:
                asked |= {(node.module, alias.name) for alias in node.names}
    handed_out = {(face, name) for face in FACES for name in _names_of(face)}
    assert sorted(handed_out - asked) == []


def _names_of(face: str) -> list[str]:
    for node in ast.parse(MODULES[face].read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def test_few_rooms_need_each_other() -> None:
    assert len(arrows()) <= 45


@pytest.mark.parametrize("module", MODULES)
def test_whatever_is_imported_of_the_model_is_there(module: str) -> None:
    assert own_imports(MODULES[module]) <= set(MODULES)


def test_nobody_imports_in_a_circle() -> None:
    """Files do not; a face imports its files, and these may enter no face of their own room."""
    graph = {module: own_imports(path) - {module} for module, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("module", MODULES)
def test_streamlit_is_at_home_in_the_view_and_the_app_alone(module: str) -> None:
    used = {name.split(".")[0] for name in imports(MODULES[module])} & {"streamlit", "altair"}
    allowed = {"altair"} if module == "model.pictures" else set()  # pictures for notebooks, loaded when asked for
    assert used <= allowed or room_of(module) in ("view", "app")


#: A run and its variants, and which packages they have loaded that only tables, arrays with names and graphs need.
FIRST_RESULT = """
import sys, model
case = model.load_case()
scenario = model.load_scenario("default", case)
model.simulate(case, scenario).pull, model.ensemble(case, scenario, 16).mean_pull
print(*sorted({"altair", "networkx", "pandas", "pydantic", "streamlit", "xarray"} & set(sys.modules)))
"""


def test_a_run_and_its_shares_wait_for_no_package_that_they_do_without() -> None:
    told = subprocess.run([sys.executable, "-c", FIRST_RESULT], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["pydantic"]


#: What the page needs before it can show anything, and which packages it has loaded that only tables and charts need.
FIRST_VISIT = """
import sys, model.view
print(*sorted({"altair", "networkx", "pandas", "xarray"} & set(sys.modules)))
"""


def test_the_first_visit_of_a_server_waits_for_no_package_of_tables_and_charts() -> None:
    told = subprocess.run([sys.executable, "-c", FIRST_VISIT], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout.split() == []


#: The first page, as somebody sees it who opens it.
FIRST_PAGE = """
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("app.py", default_timeout=60).run()
assert not page.exception
print(*sorted({"altair", "networkx", "pandas", "xarray"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_the_first_page_is_there_without_a_package_of_tables_and_charts() -> None:
    told = subprocess.run([sys.executable, "-c", FIRST_PAGE], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout.split() == []


# ------------------------------------------------------------------------------------------- beliefs are data


def words_of(case: Case) -> list[str]:
    """Return what the actors are called: ids, labels, and ids as they would stand in a name in code."""
    called = {actor.id for actor in case.actors} | {actor.label for actor in case.actors}
    called |= {actor.id.replace("-", separator) for actor in case.actors for separator in "_ "}
    return sorted(called)


def without_module_docstring(text: str) -> str:
    first = ast.parse(text).body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return "\n".join(text.split("\n")[first.end_lineno :])
    return text


def names_in(text: str, case: Case) -> list[str]:
    pattern = "|".join(re.escape(word) for word in words_of(case))
    return re.findall(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", text, flags=re.IGNORECASE)


@pytest.mark.parametrize("module", MODULES)
def test_no_code_knows_an_actor_by_name(module: str, case: Case) -> None:
    text = MODULES[module].read_text("utf-8")
    if module == "model":  # the public docs may show an example
        text = without_module_docstring(text)
    assert names_in(text, case) == []


def test_names_of_actors_are_found_as_whole_words_however_they_are_written(case: Case) -> None:
    found = names_in('if who == "ukraine": EUROPEAN_UNION = "United States"; nato_path; chinaware; osce', case)
    assert found == ["ukraine", "EUROPEAN_UNION", "United States", "nato", "osce"]


def test_every_table_of_a_file_that_is_read_is_data_and_no_code(case: Case) -> None:
    assert case.folder is not None
    kept = {path.suffix for path in case.folder.rglob("*") if path.is_file()}
    assert kept == {".toml"}


# -------------------------------------------------------------------------------------------- the public names


def test_every_public_name_is_there_and_is_what_its_room_hands_out() -> None:
    import model

    named = {name: room for room, names in model._NAMES.items() for name in names}
    assert sorted(named) == sorted(model.__all__)
    for name, room in named.items():
        assert getattr(model, name) is getattr(import_module(f"model.{room}"), name)
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        model.simulat  # noqa: B018
