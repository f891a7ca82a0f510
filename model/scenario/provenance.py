"""What made a result: enough to open it again and to come to the same bits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Annotated, Any, Self

from frozendict import frozendict
from pydantic import AfterValidator, Field, ValidationError, field_serializer

from model.knowledge import Case, Fault, Record, ScenarioError, frozen, likely, schema_faults
from model.scenario.scenario import Scenario
from model.store import MADE_BY, RESULT_ENDINGS, made_by_in
from model.version import __version__

#: What a question was asked with besides a scenario: plain values by name, such as a goal.
Asked = Annotated[Mapping[str, Any], AfterValidator(frozen)]


class ResultChanged(UserWarning):
    """A result is opened where the case, or the model, is another one than the one that made it."""


class CaseMark(Record):
    """Which case it was: its id, its version, and a fingerprint of all that it holds."""

    id: str
    version: str
    fingerprint: str

    @classmethod
    def of(cls, case: Case) -> Self:
        """Return the mark of a case, by itself, without theories."""
        return cls(id=case.id, version=case.settings.version, fingerprint=case.fingerprint)


class MadeBy(Record):
    """What made a result.

    Attributes:
        what: the kind of result: "run", "sweep", "comparison" ...
        model: the version of the model; engine: who stepped the runs, with the version of NumPy.
        case: which case; None for what is of several, such as the history's wars.
        scenario: the whole scenario, None where there is no single one; compared_with: those beside it.
        seed, draws: of the variants; None where nothing was drawn.
        asked: what else the question was asked with.
    """

    what: str
    model: str = __version__
    engine: str = ""
    case: CaseMark | None = None
    seed: Annotated[int, Field(ge=0, lt=2**64)] | None = None
    draws: Annotated[int, Field(ge=0)] | None = None
    asked: Asked = frozendict()
    scenario: Scenario | None = None
    compared_with: tuple[Scenario, ...] = ()

    @classmethod
    def of(
        cls,
        what: str,
        case: Case,
        scenario: Scenario,
        engine: str,
        *,
        seed: int | None = None,
        draws: int | None = None,
        compared_with: Sequence[Scenario] = (),
        asked: Mapping[str, Any] = frozendict(),
    ) -> Self:
        """Return what made a result of a case and a scenario, by this version of the model."""
        return cls(
            what=what,
            engine=engine,
            case=CaseMark.of(case),
            scenario=scenario,
            compared_with=tuple(compared_with),
            seed=None if seed is None else int(seed),
            draws=None if draws is None else int(draws),
            asked=asked,
        )

    @field_serializer("scenario", "compared_with")
    def _as_files(self, value: Scenario | tuple[Scenario, ...] | None) -> Any:
        """Write scenarios with the names of their files, and without what is as usual."""
        if isinstance(value, tuple):
            return [scenario_to_dict(one) for one in value]
        return None if value is None else scenario_to_dict(value)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON, without what there is nothing to say of."""
        held = self.model_dump(mode="json", exclude_none=True)
        return {name: value for name, value in held.items() if value or name in ("seed", "draws")}

    def to_text(self) -> str:
        """Return it as JSON in one line: what a file holds that has room for a text alone."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def changes(self, case: Case) -> Iterator[str]:
        """Yield in a sentence each why the same bits cannot be expected here, with this case and this model."""
        now = CaseMark.of(case)
        if self.case is not None and self.case.version != now.version:
            yield f"It was made with version {self.case.version} of the case '{now.id}'; here it is {now.version}."
        elif self.case is not None and self.case != now:
            yield (
                f"It was made with a case '{self.case.id}' of other contents (fingerprint {self.case.fingerprint}, "
                f"here {now.fingerprint}): name the folder of the case if you have it."
            )
        if self.model != __version__:
            yield f"It was made with version {self.model} of the model; here it is {__version__}."


def scenario_to_dict(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as plain values with the names of its file; reading them gives an equal scenario."""
    raw = scenario.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return {"title": scenario.title, "case": scenario.case} | raw


def read_made_by(source: str | Path, file: IO[bytes] | None = None) -> MadeBy:
    """Return what made the result that a file holds.

    Args:
        source: the file's path; or its name alone, if `file` is given.
        file: the file, opened for reading, where it is not on this machine's disk.

    Raises:
        ScenarioError: if it cannot be read, or is no result of ours.
    """
    path = Path(source)
    if file is None:
        try:
            with path.open("rb") as opened:
                return read_made_by(path.name, opened)
        except OSError as error:
            why = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
            raise ScenarioError([Fault(path.name, "", f"it cannot be read: {why}")]) from None
    try:
        return MadeBy.model_validate(made_by_in(path.name, file), by_alias=True, by_name=False)
    except ValidationError as error:
        raise ScenarioError(schema_faults(error, MadeBy, path.name, MADE_BY)) from None


def opened_scenario(made: MadeBy, name: str) -> Scenario:
    """Return the scenario of a result that is opened. Raises ScenarioError for a result that has no single one."""
    if made.scenario is None:
        message = f"this result ('{made.what}') is of no single scenario, so there is none to open"
        raise ScenarioError([Fault(name, MADE_BY, message)])
    return made.scenario


def made_by(source: str | Path) -> MadeBy:
    """Return what made the result that a file holds. Raises ScenarioError if it cannot be read, or is none of ours."""
    path = Path(source)
    if path.suffix.lower() not in RESULT_ENDINGS:
        near = likely(path.suffix.lower(), RESULT_ENDINGS)
        raise ScenarioError([Fault(path.name, "", f"a result's name ends in {', '.join(RESULT_ENDINGS)}{near}")])
    return read_made_by(path)
