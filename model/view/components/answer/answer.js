// The answer: a verdict, the shares of the pull, their course, and the strongest reasons. While a lever is under the hand,
// bar, figures and lines move with it at every frame; sentences wait for the server, and look as if they did.
// The elements are built once and only changed afterwards, so that focus stays.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} Verdict
 * @property {string} sentence
 * @property {string} word
 * @property {string[]} means
 */

/**
 * @typedef {object} Source
 * @property {string} name
 * @property {string} says
 * @property {string} where
 */

/**
 * @typedef {object} ReasonLine
 * @property {string} id
 * @property {string} short
 * @property {string} side
 * @property {string} effect
 * @property {string} sentence
 * @property {Source[]} sources
 * @property {string} act
 * @property {string} button
 */

/**
 * @typedef {object} Aside
 * @property {DrawnChart[]} paths
 * @property {string[][]} ids
 * @property {string[]} tips
 */

/**
 * @typedef {object} AnswerPayload
 * @property {Verdict} verdict
 * @property {DrawnChart} course
 * @property {string[]} shapes
 * @property {number[]} horizon
 * @property {Object<string, number>} levers
 * @property {string} about
 * @property {string} none
 * @property {ReasonLine[]} reasons
 * @property {boolean} numbers
 * @property {?Aside} aside
 */

/**
 * @typedef {object} Objection
 * @property {string} id
 * @property {string} act
 */

const kept = new WeakMap(); // what has been built, by the element that the answer is mounted in
const WIDE = 1150; // so wide, in pixels, the answer has room for more beside it
const NARROW = 560; // as wide as this it is as if on a phone

const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
const put = (element, name, value) => { if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value); };

// ------------------------------------------------------------------------------------------------- the verdict

function buildVerdict() {
    const sentence = make("h2", { id: "verdict" });
    const word = make("button", { type: "button", class: "word", "aria-expanded": "false", "aria-describedby": "means" });
    const means = make("div", { class: "means", id: "means", role: "tooltip", hidden: "" });
    const status = make("p", { class: "alt", role: "status", "aria-live": "polite" });
    const place = make("div", { class: "badge" }, word, means);
    const element = make("div", { class: "verdict", "data-testid": "verdict" }, sentence, place, status);
    let pinned = false; // by a press: it stays when the pointer leaves
    const show = (visible) => {
        means.hidden = !visible;
        put(word, "aria-expanded", visible);
    };
    word.onclick = () => show((pinned = !pinned));
    place.onpointerenter = (event) => { if (event.pointerType === "mouse") show(true); };
    place.onpointerleave = (event) => { if (event.pointerType === "mouse") show(pinned); };
    word.onfocus = () => { if (word.matches(":focus-visible")) show(true); };
    word.onblur = () => show((pinned = false));
    word.onkeydown = (event) => { if (event.key === "Escape") show((pinned = false)); };
    const update = (verdict) => {
        text(sentence, verdict.sentence);
        text(word, `${verdict.word[0].toUpperCase()}${verdict.word.slice(1)}`);
        put(word, "class", `word ${verdict.word}`);
        means.replaceChildren(...verdict.means.map((line) => make("p", {}, line)));
        text(status, `${verdict.sentence} (${verdict.word})`);
    };
    return { element, update };
}

// -------------------------------------------------------------------------------------------------- the shares

const percentOf = (share) => `${figure(100 * share, false, 0)}%`;

