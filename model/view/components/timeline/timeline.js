// The events on a line of months. Built anew each time (they are few); the focus goes back to where it was.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} TimelineEvent
 * @property {number} month
 * @property {number|null} until
 * @property {string} text
 */

/**
 * @typedef {object} TimelinePayload
 * @property {number} months
 * @property {number|null} chosen
 * @property {TimelineEvent[]} events
 */

/**
 * @typedef {object} TimelineAct
 * @property {number} at
 * @property {boolean} [choose]
 * @property {boolean} [remove]
 * @property {number} [month]
 */

export default function ({ data: [data], parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".timeline");
    const focused = root.getRootNode().activeElement?.dataset?.at;
    const { months, events, chosen } = data;
    const at = (month) => `${(100 * month) / months}%`; // a month has its tick in its middle
    const line = make("div", { class: "line" });
    const step = [1, 2, 3, 6, 12, 24].find((one) => months / one <= 12);
    for (let month = 0; month <= months; month += step) {
        line.append(make("span", { class: "tick", style: `left:${at(month)}`, "aria-hidden": "true" }, month));
    }
    const lanes = []; // the last month taken in each lane
    for (const [number, event] of events.entries()) {
        if (event.month > months) continue;
        const width = Math.max(1, months / 14);
        let lane = lanes.findIndex((taken) => taken <= event.month);
        if (lane < 0) lane = lanes.push(0) - 1;
        lanes[lane] = Math.max(event.month + width, event.until ? event.until + 1 : 0);
        if (event.until) {
            const [first, last] = [event.month - 0.5, Math.min(event.until + 0.5, months)];
            line.append(make("i", { class: "while", style: `left:${at(first)};width:${at(last - first)};top:${lane * 2.1 + 1.6}rem`, "aria-hidden": "true" }));
        }
        const button = make("button", {
            type: "button", "data-at": number, style: `left:${at(event.month)};top:${lane * 2.1}rem`, title: event.text,
            "aria-pressed": number === chosen, "aria-label": `Month ${event.month}: ${event.text}`,
        }, `${event.month}`);
        button.onclick = () => setTriggerValue("act", { at: number, choose: number !== chosen });
        button.onkeydown = (key) => {
            const way = { ArrowLeft: -1, ArrowRight: 1 }[key.key];
            if (key.key === "Delete" && !key.repeat) setTriggerValue("act", { at: number, remove: true });
            else if (way) setTriggerValue("act", { at: number, month: Math.max(1, Math.min(months, event.month + way)) });
            else return;
            key.preventDefault();
        };
        line.append(button);
    }
    line.style.height = `${Math.max(1, lanes.length) * 2.1 + 1.4}rem`;
    root.replaceChildren(line);
    if (focused !== undefined) root.querySelector(`[data-at="${focused}"]`)?.focus({ preventScroll: true });
}
