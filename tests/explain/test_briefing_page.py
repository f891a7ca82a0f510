"""What is taken along: the briefing on a page, the whole result, the paths; each figure is the run's."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from model import Event, compare, ensemble, load_case, load_scenario, simulate
from model.analysis.comparison.wording import comparison_in_words
from model.explain.briefing_page import briefing
from model.explain.figures import answer_in_figures
from model.explain.formats import run_and_variants_to_dict
from model.explain.headline import headline_in_words, next_in_words, sturdiness_in_words
from model.explain.narrative import account
from model.explain.reasoning import reasons
from model.explain.tipping import flips
from model.history import past_wars_in_brief
from model.knowledge.records import OUTCOMES
from model.scenario.files import bundled_scenarios, parse_scenario
from model.uncertainty import headline
from model.view.controls import downloads as take
from model.view.pages.comparison.page import briefing_of
from tests.support.drafts import busy

CASE = load_case()


LINK = "https://ripeness.example.org/?case=ukraine&trust=0.4"


def written(scenario, link=LINK):
    run = simulate(CASE, scenario)
    past = past_wars_in_brief(CASE.settings.war)
    return briefing(run, ensemble(CASE, scenario, 256), reasons(run), flips(run), past, link)


class Balanced(HTMLParser):
    """Holds what is open; anything that closes out of turn is a fault."""

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.text = [], [], []

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_starttag(self, tag, attrs):
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    parser = Balanced()
    parser.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.S))
    assert parser.faults == []
    assert parser.open == []
    return re.sub(r"\s+", " ", " ".join(parser.text))


@pytest.mark.parametrize("name", sorted(bundled_scenarios(CASE)))
def test_a_briefing_is_whole_and_tells_the_runs_own_figures(name):
    scenario = load_scenario(name, CASE)
    run, variants = simulate(CASE, scenario), ensemble(CASE, scenario, 256)
    text = read(written(scenario))
    found = headline(variants)
    said = [headline_in_words(found), next_in_words(found), sturdiness_in_words(found)]
    for wanted in (scenario.title, *said, "no probability", CASE.settings.version, "seed 0", LINK):
        assert wanted in text
    for row in answer_in_figures(run, variants):
        assert (
            re.sub(" +", " ", f"{row.label} {row.share} ({row.interval}) {row.leads} {row.formed} {row.pull}") in text
        )
    paragraph = account(run)
    cited = {claim.id for claim in CASE.claims if claim.id in paragraph}
    assert cited
    assert all(CASE.claim_of[claim].says in text for claim in cited)


def test_nothing_is_fetched_and_nothing_from_outside_becomes_markup():
    hostile = '<script>alert(1)</script> & "quotes" \''
    scenario = load_scenario("default", CASE).but(
        title=hostile, says=hostile, events=(Event(month=2, says=hostile, change={"trust": 0.1}),)
    )
    page = written(scenario, "javascript:alert(1)")
    assert "<script" not in page
    assert "href=" not in page
    assert "src=" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert hostile.split(" &")[0] in read(page)


def test_the_variants_have_to_be_the_runs_own():
    run = simulate(CASE, load_scenario("default", CASE))
    other = ensemble(CASE, load_scenario("minsk", CASE), 16)
    with pytest.raises(ValueError, match="not of this run"):
        briefing(run, other, reasons(run), flips(run), past_wars_in_brief(CASE.settings.war))


def test_the_whole_result_reads_back_and_its_scenario_is_the_one_that_was_set():
    scenario = busy("Heavy strikes").scenario
    run, variants = simulate(CASE, scenario), ensemble(CASE, scenario, 64, 5)
    found = json.loads(json.dumps(run_and_variants_to_dict(run, variants, LINK)))
    assert (found["seed"], found["draws"], found["link"]) == (5, 64, LINK)
    assert parse_scenario(found["scenario"], "x", CASE) == scenario
    assert found["shares"]["escalation"]["share"] == variants.shares["escalation"]
    assert found["mean_pull"] == pytest.approx(variants.mean_pull | {"goes_on": variants.goes_on}, abs=1e-6)
    assert found["mean_pull_intervals"]["goes_on"] == pytest.approx(variants.goes_on_interval, abs=1e-6)
    assert [found["mean_pull_path"][name][-1] for name in found["mean_pull"]] == pytest.approx(
        list(found["mean_pull"].values()), abs=1e-6
    )
    assert found["sturdiness"] == headline(variants).to_dict()
    assert found["paths"]["trust"] == pytest.approx(run.paths.sel(variable="trust").to_numpy(), abs=1e-6)
    assert set(found["paths"]) == set(found["scales"])
    for outcome in OUTCOMES:
        assert found["bands"][outcome]["0.5"][-1] == pytest.approx(
            variants.bands(outcome).sel(quantile=0.5).to_numpy()[-1, 0], abs=1e-6
        )


def test_the_paths_are_the_runs_with_the_variants_quantiles():
    scenario = load_scenario("istanbul-2022", CASE).but(expect=())
    rows = list(csv.DictReader(io.StringIO(take.paths_csv(CASE, scenario, 0))))
    run = simulate(CASE, scenario)
    months = scenario.months + 1
    assert len(rows) == months * (len(run.program.ids) + 4)
    trust = [float(row["value"]) for row in rows if row["variable"] == "trust"]
    assert trust == pytest.approx(run.paths.sel(variable="trust").to_numpy(), rel=1e-5)
    assert all(float(r["q5"]) <= float(r["q50"]) <= float(r["q95"]) for r in rows)


def test_a_files_name_comes_from_the_title():
    assert take.file_stem("Istanbul, spring 2022 (changed)") == "istanbul-spring-2022-changed"
    assert take.file_stem("«…»") == "scenario"


def test_the_briefing_is_written_from_a_shell_whole_or_not_at_all(tmp_path):
    from click.testing import CliRunner

    from model.shell.app import main

    path = tmp_path / "minsk.html"
    done = CliRunner().invoke(main, ["run", "minsk", "--html", str(path)])
    assert done.exit_code == 0
    assert "Minsk" in read(path.read_text("utf-8"))
    refused = CliRunner().invoke(main, ["run", "minsk", "--html", str(tmp_path / "no" / "x.html")])
    assert refused.exit_code == 2
    assert "cannot be written" in refused.output
    assert CliRunner().invoke(main, ["run", "minsk", "--draws", "0", "--html", str(path)]).exit_code == 2


def test_the_briefing_of_a_comparison_tells_each_scenario_at_the_common_month_and_at_its_own_end():
    evil = load_scenario("genuine-dialogue").but(title="<img src=x> & so on")
    found = compare(CASE, ["default", evil], 32, at=6)
    html = briefing_of(found)
    page = Balanced()
    page.feed(html)
    assert (page.open, page.faults) == ([], [])
    text = " ".join(" ".join(page.text).split())
    assert "<img" not in html
    assert "<img src=x> & so on" in text
    for variants in (*found.variants, *found.ends):
        answer = headline(variants)
        assert headline_in_words(answer) in text
        assert answer.word in text
    assert "All at month 6" in text
    assert "Ends at month 12 24" in text
    assert comparison_in_words(found).split(". ")[0] in text


def test_scenarios_that_all_end_at_the_common_month_are_told_once():
    html = briefing_of(compare(CASE, ["default", "outside-push"], 8))
    assert html.count("How sturdy") == 1 + html.count("Each at its own end")
