// The dials together: in their groups, what is moved on them, and how far Python has come with it. While a lever is under
// the hand, `live` is told at every step, so that the answer moves with it.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} Dial
 * @property {string} id
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} value
 * @property {number} start
 * @property {number|null} was
 * @property {number|null} base
 * @property {boolean} set
 * @property {number[]} range
 * @property {number|null} centre
 * @property {boolean} signed
 * @property {string[]} bands
 * @property {string} status
 * @property {Said} said
 * @property {string} back
 * @property {string} means
 * @property {string} why
 * @property {string} basis
 * @property {Told[]} apart
 * @property {boolean|null} out
 */

/**
 * @typedef {object} Told
 * @property {string} says
 * @property {string[]} sentences
 */

/**
 * @typedef {object} Said
 * @property {string} moved
 * @property {string} base
 */

/**
 * @typedef {object} DialGroup
 * @property {string} title
 * @property {string[]} ids
 * @property {boolean} open
 * @property {string} count
 */

/**
 * @typedef {object} MovesDone
 * @property {string} source
 * @property {number} n
 */

/**
 * @typedef {object} DialsPayload
 * @property {boolean} live
 * @property {Dial[]} dials
 * @property {DialGroup[]} groups
 * @property {MovesDone} done
 */

/**
 * @typedef {object} Move
 * @property {number} n
 * @property {string} id
 * @property {number} [value]
 * @property {boolean} [back]
 * @property {boolean} [loose]
 * @property {boolean} [out]
 * @property {number} [series]
 */

/**
 * @typedef {object} SentMoves
 * @property {string} source
 * @property {Move[]} moves
 */

const kept = new WeakMap(); // what has been built, by the element that the dials are mounted in
const PAUSE = 1500; // presses of a key that follow each other sooner, in milliseconds, are undone together

// What the dials of an element have in common: what has been moved on them, and what Python has not made of it yet.
function dialsState(hand) {
    const state = { source: `${Date.now()}.${Math.random()}`, count: 0, moves: [], dials: new Map(), places: new Map() };
    const waiting = new Map(); // the latest move of each dial

    // A dial has been moved, to a value, to vary (null), or in something that only Python works out (undefined).
    state.move = (id, change, value, goesOn) => {
        state.count += 1;
        waiting.set(id, state.count);
        state.moves = [...state.moves.slice(-30), { n: state.count, id, ...change }];
        if (value !== undefined) {
            state.under(id, value, goesOn);
            hand?.release();
        }
        state.send({ source: state.source, moves: state.moves });
    };
    state.under = (id, value, goesOn) => hand?.move(id, value, goesOn);
    state.letGo = () => hand?.release(false);
    // The number of a series of presses on a dial: the same one until there is a pause, or something else is moved.
    state.series = (id, now) => {
        const { last } = state;
        const goesOn = last && last.id === id && last.n === state.count && now - last.at < PAUSE;
        state.last = { id, n: state.count + 1, at: now, series: goesOn ? last.series : state.count };
        return state.last.series;
    };
    state.settled = (id, done) => (waiting.get(id) ?? 0) <= done;
    state.dial = (id) => {
        if (!state.dials.has(id)) state.dials.set(id, dial(id, hand ? "lever" : "assumption", state));
        return state.dials.get(id);
    };
    return state;
}

// A group of dials: where they stand, and its fold if it has a title.
function groupOf(state, { title, open }) {
    if (!state.places.has(title)) {
        const place = make("div", "grid"), count = make("span", "count");
        const fold = title ? make("details", "group", make("summary", "", title, count), place) : make("div", "group", place);
        fold.open = open; // later a person opens and closes it
        state.places.set(title, { place, fold, count });
    }
    return state.places.get(title);
}

export default function ({ data: [data], parentElement, setStateValue }) {
    const root = parentElement.querySelector(".dials"), hand = data.live ? live : null;
    if (!kept.has(parentElement)) {
        const made = dialsState(hand);
        kept.set(parentElement, made);
        hand?.listen(root, ({ levers, moving }) => {
            const playing = moving && ![...made.dials.values()].some((one) => one.held);
            for (const [id, one] of made.dials) one.follow(levers[id], playing);
        });
    }
    const state = kept.get(parentElement);
    state.send = (value) => setStateValue("moves", value);
    const done = data.done.source === state.source ? data.done.n : 0;
    const focused = root.getRootNode().activeElement;
    for (const one of data.dials) state.dial(one.id).update(one, done);
    if (data.dials.every(({ id }) => state.settled(id, done))) {
        hand?.heard(Object.fromEntries(data.dials.map((one) => [one.id, one.set ? one.value : null])));
    }
    const groups = data.groups.map((group) => {
        const { place, fold, count } = groupOf(state, group);
        text(count, group.count ?? "");
        arrange(place, group.ids.map((id) => state.dial(id).element));
        return fold;
    });
    arrange(root, groups);
    if (focused && focused !== root.getRootNode().activeElement && root.contains(focused)) focused.focus({ preventScroll: true });
}
