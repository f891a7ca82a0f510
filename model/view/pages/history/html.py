"""How the model has fared, as HTML: the scores, every episode with its shares, the codings, the base rates."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.explain import COLOURS, LABELS, SHAPES
from model.history import (
    CLASSES,
    FORECASTER_KNOWLEDGE,
    FORECASTER_NAMES,
    GOES_ON,
    MEDIATION,
    MODEL,
    READINGS,
    BaseRates,
    Codebook,
    CodedWar,
    EndingKind,
    FallenClass,
    Hindcast,
    History,
    ScoreWithInterval,
    score_interval_in_words,
    signed_figure,
)
from model.knowledge import Outcome

#: What each class is called and marked with.
NAMED = {str(o): (LABELS[o], SHAPES[o], COLOURS[o]) for o in Outcome} | {GOES_ON: ("The war went on", "▨", "")}


def scores_table(found: Hindcast) -> str:
    """Return the log and Brier score of each forecaster as a table, the model first."""
    many = len(found.history.episodes)
    head = "".join(
        f"<th scope='col'>{text}</th>"
        for text in ("Log score<small>higher is better</small>", "Brier score<small>lower is better</small>")
    )
    rows = "".join(
        f"<tr{' class=model' if name == MODEL else ''}><th scope='row'>"
        f"{title}<small>{escape(FORECASTER_KNOWLEDGE[name])}</small></th>"
        f"{_score(found.log[name])}{_score(found.brier[name])}"
        f"<td>{found.largest_share_followed(name)} of {many}</td></tr>"
        for name, title in FORECASTER_NAMES.items()
    )
    last = "<th scope='col'>Largest share<small>was what followed</small></th>"
    return _table(f"<th scope='col'>Scores</th>{head}{last}", rows)


def ranking_table(found: Hindcast) -> str:
    """Return how well episodes are told apart, by outcome, as a table: the model, and single items of the codebook."""
    names = [FORECASTER_NAMES[name] for name in READINGS]
    head = "".join(f"<th scope='col'>{name}</th>" for name in (*names, "Mediation, as a grade", "Best single item"))
    rows = ""
    for kind in CLASSES:
        ranks, best = found.ranks[kind], found.best_item(kind)
        cells = "".join(_score(ranks[name]) for name in (*READINGS, MEDIATION))
        rows += f"<tr><th scope='row'>{_mark(kind)}</th>{cells}{_score(ranks[best], escape(best))}</tr>"
    return _table(f"<th scope='col'>Ranking</th>{head}", rows)


def reliability_table(found: Hindcast) -> str:
    """Return the reliability diagram as a table: of what was given so much, how much followed."""
    rows = ""
    for one in found.reliability:
        drawn = f"<i class='said' style='left:{one.said:.1%}'></i><i class='came' style='left:{one.followed:.1%}'></i>"
        figures = f"<td>{one.said:.0%}</td><td>{one.followed:.0%}</td><td>{one.count}</td>"
        drawn = f"<td class='track' aria-hidden='true'><div>{drawn}</div></td>"
        rows += f"<tr><th scope='row'>{one.low:.0%} to {one.high:.0%}</th>{figures}{drawn}</tr>"
    heads = _head("Share of the pull", "On average", "Followed in", "Statements")
    return _table(f"{heads}<th aria-hidden='true'>▏given ● followed</th>", rows, "fares reliable")


def wars_by_ending(found: Hindcast) -> str:
    """Return every episode with the model's shares as a bar, by what followed, the best first."""
    shares = found.shares_by_forecaster[MODEL]
    parts = []
    for number, kind in enumerate(CLASSES):
        own = [place for place, followed in enumerate(found.followed) if followed == number]
        own.sort(key=lambda place: -shares[place, number])
        lines = "".join(
            f"<li><span>{escape(found.history.episodes[place].title)} <small>{found.history.episodes[place].at}</small>"
            f"</span>{_shares_bar(shares[place].tolist())}<span class='own'>{shares[place, number]:.0%}</span></li>"
            for place in own
        )
        parts.append(f"<h3>Followed by: {_mark(kind)}</h3><ul class='fared'>{lines}</ul>")
    return "".join(parts)


