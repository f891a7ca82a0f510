"""The dashboard: `streamlit run app.py`. Controls and navigation; nothing is computed here."""

import streamlit as st

from model.engine import warm_up
from model.knowledge import InputError, believing
from model.view.components import tour as start
from model.view.controls import beliefs, toolbar
from model.view.controls.levers import at_hand, controls, folded, more, war
from model.view.controls.presets import presets
from model.view.pages.actors import page as wants
from model.view.pages.answer import page as happens
from model.view.pages.comparison import page as differs
from model.view.pages.deal import page as table
from model.view.pages.evidence import page as rests
from model.view.pages.expectations import page as holds
from model.view.pages.history import page as right
from model.view.pages.reach import page as takes
from model.view.pages.sensitivity import page as matters
from model.view.pages.tipping_map import page as where
from model.view.pages.why import page as why
from model.view.results import run_of
from model.view.session import cases, state
from model.view.style import style

st.set_page_config(page_title="Ripeness", page_icon="🕊️", layout="wide")
try:
    case = cases.opened(state.case_id())
    presets(case)
except InputError as error:
    st.title("Ripeness", anchor=False)
    st.error("The case cannot be read; nothing of it is shown until its files are mended.")
    st.code(str(error), language=None, wrap_lines=True)
    war(state.case_id())
    st.stop()

warm_up(case)
style()
state.begin(case)
case = believing(case, state.now(case).scenario.theories)
evidence: st.Page = st.Page(lambda: rests.page(case, at_hand(case), answer), title=rests.TITLE, url_path="rests")
deal: st.Page = st.Page(lambda: table.page(case, at_hand(case)), title=table.TITLE, url_path="table")
reasons: st.Page = st.Page(lambda: why.page(case, at_hand(case), deal, evidence), title=why.TITLE, url_path="why")
tipping: st.Page = st.Page(lambda: where.page(case, at_hand(case)), title=where.TITLE, url_path="where")
backward: st.Page = st.Page(lambda: takes.page(case, at_hand(case)), title=takes.TITLE, url_path="takes")
goals: st.Page = st.Page(lambda: wants.page(case, at_hand(case)), title=wants.TITLE, url_path="wants")
apart: st.Page = st.Page(lambda: differs.page(case, at_hand(case)), title=differs.TITLE, url_path="differs")
weights: st.Page = st.Page(lambda: matters.page(case, at_hand(case)), title=matters.TITLE, url_path="matters")
tests: st.Page = st.Page(lambda: holds.page(case, at_hand(case)), title=holds.TITLE, url_path="holds")
record: st.Page = st.Page(lambda: right.page(case, at_hand(case)), title=right.TITLE, url_path="right")
links = [
    (tipping, "map", "What other levers would bring: where does it tip?"),
    (backward, "route", "The model asked backward, for a goal and the ways to it: what would it take?"),
    (reasons, "account_tree", "The sums behind it, and what would tip it: why?"),
    (deal, "handshake", "The deal issue by issue, and whose objectives it would meet: what is on the table?"),
    (goals, "hub", "The actors, their objectives and their ties as a graph: who wants what?"),
    (apart, "compare_arrows", "Two to four scenarios side by side: what differs?"),
    (weights, "bar_chart", "Each lever, assumption and belief by its weight: what matters most?"),
    (tests, "fact_check", "Sentences that the model is held to, and your own: does it hold?"),
    (record, "history", "The rules held against wars whose end is known: was it right?"),
    (evidence, "menu_book", "Every claim, rule and relation: what does it rest on?"),
]
answer: st.Page = st.Page(lambda: happens.page(case, at_hand(case), links), title=happens.TITLE, default=True)
pages = [answer, tipping, backward, reasons, deal, goals, apart, weights, tests, record, evidence]
shown = st.navigation(pages, position="top")

run = run_of(case, at_hand(case))
if shown is answer:
    st.title("Ripeness", anchor=False)
    st.markdown(
        f"**{case.settings.title}.** {case.settings.says} Move a lever and see towards which of three outcomes the "
        "rules drive the war. *This explores assumptions; it forecasts nothing.*"
    )
    start.show(moved=state.history().past > 0)
    toolbar.notes(case, run)
    controls(case)
    toolbar.show(case, run)
    more(case)
else:
    st.title(shown.title, anchor=False)
    toolbar.notes(case, run)
    toolbar.show(case, run)
    shows, place = folded(case)
    if shows:
        with place:
            controls(case)
            more(case)
beliefs.note(case)
shown.run()
state.write_address(case, run)
st.caption(
    f"{case.settings.title}, version {case.settings.version}: {len(case.actors)} actors, "
    f"{len(case.objectives)} objectives, {len(case.rules)} rules, each with its source or marked as our judgement."
)
