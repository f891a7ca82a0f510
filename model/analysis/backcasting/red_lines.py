"""Red lines that stand in the way of a goal: what moving each of them, or giving it up, would do."""

from __future__ import annotations

from dataclasses import dataclass

from model.analysis.backcasting.attempts import Attempts
from model.analysis.backcasting.goal import Goal
from model.analysis.backcasting.searching import CONFIRMING_DRAWS
from model.engine import ready_program
from model.knowledge import Case, RedLine, rebuild
from model.scenario import AnyScenario, Scenario, scenario_of

#: How far a line is moved to see what that would do, on its issue's scale.
LINE_STEP = 0.1


@dataclass(frozen=True)
class RedLineMoved:
    """A goal's score as things are, when a red line lies `LINE_STEP` further on, and when there is no such line.

    `pull`: whether it is a share of the pull, and no part of the variants.
    """

    record: RedLine
    now: float
    further: float
    gone: float
    pull: bool = False

    @property
    def most(self) -> float:
        """What is gained at most."""
        return max(self.further, self.gone) - self.now


def red_lines_moved(
    case: Case, scenario: AnyScenario, goal: Goal, draws: int = CONFIRMING_DRAWS, seed: int = 0
) -> list[RedLineMoved]:
    """Return what moving each red line would do for a goal, that which does most first.

    A line is moved so that the party may give way by `LINE_STEP` more, as far as the scale goes; then it is taken away.
    All else is the same, also all that is drawn.

    Raises:
        ScenarioError: if the scenario does not fit the case.
    """
    scenario = scenario_of(case, scenario)
    held = ready_program(case, scenario).case
    now = _share(held, scenario, goal, draws, seed)
    found = []
    for line in held.red_lines:
        rest = tuple(one for one in held.red_lines if one is not line)
        place = min(max(line.place - LINE_STEP * held.direction(line.actor), 0.0), 1.0)
        further = rebuild(held, red_lines=(*rest, line.model_copy(update={"place": place})))
        found.append(
            RedLineMoved(
                line,
                now,
                _share(further, scenario, goal, draws, seed),
                _share(rebuild(held, red_lines=rest), scenario, goal, draws, seed),
                goal.pull,
            )
        )
    return sorted(found, key=lambda one: -one.most)


def _share(case: Case, scenario: Scenario, goal: Goal, draws: int, seed: int) -> float:
    attempts = Attempts(case, scenario, goal, [], seed)
    return float(goal.score(attempts.scenario_reach(scenario, draws)))


def red_line_moved_in_words(case: Case, found: RedLineMoved) -> str:
    """Return what moving a red line would do, as a sentence."""
    record = found.record
    about = f"{case.labels[record.actor]}, {case.spoken[record.issue]}"
    of = "of the pull" if found.pull else "of the variants"
    if abs(found.most) < 0.005 and found.further >= found.now - 0.005:
        return f"{about}: moving it, or giving it up, changes nothing here ({found.now:.0%} {of})."
    what = "it is" if found.pull else "the goal is reached in"
    return (
        f"{about}: with the line 0.10 further on {what} {found.further:.0%}, with none {'' if found.pull else 'in '}"
        f"{found.gone:.0%} {of}, instead of {found.now:.0%}."
    )
