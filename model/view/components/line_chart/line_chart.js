// Line charts over the months, with bands. The frame of each stays; what is drawn in it is drawn anew when it changes.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} DrawnLine
 * @property {string} name
 * @property {string} colour
 * @property {number[]} dash
 * @property {number[]} values
 * @property {number[][]|null} band
 */

/**
 * @typedef {object} EventMark
 * @property {number} month
 * @property {string} text
 */

/**
 * @typedef {object} DrawnChart
 * @property {string} title
 * @property {string} label
 * @property {string} name
 * @property {DrawnLine[]} lines
 * @property {string} described
 * @property {string} credit
 * @property {EventMark[]} marks
 * @property {[number, string]|null} rule
 * @property {number} low
 * @property {number} high
 * @property {number[]} ticks
 * @property {boolean} percent
 * @property {number} band
 * @property {string[]} bands
 */

/**
 * @typedef {object} LineChartsPayload
 * @property {number} columns
 * @property {DrawnChart[]} charts
 */

const kept = new WeakMap(); // the charts that stand, by the element that they are mounted in
const HEIGHT = 215, LEFT = 30, RIGHT = 8, TOP = 8, BOTTOM = 34;

function swatch({ colour, dash }) {
    const svg = makeSvg("svg", { width: 28, height: 10, viewBox: "0 0 28 10", "aria-hidden": "true" });
    svg.append(makeSvg("line", { x1: 0, x2: 28, y1: 5, y2: 5, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash.join(" ") }));
    return svg;
}

// The entries of the legend for the bands, the inner one first: [name, a box as the band is drawn, but in the ink of the text].
function bandEntries(data, ink = "currentColor") {
    return data.bands.map((name, wider) => {
        const svg = makeSvg("svg", { width: 28, height: 10, viewBox: "0 0 28 10", "aria-hidden": "true" });
        const edge = { stroke: ink, "stroke-width": 0.8, "stroke-opacity": 0.55, "stroke-dasharray": wider ? "1 2.5" : "none" };
        svg.append(makeSvg("rect", { x: 0.5, y: 0.5, width: 27, height: 9, fill: ink, "fill-opacity": (wider ? 1 : 2) * data.band, ...edge }));
        return [name, svg];
    });
}

// Return a value as the chart tells it: "0.36", or "36%".
function told(data, value) {
    return data.percent ? `${figure(100 * value, false, 0)}%` : figure(value);
}

