"""What makes no sense is refused at once, in words, wherever it is given from Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model import Case, Goal, reach, save, simulate, simulate_many, way

#: Things that are given where something else is needed; to the types each could be anything.
ANSWER: Any = "no"
NAME: Any = "trust"
OUTCOME: Any = "settlement"
ACTOR: Any = "turkey"
THREE: Any = 3
NOTHING: Any = None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda case: Goal("settlement", formed=ANSWER), "formed: True (it has formed) or False (it leads) is needed"),
        (lambda case: Goal("settlement", NAME), "formed: True"),
        (lambda case: Goal(variable=THREE, least=0.5), "variable: a name is needed, not 3"),
        (lambda case: reach(case, "default", OUTCOME, movable=["trust"]), "a goal is needed, as in Goal("),
        (lambda case: way(case, "default", OUTCOME, NOTHING), "a goal is needed"),
        (lambda case: way(case, "default", Goal("settlement"), NOTHING), "an answer of `reach` is needed, not None"),
        (lambda case: case.to_networkx(without=ACTOR), "names are needed in a list, not 'turkey' alone"),
        (lambda case: case.to_networkx(without=THREE), "names are needed in a list, not 3"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(case: Case, asked: Callable[[Case], Any], said: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        asked(case)
    assert said in str(error.value)


def test_only_data_sets_are_saved_and_only_sweeps_as_tables(case: Case, tmp_path: Path) -> None:
    samples = simulate_many(case, "default", {"trust": [0.1, 0.2]})
    wrong: Any
    for wrong, said in ((simulate(case, "default"), "what `sweep`"), (samples, "only sweeps go into tables")):
        with pytest.raises(ValueError, match=said):
            save(wrong, tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []
