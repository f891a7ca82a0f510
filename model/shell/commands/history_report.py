"""What the history check has found, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.history import (
    BASE,
    CLASS,
    CLASSES,
    FORECASTER_OF,
    FORECASTERS,
    HALF,
    MEDIATION,
    READINGS,
    WITH_BOTH,
    WITH_FRONT,
    WITH_HAPPENINGS,
    Hindcast,
    ScoreWithInterval,
    difference_in_words,
    history_verdicts,
    load_base_rates,
    score_interval_in_words,
)
from model.shell.commands.rates_report import class_lines
from model.shell.output import columns, wrapped

#: The classes, as they stand at the head of a column.
HEADS = ("settlement", "frozen conflict", "escalation", "the war goes on")

#: Who says more of one war than of another without having seen how the others went.
RANKED = (*READINGS, CLASS)

#: What is told of the layers, by the names of the scores.
WORTH = {"log_score": "log score", "brier_score": "Brier score", "calibration_error": "calibration error"}


def history_lines(result: Hindcast) -> Iterator[str]:
    """Yield all that the history check comes to: tables, what they say, and how past wars went."""
    wars, months = len(result.history.episodes), result.history.codebook.months
    yield f"{wars} wars since 1945, {months} months from a date in each, {result.draws} variants of each:"
    tables = [_log, _brier, _ranking, _calibration, _worth, *((_agreement, _both_codings) if result.again else ())]
    for table in tables:
        yield from ("", *(line.rstrip() for line in columns(table(result))))
    for title, says in history_verdicts(result).items():
        yield from ("", *wrapped(f"{title}. {says}"))
    yield from (
        "",
        "Of wars that were still being fought, how many went which way within two years (python -m model rates):",
    )
    yield from ("", *class_lines(None))
    yield from ("", "How wars have ended, by published counts (endings, whenever they came):")
    for rate in load_base_rates().rates:
        parts = ", ".join(f"{part.what} {share:.0%}" for part, share in zip(rate.parts, rate.shares, strict=True))
        yield from ("", *wrapped(f"{rate.title}: {parts}."), *wrapped(f"({rate.source})"))


#: A table: rows of cells of one length, the first being its head.
Table = Sequence[tuple[str, ...]]


def _told(score: ScoreWithInterval) -> str:
    return score_interval_in_words(score.value, score.interval)


def _log(result: Hindcast) -> Table:
    log = result.scores["log_score"]
    rows = [(one.title, _told(log[one.id]), difference_in_words(log[one.id])) for one in FORECASTERS]
    return [("log score (higher is better)", "", "more than the base rate"), *rows]


def _brier(result: Hindcast) -> Table:
    wars, brier = len(result.followed), result.scores["brier_score"]
    rows = [
        (
            one.title,
            _told(brier[one.id]),
            difference_in_words(brier[one.id]),
            f"{result.largest_share_followed(one.id):g} of {wars}",
        )
        for one in FORECASTERS
    ]
    return [("Brier score (lower is better)", "", "more than the base rate", "largest share followed"), *rows]


def _ranking(result: Hindcast) -> Table:
    """Return how well each ranks the wars by class: the model's readings, the class of past wars, every item."""
    readings = [(FORECASTER_OF[name].title, *(_ranked(result.ranks[k][name]) for k in CLASSES)) for name in RANKED]
    items = [
        (
            f"'{item.id}', as a grade",
            *(f"{_ranked(result.ranks[k][item.id])}{' -' * result.item_turned(item.id, k)}" for k in CLASSES),
        )
        for item in result.history.codebook.items
    ]
    return [("ranking (0.50 is chance; -: low ranks first)", *HEADS), *readings, *items]


def _ranked(score: ScoreWithInterval) -> str:
    low, high = score.interval
    return f"{score.value:.2f} ({low:.2f}-{high:.2f})"


def _calibration(result: Hindcast) -> Table:
    error, slope = result.scores["calibration_error"], result.scores["calibration_slope"]
    rows = [(FORECASTER_OF[name].title, _told(error[name]), _told(slope[name])) for name in (*RANKED, HALF, MEDIATION)]
    return [("calibration (0 and 1 are best)", "error", "slope"), *rows]


def _worth(result: Hindcast) -> Table:
    """Return by how much each score differs with what may happen from without: paired, on the same beliefs."""
    layers = (WITH_HAPPENINGS, WITH_FRONT, WITH_BOTH)
    scores = {told: result.beside_model[name] for name, told in WORTH.items()}
    scores |= {f"ranking, {head}": result.ranks[kind] for head, kind in zip(HEADS, CLASSES, strict=True)}
    rows = [(told, *(difference_in_words(by[name]) for name in layers)) for told, by in scores.items()]
    return [("what may happen: more than without", "happenings", "a front that returns", "both"), *rows]


def _agreement(result: Hindcast) -> Table:
    rows = [
        (
            name or "all together",
            f"{one.alike} of {one.of}",
            score_interval_in_words(one.kappa, one.kappa_interval),
            score_interval_in_words(one.linear, one.linear_interval),
        )
        for name, one in result.agreements.items()
    ]
    return [("two coders", "alike", "Cohen's kappa", "with linear weights"), *rows]


def _both_codings(result: Hindcast) -> Table:
    titles = {
        "first": "shares of the pull, first grades",
        "second": "shares of the pull, second grades",
        "first, both": "the same with both layers, first grades",
        "second, both": "the same with both layers, second grades",
        BASE: "base rate of the table",
    }
    log, brier = result.by_both_codings["log_score"], result.by_both_codings["brier_score"]
    rows = [(title, _told(log[name]), _told(brier[name])) for name, title in titles.items()]
    return [(f"the {len(result.history.graded_again)} wars that were graded twice", "log score", "Brier score"), *rows]
