"""How the outcomes are marked wherever they are drawn or listed: label, colour and shape."""

from __future__ import annotations

from model.knowledge import Outcome
from model.pictures import OUTCOME_COLOURS

#: What is left of the three.
GOES_ON = "The war goes on"


#: How it is marked where the outcomes are by their shapes.
REST_SHAPE = "▨"


#: Colours that can be told apart without good colour sight (Okabe and Ito); each goes with a shape or a dash.
COLOURS = dict(zip(Outcome, OUTCOME_COLOURS, strict=True))


SHAPES = {Outcome.SETTLEMENT: "●", Outcome.FROZEN: "■", Outcome.ESCALATION: "▲"}


LABELS = {Outcome.SETTLEMENT: "Settlement", Outcome.FROZEN: "Frozen conflict", Outcome.ESCALATION: "Escalation"}
