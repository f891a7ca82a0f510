"""The version of the model: results are told with it."""

__version__ = "0.7.0"
