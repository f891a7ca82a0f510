"""What is chosen is an id, and what is typed a number: the widgets for both are made in one place each."""

from __future__ import annotations

import ast

import pytest

from tests.house.floorplan import MODULES

#: The widgets of Streamlit's to choose with, and the file that may call them.
TO_CHOOSE_WITH = {"selectbox", "multiselect", "segmented_control", "select_slider", "radio", "pills", "feedback"}
HOME = "model.view.session.choosing"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("model.view")])
def test_no_widget_to_choose_with_is_made_elsewhere(module: str) -> None:
    calls = [node for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.Call)]
    made = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)} & TO_CHOOSE_WITH
    assert not made, f"{made}: let `choose` or `offer` of {HOME} make it, with the ids and what they are called"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("model.view")])
def test_no_number_is_typed_where_a_decimal_comma_would_be_left_out(module: str) -> None:
    """Streamlit's own number input makes 1 of "0,1"."""
    calls = [node for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.Call)]
    made = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
    assert not made & {"number_input", "data_editor"}, "let `show_number_fields` of model.view.components make it"
