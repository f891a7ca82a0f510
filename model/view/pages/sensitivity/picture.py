"""Tables with bars as a picture that stands alone: SVG without a script."""

from __future__ import annotations

from itertools import accumulate
from xml.etree import ElementTree as Xml

from model.knowledge import xml_text
from model.view.pages.sensitivity.tables import Bar, BarTable, Row
from model.view.theme import Theme

#: Ground and ink of a picture, by theme, as the page has them.
GROUNDS = {"light": ("#ffffff", "#2f2d2b"), "dark": ("#171614", "#edebe8")}


#: Colours of bars by their way; those that are not solid have stripes: how wide each is in pixels, how far turned.
INKS = {"up": "#0072b2", "down": "#d55e00", "bend": "#777777"}


STRIPES = {"down": (9, 5, 45), "bend": (6, 3, 0)}


#: Widths in pixels: of the picture, its margin, the column of names, and what stands between columns.
WIDTH, MARGIN, NAMES, GAP = 960, 20, 400, 16


#: Heights in pixels: of a line of text, and of a bar.
LINE, BAR = 17, 14


#: How wide a letter is on average, as a share of the type's size: rather too wide here, since text may not run over.
LETTER = 0.54


def table_picture(table: BarTable, title: str, says: str, credit: str, theme: Theme = "light") -> str:
    """Return a table as a picture that needs nothing else: SVG with all of its looks in it.

    Args:
        table: what it shows.
        title: what stands over it.
        says: how to read it.
        credit: where it is from, at its foot.
        theme: "light" or "dark".
    """
    ground, ink = GROUNDS[theme]
    svg = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": str(WIDTH), "font-family": "sans-serif"})
    Xml.SubElement(svg, "title").text = title
    _define_stripes(svg)
    back = Xml.SubElement(svg, "rect", {"width": "100%", "fill": ground})
    body = Xml.SubElement(svg, "g", {"fill": ink})
    y = _write(body, title, MARGIN, MARGIN + 16, 18, weight="600") + 6
    y = _write(body, says, MARGIN, y, 12) + 12
    columns = _columns(table)
    heads = zip(table.heads, columns, strict=True)
    y = max(_write(body, head, x, y, 12, wide, weight="600") for head, (x, wide) in heads)
    for row in table.rows:
        y = _draw_row(body, row, columns, y + 6, ink)
    y = _write(body, table.rest, MARGIN, y + 12, 12)
    y = _write(body, credit, MARGIN, y + 12, 11)
    for element, high in ((svg, y), (back, y)):
        element.set("height", f"{high:g}")
    svg.set("viewBox", f"0 0 {WIDTH} {y:g}")
    return xml_text(svg)


def _columns(table: BarTable) -> list[tuple[float, float]]:
    """Return where each column of cells begins and how wide it is; one with a bar is twice as wide as one without."""
    bars = [any(row.cells[n].bar or row.cells[n].unsettled for row in table.rows) for n in range(len(table.heads))]
    room = WIDTH - 2 * MARGIN - NAMES - len(bars) * GAP
    unit = room / (sum(bars) + len(bars))
    wides = [unit * (2 if bar else 1) for bar in bars]
    starts = accumulate((wide + GAP for wide in wides), initial=MARGIN + NAMES + GAP)
    return list(zip(starts, wides, strict=False))


def _draw_row(body: Xml.Element, row: Row, columns: list[tuple[float, float]], y: float, ink: str) -> float:
    """Draw a row below y; return how far down it reaches."""
    Xml.SubElement(
        body, "path", {"d": f"M{MARGIN},{y - 12:g}H{WIDTH - MARGIN}", "stroke": ink, "stroke-opacity": "0.2"}
    )
    ends = [_write(body, row.label + (f" ({row.basis})" if row.basis else ""), MARGIN, y + 4, 13, NAMES)]
    for cell, (x, wide) in zip(row.cells, columns, strict=True):
        text = f"not settled: {cell.unsettled}" if cell.unsettled else cell.text + cell.strong + cell.small
        if cell.bar:
            _draw_bar(body, cell.bar, x, y - 8, wide, ink)
        ends.append(_write(body, text, x, y + (BAR + 8 if cell.bar else 4), 12, wide))
    return max(ends)


def _draw_bar(body: Xml.Element, bar: Bar, x: float, y: float, wide: float, ink: str) -> None:
    def box(left: float, width: float, fill: str, top: float = 0, high: float = BAR) -> Xml.Element:
        place = {"x": f"{x + left * wide:.1f}", "width": f"{width:.1f}", "y": f"{y + top:g}", "height": f"{high:g}"}
        return Xml.SubElement(body, "rect", place | {"fill": fill})

    box(0, wide, "#888888").set("fill-opacity", "0.15")
    fill = f"url(#{bar.way})" if bar.way in STRIPES else INKS[bar.way]
    box(bar.left, max(bar.width * wide, 2), fill).set("data-way", bar.way)
    if bar.reach is not None:
        box(bar.reach[0], max((bar.reach[1] - bar.reach[0]) * wide, 2), ink, top=BAR / 2 - 1, high=2)
    if bar.now is not None:
        box(bar.now, 2, ink)


def _define_stripes(svg: Xml.Element) -> None:
    defs = Xml.SubElement(svg, "defs")
    for way, (wide, dark, turned) in STRIPES.items():
        size = {"width": str(wide), "height": str(wide), "patternUnits": "userSpaceOnUse"}
        pattern = Xml.SubElement(defs, "pattern", {"id": way, **size, "patternTransform": f"rotate({turned})"})
        box = {"width": str(wide), "height": str(wide), "fill": INKS[way], "fill-opacity": "0.45"}
        Xml.SubElement(pattern, "rect", box)
        Xml.SubElement(pattern, "rect", {"width": str(dark), "height": str(wide), "fill": INKS[way]})


def _write(
    body: Xml.Element, text: str, x: float, y: float, size: int, wide: float = WIDTH - 2 * MARGIN, weight: str = "400"
) -> float:
    """Set a text, broken into lines, its first line's foot at y; return where the foot of the next would be."""
    for line in wrapped(text, wide / (size * LETTER)):
        place = {"x": f"{x:.1f}", "y": f"{y:g}", "font-size": str(size), "font-weight": weight}
        Xml.SubElement(body, "text", place).text = line
        y += LINE * max(size / 13, 1)
    return y


def wrapped(text: str, letters: float) -> list[str]:
    """Return a text in lines of at most so many letters, longer only where a word is; no line for no text."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
