"""Coverage by room: counted over all files of a room, and told where a floor is not kept."""

from __future__ import annotations

import tomllib

from tests.coverage.__main__ import FLOORS, ROOT, below, shares


def report(**lines: tuple[int, int]) -> dict[str, object]:
    """Return a report as coverage writes it, of files with so many lines that ran and lines in all."""
    files = {
        file.replace("_", "/") + ".py": {"summary": {"covered_lines": ran, "num_statements": of}}
        for file, (ran, of) in lines.items()
    }
    return {"files": files}


def test_a_room_is_all_of_its_files() -> None:
    found = shares(report(model_engine_plan=(9, 10), model_engine_compiled_kernel=(0, 2), model_version=(1, 1)))
    assert found == {"engine": 75.0, "model": 100.0}


def test_a_room_below_its_floor_without_one_or_gone_is_told() -> None:
    assert below({"engine": 90.0}, {"engine": 90}) == []
    (told,) = below({"engine": 89.9}, {"engine": 90})
    assert told == "engine: 89.9 % of its lines run, and its floor is 90 %"
    assert len(below({"engine": 99.0}, {"attic": 90})) == 2


def test_every_room_has_its_floor() -> None:
    rooms = {path.parent.name for path in (ROOT / "model").glob("*/__init__.py")}
    assert set(tomllib.loads(FLOORS.read_text("utf-8"))) == rooms | {"model"}
