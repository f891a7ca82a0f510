"""What Python and the answer's script tell each other; `answer.js` describes the same."""

from __future__ import annotations

from typing import Literal, TypedDict

from model.view.components import line_chart


class Verdict(TypedDict):
    """The answer in a sentence, how sturdy it is in a word, and what that word means, in sentences."""

    sentence: str
    word: str
    means: list[str]


class Source(TypedDict):
    """What a reason rests on: a claim's name or "Our judgement", what it says, and where that stands; "" if nowhere."""

    name: str
    says: str
    where: str


class ReasonLine(TypedDict):
    """One reason.

    Attributes:
        id: the rule, or "event no. 1".
        short: it in a dozen words or fewer.
        side: whether it works for the outcome that the reasons are about, against it, or is switched off.
        effect: how much, as it is shown: "+0.07"; "" if it is off.
        sentence, sources: the whole of it, and what it rests on.
        act: what its button does: switch the rule off, switch it on again, or take the event out.
        button: what the button says.
    """

    id: str
    short: str
    side: Literal["for", "against", "off"]
    effect: str
    sentence: str
    sources: list[Source]
    act: Literal["off", "on", "out"]
    button: str


class Aside(TypedDict):
    """What stands beside the answer on a wide screen: paths, the ids of their lines by chart, what would tip it."""

    paths: list[line_chart.DrawnChart]
    ids: list[list[str]]
    tips: list[str]


class AnswerPayload(TypedDict):
    """What the script gets.

    Attributes:
        verdict: the sentence and its word.
        course: the chart of the four shares; its lines are the four classes, their last values the shares of the pull.
        shapes: of the four classes, by which they are told apart without colour.
        horizon: the month of the shares, and that of the run before; the same one where there is none.
        levers: the levers that the scenario sets, by their ids.
        about: what the reasons are reasons for; none: what stands there if there is none.
        reasons: the strongest of them.
        numbers: whether the numbers are unfolded.
        aside: on a wide screen, else None.
    """

    verdict: Verdict
    course: line_chart.DrawnChart
    shapes: list[str]
    horizon: list[int]
    levers: dict[str, float]
    about: str
    none: str
    reasons: list[ReasonLine]
    numbers: bool
    aside: Aside | None


class Objection(TypedDict):
    """What comes back from a reason's button: which reason, and what is to be done with it."""

    id: str
    act: Literal["off", "on", "out"]
