// The points of a map, worked out in the browser: what the variants of a scenario come to at each pair of values, in
// workers, so that the page never waits for them. Stands before a component's script, and the machine before it.

/**
 * @typedef {object} PointsAxis
 * @property {string} id
 * @property {number[]} values
 */

/**
 * @typedef {object} PointsPayload
 * @property {string} key
 * @property {object} machine
 * @property {PointsAxis[]} axes
 * @property {number[]} words
 * @property {number} slight
 * @property {number} tie
 */

// What is told of a point: the number of the class with the largest share of the pull, the number of the word for how
// sturdy that is, in how many variants it has the largest pull, and the shares of the three outcomes.
const OF_A_POINT = 6;
const AT_ONCE = 40; // milliseconds: how long the first, coarse look at a map may take
const SLICE = 15; // milliseconds: about how long a worker is at one part; then it hears what is wanted now
const FIRST = 4; // points: the first slice, by which it is seen how long one takes
const COARSEST = 4; // of so many points along an axis, the first look works one out

// Return a function that works out some points, by their numbers, with levers set besides the axes; and tells how long it
// took, which does not count how long one waited for it.
export function surveyor({ machine, axes: [across, up], words, slight, tie }) {
    const run = build(machine), rows = up.values.length;
    return (levers, at) => {
        const begun = performance.now(), found = new Float64Array(at.length * OF_A_POINT);
        at.forEach((point, k) => {
            const [x, y] = [across.values[Math.floor(point / rows)], up.values[point % rows]];
            found.set(pointOf(run({ ...levers, [across.id]: x, [up.id]: y }), words, slight, tie), k * OF_A_POINT);
        });
        return { found, took: performance.now() - begun };
    };
}

// What some runs come to at their last month, by the rules of `sweep` in model/analysis/sweeps.
function pointOf(variants, words, slight, tie) {
    const { shares, counts } = standing(variants, variants.months, tie);
    const four = fourOf(shares), most = Math.max(...four);
    const first = four.findIndex((share) => share >= most - tie);
    const close = four.filter((share) => most - share < slight).length > 1;
    return [first, close ? 0 : words[counts[first]], counts[first], ...shares.slice(0, 3)];
}

// The shares of the three outcomes, and what they leave of 1.
const fourOf = ([a, b, c]) => [a, b, c, 1 - (a + b + c)];

if (typeof WorkerGlobalScope === "function" && globalThis instanceof WorkerGlobalScope) {
    let work = null; // this script is the worker's too
    globalThis.onmessage = ({ data: { points, levers, at } }) => {
        if (points) work = surveyor(points);
        else postMessage(work(levers, at));
    };
}

// Somebody who works points out: a worker, or, where the browser has none for us, the page itself between its frames.
function hand(points) {
    const waiting = []; // what the worker has been asked, the first first
    let worker = null, work = null;
    const here = ({ levers, at, done, failed }) => setTimeout(() => {
        try { done((work ??= surveyor(points))(levers, at)); } catch (error) { failed(error); }
    });
    const leave = (event) => {
        event?.preventDefault?.();
        worker?.terminate();
        worker = null;
        waiting.splice(0).forEach(here);
    };
    try {
        worker = new Worker(import.meta.url, { type: "module" });
        worker.onerror = leave;
        worker.onmessage = ({ data }) => waiting.shift().done(data);
        worker.postMessage({ points });
    } catch { leave(); }
    return {
        work: (levers, at) => new Promise((done, failed) => {
            if (!worker) return here({ levers, at, done, failed });
            waiting.push({ levers, at, done, failed });
            worker.postMessage({ levers, at });
        }),
        stop: () => { waiting.length = 0; leave(); },
    };
}

// A map under way. `ask(levers)` has it worked out for these levers, at once so coarsely that it can be seen, then
// point by point; who asks meanwhile comes next. `told(exact)` is called whenever `numbers` has more to show.
export function survey(points, told) {
    const [columns, rows] = points.axes.map(({ values }) => values.length);
    const hands = Array.from({ length: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)) }, () => hand(points));
    const map = { key: points.key, numbers: new Float64Array(columns * rows * OF_A_POINT), seen: false, exact: false, ask, stop, fault: null };
    let wanted = null, asked = "", busy = false, cost = 0;

    const put = (point, numbers) => map.numbers.set(numbers, point * OF_A_POINT);
    const numbersOf = (found, k) => found.subarray(k * OF_A_POINT, (k + 1) * OF_A_POINT);

    // Work some points out, shared among the hands; false if something else was asked for before they were done.
    async function look(levers, at, over, tell) {
        let next = 0;
        await Promise.all([...hands, ...hands].map(async ({ work }) => { // each has the next part while it is at one
            while (next < at.length && !over()) {
                const part = at.slice(next, next += cost ? Math.max(1, Math.round(SLICE / cost)) : FIRST);
                const { found, took } = await work(levers, part);
                cost = took / part.length;
                tell(part, found);
            }
        }));
        return next >= at.length;
    }

    async function coarsely(levers, step) {
        const at = every(step, columns, rows), coarse = new Map();
        await look(levers, at, () => false, (part, found) => part.forEach((point, k) => coarse.set(point, numbersOf(found, k))));
        for (let point = 0; point < columns * rows; point++) put(point, coarse.get(nearest(point, step, columns, rows)));
        return new Set(at);
    }

    async function once(levers) {
        let step = 1;
        while (step < COARSEST && (!cost || (every(step, columns, rows).length * cost) / hands.length > AT_ONCE)) step *= 2;
        const done = await coarsely(levers, step);
        Object.assign(map, { seen: true, exact: step === 1 });
        told();
        while (step > 1 && wanted === null) {
            step /= 2;
            const rest = every(step, columns, rows).filter((point) => !done.has(point));
            const whole = await look(levers, rest, () => wanted !== null, (part, found) => {
                part.forEach((point, k) => { put(point, numbersOf(found, k)); done.add(point); });
                if (done.size < columns * rows) told();
            });
            if (whole && step === 1) { map.exact = true; told(); }
        }
    }

    async function go() {
        busy = true;
        try {
            while (wanted !== null) {
                const levers = wanted;
                wanted = null;
                await once(levers);
            }
        } catch (error) {
            map.fault = error;
            told();
        }
        busy = false;
    }

    function ask(levers) {
        const free = Object.entries(levers).filter(([name]) => points.axes.every(({ id }) => id !== name)).sort();
        if (asked === JSON.stringify(free)) return;
        asked = JSON.stringify(free);
        wanted = Object.fromEntries(free);
        map.exact = false;
        if (!busy) go();
    }

    function stop() {
        for (const one of hands) one.stop();
    }

    return map;
}

// Every so many points of each axis, and its last.
function every(step, columns, rows) {
    const along = (many) => Array.from({ length: many }, (_, k) => k).filter((k) => k % step === 0 || k === many - 1);
    return along(columns).flatMap((column) => along(rows).map((row) => column * rows + row));
}

// Which of them a point is nearest to.
function nearest(point, step, columns, rows) {
    const near = (k, many) => Math.min(Math.round(k / step) * step, many - 1);
    return near(Math.floor(point / rows), columns) * rows + near(point % rows, rows);
}
