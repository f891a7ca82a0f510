"""What would it take? The model asked backward: the smallest changes to a goal, ways to it, and what to find out."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import (
    SMALLEST_MOVE,
    Answer,
    Boxes,
    Goal,
    Reach,
    RedLineMoved,
    Way,
    Worth,
    as_it_is_in_words,
    none_found_in_words,
    red_lines_moved,
    search,
)
from model.analysis import boxes as boxes_of
from model.analysis import way as way_to
from model.analysis import worth as worth_of
from model.engine import program_of
from model.explain import Asked, RedLineNearness, asked, asked_along, red_lines
from model.history import reference_in_brief
from model.knowledge import (
    OUTCOME_NAMES,
    OUTCOMES,
    Case,
    InputError,
    Outcome,
    capitalised,
    name_without_article,
    settable,
)
from model.scenario import SCENARIO_SUFFIX, Scenario, to_toml
from model.view import results as shared
from model.view.components.folding import expander
from model.view.controls.downloads import slug
from model.view.pages.base import Page, Pages
from model.view.pages.reach import html as takes
from model.view.results import ANALYSES_CACHE, run_of
from model.view.session import keep, recall, remember, state
from model.view.session.draft import Draft
from model.view.style import add_style

#: In the session: the goal, what may be moved and what that costs, which searches were stopped, which way is shown.
KIND, FORM, SHARE, WHAT = "goal kind", "goal form", "goal share", "goal what"


SIDE, VALUE, MONTH = "goal side", "goal value", "goal month"


MOVABLE, COST, STOPPED, SHOWN = "movable", "cost of", "searches stopped", "answer shown"


#: The goal that is about a variable.
OTHER = "variable"


FORMS = {True: "has formed", False: "leads"}


SIDES = {True: "at least", False: "at most"}


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the page."""
    add_style(__file__)
    goal = _goal(case, scenario)
    names, costs = _movable(case, scenario)
    if goal is None or not names:
        st.info("Name at least one lever or assumption that may be changed." if goal else "Choose a goal.")
        return
    found = _found(case, scenario, goal, names, costs)
    if found is not None:
        _told(case, scenario, found)
        st.caption(reference_in_brief())
    st.header("Which conditions go with it", anchor=False)
    _regions(case, scenario, goal, names)
    st.header("Which knowledge is worth getting", anchor=False)
    _worth(case, scenario)


# ------------------------------------------------------------------------------------------------- what is asked


def _goal(case: Case, scenario: Scenario) -> Goal | None:
    """Show what is to come, and return it."""
    kinds = [*OUTCOMES, OTHER]
    first, second, third = st.columns([3, 3, 3], vertical_alignment="bottom")
    kind = first.selectbox(
        "What is to come",
        kinds,
        key=KIND,
        on_change=remember(KIND, recall(KIND, OUTCOMES[0], kinds)),
        format_func=lambda k: "A variable reaches a value" if k == OTHER else capitalised(OUTCOME_NAMES[Outcome(k)]),
    )
    share = third.slider(
        "in at least so many variants",
        5,
        95,
        step=5,
        key=SHARE,
        on_change=remember(SHARE, recall(SHARE, 50)),
        format="%d%%",
        help="Variants differ within what is plausible in all that is not set. A share of them is no probability.",
    )
    if kind != OTHER:
        form = second.segmented_control(
            "how",
            list(FORMS),
            format_func=FORMS.__getitem__,
            key=FORM,
            on_change=remember(FORM, recall(FORM, True)),
            required=True,
        )
        return Goal(kind, bool(form), share=share / 100)
    program = program_of(case)
    rows = [name for name in program.ids if program.variable_of[name].scope != "stance"]
    what = second.selectbox(
        "which",
        rows,
        key=WHAT,
        on_change=remember(WHAT, recall(WHAT, "trust" if "trust" in rows else rows[0], rows)),
        format_func=lambda name: capitalised(name_without_article(case, name)),
    )
    scale = case.scale_of[program.variable_of[what].scale]
    keep(VALUE, min(max(recall(VALUE, 0.5), scale.low), scale.high))
    keep(MONTH, min(recall(MONTH, scenario.months), scenario.months))  # a later horizon does not put it off
    one, two, three = st.columns(3, vertical_alignment="bottom")
    side = one.segmented_control(
        "is",
        list(SIDES),
        format_func=SIDES.__getitem__,
        key=SIDE,
        on_change=remember(SIDE, recall(SIDE, True)),
        required=True,
    )
    value = two.number_input(
        "the value", scale.low, scale.high, step=0.05, key=VALUE, on_change=remember(VALUE, recall(VALUE, 0.5))
    )
    month = three.number_input(
        "by month", 1, scenario.months, key=MONTH, on_change=remember(MONTH, recall(MONTH, scenario.months))
    )
    return Goal("", True, what, value if side else None, None if side else value, int(month), share / 100)


