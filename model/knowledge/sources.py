"""Where the articles say it: the register section by section, and a source in words."""

from __future__ import annotations

from functools import lru_cache

from model.knowledge.case import Case
from model.knowledge.records import Edge, Record, Rule, Source, Sources

# ---------------------------------------------------------------------------------------------------- the register

#: What the register holds, in the order in which a section's entries are told: field of the case, by kind.
KINDS = {
    "claim": "claims",
    "objective": "objectives",
    "relation": "edges",
    "issue": "issues",
    "fact": "facts",
    "episode": "episodes",
    "outcome": "ends",
}


def claims_register(case: Case) -> dict[Source, list[tuple[str, Record]]]:
    """Return what the register tells by section, all sections in the articles' order: entries as (kind, record)."""
    told: dict[Source, list[tuple[str, Record]]] = {
        Source(article=article.id, section=section): [] for article in case.articles for section in article.sections
    }
    for kind, field in KINDS.items():
        for record in getattr(case, field):
            for place in dict.fromkeys(record.source):
                told.setdefault(place, []).append((kind, record))
    return told


def carriers(case: Case, claim: str) -> tuple[list[Rule], list[Edge]]:
    """Return the rules and the edges that rest on a claim, in the order of the files."""
    return [rule for rule in case.rules if claim in rule.claims], [edge for edge in case.edges if claim in edge.claims]


@lru_cache(maxsize=4096)
def places_in_words(case: Case, sources: Sources) -> str:
    """Return where something is told: each article's title once, and its sections in quotation marks."""
    titles = {article.id: article.title for article in case.articles}
    found: dict[str, list[str]] = {}
    for place in dict.fromkeys(sources):
        found.setdefault(place.article, []).append(f"“{section_in_words(place.section)}”")
    return "; ".join(f"{titles[article]}, {', '.join(told)}" for article, told in found.items())


def section_in_words(name: str) -> str:
    """Return what a section of an article is called; the register names what stands before all headings "intro"."""
    return "Introduction" if name == "intro" else name
