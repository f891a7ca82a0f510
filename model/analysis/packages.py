"""Packages that some questions need and not everybody has: whether they are there, and what to install if not."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any


@dataclass(frozen=True)
class Package:
    """A package: as Python imports it, what it is called, the extra that has it, and what pip is told to install it."""

    module: str
    name: str
    extra: str
    requirement: str

    @property
    def missing(self) -> str:
        """What is missing and how to get it, in a sentence; empty if the package is there."""
        return "" if find_spec(self.module) else f"This needs {self.name}, which is not installed: {self._how}."

    def load(self, module: str) -> Any:
        """Return one of the package's modules. Raises ImportError, with what to install, if it cannot be loaded."""
        try:
            return import_module(f"{self.module}.{module}")
        except ImportError as cause:
            raise ImportError(f"this needs {self.name}, which cannot be loaded ({cause}): {self._how}") from None

    @property
    def _how(self) -> str:
        return f"uv run --extra {self.extra} ..., or pip install '{self.requirement}'"


#: Sobol's and Morris's designs and indices. Before 1.5.2, its Morris analysis seeds NumPy's global state.
SALIB = Package("SALib", "SALib", "sensitivity", "SALib>=1.5.2")


#: Trees that find conditions as boxes.
SKLEARN = Package("sklearn", "scikit-learn", "boxes", "scikit-learn>=1.5")
