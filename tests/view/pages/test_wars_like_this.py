"""Of wars like this one: beside the answer and on the page of the history check, the same classes and figures."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from model import load_case
from model.history import load_reference_classes
from model.knowledge import Case, rebuild
from model.view.pages.history.html import endings_table, fallen_table
from model.view.reference_table import reference_table
from tests.support.page import ROOT, text_of, unfold


def without_facts(case: Case) -> Case:
    return rebuild(case, settings=case.settings.but(war=None))


def shown_beside_the_answer(case: Case) -> str:
    def page(case):
        from model.view.pages.answer.wars_like_this import show_wars_like_this

        show_wars_like_this(case)

    at = AppTest.from_function(page, args=(case,), default_timeout=30).run()
    assert not at.exception
    (html,) = at.get("html")
    return str(html.proto.body)


def test_the_numbers_of_the_first_page_tell_how_wars_like_this_one_went():
    at = unfold(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60), "numbers")
    page = "\n".join(str(one.proto.body) for one in at.get("html"))
    assert "<p class='like-this'>Of wars like this one (wars between states" in page
    assert "<summary>Which wars were counted?</summary>" in page


def test_the_wars_own_class_comes_first_and_its_neighbours_follow_with_their_size():
    table = text_of(reference_table(load_case("bosnia").settings.war))
    titles = [one.title for one in load_reference_classes().classes]
    before, _, after = table.partition("like this one ")
    assert after.startswith(titles[-1])
    assert not any(title in before for title in titles)
    assert "29 years of war, 10 pairs of warring sides: few" in table
    assert "5% 1% to 19% 24% 12% to 41% 16% 7% to 32% 51% 34% to 67% 4% 1% to 17%" in table


def test_a_case_without_facts_says_so_and_shows_all_classes(case: Case):
    shown = shown_beside_the_answer(without_facts(case))
    assert "does not say what sort of war it is ([war] in case.toml)" in shown
    assert all(one.title.replace("'", "&#x27;") in shown for one in load_reference_classes().classes)
    assert "like this one</b>" not in shown
    assert "This war:" not in shown


def test_a_case_that_no_class_holds_says_why_and_by_what(case: Case):
    shown = shown_beside_the_answer(load_case("karabakh"))
    assert "No class holds a war like this one" in shown
    assert "This war: within a state" in shown


def test_facts_that_rest_on_claims_name_them_and_a_judgement_stays_text(case: Case):
    war = case.settings.war
    assert war is not None
    claim = case.claims[0].id
    by_claim = rebuild(case, settings=case.settings.but(war=war.but(claims=(claim,), judgement="")))
    assert f"By {claim}." in shown_beside_the_answer(by_claim)
    loud = rebuild(case, settings=case.settings.but(war=war.but(judgement="<b>so</b> we think")))
    assert "&lt;b&gt;so&lt;/b&gt; we think" in shown_beside_the_answer(loud)


def test_the_history_page_tells_what_counts_as_what():
    known = load_reference_classes()
    endings, fallen = text_of(endings_table(known.endings)), text_of(fallen_table(known.fallen))
    assert "Somebody joined Soldiers of a state that was not fighting" in endings
    assert endings.endswith("none of the four")
    assert "Wars between states, third year or later 37% of 19; very few wars" in fallen
