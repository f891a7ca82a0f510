// The program of what is on the page: `live` keeps it, and runs it once a lever is moved.

/**
 * @typedef {object} ProgramPayload
 * @property {string[]} paths
 * @property {object} central
 * @property {object} variants
 * @property {object} unknown
 */

const NUMBER = 4; // bytes of a whole number

// What Python packed: the key, the payload, and the bytes of its arrays. See `model/view/components/machine/packing.py`.
function unpacked(sent) {
    const bytes = sent.slice().buffer, [key, payload] = new Uint32Array(bytes, 0, 2), begin = 2 * NUMBER;
    const text = (from, to) => new TextDecoder().decode(new Uint8Array(bytes, from, to - from));
    return { key: text(begin, key), read: () => JSON.parse(text(key, payload)), arrays: () => bytes.slice(payload) };
}

// The paths of a run's rows, by name.
const pathsOf = ({ months, values }, names) => Object.fromEntries(
    names.map((name, k) => [name, Array.from({ length: months + 1 }, (_, month) => values[month * names.length + k])]),
);

const pullsOf = ({ months, pulls }) =>
    Array.from({ length: months + 1 }, (_, month) => [...pulls.subarray(month * OUTCOMES, (month + 1) * OUTCOMES)]);

// Return the function from levers to figures: those of the central run, of the variants, and of both their bands.
function program({ paths, ...payloads }, arrays) {
    const { central, variants, unknown } = Object.fromEntries(
        Object.entries(payloads).map(([name, payload]) => [name, build(payload, arrays)]),
    );
    const { levers: own } = payloads.central;
    return (told) => { // an assumption, as the map may tell of one, stands in the program already
        const levers = Object.fromEntries(Object.entries(told).filter(([name]) => name in own));
        const run = central(levers);
        return { months: figures(variants(levers), unknown(levers)), central: { pulls: pullsOf(run), paths: pathsOf(run, paths) } };
    };
}

export default function ({ data }) {
    const { key, read, arrays } = unpacked(data);
    live.offer(key, () => program(read(), arrays()));
}
