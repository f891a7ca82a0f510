"""A rule, a relation or an effect in words: what a page, or a person, says of it. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping

from model.engine import SLIGHT, Run
from model.explain.effects import EdgeEvidence, Effect, RuleEvidence
from model.explain.reasoning import Reason
from model.knowledge import (
    OUTCOME_NAMES,
    ROLES,
    Case,
    EdgeKind,
    Outcome,
    Rule,
    as_list,
    distinct_figures,
    name_of,
    typeset,
)

#: The status of an entry of the register in words, where it is not stated outright.
STATUS_IN_WORDS = {"possible": "possible", "implied": "implied", "inferred": "our inference"}


#: At most so many of the variables that a rule moves are named.
MOST_VARIABLES = 4


def condition(case: Case, rule: Rule) -> str:
    """Return what a rule grounds over and when it fires: "For each party: if trust is low."."""
    spoken = {name: _variable_in_words(case, rule, name) for name in rule.antecedents}
    clauses = [
        f"{spoken[name]} {_verb(spoken[name])} {_terms_in_words(grades)}" for name, grades in rule.antecedents.items()
    ]
    over = ", ".join(filter(None, [_over(case, rule), *(_only_where(case, rule, name) for name in rule.where)]))
    text = f"if {' and '.join(clauses)}." if clauses else "always."
    return f"{over}: {text}" if over else text[:1].upper() + text[1:]


def consequence(case: Case, rule: Rule) -> str:
    """Return what a rule does when it fires: its pushes a month, or its weight in an outcome's pull."""
    if outcome := rule.outcome:
        weight = rule.consequents[outcome]
        pull = f"the pull of {OUTCOME_NAMES[Outcome(outcome)]}"
        return f"It counts {weight:.2f} towards {pull}, as far as the condition holds."
    pushes = [
        f"{_variable_in_words(case, rule, name)} {'up' if push > 0 else 'down'} by {abs(push):g}"
        for name, push in rule.consequents.items()
    ]
    return f"Each month it pushes {as_list(pushes)}, of the way left on its scale."


def _kind(case: Case, rule: Rule) -> EdgeKind | None:
    return case.edge_kind_of.get(rule.over)


def _over(case: Case, rule: Rule) -> str:
    kind = _kind(case, rule)
    if kind is None:
        return {"party": "For each party", "stance": "For each party on each issue"}.get(rule.over, "")
    if kind.pair:
        return f"For each actor that {kind.label} between the two parties"
    return f"For each actor that {kind.label} another"


def _role(case: Case, rule: Rule, role: str) -> str:
    kind = _kind(case, rule)
    if role == "source":
        return f"the one that {kind.label}" if kind else ""
    if role == "target":
        return f"the one it {kind.label}" if kind else ""
    return {"party": "the party", "rival": "its rival", "stance": "the party", "rival_stance": "its rival"}.get(
        role, ""
    )


def _variable_in_words(case: Case, rule: Rule, name: str) -> str:
    """Return what a rule's variable is called: "the flexibility of the party"."""
    role, dot, last = name.partition(".")
    if not dot:
        return name_of(case, name)
    words = next(v.words for v in case.variables if v.id == last and v.scope in ROLES[role])
    of = _role(case, rule, role)
    on = " on the issue" if role in ("stance", "rival_stance", "issue") else ""
    return f"the {words.removeprefix('the ')}{f' of {of}' if of else ''}{on}"


def _verb(words: str) -> str:
    """Return "is" or "are", by the noun that the words are about."""
    head = words.split(" of ")[0].split(" on ")[0].split(" into ")[0].split()[-1]
    return "are" if head.endswith("s") and not head.endswith(("ss", "us", "is")) else "is"


def _terms_in_words(grades: Mapping[str, float]) -> str:
    words = [term.replace("-", " ") + ("" if grade == 1 else f" (counts {grade:g})") for term, grade in grades.items()]
    return " or ".join(words)


def _only_where(case: Case, rule: Rule, name: str) -> str:
    role, _, key = name.partition(".")
    value = rule.where[name]
    if key == "kind":
        return f"only on issues of the {value} kind"
    return f"only where {_role(case, rule, role)} is {'an' if value[0] in 'aeio' else 'a'} {value}"


def confidence_in_words(case: Case, found: RuleEvidence) -> str:
    """Return how firmly a rule is believed, and what that means for the variants."""
    if found.outcome:
        return f"{found.confidence.capitalize()}. It says what the outcome is; the variants do not vary it."
    width = getattr(case.settings.spread, found.confidence)
    return f"{found.confidence.capitalize()}: the variants vary its push by up to {width:.0%}, either way."


