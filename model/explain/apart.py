"""What one actor does and what all do together, told apart: two ways to ask what follows if somebody does less."""

from __future__ import annotations

from dataclasses import dataclass

from model.knowledge import Case, EdgeKind, Rule, as_list, capitalised, settable


@dataclass(frozen=True)
class Apart:
    """A line of what setting an assumption stands for, and the sentences of rules that it speaks of, with claims."""

    says: str
    sentences: tuple[str, ...] = ()


def beyond_the_ties(case: Case, name: str) -> tuple[Rule, ...]:
    """Return the rules that a variable of kinds of ties works through besides these ties, whoever takes part.

    By them two answers differ: that to less of the variable, and that to an actor with such ties who does less.
    `name` is an assumption's id; for one that no kind of tie names as its `together`, nothing is returned.
    """
    kinds = [kind.id for kind in case.edge_kinds if kind.together == name]
    return tuple(rule for rule in case.rules if kinds and name in rule.antecedents and rule.over not in kinds)


def told_apart(case: Case, name: str) -> tuple[Apart, ...]:
    """Return what setting an assumption stands for, and what the other way to ask the same would leave as it is.

    `name` is the qualified id of a lever or an assumption. Empty for those that could not be taken for one another.
    Raises nothing for a name that the case lacks: then, too, there is nothing to tell.
    """
    actor, _, last = name.rpartition(".")
    return tuple(_of_one(case, actor) if last == "engagement" else _of_all(case, name))


def _of_one(case: Case, actor: str) -> list[Apart]:
    """Say what an actor's engagement stands for, and which variables it leaves as they are."""
    ties = {kind: whom for kind in case.edge_kinds if (whom := _targets(case, actor, kind))}
    if not ties:
        return []
    lines = [Apart(f"It stands for all of this at once: {'; '.join(_doing(k, whom) for k, whom in ties.items())}.")]
    for name in dict.fromkeys(kind.together for kind in ties if kind.together):
        own = _quoted(beyond_the_ties(case, name))
        less = f"To lower only its part in “{_label(case, name)}”, leave this as it is and lower that a little."
        lines.append(Apart(f"{less} That also changes how far {_these(own)}:" if own else less, own))
    return lines


def _of_all(case: Case, name: str) -> list[Apart]:
    """Say who does what a variable says all of them do together, and what one actor's engagement leaves as it is."""
    kinds = [kind.id for kind in case.edge_kinds if kind.together == name]
    who = dict.fromkeys(case.spoken[edge.tail] for kind in kinds for edge in case.edges_by_kind[kind])
    if not who:
        return []
    lines = [
        Apart(f"Who takes part: {as_list(list(who))}."),
        Apart("If one of them does less of this and all else as before, lower this a little."),
        Apart("If one of them turns away altogether, lower its engagement, or take it out, and lower this as well."),
    ]
    own = _quoted(beyond_the_ties(case, name))
    if own:
        lines.append(Apart(f"Nobody's engagement changes how far {_these(own)}; this does:", own))
    return lines


def _label(case: Case, name: str) -> str:
    """Return what an assumption is called at the start of a sentence."""
    return capitalised(settable(case)[name].label)


def _these(sentences: tuple[str, ...]) -> str:
    """Return what announces one sentence, or several."""
    return "this holds" if len(sentences) == 1 else "these hold"


def _quoted(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Return rules' sentences, with the claims that they rest on."""
    return tuple(f"“{rule.says}”" + (f" ({', '.join(rule.claims)})" if rule.claims else "") for rule in rules)


def _doing(kind: EdgeKind, whom: list[str]) -> str:
    """Return what somebody with ties of a kind is doing, and to whom."""
    return (kind.doing or f"{kind.label} {{whom}}").replace("{whom}", as_list(whom))


def _targets(case: Case, actor: str, kind: EdgeKind) -> list[str]:
    """Return what those are called to whom an actor has ties of a kind."""
    return list(dict.fromkeys(case.spoken[e.head] for e in case.edges_by_kind[kind.id] if e.tail == actor))
