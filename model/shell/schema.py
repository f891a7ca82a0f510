"""JSON Schemas of the TOML files, so that editors complete and check them. Made from the records that read them."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.json_schema import PydanticJsonSchemaWarning

from model.knowledge import CASE, EXTENDS, LEAVE_OUT, TABLES, Settings, Theory
from model.scenario import SCENARIO_SUFFIX, Scenario

#: The dialect of the schemas, as editors know it.
DIALECT = "https://json-schema.org/draft/2020-12/schema"


#: Bounds that pydantic leaves in its own words where a validator of ours comes first.
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


#: What a file's schema is called.
ENDING = ".schema.json"


def schemas(extending: bool = False) -> dict[str, dict[str, Any]]:
    """Return the schema of each file of a case, and of scenarios and theories, by the name of the schema's file.

    `extending`: for a case that extends another, where a record may give some of its fields only.

    A schema says which tables and keys there are, what each means, and which values it takes. What only a whole case
    can tell (whether an id is known, whether pulls sum to less than 1) is told by the loader.
    """
    found = {}
    for file, tables in TABLES.items():
        parts = {name: _rows(model) for name, (_, model) in tables.items()}
        whole: dict[str, Any] = {"type": "object", "additionalProperties": False}
        if file == CASE:
            whole = _schema(Settings)
            whole["properties"] |= {EXTENDS: {"type": "string"}, LEAVE_OUT: _ids()}
        joined = _joined(file, whole, parts)
        found[_named(file.removesuffix(".toml"))] = _partly(joined) if extending else joined
    found[_named("scenario")] = _titled(_schema(Scenario), f"*{SCENARIO_SUFFIX}")
    theory = _schema(Theory)
    theory["properties"].pop("id", None)  # it is the file's name
    theory["required"] = [name for name in theory.get("required", []) if name != "id"]
    found[_named("theory")] = _titled(theory, "theories/*.toml")
    return found


def _partly(node: Any) -> Any:
    """Return a schema in which nothing is required."""
    if isinstance(node, list):
        return [_partly(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    return {key: _partly(value) for key, value in node.items() if key != "required" or not isinstance(value, list)}


def _ids() -> dict[str, Any]:
    """Return the schema of lists of ids by table."""
    return {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}


def _named(what: str) -> str:
    return f"{what}{ENDING}"


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)  # empty tables as defaults are left out
        schema: dict[str, Any] = _mended(model.model_json_schema(by_alias=True))
    definitions = schema.get("$defs", {})
    if "Source" in definitions:
        definitions["Source"] = {"anyOf": [{"type": "string", "pattern": ": "}, definitions["Source"]]}
    return schema


def _mended(node: Any) -> Any:
    """Return a schema with what our validators read besides, and with bounds where pydantic leaves its own words."""
    if isinstance(node, list):
        return [_mended(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    held = {BOUNDS.get(key, key): _mended(value) for key, value in node.items()}
    if held.get("type") == "object" and "minLength" in held:
        held["minProperties"] = held.pop("minLength")
    clauses = held.get("properties", {}).get("if", {})
    if "additionalProperties" in clauses:  # a term alone, or several, stand for terms of which each counts in full
        several = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        clauses["additionalProperties"] = {"anyOf": [{"type": "string"}, several, clauses["additionalProperties"]]}
    return held


def _rows(model: type[BaseModel]) -> dict[str, Any]:
    schema = _schema(model)
    return {"type": "array", "items": schema, "description": schema.get("description", "")}


def _joined(file: str, whole: dict[str, Any], parts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a file with all definitions at its top, where references look for them."""
    definitions = dict(whole.pop("$defs", {}))
    for part in parts.values():
        definitions |= part["items"].pop("$defs", {})
    properties = {**whole.get("properties", {}), **parts}
    joined = {**whole, "properties": properties}
    return _titled(joined | ({"$defs": definitions} if definitions else {}), file)


def _titled(schema: dict[str, Any], file: str) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, "title": file}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--extending", is_flag=True, help="For a case that extends another: records may have some fields only.")
def schema(folder: Path, extending: bool) -> None:
    r"""Write JSON Schemas of a case's files into FOLDER, so that editors complete and check them.

    One for each file of a case, one for scenarios, one for theories. In a file of yours, name its schema in the first
    line, and an editor that knows TOML (Taplo, Even Better TOML) finds it:

    \b
    #:schema ../schemas/rules.schema.json
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, held in schemas(extending).items():
            (folder / name).write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
            click.echo(folder / name)
    except OSError as error:
        click.echo(f"{folder}: cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)
