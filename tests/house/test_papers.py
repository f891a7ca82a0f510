"""The papers for developers tell the truth: picture and table are those of the code, and what they name is there."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from model import load_case, load_scenario, simulate
from tests.house.floorplan import PICTURE, ROOT, picture, table

PAPERS = ["docs/architecture.md", "CONTRIBUTING.md"]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
AGAIN = "draw it anew with `python -m tests.house.floorplan`"


def test_the_picture_of_the_house_is_that_of_the_code() -> None:
    assert PICTURE.read_text("utf-8") == picture(), AGAIN


def test_the_table_of_the_house_is_that_of_the_code() -> None:
    (told,) = re.findall(r"<!-- table -->\n(.*?)\n?<!-- end -->", ARCHITECTURE, re.S)
    assert told == table(), AGAIN


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_that_a_paper_names_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    named = re.findall(r"`((?:model|tests|docs|\.ci|\.github)/[\w./-]+|[\w-]+\.(?:py|toml|md))`", text)
    known = {path.name for path in [*(ROOT / "model").rglob("*.*"), *(ROOT / "tests").rglob("*.*"), *ROOT.glob("*.*")]}
    real = [name for name in named if "NAME" not in name]  # the name in a recipe is the reader's to choose
    missing = [name for name in real if not (ROOT / name).exists() and not ("/" not in name and name in known)]
    assert missing == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_of_a_paper_leads_somewhere(paper: str) -> None:
    home = (ROOT / paper).parent
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / paper).read_text("utf-8"))
    assert [link for link in links if not (home / link).exists()] == []


def test_the_worked_example_is_what_the_model_does() -> None:
    """The figures of the table are those of the rule in the first month of today's situation."""
    case, rule = load_case(), "gains-embolden"
    run = simulate(case, load_scenario("default", case))
    second = case.parties[1]
    amounts = run.contributions(f"{second}.flexibility")
    first = amounts[amounts.month == 1]
    (part,) = first[first.rule == rule].amount
    start = run.paths.sel(variable=f"{second}.flexibility").values[0]
    fortune = float(run.paths.sel(variable=f"{second}.fortune").values[0])
    push = fortune * -case.rule_of[rule].consequents["party.flexibility"]
    figures = {
        "battlefield shift": f"{float(run.paths.sel(variable='battlefield_shift').values[0]):.2f}",
        "fortune of the second party": f"{fortune:.2f}",
        "push on its flexibility": f"{push:.4f}",
        "its flexibility before": f"{start:.4f}",
        "1 + U + D, all pushes on it": f"{-start * push / part:.4f}",
        "the rule's part of the step": f"{part:.4f}",
    }
    rows = dict(re.findall(r"^\| ([^|]+?) \| (-?[\d.]+) \|", ARCHITECTURE, re.M))
    assert {name: rows.get(name) for name in figures} == figures


def _leads_somewhere(name: str) -> bool:
    """Return whether a dotted name is a module of ours, or something that one holds."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_dotted_name_of_ours_in_a_docstring_comment_or_paper_leads_somewhere() -> None:
    files = [*(ROOT / "model").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").glob("*.md")]
    files += [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    named = {
        (str(path.relative_to(ROOT)), name)
        for path in files
        for name in re.findall(r"`((?:model|tests)\.[A-Za-z_][\w.]*\w)`", path.read_text("utf-8"))
    }
    assert named
    assert sorted(pair for pair in named if not pair[1].endswith(".py") and not _leads_somewhere(pair[1])) == []