function buildShares() {
    const bar = make("div", { class: "bar", role: "img" }), list = make("ul", "classes");
    const element = make("div", { class: "shares", "data-testid": "shares" }, bar, list);
    let parts = [];
    // Build what stands for each class.
    const update = ({ course, shapes }) => {
        if (parts.length === course.lines.length && parts.every((part, at) => part.colour === course.lines[at].colour)) return;
        parts = course.lines.map(({ name, colour }, at) => {
            const rest = at === course.lines.length - 1;
            const piece = make("i", { class: rest ? "rest" : "", style: rest ? "" : `background:${colour}` }, make("span"));
            const [now, was, shape] = [make("b"), make("small"), make("span", { "aria-hidden": "true", style: `color:${colour}` }, shapes[at])];
            return { colour, name, piece, now, was, entry: make("li", {}, shape, ` ${name} `, now, " ", was) };
        });
        bar.replaceChildren(...parts.map((part) => part.piece));
        list.replaceChildren(...parts.map((part) => part.entry));
    };
    // Show the shares, and of each what it was before where that reads otherwise; `when` is the month of that, if another.
    const show = (shares, before, when) => {
        parts.forEach((part, at) => {
            const told = percentOf(shares[at]);
            part.piece.style.flexGrow = shares[at].toFixed(4);
            part.piece.hidden = shares[at] <= 0;
            text(part.piece.firstChild, shares[at] >= 0.1 ? told : "");
            text(part.now, told);
            const old = before && percentOf(before[at]);
            text(part.was, old && old !== told ? `was ${old}${when}` : "");
        });
        put(bar, "aria-label", `Shares of the pull: ${parts.map((part) => `${part.name} ${part.now.textContent}`).join(", ")}`);
    };
    return { element, update, show };
}

// -------------------------------------------------------------------------------------------------- the reasons

function buildReasons(send) {
    const about = make("h3"), list = make("ol");
    const element = make("section", { class: "reasons", "data-testid": "reasons" }, about, list);
    const lines = new Map();
    const update = ({ about: title, none, reasons }) => {
        text(about, title);
        for (const id of [...lines.keys()]) if (!reasons.some((reason) => reason.id === id)) lines.delete(id);
        for (const reason of reasons) {
            if (!lines.has(reason.id)) lines.set(reason.id, buildReason(send));
            lines.get(reason.id).update(reason);
        }
        const lost = list.contains(list.getRootNode().activeElement);
        arrange(list, reasons.length ? reasons.map((reason) => lines.get(reason.id).element) : [make("li", "none", none)]);
        if (lost && !list.contains(list.getRootNode().activeElement)) list.querySelector("button")?.focus({ preventScroll: true });
    };
    return { element, update };
}

function buildReason(send) {
    const [side, short, sentence, sources] = [make("span", "side"), make("span", "short"), make("p"), make("ul")];
    const button = make("button", { type: "button" });
    const element = make("li", {}, make("details", {}, make("summary", {}, side, " ", short), sentence, sources), button);
    let json = "", asked = false;
    const update = (reason) => {
        asked = false;
        put(button, "aria-disabled", false);
        if (json === JSON.stringify(reason)) return;
        json = JSON.stringify(reason);
        put(element, "class", reason.side);
        text(side, `${reason.side} ${reason.effect}`.trim());
        text(short, reason.short);
        text(sentence, reason.sentence);
        sources.replaceChildren(...reason.sources.map(({ name, says, where }) => make("li", {}, make("b", {}, name), ` ${says} `, make("i", {}, where))));
        text(button, reason.button);
        put(button, "aria-label", `${reason.button}: ${reason.short}`);
        button.onclick = () => {
            if (asked) return; // until the answer is there: a second click would be taken for another
            asked = true;
            put(button, "aria-disabled", true);
            send("objection", { id: reason.id, act: reason.act });
        };
    };
    return { element, update };
}

// ---------------------------------------------------------------------------------------------------- the whole

// What comes of some figures, as a chart's lines: `ghost` gives each the values of the run before.
function linesOf(course, months, ghost) {
    return course.lines.map((line, at) => ({
        ...line,
        values: months.map((month) => month.shares[at]),
        band: [0, 1, 2, 3].map((edge) => months.map(({ bands, unknown }) => (edge % 3 ? unknown[at][edge - 1] : bands[at][edge && 1]))),
        before: ghost?.[at] ?? null,
    }));
}

