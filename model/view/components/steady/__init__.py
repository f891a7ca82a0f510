"""What a person has pressed stays where it is on the screen while the page above it changes (`steady.js`)."""

from __future__ import annotations

from typing import TypedDict

from model.view.components.mounting import mount

#: For so long after a press the page may go on changing because of it, in seconds.
SECONDS = 4.0


class SteadyPayload(TypedDict):
    """What the script gets: for how many seconds after a press it keeps its place."""

    seconds: float


def keep_steady() -> None:
    """Keep what is pressed in its place, or a second press at the same spot would hit something else."""
    payload: SteadyPayload = {"seconds": SECONDS}
    mount("steady", "<div></div>", payload, "steady")
