"""What happens? The verdict, the shares of the pull, their course and the strongest reasons; the numbers on demand."""

from __future__ import annotations

from functools import partial

from model.knowledge import Case
from model.scenario import Scenario
from model.view.components.answer import is_wide, numbers_open, show_answer
from model.view.pages.answer.disagreeing import take_objection
from model.view.pages.answer.numbers import show_numbers
from model.view.pages.answer.telling import answer_payload, run_before
from model.view.pages.base import Page, Pages


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the answer, and below it the numbers if they are unfolded."""
    payload = answer_payload(case, scenario, run_before(case), numbers=numbers_open(), wide=is_wide())
    show_answer(payload, partial(take_objection, case))
    if numbers_open():
        show_numbers(case, scenario, paths=not is_wide())


PAGE = Page(
    title="Scenario",
    url_path="",
    icon="arrow_back",
    show=show_page,
    by_itself=True,
)
