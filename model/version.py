"""The version of the model: results are told with it."""

from __future__ import annotations

__version__ = "0.7.0"
