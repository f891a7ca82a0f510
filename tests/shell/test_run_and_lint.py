"""The command line."""

import json
import re

import pytest
from click.testing import CliRunner

from model import load_case
from model.analysis.audit.influence import influences
from model.analysis.audit.linting import LINT_CHECKS
from model.shell.app import main
from tests.support.cases import add, taking_out, write_case, write_scenarios


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
        "Firm: of 256",
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
    assert found["deal"]["holds_back"] in [issue["issue"] for issue in found["deal"]["issues"] if issue["core"]]
    assert set(found["deal"]["objectives"]) == {goal.actor for goal in load_case().objectives}
    assert [flip["id"] for flip in found["flips"]].count("trust") == 1
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


# ------------------------------------------------------------------------------------------------------------- lint


def lint(*arguments):
    return CliRunner().invoke(main, ["lint", *map(str, arguments)])


@pytest.fixture
def only_claims(monkeypatch):
    """One check alone, that runs nothing: what the checks find is told in test_lint.py."""
    for name in [name for name in LINT_CHECKS if name != "claims"]:
        monkeypatch.delitem(LINT_CHECKS, name)


@pytest.mark.usefixtures("only_claims")
def test_lint_of_a_clean_case_says_what_was_looked_at(case):
    result = lint()
    assert result.exit_code == 0
    assert re.fullmatch(
        r"\d+ rules, \d+ places, 62 claims \(2 not modelled\), 81 relations \(4 not modelled\), "
        r"\d+ scenarios, \d+ general rules on the general judgement, 0 general rules without a place here: "
        r"nothing found\n",
        result.stdout,
    )
    assert result.stderr == ""
    assert lint(case.id).stdout == lint(case.folder).stdout == result.stdout


@pytest.mark.usefixtures("only_claims")
def test_lint_tells_each_finding_on_a_line_and_fails(tmp_path):
    extra = [add("claims.toml", "claim", id=f"X{n}", says="Planted.", source=["overview: intro"]) for n in (1, 2)]
    result = lint(write_case(tmp_path, *extra))
    assert result.exit_code == 1
    first, second, closing = result.stdout.splitlines()
    assert first == "claims.toml: claim 'X1': no rule rests on it, and it does not say why ('not_modelled')"
    assert second.startswith("claims.toml: claim 'X2': ")
    assert closing.endswith(": 2 findings")
    found = json.loads(lint(tmp_path, "--json").stdout)
    assert found["case"] == "ukraine"
    assert found["counts"]["claims"] == 64
    assert [(finding["check"], finding["place"]) for finding in found["findings"]] == [
        ("claims", "claim 'X1'"),
        ("claims", "claim 'X2'"),
    ]


@pytest.mark.usefixtures("only_claims")
def test_lint_prints_what_everything_moves(case, monkeypatch):
    monkeypatch.setattr("model.shell.lint.effects", lambda case: influences(case, points=4))
    head, *lines, _ = lint("--figures").stdout.splitlines()
    assert head.split() == ["id", "kind", "largest", "move", "of", "a", "pull", "scenario"]
    assert len(lines) == len(influences(case, points=1))
    assert any(re.match(r"E38 turkey -> ukraine +relation: mediates +0\.\d{4} +\S", line) for line in lines)
    figures = json.loads(lint("--figures", "--json").stdout)["figures"]
    assert [figure["move"] for figure in figures] == sorted(figure["move"] for figure in figures)
    assert set(figures[0]) == {"kind", "id", "move", "where", "through"}


def test_lint_of_what_cannot_be_read_is_told_without_a_traceback(tmp_path):
    for what in ("ukrain", tmp_path):
        result = lint(what)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
    assert "did you mean 'ukraine'?" in lint("ukrain").stderr
    wrong = write_scenarios(write_case(tmp_path), minsk=taking_out("turky"))
    result = lint(wrong)
    assert result.exit_code == 2
    assert "minsk.scenario.toml: without: unknown actor 'turky'; did you mean 'turkey'?" in result.stderr
