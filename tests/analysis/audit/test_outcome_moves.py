"""What changed? Between two versions of a case: the records by construction, the outcomes as each version has them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from model import ensemble, load_case, load_scenario, simulate
from model.analysis.audit.outcome_moves import Moves, ScenarioEnd, ScenarioMoved, moves_between, scenario_moves
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES
from model.knowledge.revision import revisions
from model.scenario.scenario import Scenario
from model.shell.app import main
from model.shell.commands.diff_versions import version
from tests.support.cases import UKRAINE, add, drop, edit, write_case

POINTS = 64


def diff(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["diff", *map(str, arguments), "--points", str(POINTS), "--draws", "32"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case with a rule dropped, one added, one weaker, a relation heavier, a start moved, and a word changed."""

    def change(files: dict) -> None:  # type: ignore[type-arg]
        for one in (
            drop("rules.toml", "rule", "good-faith-opens"),
            add(
                "rules.toml",
                "rule",
                id="mine",
                says="Mine.",
                for_="world",
                if_={"trust": "low"},
                then={"talks": -0.1},
                judgement="So.",
            ),
            edit("rules.toml", "rule", "gains-embolden", then={"party.flexibility": -0.06}),
            edit("actors.toml", "edge", "E13", weight=0.65),
            edit("variables.toml", "variable", "trust", start=0.25),
            edit("variables.toml", "variable", "trust", means="Another word for it."),
        ):
            one(files)

    folder = write_case(tmp_path_factory.mktemp("other"), change)
    return load_case(folder)


# ------------------------------------------------------------------------------------------------- records


def test_a_case_is_not_other_than_itself(case: Case) -> None:
    assert revisions(case, case) == ()
    for found in moves_between(case, case, POINTS).values():
        assert not found.other.any()
        assert not found.turned.any()
        assert (found.before == found.after).all()
        assert found.worst() == []
    assert not any(one.other for one in scenario_moves(case, case, 16))


def test_every_change_is_told_by_record_and_field(case: Case, other: Case) -> None:
    found = {one.what: one for one in revisions(case, other) if "theory" not in one.what}
    assert {what: one.kind for what, one in found.items()} == {
        "rule 'good-faith-opens'": "gone",
        "rule 'mine'": "added",
        "rule 'gains-embolden'": "changed",
        "relation 'E13'": "changed",
        "variable 'trust'": "changed",
    }
    assert found["rule 'gains-embolden'"].fields == (("consequents: party.flexibility", -0.12, -0.06),)
    assert found["relation 'E13'"].fields == (("weight", 0.6, 0.65),)
    assert [name for name, _, _ in found["variable 'trust'"].fields] == ["means", "start"]
    assert str(found["rule 'gains-embolden'"]) == (
        "changed rule 'gains-embolden': consequents: party.flexibility -0.12 → -0.06"
    )
    assert not any(one.words for one in found.values())


def test_what_changes_in_words_alone_is_marked(case: Case, tmp_path: Path) -> None:
    folder = write_case(tmp_path, edit("rules.toml", "rule", "gains-embolden", says="Who wins wants more."))
    (one,) = [one for one in revisions(case, load_case(folder)) if "theory" not in one.what]
    assert one.words


def test_the_other_way_round_it_is_the_mirror(case: Case, other: Case) -> None:
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    there, back = revisions(case, other), revisions(other, case)
    assert {(turned[one.kind], one.what, frozenset((n, b, a) for n, a, b in one.fields)) for one in there} == {
        (one.kind, one.what, frozenset(one.fields)) for one in back
    }
    forth, again = moves_between(case, other, POINTS), moves_between(other, case, POINTS)
    for name in forth:
        assert (forth[name].counts == again[name].counts.T).all()
        assert forth[name].formed == again[name].formed[::-1]
        assert (forth[name].by_most == again[name].by_most).all()


# ------------------------------------------------------------------------------------------------- outcomes


