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
const STEP = 0.05;
const PAUSE = 1500; // presses of a key that follow each other sooner, in milliseconds, are undone together

const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
const show = (element, visible) => { if (element.hidden === visible) element.hidden = !visible; };
const put = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

function build(root, send) {
    const state = { source: `${Date.now()}.${Math.random()}`, count: 0, moves: [], dials: new Map() };
    const pending = new Map(); // the latest move of each dial that the answer does not hold yet

    state.move = (id, change) => {
        state.count += 1;
        pending.set(id, state.count);
        state.moves = [...state.moves.slice(-30), { n: state.count, id, ...change }];
        state.send({ source: state.source, moves: state.moves });
    };
    // The number of a series of presses on a dial: the same one until there is a pause, or something else is moved.
    state.series = (id, now) => {
        const { last } = state;
        const goesOn = last && last.id === id && last.n === state.count && now - last.at < PAUSE;
        state.last = { id, n: state.count + 1, at: now, series: goesOn ? last.series : state.count };
        return state.last.series;
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
    const word = make("span", { class: "word" });
    const slider = make("input", { type: "range", step: 0.01, id: name });
    const [mark, range, fill] = ["mark", "range", "fill"].map((kind) => make("i", { class: kind, "aria-hidden": "true" }));
    const ends = make("div", { class: "ends", "aria-hidden": "true" });
    const status = make("span", { class: "status" });
    const back = make("button", { type: "button", class: "back" });
    const about = make("details", { class: "about" }, make("summary"), make("p", { class: "means" }), make("ul", { class: "apart" }), make("p", { class: "basis" }));
    const loose = make("button", { type: "button" }, "Let it vary instead");
    about.append(loose);
    const part = make("input", { type: "checkbox" });
    const takes = make("label", { class: "takes" }, part, " takes part");
    const field = numberField((value) => take(value));
    const element = make("div", { class: "dial", "data-id": id },
        make("div", { class: "head" }, make("span", { class: "name" }, label, takes), field.input),
        make("div", { class: "track" }, range, fill, slider, mark), ends,
        make("div", { class: "foot" }, make("span", {}, word, status), back), field.wrong, about);
    const one = { element, about, data: null, held: false };

    // How it looks at a value: as Python has it, or as a person has just moved it, which is not told anew until then.
    const look = (value, moved) => {
        const { low, high, base, centre, bands, signed } = one.data;
        const isSet = moved || one.data.set;
        const at = (v) => (v - low) / (high - low);
        const from = at(centre ?? low);
        const [left, right] = [Math.min(from, at(value)), Math.max(from, at(value))];
        fill.style.cssText = `--from:${left};--to:${right}`;
        range.style.cssText = isSet ? "display:none" : `--from:${at(one.data.range[0])};--to:${at(one.data.range[1])}`;
        const band = bands.length ? bands[Math.min(bands.length - 1, Math.floor(at(value) * bands.length))] : "";
        text(word, band && `${band[0].toUpperCase()}${band.slice(1)}. `);
        text(status, !moved ? one.data.status : value === base ? one.data.said.base : one.data.said.moved);
        put(slider, "aria-valuetext", `${figure(value, signed)}${band ? `, ${band}` : ""}${isSet ? "" : ", not set"}`);
        element.classList.toggle("set", isSet);
    };
    const take = (value, more = {}) => {
        const { low, high } = one.data;
        const within = Math.max(low, Math.min(high, Math.round(value * 1e6) / 1e6));
        slider.value = within;
        field.show(within);
        look(within, true);
        one.json = ""; // whatever Python makes of it is shown
        state.move(id, { value: within, ...more });
    };
    const release = () => { // a thumb that comes back to where it was taken changes nothing
        if (!one.held) return;
        one.held = false;
        one.json = "";
        one.update(one.newest, one.done);
    };
    slider.oninput = () => { one.held = true; field.show(Number(slider.value)); look(Number(slider.value), true); };
    slider.onchange = () => { one.held = false; take(Number(slider.value)); };
    slider.onpointerup = slider.onpointercancel = () => setTimeout(release); // after the change, if there is one
    slider.onblur = release;
    slider.onkeydown = (event) => {
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        take(stepped(Number(slider.value), way, event.shiftKey ? 0.01 : STEP), { series: state.series(id, event.timeStamp) });
    };
    back.onclick = () => state.move(id, { back: true });
    loose.onclick = () => state.move(id, { loose: true });
    part.onchange = () => state.move(id, { out: !part.checked });

    one.update = (data, done) => {
        Object.assign(one, { newest: data, done });
        if (one.held || !state.settled(id, done) || one.json === JSON.stringify(data)) return;
        one.data = data;
        one.json = JSON.stringify(data);
        const { low, high, value, base, signed } = data;
        text(label, data.label);
        [slider.min, slider.max] = [low, high];
        slider.value = value;
        put(slider, "aria-label", data.label);
        field.update({ label: `${data.label}, a number from ${figure(low)} to ${figure(high)}`, value, low, high, step: STEP, digits: 2 });
        look(value, false);
        const at = (v) => (v - low) / (high - low);
        const basis = base ?? data.start;
        mark.style.cssText = `--at:${at(basis)}`;
        mark.title = base === null ? `Today: ${figure(basis, signed)}` : `The scenario: ${figure(basis, signed)}`;
        const three = data.bands.length > 2 ? [data.bands[0], data.bands[(data.bands.length - 1) / 2], data.bands.at(-1)] : data.bands;
        ends.replaceChildren(...three.map((end) => make("span", {}, end)));
        text(status, data.status);
        text(back, data.back);
        show(back, data.back !== "");
        put(back, "aria-label", `${data.back}: ${data.label}`);
        text(about.querySelector("summary"), "What is this?");
        put(about.querySelector("summary"), "aria-label", `What is this? ${data.label}`);
        text(about.querySelector(".means"), `${data.means} ${data.why}`.trim());
        const apart = about.querySelector(".apart");
        apart.replaceChildren(...data.apart.map((line) => make("li", {}, line.says, ...sentences(line.sentences))));
        show(apart, data.apart.length > 0);
        text(about.querySelector(".basis"), data.basis);
        show(loose, data.set);
        show(takes, data.out !== null);
        part.checked = data.out !== true;
        put(part, "aria-label", `${data.label} takes part`);
        for (const input of [slider, field.input]) input.disabled = data.out === true;
        element.classList.toggle("out", data.out === true);
    };
    return one;
}

// The rules' sentences that a line speaks of, as a list of their own.
function sentences(all) {
    return all.length ? [make("ul", {}, ...all.map((one) => make("li", {}, one)))] : [];
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
            const fold = group.title ? make("details", { class: "group" }, summary, place) : make("div", { class: "group" }, place);
            fold.open = group.open; // later a person opens and closes it
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