function build() {
    const tip = make("div", { class: "tip", hidden: "" });
    const plot = make("div", { class: "plot", tabindex: 0, role: "slider", "aria-orientation": "horizontal", "aria-valuemin": 0 });
    const [title, legend, head] = [make("p", { class: "title" }), make("ul", { class: "legend" }), make("div", { class: "top" })];
    const alt = make("p", { class: "alt" });
    const one = { element: make("figure", {}, head, legend, plot, tip, alt), data: null, month: null, json: "", width: 0 };
    head.append(title, saveMenu("chart", () => saved(one)));
    const summary = head.querySelector("summary");

    one.update = (data, width) => {
        const json = JSON.stringify(data);
        if (json === one.json && width === one.width) return;
        Object.assign(one, { data, json, width, months: data.lines[0].values.length - 1 });
        title.textContent = data.title;
        title.hidden = !data.title;
        summary.setAttribute("aria-label", `Save: ${data.label}`);
        alt.textContent = data.described;
        plot.setAttribute("aria-label", `${data.label}. Arrow keys tell the values month by month.`);
        plot.setAttribute("aria-valuemax", one.months);
        const entries = data.lines.map((line) => make("li", {}, swatch(line), ` ${line.name} `, make("b", {}, told(data, line.values.at(-1)))));
        legend.replaceChildren(...entries, ...bandEntries(data).map(([name, box]) => make("li", {}, box, ` ${name}`)));
        plot.replaceChildren(draw(one, width));
        point(one.month, false);
    };

    function point(month, tell = true) {
        one.month = month === null ? null : Math.max(0, Math.min(one.months, month));
        const cursor = plot.querySelector(".cursor");
        const at = one.month ?? one.months;
        plot.setAttribute("aria-valuenow", at);
        const said = [one.data.lines.map((line) => `${line.name} ${told(one.data, line.values[at])}`).join(", "), ...one.data.marks.filter((mark) => mark.month === at).map((mark) => mark.text)];
        plot.setAttribute("aria-valuetext", `Month ${at}: ${said.join(". ")}`);
        tip.hidden = one.month === null;
        cursor.setAttribute("visibility", one.month === null ? "hidden" : "visible");
        if (one.month === null || !tell) { if (!tell && one.month !== null) fill(); return; }
        fill();
    }

    function fill() {
        const { lines, marks } = one.data;
        const x = one.x(one.month);
        plot.querySelector(".cursor").setAttribute("transform", `translate(${x},0)`);
        const rows = lines.map((line) => {
            const [low, unknownLow, unknownHigh, high] = (line.band ?? []).map((edge) => told(one.data, edge[one.month]));
            const [inner, wider] = one.data.bands;
            const band = line.band ? ` (${inner}: ${unknownLow} to ${unknownHigh}; ${wider}: ${low} to ${high})` : "";
            return make("p", {}, swatch(line), ` ${line.name} `, make("b", {}, told(one.data, line.values[one.month])), make("small", {}, band));
        });
        const happened = marks.filter((mark) => mark.month === one.month).map((mark) => make("p", {}, `In this month: ${mark.text}`));
        tip.replaceChildren(make("p", {}, make("strong", {}, `Month ${one.month}`)), ...rows, ...happened);
        tip.style.top = `${plot.offsetTop + HEIGHT + 2}px`;
    }

    plot.onpointerdown = plot.onpointermove = (event) => point(one.back(event.clientX - plot.getBoundingClientRect().left));
    plot.onpointercancel = () => point(null); // the finger scrolls
    plot.onpointerleave = (event) => { if (event.pointerType !== "touch" && (plot.getRootNode().activeElement !== plot || !plot.matches(":focus-visible"))) point(null); };
    plot.onfocus = () => { if (plot.matches(":focus-visible") && one.month === null) point(one.months); };
    plot.onblur = () => point(null);
    plot.onkeydown = (event) => {
        const at = one.month ?? one.months;
        const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: one.months, PageUp: at + 6, PageDown: at - 6 }[event.key];
        if (event.key === "Escape") point(null);
        else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        else point(to);
        event.preventDefault();
    };
    one.plot = plot;
    return one;
}

