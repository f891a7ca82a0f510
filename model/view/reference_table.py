"""The reference classes as HTML: of wars of a sort, how many went which way within two years."""

from __future__ import annotations

from html import escape

from model.explain import COLOURS, LABELS, SHAPES
from model.history import CLASSES, GOES_ON, VICTORY, class_rows
from model.knowledge import Outcome, WarFacts

#: What each column is called and marked with.
HEADS = {str(one): (LABELS[one], SHAPES[one], COLOURS[one]) for one in Outcome} | {
    GOES_ON: ("The war went on", "▨", ""),
    VICTORY: ("One side won", "", ""),
}


def reference_table(facts: WarFacts | None) -> str:
    """Return all classes as a table, that of the war first: shares of the years counted, with their intervals."""
    rows = sorted(class_rows(facts), key=lambda row: not row["chosen"])
    body = "".join(_class_of_wars(row) for row in rows)
    head = "".join(f"<th scope='col'>{_mark(name)}</th>" for name in (*CLASSES, VICTORY))
    return f"<table class='like'><thead><tr>{head}</tr></thead>{body}</table>"


def _class_of_wars(row: dict[str, object]) -> str:
    """Return a class as two rows: what it is and how much was counted, and the shares."""
    own = "<b class='own'>like this one</b> " if row["chosen"] else ""
    few = ": few" if row["few"] else ""
    size = f"{row['years']} years of war, {row['dyads']} pairs of warring sides{few}"
    title = f"<tr><th scope='rowgroup' colspan='5'>{own}{escape(str(row['title']))} <small>{size}</small></th></tr>"
    cells = "".join(
        f"<td>{row[name]:.0%} <small>{row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%}</small></td>"
        for name in (*CLASSES, VICTORY)
    )
    return f"<tbody{' class=chosen' if row['chosen'] else ''}>{title}<tr>{cells}</tr></tbody>"


def _mark(name: str) -> str:
    label, shape, colour = HEADS[name]
    style = f" style='color:{colour}'" if colour else ""
    return f"<b{style} aria-hidden='true'>{shape}</b> {label}" if shape else label
