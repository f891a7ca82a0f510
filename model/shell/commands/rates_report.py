"""What `rates FILE` has counted, as rows for machines and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model.history import (
    CLASSES,
    ENDINGS,
    INTERVALS_RULE,
    VICTORY,
    Fallen,
    FallenClass,
    Followed,
    ReferenceClass,
    WarSort,
    class_rows,
    interval_by_pairs,
    sort_in_words,
)
from model.knowledge import WarFacts
from model.shell.output import columns, wrapped
from model.showing import counted

#: What each ending is called at the head of a column.
HEADS = {
    "agreement": "agreement",
    "ceasefire": "ceasefire",
    "quiet": "quiet",
    "joined": "joined",
    "went-on": "went on",
    "victory": "victory",
    "ceased": "one gone",
}


def class_lines(facts: WarFacts | None) -> Iterator[str]:
    """Yield the bundled classes as a table, that of the war with an asterisk: shares of all years, with intervals."""
    rows = class_rows(facts)
    heads = ("  years", "pairs", "settlement", "frozen conflict", "escalation", "went on", "victory")
    head, *lines = columns([heads, *map(_class_cells, rows)])
    yield head
    for row, line in zip(rows, lines, strict=True):
        yield from (f"{'*' if row['chosen'] else ' '} {row['title']}{' (few)' if row['few'] else ''}", line)


def _class_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    shares = (
        f"{row[name]:.0%} ({row[f'{name}_low'] * 100:.0f}-{row[f'{name}_high']:.0%})" for name in (*CLASSES, VICTORY)
    )
    return (f"  {row['years']}", str(row["dyads"]), *shares)


def followed_rows(found: Sequence[tuple[WarSort, Followed]]) -> Iterator[dict[str, Any]]:
    """Yield a row for every ending of every sort of war; shares are None where nothing was counted."""
    for sort, followed in found:
        size = {"years": followed.of, "dyads": followed.dyads}
        left_out = {"too_late": followed.too_late, "unclear": followed.unclear}
        for name in ENDINGS:
            share = followed.shares.get(name)
            low, high = (None, None) if share is None else interval_by_pairs(share, followed.dyads)
            told = {"ending": name, "count": followed.counts[name], "share": share, "low": low, "high": high}
            bundled = sort.shares.get(name) if isinstance(sort, ReferenceClass) else None
            yield {**_sort_row(sort), **told, **size, **left_out, "bundled": bundled}


def fallen_rows(found: Sequence[tuple[WarSort, Fallen]]) -> Iterator[dict[str, Any]]:
    """Yield a row for every sort of war; shares are None where nothing was counted."""
    for sort, fallen in found:
        share = fallen.count / fallen.of if fallen.of else None
        size = {"years": fallen.of, "conflicts": fallen.units, "too_late": fallen.too_late}
        bundled = sort.share if isinstance(sort, FallenClass) else None
        yield {**_sort_row(sort), "count": fallen.count, "share": share, **size, "bundled": bundled}


def _sort_row(sort: WarSort) -> dict[str, Any]:
    return {
        "id": getattr(sort, "id", ""),
        "kinds": " ".join(sort.kinds),
        "least_deaths": sort.least_deaths,
        "least_years": sort.least_years,
        "most_years": sort.most_years,
    }


def followed_lines(told: str, found: Sequence[tuple[WarSort, Followed]]) -> Iterator[str]:
    """Yield for every sort of war what came first within two years, and beside it what is bundled."""
    yield told
    for sort, followed in found:
        size = f"{counted(followed.of, 'year')} of war, {counted(followed.dyads, 'pair')} of warring sides"
        few = " (few)" if followed.of and followed.few else ""
        yield from ("", *wrapped(f"{_title(sort)}: {size}{few}"))
        rows = list(_share_lines(sort, followed))
        yield from (line.rstrip() for line in columns([("", *HEADS.values()), *rows]) if rows)
        unclear = f", {followed.unclear} since the file does not tell what came" if followed.unclear else ""
        if followed.too_late or unclear:
            why = f"{followed.too_late} since the two years after are not in the file{unclear}"
            yield from wrapped(f"left out: {why}", "  ", "  ")
    yield from ("", *wrapped(INTERVALS_RULE))
    gone = "'one gone': one side is no more and the fighting goes on; the bundled figures do not tell it apart."
    yield from ("", *wrapped(gone))


def _share_lines(sort: WarSort, followed: Followed) -> Iterator[tuple[str, ...]]:
    """Yield the shares that were counted, their intervals, and the bundled shares."""
    if followed.of:
        shares = [followed.shares[name] for name in HEADS]
        ends = (interval_by_pairs(share, followed.dyads) for share in shares)
        yield ("  counted here", *(f"{share:.0%}" for share in shares))
        yield ("  95% interval", *(f"{low * 100:.0f}-{high:.0%}" for low, high in ends))
    if isinstance(sort, ReferenceClass):
        known = (sort.shares.get(name) for name in HEADS)
        yield (f"  bundled, of {sort.of}", *("" if share is None else f"{share:.0%}" for share in known))


def fallen_lines(told: str, found: Sequence[tuple[WarSort, Fallen]]) -> Iterator[str]:
    """Yield for every sort of war in how many years the next two took fewer lives, and beside it what is bundled."""
    yield from wrapped(f"{told} It does not tell how wars ended, but whether a year of the next two took fewer lives.")
    for sort, fallen in found:
        share = f"{fallen.count / fallen.of:.0%} of {fallen.of}" if fallen.of else "none is in the file"
        bundled = f"; bundled: {sort.share:.0%} of {sort.of}" if isinstance(sort, FallenClass) else ""
        size = f" in {counted(fallen.units, 'conflict')}" if fallen.of else ""
        yield from ("", *wrapped(f"{_title(sort)}: {share}{size}{bundled}; {fallen.too_late} left out as too late."))


def _title(sort: WarSort) -> str:
    text = sort_in_words(sort)
    return getattr(sort, "title", "") or text[:1].upper() + text[1:]