def _movable(case: Case, scenario: Scenario) -> tuple[list[str], dict[str, float]]:
    """Show what may be changed and what that costs, and return both."""
    out = {f"{actor}.engagement" for actor in scenario.without}
    known = [name for name in settable(case) if name not in out]
    usual = [name for name in known if not name.endswith(".engagement")]
    chosen = [name for name in recall(MOVABLE, usual) if name in known]
    costs = {name: recall(f"{COST} {name}", 1.0) for name in chosen}
    shown, place = expander("What may be changed, and what it costs", "movable fold", ":material/tune:")
    if shown:
        with place:
            st.multiselect(
                "May be changed",
                known,
                key=MOVABLE,
                on_change=remember(MOVABLE, chosen),
                format_func=lambda name: capitalised(name_without_article(case, name)),
                help=f"A change is of at least {SMALLEST_MOVE}.",
            )
            st.caption(
                "What it costs to move each by a whole unit of its scale. Dearer things are moved less; what counts is "
                "how the costs stand to each other."
            )
            columns = st.columns(3)
            for number, name in enumerate(chosen):
                columns[number % 3].number_input(
                    capitalised(name_without_article(case, name)),
                    0.1,
                    10.0,
                    step=0.5,
                    key=f"{COST} {name}",
                    on_change=remember(f"{COST} {name}", costs[name]),
                    format="%.1f",
                )
    return chosen, costs


# ------------------------------------------------------------------------------------------------- what is answered


def _found(case: Case, scenario: Scenario, goal: Goal, names: list[str], costs: dict[str, float]) -> Reach | None:
    """Search under the eyes of the person, who sees what is found so far and can stop it; return what was found."""
    key = ("reach", case, scenario.supposed, goal, tuple(names), tuple(costs.items()), state.seed())
    if key in ANALYSES_CACHE:
        found: Reach = ANALYSES_CACHE[key]
        return found
    stopped: dict[object, Reach | None] = st.session_state.setdefault(STOPPED, {})
    place = st.empty()
    if key in stopped:
        place.button("Search on", key="search on", on_click=_go_on, args=(key,), icon=":material/search:")
        return stopped[key]
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", key="stop search", on_click=_stop, args=(key,), icon=":material/stop:")
        so_far = st.empty()
    looking = [1]

    def tell(done: int, of: int) -> None:
        many = {1: "one thing", 2: "two things"}.get(looking[0], f"{looking[0]} things at once")
        bar.progress(done / of, f"Looking through {many}: {done:,} of {of:,} runs")
        looking[0] += done == of

    last = None
    try:
        for last in search(case, scenario, goal, names, costs, seed=state.seed(), progress=tell):
            st.session_state[f"{STOPPED} last"] = (key, last)
            _so_far(case, so_far, last)
    except InputError as error:
        place.error(str(error))
        return None
    place.empty()
    ANALYSES_CACHE[key] = last
    return last


def _stop(key: object) -> None:
    """Stop a search: what it had found by then is shown."""
    of, found = st.session_state.get(f"{STOPPED} last", (None, None))
    st.session_state[STOPPED][key] = found if of == key else None


def _go_on(key: object) -> None:
    st.session_state[STOPPED].pop(key, None)


def _so_far(case: Case, place: DeltaGenerator, found: Reach) -> None:
    with place.container():
        st.write(as_it_is_in_words(case, found))
        if not found.answers:
            st.write(none_found_in_words(case, found))
        else:
            st.html("".join(takes.answer(case, n, one) for n, one in enumerate(found.answers, 1)))


def _told(case: Case, scenario: Scenario, found: Reach) -> None:
    """Show the answers, each with a button that puts it there; and the way to one of them."""
    st.write(as_it_is_in_words(case, found))
    if not found.done:
        st.caption("The search was stopped: there may be cheaper answers, and others.")
    answers = [one for one in found.answers if one.values]
    if not found.answers:
        st.write(none_found_in_words(case, found))
        if found.done:
            _in_the_way(case, found, scenario)
        return
    for number, one in enumerate(answers, 1):
        card, button = st.columns([5, 1], vertical_alignment="center")
        card.html(takes.answer(case, number, one))
        button.button(
            "Put it there",
            key=f"take {number}",
            help="Sets the levers and assumptions to these values at the start.",
            on_click=_put,
            args=(case, dict(one.values)),
            width="stretch",
        )
    if answers:
        _way_to(case, scenario, found, answers)


def _put(case: Case, values: dict[str, float]) -> None:
    setup = state.now(case)
    for name, value in values.items():
        setup = setup.put(case, name, value)
    state.change(setup)


