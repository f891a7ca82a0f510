"""What a page is: what it is called, where it is found, and the function that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view.session import Choice

#: All pages by the names of their folders, in the order of the navigation, the first page first.
Pages = Mapping[str, "Page"]


@dataclass(frozen=True)
class Page:
    """A page of the dashboard: a question, and the function that shows the answer.

    Attributes:
        title: the question, in the navigation and over the page.
        url_path: the page's address, below the server's; empty for the first page. Links that people have kept hold
            it, so it stays what it is.
        icon: of links to the page, by its name among Google's Material Symbols.
        show: shows the page for a case and the scenario at hand; given all pages, for those that link to others.
        choices: what a visitor chooses on the page, and every link holds.
        by_itself: whether a move of a lever makes the page anew by itself, with the levers beside it: for pages that
            follow the lever in the browser. Such a page tells the answer itself.
    """

    title: str
    url_path: str
    icon: str
    show: Callable[[Case, Scenario, Pages], None]
    choices: Sequence[Choice[Any]] = ()
    by_itself: bool = False

    def link(self, label: str = "") -> None:
        """Show a link to the page, with another label than its title if one is given."""
        st.page_link(self.entry(), label=label or self.title, icon=f":material/{self.icon}:")

    def entry(self, show: Callable[[], None] = lambda: None) -> st.Page:
        """Return the page as Streamlit's navigation takes it; `show` is called where it is the one that is chosen."""
        return st.Page(show, title=self.title, url_path=self.url_path, default=not self.url_path)
