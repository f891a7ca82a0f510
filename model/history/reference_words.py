"""The reference classes in sentences: of wars like one at hand, how many went which way. None is a probability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.history.base_rates import base_rate_in_brief
from model.history.codebook import CLASSES, GOES_ON
from model.history.reference_classes import (
    VICTORY,
    ReferenceClass,
    WarSort,
    interval_by_pairs,
    load_reference_classes,
)
from model.knowledge import OUTCOME_NAMES, WarFacts

#: The kinds of war in words, as they stand within a sentence.
KIND_NAMES = {
    "between-states": "between states",
    "internationalised": "within a state, with other states' soldiers",
    "within-a-state": "within a state",
}

#: What went which way, in words, as they stand within a sentence.
WENT_NAMES = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()} | {GOES_ON: "the war went on"}

#: How the intervals are meant.
INTERVALS_RULE = (
    "Years of one war are not independent of each other, and one ending counts for both years before it. So the "
    "intervals (95 %, Wilson) are as wide as if each pair of warring sides had been counted once: by the number of "
    "years they would be far too narrow."
)

#: What is left out of the four classes.
VICTORY_RULE = (
    "A victory is none of the four classes here: it is told beside them. Nearest to a settlement is a peace agreement, "
    "to a frozen conflict a ceasefire or quiet, to an escalation that soldiers of another state joined."
)


def facts_in_words(facts: WarFacts) -> str:
    """Return what sort of war it is, as half a sentence."""
    deaths = (
        f"about {facts.deaths:,} dead in battle a year" if facts.deaths else "nobody dead in battle in the last year"
    )
    return f"{KIND_NAMES[facts.kind]}, {deaths}, in calendar year {facts.years} of the fighting"


def sort_in_words(sort: WarSort) -> str:
    """Return which wars are meant, as half a sentence."""
    kinds = ", or ".join(KIND_NAMES[kind] for kind in sort.kinds)
    most = "" if sort.most_years is None else f" to {sort.most_years}"
    years = (
        f", calendar year {sort.least_years}{most or ' or later'} of the fighting"
        if most or sort.least_years > 1
        else ""
    )
    return f"wars {kinds}, {sort.least_deaths:,} dead a year or more{years}"


def size_in_words(one: ReferenceClass) -> str:
    """Return how much was counted, and that it is little where it is."""
    few = " only: few" if one.few else ""
    return f"{one.of} years of war, {one.dyads} pairs of warring sides{few}"


def why_no_class(facts: WarFacts | None) -> str:
    """Return why no class is chosen for a war, in a sentence."""
    if facts is None:
        return "The case does not say what sort of war it is ([war] in case.toml), so no class of past wars is chosen."
    alike = [one.least_deaths for one in load_reference_classes().classes if facts.kind in one.kinds]
    too_few = alike and facts.deaths < min(alike)
    why = f"those counted took {min(alike):,} lives or more a year" if too_few else "none was counted that is like it"
    return f"No class holds a war like this one ({facts_in_words(facts)}): {why}."


def reference_class_in_brief(facts: WarFacts | None) -> str:
    """Return in a sentence how wars of the same class went within two years, or why none is chosen."""
    known = load_reference_classes()
    chosen = known.chosen(facts)
    if chosen is None:
        return why_no_class(facts)
    shares = known.nearest_shares(chosen)
    parts = ", ".join(f"{WENT_NAMES[name]} {shares[name]:.0%}" for name in CLASSES)
    won = f"; one side won {chosen.shares[VICTORY]:.0%}" if VICTORY in chosen.shares else ""
    title = chosen.title[:1].lower() + chosen.title[1:]
    return f"Of wars like this one ({title}; {size_in_words(chosen)}), within two years: {parts}{won}."


def reference_class_in_words(facts: WarFacts | None) -> str:
    """Return the same with its source, and with what is counted."""
    known = load_reference_classes()
    chosen = known.chosen(facts)
    brief = reference_class_in_brief(facts)
    return (
        brief
        if chosen is None
        else f"{brief} ({known.data_of[chosen.data].title}, {known.data_of[chosen.data].period}.)"
    )


def past_wars_in_brief(facts: WarFacts | None) -> str:
    """Return in two sentences how wars of the same class went within two years, and how past wars ended at all."""
    return f"{reference_class_in_brief(facts)} {base_rate_in_brief()}"


def past_of_wars_in_brief(wars: Mapping[str, WarFacts | None]) -> str:
    """Return the same of several wars, by what they are called: each one's class, then how past wars ended at all."""
    told = [f"{war}: {reference_class_in_brief(facts)}" for war, facts in wars.items()]
    return " ".join([*told, base_rate_in_brief()])


def class_rows(facts: WarFacts | None) -> list[dict[str, Any]]:
    """Return a row for every reference class: its size, whether it is that of the war, and the shares with intervals.

    Each of CLASSES, and the victories beside them, has a share of all years counted, in [0, 1], and the ends of its
    interval.
    """
    known = load_reference_classes()
    chosen = known.chosen(facts)
    rows = []
    for one in known.classes:
        shares = {**known.nearest_shares(one), VICTORY: one.shares.get(VICTORY, 0.0)}
        row = {"id": one.id, "chosen": one is chosen, "years": one.of, "dyads": one.dyads, "few": one.few}
        for name, share in shares.items():
            low, high = interval_by_pairs(share, one.dyads)
            row |= {name: round(share, 4), f"{name}_low": round(low, 4), f"{name}_high": round(high, 4)}
        sort = {"kinds": list(one.kinds), "least_deaths": one.least_deaths, "least_years": one.least_years}
        rows.append(row | sort | {"title": one.title, "source": known.data_of[one.data].source})
    return rows
