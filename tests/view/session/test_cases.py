"""The bundled cases: each is knowledge, each opens, and turning from one to another loses nothing."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import load_case, load_scenario
from model.analysis.audit.linting import lint
from model.engine.simulation import simulate
from model.explain.effects import evidence
from model.explain.wording import firing_in_words
from model.knowledge.file_format import DATA
from model.knowledge.loading import cases, default_case, titles
from model.knowledge.new_case import begin_case
from model.scenario.files import to_toml
from model.view.controls import choosers, opening
from model.view.pages import PAGES
from model.view.session import cases as offered
from model.view.session import touching
from tests.support.page import ROOT, press_in_more, unfold

APP = str(ROOT / "app.py")
OTHERS = [name for name in cases() if name != default_case()]


def test_there_are_four_and_the_general_one_is_none():
    assert len(cases()) == 4
    assert "general" not in cases()
    assert next(iter(titles())) == default_case()


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_a_case_is_clean(name: str):
    assert [str(finding) for finding in lint(load_case(name))] == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_case_has_its_own_actors_issues_claims_and_sources(name: str):
    case, home = load_case(name), load_case()
    for field in ("actors", "issues", "claims", "articles", "objectives", "edges", "episodes"):
        ids = {one.id for one in getattr(case, field)}
        shared = ids & {one.id for one in getattr(home, field)}
        assert len(shared) <= (3 if field == "actors" else 0), (field, shared)  # great powers have a part in several
    assert len(case.articles) >= 5
    assert {str(end.id) for end in case.ends} == {"settlement", "frozen-conflict", "escalation", "continued-war"}
    assert all(any(char.isdigit() for char in episode.period) for episode in case.episodes)


@pytest.mark.parametrize("name", OTHERS)
def test_a_case_shares_the_general_rules_to_the_last_push(name: str):
    case, home = load_case(name), load_case()
    general = [rule for rule in case.rules if rule.general]
    assert len(general) > 60
    for rule in general:
        other = home.rule_of[rule.id]
        assert (rule.antecedents, rule.consequents, rule.over) == (other.antecedents, other.consequents, other.over)
    assert [rule for rule in case.rules if not rule.general]  # and has some of its own


def test_no_code_knows_another_war():
    """The cases are data alone: no name of an actor or a case stands in the code."""
    words = {actor.id for name in OTHERS for actor in load_case(name).actors} | {"bosnia", "karabakh"}
    code = "".join(path.read_text("utf-8") for path in (DATA.parent).rglob("*.py"))
    plain = {"mediator"}
    assert [word for word in sorted(words - plain) if f'"{word}"' in code] == []


def test_a_rule_without_a_place_is_told_as_one():
    case = load_case("korea")
    found = evidence(simulate(case, load_scenario("default", case)))
    idle = [rule for rule in found.rules.values() if not rule.places and not rule.outcome]
    assert idle
    for rule in idle:
        assert "does not apply here" in firing_in_words(rule, 12)
        assert rule.effect.outcomes_moved == ()


# --------------------------------------------------------------------------------------------------------- the page


@pytest.fixture
def app():
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert not at.exception
    return at


def turn(at, name):
    at.selectbox(key=choosers.WAR).set_value(name).run()
    assert not at.exception
    return at


def text_of(at):
    return "\n".join(str(one.value) for kind in (at.markdown, at.caption) for one in kind)


@pytest.mark.parametrize("name", OTHERS)
def test_another_case_opens_with_its_own_scenarios_and_levers(app, name):
    turn(app, name)
    case = load_case(name)
    assert case.settings.title in text_of(app)
    assert set(app.selectbox(key=choosers.PRESET).options) >= {load_scenario("default", case).title}
    assert app.query_params["case"] == name


@pytest.mark.parametrize("page", list(PAGES)[1:])
def test_every_page_shows_another_case(app, page):
    turn(app, "korea")
    app._page_hash = calc_hash(PAGES[page].url_path)
    app.run()
    assert not app.exception
    assert load_case("korea").settings.title in text_of(app)


def test_what_was_set_in_one_case_is_there_again(app):
    case = load_case()
    history = app.session_state["history"]
    app.session_state["history"] = history.then(history.now.put(case, "trust", 0.65))
    app.session_state[touching.TOUCHED] = True
    app.run()
    turn(app, "bosnia")
    assert "trust" not in app.session_state["history"].now.edited.given
    assert "trust" not in app.query_params
    turn(app, default_case())
    assert app.session_state["history"].now.edited.given["trust"] == 0.65
    assert app.query_params["trust"] == "0.65"
    assert len(app.session_state["history"].steps) == 2  # and it can be undone


def test_pins_stay_with_their_case(app):
    press_in_more(app, "Pin")
    assert len(app.session_state["pinned"]) == 1
    turn(app, "bosnia")
    assert "pinned" not in app.session_state
    turn(app, default_case())
    assert len(app.session_state["pinned"]) == 1


@pytest.mark.parametrize("name", OTHERS)
def test_a_link_opens_its_case(name):
    at = AppTest.from_file(APP, default_timeout=60)
    for key, value in parse_qsl(f"case={name}&from=default&months=18&trust=0.6"):
        at.query_params[key] = value
    at.run()
    assert not at.exception
    assert load_case(name).settings.title in text_of(at)
    assert at.session_state["history"].now.edited.given == {"trust": 0.6}
    assert at.selectbox(key=choosers.WAR).value == name


def test_a_link_of_a_case_that_there_is_not_is_told():
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["case"] = "atlantis"
    at.run()
    assert not at.exception
    assert "atlantis" in text_of(at)
    assert load_case().settings.title in text_of(at)


def test_a_file_of_another_case_is_read_as_one():
    other = load_scenario("road-to-dayton", load_case("bosnia"))
    found = opening.read_scenario_file(load_case(), to_toml(other).encode(), "x.scenario.toml")
    assert found.case == "bosnia"
    assert found == other.but(expect=())
    with pytest.raises(ValueError, match=r"did you mean 'bosnia'|not for 'ukraine'"):
        opening.read_scenario_file(load_case(), b'title = "T"\ncase = "bosnai"\n', "x.scenario.toml")


def test_folders_are_offered_before_the_bundled_cases(monkeypatch, tmp_path):
    begin_case(tmp_path / "mine", "A case of mine", "A", "B")
    monkeypatch.setattr("sys.argv", ["app.py", str(tmp_path / "mine")])
    assert offered.first_case() == "mine"
    assert list(offered.cases_on_offer())[1:] == list(cases())
    assert offered.load_case_on_offer("mine").settings.title == "A case of mine"
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert not at.exception
    assert "A case of mine" in text_of(at)
    (tmp_path / "mine" / "rules.toml").write_text("[[rule]]\nid = 3\n", "utf-8")
    at.run()
    assert not at.exception
    assert "cannot be read" in at.error[0].value
    assert "rules.toml" in at.code[0].value


@pytest.mark.slow
def test_the_record_of_the_rules_is_shown(app, monkeypatch):
    monkeypatch.setattr("model.view.pages.history.page.HINDCAST_DRAWS", 8)
    app._page_hash = calc_hash("right")
    unfold(app, "war coded", "codebook")
    assert not app.exception
    html = "\n".join(one.proto.body for one in app.get("html"))
    for word in ("Base rate of the table", "Followed by", "Peace, ceasefire, or stalemate", "Brier score"):
        assert word in html
    assert len([one for one in app.selectbox if one.key == "episode coded"]) == 1


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("scenarios/default.scenario.toml", None, "no bundled scenario 'default'"),
        (
            "scenarios/default.scenario.toml",
            'title = "T"\ncase = "mine"\n[levers]\ntrsut = 0.3\n',
            "did you mean 'trust'",
        ),
        ("case.toml", 'extends = "generl"\n', "did you mean 'general'"),
        ("actors.toml", "[[actor", "not valid TOML"),
    ],
)
def test_a_case_that_cannot_be_shown_is_told_and_another_can_be_chosen(monkeypatch, tmp_path, file, text, said):
    begin_case(tmp_path / "mine", "A case of mine", "A", "B")
    path = tmp_path / "mine" / file
    path.unlink() if text is None else path.write_text(text, "utf-8")
    monkeypatch.setattr("sys.argv", ["app.py", str(tmp_path / "mine")])
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert not at.exception
    assert said in at.code[0].value
    turn(at, "korea")
    assert "Korean" in text_of(at)


# ----------------------------------------------------------------------------------------------- folders, by one name


def folder(path, settings, rules=""):
    path.mkdir(parents=True)
    (path / "case.toml").write_text(settings, "utf-8")
    if rules:
        (path / "rules.toml").write_text(rules, "utf-8")
    return str(path)


DOUBTED = '[[rule]]\nid = "gains-embolden"\nthen = { "party.flexibility" = -0.3 }\n'


def test_a_folder_that_extends_a_case_is_itself_after_a_reload_and_in_a_link(monkeypatch, tmp_path):
    mine = folder(tmp_path / "mine", 'extends = "ukraine"\n', DOUBTED)
    monkeypatch.setattr("sys.argv", ["app.py", mine])
    home = load_case(mine)
    assert home.id == "ukraine"
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert at.selectbox(key=choosers.WAR).value == "mine"
    at.selectbox(key="months").set_value(24).run()
    assert at.query_params["case"] == ["mine"] or at.query_params["case"] == "mine"
    again = AppTest.from_file(APP, default_timeout=60)
    for name in at.query_params:
        again.query_params[name] = at.query_params[name]
    again.run()
    assert not again.exception
    assert again.selectbox(key=choosers.WAR).value == "mine"
    assert again.session_state["history"].now.edited.months == 24
    turn(again, "ukraine")
    assert again.query_params["case"] in ("ukraine", ["ukraine"])
    turn(again, "mine")
    assert again.session_state["history"].now.edited.months == 24


def test_folders_of_the_same_name_and_copies_of_bundled_cases_are_told_apart(monkeypatch, tmp_path):
    one = folder(tmp_path / "a" / "war", 'extends = "ukraine"\n')
    other = folder(tmp_path / "b" / "war", 'extends = "korea"\n')
    copy = folder(tmp_path / "copies" / "ukraine", 'extends = "ukraine"\ntitle = "Ukraine, otherwise"\n')
    named = folder(tmp_path / "c" / "war", 'id = "mine"\nextends = "korea"\n')
    monkeypatch.setattr("sys.argv", ["app.py", one, other, copy, named, one])
    assert list(offered.cases_on_offer()) == ["a-war", "b-war", "copies-ukraine", "mine", *cases()]
    for name, path in zip(offered.cases_on_offer(), (one, other, copy, named), strict=False):
        assert offered.load_case_on_offer(name) == load_case(path)
    monkeypatch.setattr("sys.argv", ["app.py", copy, named, other, one])
    assert set(offered.cases_on_offer()) == {"a-war", "b-war", "copies-ukraine", "mine", *cases()}


def test_a_file_for_the_case_that_a_folder_extends_opens_in_the_folder_that_is_open(monkeypatch, tmp_path):
    mine = folder(tmp_path / "mine", 'extends = "ukraine"\n', DOUBTED)
    monkeypatch.setattr("sys.argv", ["app.py", mine])
    assert offered.name_of_home("ukraine", "mine") == "mine"
    assert offered.name_of_home("ukraine", "korea") == "ukraine"
    assert offered.name_of_home("korea", "mine") == "korea"
    assert offered.name_of_home("nowhere", "mine") == "mine"
