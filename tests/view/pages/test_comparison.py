"""The page that compares: what it offers, what it says, the pins, and the pictures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Event, Scenario, compare, compare_across, ensemble, headline, load_case, simulate
from model.analysis import ACROSS_RULE
from model.analysis.comparison.comparing import Comparison
from model.analysis.comparison.figures import Difference
from model.analysis.comparison.wording import comparison_in_words
from model.explain.symbols import COLOURS
from model.knowledge.case import Case
from model.view.pages.comparison import choosing, differences, elsewhere
from model.view.pages.comparison import page as differs
from model.view.pages.comparison.charts import comparison_chart
from model.view.pages.comparison.glance import glance_table
from model.view.pages.comparison.html import reasons_list, settings_table
from model.view.plain import plain
from model.view.results import DRAWS
from model.view.session import Draft, Steps, ToChooseFrom, draft_query, pins
from model.view.session.remembering import REMEMBERED
from model.view.session.state import CASES_LEFT
from model.view.theme import SCENARIO_COLOURS, SCENARIO_DASHES
from tests.support.page import on_page

TODAY = on_page("default").but(expect=())
TRUSTING = TODAY.but(title="Trusting", levers={"trust": 0.8})
PUSH = "bundled outside-push"


def app() -> None:
    """Show the page alone; what is at hand stands in the session."""
    import streamlit as st

    from model import load_case
    from model.view.pages.comparison import page as differs

    differs.show_page(load_case(), st.session_state["hand"], {})


def page(hand: Scenario = TODAY, *pinned: Scenario) -> AppTest:
    at = AppTest.from_function(app, default_timeout=60)
    at.session_state["hand"] = hand
    at.session_state["history"] = Steps((Draft.of(hand),))
    at.session_state[pins.PINNED] = tuple(map(Draft.of, pinned))
    return sound(at.run())


def sound(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.info, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def remembered(at: AppTest) -> dict[str, Any]:
    held: dict[str, Any] = at.session_state[REMEMBERED] if REMEMBERED in at.session_state else {}  # noqa: SIM401
    return held


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.fixture(scope="module")
def found(case: Case) -> Comparison:
    scenarios = [TODAY, on_page("outside-push"), on_page("minsk"), on_page("western-split")]
    return compare(case, scenarios, 64)


# -------------------------------------------------------------------------------------------------------------- pins


def test_what_is_pinned_is_kept_once_in_order_and_a_fifth_is_refused_with_a_sentence() -> None:
    held: tuple[Draft, ...] = ()
    several = [Draft.of(TODAY.but(title=f"no. {n}")) for n in range(pins.MOST_PINS)]
    for draft in several:
        held, refusal = pins.with_pin(held, draft)
        assert refusal == ""
    assert held == tuple(several)
    assert pins.with_pin(held, several[2]) == (held, pins.ALREADY_PINNED)
    assert pins.with_pin(held, Draft.of(TRUSTING)) == (held, pins.NO_ROOM)


def test_pins_are_put_and_taken_away_on_the_page() -> None:
    at = page(TRUSTING)
    sound(at.button(key="pin").click().run())
    assert at.session_state[pins.PINNED] == (Draft.of(TRUSTING),)
    sound(at.button(key="pin").click().run())
    assert at.session_state[pins.PINNED] == (Draft.of(TRUSTING),)
    assert at.warning[0].value == pins.ALREADY_PINNED
    sound(at.run())
    assert not at.warning, "a refusal is told once"
    sound(at.button(key="take away 0").click().run())
    assert at.session_state[pins.PINNED] == ()


def test_a_fifth_pin_is_refused_on_the_page() -> None:
    pinned = [TODAY.but(levers={"trust": trust}) for trust in (0.1, 0.2, 0.3, 0.4)]
    at = page(TRUSTING, *pinned)
    sound(at.button(key="pin").click().run())
    assert at.session_state[pins.PINNED] == tuple(map(Draft.of, pinned))
    assert at.warning[0].value == pins.NO_ROOM
    labels = [at.button(key=f"take away {n}").label for n in range(4)]
    assert [label.rpartition(" ")[2] for label in labels] == ["0.10", "0.20", "0.30", "0.40"]


def test_two_people_do_not_see_each_others_pins() -> None:
    mine, theirs = page(TRUSTING), page(TRUSTING)
    sound(mine.button(key="pin").click().run())
    assert theirs.run().session_state[pins.PINNED] == ()


# -------------------------------------------------------------------------------------------------- what is compared


def test_where_nothing_differs_yet_the_page_says_what_to_do_and_a_button_does_it() -> None:
    at = page()
    assert f"You have changed nothing in “{TODAY.title}”" in at.info[0].value
    assert "Move a lever" in at.info[0].value
    assert not at.header
    sound(at.button(key="add one").click().run())
    assert not at.info
    assert len(at.multiselect(key=choosing.CHOSEN.key).value) == 2
    assert [head.value for head in at.header] == [
        "Paths",
        "In words",
        "Shares of the pull",
        "By how much",
        "What is set differently",
        "Reasons that differ",
    ]


def test_what_is_at_hand_is_compared_with_today_unless_told_otherwise(case: Case) -> None:
    at = page(TRUSTING)
    assert at.multiselect(key=choosing.CHOSEN.key).value == ["bundled default", choosing.AT_HAND]
    assert comparison_in_words(compare(case, [on_page("default"), TRUSTING], DRAWS)) in words(shown(at))


def test_with_pins_these_are_compared_with_what_is_at_hand(case: Case) -> None:
    other = TODAY.but(title="Other", levers={"trust": 0.5})
    at = page(TRUSTING, other)
    assert at.multiselect(key=choosing.CHOSEN.key).value[-1] == choosing.AT_HAND
    assert comparison_in_words(compare(case, [other, TRUSTING], DRAWS)) in words(shown(at))
    alone = page(TRUSTING, TRUSTING)
    assert alone.multiselect(key=choosing.CHOSEN.key).value[0] == "bundled default"
    assert not alone.info


def test_what_is_chosen_is_kept_and_what_is_taken_away_is_let_go() -> None:
    at = page(TRUSTING, TODAY.but(title="Kept", levers={"trust": 0.6}))
    pin = next(token for token in at.multiselect(key=choosing.CHOSEN.key).value if token.startswith("pin "))
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value([PUSH, pin, "bundled minsk"]).run())
    assert at.multiselect(key=choosing.CHOSEN.key).value == [PUSH, pin, "bundled minsk"]
    sound(at.button(key="take away 0").click().run())
    assert at.multiselect(key=choosing.CHOSEN.key).value == [PUSH, "bundled minsk"]
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value([PUSH]).run())
    assert "It takes two scenarios to compare" in at.info[0].value
    sound(at.button(key="add one").click().run())
    assert not at.info
    assert at.multiselect(key=choosing.CHOSEN.key).value[0] == PUSH


def test_the_one_that_the_others_are_held_against_can_be_chosen(case: Case) -> None:
    at = page(TRUSTING)
    assert at.selectbox(key=choosing.AGAINST.key).value == "bundled default"
    sound(at.selectbox(key=choosing.AGAINST.key).set_value(choosing.AT_HAND).run())
    expected = compare(case, [on_page("default"), TRUSTING], DRAWS, reference=1)
    assert comparison_in_words(expected) in words(shown(at))
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value(["bundled default", PUSH]).run())
    assert at.selectbox(key=choosing.AGAINST.key).value == "bundled default"


def test_the_reasons_can_be_about_any_outcome(case: Case) -> None:
    at = page(on_page("outside-push"))
    assert at.segmented_control(key=differs.ABOUT.key).value == "settlement"
    sound(at.segmented_control(key=differs.ABOUT.key).set_value("escalation").run())
    assert "adds to the pull of an escalation" in shown(at)
    reasons = compare(case, [TODAY, on_page("outside-push")], 1, outcome="escalation").reasons
    assert reasons[0].says in shown(at)


def test_longer_scenarios_are_compared_where_the_shortest_ends_and_their_own_end_stands_beside_it(case: Case) -> None:
    longer = TRUSTING.but(months=36)
    text = words(shown(page(longer)))
    assert f"All are compared at month {TODAY.months}, the shortest horizon." in text
    assert f"Ends at month {TODAY.months} 36" in text
    end = ensemble(case, longer, DRAWS).mean_pull["settlement"]
    ends = text[text.index("Each at its own end") :]
    assert re.search(rf"Settlement \d+% {end:.0%}", ends)


def test_the_month_of_the_comparison_can_be_chosen_and_while_nobody_does_it_adds_nothing_to_a_link() -> None:
    at = page(TRUSTING.but(months=36))
    choice = at.selectbox(key=choosing.AT.key)
    assert (choice.value, len(choice.options)) == (TODAY.months, TODAY.months)
    assert choosing.AT.key not in remembered(at)
    sound(choice.set_value(6).run())
    assert remembered(at)[choosing.AT.key] == 6
    assert "All at month 6" in words(shown(at))
    assert "All are compared at month 6." in words(shown(at))


def test_the_first_thing_on_the_page_is_a_table_with_a_column_for_each_scenario(case: Case) -> None:
    at = page(TRUSTING)
    bodies = [element.proto.body for element in at.get("html")]
    table = next(body for body in bodies if "<table" in body)
    found = compare(case, [on_page("default"), TRUSTING], DRAWS)
    told = words(table)
    for variants in found.variants:
        assert f" {headline(variants).word} " in told
    for figure in found.figures[:4]:
        assert " ".join(f"{share:.0%}" for share in figure.shares) in told
    assert "Trust not set 0.80" in told


def test_a_title_is_never_taken_for_markup() -> None:
    at = page(TODAY.but(title="<img src=x onerror=alert(1)> & *so* [on](x)", levers={"trust": 0.8}))
    sound(at.button(key="pin").click().run())
    assert "<img" not in shown(at).replace("\\<", "")
    assert "&lt;img" in shown(at)
    assert plain("*so* [on](x)") in at.button(key="take away 0").label


def test_a_reason_that_only_a_theory_gives_is_told_with_its_works(case: Case) -> None:
    theories = tuple(theory.id for theory in case.theories)
    found = compare(case, [TODAY, TODAY.but(title="With them", theories=theories)], 16)
    ours = [reason for reason in found.reasons if set(reason.claims) - set(case.claim_of)]
    assert ours
    text = reasons_list(found, ours, "light")
    assert all(claim in text for reason in ours for claim in reason.claims)


# ------------------------------------------------------------------------------------------------- tables and pictures


def test_tables_hold_the_shares_the_counts_and_the_differences(found: Comparison) -> None:
    text = words(differences.figures_table(found, "light"))
    for figure in found.figures:
        for place, share in enumerate(figure.shares):
            assert f" {figure.counts[place] if figure.counts else f'{share:.0%}'} " in text
    drawn, counted = (
        words(table(found, "dark")) for table in (differences.differences_table, differences.counts_table)
    )
    for figure, text, scale in ((found.figures[1], drawn, 100), (found.figures[5], counted, found.draws)):
        frozen = figure.differences[1]
        assert frozen is not None
        assert frozen.clear
        assert f"{scale * frozen.value:+.0f}".replace("-", "\N{MINUS SIGN}") in text


def test_counts_of_variants_are_never_drawn(found: Comparison) -> None:
    assert "class='reach'" not in differences.counts_table(found, "light")
    rows = differences.differences_table(found, "light").count("class='reach'")
    assert rows == 4 * len(found.others)
    assert "leads" not in words(differences.differences_table(found, "light"))


def test_what_is_the_same_in_all_is_told_in_a_line(case: Case) -> None:
    same = compare(case, [TODAY, TODAY.but(title="again")], 16)
    assert "The same share of the pull in all" in words(differences.differences_table(same, "light"))
    told = words(differences.counts_table(same, "light"))
    assert "The same number of variants in all: ● Settlement leads (0)" in told


def test_a_picture_stands_where_its_numbers_are() -> None:
    html = differences._drawn(Difference(0.25, 0.1, 0.4), 50.0, "red")
    assert "class='dot' style='left:75.00%'" in html
    assert "class='line' style='left:60.00%;width:30.00%'" in html
    assert "class='dot open'" in differences._drawn(Difference(0.02, -0.1, 0.14), 50.0, "red")


def test_the_scale_holds_every_whisker(found: Comparison) -> None:
    assert differences.scale_end([Difference(0.02, -0.11, 0.05)]) == 20
    assert differences.scale_end([]) == 10
    held = [d for figure in found.figures for d in figure.differences if d]
    assert all(max(-d.low, d.high) * 100 <= differences.scale_end(held) for d in held)


def test_settings_and_reasons_tell_every_scenario_and_every_source(found: Comparison, case: Case) -> None:
    html = settings_table(found, "light")
    assert html.count("<th scope='row'>") == len(found.settings)
    assert html.count("<td data-of=") == 4 * len(found.settings)
    html = reasons_list(found, found.reasons, "light")
    for reason in found.reasons:
        for claim in reason.claims:
            assert f"<b>{claim}</b>" in html
        assert bool(reason.claims) or bool(reason.judgement) or reason.id not in case.rule_of


def test_scenarios_and_outcomes_do_not_share_a_colour_nor_two_scenarios_a_dash() -> None:
    for colours in SCENARIO_COLOURS.values():
        assert len(set(colours)) == 4
        assert not set(colours) & set(COLOURS.values())
    assert len(set(SCENARIO_DASHES)) == 4


# ------------------------------------------------------------------------------------------------------------- paths


def test_a_chart_has_a_line_for_every_scenario_each_what_its_central_run_says(found: Comparison, case: Case) -> None:
    for variable in ("settlement", *(v for group in case.settings.chart for v in group.variables)):
        chart = comparison_chart(found, variable, "dark")
        assert [line.name for line in chart.lines] == ["A", "B", "C", "D"]
        assert [line.colour for line in chart.lines] == list(SCENARIO_COLOURS["dark"])
        for line, scenario in zip(chart.lines, found.given, strict=True):
            expected = simulate(case, scenario).paths.sel(variable=variable).to_numpy()[: found.months + 1]
            assert list(line.values) == pytest.approx(expected)
        for letter, name in zip("ABCD", found.names, strict=True):
            assert f"{letter}: {name}" in chart.credit
            assert f"in {letter}, “{name}”, from " in chart.described
    assert (chart.rule, comparison_chart(found, "escalation", "light").rule) == (None, (0.5, "formed above this line"))


def test_an_event_is_marked_once_with_the_letters_of_those_where_it_happens(case: Case) -> None:
    event = Event(month=2, says="A town is shelled.", change={"trust": -0.3})
    other = Event(month=3, set={"relief": 0.9})
    scenarios = [TODAY.but(events=held) for held in ((event,), (event, other), ())]
    first, second = comparison_chart(compare(case, scenarios, 1), "trust", "light").marks
    assert first[0] == 2
    assert first[1].startswith("A, B: A town is shelled")
    assert second[1].startswith("B: ")


def test_where_only_happenings_differ_the_page_says_why_the_paths_do_not(case: Case) -> None:
    hand, pinned = TODAY.but(happenings="none"), TODAY.but(happenings="all")
    assert simulate(case, hand).pull == simulate(case, pinned).pull
    assert "scenarios that differ only in these have the same paths" in shown(page(hand, pinned))


def test_other_paths_are_those_of_the_cases_charts(case: Case) -> None:
    at = page(TRUSTING)
    assert list(at.selectbox(key=differs.PATHS.key).options) == [group.title for group in case.settings.chart]
    sound(at.selectbox(key=differs.PATHS.key).set_value(len(case.settings.chart) - 1).run())
    assert at.selectbox(key=differs.PATHS.key).value == len(case.settings.chart) - 1


def test_of_scenarios_that_set_the_same_only_one_is_compared_and_it_is_told() -> None:
    at = page()
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value([choosing.AT_HAND, "bundled default", PUSH]).run())
    assert f"“{TODAY.title}” sets the same as “Now: {TODAY.title}”" in shown(at)
    assert len(at.selectbox(key=choosing.AGAINST.key).options) == 2


# -------------------------------------------------------------------------------------------------------- other wars


THAW = "in korea thaw-1953"


def test_a_scenario_of_another_war_is_offered_once_its_war_is_chosen_and_stands_under_its_war_s_name() -> None:
    at = page()
    assert not [token for token in choosing.choices(load_case(), TODAY, ()) if token.startswith("in ")]
    sound(at.multiselect(key=elsewhere.WARS.key).set_value(["korea"]).run())
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value(["bundled default", THAW]).run())
    told = words(shown(at))
    for war in (load_case(), load_case("korea")):
        assert war.settings.title in told
    assert "The levers that these wars have in common" in told
    assert ACROSS_RULE in told.replace("\\", "")
    assert "By how much" not in [header.value for header in at.header]


def test_what_is_compared_of_another_war_stays_when_the_war_is_no_longer_offered() -> None:
    at = page()
    sound(at.multiselect(key=elsewhere.WARS.key).set_value(["korea"]).run())
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value(["bundled default", THAW]).run())
    sound(at.multiselect(key=elsewhere.WARS.key).set_value([]).run())
    assert at.multiselect(key=choosing.CHOSEN.key).value == ["bundled default", THAW]


def test_a_pin_of_another_war_is_offered_and_its_token_holds_all_that_it_sets() -> None:
    korea = load_case("korea")
    pin = Draft.of(on_page("thaw-1953", korea), "thaw-1953").put(korea, "trust", 0.65)
    at = page()
    at.session_state[CASES_LEFT] = {"korea": {pins.PINNED: (pin,)}}
    sound(at.multiselect(key=elsewhere.WARS.key).set_value(["korea"]).run())
    token = f"in korea pin {draft_query(pin)}"
    sound(at.multiselect(key=choosing.CHOSEN.key).set_value([choosing.AT_HAND, token]).run())
    assert "0.65" in words(shown(at))
    among = ToChooseFrom(load_case())
    told = choosing.CHOSEN.write([choosing.AT_HAND, token])
    assert choosing.CHOSEN.read(among, told) == [choosing.AT_HAND, token]
    [(_, (_, scenario, home))] = elsewhere.offers_by_token([token])
    assert (scenario, home) == (pin.scenario, korea)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("in korae thaw-1953", "there is no war 'korae' on offer; did you mean 'korea'"),
        ("in korea thaw-1935", "there is no scenario 'thaw-1935' of 'korea'; did you mean 'thaw-1953'"),
        ("in korea pin trsut=0.3", "'trsut=0.3': there is no 'trsut'; did you mean 'trust'"),
        ("in korea", "there is no war 'korea' on offer"),
    ],
)
def test_a_link_to_what_no_war_has_is_told_with_the_likely_word(token: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        choosing.CHOSEN.read(ToChooseFrom(load_case()), token)
    assert not list(elsewhere.offers_by_token([token]))


def test_two_wars_whose_scenarios_share_a_title_are_told_apart(case: Case) -> None:
    korea = load_case("korea")
    same = on_page("thaw-1953", korea).but(title=TODAY.title)
    html = glance_table(compare_across([case, korea], [TODAY, same], 4, at=2), "light")
    assert html.count(TODAY.title) == 2
    assert html.index(case.settings.title) < html.index(korea.settings.title)
