"""A comparison in words, and for machines. Nothing is said here that the numbers do not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from model.analysis.comparison.comparing import Comparison
from model.analysis.comparison.figures import NO_DIFFERENCE, Difference, Figure
from model.analysis.comparison.settings import NOT_SET, Setting
from model.engine import SLIGHT
from model.knowledge import CLASS_NAMES, OUTCOME_NAMES, Outcome, as_list, distinct_figures
from model.uncertainty import headline

#: How many settings a paragraph names.
MOST_SETTINGS_NAMED = 3


#: What a difference rests on, as everybody reads it.
DIFFERENCE_RULE = (
    "A difference in the share of the pull is told in points, hundredths of the pull, with its 95% interval for pairs "
    "by bootstrap; a difference of counts in variants, with its 95% interval for pairs (Bonett and Price 2012): all "
    f"scenarios share their draws. Where the interval holds 0, there is {NO_DIFFERENCE}. More variants would make "
    "the interval narrower; how far the beliefs might be off, it does not tell."
)


def comparison_in_words(found: Comparison) -> str:
    """Return a comparison as a short paragraph: what differs in the pull, what is set, and the first reason."""
    return " ".join(comparison_sentences(found))


def comparison_sentences(found: Comparison) -> list[str]:
    """Return the parts of the paragraph: month, shares, sturdiness, what is set, the first reason."""
    if not _own(found):
        same = "Both set the same" if len(found.scenarios) == 2 else "All set the same"
        alike = f"{same} up to month {found.months}, so nothing differs"
        return [f"{alike}: {as_list([f'“{name}”' for name in found.names])}."]
    against = (_against(found, n) for n in found.others)
    return [*_when(found), *against, _sturdiness(found), *_set(found), *_reasons(found)]


def _own(found: Comparison) -> list[Setting]:
    """Return what is set differently up to the common month."""
    return [setting for setting in found.settings if setting.kind != "months"]


def _when(found: Comparison) -> Iterator[str]:
    """Say at which month longer scenarios are compared, what of them is left out, and what each comes to at its end."""
    longer = [n for n, scenario in enumerate(found.given) if scenario.months > found.months]
    if not longer:
        return
    why = ", the shortest horizon" if found.months == found.last_month else ""
    yield f"All are compared at month {found.months}{why}."
    late = {n: len(found.given[n].events) - len(found.scenarios[n].events) for n in longer}
    if parts := [f"{number} of “{found.names[n]}”" for n, number in late.items() if number]:
        yield f"What happens after it is left out ({as_list(parts)})."
    yield from (f"“{found.names[n]}” goes on to month {found.given[n].months}: {_end(found, n)}." for n in longer)


def _end(found: Comparison, number: int) -> str:
    """Return what a scenario comes to at its own horizon."""
    answer = headline(found.ends[number])
    return f"there {CLASS_NAMES[answer.name]} has {answer.share:.0%} of the pull ({answer.word})"


def _against(found: Comparison, number: int) -> str:
    """Return how one scenario's shares of the pull differ from the reference's."""
    here, there = found.names[number], found.names[found.reference]
    pulls = [figure for figure in found.figures if figure.what == "pull"]
    return f"With “{here}” instead of “{there}”, {_pulls(pulls, number)}."


def _pulls(figures: list[Figure], number: int) -> str:
    """Return how the shares of the pull differ, as one clause: those that do by how much, and those that do not."""
    told = {figure: _of(figure, number) for figure in figures}
    unclear = [CLASS_NAMES[figure.outcome] for figure, difference in told.items() if not difference.clear]
    slight = [CLASS_NAMES[figure.outcome] for figure, difference in told.items() if difference.slight]
    each = [
        f"{difference_in_words(figure, number)} for {CLASS_NAMES[figure.outcome]}"
        for figure, difference in told.items()
        if difference.clear and not difference.slight
    ]
    if not each and not slight:
        return f"there is {NO_DIFFERENCE} in the shares of the pull"
    parts = [f"the share of the pull is {as_list(each)}"] if each else []
    parts += [f"{'it' if each else 'the share of the pull'} hardly changes for {as_list(slight)}"] if slight else []
    parts += [f"for {as_list(unclear)} there is {NO_DIFFERENCE}"] if unclear else []
    return "; ".join(parts)


def _sturdiness(found: Comparison) -> str:
    """Return how sturdy each scenario's answer is, as one sentence."""
    told = [
        f"{answer.word} with “{name}” ({CLASS_NAMES[answer.name]} has the largest pull in {answer.count:,} of "
        f"{answer.draws:,} variants)"
        for name, answer in zip(found.names, map(headline, found.variants), strict=True)
    ]
    return f"The answer is {as_list(told)}."


