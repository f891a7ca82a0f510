"""The controls: which scenario is being explored, and all that can be set in it."""

from __future__ import annotations

import streamlit as st

from model.explain import may_happen_in_brief
from model.knowledge import Case, Variable, capitalised, name_of, typeset
from model.view.components.dials import assumption_names, show_dials
from model.view.components.folding import expander
from model.view.components.number_fields import number_field, show_number_fields
from model.view.controls import events, happenings, theories
from model.view.controls.presets import episode_in_words, episode_of
from model.view.plain import plain
from model.view.session import (
    Draft,
    as_page_opens,
    current_draft,
    series_of,
    take_step,
)

#: In the session: the widget of the seed.
SEED = "seed"


def levers_of(case: Case) -> list[Variable]:
    """Return the case's levers, in the order of its file."""
    return [variable for variable in case.variables if variable.lever]


def set_value(case: Case, lever: str, value: float) -> None:
    """Put a lever, or an assumption, to a value, as if by hand: for a button's callback."""
    take_step(current_draft(case).put(case, lever, value))


def show_levers(case: Case) -> None:
    """Show the levers; `current_scenario` tells what they make."""
    st.caption("Move a lever and see where the rules drive the war. *This explores assumptions; it forecasts nothing.*")
    show_dials(case, [lever.id for lever in levers_of(case)], "levers")


def show_other_settings(case: Case) -> None:
    """Show what can be set besides the levers, folded, and on each fold how much of it is set or changed."""
    draft = current_draft(case)
    told = "".join(
        f'.st-key-{key} > [data-testid="stExpander"] > details > summary::after {{ content: "{text}"; }}'
        for key, text in counts(case, draft).items()
        if text
    )
    with st.container(key="folds", gap="xsmall"):
        # a label would be another fold with another count, and come closed: the style sheet tells it
        st.html(f"<style>{told}</style>")
        _assumptions(case, draft)
        _events(case, draft)
        _theories(case, draft)
        _happenings(case, draft)
        _supposes(case, draft)
        if changed := changes_in_a_line(case, draft):
            st.caption(plain(changed))


def changes_in_a_line(case: Case, draft: Draft) -> str:
    """Return in a line all that has been changed, so that nothing is hidden by being folded away; "" for nothing."""
    base, edited = draft.base, draft.edited
    changed = [name_of(case, name) for name in draft.changed]
    changed += [f"{case.spoken[actor]} out" for actor in edited.without if actor not in base.without]
    changed += [f"{case.spoken[actor]} in again" for actor in base.without if actor not in edited.without]
    rules = sum(edited.beliefs.get(r, 1) != base.beliefs.get(r, 1) for r in {**edited.beliefs, **base.beliefs})
    changed += [f"the weight of {rules} rule{'' if rules == 1 else 's'}"] if rules else []
    changed += ["the horizon"] if edited.months != base.months else []
    changed += ["the seed"] if draft.seed else []
    changed += ["the events"] if edited.events != base.events else []
    changed += ["the theories believed"] if edited.theories != base.theories else []
    other = [one.id for one in case.happenings if base.may_happen(one.id) != edited.may_happen(one.id)]
    changed += ["what may happen"] if other else []
    changed += ["what the front does"] if edited.front != base.front else []
    return f"Changed: {', '.join(changed)}." if changed else ""


def counts(case: Case, draft: Draft) -> dict[str, str]:
    """Return by the key of a fold how much in it is set, and whether that was changed; nothing where nothing is."""
    base, edited = draft.base, draft.edited
    levers = [lever.id for lever in levers_of(case)]
    moved = [name for name in draft.changed if name not in levers]
    many = len(moved) + len(set(edited.without) ^ set(base.without)) + (draft.seed != 0)
    able = [[one.id for one in case.happenings if scenario.may_happen(one.id)] for scenario in (base, edited)]
    may_happen = f"{len(able[1])} of {len(case.happenings)}" if case.happenings else ""
    return {
        "assumptions": f"{many} changed" if many else "",
        "events": _count(len(edited.events), edited.events != base.events),
        "theories": f"{len(edited.theories)} believed" if edited.theories else "",
        "happenings": may_happen + (", changed" if able[0] != able[1] or base.front != edited.front else ""),
    }


def _count(many: int, changed: bool) -> str:
    return f"{many}, changed" if changed else str(many or "")


def _set_seed(case: Case, seed: int) -> None:
    """Draw the variants with the number that is entered."""
    take_step(current_draft(case).but(seed=seed), series_of(SEED))


def _assumptions(case: Case, draft: Draft) -> None:
    names = assumption_names(case)
    shown, place = expander("Assumptions and actors", "assumptions", ":material/tune:")
    if not shown:
        return
    with place:
        st.caption(
            "All that stands beside the levers: what is not set is varied within its plausible range. An actor that "
            "takes no part is out of the graph, with all its ties."
        )
        show_dials(case, names, "panel", panel=True)
        why = "The variants are drawn anew for another seed. An answer that changes with it was not firm."
        field = number_field("Seed of the variants", draft.seed, 0, 2**32 - 1, 1, digits=0, help=why)
        show_number_fields([field], SEED, lambda _, entered: _set_seed(case, int(entered)))


def _events(case: Case, draft: Draft) -> None:
    shown, place = expander("Events", "events", ":material/event:")
    if shown:
        with place:
            events.show_events(case, draft)


def _theories(case: Case, draft: Draft) -> None:
    if case.theories:
        shown, place = expander("Theories", "theories", ":material/school:")
        if shown:
            with place:
                theories.show_theories(case, draft)


def _happenings(case: Case, draft: Draft) -> None:
    shown, place = expander("What may happen", "happenings", ":material/casino:")
    if shown:
        with place:
            happenings.show_happenings(case, draft)


def _supposes(case: Case, draft: Draft) -> None:
    """Show what the war and the base are about, what the base supposes beyond the levers, and its episode."""
    shown, place = expander("About this scenario", "supposes", ":material/notes:")
    if not shown:
        return
    base = draft.base
    lines = [
        f"- {plain(capitalised(name_of(case, name)))}: {typeset(value)}. {plain(base.why.get(name, ''))}"
        for name, value in base.given.items()
    ]
    lines += [f"- {plain(capitalised(case.spoken[actor]))}: no part in it." for actor in base.without]
    for event in base.events:
        late = " *(after the chosen horizon: left out)*" if event.month > draft.edited.months else ""
        lines.append(f"- Month {event.month}: {plain(event.says or 'something happens.')}{late}")
    if base != as_page_opens(base.but(happenings=None, front=None)):
        lines.append(f"- What may happen: {may_happen_in_brief(case, base)}.")
    place.markdown(f"**{plain(case.settings.title)}.** {plain(case.settings.says)}")
    place.markdown(f"**{plain(base.title)}.** {plain(base.says)}")
    if lines:
        place.markdown("\n".join(["It supposes:\n", *lines]))
    if episode := episode_of(case, base):
        place.markdown(episode_in_words(case, episode))
