"""Tables with bars as HTML for the page."""

from __future__ import annotations

from html import escape

from model.view.pages.sensitivity.tables import Bar, BarTable, Cell, Row


def table_html(table: BarTable) -> str:
    """Return a table with bars as HTML."""
    heads = "".join(f"<th scope='col'>{escape(head)}</th>" if head else "<td></td>" for head in ("", *table.heads))
    rows = "".join(map(_row, table.rows))
    rest = f"<p class='rest'>{escape(table.rest)}</p>" if table.rest else ""
    return f"<table class='bars'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _row(row: Row) -> str:
    basis = f" <i>({escape(row.basis)})</i>" if row.basis else ""
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in row.cells)
    return f"<tr><th scope='row'>{escape(row.label)}{basis}</th>{cells}</tr>"


def _cell(cell: Cell) -> str:
    if cell.unsettled:
        return f"<span class='unsettled'>not settled: {escape(cell.unsettled)}</span>"
    bar = f"<div class='span'>{_bar(cell.bar)}</div>" if cell.bar else ""
    strong = f"<b>{escape(cell.strong)}</b>" if cell.strong else ""
    small = f"<small>{escape(cell.small)}</small>" if cell.small else ""
    return f"{bar}{escape(cell.text)}{strong}{small}"


def _bar(bar: Bar) -> str:
    text = f"<i class='bar {bar.way}' style='left:{bar.left:.1%};width:{bar.width:.1%}'></i>"
    if bar.now is not None:
        text += f"<i class='now' style='left:{bar.now:.1%}'></i>"
    if bar.reach is not None:
        low, high = bar.reach
        text += f"<i class='reach' style='left:{low:.1%};width:{high - low:.1%}'></i>"
    return text
