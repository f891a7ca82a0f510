"""The register of claims: where each is told, and what carries it."""

from __future__ import annotations

import pytest

from model import load_scenario, simulate
from model.explain.effects import evidence
from model.knowledge.case import Case
from model.knowledge.records import Source
from model.knowledge.sources import KINDS, carriers, claims_register
from model.view.components.evidence_browser import EvidencePayload, evidence_payload


@pytest.fixture(scope="module")
def told(case: Case) -> EvidencePayload:
    return evidence_payload(evidence(simulate(case, load_scenario("default", case))))


def test_every_entry_of_the_register_stands_under_every_section_that_it_names(case: Case) -> None:
    told = claims_register(case)
    for kind, field in KINDS.items():
        for record in getattr(case, field):
            assert record.source, record.id
            assert all((kind, record) in told[place] for place in record.source)


def test_every_section_of_every_article_tells_something_and_no_other_is_named(case: Case) -> None:
    told = claims_register(case)
    assert all(told.values())
    known = [Source(article=a.id, section=section) for a in case.articles for section in a.sections]
    assert list(told) == known


def test_a_claim_is_carried_or_says_why_not(case: Case) -> None:
    for claim in case.claims:
        rules, edges = carriers(case, claim.id)
        assert bool(rules or edges) or claim.not_modelled, claim.id
