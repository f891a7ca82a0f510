"""The guide to a case of one's own tells the truth: the happening in it stands in a case, which runs with it."""

from __future__ import annotations

import re
from pathlib import Path

from model import ensemble, load_case, load_scenario
from model.explain import effects_in_words, rate_in_words

GUIDE = (Path(__file__).parents[2] / "docs" / "a-case-of-your-own.md").read_text("utf-8")


def test_the_happening_in_the_guide_is_one_and_the_case_runs_with_it(tmp_path: Path) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.S)
    (scaled,) = re.findall(r"`(scaled_by = .*?)`", GUIDE)
    (out,) = re.findall(r"`(happening = \[.*?\])`", GUIDE)
    (tmp_path / "case.toml").write_text(f'extends = "ukraine"\n[leave_out]\n{out}\n', "utf-8")
    (tmp_path / "happenings.toml").write_text(f"{text}{scaled}\n", "utf-8")
    case = load_case(tmp_path)
    names = [happening.id for happening in case.happenings]
    assert "harvest-fails" in names
    assert "army-joins" not in names
    added = case.happening_of["harvest-fails"]
    assert rate_in_words(case, added).startswith("at most about once in 125 months")
    assert effects_in_words(case, added).startswith("It changes ")
    scenario = load_scenario("default", case)
    often, never = (ensemble(case, scenario.but(happenings=which), 256) for which in ("all", "none"))
    assert often.mean_pull != never.mean_pull
