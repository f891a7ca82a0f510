"""How the outcomes are marked wherever they are drawn or listed: label, colour and shape."""

from __future__ import annotations

from model.knowledge import Outcome

#: What is left of the three.
GOES_ON = "The war goes on"


#: Colours that can be told apart without good colour sight (Okabe and Ito); each goes with a shape or a dash.
COLOURS = {Outcome.SETTLEMENT: "#009E73", Outcome.FROZEN: "#56B4E9", Outcome.ESCALATION: "#D55E00"}


SHAPES = {Outcome.SETTLEMENT: "●", Outcome.FROZEN: "■", Outcome.ESCALATION: "▲"}


LABELS = {Outcome.SETTLEMENT: "Settlement", Outcome.FROZEN: "Frozen conflict", Outcome.ESCALATION: "Escalation"}
