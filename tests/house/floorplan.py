"""The house as its code has it: which file belongs to which room, who imports whom, and a picture of it.

`python -m tests.house.floorplan` draws the picture anew.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
PICTURE, PAPER = ROOT / "docs" / "house.svg", ROOT / "docs" / "architecture.md"
#: The order of the rooms, from the ground up. Nobody imports from the same line, or from one above.
ORDER = (
    ("version", "arrays", "packages", "showing"),
    ("pictures",),
    ("knowledge",),
    ("store",),
    ("scenario",),
    ("engine",),
    ("uncertainty",),
    ("analysis", "explain", "history"),
    ("expectations",),
    ("model",),  # the public names
    ("shell", "view"),
    ("__main__", "plugins", "app"),
)
FLOOR = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
#: The rooms proper: packages with a face.
ROOMS = tuple(room for rooms in ORDER for room in rooms if (ROOT / "model" / room / "__init__.py").is_file())


def module_of(path: Path) -> str:
    """Return a file's module: "model.engine" for the face of the engine."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in [ROOT / "app.py", *sorted((ROOT / "model").rglob("*.py"))]}


def room_of(module: str) -> str:
    """Return the room that a module belongs to: "view" for "model.view.charts"."""
    return module.split(".")[1] if "." in module else module


@cache
def imports(path: Path) -> frozenset[str]:
    """Return everything that a file imports, wherever in the file, also only for types: our own by its module."""
    found: set[str] = set()
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                home = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*home, *([node.module] if node.module else [])])
            found |= {f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in node.names}
    return frozenset(found)


@cache
def own_imports(path: Path) -> frozenset[str]:
    """Return what a file imports of ours, by module."""
    return frozenset(name for name in imports(path) if name in MODULES or name.split(".")[0] == "model")


def arrows() -> set[tuple[str, str]]:
    """Return which room enters which other room."""
    pairs = {(room_of(module), room_of(other)) for module, path in MODULES.items() for other in own_imports(path)}
    return {(room, other) for room, other in pairs if room != other and room in ROOMS and other in ROOMS}


def purpose(room: str) -> str:
    """Return what a room is for: the first sentence of its face."""
    text = ast.get_docstring(ast.parse(MODULES[f"model.{room}"].read_text("utf-8"))) or ""
    return text.split("\n")[0].split(": ")[0].rstrip(".")


# ---------------------------------------------------------------------------------------------------- the picture

#: Sizes in the picture: of a room, of the gap between two floors, and of the margin.
WIDE, TALL, GAP, EDGE = 250, 62, 34, 16
STYLE = (
    "text{font:12px sans-serif;fill:#222}.name{font-weight:bold;font-size:15px}"
    "rect{fill:#eef4fb;stroke:#0072b2;stroke-width:1.5}path{stroke:#666;stroke-width:1.2;fill:none}"
)


def steps() -> list[tuple[str, str]]:
    """Return the arrows that no way over other rooms stands for: what has to be drawn to see the order."""
    known = arrows()

    def reached(room: str, seen: set[str]) -> set[str]:
        for _, other in sorted(pair for pair in known if pair[0] == room):
            if other not in seen:
                seen.add(other)
                reached(other, seen)
        return seen

    return sorted(
        (room, other)
        for room, other in known
        if not any(other in reached(between, set()) for start, between in known if start == room and between != other)
    )


def places() -> dict[str, tuple[int, int]]:
    """Return where each room stands in the picture: the doors at the top, the ground at the bottom."""
    floors = [[room for room in rooms if room in ROOMS] for rooms in reversed(ORDER)]
    floors = [rooms for rooms in floors if rooms]
    widest = max(map(len, floors)) * (WIDE + EDGE) + EDGE
    found = {}
    for floor, rooms in enumerate(floors):
        left = (widest - len(rooms) * (WIDE + EDGE) + EDGE) // 2
        for number, room in enumerate(rooms):
            found[room] = left + number * (WIDE + EDGE), EDGE + floor * (TALL + GAP)
    return found


def lines_of(text: str, width: int = 36) -> list[str]:
    """Return a text cut into lines."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def picture() -> str:
    """Return the house as an SVG: rooms with their purpose, an arrow from each room to those it stands on."""
    at = places()
    wide = max(left for left, _ in at.values()) + WIDE + EDGE
    tall = max(top for _, top in at.values()) + TALL + EDGE
    parts = []
    for room, other in steps():
        (left, top), (to, below) = at[room], at[other]
        x, y, end_x, end_y = left + WIDE // 2, top + TALL, to + WIDE // 2, below
        parts.append(
            f'<path d="M{x} {y} C{x} {y + GAP} {end_x} {end_y - GAP} {end_x} {end_y - 6}" marker-end="url(#tip)"/>'
        )
    for room, (left, top) in at.items():
        parts.append(f'<rect x="{left}" y="{top}" width="{WIDE}" height="{TALL}" rx="6"/>')
        parts.append(f'<text class="name" x="{left + 10}" y="{top + 20}">{room}</text>')
        for number, line in enumerate(lines_of(purpose(room))):
            parts.append(f'<text x="{left + 10}" y="{top + 37 + 15 * number}">{escape(line)}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" role="img" '
        f'aria-label="The rooms of the house, each standing on those below it">\n<style>{STYLE}</style>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" style="fill:#666"/></marker></defs>\n<rect width="{wide}" height="{tall}" '
        f'style="fill:#fff;stroke:none"/>\n{body}\n</svg>\n'
    )


def table() -> str:
    """Return who enters whom as a table in Markdown: a dot where a room enters another."""
    rooms = [room for rooms in ORDER for room in rooms if room in ROOMS]
    lines = ["| enters | " + " | ".join(rooms[:-2]) + " |", "|---" * (len(rooms) - 1) + "|"]
    known = arrows()
    for room in reversed(rooms):
        cells = ["•" if (room, other) in known else "" for other in rooms[:-2]]
        if any(cells):
            lines.append(f"| **{room}** | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw() -> None:
    """Write the picture, and the table into the paper that shows it."""
    PICTURE.write_text(picture(), "utf-8")
    text = PAPER.read_text("utf-8")
    head, _, rest = text.partition("<!-- table -->\n")
    PAPER.write_text(f"{head}<!-- table -->\n{table()}\n{rest[rest.index('<!-- end -->') :]}", "utf-8")


if __name__ == "__main__":
    draw()
