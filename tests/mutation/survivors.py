"""The mutants that nobody could tell, each with the reason why."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).parent / "survivors.toml"


def reason(name: str) -> str:
    """Return why a mutant is known to survive; empty if it is not listed, by itself or with its kind."""
    known = listed()
    kind = next((of for of in known if of.endswith("*") and name.startswith(of.removesuffix("*"))), "")
    return known.get(name) or known.get(kind, "")


def listed() -> dict[str, str]:
    """Return the reason by the mutant's name."""
    return {str(name): str(why) for name, why in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}
