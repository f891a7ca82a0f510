"""How long one waits for a lever: from the key to the last change on the page, in a real browser.

Run with: uv run --group test pytest tests/benchmarks/test_latency.py. By turns a key moves the lever of a bare app of
one slider and one on a page of ours, always to where it has not been before, so that nothing is answered from memory.
Of every page the median is told, what lies between the quartiles, and how many times the bare app's median that is,
with and without compiled code. Nothing here asserts a time.
"""

from contextlib import ExitStack, closing
from statistics import quantiles
from typing import Any

import pytest

from model import load_case
from model.engine.compiled import driver as fast
from model.view.pages import PAGES as REGISTRY
from tests.benchmarks.serving import APP, OURS, served

#: Moves that are measured, and those before them that are not.
MOVES, BEFORE = 10, 3
#: Pages that are not measured; on the first of them a move of a lever begins a search of many seconds.
LEFT_OUT = ("reach", "actors", "expectations", "history")
#: What is moved on which page; the first two levers are the axes of the map, the third is not.
PAGES = {page.title: (page.url_path, "Trust") for folder, page in REGISTRY.items() if folder not in LEFT_OUT}
PAGES["the map, another lever"] = (REGISTRY["tipping_map"].url_path, "Battlefield shift")
ENGINES = {"compiled": {}, "NumPy": {fast.SWITCH: "0"}}
#: Notes in the page, in milliseconds, the last key, the last change of any kind, shadow roots included, and between
#: when and when the script ran.
WATCH = """
window.told = { key: 0, last: 0, from: 0, to: 0 };
const watch = root => new MutationObserver(changes => {
    told.last = performance.now();
    for (const { target, attributeName } of changes)
        if (attributeName === 'data-test-script-state')
            told[target.dataset.testScriptState === 'running' ? 'from' : 'to'] = told.last;
}).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
watch(document);
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    watch(root);
    return root;
};
addEventListener('keydown', event => { told.key = event.timeStamp; }, true);
"""
#: After so many milliseconds without a change the page is taken to stand still.
STILL = 400
DONE = f"""() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && told.last > told.key && performance.now() - told.last > {STILL}"""


class Lever:
    """A lever on a page, at the lower end of its scale."""

    def __init__(self, browser, address, name):
        self.context = browser.new_context(viewport={"width": 1280, "height": 850})
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.page.goto(address)
        self.page.wait_for_selector("[data-testid=stElementContainer]", state="attached", timeout=60_000)
        self.settled()
        folded = self.page.locator(".st-key-scenario summary")
        if folded.count():
            folded.first.click()  # of the controls; those within are folded too
        lever = self.page.get_by_role("slider", name=name).first
        lever.wait_for(state="attached")
        self.page.wait_for_timeout(STILL)  # until what was folded is open
        lever.focus()
        self.move("End")
        self.move("Home")

    def settled(self):
        self.page.wait_for_function(DONE, timeout=120_000)

    def move(self, key="ArrowRight"):
        """Press a key; return how long until the last change, and how much of that the script took."""
        self.page.keyboard.press(key)
        self.settled()
        told = self.page.evaluate("told")
        return told["last"] - told["key"], told["to"] - told["from"]

    def close(self):
        self.context.close()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("page", PAGES)
def test_one_move_of_a_lever(benchmark, figures, browser, tmp_path, page, engine):
    if engine == "compiled" and not fast.warm_up(load_case(), wait=True):  # so that it has been compiled
        pytest.skip("Numba is not installed")
    path, lever = PAGES[page]
    (tmp_path / "bare.py").write_text(APP, "utf-8")
    with ExitStack() as open_:
        theirs = open_.enter_context(served(tmp_path / "bare.py"))
        ours = f"{open_.enter_context(served(OURS, **ENGINES[engine]))}/{path}"
        bare = open_.enter_context(closing(Lever(browser, theirs, "Trust")))
        page_ = open_.enter_context(closing(Lever(browser, ours, lever)))
        for _ in range(BEFORE):
            bare.move(), page_.move()
        found: tuple[list[Any], list[Any]] = [], []  # milliseconds: until the page rests, and of the script

        def bare_first():
            found[0].append(bare.move())

        benchmark.pedantic(lambda: found[1].append(page_.move()), setup=bare_first, rounds=MOVES)
    if not all(found):
        return
    (low, beside, high), (lower, middle, upper) = (quantiles([wait for wait, _ in moves], n=4) for moves in found)
    script = quantiles([ran for _, ran in found[1]], n=4)[1]
    benchmark.extra_info |= {"bare": beside, "page": middle, "script": script, "ratio": middle / beside}
    figures.append(
        f"a move of a lever, {page} ({engine}): {middle:.0f} ms ({lower:.0f} to {upper:.0f}), of which the script "
        f"{script:.0f} ms; a bare app {beside:.0f} ms ({low:.0f} to {high:.0f}): x {middle / beside:.2f}"
    )
