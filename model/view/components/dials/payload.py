"""What Python and the dials' script tell each other; `dials.js` describes the same."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Said(TypedDict):
    """What stands as `status` of a dial that is being moved: away from the scenario's value, or to just that one."""

    moved: str
    base: str


class Told(TypedDict):
    """A line of what a dial stands for, and the rules' sentences that it speaks of."""

    says: str
    sentences: list[str]


class Dial(TypedDict):
    """A lever or an assumption.

    Attributes:
        id, label: which; what it is called.
        low, high, value, start: the ends of its scale, where it stands, and where the case starts it.
        was: where it stood before the last step; None if that step left it where it was.
        base: the value in the scenario that was started from; None if that leaves it to vary.
        set, range: whether it is set; where it varies if it is not, from and to.
        centre: where the bar begins, if not at the low end.
        signed, bands: whether values show a plus; words for equal parts of the scale, from the low end.
        status, said: who set it; and what is said of that while it is moved, before Python has heard of it.
        back: what the button says that puts it back, empty if there is nothing to put back.
        means, why, basis: what it is, why the scenario sets it, and what its start rests on.
        apart: what setting it stands for, told apart from what else could be set for the same; often empty.
        out: whether its actor has been taken out; None if it is not about an actor.
    """

    id: str
    label: str
    low: float
    high: float
    value: float
    start: float
    was: float | None
    base: float | None
    set: bool
    range: list[float]
    centre: float | None
    signed: bool
    bands: list[str]
    status: str
    said: Said
    back: str
    means: str
    why: str
    basis: str
    apart: list[Told]
    out: bool | None


class DialGroup(TypedDict):
    """Dials that stand together: under which title, if any, which, and how many of them are changed, set or out.

    `open` says whether they are unfolded to begin with.
    """

    title: str
    ids: list[str]
    open: bool
    count: str


class MovesDone(TypedDict):
    """Up to which move, by its number, the moves of a source (one visit of a browser) have been made."""

    source: str
    n: int


class DialsPayload(TypedDict):
    """What the script gets.

    `live` says whether these are the levers, for which the browser works out the answer while they are under the hand.
    """

    live: bool
    dials: list[Dial]
    groups: list[DialGroup]
    done: MovesDone


class Move(TypedDict):
    """What a person did with a dial: its number and the dial's id, and one of the rest.

    Attributes:
        value: put it there.
        back: put it back to where the scenario has it.
        loose: let it vary.
        out: take its actor out, or back in.

    `series` is a number that presses of a key have in common if they follow each other.
    """

    n: int
    id: str
    value: NotRequired[float]
    back: NotRequired[bool]
    loose: NotRequired[bool]
    out: NotRequired[bool]
    series: NotRequired[int]


class SentMoves(TypedDict):
    """What comes back: the latest moves of a source, the last one last; each is sent again with those that follow."""

    source: str
    moves: list[Move]
