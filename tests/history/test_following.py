"""What followed years of war, counted from a file: a small one whose answer was worked out by hand, and laws."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.history.following import ENDINGS, Asked, Fallen, count_fallen, count_followed
from model.history.reference_classes import WarSort
from model.history.war_years import WarYear, read_war_years, tells_endings
from model.knowledge import CaseError

#: Eight pairs of warring sides, to 2007. What comes first after each year is told behind it.
FILE = """\
dyad_id,year,side_a_2nd,side_b_2nd,type_of_conflict,intensity_level,dyadterm,outcome
10,2000,,,2,2,0,
10,2001,,,2,2,0,
10,2002,,,2,2,0,
10,2003,,,2,2,1,2
20,2000,X,,4,2,0,
20,2001,X,"Y, X",4,2,1,3
30,2000,,,3,2,0,
30,2001,,,3,1,0,
30,2002,,,3,1,1,5
40,2005,,,3,2,0,
40,2006,,,3,2,,
40,2007,,,3,2,,
50,2001,,,3,2,0,
50,2004,,,3,2,0,
50,2005,,,3,2,1,6
60,2000,,,1,2,0,
60,2001,,,1,2,1,4
70,2000,,,2,1,0,
70,2001,,,2,2,0,
70,2002,,,2,2,1,1
70,2003,,,2,2,0,
70,2004,,,2,2,1,4
"""


def years_in(text: str, file: str = "small.csv") -> list[WarYear]:
    lines = list(csv.reader(io.StringIO(text)))
    rows = [(number, dict(zip(lines[0], cells, strict=True))) for number, cells in enumerate(lines[1:], 2)]
    return read_war_years(file, lines[0], rows)


def asked(*kinds: str, **more: int) -> Asked:
    bounds = {name: more.pop(name) for name in ("first", "last") if name in more}
    return Asked(WarSort(kinds=kinds, **more), **bounds)


def came(found: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in found.items() if count}


@pytest.mark.parametrize(
    ("question", "counts", "dyads", "too_late", "unclear"),
    [
        # 10: went on, ceasefire, ceasefire; 70: an agreement a year later; then, begun anew, a victory
        (asked("between-states"), {"went-on": 1, "ceasefire": 2, "agreement": 1, "victory": 1}, 2, 0, 0),
        # 20: Y joins in the year in which one side wins: it joined first
        (asked("internationalised"), {"joined": 1}, 1, 0, 0),
        # 30: quiet; 40: went on, and two years too late; 50: not told what came, then one side is no more
        (asked("within-a-state"), {"quiet": 1, "went-on": 1, "ceased": 1}, 3, 2, 1),
        # with smaller wars: 30 in 2001 as well
        (asked("within-a-state", least_deaths=25), {"quiet": 2, "went-on": 1, "ceased": 1}, 3, 2, 1),
        # from the third year in a row on: 10 in 2002; 70 has begun anew in 2003, and its first year was smaller
        (asked("between-states", "internationalised", least_years=3), {"ceasefire": 1}, 1, 0, 0),
        (asked("between-states", least_years=2, most_years=2), {"ceasefire": 1, "agreement": 1}, 2, 0, 0),
        (asked("between-states", first=2001, last=2001), {"ceasefire": 1, "agreement": 1}, 2, 0, 0),
        (asked("between-states", first=2006), {}, 0, 0, 0),
    ],
)
def test_what_came_first_is_as_worked_out_by_hand(question, counts, dyads, too_late, unclear):
    found = count_followed(years_in(FILE), question)
    assert came(found.counts) == counts
    assert (found.dyads, found.too_late, found.unclear) == (dyads, too_late, unclear)


def test_a_helper_of_the_year_itself_has_not_joined_nor_has_one_who_left():
    text = FILE.replace('X,"Y, X",4,2,1,3', ",X,4,2,1,3")
    assert came(count_followed(years_in(text), asked("internationalised")).counts) == {"victory": 1}


def test_years_whose_next_two_are_not_in_the_file_are_left_out_whatever_came_in_the_first_of_them():
    to_2004 = "\n".join(line for line in FILE.splitlines() if ",2005," not in line and ",2006," not in line)
    to_2004 = "\n".join(line for line in to_2004.splitlines() if ",2007," not in line)
    found = count_followed(years_in(to_2004), asked("between-states"))
    assert came(found.counts) == {"went-on": 1, "ceasefire": 2, "agreement": 1}  # the victory of 2004 came too soon
    assert found.too_late == 1


CONFLICTS = """\
Conflict_ID;year;type_of_conflict;intensity_level
1;2000;2;2
1;2001;2;2
1;2002;2;2
1;2003;2;2
1;2004;2;1
2;2000;2;2
2;2001;2;1
2;2006;2;1
3;2005;2;2
""".replace(";", ",")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (asked("between-states", most_years=1), Fallen(count=1, of=2, units=2, too_late=1)),
        (asked("between-states", least_years=3), Fallen(count=2, of=2, units=1, too_late=0)),
        (asked("internationalised"), Fallen(count=0, of=0, units=0, too_late=0)),
    ],
)
def test_whether_a_war_fell_below_a_thousand_dead_is_as_worked_out_by_hand(question, found):
    assert count_fallen(years_in(CONFLICTS), question) == found


# ---------------------------------------------------------------------------------------------------------- laws


@st.composite
def wars(draw) -> list[WarYear]:
    found = []
    for unit in range(draw(st.integers(1, 4))):
        for year in sorted(draw(st.sets(st.integers(2000, 2010), min_size=1))):
            ended = draw(st.booleans())
            found.append(
                WarYear(
                    unit=str(unit),
                    year=year,
                    kind=draw(st.sampled_from([None, "between-states", "within-a-state"])),
                    intensity=draw(st.sampled_from([1, 2])),
                    ended=ended,
                    ending=draw(st.sampled_from([*set(ENDINGS) - {"joined", "went-on"}, ""])) if ended else "",
                    helpers=frozenset(draw(st.sets(st.sampled_from("XYZ")))),
                )
            )
    return found


@settings(max_examples=60, deadline=None)
@given(wars(), st.randoms(), st.sampled_from([25, 1000]), st.integers(1, 4))
def test_the_order_of_rows_changes_nothing_shares_sum_to_one_and_no_year_is_lost(
    years: list[WarYear], luck: random.Random, least_deaths: int, least_years: int
):
    question = asked("between-states", "within-a-state", least_deaths=least_deaths, least_years=least_years)
    found, fallen = count_followed(years, question), count_fallen(years, question)
    shuffled = luck.sample(years, len(years))
    assert (count_followed(shuffled, question), count_fallen(shuffled, question)) == (found, fallen)
    assert sum(found.shares.values()) == pytest.approx(1 if found.of else 0)
    assert found.dyads <= found.of
    if least_years == 1:
        meant = [one for one in years if one.kind and not one.ended and (one.intensity == 2 or least_deaths == 25)]
        assert found.of + found.too_late + found.unclear == len(meant)


# -------------------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dyadterm,", "dyadtem,", "small.csv: line 1: there is no column 'dyadterm'; did you mean 'dyadtem'?"),
        ("10,2001,,,2,2,0,", "10,2001,,,5,2,0,", "small.csv: line 3: type_of_conflict: '5' is none of 1, 2, 3, 4"),
        ("10,2001,,,2,2,0,", "10,2001,,,2,3,0,", "line 3: intensity_level: '3' is none of 1, 2"),
        ("10,2001,,,2,2,0,", "10,MMI,,,2,2,0,", "line 3: year: 'MMI' is none of 1800 to 2200"),
        ("10,2001,,,2,2,0,", ",2001,,,2,2,0,", "line 3: dyad_id: the cell is empty"),
        ("10,2001,,,2,2,0,", "10,2000,,,2,2,0,", "line 3: the year 2000 of '10' stands here twice"),
        ("1,2\n20", "1,7\n20", "line 5: outcome: '7' is none of 0, 1, 2, 3, 4, 5, 6"),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(old: str, new: str, said: str):
    assert old in FILE
    with pytest.raises(CaseError) as told:
        years_in(FILE.replace(old, new, 1))
    assert said in str(told.value)


def test_a_file_full_of_faults_tells_the_first_ones_and_how_many_more():
    with pytest.raises(CaseError) as told:
        years_in(FILE.replace(",20", ",x20"))
    assert len(told.value.faults) == 21
    assert str(told.value).endswith("small.csv: and 2 more faults")


def test_a_file_without_a_row_says_so():
    with pytest.raises(CaseError, match="there is no year of war in it"):
        years_in(FILE.splitlines()[0])


def test_capital_letters_other_names_and_numbers_of_a_spreadsheet_are_read_alike():
    other = FILE.replace("dyad_id,year", "DYAD_ID,Year").replace("outcome", "dyadoutcome").replace(",2,2,", ",2.0,2.0,")
    assert years_in(other) == years_in(FILE)
    blank = FILE.replace(",0,\n", ",NA,.\n").replace("20,2000,X,,", "20,2000,X,-99,")
    assert years_in(blank) == years_in(FILE)


def test_an_outcome_tells_that_the_fighting_ended_also_where_the_mark_of_the_end_is_missing():
    assert years_in(FILE.replace("2,2,1,2", "2,2,0,2")) == years_in(FILE)
    assert came(count_followed(years_in(FILE.replace("2,2,1,2", "2,2,1,")), asked("between-states")).counts) == {
        "went-on": 1,
        "agreement": 1,
        "victory": 1,
    }  # an end of which is not told how is left out


def test_columns_of_the_two_files_are_told_apart():
    assert tells_endings(["dyad_id", "DyadOutcome"])
    assert not tells_endings(CONFLICTS.splitlines()[0].split(","))
