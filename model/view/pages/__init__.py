"""The pages: a folder each. A new page is a folder with a `page.py` like the others, and its name in a group here."""

from collections.abc import Mapping, Sequence
from importlib import import_module

from model.view.pages.base import Pages

#: The pages' folders by the groups of the navigation, in its order; the first page opens first.
GROUPS: Mapping[str, Sequence[str]] = {
    "Explore": ("answer", "tipping_map", "comparison"),
    "Explain": ("why", "sensitivity", "deal", "actors"),
    "Reach a goal": ("reach",),
    "Can I trust it?": ("history", "expectations", "evidence"),
}

#: The groups whose pages answer for the levers as they stand: these stand beside them.
BESIDE_THE_LEVERS = ("Explore", "Explain", "Reach a goal")

PAGES: Pages = {
    folder: import_module(f"{__name__}.{folder}.page").PAGE for folders in GROUPS.values() for folder in folders
}
