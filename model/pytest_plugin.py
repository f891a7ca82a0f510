"""The plug-in under its former name, for environments that were set up before it had a name of its own."""

from model.plugins.ripeness_pytest import *  # noqa: F403
