"""How long one waits for the first answer: in a fresh process, and on the page in a real browser.

Run with: uv run --group test pytest tests/benchmarks/test_start.py. Each is measured by turns with something bare
beside it, of whose time the ratio is told: NumPy with a small product of matrices, and a Streamlit app of one slider.
Nothing here asserts a time. The goals are 2.5 times bare for a run in a fresh process and for the answer at the first
visit of a server, and 1.3 times at later ones.
"""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from statistics import median

import pytest

from tests.benchmarks.serving import APP, OURS, ROOT, served

BARE = "import numpy as np; a = np.random.default_rng(0).random((300, 300)); print((a @ a).sum())"
READ = "import model as m; c = m.load_case(); s = m.load_scenario('default', c); "
RESULTS = {
    "simulate": READ + "print(m.simulate(c, s).outcome)",
    "256 draws": READ + "print(m.ensemble(c, s, 256).shares)",
}

# ------------------------------------------------------------------------------------------------- a fresh process


def process(code, compiled):
    """Return how long a fresh Python takes for some code, in seconds; its bytecode is kept in a folder."""
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    keeps["PYTHONPYCACHEPREFIX"] = str(compiled)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=keeps, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


@pytest.mark.parametrize("what", RESULTS)
def test_first_result_in_a_fresh_process(benchmark, figures, tmp_path, what):
    bare, ours = [], []
    for code in (BARE, RESULTS[what]):
        process(code, tmp_path)  # so that everything has been compiled, as it is for whoever starts it again

    def bare_first():
        bare.append(process(BARE, tmp_path))

    benchmark.pedantic(lambda: ours.append(process(RESULTS[what], tmp_path)), setup=bare_first, rounds=7)
    if not ours or not bare:
        return
    beside, found = median(bare), median(ours)
    benchmark.extra_info |= {"numpy": beside, "ratio": found / beside}
    figures.append(f"fresh process to {what}: {found:.2f} s; bare NumPy {beside:.2f} s: x {found / beside:.2f}")


# -------------------------------------------------------------------------------------------------------- the page

SLIDER, LEVER, ANSWER = "[data-testid=stSlider]", "input[type=range]", "#verdict:not(:empty)"
#: Notes in the page when each of some elements first stands in it, in milliseconds since one has asked for the page; it
#: looks once a frame, and in the components, which a page does not look into by itself.
WATCH = """
window.seen = {};
const places = () => [document, ...[...document.querySelectorAll('[data-testid^=stBidi], [data-testid^=stBidi] *')]
    .map((one) => one.shadowRoot).filter(Boolean)];
const look = () => {
    const awaited = %r.filter((what) => !(what in window.seen)), found = places();
    for (const what of awaited)
        if (found.some((place) => place.querySelector(what))) window.seen[what] = performance.now();
    if (awaited.length) requestAnimationFrame(look);
};
look();
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def visit(browser, address, *awaited):
    """Open a page as somebody who has never been there; return when it was first painted and each element stood."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.add_init_script(WATCH % (list(awaited),))
        page.goto(address)
        there = f"all => all.every(what => what in window.seen) && {PAINT}"
        page.wait_for_function(there, arg=list(awaited), timeout=60_000)
        return [page.evaluate(PAINT), *(page.evaluate("what => window.seen[what]", what) for what in awaited)]
    finally:
        context.close()


def test_first_paint_of_the_page(benchmark, figures, browser, tmp_path):
    (tmp_path / "bare.py").write_text(APP, "utf-8")
    keeps = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    with served(OURS, **keeps) as once:  # so that everything has been compiled, as above
        visit(browser, once, LEVER, ANSWER)
    with ExitStack() as servers:
        theirs, ours = (servers.enter_context(served(script, **keeps)) for script in (tmp_path / "bare.py", OURS))
        cold = visit(browser, theirs, SLIDER), visit(browser, ours, LEVER, ANSWER)
        warm: tuple[list[float], list[float]] = [], []

        def bare_first():
            warm[0].append(visit(browser, theirs, SLIDER))

        benchmark.pedantic(lambda: warm[1].append(visit(browser, ours, LEVER, ANSWER)), setup=bare_first, rounds=5)
    if not all(warm):
        return
    usual = [[median(times) for times in zip(*visits, strict=True)] for visits in warm]
    for when, (bare, page) in {"first visit of a server": cold, "later visits": usual}.items():
        told = f"paint {page[0]:.0f} ms, slider {page[1]:.0f} ms, answer {page[2]:.0f} ms"
        beside = f"a bare app's paint {bare[0]:.0f} ms, slider {bare[1]:.0f} ms"
        ratios = f"x {page[0] / bare[0]:.2f}, x {page[1] / bare[1]:.2f}, answer x {page[2] / bare[1]:.2f}"
        figures.append(f"page, {when}: {told}; {beside} ({ratios})")
        benchmark.extra_info[when] = {"page": page, "bare": bare}
