"""What has to hold of a case's happenings: their words, and the values that they bring about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.knowledge.case import Case
from model.knowledge.checks import place_of
from model.knowledge.errors import Fault
from model.knowledge.happening import Happening
from model.knowledge.hints import unknown
from model.knowledge.records import Variable
from model.knowledge.vocabulary import names

#: What a scenario says for every happening, and for none.
WORDS = ("all", "none")


def check_happenings(case: Case) -> Iterable[Fault]:
    """Tell what is wrong with happenings: names that are not there, and values off their scales."""
    for happening in case.happenings:
        if happening.id in WORDS:
            message = f"scenarios that say 'happenings = \"{happening.id}\"' mean something else: name it otherwise"
            yield Fault(*place_of("happenings", happening, "id"), message)
        known = names(case.variables, happening.over, None)
        yield from _check_rate(case, happening, known)
        yield from _check_set(case, happening, known)
        yield from _check_change(case, happening, known)
        lasting = [n for n in (*happening.set, *happening.change) if n in known and known[n].kind == "assumption"]
        if happening.months is not None and not lasting:
            message = "what it does is moved by the rules from then on: leave 'months' out"
            yield Fault(*place_of("happenings", happening, "months"), message)


def _unknown(happening: Happening, name: str, known: Iterable[str]) -> str:
    """Return that a variable is unknown; of a side's, that the happening has to be for the parties."""
    if happening.over == "world" and name.partition(".")[0] in ("party", "rival"):
        return f"unknown variable '{name}'; what happens to a side is written with for = 'party'"
    return unknown("variable", name, known)


def _check_rate(case: Case, happening: Happening, known: Mapping[str, Variable]) -> Iterable[Fault]:
    place = place_of("happenings", happening, "scaled_by")
    for name, grades in happening.scaled_by.items():
        if name not in known:
            yield Fault(*place, _unknown(happening, name, known))
            continue
        terms = case.scale_of[known[name].scale].terms
        yield from (Fault(*place, f"'{name}': {unknown('term', t, terms)}") for t in grades if t not in terms)


def _check_set(case: Case, happening: Happening, known: Mapping[str, Variable]) -> Iterable[Fault]:
    place = place_of("happenings", happening, "set")
    settable = [name for name, of in known.items() if of.lever or of.kind == "assumption"]
    for name, (low, high) in happening.set.items():
        if name not in settable:
            kind = f"; it is one of the {known[name].kind}s" if name in known else ""
            yield Fault(*place, f"unknown variable '{name}'{kind}" if kind else _unknown(happening, name, settable))
            continue
        scale = case.scale_of[known[name].scale]
        if not scale.low <= low <= high <= scale.high:
            message = f"'{name}': {low:g} to {high:g} is not on its scale, {scale.low:g} to {scale.high:g}"
            yield Fault(*place, message)


def _check_change(case: Case, happening: Happening, known: Mapping[str, Variable]) -> Iterable[Fault]:
    place = place_of("happenings", happening, "change")
    stored = [name for name, of in known.items() if of.kind != "gauge"]
    for name, (low, high) in happening.change.items():
        if name not in stored:
            hint = "; it is one of the gauges" if name in known else ""
            yield Fault(*place, f"unknown variable '{name}'{hint}" if hint else _unknown(happening, name, stored))
        elif low == high == 0:
            yield Fault(*place, f"'{name}': it changes nothing")
