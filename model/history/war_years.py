"""Years of war, as a file of the Uppsala Conflict Data Program has them: one row for each year of a pair or a conflict.

Columns are found by their names, whatever the letters' size, and others are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.knowledge import CaseError, Fault, WarKind, known_hint

#: Rows of a table: the line of the file that each stands in, and its cells by column.
Rows = Sequence[tuple[int, Mapping[str, str]]]

#: What the file calls the kinds of war. 1 is a state's war outside its own territory against no state.
KIND_OF_CODE: dict[int, WarKind | None] = {
    1: None,
    2: "between-states",
    3: "within-a-state",
    4: "internationalised",
}

#: Fewest deaths in battle a year, by the level of intensity.
LEAST_DEATHS = {1: 25, 2: 1000}

#: How the file codes what a bout of fighting ended with, by the ids of our endings.
ENDING_OF_CODE = {1: "agreement", 2: "ceasefire", 3: "victory", 4: "victory", 5: "quiet", 6: "ceased"}

#: The columns that both files have, and those that the file of terminations has besides.
COMMON = ("year", "type_of_conflict", "intensity_level")
OF_ENDINGS = ("dyad_id", "side_a_2nd", "side_b_2nd", "dyadterm", "outcome")
OF_CONFLICTS = ("conflict_id",)

#: Another name that a column may have.
ALSO_CALLED = {"dyadoutcome": "outcome"}

#: What stands in a cell that says nothing, besides nothing: as R and Stata write it.
NOTHING = ("na", "nan", "null", ".", "-99")


@dataclass(frozen=True)
class WarYear:
    """A year of war of one unit: a pair of warring sides, or a conflict.

    `kind`: None for a state's war outside its own territory. `ended`: the bout of fighting ended in this year, with
    `ending` (empty where the file does not tell). `helpers`: who fought beside the two sides.
    """

    unit: str
    year: int
    kind: WarKind | None
    intensity: int
    ended: bool = False
    ending: str = ""
    helpers: frozenset[str] = frozenset()


def tells_endings(columns: Sequence[str]) -> bool:
    """Whether a file tells how pairs of warring sides ended their fighting, or only when conflicts went on."""
    return any(name in _named(columns) for name in ("dyadterm", "outcome"))


def read_war_years(file: str, columns: Sequence[str], rows: Rows) -> list[WarYear]:
    """Return the years of war in a table, in the order of units and years.

    Args:
        file: its name, for faults.
        columns: their names, as they stand in the first line.
        rows: the cells below.

    Raises:
        CaseError: with every column that is missing; else with every cell that cannot be read (the first twenty), and
            every year that stands there twice, each with its line and column.
    """
    named = _named(columns)
    wanted = (*COMMON, *(OF_ENDINGS if tells_endings(columns) else OF_CONFLICTS))
    missing = [name for name in wanted if name not in named]
    if missing:
        raise CaseError(
            [Fault(file, "line 1", f"there is no column '{name}'{known_hint(name, columns)}") for name in missing]
        )
    faults: list[Fault] = []
    found: dict[tuple[str, int], WarYear] = {}
    for line, cells in rows:
        row = {name: _plain(cells.get(named[name], "")) for name in wanted}
        if not any(row.values()):
            continue
        wrong = list(_faults(file, line, row))
        faults += wrong
        if wrong:
            continue
        one = _war_year(row)
        if (one.unit, one.year) in found:
            faults.append(Fault(file, f"line {line}", f"the year {one.year} of '{one.unit}' stands here twice"))
        found[one.unit, one.year] = one
    if faults:
        more = [Fault(file, "", f"and {len(faults) - MOST_FAULTS} more faults")] if len(faults) > MOST_FAULTS else []
        raise CaseError([*faults[:MOST_FAULTS], *more])
    if not found:
        raise CaseError([Fault(file, "", "there is no year of war in it")])
    return [found[key] for key in sorted(found)]


#: So many faults of a file are told.
MOST_FAULTS = 20


def _named(columns: Sequence[str]) -> dict[str, str]:
    """Return the file's own name of each column by the name that it has here."""
    found: dict[str, str] = {}
    for name in columns:
        plain = name.strip().lower()
        found.setdefault(ALSO_CALLED.get(plain, plain), name)
    return found


#: The whole numbers that a column may hold; where none are given, any.
CODES = {
    "year": range(1800, 2201),
    "type_of_conflict": KIND_OF_CODE,
    "intensity_level": LEAST_DEATHS,
    "dyadterm": (0, 1),
    "outcome": (0, *ENDING_OF_CODE),
}

#: The columns that may be empty.
MAY_BE_EMPTY = ("side_a_2nd", "side_b_2nd", "dyadterm", "outcome")


def _plain(cell: str) -> str:
    """Return a cell without space around it; empty if it says nothing."""
    text = cell.strip()
    return "" if text.lower() in NOTHING else text


def _faults(file: str, line: int, row: Mapping[str, str]) -> Iterator[Fault]:
    for name, cell in row.items():
        codes, place = CODES.get(name), f"line {line}: {name}"
        if not cell and name not in MAY_BE_EMPTY:
            yield Fault(file, place, "the cell is empty")
        elif cell and codes is not None and _whole(cell) not in codes:
            known = f"{codes[0]} to {codes[-1]}" if isinstance(codes, range) else ", ".join(map(str, codes))
            yield Fault(file, place, f"'{cell}' is none of {known}")


def _whole(cell: str) -> int | None:
    """Return the whole number that a cell says, which a spreadsheet may have given a fraction of 0; else None."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def _war_year(row: Mapping[str, str]) -> WarYear:
    outcome = _whole(row.get("outcome", "")) or 0
    helpers = frozenset(
        name
        for side in ("side_a_2nd", "side_b_2nd")
        for part in row.get(side, "").split(",")
        if (name := " ".join(part.split()))
    )
    unit = row["dyad_id"] if "dyad_id" in row else row["conflict_id"]
    return WarYear(
        unit=str(_whole(unit) or unit),
        year=_whole(row["year"]) or 0,
        kind=KIND_OF_CODE[_whole(row["type_of_conflict"]) or 0],
        intensity=_whole(row["intensity_level"]) or 0,
        ended=_whole(row.get("dyadterm", "")) == 1 or outcome > 0,
        ending=ENDING_OF_CODE.get(outcome, ""),
        helpers=helpers,
    )
