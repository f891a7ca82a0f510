"""`python -m model reach`, `regions` and `worth`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from model import ensemble
from model.knowledge.case import Case
from model.scenario.files import parse_scenario
from model.shell.app import main


def shell(*args: object):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_the_shell_tells_answers_ways_and_whom_they_ask(case: Case, tmp_path: Path):
    file = tmp_path / "way.scenario.toml"
    result = shell("reach", "default", "--months", 24, "--move", "trust", "--move", "follow_through", "--save", file)
    assert result.exit_code == 0, result.stderr
    for part in (
        "The goal: a settlement has formed at month 24",
        "1. Trust from 0.20",
        "It breaks first where",
        "Of whom",
    ):
        assert part in result.stdout
    saved = parse_scenario(tomllib.loads(file.read_text("utf-8")), file.name, case)
    assert ensemble(case, saved, 256).formed["settlement"] > 0.4


@pytest.mark.slow
def test_the_shell_gives_json_and_refuses_what_makes_no_sense(case: Case):
    result = shell("reach", "default", "--months", 24, "--move", "trust", "--together", 1, "--json")
    assert result.exit_code == 0, (result.stderr, result.exception)
    told = json.loads(result.stdout)
    assert told["answers"][0]["values"].keys() == {"trust"}
    assert told["ways"][0]["steps"][0]["name"] == "trust"
    assert told["ways"][0]["failing"]
    for args, said in (
        (("--move", "trst"), "did you mean 'trust'"),
        (("--variable", "trust"), "either 'least' or 'most'"),
        (("--cost", "trust"), "NAME=NUMBER"),
        (("--case", "atlantis"), "atlantis"),
    ):
        result = shell("reach", "default", *args)
        assert result.exit_code == 2
        assert said in result.stderr
    told = json.loads(shell("regions", "default", "--months", 24, "--leads", "--json").stdout)
    assert told["boxes"][0]["limits"]["trust"]
    told = json.loads(shell("worth", "default", "--draws", 512, "--json").stdout)
    assert told["beliefs"][0]["factor"]["name"]
    assert "Knowing it would move them by" in shell("worth", "default").stdout


@pytest.mark.slow
def test_the_shell_says_when_nothing_is_enough(case: Case):
    result = shell("reach", "default", "--move", "rhetoric")
    assert result.exit_code == 0
    assert "Nothing that may be changed reaches the goal" in result.stdout
    assert "changes nothing here" in result.stdout
