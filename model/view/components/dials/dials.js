// Dials: what can be set, each with a slider, a number to type, words for its bands, and a way back.
// The elements are built once and only changed afterwards, so that focus and a thumb that is held stay.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} Dial
 * @property {string} id
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} value
 * @property {number} start
 * @property {number|null} base
 * @property {boolean} set
 * @property {number[]} range
 * @property {number|null} centre
 * @property {boolean} signed
 * @property {string[]} bands
 * @property {string} status
 * @property {string} back
 * @property {string} means
 * @property {string} why
 * @property {string} basis
 * @property {boolean|null} out
 */

/**
 * @typedef {object} DialGroup
 * @property {string} title
 * @property {string[]} ids
 * @property {boolean} fold
 * @property {string} count
 */

/**
 * @typedef {object} MovesDone
 * @property {string} source
 * @property {number} n
 */

/**
 * @typedef {object} DialsPayload
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
 */

/**
 * @typedef {object} SentMoves
 * @property {string} source
 * @property {Move[]} moves
 */

const kept = new WeakMap(); // what has been built, by the element that the dials are mounted in
const STEP = 0.05;

const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
const show = (element, visible) => { if (element.hidden === visible) element.hidden = !visible; };
const put = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

function number(value, signed) {
    const shown = Math.abs(value).toFixed(2);
    return `${value < -0.004 ? "−" : signed && value > 0.004 ? "+" : ""}${shown}`;
}

function build(root, send) {
    const state = { source: `${Date.now()}.${Math.random()}`, count: 0, moves: [], dials: new Map() };
    const pending = new Map(); // the latest move of each dial that the answer does not hold yet

    state.move = (id, change) => {
        state.count += 1;
        pending.set(id, state.count);
        state.moves = [...state.moves.slice(-30), { n: state.count, id, ...change }];
        state.send({ source: state.source, moves: state.moves });
    };
    state.settled = (id, done) => (pending.get(id) ?? 0) <= done;
    state.dial = (id) => {
        if (!state.dials.has(id)) state.dials.set(id, dial(id, state));
        return state.dials.get(id);
    };
    return state;
}

