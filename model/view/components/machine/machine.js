// A whole run in the browser: the row operations that Python wrote down, worked off on one memory of rows, each of as
// many places as there are runs. The kinds, their order and every rounding are those of model/engine/operations.py and
// model/engine/rows/machine.py: hence the same bits. FILL to KEEP are numbered as there.
const [FILL, SIZE, SCALE, ADD, HIGHEST, LINE, REMAINDER, RAMP, COPY, WAY, LIMIT, MULTIPLY, ADD_PRODUCT, ADD_SCALED, MOVE,
    PART, KEEP] = Array(17).keys();
const OUTCOMES = 3;
const BLANK = { happens: [] };

export function decoded(text, Kind) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Kind(bytes.buffer);
}

// Work off a list of operations: `n` of them, `at` their kinds and rows (four numbers each), `c` their numbers (three).
function work({ n, at, c }, m, runs, f) {
    for (let i = 0; i < n; i++) {
        const to = at[4 * i + 1] * runs, of = at[4 * i + 2] * runs, also = at[4 * i + 3] * runs;
        const x = c[3 * i], y = c[3 * i + 1], z = c[3 * i + 2];
        switch (at[4 * i]) {
            case FILL: m.fill(x, to, to + runs); break;
            case SIZE: for (let j = 0; j < runs; j++) m[to + j] = Math.abs(m[of + j]); break;
            case SCALE: for (let j = 0; j < runs; j++) m[to + j] = m[of + j] * x; break;
            case ADD: for (let j = 0; j < runs; j++) m[to + j] = m[to + j] + m[of + j]; break;
            case HIGHEST: for (let j = 0; j < runs; j++) { const a = m[to + j], b = m[of + j]; m[to + j] = a > b ? a : b; } break;
            case LINE: for (let j = 0; j < runs; j++) m[to + j] = f(m[of + j] * y) + x; break;
            case REMAINDER: for (let j = 0; j < runs; j++) {
                const left = f(1 - f(m[of + j] + m[also + j]));
                m[to + j] = (left > 0 ? left : 0) * x;
            } break;
            case RAMP: for (let j = 0; j < runs; j++) {
                const way = f(f(f(m[of + j] - x) / y) + z);
                m[to + j] = way > 0 ? (way < 1 ? way : 1) : 0;
            } break;
            case COPY: m.copyWithin(to, of, of + runs); break;
            case WAY: for (let j = 0; j < runs; j++) {
                const way = f(f(m[of + j] - x) * y);
                m[to + j] = way > 0 ? (way < 1 ? way : 1) : 0;
            } break;
            case LIMIT: for (let j = 0; j < runs; j++) m[to + j] = limited(m[of + j], x, y); break;
            case MULTIPLY: for (let j = 0; j < runs; j++) m[to + j] = m[to + j] * m[of + j]; break;
            case ADD_PRODUCT: for (let j = 0; j < runs; j++) m[to + j] = m[to + j] + f(m[of + j] * m[also + j]); break;
            case ADD_SCALED: for (let j = 0; j < runs; j++) m[to + j] = m[to + j] + f(m[of + j] * x); break;
            case MOVE: for (let j = 0; j < runs; j++) {
                const here = m[to + j], up = m[of + j], down = m[also + j];
                const pushed = f(f(up * f(y - here)) - f(down * f(here - x)));
                m[to + j] = here + f(pushed / f(f(up + down) + 1));
            } break;
            case PART: for (let j = 0; j < runs; j++) {
                const here = m[of + j], share = m[also + j];
                m[to + j] = share === 1 ? x : limited(f(here + f(f(x - here) * share)), y, z);
            } break;
            case KEEP: for (let j = 0; j < runs; j++) m[to + j] = m[to + j] * (m[of + j] === 0 ? 1 : 0); break;
        }
    }
}

const limited = (value, low, high) => (value > low ? (value < high ? value : high) : low);

/**
 * @typedef {object} MachineOperations
 * @property {string} at
 * @property {string} numbers
 */