def _way_to(case: Case, scenario: Scenario, found: Reach, answers: list[Answer]) -> None:
    st.header("By which way", anchor=False)
    st.caption(
        "None of it comes at a stroke. A way moves each thing by no more in a month than is plausible, and is run as "
        "dated events; so it may have to go further, or take longer, than the answer itself."
    )
    numbers = list(range(1, len(answers) + 1))
    shown = remember(SHOWN, recall(SHOWN, 1, numbers))
    number = st.segmented_control("To answer", numbers, key=SHOWN, on_change=shown, required=True) or 1
    answer = answers[number - 1]
    key = ("way", case, scenario.supposed, found.goal, tuple(answer.values.items()), state.seed())
    if key not in ANALYSES_CACHE:
        with st.spinner("Looking for a way"):
            made = way_to(case, scenario, found.goal, answer, state.seed())
            asks, near = asked(run_of(case, made.scenario)), red_lines(case, made.scenario, seed=state.seed())
            ANALYSES_CACHE[key] = (made, asks, near)
    _shown_way(case, found.goal, *ANALYSES_CACHE[key])


def _shown_way(case: Case, goal: Goal, way: Way, asks: list[Asked], near: list[RedLineNearness]) -> None:
    st.html(takes.way(case, way))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Open this way",
            key="open way",
            help="Starts from a scenario with these events; Undo brings back what was there.",
            on_click=lambda: state.change(Draft.of(way.scenario, "", state.seed())),
            icon=":material/route:",
        )
        st.download_button(
            "As a scenario (TOML)",
            lambda: to_toml(way.scenario),
            f"{slug(way.scenario.title)}{SCENARIO_SUFFIX}",
            "application/toml",
            key="way toml",
            on_click="ignore",
            icon=":material/download:",
        )
    st.subheader("Acceptable to whom", anchor=False)
    st.caption(
        f"The terms of the central run at month {way.scenario.months}, as if the parties met half-way between where "
        "they stand: whose objectives they meet less than at the start, or more."
    )
    st.html(takes.asks(case, asks))
    shown, place = expander("Month by month: whose objectives are met least", "met along")
    if shown:
        months = sorted({0, *(min(step.last, way.scenario.months) for step in way.steps), way.scenario.months})
        place.caption(
            "After each step, as if the parties met half-way between where they stand: how far the objective of each "
            "actor would be met that is met least."
        )
        place.html(takes.course(case, months, asked_along(run_of(case, way.scenario), months)))
    st.subheader("Red lines on the way", anchor=False)
    st.html(takes.lines(case, near))
    if any(line.felt for line in near):
        found: list[RedLineMoved] | None = shared.asked(
            ("way lines", case, way.scenario.supposed, goal, state.seed()),
            "What would moving a line do?",
            lambda told: red_lines_moved(case, way.scenario, goal, seed=state.seed()),
        )
        if found is not None:
            st.html(takes.lines_moved(case, found))


def _in_the_way(case: Case, found: Reach, scenario: Scenario) -> None:
    """Show which red line stands in the way of what comes nearest, and what moving it would do."""
    st.subheader("Which line stands in the way", anchor=False)
    nearest = found.closest.scenario if found.closest else scenario
    key = ("lines", case, nearest.supposed, found.goal, state.seed())
    if key not in ANALYSES_CACHE:
        with st.spinner("Moving the red lines, one at a time"):
            ANALYSES_CACHE[key] = red_lines_moved(case, nearest, found.goal, seed=state.seed())
    st.html(takes.lines_moved(case, ANALYSES_CACHE[key]))


# ------------------------------------------------------------------------------------------------- regions, knowledge


def _regions(case: Case, scenario: Scenario, goal: Goal, names: list[str]) -> None:
    st.markdown(
        "Situations drawn all over the scales of what may be changed, each with its own variant of everything else: a "
        "tree (CART) finds the conditions; only what survives resampling is shown."
    )
    key = ("regions", case, scenario.supposed, goal, tuple(names), state.seed())
    found: Boxes | None = shared.asked(
        key,
        "Find the conditions",
        lambda told: boxes_of(case, scenario, goal, names, seed=state.seed(), progress=told),
    )
    if found is not None:
        st.html(takes.boxes(case, found))


def _worth(case: Case, scenario: Scenario) -> None:
    st.markdown(
        "Every belief is uncertain. If one of them were known, by how much would the shares move? That need not be the "
        "belief to which the central run is most sensitive. Beside each stands the sentence to check next."
    )
    key = ("worth", case, scenario.supposed, state.seed())
    found: Worth | None = None
    if key in ANALYSES_CACHE:
        found = ANALYSES_CACHE[key]
    else:
        with suppress(ValueError), st.spinner("Sorting the variants by each belief"):
            found = worth_of(case, scenario, seed=state.seed())
            ANALYSES_CACHE[key] = found
    if found is None:
        st.info("This scenario sets everything: no belief is left uncertain.")
        return
    st.html(takes.worth(case, found))
    st.caption(
        f"{found.draws:,} variants, cut into slices by each belief in turn; only what moves the shares more than "
        f"chance would is shown. Beliefs: {len(found.beliefs)}. Plain rank: by how far the belief alone moves the "
        "leading pull of the central run."
    )


PAGE = Page(
    title="What would it take?",
    url_path="takes",
    icon="route",
    invitation="The model asked backward, for a goal and the ways to it: what would it take?",
    show=show_page,
)