def codings_table(history: History, episode: CodedWar) -> str:
    """Return an episode's codings as a table: the question, the grade's condition, how sure, and the work."""
    rows = ""
    for item in history.codebook.items:
        coding = episode.coded[item.id]
        sets = ", ".join(f"{name} {signed_figure(value)}" for name, value in item.grade_of[coding.code].sets.items())
        rows += (
            f"<tr><th scope='row'>{escape(item.asks)}</th><td>{escape(item.grade_of[coding.code].when)} "
            f"<small>({escape(sets)})</small></td><td>{coding.confidence}</td>"
            f"<td>{escape(coding.why)} <small>({escape(history.title_of[coding.work])})</small></td></tr>"
        )
    return _table(_head("Question", "Answer", "Confidence", "Why"), rows, "coded")


def codebook_tables(codebook: Codebook) -> str:
    """Return the rule by which episodes are coded: what counts as having followed, and every item's grades."""
    ends = "".join(f"<tr><th scope='row'>{_mark(str(e.id))}</th><td>{escape(e.when)}</td></tr>" for e in codebook.ends)
    items = "".join(
        f"<tr><th scope='row'>{escape(item.asks)}</th><td>"
        + "<br>".join(f"{grade.code:+d}: {escape(grade.when)}" for grade in item.grades).replace("+0", "0")
        + "</td></tr>"
        for item in codebook.items
    )
    return _table(_head("What followed", "Counts when"), ends, "coded") + _table(
        _head("Question", "Grades"), items, "coded"
    )


def base_rates_table(found: BaseRates) -> str:
    """Return how wars have ended, by published counts, each with its definition and its source."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(rate.title)}</th><td>"
        + "<br>".join(f"{share:.0%} {escape(part.what)}" for part, share in zip(rate.parts, rate.shares, strict=True))
        + f"</td><td>{escape(rate.defines)} <small>{escape(rate.source)}</small></td></tr>"
        for rate in found.rates
    )
    durations = "".join(f"<p>{escape(one.says)} <small>({escape(one.source)})</small></p>" for one in found.durations)
    return _table(_head("Of", "so many ended with", "Definition and source"), rows, "coded rates") + durations


def fallen_table(classes: Sequence[FallenClass]) -> str:
    """Return in how many years of war one of the next two took fewer than a thousand lives."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.title)}</th><td>{one.share:.0%}</td><td>of {one.of}"
        f"{f'; {escape(one.note)}' if one.note else ''}</td></tr>"
        for one in classes
    )
    return _table(_head("Wars", "Fell below 1,000 dead a year within two years", "Years of war"), rows, "fares")


def endings_table(endings: Sequence[EndingKind]) -> str:
    """Return what was counted as what, and the class here that it is nearest to."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.what[:1].upper() + one.what[1:])}</th><td>{escape(one.defines)}</td>"
        f"<td>{_mark(str(one.nearest)) if one.nearest else 'none of the four'}</td></tr>"
        for one in endings
    )
    return _table(_head("What came first", "Counts when", "Nearest to"), rows, "coded")


def _head(*texts: str) -> str:
    return "".join(f"<th scope='col'>{text}</th>" for text in texts)


def _table(head: str, rows: str, kind: str = "fares") -> str:
    table = f"<table class='{kind}'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div class='wide' tabindex='0'>{table}</div>"  # what can be scrolled has to be reached by keyboard


def _score(score: ScoreWithInterval, whose: str = "") -> str:
    value, ends = score_interval_in_words(score.value, score.interval).split(", ")
    return f"<td>{value} <small>{ends}</small>{f'<small>{whose}</small>' if whose else ''}</td>"


def _mark(kind: str) -> str:
    label, shape, colour = NAMED[kind]
    style = f" style='color:{colour}'" if colour else ""
    return f"<b{style} aria-hidden='true'>{shape}</b> {label}"


def _shares_bar(shares: list[float]) -> str:
    in_words = ", ".join(f"{NAMED[kind][0]} {share:.0%}" for kind, share in zip(CLASSES, shares, strict=True))
    cells = ""
    for kind, share in zip(CLASSES, shares, strict=True):
        colour = NAMED[kind][2]
        look = (
            f"style='flex:{share:.4f} 0 0;background:{colour}'"
            if colour
            else f"class='none' style='flex:{share:.4f} 0 0'"
        )
        cells += f"<i {look}></i>" if share >= 0.005 else ""
    return f"<div class='pulls' role='img' aria-label='{escape(in_words)}'>{cells}</div>"
