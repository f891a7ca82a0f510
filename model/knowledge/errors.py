"""How bad input is reported: every fault with its file, its place and the likely word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with an input: where it stands and what is the matter with it."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.message) if part)


class InputError(ValueError):
    """Some input cannot be used; `faults` holds everything found wrong with it, in reading order."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class CaseError(InputError):
    """The files of a case do not make a case."""


class ScenarioError(InputError):
    """A scenario cannot be run on the case that it names."""


class TargetError(InputError):
    """A file cannot be written."""


def likely(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return "; did you mean '...'?" for the known word nearest to `word`, or nothing if none is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f"; did you mean '{found[0]}'?" if found else ""


#: So many known words are told in full; of more than that, so many.
MOST_KNOWN, SOME_KNOWN = 12, 6


def known_words(known: Iterable[str], listed: str = "") -> str:
    """Return "; known: ..." with the words that could stand somewhere; of many only some, and how all are listed."""
    names = list(dict.fromkeys(known))
    if len(names) <= MOST_KNOWN:
        return f"; known: {', '.join(names)}" if names else "; there is none"
    return f"; known: {', '.join(names[:SOME_KNOWN])} and {len(names) - SOME_KNOWN} more{listed}"


def toml_files(folder: Path, below: bool = False) -> list[Path]:
    """Return the TOML files of a folder, and of those below if wanted, in their order; letters of any size end them."""
    found = folder.rglob("*") if below else folder.glob("*")
    return sorted(path for path in found if path.suffix.lower() == ".toml")


def read_toml(path: Path, error: type[InputError]) -> dict[str, Any]:
    """Read one TOML file; raise `error` with the place of the first fault if that is not possible."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        beside = (p.name for p in path.parent.glob("*")) if path.parent.is_dir() else ()
        near = likely(path.name, beside, cutoff=0.8)
        raise error([Fault(path.name, "", f"there is no such file in '{path.parent}'{near}")]) from None
    except UnicodeDecodeError as cause:
        raise error([Fault(path.name, f"byte {cause.start}", "this is not text in UTF-8")]) from None
    except tomllib.TOMLDecodeError as cause:
        raise error([Fault(path.name, "", f"this is not valid TOML: {cause}")]) from None
    except RecursionError:
        raise error([Fault(path.name, "", "this is not valid TOML: it is nested too deeply")]) from None
    except (OSError, ValueError) as cause:
        why = getattr(cause, "strerror", None) or cause
        raise error([Fault(path.name, "", f"the file cannot be read: {why}")]) from None


def schema_faults(cause: ValidationError, model: type[BaseModel], file: str, place: str = "") -> list[Fault]:
    """Turn what the schema library found into faults; an unknown key is told with the likely one."""
    return [_fault(dict(error), model, file, place) for error in cause.errors(include_url=False)]


def _fault(error: dict[str, Any], model: type[BaseModel], file: str, place: str) -> Fault:
    steps = [f"no. {step + 1}" if isinstance(step, int) else step for step in error["loc"]]
    match error["type"]:
        case "extra_forbidden":
            word = str(steps.pop())
            keys = _keys(model, error["loc"][:-1])
            message = f"unknown key '{word}'{likely(word, keys) or known_words(keys)}"
        case "missing":
            message = f"'{steps.pop()}' is missing"
        case "value_error":
            message = str(error["ctx"]["error"])
        case "tuple_type":
            message = f"must be a list, as in [{_shown(error['input'])}], not {_shown(error['input'])}"
        case "literal_error":
            message = f"must be {error['ctx']['expected']}, not {_shown(error['input'])}"
        case _:
            message = error["msg"][:1].lower() + error["msg"][1:]
    return Fault(file, ": ".join([part for part in (place, *steps) if part]), message)


def _keys(model: type[BaseModel], steps: Iterable[Any]) -> list[str]:
    """Return the keys that a record's file may have at a place within it."""
    here: type[BaseModel] | None = model
    for step in steps:
        fields = {(f.alias or name): f.annotation for name, f in here.model_fields.items()} if here else {}
        if step in fields:
            here = _record(fields[step])
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _record(annotation: Any) -> type[BaseModel] | None:
    """Return the record that an annotation speaks of, however deep it is wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record(part))), None)


def _shown(value: Any) -> str:
    try:
        return repr(value)
    except ValueError:  # an integer of thousands of digits
        return "a number that is too long to show"