function dial(id, state) {
    const name = `dial-${id}`;
    const label = make("label", { for: name });
    const typed = make("input", { type: "number", step: STEP, inputmode: "decimal", class: "typed" });
    const word = make("span", { class: "word" });
    const slider = make("input", { type: "range", step: 0.01, id: name });
    const [mark, range, fill] = ["mark", "range", "fill"].map((kind) => make("i", { class: kind, "aria-hidden": "true" }));
    const ends = make("div", { class: "ends", "aria-hidden": "true" });
    const status = make("span", { class: "status" });
    const wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
    const back = make("button", { type: "button", class: "back" });
    const about = make("details", { class: "about" }, make("summary"), make("p", { class: "means" }), make("p", { class: "basis" }));
    const loose = make("button", { type: "button" }, "Let it vary instead");
    about.append(loose);
    const part = make("input", { type: "checkbox" });
    const takes = make("label", { class: "takes" }, part, " takes part");
    const element = make("div", { class: "dial", "data-id": id },
        make("div", { class: "head" }, make("span", { class: "name" }, label, takes), typed),
        make("div", { class: "track" }, range, fill, slider, mark), ends,
        make("div", { class: "foot" }, make("span", {}, word, status), back), wrong, about);
    const one = { element, about, data: null, held: false };

    const look = (value, isSet) => {
        const { low, high, centre, bands, signed } = one.data;
        const at = (v) => (v - low) / (high - low);
        const from = at(centre ?? low);
        const [left, right] = [Math.min(from, at(value)), Math.max(from, at(value))];
        fill.style.cssText = `--from:${left};--to:${right}`;
        const band = bands.length ? bands[Math.min(bands.length - 1, Math.floor(at(value) * bands.length))] : "";
        text(word, band && `${band[0].toUpperCase()}${band.slice(1)}. `);
        const said = `${number(value, signed)}${band ? `, ${band}` : ""}${isSet ? "" : ", not set"}`;
        put(slider, "aria-valuetext", said);
        element.classList.toggle("set", isSet);
    };
    const take = (value) => {
        const { low, high } = one.data;
        const within = Math.max(low, Math.min(high, Math.round(value * 1e6) / 1e6));
        slider.value = within;
        typed.value = within.toFixed(2);
        show(wrong, false);
        look(within, true);
        state.move(id, { value: within });
    };
    slider.oninput = () => { one.held = true; typed.value = Number(slider.value).toFixed(2); look(Number(slider.value), true); };
    slider.onchange = () => { one.held = false; take(Number(slider.value)); };
    slider.onkeydown = (event) => {
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        const step = event.shiftKey ? 0.01 : STEP; // to the next whole step, from wherever it stands
        const steps = Number(slider.value) / step;
        take((way > 0 ? Math.floor(steps + 1 + 1e-6) : Math.ceil(steps - 1 - 1e-6)) * step);
    };
    const commit = () => {
        const value = typed.valueAsNumber;
        const { low, high, value: now } = one.data;
        if (typed.value === now.toFixed(2)) { show(wrong, false); return; }
        if (Number.isNaN(value) || value < low || value > high) {
            text(wrong, `A number from ${number(low)} to ${number(high)} is needed; it stays at ${number(now)}.`);
            show(wrong, true);
            typed.value = now.toFixed(2);
            return;
        }
        take(value);
    };
    typed.onchange = commit;
    typed.onkeydown = (event) => { if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && typed.value !== one.data.value.toFixed(2)) event.stopPropagation(); };
    back.onclick = () => state.move(id, { back: true });
    loose.onclick = () => state.move(id, { loose: true });
    part.onchange = () => state.move(id, { out: !part.checked });

    one.update = (data, done) => {
        const same = one.json === JSON.stringify(data);
        if (one.held || !state.settled(id, done) || (same && slider.value !== "")) return;
        one.data = data;
        one.json = JSON.stringify(data);
        const { low, high, value, base, signed } = data;
        text(label, data.label);
        for (const input of [slider, typed]) { input.min = low; input.max = high; }
        slider.value = value;
        typed.value = value.toFixed(2);
        put(slider, "aria-label", data.label);
        put(typed, "aria-label", `${data.label}, a number from ${number(low)} to ${number(high)}`);
        look(value, data.set);
        const at = (v) => (v - low) / (high - low);
        const basis = base ?? data.start;
        mark.style.cssText = `--at:${at(basis)}`;
        mark.title = base === null ? `Today: ${number(basis, signed)}` : `The scenario: ${number(basis, signed)}`;
        range.style.cssText = data.set ? "display:none" : `--from:${at(data.range[0])};--to:${at(data.range[1])}`;
        const three = data.bands.length > 2 ? [data.bands[0], data.bands[(data.bands.length - 1) / 2], data.bands.at(-1)] : data.bands;
        if (ends.childElementCount !== three.length) ends.replaceChildren(...three.map((end) => make("span", {}, end)));
        text(status, data.status);
        text(back, data.back);
        show(back, data.back !== "");
        put(back, "aria-label", `${data.back}: ${data.label}`);
        text(about.querySelector("summary"), "What is this?");
        put(about.querySelector("summary"), "aria-label", `What is this? ${data.label}`);
        text(about.querySelector(".means"), `${data.means} ${data.why}`.trim());
        text(about.querySelector(".basis"), data.basis);
        show(loose, data.set);
        show(takes, data.out !== null);
        part.checked = data.out !== true;
        put(part, "aria-label", `${data.label} takes part`);
        for (const input of [slider, typed]) input.disabled = data.out === true;
        element.classList.toggle("out", data.out === true);
    };
    return one;
}

// Put the dials in their places; one that stands there already is not moved, or it would lose its focus.
function arrange(place, wanted) {
    wanted.forEach((element, at) => {
        if (place.children[at] !== element) place.insertBefore(element, place.children[at] ?? null);
    });
    while (place.childElementCount > wanted.length) place.lastElementChild.remove();
}

export default function ({ data, parentElement, setStateValue }) {
    const root = parentElement.querySelector(".dials");
    if (!kept.has(parentElement)) kept.set(parentElement, build(root));
    const state = kept.get(parentElement);
    state.send = (value) => setStateValue("moves", value);
    const done = data.done.source === state.source ? data.done.n : 0;
    const focused = root.getRootNode().activeElement;
    for (const one of data.dials) state.dial(one.id).update(one, done);
    state.places ??= new Map();
    const groups = data.groups.map((group) => {
        if (!state.places.has(group.title)) {
            const place = make("div", { class: "grid" });
            const count = make("span", { class: "count" });
            const summary = make("summary", {}, group.title, count);
            const fold = group.fold ? make("details", { class: "group" }, summary, place)
                : group.title ? make("section", { class: "group open", "aria-label": group.title }, make("p", { class: "title" }, group.title), place)
                : make("div", { class: "group open" }, place);
            state.places.set(group.title, { place, fold, count });
        }
        const { place, fold, count } = state.places.get(group.title);
        text(count, group.count ?? "");
        arrange(place, group.ids.map((id) => state.dial(id).element));
        return fold;
    });
    arrange(root, groups);
    if (focused && focused !== root.getRootNode().activeElement && root.contains(focused)) focused.focus({ preventScroll: true });
}
