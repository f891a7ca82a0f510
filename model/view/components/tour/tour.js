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
const kept = new WeakMap(); // at which step we are, by the element that this is mounted in

const remembered = () => { try { return localStorage.getItem(KEY) === "yes"; } catch { return false; } };
const remember = () => { try { localStorage.setItem(KEY, "yes"); } catch { /* then it is offered again next time */ } };

export default function ({ data, parentElement }) {
    const root = parentElement.querySelector(".start");
    if (!kept.has(parentElement)) kept.set(parentElement, { at: remembered() ? -1 : 0, marked: null });
    const state = kept.get(parentElement);
    const { steps } = data;
    if (state.at === 0 && data.moved) state.at = 1; // the first step asks for a move: it has been made

    function mark(selector) {
        if (state.marked) state.marked.style.outline = "";
        state.marked = selector ? document.querySelector(selector) : null;
        if (state.marked) Object.assign(state.marked.style, { outline: "3px dashed var(--st-primary-color, #0072b2)", outlineOffset: "6px", borderRadius: "4px" });
    }

    function button(text, act, kind = "") {
        const element = make("button", { type: "button", class: kind }, text);
        element.onclick = act;
        return element;
    }

    function go(at, focus = true) {
        state.at = at;
        if (at < 0) remember();
        draw();
        if (state.marked && at >= 0) state.marked.scrollIntoView({ block: "center", behavior: "instant" });
        if (focus) root.querySelector("button")?.focus({ preventScroll: true });
    }

    function draw() {
        const step = steps[state.at];
        mark(step?.target);
        root.classList.toggle("away", !step);
        if (!step) {
            root.replaceChildren(button("Show me around", () => go(0)));
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
    return () => mark(null);
}