def pulls_without(effect: Effect, months: int) -> str:
    """Return what the pulls would be without something believed, in a sentence."""
    if not effect.outcomes_moved:
        return f"Without it, no pull would differ by {SLIGHT:g} or more at month {months}."
    (first, value), *more = [
        (OUTCOME_NAMES[Outcome(o)], _instead_of(effect.without[o], effect.pull[o])) for o in effect.outcomes_moved
    ]
    rest = "".join(f"; that of {name} {other}" for name, other in more)
    return f"Without it, the pull of {first} at month {months} would be {value}{rest}."


def pull_without_reason(reason: Reason, believed: bool) -> str:
    """Return what the leading pull would be without a rule that is believed, or an event that happens."""
    given = "If you do not believe this" if believed else "Had this not happened"
    down, up = ("falls", "rises") if believed else ("would be down", "would be up")
    change = down if reason.effect > 0 else up
    pull, without = distinct_figures(reason.pull, max(reason.without, 0.0))
    return f"{given}, the pull of {OUTCOME_NAMES[Outcome(reason.outcome)]} {change} from {pull} to {without}."


def _instead_of(value: float, real: float) -> str:
    return " instead of ".join(distinct_figures(max(value, 0.0), real))


def firing_in_words(found: RuleEvidence, months: int) -> str:
    """Return how far and how long a rule's condition held, or that it did not."""
    if not found.places and not found.outcome:
        return "It does not apply here: nobody has such a tie."
    if not found.held:
        return "It does nothing here: its condition holds in no month."
    most = f"at most to {found.held:.2f}" if found.held >= SLIGHT else "but hardly at all"
    where = "" if found.places == 1 else f", taking the {found.places} places where it applies together"
    return f"Its condition holds in {found.months} of {months} months, {most}{where}."


def moved_in_words(case: Case, found: RuleEvidence) -> str:
    """Return what a rule changed in sum over the months: what it changed most, and how many more; or nothing."""
    if found.outcome:
        ((name, amount),) = found.moved.items()
        return f"It makes up {amount:.2f} of {name_of(case, name)}." if abs(amount) >= SLIGHT else ""
    return changes_in_words(case, found.moved)


def changes_in_words(case: Case, changes: Mapping[str, float]) -> str:
    """Return changes in a sentence: the greatest of them, and how many more; or nothing, if all are slight."""
    amounts = sorted(((name, a) for name, a in changes.items() if abs(a) >= SLIGHT), key=lambda item: -abs(item[1]))
    if not amounts:
        return ""
    parts = [
        f"{'added' if a > 0 else 'took'} {abs(a):.2f} {'to' if a > 0 else 'from'} {name_of(case, n)}"
        for n, a in amounts
    ]
    more = [f"moved {len(parts) - MOST_VARIABLES} others"] if len(parts) > MOST_VARIABLES else []
    return f"In sum it {as_list(parts[:MOST_VARIABLES] + more)}."


def reason_in_words(case: Case, reason: Reason) -> str:
    """Return a reason in words: what it says, what it rests on, what it moved, and what would be without it."""
    amount = round(reason.amount, 2)
    name = name_of(case, reason.moved)
    moved = f"took {-amount:.2f} from {name}" if amount < 0 else f"added {amount:.2f} to {name}"
    if amount == 0:
        moved = f"hardly moved {name}"
    said = f"It {moved}"  # of an event: what it did in its month, which may be over since
    if reason.id in case.rule_of:
        start, end = reason.span
        said = f"In sum it {moved}, which went from {start:.2f} to {end:.2f}"
    without, pull = distinct_figures(reason.without, reason.pull)
    of = OUTCOME_NAMES[Outcome(reason.outcome)]
    return f"{reason.says} ({reason.basis}) {said}; without it, the pull of {of} would be {without} instead of {pull}."


def edge_in_words(run: Run, found: EdgeEvidence) -> str:
    """Return a tie in words, with what it rests on and what it does to the leading pull."""
    case, edge = run.case, found.edge
    kind = case.edge_kind_of[edge.kind].label
    between = f"{case.labels[edge.tail]} → {case.labels[edge.head]}"
    does = "no rule works through it"
    if found.rules:
        effect = found.effect.on(run.outcome)
        does = f"adds {typeset(effect, sign=True)}" if abs(effect) >= SLIGHT else "hardly any difference here"
    basis = f" ({', '.join(edge.claims)})" if edge.claims else ""
    return f"{kind[:1].upper()}{kind[1:]}: {between}, weight {edge.weight:g}: {does}. {edge.says}{basis}"
