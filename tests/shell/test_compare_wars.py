"""`compare` with scenarios of different wars: files, and bundled ids with their case before them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from model import load_case, load_scenario
from model.analysis import ACROSS_RULE
from model.scenario import to_toml
from model.shell import main


def asked(line: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, line.split())
    return result.exit_code, " ".join(result.output.split())


def test_a_bundled_scenario_of_another_war_stands_beside_the_first_under_its_war_s_name() -> None:
    code, told = asked("compare default korea/thaw-1953 --draws 4")
    assert code == 0
    assert f"A: {load_case().settings.title}:" in told
    assert f"B: {load_case('korea').settings.title}:" in told
    assert ACROSS_RULE in told


def test_a_file_of_another_war_is_run_on_its_own_war(tmp_path: Path) -> None:
    korea = load_case("korea")
    file = tmp_path / "mine.scenario.toml"
    file.write_text(to_toml(load_scenario("thaw-1953", korea).but(expect=())), encoding="utf-8")
    code, told = asked(f"compare default {file} --draws 4 --json")
    assert code == 0
    assert [row["case"] for row in json.loads(told)["scenarios"]] == ["ukraine", "korea"]


def test_files_are_written_of_different_wars_too(tmp_path: Path) -> None:
    names = {kind: tmp_path / f"found.{kind}" for kind in ("csv", "xlsx", "html")}
    options = " ".join(f"--{kind} {path}" for kind, path in names.items())
    assert asked(f"compare default korea/default --draws 4 {options}")[0] == 0
    assert all(path.stat().st_size for path in names.values())
    html = names["html"].read_text("utf-8")
    assert html.count(load_case("korea").settings.title) >= 2
    assert "The levers that these wars have in common" in html
    code, told = asked(f"run {names['csv']} --draws 0")
    assert code != 0
    assert "is of no single scenario" in told


def test_two_of_another_war_are_one_war_and_share_their_draws() -> None:
    code, told = asked("compare korea/default korea/thaw-1953 --draws 4")
    assert code == 0
    assert "all scenarios share their draws" in told


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("compare default korea/thaw-1935", "there is no bundled scenario 'thaw-1935'; did you mean 'thaw-1953'"),
        ("compare default korae/default", "no bundled case 'korae'; did you mean 'korea'?"),
        ("compare default korea/default --case ukraine", "the scenario is for 'korea', not for 'ukraine'"),
        ("compare default korea/default --outcome settlement", "the reasons for what leads there; leave it out"),
        ("compare default korea/default --at 99", "choose a month from 1 to"),
    ],
)
def test_what_cannot_be_done_across_wars_is_refused_in_words(line: str, why: str) -> None:
    code, told = asked(f"{line} --draws 4")
    assert code == 2
    assert why in told
