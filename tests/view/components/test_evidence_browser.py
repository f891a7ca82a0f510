"""What the page of evidence shows: every record once, with links both ways."""

from __future__ import annotations

import pytest

from model import load_scenario, simulate
from model.explain import wording as words
from model.explain.effects import Evidence, evidence
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES
from model.knowledge.sources import KINDS
from model.view.components.evidence_browser import EntryGroup, EvidencePayload, evidence_payload
from model.view.components.evidence_browser.entries import Entry

SCENARIOS = ["default", "genuine-dialogue", "europe-miscalculates"]


@pytest.fixture(scope="module", params=SCENARIOS)
def found(case: Case, request: pytest.FixtureRequest) -> Evidence:
    return evidence(simulate(case, load_scenario(request.param, case)))


@pytest.fixture(scope="module")
def told(case: Case) -> EvidencePayload:
    return evidence_payload(evidence(simulate(case, load_scenario("default", case))))


def entry(told: EvidencePayload, key: str) -> Entry:
    return told["entries"][key]


def lines(told: EvidencePayload, key: str) -> dict[str, str]:
    return dict(entry(told, key)["lines"])


def links(told: EvidencePayload, key: str) -> dict[str, list[str]]:
    return dict(entry(told, key)["links"])


# --------------------------------------------------------------------------------------------- the page's data


def keys_of(groups: list[EntryGroup]) -> list[str]:
    return [key for group in groups for key in [*group["keys"], *keys_of(group["groups"])]]


def reading(told: EvidencePayload, name: str) -> list[EntryGroup]:
    return next(one["groups"] for one in told["readings"] if one["id"] == name)


def test_nothing_in_the_case_is_missing_from_the_page(told: EvidencePayload, case: Case) -> None:
    fields = [*KINDS.values(), "rules", "actors", "stances", "red_lines", "variables", "starts", "happenings"]
    facts = 1 if case.settings.war else 0
    assert len(told["entries"]) == facts + sum(len(getattr(case, field)) for field in fields)
    shown = {key for one in told["readings"] for key in keys_of(one["groups"])}
    assert shown == set(told["entries"])
    for field in ("claims", "rules", "edges", "objectives", "facts", "episodes"):
        for record in getattr(case, field):
            assert any(record.says in one["says"] for one in told["entries"].values()), record.id


def test_every_link_leads_somewhere(told: EvidencePayload) -> None:
    ends = {key for one in told["entries"].values() for _, keys in one["links"] for key in keys}
    assert ends <= set(told["entries"])


def test_sections_stand_in_the_articles_order_and_claims_come_first(told: EvidencePayload, case: Case) -> None:
    groups = reading(told, "article")
    assert [group["id"] for group in groups] == [article.id for article in case.articles]
    for group, article in zip(groups, case.articles, strict=True):
        assert [part["id"] for part in group["groups"]] == [*article.sections, "actors"]
        for part in group["groups"][:-1]:
            kinds = [key.split()[0] for key in part["keys"]]
            assert kinds == sorted(kinds, key=list(KINDS).index)


def test_a_claim_and_its_rules_lead_to_each_other(told: EvidencePayload, case: Case) -> None:
    for claim in case.claims:
        for carrier in links(told, f"claim {claim.id}").get("Rules that carry it", []):
            assert f"claim {claim.id}" in links(told, carrier)["Rests on"]
    for rule in case.rules:
        for ground in links(told, f"rule {rule.id}").get("Rests on", []):
            assert f"rule {rule.id}" in links(told, ground)["Rules that carry it"]


def test_a_rule_and_the_relations_it_works_through_lead_to_each_other(told: EvidencePayload, case: Case) -> None:
    for edge in case.edges:
        for rule in links(told, f"relation {edge.id}").get("Rules that work through it", []):
            assert f"relation {edge.id}" in links(told, rule)["Works through"]


def test_outcome_rules_come_last(told: EvidencePayload, case: Case) -> None:
    pulls = [f"rule {rule.id}" for rule in case.rules if set(rule.consequents) & set(OUTCOMES)]
    shown = keys_of(reading(told, "rule"))
    assert shown[-len(pulls) :] == pulls
    assert len(shown) == len(case.rules)


def test_what_is_not_modelled_says_why(told: EvidencePayload, case: Case) -> None:
    records = {f"claim {c.id}": c for c in case.claims} | {f"relation {e.id}": e for e in case.edges}
    wanted = {key for key, record in records.items() if record.not_modelled}
    assert set(keys_of(reading(told, "unmodelled"))) == wanted
    assert all(records[key].not_modelled in entry(told, key)["note"] for key in wanted)


def test_our_judgement_is_told_wherever_something_rests_on_it(told: EvidencePayload, case: Case) -> None:
    fields = ("rules", "edges", "stances", "red_lines", "issues", "variables", "starts", "happenings")
    judged = [record.judgement for field in fields for record in getattr(case, field) if record.judgement]
    judged += [case.settings.war.judgement] if case.settings.war else []
    shown = [entry(told, key)["judgement"] for key in keys_of(reading(told, "judgement"))]
    assert sorted(shown) == sorted(judged)


def test_what_may_happen_is_told_with_its_rate_its_source_and_our_judgement(told: EvidencePayload, case: Case) -> None:
    assert set(keys_of(reading(told, "happening"))) == {f"happening {one.id}" for one in case.happenings}
    for one in case.happenings:
        shown = entry(told, f"happening {one.id}")
        assert (shown["says"], shown["places"], shown["judgement"]) == (one.says, one.source, one.judgement)
        assert lines(told, shown["key"])["Count"] == f"{one.count}. Period: {one.period}."
        assert shown["mark"] == "switched off here"  # the file does not say, and so nothing may happen
    all_on = simulate(case, load_scenario("default", case).but(happenings="all"))
    on = evidence_payload(evidence(all_on))["entries"]
    assert {on[key]["mark"] for key in keys_of(reading(told, "happening"))} == {""}


def test_a_rule_tells_what_it_does_here(case: Case, told: EvidencePayload) -> None:
    run = simulate(case, load_scenario("default", case))
    found = evidence(run)
    strongest = max(found.rules.values(), key=lambda rule: abs(rule.effect.on(run.outcome)))
    assert lines(told, f"rule {strongest.rule.id}")["Effect"] == words.pulls_without(
        strongest.effect, run.scenario.months
    )
    assert entry(told, f"rule {strongest.rule.id}")["side"] in OUTCOMES
    still = next(rule for rule in found.rules.values() if not rule.held)
    assert lines(told, f"rule {still.rule.id}")["Here"] == "It does nothing here: its condition holds in no month."
    assert entry(told, f"rule {still.rule.id}")["mark"] == "does nothing here"


def test_nothing_is_called_a_probability(told: EvidencePayload) -> None:
    for one in told["entries"].values():
        said = " ".join(
            [one["mark"], *(text for label, text in one["lines"] if label in ("Effect", "Here", "Confidence"))]
        )
        assert "probab" not in said.lower()
