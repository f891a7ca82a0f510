"""The ids of expectations: safe anywhere, all different, and the same whatever stands around them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from model import Expectation
from model.expectations.naming import LONGEST, expectation_ids


def expecting(*sentences: str) -> list[Expectation]:
    return [Expectation(says=sentence, outcome="settlement") for sentence in sentences]


SENTENCES = st.lists(st.text(min_size=1).filter(lambda text: text.strip()), min_size=1, max_size=8)


@given(SENTENCES)
def test_ids_are_safe_and_short_and_all_different(sentences: list[str]) -> None:
    ids = expectation_ids(expecting(*sentences))
    assert len(set(ids)) == len(ids)
    for name in ids:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert len(name) <= LONGEST + 10


@given(SENTENCES, st.randoms(use_true_random=False))
def test_an_id_stays_when_others_change_places_come_or_go(sentences: list[str], chance) -> None:
    held = expecting(*dict.fromkeys(sentences))
    ids = {one.says: name for one, name in zip(held, expectation_ids(held), strict=True)}
    chance.shuffle(held)
    assert expectation_ids(held) == [ids[one.says] for one in held]
    assert expectation_ids(held[:1]) == [ids[held[0].says]]


def test_a_plain_sentence_is_its_own_id_and_what_says_more_bears_a_mark() -> None:
    plain, greater, less, long, other, foreign = expectation_ids(
        expecting("Peace is certain.", "Trust > 0.5.", "Trust < 0.5.", "word " * 60, "Мир", "—")
    )
    assert plain == "peace-is-certain"
    assert greater.startswith("trust-0-5-")
    assert less.startswith("trust-0-5-")
    assert greater != less
    assert long.startswith("word-word-word-word-word-word-")
    assert other != foreign


def test_an_id_does_not_change_when_another_sentence_has_the_same_words() -> None:
    assert expectation_ids(expecting("Same.", "same"))[0] == expectation_ids(expecting("Same."))[0]


def test_what_is_asked_tells_equal_sentences_apart_in_any_order() -> None:
    one = Expectation(says="Same.", outcome="settlement")
    two = Expectation(says="Same.", outcome="escalation")
    assert expectation_ids([one, two]) == expectation_ids([two, one])[::-1]
    first, second = expectation_ids([one, one])
    assert second == f"{first}-2"
