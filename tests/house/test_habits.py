"""Habits: what runs before a commit, at a developer's word and in CI is the same, and nothing is fetched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from model import packages

ROOT = Path(__file__).parents[2]
HOOKS, TASKS, WORKFLOW, CI = (
    (ROOT / name).read_text("utf-8")
    for name in (".pre-commit-config.yaml", "justfile", ".github/workflows/ci.yml", ".ci/run")
)


def test_hooks_are_the_projects_own_tools_at_their_own_versions() -> None:
    assert re.findall(r"repo: (\S+)", HOOKS) == ["local"]
    assert set(re.findall(r"language: (\S+)", HOOKS)) == {"system"}


@pytest.mark.parametrize("tool", ["ruff check", "ruff format", "mypy"])
def test_a_tool_runs_before_a_commit_when_asked_for_and_in_ci(tool: str) -> None:
    assert all(f"--group check {tool}" in text for text in (HOOKS, CI))
    assert tool in TASKS


def test_the_workflow_leaves_it_to_the_script_that_runs_anywhere() -> None:
    runs = re.findall(r"- run: (.+)", WORKFLOW)
    assert runs[0] == ".ci/run"
    assert set(runs[1:]) == {"python3 -m pip install uv", "uv run --group cover python -m tests.coverage"}


def test_every_path_that_a_task_names_is_there() -> None:
    for path in re.findall(r"(?<![\w.])(?:tests|\.ci)/[\w/.]+", TASKS + HOOKS):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"-m (tests\.[\w.]+)", TASKS + WORKFLOW):
        path = ROOT / module.replace(".", "/")
        assert (path / "__main__.py").is_file() or path.with_suffix(".py").is_file(), module


def test_quick_means_the_same_to_the_task_and_to_the_measure_of_coverage() -> None:
    from tests.coverage.__main__ import QUICK

    (quick,) = re.findall(r'^quick := "(.*)"$', TASKS, re.MULTILINE)
    assert quick.replace("'", "") == " ".join(QUICK[1:])


def test_what_is_told_to_be_installed_is_what_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    told = [one for one in vars(packages).values() if isinstance(one, packages.Package)]
    assert told
    for package in told:
        assert package.extra in declared
        assert package.requirement in declared[package.extra] or package is packages.ALTAIR, package.name
