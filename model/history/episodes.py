"""The coded wars with their codebook: read, checked against each other, and each made into a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from model.history.codebook import CLASSES, HISTORY, Codebook, CodedWar, EpisodesFile, Work, read_history_file
from model.history.second_coding import FILE, SecondCoding, check_second, recoded
from model.knowledge import Case, CaseError, Fault, Number, Start, load_case, qualified, rebuild, unknown
from model.showing import Card, Shown


@dataclass(frozen=True, repr=False)
class History(Shown):
    """The codebook, the works, the episodes, the war that they are run on, and the second coding of some of them."""

    codebook: Codebook
    works: tuple[Work, ...]
    episodes: tuple[CodedWar, ...]
    war: Case
    second: SecondCoding

    def _card(self) -> Card:
        return Card(self.war.settings.title, {"wars": str(len(self.episodes)), "works": str(len(self.works))})

    @cached_property
    def title_of(self) -> dict[str, str]:
        """The title of every work by its id."""
        return {work.id: work.title for work in self.works}

    @cached_property
    def graded_again(self) -> tuple[CodedWar, ...]:
        """The episodes that were graded a second time, with the second grades."""
        return recoded(self.episodes, self.second)


def load_history(folder: Path = HISTORY) -> History:
    """Return the episodes with the rule by which they are coded.

    Raises:
        CaseError: with every fault of the files, each with file, place and the likely word.
    """
    codebook = read_history_file(folder / "codebook.toml", Codebook)
    coded = read_history_file(folder / "episodes.toml", EpisodesFile)
    second = read_history_file(folder / FILE, SecondCoding)
    war = load_case(folder / "war")
    faults = [*_check_items(codebook, war), *_check_episodes(codebook, coded)]
    faults += check_second(codebook, coded.episodes, second)
    if faults:
        raise CaseError(faults)
    return History(codebook, coded.works, coded.episodes, war, second)


def case_of(history: History, episode: CodedWar) -> Case:
    """Return the war with an episode's codings in the place of its starts.

    A start is the value of its grade; its plausible range is as wide as the coder was unsure, within the scale.
    """
    scales = _scales(history.war)
    starts = []
    for item in history.codebook.items:
        coding = episode.coded[item.id]
        width = getattr(history.codebook.width, coding.confidence)
        for name, value in item.grade_of[coding.code].sets.items():
            low, high = scales[name]
            around = {"low": max(low, value - width), "high": min(high, value + width)}
            why = f"{coding.why} ({history.title_of[coding.work]})"
            starts.append(Start(id=name, start=value, judgement=why, **around))
    return rebuild(history.war, starts=tuple(starts))


def _scales(war: Case) -> dict[str, tuple[Number, Number]]:
    """Return the ends of the scale of every assumption and state, by qualified id."""
    stored = [variable for variable in war.variables if variable.kind != "gauge"]
    scales = {variable.id: war.scale_of[variable.scale] for variable in stored}
    return {name: (scales[v.id].low, scales[v.id].high) for v in stored for name in qualified(war, v)}


def _check_items(codebook: Codebook, war: Case) -> Iterator[Fault]:
    scales = _scales(war)
    for end in CLASSES:
        if [str(one.id) for one in codebook.ends].count(end) != 1:
            yield Fault("codebook.toml", "outcome", f"'{end}' has to stand here once")
    for item in codebook.items:
        names = {name for grade in item.grades for name in grade.sets}
        if len(item.grade_of) < len(item.grades):
            yield Fault("codebook.toml", f"item '{item.id}'", "two grades have the same code")
        for grade in item.grades:
            place = f"item '{item.id}': grade {grade.code}"
            for name in names - grade.sets.keys():
                yield Fault("codebook.toml", place, f"'{name}' is not set, as it is by other grades")
            for name, value in grade.sets.items():
                if name not in scales:
                    yield Fault("codebook.toml", place, unknown("variable", name, scales))
                elif not scales[name][0] <= value <= scales[name][1]:
                    yield Fault("codebook.toml", place, f"'{name}': {value:g} is outside its scale")


def _check_episodes(codebook: Codebook, coded: EpisodesFile) -> Iterator[Fault]:
    works, items = {work.id for work in coded.works}, {item.id: item for item in codebook.items}
    seen: set[str] = set()
    for episode in coded.episodes:
        place = f"episode '{episode.id}'"
        if episode.id in seen:
            yield Fault("episodes.toml", place, "this id stands here twice")
        seen.add(episode.id)
        if episode.month > codebook.months:
            yield Fault("episodes.toml", f"{place}: month", f"{episode.month} is beyond the window")
        for name in items.keys() - episode.coded.keys():
            yield Fault("episodes.toml", place, f"'{name}' is not coded")
        if episode.war.began > episode.year:
            yield Fault("episodes.toml", f"{place}: war", f"it is coded for {episode.at}, and began later")
        named = {episode.source, episode.war.work, *(coding.work for coding in episode.coded.values())}
        for work in sorted(named - works):
            yield Fault("episodes.toml", place, unknown("work", work, works))
        for name, coding in episode.coded.items():
            if name not in items:
                yield Fault("episodes.toml", place, unknown("item", name, items))
            elif coding.code not in items[name].grade_of:
                known = ", ".join(map(str, items[name].grade_of))
                yield Fault("episodes.toml", f"{place}: {name}", f"there is no grade {coding.code}: {known}")
