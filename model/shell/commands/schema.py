"""`python -m model schema FOLDER`: JSON Schemas of the TOML files, made from the records that read them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.json_schema import PydanticJsonSchemaWarning

from model.knowledge import CASE, EXTENDS, LEAVE_OUT, TABLES, Settings, Theory
from model.scenario import SCENARIO_SUFFIX, Scenario
from model.shell.output import replace_file, say, writing

#: The dialect of the schemas, as editors know it.
DIALECT = "https://json-schema.org/draft/2020-12/schema"


#: Bounds under pydantic's names, which it leaves where a validator of ours comes first, and under JSON Schema's.
BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


#: What a file's schema is called.
ENDING = ".schema.json"


def schemas(extending: bool = False) -> dict[str, dict[str, Any]]:
    """Return the schema of each file of a case, and of scenarios and theories, by the name of the schema's file.

    A schema says which tables and keys there are, what each means, and which values it takes. What only a whole case
    can tell (whether an id is known, whether pulls sum to less than 1) is left to the loader.

    Args:
        extending: for a case that extends another, where a record may give some of its fields only.
    """
    found = {}
    for file, tables in TABLES.items():
        whole = _case_settings() if file == CASE else {"type": "object", "additionalProperties": False}
        schema = _with_tables(file, whole, {name: _table(record) for name, (_, record) in tables.items()})
        found[f"{file.removesuffix('.toml')}{ENDING}"] = _without_required(schema) if extending else schema
    found[f"scenario{ENDING}"] = _titled(_schema(Scenario), f"*{SCENARIO_SUFFIX}")
    found[f"theory{ENDING}"] = _titled(_theory(), "theories/*.toml")
    return found


def _case_settings() -> dict[str, Any]:
    """Return the schema of what stands at the top of a case's own file."""
    ids_by_table = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    schema = _schema(Settings)
    schema["properties"] |= {EXTENDS: {"type": "string"}, LEAVE_OUT: ids_by_table}
    return schema


def _theory() -> dict[str, Any]:
    """Return the schema of a theory; its id is the file's name, and not a key in it."""
    schema = _schema(Theory)
    schema["properties"].pop("id", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    return schema


def _table(record: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a table with a row for each record."""
    schema = _schema(record)
    return {"type": "array", "items": schema, "description": schema.get("description", "")}


def _schema(record: type[BaseModel]) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)  # empty tables as defaults are left out
        schema: dict[str, Any] = _completed(record.model_json_schema(by_alias=True))
    definitions = schema.get("$defs", {})
    if "Source" in definitions:  # may also be written as one string
        definitions["Source"] = {"anyOf": [{"type": "string", "pattern": ": "}, definitions["Source"]]}
    return schema


def _completed(node: Any) -> Any:
    """Return a part of a schema with JSON Schema's names for bounds, and with the short forms that we read as well."""
    if isinstance(node, list):
        return [_completed(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    schema = {BOUNDS.get(key, key): _completed(value) for key, value in node.items()}
    if schema.get("type") == "object" and "minLength" in schema:
        schema["minProperties"] = schema.pop("minLength")
    clauses = schema.get("properties", {}).get("if", {})
    if "additionalProperties" in clauses:  # a term alone, or several, stand for terms of which each counts in full
        several = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        clauses["additionalProperties"] = {"anyOf": [{"type": "string"}, several, clauses["additionalProperties"]]}
    return schema


def _without_required(node: Any) -> Any:
    """Return a schema in which no key is required."""
    if isinstance(node, list):
        return [_without_required(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    kept = {key: value for key, value in node.items() if key != "required" or not isinstance(value, list)}
    return {key: _without_required(value) for key, value in kept.items()}


def _with_tables(file: str, whole: dict[str, Any], tables: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a file and its tables, with all definitions at its top, where references look for them."""
    definitions = dict(whole.pop("$defs", {}))
    for table in tables.values():
        definitions |= table["items"].pop("$defs", {})
    schema = {**whole, "properties": {**whole.get("properties", {}), **tables}}
    return _titled(schema | ({"$defs": definitions} if definitions else {}), file)


def _titled(schema: dict[str, Any], file: str) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, "title": file}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--extending", is_flag=True, help="For a case that extends another: records may have some fields only.")
def schema(folder: Path, extending: bool) -> None:
    """Write JSON Schemas of a case's files into FOLDER.

    With them, editors complete and check such files. One for each file of a case, one for scenarios, one for
    theories. In a file of yours, name its schema in the first line, and an editor that knows TOML (Taplo, Even
    Better TOML) finds it:

    \b
    #:schema ../schemas/rules.schema.json

    For example:

    \b
    python -m model schema schemas/
    python -m model schema schemas/ --extending
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in schemas(extending).items():
            replace_file(folder / name, json.dumps(content, indent=2) + "\n")
            say(folder / name)
