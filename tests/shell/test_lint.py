"""`python -m model lint`."""

import json
import re

import pytest
from click.testing import CliRunner

from model.analysis.audit.influence import influences
from model.analysis.audit.lint_checks import LINT_CHECKS
from model.shell.app import main
from tests.support.cases import add, taking_out, write_case, write_scenarios


def lint(*arguments):
    return CliRunner().invoke(main, ["lint", *map(str, arguments)])


@pytest.fixture
def only_claims(monkeypatch):
    """One check alone, that runs nothing: what the checks find is told in test_linting.py."""
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
    monkeypatch.setattr("model.shell.commands.lint.influences", lambda case: influences(case, points=4))
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
