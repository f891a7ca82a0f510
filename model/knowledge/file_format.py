"""The files of a case: which tables each may hold, and which records they make."""

from __future__ import annotations

from pathlib import Path

from model.knowledge.happening import Happening
from model.knowledge.records import (
    Actor,
    Article,
    Claim,
    Edge,
    EdgeKind,
    End,
    Episode,
    Fact,
    Issue,
    Objective,
    Record,
    RedLine,
    Rule,
    Scale,
    Stance,
    Start,
    Variable,
)

#: Where the bundled cases are, a folder each.
DATA = Path(__file__).parent.parent / "data"

#: Which tables each file may hold: the table's name, the field of Case that it fills, and its record.
TABLES: dict[str, dict[str, tuple[str, type[Record]]]] = {
    "case.toml": {"edge_kind": ("edge_kinds", EdgeKind)},
    "articles.toml": {
        "article": ("articles", Article),
        "fact": ("facts", Fact),
        "outcome": ("ends", End),
        "episode": ("episodes", Episode),
    },
    "claims.toml": {"claim": ("claims", Claim)},
    "actors.toml": {
        "actor": ("actors", Actor),
        "objective": ("objectives", Objective),
        "edge": ("edges", Edge),
    },
    "issues.toml": {
        "issue": ("issues", Issue),
        "stance": ("stances", Stance),
        "red_line": ("red_lines", RedLine),
    },
    "variables.toml": {
        "scale": ("scales", Scale),
        "variable": ("variables", Variable),
        "start": ("starts", Start),
    },
    "rules.toml": {"rule": ("rules", Rule)},
    "happenings.toml": {"happening": ("happenings", Happening)},
}

#: Files that a case may do without.
OPTIONAL = {"happenings.toml"}


FILE_OF = {field: (file, table) for file, held in TABLES.items() for table, (field, _) in held.items()}
