"""Packages that some things need and not everybody has: whether they are there, and what to install if not."""

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
    def there(self) -> bool:
        """Whether it is installed."""
        return find_spec(self.module) is not None

    @property
    def how(self) -> str:
        """How to get it: in a clone, and with pip."""
        return f"uv run --extra {self.extra} ..., or pip install '{self.requirement}'"

    @property
    def missing(self) -> str:
        """What is missing and how to get it, in a sentence; empty if the package is there."""
        return "" if self.there else f"This needs {self.name}, which is not installed: {self.how}."

    def load(self, module: str) -> Any:
        """Return one of the package's modules. Raises ImportError, with what to install, if it cannot be loaded."""
        try:
            return import_module(f"{self.module}.{module}")
        except ImportError as cause:
            raise ImportError(f"this needs {self.name}, which cannot be loaded ({cause}): {self.how}") from None


#: Sobol's and Morris's designs and indices. Before 1.5.2, its Morris analysis seeds NumPy's global state.
SALIB = Package("SALib", "SALib", "sensitivity", "SALib>=1.5.2")

#: Trees that find conditions as boxes.
SKLEARN = Package("sklearn", "scikit-learn", "boxes", "scikit-learn>=1.5")

#: Workbooks, written and opened.
OPENPYXL = Package("openpyxl", "openpyxl", "xlsx", "openpyxl>=3.1.3")

#: Sweeps as other files.
PYARROW = Package("pyarrow", "pyarrow", "parquet", "pyarrow>=17.0")
H5NETCDF = Package("h5netcdf", "h5netcdf", "netcdf", "h5netcdf>=1.4")

#: Sweeps on many machines.
DASK = Package("distributed", "Dask", "cluster", "distributed>=2024.1")

#: The page; and the pictures of a notebook, through Altair, which comes with it.
STREAMLIT = Package("streamlit", "Streamlit", "dashboard", "streamlit>=1.66")
ALTAIR = Package("altair", "Altair", "dashboard", "altair")
