"""How soon the map follows a lever that is none of its axes, and how even a drag of it is, in a real browser.

Run with: uv run --group test pytest tests/benchmarks/test_map.py. Told are, in milliseconds from a move of the lever,
when the map first shows something of it and when all its points are exact; then, while the lever is dragged, the time
between two frames, and how many pictures of the map were shown. Nothing here asserts a time.
"""

from contextlib import closing
from statistics import median, quantiles

from model.view.pages import PAGES
from tests.benchmarks.serving import OURS, served

#: Moves that are timed one by one, and frames of a drag.
MOVES, FRAMES = 12, 180
#: Finds the map, and notes when it is drawn.
WATCH = """() => {
    const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.map'));
    const grid = host.shadowRoot.querySelector('.grid'), shapes = host.shadowRoot.querySelectorAll('.class');
    window.map = { drawn: [], busy: () => grid.getAttribute('aria-busy') !== 'false' };
    const watch = new MutationObserver(() => map.drawn.push(performance.now()));
    for (const shape of shapes) watch.observe(shape, { attributes: true });
    window.frame = () => new Promise((next) => requestAnimationFrame(next));
}"""
#: When something was shown, and when all of it, after a move of the lever.
MOVE = """async (value) => {
    const begun = performance.now();
    map.drawn.length = 0;
    ripenessLive.move('battlefield_shift', value);
    while (!map.drawn.length || map.busy()) await frame();
    return [map.drawn[0] - begun, map.drawn.at(-1) - begun];
}"""
#: The frames of a drag, and how many pictures of the map there were.
DRAG = """async (frames) => {
    const between = [];
    let last = await frame();
    map.drawn.length = 0;
    for (let k = 0; k < frames; k++) {
        ripenessLive.move('battlefield_shift', Math.sin(k / 20));
        const now = await frame();
        between.push(now - last);
        last = now;
    }
    const pictures = new Set(map.drawn.map(Math.round)).size;
    ripenessLive.release(false);
    return { between, pictures };
}"""


def test_the_map_while_a_lever_moves(benchmark, figures, browser):
    with served(OURS) as address, closing(browser.new_context(viewport={"width": 1280, "height": 800})) as window:
        page = window.new_page()
        page.goto(f"{address}/{PAGES['tipping_map'].url_path}")
        page.locator(".map .grid[aria-busy=false]").wait_for(timeout=60_000)
        page.wait_for_timeout(2000)  # until the page rests
        page.evaluate(WATCH)
        moves = [page.evaluate(MOVE, 0.95 - 0.15 * k) for k in range(MOVES)][2:]
        seen = benchmark.pedantic(page.evaluate, args=(DRAG, FRAMES), rounds=1)
    some, whole = (median(times) for times in zip(*moves, strict=True))
    late = quantiles(seen["between"], n=20)[18]
    benchmark.extra_info |= {"some": some, "whole": whole, "frame": median(seen["between"]), "late": late}
    figures.append(
        f"the map after a move of a third lever: something of it in {some:.0f} ms, all in {whole:.0f} ms; while it "
        f"is dragged a frame takes {median(seen['between']):.1f} ms, 95 of 100 are within {late:.1f} ms, and "
        f"{seen['pictures']} of {FRAMES} show another map"
    )
