"""How even a drag is: from one frame to the next while a lever is under the hand, in a real browser.

Run with: uv run --group test pytest tests/benchmarks/test_frames.py. The same drag of a lever is made in a bare app of
one slider and on the first page of ours, where all that the answer shows is worked out anew at every frame, for a near
and for the farthest horizon. Told are the median and the 95th percentile of the time between two frames, how many of
them showed another answer, how long scripts took for that, and how long it takes to work one out. Nothing here asserts
a time.
"""

from contextlib import closing
from itertools import pairwise
from statistics import quantiles

import pytest

from tests.benchmarks.serving import APP, OURS, served

#: How often the hand goes along the lever, and in how many steps, which come as fast as the browser takes them.
TIMES, STEPS = 6, 60
#: Notes from now on when frames come, how long scripts take in each that they asked for, and with how many answers.
WATCH = """() => {
    window.seen = { frames: [], spent: [], answers: 0 };
    const ask = requestAnimationFrame.bind(window);
    const next = (at) => { seen.frames.push(at); ask(next); };
    ask(next);
    window.requestAnimationFrame = (then) => ask((at) => {
        const begin = performance.now();
        then(at);
        seen.spent.push(performance.now() - begin);
    });
    window.ripenessLive?.listen(document.body, ({ figures }) => { seen.answers += figures !== null; });
}"""
#: How long the whole answer takes to work out, time after time, in milliseconds.
COMPUTE = """() => Array.from({ length: 100 }, (_, k) => {
    const begin = performance.now();
    ripenessLive.at({ trust: k / 100 });
    return performance.now() - begin;
})"""
PAGES = {"a bare app": "", "the first page": "?", "the first page, 120 months": "?months=120"}


def dragged(page):
    """Take the lever to and fro; return what was seen meanwhile."""
    lever = page.get_by_role("slider", name="Trust").first
    lever.wait_for(state="attached")
    page.wait_for_timeout(3000)  # until the page rests, and what is warmed is warm
    box = lever.bounding_box()
    left, up = box["x"] + 10, box["y"] + box["height"] / 2
    page.mouse.move(left, up)
    page.mouse.down()
    page.evaluate(WATCH)
    for time in range(TIMES):
        page.mouse.move(left + (200 if time % 2 == 0 else 0), up, steps=STEPS)
    seen = page.evaluate("seen")
    page.mouse.up()
    return seen


@pytest.mark.parametrize("page", PAGES)
def test_frames_while_a_lever_is_dragged(benchmark, figures, browser, tmp_path, page):
    (tmp_path / "bare.py").write_text(APP, "utf-8")
    with (
        served(OURS if PAGES[page] else tmp_path / "bare.py") as address,
        closing(browser.new_context(viewport={"width": 1280, "height": 800})) as window,
    ):
        tab = window.new_page()
        tab.goto(f"{address}/{PAGES[page]}")
        seen = benchmark.pedantic(dragged, args=(tab,), rounds=1)
        computed = tab.evaluate(COMPUTE) if PAGES[page] else [0.0]
    between = [later - one for one, later in pairwise(seen["frames"])]
    told = {"frame": between, "spent": seen["spent"] or [0.0] * 2, "computed": computed * 2}
    found = {name: (quantiles(times, n=20)[9], quantiles(times, n=20)[18]) for name, times in told.items()}
    benchmark.extra_info |= {**found, "answers": seen["answers"]}
    (frame, late), (spent, most), (compute, _) = found.values()
    another = f"; {seen['answers']} of {len(between) + 1} with another answer"
    another += f", in {spent:.1f} ms, 95 of 100 in {most:.1f} ms"
    figures.append(
        f"frames while a lever is dragged, {page}: {frame:.1f} ms, 95 of 100 within {late:.1f} ms"
        + (f"{another}, of which it was worked out in {compute:.1f} ms" if PAGES[page] else "")
    )
