"""What we do not know and what may happen, told apart: known answers, and an estimate by brute force."""

from __future__ import annotations

import numpy as np
import pytest

from model import Scenario, ScenarioError, ensemble, layers, without_each_happening
from model.knowledge import Case, rebuild
from model.knowledge.records import Spread
from model.uncertainty.two_layers import EDGES, layer_bands
from model.uncertainty.variants import pulls_with

HERE = Scenario(title="here", months=12, happenings="all", front="returns")


def without_doubts(case: Case) -> Case:
    """Return a case of which all is known: all ranges are shut."""

    def shut(records: tuple, central: str) -> list:  # type: ignore[type-arg]
        return [r.model_copy(update={"low": getattr(r, central), "high": getattr(r, central)}) for r in records]

    settings = case.settings.model_copy(update={"spread": Spread(high=0, medium=0, low=0)})
    return rebuild(
        case,
        settings=settings,
        edges=shut(case.edges, "weight"),
        objectives=shut(case.objectives, "salience"),
        stances=shut(case.stances, "salience"),
        variables=shut(case.variables, "start"),
        starts=shut(case.starts, "start"),
    )


def without_luck(case: Case) -> Case:
    still = case.settings.wander.model_copy(update={"step": 0.0})
    return rebuild(case, settings=case.settings.model_copy(update={"wander": still}), happenings=())


def test_without_luck_all_doubt_is_about_what_we_believe(case: Case) -> None:
    told = layers(ensemble(without_luck(case), HERE, 64))
    assert told.beliefs_part == pytest.approx(1.0)
    assert set(told.parts().values()) == {1.0}
    assert told.pulls.tobytes() == told.unknown.tobytes()
    assert told.in_words().startswith("Most of the doubt is about what we believe, not about luck: 100%")


def test_without_doubts_all_doubt_is_about_luck(case: Case) -> None:
    told = layers(ensemble(without_doubts(case), HERE, 512))
    assert told.beliefs_part < 0.1
    assert np.ptp(told.unknown, axis=2).max() < 1e-6
    assert told.in_words().startswith("Most of the doubt is about luck, not about what we believe: ")


def test_the_two_add_up_to_the_spread(case: Case) -> None:
    variants = ensemble(case, HERE, 200)
    told = layers(variants)
    other = pulls_with(variants, 1).astype(float)
    apart = variants.pulls_by_month.astype(float) - other
    assert (told.spread - told.by_beliefs)[:, :3] == pytest.approx((apart**2).mean(axis=2) / 2, abs=1e-12)


def test_another_luck_is_another_and_as_independent_as_luck_is(case: Case) -> None:
    """With all ranges shut, two lucks of one draw have as little in common as those of two draws."""
    variants = ensemble(without_doubts(case), HERE, 600)
    one, other = (pulls[-1, 1] for pulls in (variants.pulls_by_month, pulls_with(variants, 1)))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.12


@pytest.mark.slow
def test_the_part_of_beliefs_is_that_of_means_over_many_lucks(case: Case) -> None:
    """An independent estimate: the mean over eight lucks for each draw, its variance less what luck leaves in it."""
    variants = ensemble(case, HERE, 800)
    lucks = np.stack([pulls_with(variants, luck)[-1, 1].astype(float) for luck in range(8)])
    within = lucks.var(axis=0, ddof=1).mean()
    between = lucks.mean(axis=0).var(ddof=1) - within / 8
    assert layers(variants).parts()["frozen-conflict"] == pytest.approx(between / (between + within), abs=0.08)


def test_bands_without_luck_are_those_of_a_case_in_which_nothing_happens(case: Case) -> None:
    """Of pulls, of what they leave, and of a variable; the same beliefs, in a case of which all luck is taken."""
    names = ("settlement", "goes_on", "trust")
    quiet = ensemble(without_luck(case), HERE, 100).bands(*names)
    assert ensemble(case, HERE, 100).bands(*names, luck=False).values.tobytes() == quiet.values.tobytes()


def test_the_two_bands_stand_beside_each_other(case: Case) -> None:
    variants, names = ensemble(case, HERE, 100), ("frozen-conflict", "trust")
    found = layer_bands(variants, *names)
    assert found["edge"].values.tolist() == list(EDGES)
    for luck, ends in ((True, ["low", "high"]), (False, ["unknown_low", "unknown_high"])):
        expected = variants.bands(*names, luck=luck).sel(quantile=[0.05, 0.95])
        assert found.sel(edge=ends).values.tolist() == expected.values.tolist()
    assert (found.sel(edge="high") - found.sel(edge="unknown_high"))[-1].max() > 0.01
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        layer_bands(variants, "trst")


@pytest.mark.parametrize(("allowed", "told"), [("none", True), ("all", False)])
def test_that_nothing_may_happen_is_said_where_nothing_may(case: Case, allowed: str, told: bool) -> None:
    found = layers(ensemble(case, HERE.but(happenings=allowed, front=None), 64))
    assert ("Nothing may happen here but that the front wanders" in found.in_words()) is told
    plain = found.to_dict()
    assert plain["what_we_do_not_know"] == found.beliefs_part
    assert plain["in_words"] == found.in_words()


def test_each_happening_is_ranked_by_what_it_moves(case: Case) -> None:
    quiet, loud = case.happenings[0].but(rate=1e-12), case.happenings[-1]
    table = without_each_happening(rebuild(case, happenings=(quiet, loud)), HERE, draws=200)
    assert table["happening"].tolist() == [loud.id, quiet.id]
    assert table["moves"].tolist()[1] == 0.0
    moved = table[["settlement", "frozen-conflict", "escalation", "goes_on"]].to_numpy()
    assert moved.sum(axis=1) == pytest.approx([0.0, 0.0], abs=1e-9)
    assert (table["goes_on_low"] <= table["goes_on"]).all()
    assert table["times"].tolist()[0] == pytest.approx(12 * loud.rate, rel=0.3)


def test_without_happenings_there_is_nothing_to_leave_out(case: Case) -> None:
    table = without_each_happening(case, HERE.but(happenings="none"), draws=8)
    assert table.empty
    assert {"happening", "goes_on", "goes_on_low", "moves"} <= set(table.columns)


def test_a_single_variant_claims_nothing(case: Case) -> None:
    one = ensemble(case, HERE, 1)
    assert set(one.mean_pull_intervals.values()) == {(0.0, 1.0)}
    assert one.goes_on_interval == (0.0, 1.0)
    assert layers(one).in_words() == (
        "Which of the two layers most of the doubt is about cannot be told from fewer than 20 variants."
    )
