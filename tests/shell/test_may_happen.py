"""`--happenings` and `--front`: what may happen, in every command that runs a scenario."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from model import Scenario, ensemble, load_case, load_scenario, without_each_happening
from model.scenario import to_toml
from model.shell import main

#: Every command that runs a scenario, as short as it can be asked.
COMMANDS = {
    "run": "run default --draws 4",
    "compare": "compare default entrenched --draws 4",
    "sweep": "sweep default --axis trust=0,1 --draws 4",
    "reach": "reach default --months 2 --move trust",
    "regions": "regions default --leads --situations 200",
    "worth": "worth default --draws 200 --months 2",
    "check": "check {file}",
}


def asked(command: str, *more: str) -> Result:
    return CliRunner().invoke(main, [*command.split(), *more])


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "check"])
def test_a_slip_in_an_id_is_told_with_the_likely_one(name: str) -> None:
    result = asked(COMMANDS[name], "--happenings", "leader-leaves,leader-abroad-leave")
    assert result.exit_code == 2
    assert "Invalid value for --happenings: unknown happening 'leader-abroad-leave'" in result.output
    assert "did you mean 'leader-abroad-leaves'?" in result.output


@pytest.mark.parametrize("text", ["", "a,,b", "all,leader-leaves", ",", "none,all"])
def test_what_is_neither_all_nor_none_nor_ids_is_refused(text: str) -> None:
    result = asked(COMMANDS["run"], "--happenings", text)
    assert result.exit_code == 2
    assert "Invalid value for '--happenings'" in result.output


def pulls(text: str, *options: str) -> Any:
    return json.loads(asked(text, "--json", *options).stdout)["mean_pull"]


def test_the_options_say_what_may_happen_in_place_of_the_scenario(tmp_path: Path) -> None:
    case, says = load_case(), load_scenario("default").but(expect=(), happenings="all", front="returns", months=6)
    file = tmp_path / "mine.scenario.toml"
    file.write_text(to_toml(says), "utf-8")
    run = f"run {file} --draws 64"
    for options, meant in (
        ((), {}),
        (("--happenings", "none"), {"happenings": "none"}),
        (("--front", "holds"), {"front": "holds"}),
        (("--happenings", "guns-fall-silent, army-joins"), {"happenings": ("guns-fall-silent", "army-joins")}),
    ):
        expected = ensemble(case, says.but(**meant), 64)
        assert pulls(run, *options)["goes_on"] == pytest.approx(expected.goes_on, abs=1e-6), options


def test_run_says_in_a_clause_whether_what_may_happen_is_on() -> None:
    off, on = asked("run default --draws 64"), asked("run default --draws 64 --happenings all --front returns")
    flat = [" ".join(result.output.split()) for result in (off, on)]
    assert "Nothing may happen here but that the front wanders" in flat[0]
    assert "With --happenings all what may happen is drawn." in flat[0]
    assert "all 6 happenings, and a front that wanders and returns towards level, " in flat[1]
    assert "of the spread at the horizon is what we do not know" in flat[1]


def test_compare_and_sweep_say_it_too() -> None:
    for command in ("compare", "sweep"):
        flat = " ".join(asked(COMMANDS[command]).output.split())
        assert "Nothing may happen but that the front wanders. With --happenings all" in flat
        some = " ".join(asked(COMMANDS[command], "--happenings", "army-joins").output.split())
        assert "What may happen is drawn besides: 1 of 6 happenings, and a front that wanders and holds" in some


def test_compare_tells_it_for_each_where_it_differs(tmp_path: Path) -> None:
    for name, allowed in (("a", "none"), ("b", "all")):
        scenario = Scenario(title=name, months=2, happenings=allowed)
        (tmp_path / f"{name}.scenario.toml").write_text(to_toml(scenario), "utf-8")
    result = asked(f"compare {tmp_path / 'a.scenario.toml'} {tmp_path / 'b.scenario.toml'} --draws 4")
    assert "\nA: Nothing may happen but that the front wanders." in result.output
    assert "\nB: What may happen is drawn besides: all 6 happenings" in result.output


def test_jsons_layers_are_those_of_python() -> None:
    from model import layers

    told = json.loads(asked("run default --draws 32 --happenings all --json").stdout)["layers"]
    found = layers(ensemble(load_case(), load_scenario("default").but(happenings="all"), 32))
    assert told == found.to_dict()


SUITE = """title = "{title}"
months = 3
{says}
[[expect]]
says = "The war mostly goes on."
war_goes_on = {{ above = 0.1 }}
"""


def test_check_judges_files_that_do_not_say_with_what_the_options_say(tmp_path: Path) -> None:
    for name, says in (("unsaid", ""), ("none", 'happenings = "none"')):
        (tmp_path / f"{name}.scenario.toml").write_text(SUITE.format(title=name, says=says), "utf-8")
    seen = {}
    for options in ((), ("--happenings", "all", "--front", "returns")):
        told = json.loads(asked(f"check {tmp_path} --draws 64", "--json", *options).stdout)
        seen[options] = {f["scenario"]: f["expectations"][0]["margin"] for f in told["files"]}
        assert {k: told[k] for k in ("happenings", "front") if k in told} == dict(
            zip(["happenings", "front"], options[1::2], strict=False)
        )
    before, after = seen.values()
    assert before["none"] == after["none"]
    text = asked(f"check {tmp_path} --draws 16 --happenings all").output
    assert "Where a file does not say what may happen it was judged with happenings: all." in " ".join(text.split())


def test_check_names_a_happening_that_the_case_of_a_file_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "a.scenario.toml").write_text(SUITE.format(title="a", says=""), "utf-8")
    result = asked(f"check {tmp_path} --happenings army-join")
    assert result.exit_code == 1
    assert "cannot be used" in result.output
    assert "unknown happening 'army-join'; did you mean 'army-joins'?" in result.output


def test_worth_tells_what_each_kind_of_surprise_is_worth(tmp_path: Path) -> None:
    file = tmp_path / "surprises.csv"
    command = "worth default --draws 200 --months 6 --happenings guns-fall-silent,leader-leaves"
    printed = " ".join(asked(command, "--surprises", str(file)).output.split())
    scenario = load_scenario("default").until(6).but(happenings=("guns-fall-silent", "leader-leaves"))
    table = without_each_happening(load_case(), scenario, 200)
    most = table.iloc[0]
    assert f"1. {most['says']}" in printed
    assert (
        f"Without surprises of this kind a frozen conflict would have {100 * most['frozen-conflict']:.1f} points less"
        in printed
    )
    assert "2,202 ceasefires in 109 civil wars" in printed
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8").lstrip("\ufeff"))))
    assert [row["happening"] for row in rows if row.get("happening")][:2] == table["happening"].tolist()
    told = json.loads(asked(command, "--json").stdout)["surprises"]
    assert [row["moves"] for row in told] == table["moves"].tolist()
    assert json.loads(asked("worth default --draws 200 --months 2 --json").stdout)["surprises"] == []


def test_run_tells_one_variants_story_by_number_or_by_what_sets_it_apart() -> None:
    run = "run default --draws 64 --happenings all"
    variants = ensemble(load_case(), load_scenario("default").but(happenings="all"), 64)
    most = int(variants.pulls[:, 1].argmax())
    told = asked(run, "--variant", "most-frozen-conflict").output
    assert f"variant {most} of 64, seed 0: the one with the most pull towards a frozen conflict" in told
    for month, text in zip(
        variants.variant(most).happened["month"], variants.variant(most).happened["says"], strict=True
    ):
        assert f"  Month {month}: {text[:10]}" in told
    found = json.loads(asked(run, "--variant", str(most), "--json").stdout)
    assert found["variant"] == most
    assert found["pull"]["frozen-conflict"] == pytest.approx(float(variants.pulls[most, 1]), abs=1e-4)
    assert found["made_by"]["asked"] == {"variant": most}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--variant", "64"], "a number from 0 to 63"),
        (["--variant", "most-settlemnt"], "did you mean 'most-settlement'?"),
        (["--variant", "0", "--draws", "0"], "there are no variants"),
        (["--variant", "0", "--csv", "x.csv"], "write the whole result"),
    ],
)
def test_a_variant_that_cannot_be_told_is_refused(options: list[str], told: str) -> None:
    result = asked("run default --draws 64", *options)
    assert result.exit_code == 2
    assert told in result.output


def test_a_word_in_other_letters_is_told_with_the_likely_one() -> None:
    result = asked(COMMANDS["run"], "--happenings", "All")
    assert "unknown word 'All'; did you mean 'all'?" in result.output
    with pytest.raises(ValueError, match="unknown word 'None'; did you mean 'none'"):
        Scenario(title="x", happenings="None")


def test_a_case_without_happenings_does_not_say_how_to_draw_them(tmp_path: Path) -> None:
    every = ", ".join(f'"{happening.id}"' for happening in load_case().happenings)
    (tmp_path / "case.toml").write_text(f'extends = "ukraine"\n[leave_out]\nhappening = [{every}]\n', "utf-8")
    output = " ".join(asked(COMMANDS["run"], "--case", str(tmp_path), "--happenings", "all").output.split())
    assert "The case has no happenings." in output
    assert "With --happenings all" not in output