def test_situations_come_to_what_each_version_has(case: Case, other: Case) -> None:
    found = moves_between(case, other, POINTS)
    assert len(found["design"].given) == POINTS
    for of in found.values():
        for at in (0, len(of.given) // 2, *of.worst(2)):
            made = Scenario(title="x", months=24).setting(case, of.given[at])
            for version_, pulls in ((case, of.before), (other, of.after)):
                expected = simulate(version_, made).pull
                assert pulls[at] == pytest.approx([expected[outcome] for outcome in OUTCOMES], abs=1e-12)
        assert of.counts.sum() == len(of.given)
        assert of.other.sum() == of.counts.sum() - np.trace(of.counts)
        assert of.turned.sum() == len(of.given) - np.trace(of.turns)
    assert found["levers"].other.any(), "without good faith that opens, outcomes move"


def test_the_worst_are_those_that_lead_otherwise_and_then_those_that_moved_most() -> None:
    before = np.array([[0.5, 0.1, 0.1], [0.5, 0.4, 0.0], [0.3, 0.2, 0.1], [0.2, 0.1, 0.0]])
    after = np.array([[0.9, 0.1, 0.1], [0.4, 0.5, 0.0], [0.3, 0.2, 0.1], [0.2, 0.1, 0.05]])
    found = Moves(({}, {}, {}, {}), before, after)
    assert found.worst() == [1, 0, 3]
    assert found.formed == (0, 0)
    assert found.counts.tolist() == [[3, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_bundled_scenarios_are_told_on_the_same_draws(case: Case, other: Case) -> None:
    """The other version, written by hand, has no scenarios of its own."""
    for one in scenario_moves(case, other, 16):
        assert one.outcomes[1] is None
        assert one.mean_pulls[1] is None
        assert one.differences == one.pull_differences == {}
        assert one.moved == []


def test_a_scenario_has_moved_where_a_share_of_the_pull_surely_has_by_half_a_point(case: Case) -> None:
    scenario = load_scenario("default", case).but(expect=())
    ends = [
        ScenarioEnd(simulate(case, held), ensemble(case, held, 32))
        for held in (scenario, scenario, scenario.but(levers={"trust": 0.6}))
    ]
    same, moved = (ScenarioMoved("x", ends[0], ends[number]) for number in (1, 2))
    assert not same.other
    assert moved.other
    assert same.moved == []
    before, after = moved.mean_pulls
    assert before is not None
    assert after is not None
    for name, (value, low, high) in moved.pull_differences.items():
        assert value == pytest.approx(after[name] - before[name])
        assert low <= value <= high
    assert {figure.outcome for figure in moved.moved} == {
        name
        for name, (value, low, high) in moved.pull_differences.items()
        if (low > 0 or high < 0) and abs(value) >= 0.005
    }
    assert set(moved.differences) == set(OUTCOMES)


# ------------------------------------------------------------------------------------------------- versions, the shell


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with two revisions of a case: in the second, the front no longer emboldens."""

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    for number, push in enumerate((-0.12, -0.06)):
        write_case(tmp_path, edit("rules.toml", "rule", "gains-embolden", then={"party.flexibility": push}))
        git("add", "-A")
        git("commit", "-q", "-m", f"revision {number}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def case_folder(repository: Path) -> str:
    (found,) = [path.parent for path in repository.rglob("case.toml")]
    return str(found.relative_to(repository))


@pytest.mark.slow
def test_revisions_of_a_repository_are_compared(repository: Path) -> None:
    folder = case_folder(repository)
    code, text = diff(f"HEAD~1:{folder}", f"HEAD:{folder}")
    assert code == 0
    assert "what changed: 1 record\n" in text
    assert "consequents: party.flexibility -0.12 → -0.06" in text
    assert diff(f"HEAD:{folder}", folder)[1].startswith("what changed: 0 records")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HEAD~5:case", "there is no case and no folder 'HEAD~5:case', and no such revision here"),
        ("HEAD:nowhere", "there is no case and no folder 'HEAD:nowhere', and no such folder in the revision"),
        ("HEAD", "the default case does not lie in this repository: name its folder, as in 'HEAD:PATH'"),
    ],
)
def test_what_is_no_version_is_told(name: str, said: str, repository: Path) -> None:
    code, text = diff(name, "ukraine")
    assert code == 2
    assert said in text


def test_outside_a_repository_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, text = diff("HEAD", "ukraine")
    assert code == 2
    assert "this is no git repository" in text


def test_a_revision_that_makes_no_case_of_today_is_told_with_its_file(repository: Path) -> None:
    folder = case_folder(repository)
    rules = repository / folder / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("says =", "sais =", 1), encoding="utf-8")
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-aqm", "broken"], check=True
    )
    code, text = diff(f"HEAD:{folder}", "ukraine")
    assert code == 2
    assert f"HEAD:{folder}: rules.toml" in text
    assert "did you mean 'says'?" in text


@pytest.mark.slow
def test_the_shell_tells_writes_and_maps(case: Case, other: Case, tmp_path: Path) -> None:
    csv = tmp_path / "moved.csv"
    code, text = diff("ukraine", str(other.folder), "--csv", csv)
    assert code == 0
    assert "gone    rule 'good-faith-opens'" in text
    assert "map of the levers: " in text
    assert "E an escalation, W the war going on, · as before" in text
    assert "not there" in text
    assert len(csv.read_text(encoding="utf-8").splitlines()) == 1 + 2541 + POINTS
    plain = json.loads(diff("ukraine", str(other.folder), "--json")[1])
    assert plain["moves"]["levers"]["situations"] == 2541
    assert len(plain["scenarios"]) == len(plain["scenario_files"]["gone"]) == 25
    lines = diff("ukraine", str(other.folder), "--changelog")[1].splitlines()
    assert all(line.startswith("- ") for line in lines)
    assert "No bundled scenario leads or forms otherwise" in diff("ukraine", "ukraine", "--changelog")[1]
    assert diff("ukraine", "ukraine", "--csv", tmp_path / "no" / "x.csv")[0] == 2


def test_a_version_is_a_case_by_its_id_or_its_folder(case: Case) -> None:
    with version("ukraine") as found:
        assert found is case
    with version(str(UKRAINE)) as found:
        assert revisions(case, found) == ()
        assert load_scenario("default", found)