def _of(figure: Figure, number: int) -> Difference:
    found = figure.differences[number]
    assert found is not None
    return found


def difference_in_words(figure: Figure, number: int) -> str:
    """Return a clear difference with its interval: "12 points higher (11 to 13)"; of counts "40 more (31 to 49)".

    In as few digits as show that the interval leaves 0 out, and that its ends differ.
    """
    difference = _of(figure, number)
    scale = figure.draws if figure.counts else 100
    low, high = sorted(scale * abs(end) for end in (difference.low, difference.high))
    digits = _digits(low, high)
    value = f"{scale * abs(difference.value):.{0 if figure.counts else digits}f}"
    unit = "" if figure.counts else "point " if value == "1" else "points "
    return f"{value} {unit}{figure.word(number)} ({low:.{digits}f} to {high:.{digits}f})"


def _digits(low: float, high: float) -> int:
    """Return how many decimals tell two positive numbers from 0 and from each other, at most 3."""
    told = [[f"{end:.{digits}f}" for end in (low, high)] for digits in range(3)]
    apart = [float(one) > 0 and (one != other or high - low < 1e-9) for one, other in told]
    return apart.index(True) if True in apart else 3


def _set(found: Comparison) -> Iterator[str]:
    """Return what is set differently; with values where two scenarios are compared."""
    own = _own(found)
    parts = [_setting(found, setting) for setting in own[:MOST_SETTINGS_NAMED]]
    more = len(own) - MOST_SETTINGS_NAMED
    parts += [f"{more} more {'thing' if more == 1 else 'things'}"] if more > 0 else []
    yield f"What is set differently: {as_list(parts)}."


def _setting(found: Comparison, setting: Setting) -> str:
    if len(found.scenarios) > 2:
        return setting.within
    here, there = (setting.told[n].replace(f"{NOT_SET}:", f"{NOT_SET},") for n in (found.others[0], found.reference))
    return f"{setting.within} ({here} instead of {there})"


def _reasons(found: Comparison) -> Iterator[str]:
    """Return the reason whose effect differs most, and where it is greatest and least."""
    name = OUTCOME_NAMES[Outcome(found.outcome)]
    if not found.reasons:
        yield f"No rule and no event does more to the pull of {name} in one than in another: it differs by what is set."
        return
    reason = found.reasons[0]
    held = [effect or 0.0 for effect in reason.effects]
    most, least = max(held), min(held)
    high, low = (f"“{found.names[held.index(effect)]}”" for effect in (most, least))
    figures = distinct_figures(abs(most), abs(least))
    yield (
        f"Among the reasons this differs most: “{reason.says.rstrip('.')}” ({reason.basis}). With {high} it "
        f"{_does(most, figures[0])} the pull of {name}, with {low} it {_does(least, figures[1])} it."
    )


def _does(effect: float, figure: str) -> str:
    if abs(effect) < SLIGHT:
        return "does next to nothing to" if effect else "does nothing to"
    return f"adds {figure} to" if effect > 0 else f"takes {figure} from"


def comparison_to_dict(found: Comparison) -> dict[str, object]:
    """Return a comparison as plain values, ready for JSON; what is by scenario is in their order."""
    return {
        "scenarios": [
            {"name": name, "title": given.title, "months": given.months}
            | {"mean_pull": variants.mean_pull, "goes_on": variants.goes_on}
            | {"at_its_own_horizon": {"mean_pull": end.mean_pull, "goes_on": end.goes_on}}
            for name, given, variants, end in zip(found.names, found.given, found.variants, found.ends, strict=True)
        ],
        "reference": found.reference,
        "months": found.months,
        "draws": found.draws,
        "seed": found.variants[0].seed,
        "account": comparison_in_words(found),
        "pulls": [run.pull for run in found.runs],
        "figures": [
            asdict(figure) | {"words": [figure.word(number) for number in range(len(found.names))]}
            for figure in found.figures
        ],
        "set": [asdict(setting) for setting in found.settings],
        "outcome": found.outcome,
        "reasons": [asdict(reason) for reason in found.reasons],
        "rule": DIFFERENCE_RULE,
        "made_by": found.made_by.to_dict(),
    }
