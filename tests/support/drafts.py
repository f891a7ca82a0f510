"""What a person may have set."""

from __future__ import annotations

from model import Scenario, load_case
from model.scenario.event import Event
from model.view.session.draft import Draft
from tests.support.cases import variables

CASE = load_case()


def busy(words: str) -> Draft:
    """As much as a person realistically sets: every lever and assumption, eight events, two actors out, six beliefs."""
    assumptions = {q: 0.35 for q, v in variables(CASE, "assumption").items() if not v.lever}
    levers = {v.id: 0.55 for v in CASE.variables if v.lever}
    events = [Event(month=3 * n, says=words, set={"strikes": 0.85}, until=3 * n + 2) for n in range(1, 9)]
    beliefs = dict.fromkeys(sorted(CASE.rule_of)[:6], 0.25)
    base = Scenario(title="A winter of talks, as the seminar sees it", says=words, months=36, case=CASE.id)
    out = CASE.outsiders[:2]
    kept = {name: value for name, value in assumptions.items() if name.partition(".")[0] not in out}
    return Draft.of(base).edit(levers=levers, assumptions=kept, events=events, beliefs=beliefs, without=out)