/**
 * @typedef {object} MachineLayout
 * @property {number} size
 * @property {number} pulls
 * @property {number} offset
 * @property {object[]} lasting
 */
/**
 * @typedef {object} MachineMonth
 * @property {MachineOperations} before
 * @property {MachineOperations} show
 * @property {object[]} force
 * @property {boolean} derive
 * @property {boolean} follow
 * @property {boolean} fix
 */
/**
 * @typedef {object} MachineInputs
 * @property {string} start
 * @property {object[]} rows
 */
/**
 * @typedef {object} MachineAtom
 * @property {number} row
 * @property {number} base
 * @property {object[]} knot
 * @property {object[]} rate
 * @property {object[]} step
 */
/**
 * @typedef {object} MachineStrokes
 * @property {string} begins
 * @property {string} run
 * @property {string} row
 * @property {string} sets
 * @property {string} until
 * @property {string} atom
 * @property {string} amount
 * @property {string} luck
 * @property {string} rate
 * @property {object[]} atoms
 * @property {object[]} scale
 */
/**
 * @typedef {object} MachinePayload
 * @property {boolean} single
 * @property {number} runs
 * @property {MachineLayout} layout
 * @property {object} sections
 * @property {object[]} months
 * @property {MachineInputs} inputs
 * @property {?MachineStrokes} strokes
 * @property {object} levers
 * @property {object[]} keep
 */

// Build a machine from a payload of `machine_payload` (see __init__.py); `run(levers)` of it may be called again and again.
export function build({ single, runs, layout, sections, months, inputs, strokes, levers, keep }) {
    const Real = single ? Float32Array : Float64Array, f = single ? Math.fround : (x) => x;
    const list = ({ at, numbers }) => {
        const rows = decoded(at, Int32Array);
        return { n: rows.length / 4, at: rows, c: Real.from(decoded(numbers, Float64Array)) };
    };
    const named = Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, list(section)]));
    const course = months.map((month) => ({ ...month, before: list(month.before), show: list(month.show) }));
    const memory = new Real(layout.size * runs), start = decoded(inputs.start, Real);
    for (const [row, values] of inputs.rows) memory.set(decoded(values, Real), row * runs);
    const luck = strokes && fate(strokes, layout, memory, runs, f, Real);
    const last = course.length - 1, pulls = new Real(course.length * OUTCOMES * runs);
    const values = new Real(course.length * keep.length * runs);
    const act = (operations) => work(operations, memory, runs, f);

    function step(number) {
        const month = course[number];
        const happens = luck && number ? luck.struck(number) : BLANK;
        act(month.before);
        if (!number) { act(named.derive); act(named.fix); return; }
        if (luck) luck.strike(number, last, month.force, happens);
        act(month.show);
        if (month.derive) act(named.derive);
        if (month.follow) act(named.follow);
        if (month.fix) act(named.fix);
        act(named.move);
        act(named.derive);
    }

    // Run all months; `given` are the levers that are set, by name. What it returns is written over by the next run.
    return function run(given = {}) {
        memory.set(start);
        if (luck) memory.fill(0, layout.offset * runs, (layout.offset + layout.lasting.length * course.length) * runs);
        for (const [name, value] of Object.entries(given)) {
            if (!(name in levers)) throw new Error(`there is no lever "${name}"; there are: ${Object.keys(levers).join(", ")}`);
            memory.fill(value, levers[name] * runs, (levers[name] + 1) * runs);
        }
        for (let number = 0; number <= last; number++) {
            step(number);
            act(named.pull);
            pulls.set(memory.subarray(layout.pulls * runs, (layout.pulls + OUTCOMES) * runs), number * OUTCOMES * runs);
            if (keep.length) act(named.unread);
            keep.forEach((row, k) => values.set(memory.subarray(row * runs, (row + 1) * runs), (number * keep.length + k) * runs));
        }
        return { runs, months: last, pulls, values };
    };
}

