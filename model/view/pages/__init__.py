"""The pages: a folder each. A new page is a folder with a `page.py` like the others, and its name in the list here."""

from importlib import import_module

from model.view.pages.base import Pages

#: The pages' folders, in the order of the navigation; the first one opens first, and links to all others.
FOLDERS = (
    "answer",
    "tipping_map",
    "reach",
    "why",
    "deal",
    "actors",
    "comparison",
    "sensitivity",
    "expectations",
    "history",
    "evidence",
)

PAGES: Pages = {folder: import_module(f"{__name__}.{folder}.page").PAGE for folder in FOLDERS}
