"""A case of one's own: it runs from the first minute, tells what is pending, and its files find it."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from model import CaseError, load_case, load_scenario, simulate
from model.analysis.audit.linting import lint
from model.knowledge import quoted, slug
from model.knowledge.new_case import PENDING, TEMPLATE, begin_case, pending
from model.scenario.files import bundled_scenarios, load_with_case
from model.shell.app import main


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    begin_case(tmp_path / "my-war", 'The "War" of \\ two', "Sparta", "Athens")
    return tmp_path / "my-war"


def test_a_new_case_loads_runs_and_lacks_only_what_is_to_be_told(begun: Path):
    case = load_case(begun)
    assert (case.id, case.parties) == ("my-war", ("sparta", "athens"))
    assert case.settings.title == 'The "War" of \\ two'
    for name in bundled_scenarios(case):
        assert simulate(case, load_scenario(name, case)).paths.sizes["month"] == 13
    found = lint(case)
    assert {finding.check for finding in found} == {"pending"}
    assert len(found) == len(list(pending(begun)))


def test_what_is_told_is_pending_no_longer(begun: Path):
    for path in begun.rglob("*.toml"):
        path.write_text(path.read_text("utf-8").replace(PENDING, "It is told"), "utf-8")
    assert lint(load_case(begun)) == []


def test_the_template_names_nothing_but_what_it_is_given():
    text = "".join(path.read_text("utf-8") for path in TEMPLATE.rglob("*.toml"))
    names = set(re.findall(r"\$([a-z_]+)", text))
    assert names == {"id", "title", "first", "second", "first_label", "second_label"}
    assert not list(TEMPLATE.parent.glob("data/template*"))  # it is no case that could be opened


@pytest.mark.parametrize(
    ("name", "first", "second", "said"),
    [
        ("---", "A", "B", "the folder's name: there is no letter"),
        ("x", "A", "a", "make the same id"),
        ("x", "?", "B", "--first: there is no letter"),
        ("korea", "A", "B", "'korea' is already one of the bundled cases"),
        ("general", "A", "B", "'general' is already one of the bundled cases"),
    ],
)
def test_names_that_make_no_case_are_refused_and_nothing_is_written(
    tmp_path: Path, name: str, first: str, second: str, said: str
):
    with pytest.raises(CaseError) as told:
        begin_case(tmp_path / name, "T", first, second)
    assert said in str(told.value)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("name", "first", "second", "ids"),
    [
        ("війна", "Україна", "Росія", ("viyna", "ukraina", "rosiya")),
        ("حرب", "ایران", "العراق", ("hrb", "ayran", "alraq")),
        ("和谈", "北京", "台北", ("hetan", "beijing", "taibei")),
        ("Łódź", "Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "Đà Nẵng", ("lodz", "cote-divoire", "da-nang")),
    ],
)
def test_names_in_any_letters_make_ids_in_latin_ones_and_labels_as_they_are(
    tmp_path: Path, name: str, first: str, second: str, ids: tuple[str, str, str]
):
    case = begin_case(tmp_path / name, None, first, second)
    assert (case.id, *case.parties) == ids
    assert [case.labels[party] for party in case.parties] == [first, second]
    assert case.settings.title.casefold() == name.casefold()
    assert simulate(case, load_scenario("default", case)).pull


def test_a_name_that_the_files_of_a_new_case_need_is_refused_before_anything_is_written(tmp_path: Path):
    with pytest.raises(CaseError, match="--first, --second: the ids 'territory' and 'b' do not fit a new case"):
        begin_case(tmp_path / "x", "T", "Territory", "B")
    assert not (tmp_path / "x").exists()


def test_a_name_with_whatever_in_it_makes_files_that_can_be_read(tmp_path: Path):
    case = begin_case(tmp_path / "x", "One\nline \x1b", 'A "b" \\ \x7f', "\ud800c")
    assert (case.settings.title, *case.labels.values())[:3] == (r"One line \x1b", 'A "b" \\ \\x7f', r"\ud800c")


def test_the_folder_that_one_is_in_gives_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "my-war").mkdir()
    monkeypatch.chdir(tmp_path / "my-war")
    case = begin_case(Path(), None, "A", "B")
    assert (case.id, case.settings.title) == ("my-war", "My war")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine")
    with pytest.raises(CaseError, match="there is something already"):
        begin_case(tmp_path / "mine", "T", "A", "B")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["note.txt"]


@given(st.text(max_size=30))
def test_a_slug_is_an_id_or_nothing(text: str):
    made = slug(text)
    assert made == "" or all(part.isalnum() and part.isascii() and part == part.lower() for part in made.split("-"))


def changed(folder: Path, *changes: tuple[str, str, str]) -> str:
    """Return what lint says of a case in whose files some text is another."""
    for file, old, new in changes:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    result = CliRunner().invoke(main, ["lint", str(folder)])
    assert result.exit_code == 2
    return result.output


def test_all_faults_of_a_case_are_told_at_once(begun: Path):
    told = changed(
        begun,
        ("actors.toml", 'kind = "mediates"', 'kind = "mediate"'),
        ("actors.toml", 'issue = "security"', 'issue = "securty"'),
        ("variables.toml", 'judgement = "To be told: how the front moves."', 'claims = ["C99"]'),
        ("rules.toml", 'claims = ["C01"]', 'claims = ["C98"]'),
    )
    for said in ("did you mean 'mediates'", "did you mean 'security'", "unknown claim 'C99'", "unknown claim 'C98'"):
        assert said in told, said


def test_all_faults_of_form_are_told_at_once_and_an_id_that_is_not_there_is_guessed(begun: Path):
    told = changed(
        begun,
        ("variables.toml", 'id = "trust"', 'id = "turst"'),
        ("rules.toml", 'id = "gains-embolden"', 'id = "gain-emboldens"'),
        ("issues.toml", "place = 0.35", 'place = "low"'),
        ("articles.toml", 'title = "To', 'titel = "To'),
    )
    for said in ("did you mean 'trust'", "did you mean 'gains-embolden'", "must be a number", "did you mean 'title'"):
        assert said in told, said


def test_a_file_finds_the_case_in_whose_folder_it_lies(begun: Path):
    case, scenario = load_with_case(begun / "scenarios" / "default.scenario.toml")
    assert case is load_case(begun)
    assert scenario.case == "my-war"
    result = CliRunner().invoke(main, ["check", str(begun)])
    assert result.exit_code == 0, result.output
    assert "2 hold" in result.output
    assert CliRunner().invoke(main, ["run", str(begun / "scenarios" / "default.scenario.toml")]).exit_code == 0


def test_a_file_of_a_case_that_is_nowhere_is_told(tmp_path: Path, begun: Path):
    lost = tmp_path / "elsewhere" / "lost.scenario.toml"
    lost.parent.mkdir()
    lost.write_text((begun / "scenarios" / "default.scenario.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(ValueError, match=r"lost\.scenario\.toml: case: .*'my-war'"):
        load_with_case(lost)


def test_a_case_is_the_same_one_until_a_file_changes(begun: Path):
    before = load_case(begun)
    assert load_case(begun) is before
    text = (begun / "case.toml").read_text("utf-8")
    (begun / "case.toml").write_text(text.replace('version = "1"', 'version = "2"'), "utf-8")
    after = load_case(begun)
    assert after is not before
    assert after.settings.version == "2"


def test_the_shell_begins_a_case_and_says_what_comes_next(tmp_path: Path):
    folder = tmp_path / "peloponnese"
    given_ = ["new", str(folder), "--first", "Sparta", "--second", "Athens"]
    result = CliRunner().invoke(main, given_)
    assert result.exit_code == 0, result.output
    assert "lines to be told" in result.output
    assert tomllib.loads((folder / "case.toml").read_text("utf-8"))["title"] == "Peloponnese"
    assert f"python -m model lint {folder} " in result.output
    assert "In its files Sparta is 'sparta', and Athens is 'athens'." in result.output
    again = CliRunner().invoke(main, given_)
    assert again.exit_code == 2
    assert "there is something already" in again.output


@pytest.mark.parametrize("name", ["my war", "it's", "a$b", "моя війна", "-dash", "a;b", "("])
def test_commands_to_copy_name_the_folder_so_that_a_shell_takes_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["new", "--", name])
    if name == "(":
        assert "there is no letter or digit in it" in result.stderr
        return
    lines = [line for line in result.stdout.splitlines() if line.startswith("  python -m model")]
    for line in lines[:2]:
        command, _, _ = line.strip().partition("  ")
        words = shlex.split(command)
        assert Path(words[4]).resolve() == tmp_path / name
        assert len(words) == 5
        assert not words[4].startswith("-")


def test_a_path_is_quoted_as_windows_takes_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("model.knowledge.characters.os.name", "nt")
    assert quoted(PurePosixPath("my war")) == '"my war"'
