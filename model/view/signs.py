"""What the outcomes look like everywhere: colours, shapes and labels."""

from model.domain import Outcome

#: Colours that can be told apart without good colour sight (Okabe and Ito); each goes with a shape or a dash.
COLOURS = {Outcome.SETTLEMENT: "#009E73", Outcome.FROZEN: "#56B4E9", Outcome.ESCALATION: "#D55E00"}
SHAPES = {Outcome.SETTLEMENT: "●", Outcome.FROZEN: "■", Outcome.ESCALATION: "▲"}
LABELS = {Outcome.SETTLEMENT: "Settlement", Outcome.FROZEN: "Frozen conflict", Outcome.ESCALATION: "Escalation"}

#: Of scenarios that are compared: letters, colours by theme (none of them an outcome's), and dashes in pixels.
LETTERS = "ABCD"
SCENARIOS = {
    "light": ("#3A3A3A", "#7A3E9D", "#1F4FBF", "#8A6A00"),
    "dark": ("#EDEDED", "#CFA6EC", "#93AEFF", "#F0D264"),
}
SCENARIO_DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3))
