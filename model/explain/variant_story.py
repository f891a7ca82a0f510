"""One variant's story: what happened in it and when, in words, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator

from model.engine import SLIGHT, Run
from model.explain.decomposition import PullDecomposition, decompose_pulls, happening_in_words
from model.explain.symbols import GOES_ON, LABELS
from model.knowledge import CLASS_NAMES, OUTCOME_NAMES, OUTCOMES, PULL_CLASSES, Outcome, name_of, typeset

#: At most so many parts of a cause are told, besides all that happened.
MOST_PARTS = 3


def happened_in_words(run: Run) -> list[tuple[int, str]]:
    """Return what happened in a variant: months, and sentences; in the order in which it happened."""
    rows = zip(run.happened["month"], run.happened["says"], run.happened["where"], strict=True)
    return [(int(month), happening_in_words(run.case, says, where)) for month, says, where in rows]


def pulls_of(run: Run) -> dict[str, list[float]]:
    """Return the pull of each of the four classes by month, from 0; those of a month sum to 1."""
    left = 1 - run.pulls.sum(axis=1)
    return dict(zip(PULL_CLASSES, [*run.pulls.T.tolist(), left.tolist()], strict=True))


def largest_in_words(run: Run) -> str:
    """Return which of the four has the largest pull at a variant's horizon, and the pull of each, in a sentence."""
    ends = {name: path[-1] for name, path in pulls_of(run).items()}
    largest = max(ends, key=lambda name: ends[name])
    told = ", ".join(
        f"{label.lower()} {typeset(ends[name])}"
        for name, label in zip(PULL_CLASSES, [*LABELS.values(), GOES_ON], strict=True)
    )
    return f"At month {run.scenario.months} {CLASS_NAMES[largest]} has the largest pull: {told}."


def story_in_text(run: Run) -> Iterator[str]:
    """Yield a variant's story as lines that are not wrapped: its pulls, what happened, and what moved its pulls."""
    yield largest_in_words(run)
    happened = happened_in_words(run)
    yield from ("", "what happened in it:" if happened else "Nothing happened in it; only the front wandered.")
    yield from (f"  Month {month}: {text}" for month, text in happened)
    yield from ("", "what moved its pulls, from the start to the end (the amounts add up; slight ones are left out):")
    for pull in decompose_pulls(run).values():
        yield from _moved(run, pull)


def _moved(run: Run, pull: PullDecomposition) -> Iterator[str]:
    name = OUTCOME_NAMES[Outcome(pull.outcome)]
    yield f"  the pull of {name}, from {typeset(pull.start)} to {typeset(pull.end)}:"
    for cause in pull.causes:
        if abs(cause.amount) < SLIGHT:
            continue
        moved = cause.decomposition
        span = f"from {typeset(moved.start)} to {typeset(moved.end)}"
        yield f"    {typeset(cause.amount, sign=True)} by {name_of(run.case, moved.variable)}, {span}, of which"
        telling = [part for part in moved.parts if abs(part.amount) >= SLIGHT]
        for part in [p for n, p in enumerate(telling) if n < MOST_PARTS or p.happened]:
            basis = f" ({part.basis})" if part.basis else ""
            yield f"      {typeset(part.amount, sign=True)} {part.says}{basis}"


def story_to_dict(run: Run) -> dict[str, object]:
    """Return a variant's story as plain values, ready for JSON.

    `pull`: of the four classes at the horizon; `path`: the same by month from 0; `happened`: month, happening (its id),
    where, and a sentence; `moved`: what moved each outcome's pull, and what moved that; the amounts of each sum up.
    """
    paths, rows = pulls_of(run), run.happened.to_dict("records")
    told = [text for _, text in happened_in_words(run)]
    return {
        "pull": {name: path[-1] for name, path in paths.items()},
        "path": {name: [round(value, 6) for value in path] for name, path in paths.items()},
        "happened": [
            {"month": row["month"], "happening": row["happening"], "where": row["where"], "says": says}
            for row, says in zip(rows, told, strict=True)
        ],
        "moved": {outcome: _causes(decompose_pulls(run)[outcome]) for outcome in OUTCOMES},
    }


def _causes(pull: PullDecomposition) -> list[dict[str, object]]:
    return [
        {
            "variable": cause.decomposition.variable,
            "amount": cause.amount,
            "from": cause.decomposition.start,
            "to": cause.decomposition.end,
            "parts": [{"what": p.id, "says": p.says, "amount": p.amount} for p in cause.decomposition.parts],
        }
        for cause in pull.causes
    ]
