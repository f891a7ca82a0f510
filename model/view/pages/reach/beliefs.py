"""Which knowledge is worth getting: the beliefs that would move the shares if they were known, with their sources."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.analysis import Known, Worth, known_in_words
from model.analysis import worth as find_worth
from model.knowledge import Case, places_in_words
from model.scenario import Scenario
from model.view.analyses import at_once
from model.view.citations import cited
from model.view.session import current_seed

#: So many beliefs are shown.
MOST_BELIEFS = 12


def show_beliefs_worth_knowing(case: Case, scenario: Scenario) -> None:
    """Show the beliefs that are worth knowing, or that none is left uncertain."""
    st.markdown(
        "Every belief is uncertain. By how much would the shares of the pull move if one of them were known for "
        "certain? Beside each stands the sentence to check."
    )
    key = ("worth", case, scenario.supposed, current_seed())
    try:
        found = at_once(
            key, "Sorting the variants by each belief", lambda: find_worth(case, scenario, seed=current_seed())
        )
    except ValueError:
        st.info("This scenario sets everything: no belief is left uncertain.")
        return
    st.html(beliefs_table(case, found))
    st.caption(
        f"{found.draws:,} variants, sorted by each of {len(found.beliefs)} beliefs in turn. Shown are those that move "
        "the shares of the pull more than chance would. Rank in one run: by how far the belief alone moves the leading "
        "pull of the central run."
    )


def beliefs_table(case: Case, found: Worth) -> str:
    """Return the beliefs that are worth knowing, each with what it would move, its plain rank, and its sources."""
    shown = [belief for belief in found.beliefs if belief.stands_out][:MOST_BELIEFS]
    if not shown:
        why = "the answer rests on no one of them"
        return f"<p>No single belief moves the shares of the pull more than chance would: {why}.</p>"
    largest = max(belief.moves for belief in shown)
    rows = "".join(
        f"<tr><th scope='row'>{escape(belief.says)}{_sources(case, belief)}</th>"
        f"<td class='moves'><i style='width:{belief.moves / largest:.1%}'></i></td><td>{belief.moves:.1%}</td>"
        f"<td>{belief.rank}</td><td class='told'>{escape(known_in_words(case, belief))}</td></tr>"
        for belief in shown
    )
    head = (
        "<tr><th scope='col'>Belief</th><th scope='col' colspan='2'>would move the shares of the pull by</th>"
        f"<th scope='col'>rank in one run, of {len(found.beliefs)}</th><th scope='col'>How it would move them</th></tr>"
    )
    return (
        f"<div class='wide' tabindex='0'><table class='worth'><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    )


def _sources(case: Case, belief: Known) -> str:
    """Return the claims and relations that a belief rests on, or else our judgement."""
    claims = [name for name in belief.claims if name in case.claim_of]
    edges = [case.edge_of[name] for name in belief.claims if name in case.edge_of]
    relations = "".join(
        f"<li><b>{escape(edge.id)}</b> <i>{escape(places_in_words(case, edge.source))}</i></li>" for edge in edges
    )
    items = cited(case, claims, "" if claims or edges else belief.judgement) + relations
    return f"<ul>{items}</ul>" if items else ""
