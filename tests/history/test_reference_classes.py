"""Reference classes: which one a war's facts choose, what it says, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from model import load_case
from model.history import class_shares, reference_words
from model.history.codebook import CLASSES, HISTORY
from model.history.reference_classes import (
    FILE,
    interval_by_pairs,
    load_reference_classes,
)
from model.history.reference_words import class_rows, reference_class_in_brief, reference_class_in_words
from model.knowledge import CaseError, WarFacts, cases
from model.uncertainty import wilson_interval

KNOWN = load_reference_classes()


def facts(kind: str = "between-states", deaths: int = 5000, years: int = 1) -> WarFacts:
    return WarFacts(kind=kind, deaths=deaths, began=2000, at=1999 + years, judgement="made up")


@pytest.mark.parametrize(
    ("war", "chosen"),
    [
        (facts(), "between-states"),
        (facts(years=2), "between-states"),
        (facts(years=3), "long"),
        (facts("internationalised", years=2), "internationalised"),
        (facts("internationalised", years=30), "long"),
        (facts("within-a-state", years=30), "within-a-state"),
        (facts(deaths=1000), "between-states"),
        (facts(deaths=999), None),
        (None, None),
    ],
)
def test_facts_choose_the_class_that_tells_most_by_the_years_fought(war: WarFacts | None, chosen: str | None):
    found = KNOWN.chosen(war)
    assert (found and found.id) == chosen
    assert [row["id"] for row in class_rows(war) if row["chosen"]] == ([chosen] if chosen else [])


def test_every_bundled_war_has_facts_and_the_war_of_the_history_check_has_none():
    chosen = {name: KNOWN.chosen(load_case(name).settings.war) for name in cases()}
    assert all(load_case(name).settings.war for name in cases())
    assert {name: one and one.id for name, one in chosen.items()} == {
        "ukraine": "long",
        "korea": "long",
        "bosnia": "long",
        "karabakh": None,  # it took fewer lives a year than any that was counted
    }
    assert load_case(HISTORY / "war").settings.war is None


def test_a_forecast_leaves_victories_out_and_sums_to_one():
    shares = class_shares(facts())
    assert shares is not None
    assert tuple(shares) == CLASSES
    assert shares == pytest.approx(dict(zip(CLASSES, (2 / 26, 8 / 26, 4 / 26, 12 / 26), strict=True)))
    assert class_shares(facts(deaths=10)) is None
    for one in KNOWN.classes:
        made = class_shares(facts(one.kinds[0], years=one.least_years))
        assert made is not None
        assert sum(made.values()) == pytest.approx(1)


def test_what_was_published_in_per_cent_is_a_count_only_where_no_other_would_round_so():
    published = {"agreement": 7, "ceasefire": 17, "quiet": 10, "victory": 10, "joined": 14, "went-on": 41}
    (one,) = [one for one in KNOWN.classes if one.id == "between-states"]
    assert one.counts is not None
    for name, percent in published.items():
        assert [n for n in range(one.of + 1) if round(100 * n / one.of) == percent] == [one.counts[name]]
    (third,) = [one for one in KNOWN.fallen if one.id == "internationalised-third-year"]
    assert len([n for n in range(third.of + 1) if round(100 * n / third.of) == third.percent]) > 1


def test_a_small_class_is_said_to_be_small_and_its_interval_is_that_of_the_pairs():
    few = {one.id: one.few for one in KNOWN.classes}
    assert few == {"between-states": True, "internationalised": False, "within-a-state": False, "long": False}
    assert "10 pairs of warring sides only: few" in reference_class_in_brief(facts())
    low, high = interval_by_pairs(12 / 29, 10)
    narrow = wilson_interval(12, 29)
    assert (low, high) == pytest.approx((0.177, 0.698), abs=0.001)
    assert low < narrow[0] < narrow[1] < high


def test_a_victory_is_told_beside_the_four_classes():
    brief = reference_class_in_brief(facts(years=4))
    assert brief.endswith(
        "a settlement 5%, a frozen conflict 24%, an escalation 16%, the war went on 51%; one side won 4%."
    )
    assert "v.3-2021, 1946 to 2019" in reference_class_in_words(facts())
    for one in KNOWN.classes:
        told = sum(KNOWN.nearest_shares(one).values()) + one.shares["victory"]
        assert told == pytest.approx(1, abs=0.02)


def test_without_facts_or_with_too_few_dead_it_is_said_why_no_class_is_chosen():
    assert "does not say what sort of war it is ([war] in case.toml)" in reference_class_in_words(None)
    brief = reference_class_in_brief(facts(deaths=30))
    assert "about 30 dead in battle a year" in brief
    assert "1,000 lives or more" in brief
    assert "nobody dead in battle" in reference_class_in_brief(facts(deaths=0))


def test_a_war_of_a_kind_that_was_not_counted_is_not_said_to_have_taken_too_few_lives(monkeypatch: pytest.MonkeyPatch):
    between_states = KNOWN.but(classes=KNOWN.classes[:1])
    monkeypatch.setattr(reference_words, "load_reference_classes", lambda: between_states)
    assert "none was counted that is like it" in reference_class_in_brief(facts("within-a-state"))
    assert "1,000 lives or more" in reference_class_in_brief(facts(deaths=30))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("went-on = 12", "went-on = 13", "the counts sum to 30, not to 29"),
        ("went-on = 46", "went-on = 56", "the parts sum to 110%, not to 100%"),
        ("quiet = 3,", "quite = 3,", "unknown ending 'quite'; did you mean 'quiet'?"),
        ('data = "terminations"', 'data = "termination"', "unknown data 'termination'; did you mean 'terminations'?"),
        ("dyads = 10", "dyads = 30", "30 pairs cannot have fought in 29 years of war"),
        ('kinds = ["between-states"]', 'kinds = ["between-state"]', "'between-states'"),
        ('id = "internationalised"', 'id = "between-states"', "class 'between-states': this id stands here twice"),
        ('nearest = "escalation"', 'nearest = "settlement"', "none is nearest to 'escalation'"),
        ("count = 25", "count = 31", "31 is more than 30"),
        ("percent = 32", "percent = 32\ncount = 4", "either 'count' or 'percent'"),
        ("most_years = 1", "most_years = 0", "greater than or equal to 1"),
    ],
)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str):
    text = (HISTORY / FILE).read_text("utf-8")
    assert old in text
    (tmp_path / FILE).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CaseError) as told:
        load_reference_classes(tmp_path)
    assert str(told.value).startswith(FILE)
    assert said in str(told.value)
