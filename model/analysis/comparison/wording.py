"""A comparison in words, and for machines. Nothing is said here that the numbers do not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from model.analysis.comparison.comparing import Comparison
from model.analysis.comparison.figures import NO_DIFFERENCE, Difference, Figure
from model.analysis.comparison.settings import NOT_SET, Setting
from model.engine import SLIGHT
from model.knowledge import OUTCOME_NAMES, Outcome, as_list, capitalised, distinct_figures

#: How many settings a paragraph names.
MOST_SETTINGS_NAMED = 3


#: What a difference rests on, as everybody reads it.
DIFFERENCE_RULE = (
    "A difference is told in percentage points of the variants, with its 95% interval for pairs (Bonett and Price "
    f"2012): all scenarios share their draws. Where the interval holds 0, there is {NO_DIFFERENCE}. The interval tells "
    "how far the difference might be off for want of more variants, not how far the beliefs might be."
)


def comparison_in_words(found: Comparison) -> str:
    """Return a comparison as a short paragraph: what differs in the shares, what is set, and the first reason."""
    return " ".join(comparison_sentences(found))


def comparison_sentences(found: Comparison) -> list[str]:
    """Return the parts of the paragraph: the horizon, each scenario against the reference, what is set, and why."""
    if not _own(found):
        same = "Both set the same" if len(found.scenarios) == 2 else "All set the same"
        alike = f"{same} up to month {found.months}, so nothing differs"
        return [f"{alike}: {as_list([f'“{name}”' for name in found.names])}."]
    return [*_cut(found), *(_against(found, n) for n in found.others), *_set(found), *_reasons(found)]


def _own(found: Comparison) -> list[Setting]:
    """Return what is set differently up to the common horizon."""
    return [setting for setting in found.settings if setting.kind != "months"]


def _cut(found: Comparison) -> Iterator[str]:
    """Say that longer scenarios are told at the common horizon, and what of them is therefore left out."""
    longer = [n for n, scenario in enumerate(found.given) if scenario.months > found.months]
    if not longer:
        return
    text = f"All are told at month {found.months}, the shortest horizon"
    late = {n: len(found.given[n].events) - len(found.scenarios[n].events) for n in longer}
    parts = [f"{number} of “{found.names[n]}”" for n, number in late.items() if number]
    if parts:
        text += f"; what happens after it is left out ({as_list(parts)})"
    yield f"{text}."


def _against(found: Comparison, number: int) -> str:
    """Return how one scenario's shares differ from the reference's, in two or three sentences."""
    here, there = found.names[number], found.names[found.reference]
    start = f"With “{here}” instead of “{there}”, "
    leads = [figure for figure in found.figures if figure.what == "leads"]
    rest = [figure for figure in found.figures if figure.what != "leads"]
    clear = [figure for figure in found.figures if _of(figure, number).clear]
    if not clear:
        return f"{start}there is {NO_DIFFERENCE}, in what leads or in what has formed in the {found.draws:,} variants."
    first = _sentence(leads, number, f" of the {found.draws:,} variants")
    if first:
        unclear = [OUTCOME_NAMES[Outcome(figure.outcome)] for figure in leads if not _of(figure, number).clear]
        first += f"; for {as_list(unclear)} there is {NO_DIFFERENCE}" if unclear else ""
    else:
        first = f"there is {NO_DIFFERENCE} in what leads in the {found.draws:,} variants"
    second = capitalised(_sentence(rest, number, "")) or "What has formed shows " + NO_DIFFERENCE
    return f"{start}{first}. {second}."


def _of(figure: Figure, number: int) -> Difference:
    found = figure.differences[number]
    assert found is not None
    return found


def _sentence(figures: list[Figure], number: int, of: str) -> str:
    """Return the clear differences among some figures as one clause; nothing if none is clear."""
    parts: list[str] = []
    before = ""
    for figure in figures:
        difference = _of(figure, number)
        if difference.clear:
            verb = "" if figure.what == before else {"leads": " leads", "formed": " has formed"}.get(figure.what, "")
            subject = OUTCOME_NAMES[Outcome(figure.outcome)] if figure.outcome else "nothing has formed"
            parts.append(f"{subject}{verb} in {points(difference)}{'' if parts else of}{interval(difference)}")
            before = figure.what
    return as_list(parts) if parts else ""


def points(difference: Difference) -> str:
    """Return a difference in words, in percentage points: "12 points more"."""
    return f"{_figure(difference, abs(difference.value))} points {'more' if difference.value > 0 else 'fewer'}"


def interval(difference: Difference) -> str:
    """Return the interval of a clear difference in brackets, in the difference's own sense: " (5 to 19)"."""
    low, high = sorted((abs(difference.low), abs(difference.high)))
    return f" ({_figure(difference, low)} to {_figure(difference, high)})"


def _figure(difference: Difference, value: float) -> str:
    """Return percentage points in as few digits as show that the interval of a clear difference leaves 0 out."""
    nearest = min(abs(difference.low), abs(difference.high))
    digits = next((d for d in range(3) if float(f"{100 * nearest:.{d}f}") > 0), 3)
    return f"{100 * value:.{digits}f}"


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
            {"name": name, "title": scenario.title, "months": scenario.months}
            for name, scenario in zip(found.names, found.given, strict=True)
        ],
        "reference": found.reference,
        "months": found.months,
        "draws": found.draws,
        "seed": found.variants[0].seed,
        "account": comparison_in_words(found),
        "pulls": [run.pull for run in found.runs],
        "figures": [
            asdict(figure) | {"words": [None if d is None else d.word for d in figure.differences]}
            for figure in found.figures
        ],
        "set": [asdict(setting) for setting in found.settings],
        "outcome": found.outcome,
        "reasons": [asdict(reason) for reason in found.reasons],
        "rule": DIFFERENCE_RULE,
        "made_by": found.made_by.to_dict(),
    }
