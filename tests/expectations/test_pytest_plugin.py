"""Scenario tests by pytest: in anybody's folder, whatever stands in a sentence, and at no cost to anybody else."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.cases import UKRAINE

ROOT = Path(__file__).parents[2]
PLUGINS = ROOT / "model" / "plugins"

HEAD = 'title = "Mine"\ncase = "ukraine"\nmonths = 6\n'
GOOD = '[[expect]]\nsays = "Trust stays on its scale."\nvariable = { trust = { below = 0.99 } }\n'
BAD = '[[expect]]\nsays = "Peace is certain."\nformed = { settlement = { above = 0.9 } }\n'
KNOWN = f'{BAD}differs = "Nobody can know."\n'
STALE = f'{GOOD}differs = "Nobody can know."\n'

#: Sentences that would not do as the id of a test.
SENTENCES = (
    "Peace [soon] is near",
    "[",
    "A::b",
    "a/b",
    r"C:\new\table",
    "Мир придёт скоро.",
    "two\\nlines",
    "Same.",
    "Same.",
    "word " * 60,
    "letters" * 40,
    "-k not",
    "100 % [of] {it}",
)


def write(folder: Path, text: str, name: str = "mine.scenario.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def pytest_here(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in a folder with the plug-in of this checkout, in this very Python: another takes seconds to start."""
    out = io.StringIO()
    plugins = ["-p", "no:ripeness", "-p", "model.plugins.ripeness_pytest", "-p", "no:xdist", "--import-mode=importlib"]
    plugins += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # it has been imported before
    at_home = {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")}  # lines are cut
    with (
        patch.dict(os.environ, at_home, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        code = pytest.main([*plugins, "--rootdir", str(folder), "--ripeness-draws=8", *arguments])
    return int(code), out.getvalue()


def pytest_elsewhere(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in a folder with the plug-in by the name that it has once installed; it prints what was loaded."""
    code = (
        "import sys, pytest; code = pytest.main(sys.argv[1:]);"
        "print(sorted({'model', 'numpy', 'pandas', 'pydantic', 'streamlit'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-p", "ripeness_pytest", "-q", *arguments],
        cwd=folder,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": os.pathsep.join(["", str(PLUGINS), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


# ------------------------------------------------------------------------------------------------- what is told


def test_each_expectation_is_a_test_and_what_does_not_pass_is_told(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD + KNOWN)
    write(tmp_path, STALE, "stale.scenario.toml")
    write(tmp_path, "[[expect]]\nsays = 'S.'\noutcome = 'settlment'\n", "broken.scenario.toml")
    write(tmp_path, "", "silent.scenario.toml")
    code, text = pytest_here(tmp_path, "-v", "-rxX")
    assert code == 1
    assert "4 failed, 1 passed, 1 xfailed" in text
    assert "mine.scenario.toml::trust-stays-on-its-scale PASSED" in text
    assert "    Trust stays on its scale.\n" in text
    assert "does not hold: Peace is certain.\n  looked at: the scenario as it stands; 8 draws, seed 0\n" in text
    assert "part of variants where settlement has formed, month 6: expected above 0.9, found 0.0" in text
    assert "rules that drove the central run:" in text
    assert "Nobody can know." in text
    assert "holds now, and is said to differ: Trust stays on its scale.\n  take 'differs' out" in text
    assert "broken.scenario.toml: expect: no. 1: outcome: must be 'settlement'" in text
    assert "the scenario expects nothing: add an [[expect]]" in text
    assert "Traceback" not in text


def test_a_failure_is_a_line_where_a_line_is_asked_for_and_in_the_summary(tmp_path: Path) -> None:
    write(tmp_path, BAD.replace("is certain", "is certain, " + "as everybody has always known " * 9))
    text = pytest_here(tmp_path, "--tb=line")[1]
    told = text.partition("FAILURES")[2].partition("short test summary")[0].splitlines()
    found = "0.000, asked above 0.9: part of variants where settlement has formed, month 6"
    assert told[1:-1] == [f"mine.scenario.toml:4: {found}"]
    (line,) = [line for line in text.splitlines() if line.startswith("FAILED ")]
    assert len(line) <= 80
    assert " - 0.000, ask" in line


def test_the_head_of_a_report_is_the_sentence(tmp_path: Path) -> None:
    write(tmp_path, BAD.replace("Peace", "Peace [soon]"))
    assert "__ Peace [soon] is certain. __" in pytest_here(tmp_path)[1]


def test_what_failed_last_is_run_again_whatever_the_sentences_are(tmp_path: Path) -> None:
    """Two tests of each sentence, in a file each: one holds, the other does not."""
    holds = "variable = { trust = { below = 0.99 } }"
    fails = "formed = { settlement = { above = 0.9 } }"
    for number, sentence in enumerate(SENTENCES):
        text = "".join(f"[[expect]]\nsays = '''{sentence}'''\n{asks}\n" for asks in (holds, fails))
        write(tmp_path, text.replace("\\n", "\n"), f"{number}.scenario.toml")
    assert f"{len(SENTENCES)} failed, {len(SENTENCES)} passed" in pytest_here(tmp_path)[1]
    code, told = pytest_here(tmp_path, "--lf")
    assert code == 1
    assert f"{len(SENTENCES)} failed" in told
    assert "passed" not in told
    for number in range(len(SENTENCES)):
        assert f"{number}.scenario.toml::" in told


def test_an_id_names_its_test_on_the_command_line(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD)
    assert "1 passed" in pytest_here(tmp_path, "mine.scenario.toml::trust-stays-on-its-scale")[1]


# ------------------------------------------------------------------------------------------------- options


def test_another_case_and_so_many_draws_and_a_seed_can_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path, BAD)
    other = tmp_path / "other"
    shutil.copytree(UKRAINE, other, ignore=shutil.ignore_patterns("scenarios", "suites"))
    text = (other / "case.toml").read_text(encoding="utf-8").replace('id = "ukraine"', 'id = "elsewhere"', 1)
    (other / "case.toml").write_text(text, encoding="utf-8")
    assert "16 draws, seed 7" in pytest_here(tmp_path, "--ripeness-draws", "16", "--ripeness-seed", "7")[1]
    code, said = pytest_here(tmp_path, "--ripeness-case", "other")
    assert code == 1
    assert "the scenario is for 'ukraine', not for 'elsewhere'" in said
    code, said = pytest_here(tmp_path, "--ripeness-case", "ukrain")
    assert code == 4
    assert "there is no bundled case and no folder named 'ukrain'; did you mean 'ukraine'?" in said
    assert "draws: a whole number from 1 to 10,000 is needed" in pytest_here(tmp_path, "--ripeness-draws", "0")[1]
    assert "seed: a whole number from 0" in pytest_here(tmp_path, "--ripeness-seed", "-1")[1]


def test_a_project_may_have_options_of_the_names_that_ours_had(tmp_path: Path) -> None:
    options = "def pytest_addoption(parser):\n    parser.addoption('--draws')\n    parser.addoption('--case')\n"
    (tmp_path / "conftest.py").write_text(options, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "def test_it(pytestconfig):\n    assert pytestconfig.getoption('draws') == '3'\n"
    )
    assert pytest_here(tmp_path, "--draws", "3", "--case=x")[0] == 0


@pytest.mark.parametrize("given", ["--draws=64", "--case"])
def test_who_uses_an_option_by_its_former_name_is_told_the_new_one(given: str, tmp_path: Path) -> None:
    code, said = pytest_here(tmp_path, given, ".")
    name = given.partition("=")[0]
    assert code == 4
    assert f"there is no option {name}; that of Ripeness is now --ripeness-{name[2:]}" in said


# ------------------------------------------------------------------------------------------------- other projects


def test_the_plugin_is_installed_under_a_name_of_its_own() -> None:
    """A project may have a module called `model`, so pytest is given another name, which stands beside it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (name,) = told["project"]["entry-points"]["pytest11"].values()
    (beside,) = told["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"]
    assert name != "model"
    assert [path.name for path in (ROOT / beside).iterdir() if path.name != "__pycache__"] == [name]


@pytest.mark.slow
def test_tests_of_something_else_load_nothing_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n", encoding="utf-8")
    (tmp_path / "settings.toml").write_text("[expected]\nexpect_this = 1\n", encoding="utf-8")
    code, text = pytest_elsewhere(tmp_path)
    assert code == 0
    assert text.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_scenario_files_beside_what_is_run_load_nothing_and_are_nobody_s_business(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n", encoding="utf-8")
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "x.toml")
    code, text = pytest_elsewhere(tmp_path, "test_other.py")
    assert code == 0
    assert "1 passed in" in text
    assert text.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_a_scenario_file_is_collected_and_then_the_model_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    code, text = pytest_elsewhere(tmp_path, "--collect-only")
    assert code == 0
    assert "mine.scenario.toml::trust-stays-on-its-scale" in text
    assert text.splitlines()[-1].startswith("['model', 'numpy'")


@pytest.mark.slow
@pytest.mark.parametrize("own", ["model.py", "model/__init__.py", "tests/model.py"])
def test_where_a_project_has_a_model_of_its_own_scenario_tests_step_aside_with_a_line(own: str, tmp_path: Path) -> None:
    (tmp_path / own).parent.mkdir(exist_ok=True)
    (tmp_path / own).write_text("NUMBER = 1\n", encoding="utf-8")
    tests = tmp_path / "tests" if own.startswith("tests") else tmp_path
    (tests / "test_it.py").write_text("import model\ndef test_it():\n    assert model.NUMBER == 1\n", encoding="utf-8")
    for name in ("a.scenario.toml", "b.scenario.toml"):
        write(tests, BAD, name)
    code, text = pytest_elsewhere(tmp_path, "-W", "error")
    assert code == 0, text
    assert "1 passed, 1 warning" in text
    assert text.count("scenario tests are left out: 'model' is ") == 1


# ------------------------------------------------------------------------------------------------- which files


def test_a_file_is_a_scenario_test_by_its_name_in_letters_of_any_size(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "x.Scenario.TOML")
    assert "1 passed" in pytest_here(tmp_path)[1]


@pytest.mark.parametrize("name", ["x.toml", "scenarios/peace.toml"])
def test_a_scenario_test_of_another_name_is_not_left_out_in_silence_and_is_run_where_it_is_named(
    name: str, tmp_path: Path
) -> None:
    write(tmp_path, GOOD)
    file = write(tmp_path, GOOD, name)
    text = pytest_here(tmp_path)[1]
    assert "1 passed, 1 warning" in text
    assert f"{name}:1: PytestWarning: a scenario test that is not run: call it {file.stem}.scenario.toml" in text
    assert "1 passed in" in pytest_here(tmp_path, name)[1]


def test_a_file_that_is_named_and_expects_nothing_is_told(tmp_path: Path) -> None:
    write(tmp_path, "", "x.toml")
    assert "the scenario expects nothing" in pytest_here(tmp_path, "x.toml")[1]


def test_files_of_other_kinds_are_nobody_s_business(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "other.toml").write_text("[expect]\nx = 1\n", encoding="utf-8")
    (tmp_path / "broken.toml").write_bytes(b"\xff\xfe = ")
    assert "1 passed in" in pytest_here(tmp_path)[1]
