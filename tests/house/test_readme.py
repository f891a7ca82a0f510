"""The README tells the truth: its examples run, and its test command is the one that CI runs."""

import re
import tomllib
from pathlib import Path

from model.expectations.judging import judge
from model.scenario.files import parse_scenario

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_the_scenario_in_the_readme_is_one_that_passes(case):
    (text,) = blocks("toml")
    scenario = parse_scenario(tomllib.loads(text), "README.md", case)
    verdicts = judge(case, scenario)
    assert verdicts
    assert all(verdict.held for verdict in verdicts), [verdict.comparisons for verdict in verdicts]


def test_the_python_in_the_readme_runs():
    (text,) = blocks("python")
    exec(compile(text, "README.md", "exec"), {})


def test_ci_runs_exactly_the_readmes_test_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"grep -oE '(.*?)' README.md", ci)
    found = re.findall(pattern, README, re.M)
    assert found[0] == "pip install uv && uv run --group test pytest -n 3 --dist loadfile --no-loadscope-reorder"


def test_the_picture_is_there():
    (picture,) = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert (ROOT / picture).is_file()


def test_the_versions_agree():
    import model

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == model.__version__
    assert f"## {model.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
