// A whole run in the browser: the row operations that Python wrote down, worked off on one memory of rows, each of as
// many places as there are runs. The kinds, their order and every rounding are those of model/engine/operations.py and
// model/engine/rows/machine.py: hence the same bits. FILL to KEEP are numbered as there.
const [FILL, SIZE, SCALE, ADD, HIGHEST, LINE, REMAINDER, RAMP, COPY, WAY, LIMIT, MULTIPLY, ADD_PRODUCT, ADD_SCALED, MOVE,
    PART, KEEP] = Array(17).keys();
const OUTCOMES = 3;
const BLANK = { happens: [] };

// An array as it was sent: in base64, or at its place among bytes.
function decoded(stored, Kind, bytes) {
    if (Array.isArray(stored)) return new Kind(bytes, ...stored);
    return new Kind(bytesOf(stored).buffer);
}

function bytesOf(text) {
    const letters = atob(text), bytes = new Uint8Array(letters.length);
    for (let k = 0; k < bytes.length; k++) bytes[k] = letters.charCodeAt(k);
    return bytes;
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

// ---------------------------------------------------------------------------------------------------- where it is done

// The same loop as WebAssembly, four runs at a time (machine.c): some ten times as fast. `mount` puts machine.wasm before
// this script. Where it is not, or the browser cannot run it, the loop above does all.
const compiled = typeof machineWasm === "string" ? compile(machineWasm) : null;
const PAGE = 65536, FOURS = 4;

function compile(text) {
    try {
        return new WebAssembly.Module(bytesOf(text));
    } catch {
        return null;
    }
}

// A memory of so many numbers, and what works off one of some lists on it: in JavaScript.
function inScript(size, runs, Real, f) {
    const memory = new Real(size);
    return { memory, act: (list) => work(list, memory, runs, f) };
}

// The same as WebAssembly. The memory begins on its second page, the lists stand behind it.
function inWasm(size, runs, lists) {
    const bytes = lists.reduce((sum, { at, c }) => sum + at.byteLength + c.byteLength, PAGE + 4 * size);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    const { work } = new WebAssembly.Instance(compiled, { env: { memory } }).exports, places = new Map();
    let free = PAGE + 4 * size;
    const put = (values) => {
        new values.constructor(memory.buffer, free, values.length).set(values);
        free += values.byteLength;
        return free - values.byteLength;
    };
    for (const list of lists) places.set(list, [list.n, put(list.at), put(list.c), PAGE, runs / FOURS]);
    return { memory: new Float32Array(memory.buffer, PAGE, size), act: (list) => work(...places.get(list)) };
}

const limited = (value, low, high) => (value > low ? (value < high ? value : high) : low);

/**
 * @typedef {object} MachineOperations
 * @property {string|number[]} at
 * @property {string|number[]} numbers
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
 * @property {string|number[]} start
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
 * @property {string|number[]} begins
 * @property {string|number[]} run
 * @property {string|number[]} row
 * @property {string|number[]} sets
 * @property {string|number[]} until
 * @property {string|number[]} atom
 * @property {string|number[]} amount
 * @property {string|number[]} luck
 * @property {string|number[]} rate
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

// Build a machine from a payload of `machine_payload` (see __init__.py), with the bytes where arrays were packed;
// `run(levers)` of it may be called again and again.
export function build({ single, runs, layout, sections, months, inputs, strokes, levers, keep }, bytes) {
    const Real = single ? Float32Array : Float64Array, f = single ? Math.fround : (x) => x;
    const read = (stored, Kind) => decoded(stored, Kind, bytes);
    const list = ({ at, numbers }) => {
        const rows = read(at, Int32Array);
        return { n: rows.length / 4, at: rows, c: Real.from(read(numbers, Float64Array)) };
    };
    const named = Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, list(section)]));
    const course = months.map((month) => ({ ...month, before: list(month.before), show: list(month.show) }));
    const lists = [...Object.values(named), ...course.flatMap(({ before, show }) => [before, show])];
    const wasm = compiled && single && runs % FOURS === 0, size = layout.size * runs;
    const { memory, act } = wasm ? inWasm(size, runs, lists) : inScript(size, runs, Real, f);
    const start = read(inputs.start, Real);
    for (const [row, values] of inputs.rows) memory.set(read(values, Real), row * runs);
    const luck = strokes && fate(strokes, layout, memory, runs, f, Real, read);
    const last = course.length - 1, pulls = new Real(course.length * OUTCOMES * runs);
    const values = new Real(course.length * keep.length * runs);


    function step(number) {
        const month = course[number];
        const happens = luck && number ? luck.struck(number) : BLANK;
        act(month.before);
        if (!number) {
            act(named.derive);
            act(named.fix);
            return;
        }
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
function fate(given, layout, memory, runs, f, Real, read) {
    const whole = Object.fromEntries(["begins", "run", "row", "sets", "until", "atom"].map((name) => [name, read(given[name], Int32Array)]));
    const real = Object.fromEntries(["amount", "luck", "rate"].map((name) => [name, read(given[name], Real)]));
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
        const stop = sets[s] ? end : Math.min(until[s], end);
        for (let later = month; later <= stop; later++) {
            const at = (first + later) * runs + run[s];
            if (sets[s]) memory[at] = later <= until[s] ? added : 0;
            else memory[at] = memory[at] + amount[s];
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

// ------------------------------------------------------------------------------------------------------ what it comes to

const ENDS = [0.05, 0.95]; // of a band, which holds nine in ten variants

// Quantiles as model/uncertainty/intervals.py has them: linear between the ordered values. They are put in order no
// further than is asked for; `at` begins with the least.
export function quantiles(values, at) {
    let from = 0;
    return at.map((share) => {
        const place = share * (values.length - 1), below = Math.floor(place);
        const above = Math.min(below + 1, values.length - 1);
        for (const rank of [below, above]) if (rank >= from) {
            find(values, rank, from);
            from = rank + 1;
        }
        return values[below] + (place - below) * (values[above] - values[below]);
    });
}

// Put at a rank the value that belongs there: none before it is greater, none behind it less (Hoare 1961). From `from`
// on nothing is less than what stands before.
function find(values, rank, from) {
    let low = from, high = values.length - 1;
    while (low < high) {
        const pivot = values[rank];
        let i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (pivot < values[j]) j--;
            if (i <= j) {
                const held = values[i];
                values[i++] = values[j];
                values[j--] = held;
            }
        }
        if (j < rank) low = i;
        if (rank < i) high = j;
    }
}

// The four pulls of a month, a list of runs each: the three outcomes, and what they leave of 1.
function ofFour({ pulls, runs }, month) {
    const first = month * OUTCOMES * runs;
    const [a, b, c] = [0, 1, 2].map((o) => new Float64Array(pulls.subarray(first + o * runs, first + (o + 1) * runs)));
    const rest = new Float64Array(runs);
    for (let j = 0; j < runs; j++) rest[j] = 1 - (a[j] + b[j] + c[j]);
    return [a, b, c, rest];
}

// In how many runs each of the four has the largest pull; a run in which two tie counts for none.
function largest([a, b, c, d], tie) {
    const counts = [0, 0, 0, 0];
    for (let j = 0; j < a.length; j++) {
        const first = Math.max(a[j], b[j], c[j], d[j]);
        const near = (a[j] >= first - tie) + (b[j] >= first - tie) + (c[j] >= first - tie) + (d[j] >= first - tie);
        if (near === 1) counts[a[j] === first ? 0 : b[j] === first ? 1 : c[j] === first ? 2 : 3] += 1;
    }
    return counts;
}

function mean(values) {
    let sum = 0;
    for (let j = 0; j < values.length; j++) sum += values[j];
    return sum / values.length;
}

// The shares of the pull of the four classes at a month, and in how many variants each has the largest pull.
export function standing(variants, month, tie = 1e-12) {
    const four = ofFour(variants, month);
    return { shares: four.map(mean), counts: largest(four, tie) };
}

// What the first screen shows, by month: shares of the pull of the four classes, in how many variants each has the
// largest pull of the four (one that ties counts for none), and the edges of both bands, each of nine in ten variants.
export function figures(variants, unknown, tie = 1e-12) {
    const band = (pulls) => quantiles(pulls, ENDS);
    return Array.from({ length: variants.months + 1 }, (_, month) => {
        const four = ofFour(variants, month);
        const found = { shares: four.map(mean), counts: largest(four, tie) };
        return { ...found, bands: four.map(band), unknown: ofFour(unknown, month).map(band) };
    });
}
