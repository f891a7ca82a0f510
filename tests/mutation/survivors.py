"""The mutants that nobody could tell, each with the reason why."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).parent / "survivors.toml"


def listed() -> dict[str, str]:
    """Return the reason by the mutant's name."""
    return {str(name): str(why) for name, why in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}
