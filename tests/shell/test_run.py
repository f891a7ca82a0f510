"""`python -m model run`."""

import json

import pytest
from click.testing import CliRunner

from model import ensemble, load_case
from model.shell.app import main


def run(*arguments):
    return CliRunner().invoke(main, ["run", *map(str, arguments)])


def test_run_prints_outcome_pulls_since_when_and_five_reasons():
    result = run("genuine-dialogue")
    assert result.exit_code == 0
    for part in (
        "outcome: settlement",
        "formed: yes",
        "leads since: month",
        "the war goes on",
        "  5. [",
        "in words:",
        "Firm: in 256 of 256 plausible variants a settlement has the largest pull",
    ):
        assert part in result.output
    assert "  6. [" not in result.output


def test_run_takes_a_file_and_prints_json_for_machines(tmp_path):
    file = tmp_path / "mine.scenario.toml"
    file.write_text('title = "Mine"\nmonths = 6\n[levers]\ntrust = 0.4\n')
    result = run(file, "--json", "--draws", 32)
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert found["title"] == "Mine"
    assert found["account"].startswith(found["headline"])
    assert found["central_run"] in found["account"]
    assert found["deal"]["holds_back"] in [issue["issue"] for issue in found["deal"]["issues"] if issue["core"]]
    assert set(found["deal"]["objectives"]) == {goal.actor for goal in load_case().objectives}
    assert [flip["id"] for flip in found["flips"]].count("trust") == 1
    assert sum(found["mean_pull"].values()) == pytest.approx(1)
    assert found["sturdiness"]["class"] == max(found["mean_pull"], key=found["mean_pull"].get)
    assert sum(found["shares"].values()) == pytest.approx(1)
    told, outcome = found["robustness"], found["outcome"]
    assert told["share"] == found["shares"][outcome]
    assert told["interval"] == found["share_intervals"][outcome]
    assert told["interval"][0] < told["share"] <= told["interval"][1] <= 1
    assert told["pull_margin"] == found["margin"]
    assert told["word"] in ("firm", "leaning", "open")
    assert told["formed"]["word"] in told["rule"].lower()
    assert sum(found["pull"].values()) <= 1


def test_run_writes_the_paths_as_csv(tmp_path):
    import pandas as pd

    file = tmp_path / "paths.csv"
    assert run("default", "--draws", 0, "--csv", file).exit_code == 0
    table = pd.read_csv(file, index_col="month")
    assert list(table.index) == list(range(13))
    assert table.loc[0, "trust"] == 0.2
    assert not [name for name in table.columns if name.startswith("mean_pull")]


def test_the_csv_of_a_run_with_variants_has_the_shares_of_the_pull_by_month(tmp_path):
    import pandas as pd

    file = tmp_path / "paths.csv"
    assert run("default", "--draws", 16, "--csv", file).exit_code == 0
    table = pd.read_csv(file, index_col="month")
    variants = ensemble(load_case(), "default", 16)
    assert table["mean_pull of goes_on"].tolist() == pytest.approx([variants.goes_on_at(m) for m in range(13)])
    assert table["mean_pull of escalation low"].iloc[-1] == pytest.approx(variants.mean_pull_intervals["escalation"][0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "this is not valid TOML"),
        ('title = "x"\n[levers]\ntrsut = 0.4', "levers: unknown lever 'trsut'; did you mean 'trust'?"),
        ('title = "x"\n[levers]\ntrust = "high"', "levers: trust: must be a number, not 'high'"),
        ('title = "x"\n[levers]\ntrust = nan', "levers: trust: "),
        ('title = "x"\n[levers]\ntrust = 1.5', "levers: trust: 1.5 is outside its scale, 0 to 1"),
        ('title = "x"\nwithout = ["turky"]', "without: unknown actor 'turky'; did you mean 'turkey'?"),
        ("months = 12", "'title' is missing"),
    ],
)
def test_bad_files_are_told_with_file_and_place_and_no_traceback(tmp_path, text, said):
    file = tmp_path / "bad.scenario.toml"
    file.write_text(text)
    result = run(file)
    assert result.exit_code == 2
    assert "bad.scenario.toml: " in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_an_unknown_id_is_told_with_the_likely_one():
    result = run("genuine-dialog")
    assert result.exit_code == 2
    assert "did you mean 'genuine-dialogue'?" in result.stderr
