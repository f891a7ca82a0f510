"""A case of which every text tries to be something else on a page: Markdown, formulas, icons, HTML, links."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from model.knowledge import DATA

#: What every text ends with.
PAYLOAD = (
    "$1$ and $2$ :red[x] :smile: :material/home: <b>z</b> ![i](http://evil.example/i.png) [s](http://evil.example) "
    "www.evil.example a@evil.example *m*"
)


#: Fields whose texts are free.
FREE = {
    *("title", "says", "label", "spoken", "judgement", "expect", "part", "period", "not_modelled", "group", "means"),
    *("polarity", "differs", "paced", "bands", "first", "second", "lever"),
}


def write_hostile_case(folder: Path, of: str = "ukraine") -> Path:
    """Write a bundled case with the payload in every text of its own to a folder; return it."""
    for file in sorted((DATA / of).rglob("*.toml")):
        target = folder / file.relative_to(DATA / of)
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = tomllib.loads(file.read_text("utf-8"))
        if file.name == "case.toml":
            raw["id"] = folder.name
        target.write_text(tomli_w.dumps(_hostile(raw, "", folder.name, of)), "utf-8")
    return folder


def _hostile(value: Any, field: str, name: str, of: str) -> Any:
    if isinstance(value, dict):
        reasons = field == "why"
        return {key: _hostile(held, "says" if reasons else key, name, of) for key, held in value.items()}
    if isinstance(value, list):
        return [_hostile(held, field, name, of) for held in value]
    if field == "case" and value == of:
        return name
    is_free = field in FREE and isinstance(value, str) and (" " in value or field in ("title", "label", "spoken"))
    return f"{value} {PAYLOAD}" if is_free else value
