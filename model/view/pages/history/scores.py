"""How the model has fared, as HTML: tables of the scores, of the ranking, of what may happen, of two coders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

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
    Agreement,
    Forecaster,
    Hindcast,
    ScoreWithInterval,
    difference_in_words,
    score_interval_in_words,
)
from model.view.pages.history.tables import head, mark, table

#: Who says more of one war than of another without having seen how the others went.
RANKED = (*READINGS, CLASS)

#: What is told of the layers, by the names of the scores, with which way is better.
WORTH = {
    "log_score": "Log score<small>more is better</small>",
    "brier_score": "Brier score<small>less is better</small>",
    "calibration_error": "Calibration error<small>less is better</small>",
}

#: How the wars that were graded twice were scored.
TWICE = {
    "first": "Shares of the pull, first grades",
    "second": "Shares of the pull, second grades",
    "first, both": "With happenings and a front that returns, first grades",
    "second, both": "With happenings and a front that returns, second grades",
    BASE: "Base rate of the table",
}


def scores_table(found: Hindcast) -> str:
    """Return the log and Brier score of each forecaster as a table, beside the base rate; the model first."""
    log, brier = found.scores["log_score"], found.scores["brier_score"]

    def cells(name: str) -> str:
        largest = f"<td>{found.largest_share_followed(name):g} of {len(found.followed)}</td>"
        return f"{_score(log[name])}{_more(log[name])}{_score(brier[name])}{_more(brier[name])}{largest}"

    heads = (
        "Scores",
        "Log score<small>higher is better</small>",
        "More than the base rate",
        "Brier score<small>lower is better</small>",
        "More than the base rate",
        "Largest share<small>was what followed</small>",
    )
    return table(head(*heads), _rows(FORECASTERS, cells, explained=True))


def ranking_table(found: Hindcast) -> str:
    """Return how well wars that a class followed are told from the others: the model, past wars, the best question."""
    rows = _rows(_forecasters(RANKED), lambda name: "".join(_score(found.ranks[kind][name]) for kind in CLASSES))
    best = [found.best_item(kind) for kind in CLASSES]
    cells = "".join(_score(found.ranks[kind][name], escape(name)) for kind, name in zip(CLASSES, best, strict=True))
    rows += f"<tr><th scope='row'>Best single question<small>of the codebook, as a grade</small></th>{cells}</tr>"
    return table(head("Ranking", *map(mark, CLASSES)), rows)


def questions_table(found: Hindcast) -> str:
    """Return how well every single question of the codebook tells these wars apart, as a grade."""
    rows = ""
    for item in found.history.codebook.items:
        cells = "".join(
            _score(found.ranks[kind][item.id], "low first" if found.item_turned(item.id, kind) else "")
            for kind in CLASSES
        )
        rows += f"<tr><th scope='row'>{escape(item.id)}<small>{escape(item.asks)}</small></th>{cells}</tr>"
    return table(head("Ranking", *map(mark, CLASSES)), rows)


def calibration_table(found: Hindcast) -> str:
    """Return how far what was given so much came so often, and whether it is too sure of itself, as a table."""
    error, slope = found.scores["calibration_error"], found.scores["calibration_slope"]
    heads = ("Calibration", "Error<small>0 is best</small>", "Slope<small>1 is best</small>")
    rows = _rows(_forecasters((*RANKED, HALF, MEDIATION)), lambda name: _score(error[name]) + _score(slope[name]))
    return table(head(*heads), rows)


def worth_table(found: Hindcast) -> str:
    """Return by how much each score differs with what may happen from without, on the same beliefs."""
    layers = (WITH_HAPPENINGS, WITH_FRONT, WITH_BOTH)
    scores = {told: found.beside_model[name] for name, told in WORTH.items()}
    scores |= {f"Ranking: {mark(kind)}": found.ranks[kind] for kind in CLASSES}
    rows = "".join(
        f"<tr><th scope='row'>{told}</th>{''.join(_more(by[name]) for name in layers)}</tr>"
        for told, by in scores.items()
    )
    return table(head("More than without", "Happenings", "A front that returns", "Both"), rows)


def agreement_table(found: Hindcast) -> str:
    """Return how far two coders agree, question by question and over all."""
    asks = {item.id: f"{escape(item.id)}<small>{escape(item.asks)}</small>" for item in found.history.codebook.items}
    rows = "".join(
        f"<tr{'' if name else ' class=model'}><th scope='row'>{asks.get(name, 'All together')}</th>"
        f"<td>{one.alike} of {one.of}</td>{_kappas(one)}</tr>"
        for name, one in found.agreements.items()
    )
    return table(head("Two coders", "Alike", "Cohen's kappa", "Kappa, with linear weights"), rows)


def twice_table(found: Hindcast) -> str:
    """Return what the model scores on the wars that were graded twice, by either's grades."""
    log, brier = found.by_both_codings["log_score"], found.by_both_codings["brier_score"]
    rows = "".join(
        f"<tr><th scope='row'>{title}</th>{_score(log[name])}{_more(log[name])}{_score(brier[name])}</tr>"
        for name, title in TWICE.items()
    )
    heads = (f"The {len(found.history.graded_again)} wars graded twice", "Log score", "More than the first row")
    return table(head(*heads, "Brier score"), rows)


def _forecasters(names: Iterable[str]) -> list[Forecaster]:
    return [FORECASTER_OF[name] for name in names]


def _rows(forecasters: Iterable[Forecaster], cells: Callable[[str], str], explained: bool = False) -> str:
    """Return a row for each forecaster, the model's in bold; `explained`: with what each goes by."""
    return "".join(
        f"<tr{' class=model' if one.model else ''}><th scope='row'>{one.title}"
        f"{f'<small>{escape(one.knows)}</small>' if explained else ''}</th>{cells(one.id)}</tr>"
        for one in forecasters
    )


def _kappas(one: Agreement) -> str:
    return _figure(one.kappa, one.kappa_interval) + _figure(one.linear, one.linear_interval)


def _score(score: ScoreWithInterval, note: str = "") -> str:
    return _figure(score.value, score.interval, note)


def _more(score: ScoreWithInterval) -> str:
    value, ends = difference_in_words(score).split(", ")
    return f"<td>{value} <small>{ends}</small></td>"


def _figure(value: float, interval: tuple[float, float], note: str = "") -> str:
    """Return a figure with its interval as a cell; a word where it cannot be told."""
    if value != value:
        return "<td>none</td>"
    told, ends = score_interval_in_words(value, interval).split(", ")
    return f"<td>{told} <small>{ends}</small>{f'<small>{note}</small>' if note else ''}</td>"