function draw(one, width) {
    const { data, months } = one;
    const { low, high } = data;
    const wide = Math.max(width, 160) - LEFT - RIGHT, tall = HEIGHT - TOP - BOTTOM;
    one.x = (month) => LEFT + (wide * month) / Math.max(months, 1);
    one.back = (pixel) => Math.round(((pixel - LEFT) / wide) * months);
    const y = (value) => TOP + tall * (1 - (value - low) / (high - low));
    const path = (values) => values.map((value, month) => `${month ? "L" : "M"}${one.x(month).toFixed(1)},${y(value).toFixed(1)}`).join("");
    const area = (under, over) => `${path(over)}L${under.map((value, month) => `${one.x(month).toFixed(1)},${y(value).toFixed(1)}`).reverse().join("L")}Z`;
    const svg = makeSvg("svg", { width: wide + LEFT + RIGHT, height: HEIGHT, "aria-hidden": "true", "font-size": 11 });
    for (const tick of data.ticks) {
        svg.append(makeSvg("line", { x1: LEFT, x2: LEFT + wide, y1: y(tick), y2: y(tick), class: "grid" }),
            makeSvg("text", { x: LEFT - 6, y: y(tick), class: "tick side" }, data.percent ? told(data, tick) : Number.isInteger(tick) ? figure(tick).slice(0, -1) : String(tick).replace("-", "−")));
    }
    const step = [1, 2, 3, 6, 12, 24].find((size) => months / size <= (wide < 260 ? 6 : 12));
    for (let month = 0; month <= months; month += step) svg.append(makeSvg("text", { x: one.x(month), y: HEIGHT - BOTTOM + 15, class: "tick" }, month));
    svg.append(makeSvg("text", { x: LEFT + wide / 2, y: HEIGHT - 3, class: "tick" }, "month"));
    for (const line of data.lines) {
        if (!line.band) continue;
        const [low, unknownLow, unknownHigh, high] = line.band;
        const under = low.map((value, month) => Math.min(value, unknownLow[month])), over = high.map((value, month) => Math.max(value, unknownHigh[month]));
        for (const [kind, from, to] of [["wider", under, over], ["inner", unknownLow, unknownHigh]]) {
            svg.append(makeSvg("path", { d: area(from, to), fill: line.colour, "fill-opacity": data.band, stroke: line.colour, class: `band ${kind}` }));
        }
    }
    if (data.rule) {
        const [value, text] = data.rule;
        svg.append(makeSvg("line", { x1: LEFT, x2: LEFT + wide, y1: y(value), y2: y(value), class: "rule" }), makeSvg("text", { x: LEFT + 4, y: y(value) - 4, class: "tick start" }, text));
    }
    for (const mark of data.marks) {
        const place = one.x(mark.month); // where what it does is seen
        const line = makeSvg("line", { x1: place, x2: place, y1: TOP, y2: TOP + tall, class: "mark" });
        line.append(makeSvg("title", {}, mark.text));
        svg.append(line);
    }
    for (const line of data.lines) svg.append(makeSvg("path", { d: path(line.values), fill: "none", stroke: line.colour, "stroke-width": 2.5, "stroke-dasharray": line.dash.join(" "), class: "line" }));
    const cursor = makeSvg("g", { class: "cursor", visibility: "hidden" });
    cursor.append(makeSvg("line", { y1: TOP, y2: TOP + tall, class: "at" }));
    svg.append(cursor);
    return svg;
}

function saved(one) {
    const { data } = one;
    return {
        name: data.name,
        svg: () => {
            const drawing = frozen(one.plot.querySelector("svg"));
            drawing.querySelector(":scope > g:last-child")?.remove(); // the cursor
            const legend = data.lines.map((line) => ({ name: line.name, swatch: swatch(line) }));
            for (const [name, box] of bandEntries(data, getComputedStyle(one.element).color)) legend.push({ name, swatch: box });
            return picture({ title: data.label, legend, drawing, width: one.width, height: HEIGHT, credit: data.credit, root: one.element });
        },
        rows: () => [
            ["line", "month", "value", "low", "unknown_low", "unknown_high", "high"],
            ...data.lines.flatMap((line) => line.values.map((value, month) => [line.name, month, value, ...(line.band ?? [[], [], [], []]).map((edge) => edge[month] ?? "")])),
        ],
    };
}

export default function ({ data, parentElement }) {
    const root = parentElement.querySelector(".lines");
    if (!kept.has(parentElement)) kept.set(parentElement, []);
    const charts = kept.get(parentElement);
    root.style.setProperty("--columns", data.columns);
    while (charts.length > data.charts.length) charts.pop().element.remove();
    while (charts.length < data.charts.length) {
        charts.push(build());
        root.append(charts.at(-1).element);
    }
    const update = () => {
        const widths = charts.map((chart) => chart.plot.clientWidth); // all are asked first: to ask after drawing lays the page out anew
        charts.forEach((chart, at) => chart.update(data.charts[at], widths[at]));
    };
    update();
    const observer = new ResizeObserver(() => requestAnimationFrame(update));
    observer.observe(root);
    return () => observer.disconnect();
}
