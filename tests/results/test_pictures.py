"""Pictures of results for notebooks: the figures that are drawn are those of the result."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from model import Case, ScenarioError, compare, ensemble, simulate, sweep
from model.knowledge import OUTCOMES
from model.scenario import MadeBy

pytest.importorskip("altair")


def rows_of(picture: Any) -> list[dict[str, Any]]:
    """Return the rows that a picture draws, once Altair has accepted it as a whole."""
    drawn = picture.to_dict()
    first = drawn["layer"][0] if "layer" in drawn else drawn
    return list((first.get("data") or drawn["data"])["values"])


def test_a_run_draws_its_pulls_or_the_paths_that_are_named(case: Case) -> None:
    run = simulate(case, "default")
    rows = rows_of(run.plot())
    assert [row["y"] for row in rows if row["name"] == "settlement"] == run.path("settlement").tolist()
    assert {row["name"] for row in rows} == set(OUTCOMES)
    name = f"{case.parties[0]}.flexibility"
    rows = rows_of(run.plot("trust", name))
    assert [row["y"] for row in rows if row["name"] == name] == run.path(name).tolist()


def test_an_ensemble_draws_its_shares_of_the_pull_with_intervals_or_bands(case: Case) -> None:
    variants = ensemble(case, "default", 32)
    (last,) = [row for row in rows_of(variants.plot()) if row["x"] == 12 and row["name"] == "settlement"]
    assert last["y"] == pytest.approx(variants.mean_pull["settlement"], abs=1e-12)
    assert (last["low"], last["high"]) == pytest.approx(variants.mean_pull_intervals["settlement"], abs=1e-12)
    (rest,) = [row for row in rows_of(variants.plot()) if row["x"] == 12 and row["name"] == "the war goes on"]
    assert rest["y"] == pytest.approx(variants.goes_on, abs=1e-12)
    (middle,) = [row for row in rows_of(variants.plot("trust")) if row["x"] == 6]
    assert middle["y"] == pytest.approx(variants.median("trust", 6))
    assert middle["low"] <= middle["y"] <= middle["high"]
    ends = variants.bands("trust", luck=False).sel(month=6, variable="trust", quantile=[0.05, 0.95])
    assert [middle["unknown_low"], middle["unknown_high"]] == ends.values.tolist()


def test_a_comparison_draws_the_shares_of_the_pull_and_no_counts(case: Case) -> None:
    found = compare(case, ["default", "entrenched"], 16)
    rows = rows_of(found.plot())
    assert [row["share"] for row in rows] == [share for figure in found.figures[:4] for share in figure.shares]


def test_a_sweep_draws_shares_of_the_pull_over_one_axis_and_a_map_over_two(case: Case) -> None:
    one = sweep(case, "default", {"trust": [0, 0.5, 1]}, 8)
    settled = [row["y"] for row in rows_of(one.ripeness.plot()) if row["name"] == "settlement"]
    assert settled == one["mean_pull"][:, 0].values.tolist()
    goes_on = [row["y"] for row in rows_of(one.ripeness.plot()) if row["name"] == "the war goes on"]
    assert goes_on == one["goes_on"].values.tolist()
    two = sweep(case, "default", {"trust": [0, 1], "turkey.engagement": [0, 0.5, 1]}, 8)
    rows = rows_of(two.ripeness.plot())
    titles = {"goes_on": "the war goes on"}
    assert [row["name"] for row in rows] == [titles.get(name, name) for name in two["largest"].values.ravel().tolist()]
    assert {row["y"] for row in rows} == {0, 1}
    three = sweep(case, "default", {"trust": [0], "strikes": [0], "relief": [0]}, 0)
    with pytest.raises(ValueError, match="a map has one axis or two, not 3: choose values of the others"):
        three.ripeness.plot()
    assert rows_of(three.isel(relief=0).ripeness.plot())


def test_a_large_map_is_drawn_whole(case: Case) -> None:
    grid = sweep(case, "default", {"trust": [n / 79 for n in range(80)], "strikes": [n / 79 for n in range(80)]}, 0)
    assert len(rows_of(grid.ripeness.plot())) == 6400


def test_a_sweep_tells_what_made_it_and_another_data_set_does_not(case: Case) -> None:
    grid = sweep(case, "default", {"trust": [0, 1]}, 0)
    assert isinstance(grid.ripeness.made_by, MadeBy)
    for other in (grid.drop_attrs()[["pull"]], grid[["pull"]]):
        with pytest.raises(ValueError, match="no sweep"):
            other.ripeness.plot()
    with pytest.raises(ValueError, match="does not say what made it"):
        _ = grid.drop_attrs().ripeness.made_by


def test_a_picture_of_what_is_not_there_is_refused(case: Case) -> None:
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        simulate(case, "default").plot("trst")


def test_without_altair_it_is_told_what_to_install(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ImportError, match="a picture needs Altair: uv run --extra dashboard"):
        simulate(case, "default").plot()
