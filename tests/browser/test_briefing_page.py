"""The briefing, as a browser prints it."""

from __future__ import annotations

import pytest

from model import compare, ensemble, load_case, load_scenario, simulate
from model.explain.briefing_page import briefing
from model.explain.reasoning import reasons
from model.explain.tipping import flips
from model.history import past_wars_in_brief
from model.scenario.files import bundled_scenarios
from model.view.pages.comparison.page import briefing_of
from tests.support.drafts import busy

CASE = load_case()


LINK = "https://ripeness.example.org/?case=ukraine&trust=0.4"


def written(scenario, link=LINK):
    run = simulate(CASE, scenario)
    past = past_wars_in_brief(CASE.settings.war)
    return briefing(run, ensemble(CASE, scenario, 256), reasons(run), flips(run), past, link)


@pytest.mark.browser
def test_every_bundled_scenarios_briefing_prints_on_one_page_and_a_busy_one_on_two(browser):
    page = browser.new_page()
    pages = {}
    for name in sorted(bundled_scenarios(CASE)):
        page.set_content(written(load_scenario(name, CASE)))
        pages[name] = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert {name: count for name, count in pages.items() if count != 1} == {}
    page.set_content(written(busy("Heavy strikes on the power grid, in the coldest weeks").scenario))
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
    page.close()


@pytest.mark.browser
def test_two_or_three_scenarios_compared_print_on_one_page(browser):
    page = browser.new_page()
    for names in (["default", "genuine-dialogue"], ["default", "genuine-dialogue", "minsk"]):
        page.set_content(briefing_of(compare(CASE, names, 64)))
        assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.close()
