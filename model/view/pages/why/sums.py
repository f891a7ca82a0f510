"""The exact sums: a pull, what moved it, and what moved that, folded into each other; plain HTML, no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import COLOURS, LABELS, SHAPES, Cause, Contribution, Decomposition, PullDecomposition
from model.knowledge import OUTCOME_NAMES, Case, Outcome, name_of, typeset
from model.view.citations import cited

#: So many parts of a sum stand one by one, if they are not slight; the others together.
MOST_PARTS = 12


def sums_list(run: Run, pulls: Mapping[str, PullDecomposition], unfolded: bool = True) -> str:
    """Return the sums of the three pulls as HTML, the leading one first and open."""
    leading_first = sorted(pulls.values(), key=lambda pull: pull.outcome != run.outcome)
    return f"<div class='sums'>{''.join(_pull(run, pull, unfolded) for pull in leading_first)}</div>"


def show_sums(run: Run, pulls: Mapping[str, PullDecomposition]) -> None:
    """Show the sums of the three pulls of the central run."""
    st.html(sums_list(run, pulls))
    st.caption(
        "These are the pulls of the central run. Open a line to see what it is made of. The amounts are sums over the "
        "months and add up exactly; what rounding leaves stands in the last line. They tell what happened; what would "
        "be without a rule is told further down."
    )


def _pull(run: Run, pull: PullDecomposition, unfolded: bool) -> str:
    outcome, leads = Outcome(pull.outcome), pull.outcome == run.outcome
    head = (
        f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b> "
        f"{LABELS[outcome]}{' leads' if leads else ''}: its pull {_course(pull.start, pull.end)}"
    )
    shown = [cause for cause in pull.causes if abs(cause.amount) >= SLIGHT]
    lines = [_cause(run.case, cause) for cause in shown]
    lines += _rest((pull.start, pull.end), [c.amount for c in shown], len(pull.causes) - len(shown), "condition")
    return _fold(head, "".join([*lines, _definition(run, pull)]), "pull", leads and unfolded)


def _cause(case: Case, cause: Cause) -> str:
    name = name_of(case, cause.decomposition.variable)
    course = _course(cause.decomposition.start, cause.decomposition.end).replace(
        "stayed", "moved, and came back to where it was,"
    )
    head = f"{_amount(cause.amount)} because {escape(name)} {course}"
    return _fold(head, parts_of_change(case, cause.decomposition), "cause", False)


def parts_of_change(case: Case, change: Decomposition) -> str:
    """Return the parts of a variable's change as HTML, each with its sources folded, and the others together."""
    shown = [part for part in change.parts if abs(part.amount) >= SLIGHT][:MOST_PARTS]
    lines = [_part(case, part) for part in shown]
    lines += _rest((change.start, change.end), [part.amount for part in shown], len(change.parts) - len(shown), "rule")
    return "".join(lines) or "<p>Nothing moved it.</p>"


def _part(case: Case, part: Contribution) -> str:
    basis = f" <i>({escape(part.basis)})</i>" if part.basis else ""
    head = f"{_amount(part.amount)} {escape(part.says)}{basis}"
    sources = cited(case, part.claims, part.judgement, part.counted)
    return _fold(head, f"<ul>{sources}</ul>", "part", False) if sources else f"<p class='part'>{head}</p>"


def _rest(span: tuple[float, float], amounts: Iterable[float], others: int, what: str) -> list[str]:
    """Return a line for what is left of a change by the amounts that are shown, all of them rounded as they are shown.

    Args:
        span: where the change starts and ends.
        amounts: those that are shown.
        others: how many are not shown.
        what: the word for one of them.
    """
    left = round(span[1], 2) - round(span[0], 2) - sum(round(amount, 2) for amount in amounts)
    if not others and abs(left) < SLIGHT:
        return []
    many = f"{others} other {what}{'' if others == 1 else 's'} together, and rounding" if others else "rounding"
    return [f"<p class='part'>{_amount(left)} {many}</p>"]


def _definition(run: Run, pull: PullDecomposition) -> str:
    """Return the rules that make the outcome, each with its part of the pull and what moved that part, folded."""
    lines = []
    for rule, (start, end) in pull.rules.items():
        split = [(c, c.by_rule[rule]) for c in pull.causes if abs(c.by_rule.get(rule, 0.0)) >= SLIGHT]
        why = "; ".join(
            f"{typeset(a, sign=True)} by {escape(name_of(run.case, c.decomposition.variable))}" for c, a in split
        )
        says = escape(run.case.rule_of[rule].says)
        lines.append(f"<li>{start:.2f} → {end:.2f} {says}{f' <i>({why})</i>' if why else ''}</li>")
    name = OUTCOME_NAMES[Outcome(pull.outcome)]
    head = f"The {len(lines)} rules that say what {name} is, and their parts of the pull"
    return _fold(head, f"<ul>{''.join(lines)}</ul>", "part", False)


def _course(start: float, end: float) -> str:
    change = round(end, 2) - round(start, 2)
    if abs(change) < SLIGHT:
        return f"stayed at {typeset(end)}"
    return f"{'rose' if change > 0 else 'fell'} by {abs(change):.2f}, from {typeset(start)} to {typeset(end)}"


def _amount(value: float) -> str:
    shown = 0.0 if abs(value) < SLIGHT else value
    side = "up" if shown > 0 else "down" if shown < 0 else ""
    return f"<b class='amount {side}'>{typeset(shown, sign=bool(shown))}</b>"


def _fold(head: str, body: str, kind: str, is_open: bool) -> str:
    return f"<details class='{kind}'{' open' if is_open else ''}><summary>{head}</summary>{body}</details>"
