// A short way round for a first visit: a few steps, each pointing at what it speaks of; skipped once, it stays away.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} TourStep
 * @property {string} title
 * @property {string} text
 * @property {string} target
 */

/**
 * @typedef {object} TourPayload
 * @property {TourStep[]} steps
 * @property {boolean} moved
 */

const KEY = "ripeness.shown-around";
const GAP = 14; // between the card and what it speaks of, in pixels
const AGAIN = 250; // so often, in milliseconds, it is looked for: it may come later, move, or be made anew
const BESIDE = ".st-key-beside"; // the levers and what can be set besides
const kept = new WeakMap(); // at which step we are, by the element that this is mounted in

// Give an element's style some pixels; what has them already is left alone, so that nothing on the page changes.
const set = (element, name, pixels) => {
    const value = `${Math.round(pixels)}px`;
    if (element.style[name] !== value) element.style[name] = value;
};

const remembered = () => { try { return localStorage.getItem(KEY) === "yes"; } catch { return false; } };
const remember = () => { try { localStorage.setItem(KEY, "yes"); } catch { /* then it is offered again next time */ } };

// The first element that a selector names, within components as well.
const find = (selector, within = document) =>
    within.querySelector(selector) ?? [...within.querySelectorAll("*")].map((e) => e.shadowRoot && find(selector, e.shadowRoot)).find(Boolean) ?? null;

export default function ({ data: [data], parentElement }) {
    const root = parentElement.querySelector(".start");
    if (!kept.has(parentElement)) kept.set(parentElement, { at: remembered() ? -1 : 0, marked: null });
    const state = kept.get(parentElement);
    const { steps } = data;
    if (state.at === 0 && data.moved) state.at = 1; // the first step asks for a move: it has been made

    function mark(selector) {
        if (state.marked) Object.assign(state.marked.style, { outline: "", outlineOffset: "" });
        state.marked = selector ? find(selector) : null;
        if (state.marked) Object.assign(state.marked.style, { outline: `3px dashed ${getComputedStyle(root).getPropertyValue("--st-primary-color")}`, outlineOffset: "4px" });
    }

    function look() {
        if (state.at >= 0 && !state.marked?.isConnected) mark(steps[state.at].target);
        place();
    }

    // What is below the levers makes room for the card, and keeps it until the guide is gone: a move is no time to jump.
    function makeRoom(height) {
        if (state.roomy?.isConnected || !state.marked?.closest(BESIDE)) return;
        state.roomy = state.marked;
        set(state.roomy, "marginBottom", height + 2 * GAP);
    }

    function takeRoomBack() {
        if (state.roomy) state.roomy.style.marginBottom = "";
        state.roomy = null;
    }

    // The card stands below what it speaks of, at its left, its right, or above it, where there is room; else at the foot.
    // So it leaves in sight the answer while the levers are moved, and the levers while the answer is read.
    function place() {
        if (state.at < 0) return;
        const { width, height } = root.getBoundingClientRect();
        makeRoom(height);
        const { innerWidth: wide, innerHeight: high } = window;
        const of = state.marked?.getBoundingClientRect() ?? { left: wide, right: wide, top: high, bottom: high };
        const above = [...document.querySelectorAll("[data-testid=stHeader], .st-key-bar")].map((one) => one.getBoundingClientRect().bottom);
        const within = (at, size, room, from = 0) => Math.max(from + GAP, Math.min(at, room - size - GAP));
        const places = [
            [of.bottom + GAP + height < high, of.left, of.bottom + GAP],
            [of.left - GAP - width > 0, of.left - GAP - width, of.top],
            [of.right + GAP + width < wide, of.right + GAP, of.top],
            [of.top - GAP - height > 0, of.left, of.top - GAP - height],
            [true, of.left, high],
        ];
        const [, left, top] = places.find(([fits]) => fits);
        set(root, "left", within(left, width, wide));
        set(root, "top", within(top, height, high, Math.max(0, ...above)));
    }

    function button(text, act, kind = "") {
        const element = make("button", { type: "button", class: kind }, text);
        element.onclick = act;
        return element;
    }

    function go(at, focus = true) {
        state.at = at;
        if (at < 0) { remember(); takeRoomBack(); }
        draw();
        if (state.marked && at >= 0) state.marked.scrollIntoView({ block: "nearest", behavior: "instant" });
        place();
        if (focus) root.querySelector("button")?.focus({ preventScroll: true });
    }

    function draw() {
        const step = steps[state.at];
        mark(step?.target);
        root.classList.toggle("away", !step);
        if (!step) {
            const again = button("?", () => go(0), "again");
            again.setAttribute("aria-label", "Show me around");
            again.title = "Show me around";
            root.replaceChildren(again);
            return;
        }
        const head = make("strong", {}, `${state.at + 1} of ${steps.length}. ${step.title} `);
        const said = make("p", { role: "status" }, head, step.text);
        const last = state.at === steps.length - 1;
        const row = make("div");
        row.append(button(last ? "Done" : "Next", () => go(last ? -1 : state.at + 1), "main"));
        if (!last) row.append(button("Skip", () => go(-1)));
        root.replaceChildren(said, row);
    }

    if (state.drawn !== state.at) draw();
    state.drawn = state.at;
    look();
    const looking = setInterval(look, AGAIN);
    for (const kind of ["scroll", "resize"]) window.addEventListener(kind, place, { capture: true, passive: true });
    return () => {
        clearInterval(looking);
        for (const kind of ["scroll", "resize"]) window.removeEventListener(kind, place, { capture: true });
        mark(null);
    };
}
