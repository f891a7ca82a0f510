"""JSON Schemas: every bundled file passes them, and what the loader refuses in a single file, they refuse as well."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from model.knowledge.file_format import DATA
from model.knowledge.inheritance import bundled, read_files
from model.shell.app import main
from model.shell.commands.schema import schemas

SCHEMAS, PARTLY = schemas(), schemas(extending=True)
#: Every bundled case's files; the cases are given in part, since they extend the general one, which is a part itself.
FILES = [
    (path, f"{path.stem}.schema.json", PARTLY)
    for case in bundled(DATA)
    for path in sorted((DATA / case).glob("*.toml"))
] + [
    (path, "scenario.schema.json" if path.name.endswith(".scenario.toml") else "theory.schema.json", SCHEMAS)
    for case in bundled(DATA)
    for path in sorted((DATA / case).glob("*/**/*.toml"))
]


def checked(raw, name, among=SCHEMAS):
    jsonschema.Draft202012Validator(among[name]).validate(raw)


@pytest.mark.parametrize("name", ["case", "actors", "issues", "variables", "rules", "claims", "articles"])
def test_a_case_that_is_written_out_passes_as_a_whole(name: str):
    raws, _, _ = read_files(DATA / "ukraine", DATA)
    checked(raws[f"{name}.toml"], f"{name}.schema.json")


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("path", "name", "among"), FILES, ids=lambda part: getattr(part, "name", ""))
def test_every_bundled_file_passes(path: Path, name: str, among: dict[str, Any]):
    checked(tomllib.loads(path.read_text("utf-8")), name, among)


RULE = {"id": "x", "says": "X.", "for": "party", "if": {"trust": "low"}, "then": {"trust": 0.1}}


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({}, True),
        ({"if": {"trust": ["low", "medium"]}}, True),
        ({"if": {"trust": {"low": 0.5, "medium": 1.0}}}, True),
        ({"if": {"trust": {"low": 1.5}}}, False),
        ({"if": {"trust": {"low": 0}}}, False),
        ({"if": {"trust": 3}}, False),
        ({"then": {}}, False),
        ({"then": {"trust": "up"}}, False),
        ({"confidence": "certain"}, False),
        ({"sais": "X."}, False),
        ({"says": ""}, False),
    ],
)
def test_a_rule_is_refused_where_the_loader_would(changes: dict[str, Any], good: bool):
    raw = {"rule": [{**RULE, **changes}]}
    if good:
        checked(raw, "rules.schema.json")
    else:
        with pytest.raises(jsonschema.ValidationError):
            checked(raw, "rules.schema.json")


def test_a_table_that_is_not_known_is_refused():
    with pytest.raises(jsonschema.ValidationError):
        checked({"rules": [RULE]}, "rules.schema.json")


def test_the_shell_writes_them(tmp_path: Path):
    result = CliRunner().invoke(main, ["schema", str(tmp_path / "made")])
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in (tmp_path / "made").iterdir()} == set(SCHEMAS)
    for name, schema in SCHEMAS.items():
        assert json.loads((tmp_path / "made" / name).read_text("utf-8")) == schema
    (tmp_path / "file").touch()
    assert CliRunner().invoke(main, ["schema", str(tmp_path / "file")]).exit_code == 2


def test_a_case_that_extends_another_may_give_some_fields_only():
    part = {"rule": [{"id": "x", "confidence": "low"}]}
    with pytest.raises(jsonschema.ValidationError):
        checked(part, "rules.schema.json")
    extending = jsonschema.Draft202012Validator(schemas(extending=True)["rules.schema.json"])
    extending.validate(part)
    with pytest.raises(jsonschema.ValidationError):
        extending.validate({"rule": [{"id": "x", "confidnce": "low"}]})
