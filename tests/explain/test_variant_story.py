"""One variant's story: what happened is told in sentences, by month, and has its part in the sums."""

from __future__ import annotations

import pytest

from model import Run, Scenario, ensemble
from model.explain import happened_in_words, pulls_of, story_in_text, story_to_dict
from model.explain.decomposition import decompose, decompose_pulls, happening_in_words
from model.knowledge import Case, Happening, rebuild

HERE = Scenario(title="x", months=12, happenings="all", front="returns")


def turn(**values: object) -> Happening:
    told = {"id": "a-turn", "rate": 1.0, "judgement": "Ours.", "count": "1 of 1", "period": "now", "source": "Us"}
    return Happening.model_validate(told | values)


@pytest.fixture(scope="module")
def turned(case: Case) -> Run:
    """A variant in which one side's leader, or the other's, leaves in about each second month."""
    left = turn(**{"for": "party"}, says="The head of one side goes.", rate=0.5, change={"party.flexibility": 0.2})
    return ensemble(rebuild(case, happenings=(left,)), HERE, 4).variant(1)


def test_what_happens_to_a_party_is_told_by_its_name(turned: Run) -> None:
    names = {turned.case.spoken[party] for party in turned.case.parties}
    told = happened_in_words(turned)
    assert {text for _, text in told} == {f"The head of {name} goes." for name in names}
    assert [month for month, _ in told] == turned.happened["month"].tolist()


def test_a_sentence_that_names_no_side_has_the_name_behind_it(case: Case) -> None:
    party = case.parties[0]
    assert happening_in_words(case, "Strikes spread.", party) == f"Strikes spread ({case.spoken[party]})."
    assert happening_in_words(case, "A turn for one side.", "world") == "A turn for one side."


def test_each_partys_part_stands_by_itself_with_where_it_was_counted(turned: Run) -> None:
    for party in turned.case.parties:
        parts = decompose(turned, f"{party}.flexibility").parts
        (happened,) = [part for part in parts if part.happened]
        assert happened.says == f"The head of {turned.case.spoken[party]} goes."
        assert happened.amount == pytest.approx(
            turned.contributions(f"{party}.flexibility").query("rule.str.startswith('happening: ')")["amount"].sum()
        )
        assert (happened.basis, happened.judgement) == ("what may happen", "Ours.")
        assert happened.counted == "1 of 1 (now). Us."


def test_sums_with_what_happened_add_up(case: Case) -> None:
    variants = ensemble(case, HERE, 12, 1)
    for draw in range(0, 12, 4):
        run = variants.variant(draw)
        for name in ("trust", "intensity", "battlefield_shift", f"{case.parties[1]}.flexibility"):
            found = decompose(run, name)
            assert sum(part.amount for part in found.parts) == pytest.approx(found.change, abs=1e-9)


def test_every_row_of_a_sum_is_a_sentence(case: Case) -> None:
    """With something that is over, a front that wanders and returns, and an event that is over."""
    brief = turn(says="A turn.", change={"strikes": 0.1, "battlefield_shift": 0.2}, months=2, rate=0.4)
    scenario = Scenario.model_validate(
        {**HERE.model_dump(), "levers": {"battlefield_shift": 0.6}}
        | {"events": [{"month": 2, "set": {"strikes": 0.3}, "until": 3}]}
    )
    run = ensemble(rebuild(case, happenings=(brief,)), scenario, 3).variant(0)
    said = {part.id: part.says for name in ("strikes", "battlefield_shift") for part in decompose(run, name).parts}
    assert {"wandering", "returning", "happening: over", "event: over"} <= set(said)
    assert all(
        text[0].isupper() and text.endswith(".") for name, text in said.items() if not name.startswith("event: u")
    )


def test_the_story_as_text_and_as_plain_values_tells_the_same(turned: Run) -> None:
    lines, told = list(story_in_text(turned)), story_to_dict(turned)
    for happened in told["happened"]:  # type: ignore[attr-defined]
        assert f"  Month {happened['month']}: {happened['says']}" in lines
    assert sum(told["pull"].values()) == pytest.approx(1)  # type: ignore[attr-defined]
    assert pulls_of(turned)["settlement"] == turned.pulls[:, 0].tolist()
    pull = decompose_pulls(turned)["frozen-conflict"]
    moved = told["moved"]["frozen-conflict"]  # type: ignore[index]
    assert sum(cause["amount"] for cause in moved) == pytest.approx(pull.end - pull.start, abs=1e-9)


def test_a_variant_in_which_nothing_happened_says_so(case: Case) -> None:
    lines = list(story_in_text(ensemble(case, HERE.but(happenings="none"), 2).variant(0)))
    assert "Nothing happened in it; only the front wandered." in lines