function build(root) {
    const state = { send: null, data: null, figures: null, step: null, ghost: null };
    const send = (name, value) => state.send(name, value);
    const verdict = buildVerdict(), shares = buildShares(), reasons = buildReasons(send);
    const course = monthChart({ named: false });
    const coursePlace = make("div", { class: "course", "data-testid": "course" }, course.element);
    const numbers = make("button", { type: "button", class: "numbers", "data-testid": "numbers" }, "Numbers");
    const aside = buildAside();
    numbers.onclick = () => send("numbers", !state.data.numbers);
    const lead = make("div", "lead", verdict.element, shares.element, coursePlace);
    root.append(make("div", "main", lead, reasons.element, numbers), aside.element);

    // Show what comes out: of the levers under the hand, or else what the server has answered.
    state.show = () => {
        const { data, figures, ghost } = state;
        const before = (figures && ghost) ?? data.course.lines.map((line) => line.before);
        const lines = figures ? linesOf(data.course, figures.months, before) : data.course.lines;
        const [now, then] = figures && ghost ? [data.horizon[0], data.horizon[0]] : data.horizon;
        state.values = lines.map((line) => line.values);
        shares.show(lines.map((line) => line.values.at(-1)), before[0] && before.map((values) => values.at(-1)), now === then ? "" : ` at month ${then}`);
        course.show(lines);
        aside.show(data.aside, figures);
    };
    state.update = (data) => {
        state.data = data;
        verdict.update(data.verdict);
        shares.update(data);
        reasons.update(data);
        put(numbers, "aria-expanded", data.numbers);
        state.fit();
    };
    // Fit the charts into the room that there is.
    state.fit = () => {
        const { data } = state, width = root.clientWidth || lead.clientWidth; // on a phone the whole is no box of its own
        if (!width) return;
        root.classList.toggle("narrow", width < NARROW);
        root.classList.toggle("wide", Boolean(data.aside));
        if (width >= WIDE !== Boolean(data.aside)) send("wide", width >= WIDE);
        const room = width < NARROW ? 120 : Math.max(170, Math.min(420, window.innerHeight - 460));
        course.update(data.course, course.plot.clientWidth, room);
        aside.fit(data.aside);
        state.show();
    };
    // A frame of a drag, or of what follows it. What stood there when the step began is the run before; the server has it
    // as well once it has answered, and of a step that goes on it has it already.
    state.told = ({ figures, moving, pending, step }) => {
        const waits = moving || pending;
        if (!waits) state.ghost = null;
        else if (step !== state.step) state.ghost = state.values;
        Object.assign(state, { step, figures: waits ? figures : null });
        root.classList.toggle("pending", waits);
        for (const one of [verdict.element, reasons.element]) put(one, "aria-busy", waits);
        state.show();
    };
    return state;
}

// What stands beside the answer on a wide screen.
function buildAside() {
    const paths = make("div", "paths"), tips = make("ul", "tips");
    const element = make("div", { class: "aside", hidden: "" }, make("h3", {}, "Along which path"), paths, make("h3", {}, "What would tip it"), tips);
    const charts = [];
    const fit = (aside) => {
        element.hidden = !aside;
        if (!aside) return;
        while (charts.length > aside.paths.length) charts.pop().element.remove();
        while (charts.length < aside.paths.length) {
            charts.push(monthChart({ banded: false }));
            paths.append(charts.at(-1).element);
        }
        const widths = charts.map((chart) => chart.plot.clientWidth);
        const room = Math.max(120, Math.min(230, (window.innerHeight - 560) / Math.max(charts.length, 1)));
        charts.forEach((chart, at) => chart.update(aside.paths[at], widths[at], room));
        tips.replaceChildren(...aside.tips.map((tip) => make("li", {}, tip)));
    };
    // The lines move; their bands wait for the server.
    const show = (aside, figures) => {
        aside?.paths.forEach(({ lines }, number) => { // there may be more or fewer of them than charts until it is fitted
            const path = (at) => figures?.central?.paths?.[aside.ids[number][at]];
            charts[number]?.show(lines.map((line, at) => (path(at) ? { ...line, values: path(at), band: null } : line)));
        });
    };
    return { element, fit, show };
}

export default function ({ data: [data], parentElement, setStateValue, setTriggerValue }) {
    const root = parentElement.querySelector(".whole");
    if (!kept.has(parentElement)) kept.set(parentElement, build(root));
    const state = kept.get(parentElement);
    state.send = (name, value) => (name === "objection" ? setTriggerValue : setStateValue)(name, value);
    state.update(data);
    live.listen(root, state.told);
    live.settle(data.levers);
    const observer = new ResizeObserver(() => requestAnimationFrame(state.fit));
    observer.observe(root);
    addEventListener("resize", state.fit);
    return () => {
        observer.disconnect();
        removeEventListener("resize", state.fit);
    };
}
