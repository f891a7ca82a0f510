"""The house: who may import whom, where Streamlit is at home, and that no code knows an actor by name."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from model.knowledge.case import Case

ROOT = Path(__file__).parents[2]
#: The floors of section 6 of the design, from the ground up: nobody imports from a floor above its own.
FLOORS = (
    ("version", "arrays"),
    ("knowledge",),
    ("scenario",),
    ("engine",),
    ("uncertainty",),
    ("history", "explain", "analysis"),
    ("expectations",),
    ("",),  # the package itself: the public names
    ("shell", "view", "__main__"),
    ("app",),
)
FLOOR = {name: floor for floor, names in enumerate(FLOORS) for name in names}
SOURCES = [ROOT / "app.py", *sorted((ROOT / "model").rglob("*.py"))]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}


def room(module: str) -> str:
    """Return the room that a module belongs to: "model.view.charts" is in the view, "model" is the package."""
    return module if module == "app" else ".".join(module.split(".")[1:2])


def imports(path: Path) -> set[str]:
    """Return everything that a file imports, wherever in the file, also only for types: our own by its module."""
    found: set[str] = set()
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                home = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*home, *([node.module] if node.module else [])])
            found |= {f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in node.names}
    return found


def own(path: Path) -> set[str]:
    return {name for name in imports(path) if name in MODULES or name.split(".")[0] == "model"}


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_floor(module: str) -> None:
    assert room(module) in FLOOR, f"say in FLOORS where '{module}' belongs"


@pytest.mark.parametrize("module", MODULES)
def test_no_stage_needs_a_later_one(module: str) -> None:
    here = FLOOR[room(module)]
    above = sorted(name for name in own(MODULES[module]) if FLOOR[room(name)] > here)
    assert not above, f"{module} imports {', '.join(above)}"


@pytest.mark.parametrize("module", MODULES)
def test_whatever_is_imported_of_the_model_is_there(module: str) -> None:
    assert own(MODULES[module]) <= set(MODULES)


def test_nobody_imports_in_a_circle() -> None:
    try:
        TopologicalSorter({module: own(path) - {module} for module, path in MODULES.items()}).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("module", MODULES)
def test_streamlit_is_at_home_in_the_view_and_the_app_alone(module: str) -> None:
    used = {name for name in imports(MODULES[module]) if name.split(".")[0] == "streamlit"}
    assert not used or room(module) in ("view", "app")


def test_what_draws_the_model_is_not_needed_to_run_it() -> None:
    """Nothing below the view loads Streamlit or Altair, so that a test or a script does not wait for them."""
    for module, path in MODULES.items():
        if room(module) not in ("view", "app"):
            assert not {name.split(".")[0] for name in imports(path)} & {"streamlit", "altair"}, module


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
