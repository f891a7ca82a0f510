"""What the outcomes look like everywhere: colours, shapes and labels."""

from __future__ import annotations

#: Of scenarios that are compared: letters, colours by theme (none of them an outcome's), and dashes in pixels.
LETTERS = "ABCD"


SCENARIOS = {
    "light": ("#3A3A3A", "#7A3E9D", "#1F4FBF", "#8A6A00"),
    "dark": ("#EDEDED", "#CFA6EC", "#93AEFF", "#F0D264"),
}


SCENARIO_DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3))