// What happens to some runs: strokes are looked at as a month begins, and strike once events are done.
function fate(given, layout, memory, runs, f, Real) {
    const whole = Object.fromEntries(["begins", "run", "row", "sets", "until", "atom"].map((name) => [name, decoded(given[name], Int32Array)]));
    const real = Object.fromEntries(["amount", "luck", "rate"].map((name) => [name, decoded(given[name], Real)]));
    const { begins, run, row, sets, until, atom } = whole, { amount, luck, rate } = real;
    const atoms = given.atoms.map(({ row, base, knot, rate, step }) => ({ row, base: f(base), knot: knot.map(f), rate: rate.map(f), step: step.map(f) }));
    const place = new Map(layout.lasting.map((lasting, number) => [lasting, number]));
    const scale = new Map(given.scale.map(([state, low, high]) => [state, [f(low), f(high)]]));

    function held({ row, base, knot, rate, step }, at) {
        const x = memory[row * runs + at];
        return knot.reduce((sum, peak, k) => f(sum + f(step[k] * limited(f(f(x - peak) * rate[k]), 0, 1))), base);
    }
    function struck(month) {
        const happens = [];
        for (let s = begins[month]; s < begins[month + 1]; s++)
            if (atom[s] < 0 || luck[s] < f(rate[s] * held(atoms[atom[s]], run[s]))) happens.push(s);
        return happens;
    }
    function last(s, month, end, force) { // note what is added to a lasting row from a month on
        const number = place.get(row[s]), first = layout.offset + number * (end + 1);
        const added = sets[s] && f(amount[s] - memory[force[number] * runs + run[s]]);
        for (let later = month; later <= end; later++) {
            const at = (first + later) * runs + run[s];
            if (sets[s]) memory[at] = later <= until[s] ? added : 0;
            else if (later <= until[s]) memory[at] = memory[at] + amount[s];
        }
    }
    function strike(month, end, force, happens) {
        for (const now of [1, 0]) // first all that sets something, then all that changes something
            for (const s of happens) if (sets[s] === now) {
                const at = row[s] * runs + run[s];
                if (place.has(row[s])) last(s, month, end, force);
                else memory[at] = now ? amount[s] : memory[at] + amount[s];
            }
        for (const s of happens) if (scale.has(row[s])) {
            const at = row[s] * runs + run[s];
            memory[at] = limited(memory[at], ...scale.get(row[s]));
        }
    }
    return { struck, strike };
}

// Quantiles as model/uncertainty/intervals.py has them: linear between the ordered values.
export function quantiles(ordered, at) {
    return at.map((share) => {
        const place = share * (ordered.length - 1), below = Math.floor(place);
        const above = Math.min(below + 1, ordered.length - 1);
        return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
    });
}

// The four pulls of a month, a list of runs each: the three outcomes, and what they leave of 1.
function ofFour({ pulls, runs }, month) {
    const at = month * OUTCOMES * runs;
    const four = [0, 1, 2].map((o) => Float64Array.from(pulls.subarray(at + o * runs, at + (o + 1) * runs)));
    return [...four, four[0].map((first, j) => 1 - (first + four[1][j] + four[2][j]))];
}

// What the first screen shows, by month: shares of the pull of the four classes, in how many variants each has the
// largest pull of the four (one that ties counts for none), and the edges of both bands, each of nine in ten variants.
export function figures(variants, unknown, tie = 1e-12) {
    return Array.from({ length: variants.months + 1 }, (_, month) => {
        const four = ofFour(variants, month), without = ofFour(unknown, month), counts = [0, 0, 0, 0];
        for (let j = 0; j < variants.runs; j++) {
            const here = four.map((pulls) => pulls[j]), [first, second] = [...here].sort((a, b) => b - a);
            if (first - second > tie) counts[here.indexOf(first)] += 1;
        }
        const bands = (classes) => classes.map((pulls) => quantiles(Float64Array.from(pulls).sort(), [0.05, 0.95]));
        const shares = four.map((pulls) => pulls.reduce((sum, pull) => sum + pull, 0) / variants.runs);
        return { shares, counts, bands: bands(four), unknown: bands(without) };
    });
}
