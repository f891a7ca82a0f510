// A chart over the months: lines with bands, read by pointer, touch and keys. `update` draws the frame, and again only
// when the frame changes; `show` puts the lines where their values are, which may be at every frame of a drag.
// What it draws is a DrawnChart: the class of that name in Python says what each field means.

const LEFT = 30, RIGHT = 8, TOP = 8, BOTTOM = 34, HEIGHT = 215;

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

// Make a chart. `named`, `banded`: whether its legend names the lines with their last values, and the bands.
function monthChart({ named = true, banded = true } = {}) {
    const tip = make("div", { class: "tip", hidden: "" });
    const plot = make("div", { class: "plot", tabindex: 0, role: "slider", "aria-orientation": "horizontal", "aria-valuemin": 0 });
    const [title, legend, head] = [make("p", { class: "title" }), make("ul", { class: "legend" }), make("div", { class: "top" })];
    const alt = make("p", { class: "alt" });
    const one = { element: make("figure", {}, head, legend, plot, tip, alt), plot, tip, legend, data: null, month: null, json: "" };
    head.append(title, saveMenu("chart", () => saved(one)));
    const summary = head.querySelector("summary");

    one.update = (data, width, height = HEIGHT) => {
        Object.assign(one, { data, months: data.lines[0].values.length - 1 });
        alt.textContent = data.described;
        const lasting = data.lines.map(({ name, colour, dash, band }) => [name, colour, dash, Boolean(band)]);
        const json = JSON.stringify([{ ...data, lines: lasting, described: "", credit: "" }, one.months, width, height]);
        if (json !== one.json) {
            Object.assign(one, { json, width, height });
            frame();
        }
        one.show(data.lines);
    };

    // Make all anew that does not move with the values.
    function frame() {
        const { data, height } = one;
        title.textContent = data.title;
        title.hidden = !data.title;
        summary.setAttribute("aria-label", `Save: ${data.label}`);
        plot.setAttribute("aria-label", `${data.label}. Arrow keys tell the values month by month.`);
        plot.setAttribute("aria-valuemax", one.months);
        plot.style.minHeight = `${height}px`;
        one.figures = data.lines.map(() => make("b"));
        const lines = named ? data.lines.map((line, at) => make("li", {}, swatch(line), ` ${line.name} `, one.figures[at])) : [];
        const before = make("li", "before", swatch({ colour: "currentColor", dash: GHOST }), " before");
        const bands = banded ? bandEntries(data).map(([name, box]) => make("li", {}, box, ` ${name}`)) : [];
        legend.replaceChildren(...lines, ...bands, before);
        plot.replaceChildren(draw(one));
    }

    // Put the lines where their values are; `lines` are those of the chart, of the same months, moved.
    one.show = (lines) => {
        one.lines = lines;
        lines.forEach((line, at) => {
            place(one, one.drawn[at], line);
            one.figures[at].textContent = told(one.data, line.values.at(-1));
        });
        legend.querySelector(".before").classList.toggle("none", !lines.some((line) => line.before));
        one.point(one.month);
    };

    one.point = (month) => {
        one.month = month === null ? null : Math.max(0, Math.min(one.months, month));
        const at = one.month ?? one.months;
        plot.setAttribute("aria-valuenow", at);
        const said = [one.lines.map((line) => `${line.name} ${told(one.data, line.values[at])}`).join(", "), ...happened(one, at)];
        plot.setAttribute("aria-valuetext", `Month ${at}: ${said.join(". ")}`);
        tip.hidden = one.month === null;
        one.cursor.setAttribute("visibility", tip.hidden ? "hidden" : "visible");
        if (!tip.hidden) fill(one);
    };
    read(one);
    return one;
}

// Let a chart be read by pointer, touch and keys.
function read(one) {
    const { plot } = one;
    plot.onpointerdown = plot.onpointermove = (event) => one.point(one.back(event.clientX - plot.getBoundingClientRect().left));
    plot.onpointercancel = () => one.point(null); // the finger scrolls
    plot.onpointerleave = (event) => { if (event.pointerType !== "touch" && (plot.getRootNode().activeElement !== plot || !plot.matches(":focus-visible"))) one.point(null); };
    plot.onfocus = () => { if (plot.matches(":focus-visible") && one.month === null) one.point(one.months); };
    plot.onblur = () => one.point(null);
    plot.onkeydown = (event) => {
        const at = one.month ?? one.months;
        const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: one.months, PageUp: at + 6, PageDown: at - 6 }[event.key];
        if (event.key === "Escape") one.point(null);
        else if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        else one.point(to);
        event.preventDefault();
    };
}

function happened(one, month) {
    return one.data.marks.filter((mark) => mark.month === month).map((mark) => mark.text);
}

// Tell all values of the month that is pointed at.
function fill(one) {
    const { data, lines, month, tip } = one;
    one.cursor.setAttribute("transform", `translate(${one.x(month)},0)`);
    const rows = lines.map((line) => {
        const [low, unknownLow, unknownHigh, high] = (line.band ?? []).map((edge) => told(data, edge[month]));
        const [inner, wider] = data.bands;
        const more = line.before && month < line.before.length ? [`before: ${told(data, line.before[month])}`] : [];
        if (line.band) more.push(`${inner}: ${unknownLow} to ${unknownHigh}`, `${wider}: ${low} to ${high}`);
        return make("p", {}, swatch(line), ` ${line.name} `, make("b", {}, told(data, line.values[month])), make("small", {}, more.length ? ` (${more.join("; ")})` : ""));
    });
    tip.replaceChildren(make("p", {}, make("strong", {}, `Month ${month}`)), ...rows, ...happened(one, month).map((text) => make("p", {}, `In this month: ${text}`)));
    tip.style.top = `${one.plot.offsetTop + one.height + 2}px`;
}

const GHOST = [3, 3]; // the dash of the lines of the run before

// Put one line, its bands and its line before where the values are.
function place(one, drawn, line) {
    const point = (value, month) => `${one.x(month).toFixed(1)},${one.y(value).toFixed(1)}`;
    const path = (values) => `M${values.map(point).join("L")}`;
    const area = (under, over) => `${path(over)}L${under.map(point).reverse().join("L")}Z`;
    drawn.line.setAttribute("d", path(line.values));
    drawn.before.setAttribute("d", line.before ? path(line.before.slice(0, one.months + 1)) : "");
    const [low, unknownLow, unknownHigh, high] = line.band ?? [[], [], [], []];
    const under = low.map((value, month) => Math.min(value, unknownLow[month])), over = high.map((value, month) => Math.max(value, unknownHigh[month]));
    drawn.wider.setAttribute("d", line.band ? area(under, over) : "");
    drawn.inner.setAttribute("d", line.band ? area(unknownLow, unknownHigh) : "");
}

// Draw the frame, and paths for all lines that `place` puts in their places.
function draw(one) {
    const { data, months, height } = one;
    const { low, high } = data;
    const wide = Math.max(one.width, 160) - LEFT - RIGHT, tall = height - TOP - BOTTOM;
    one.x = (month) => LEFT + (wide * month) / Math.max(months, 1);
    one.back = (pixel) => Math.round(((pixel - LEFT) / wide) * months);
    one.y = (value) => TOP + tall * (1 - (value - low) / (high - low));
    const across = (value, kind) => makeSvg("line", { x1: LEFT, x2: LEFT + wide, y1: one.y(value), y2: one.y(value), class: kind });
    const svg = makeSvg("svg", { width: wide + LEFT + RIGHT, height, "aria-hidden": "true", "font-size": 11 });
    const tickText = (tick) => data.percent ? told(data, tick) : Number.isInteger(tick) ? figure(tick).slice(0, -1) : String(tick).replace("-", "−");
    for (const tick of data.ticks) svg.append(across(tick, "grid"), makeSvg("text", { x: LEFT - 6, y: one.y(tick), class: "tick side" }, tickText(tick)));
    const step = [1, 2, 3, 6, 12, 24].find((size) => months / size <= (wide < 260 ? 6 : 12));
    for (let month = 0; month <= months; month += step) svg.append(makeSvg("text", { x: one.x(month), y: height - BOTTOM + 15, class: "tick" }, month));
    svg.append(makeSvg("text", { x: LEFT + wide / 2, y: height - 3, class: "tick" }, "month"));
    const band = (line, kind) => makeSvg("path", { fill: line.colour, "fill-opacity": data.band, stroke: line.colour, class: `band ${kind}` });
    const stroke = (line, width, dash, kind) => makeSvg("path", { fill: "none", stroke: line.colour, "stroke-width": width, "stroke-dasharray": dash.join(" "), class: kind });
    one.drawn = data.lines.map((line) => ({
        wider: band(line, "wider"), inner: band(line, "inner"), before: stroke(line, 1.3, GHOST, "ghost"), line: stroke(line, 2.5, line.dash, "line"),
    }));
    data.lines.forEach((line, at) => { if (line.band) svg.append(one.drawn[at].wider, one.drawn[at].inner); });
    if (data.rule) svg.append(across(data.rule[0], "rule"), makeSvg("text", { x: LEFT + 4, y: one.y(data.rule[0]) - 4, class: "tick start" }, data.rule[1]));
    for (const mark of data.marks) { // where what it does is seen
        const line = makeSvg("line", { x1: one.x(mark.month), x2: one.x(mark.month), y1: TOP, y2: TOP + tall, class: "mark" });
        line.append(makeSvg("title", {}, mark.text));
        svg.append(line);
    }
    svg.append(...one.drawn.map((drawn) => drawn.before), ...one.drawn.map((drawn) => drawn.line));
    one.cursor = makeSvg("g", { class: "cursor", visibility: "hidden" });
    one.cursor.append(makeSvg("line", { y1: TOP, y2: TOP + tall, class: "at" }));
    svg.append(one.cursor);
    return svg;
}

function saved(one) {
    const { data } = one;
    return {
        name: data.name,
        svg: () => {
            const drawing = frozen(one.plot.querySelector("svg"));
            drawing.querySelector(":scope > g:last-child")?.remove(); // the cursor
            for (const empty of drawing.querySelectorAll('path[d=""]')) empty.remove();
            const legend = data.lines.map((line) => ({ name: line.name, swatch: swatch(line) }));
            const ink = getComputedStyle(one.element).color;
            for (const [name, box] of bandEntries(data, ink)) legend.push({ name, swatch: box });
            if (one.lines.some((line) => line.before)) legend.push({ name: "before", swatch: swatch({ colour: ink, dash: GHOST }) });
            return picture({ title: data.label, legend, drawing, width: one.width, height: one.height, credit: data.credit, root: one.element });
        },
        rows: () => [
            ["line", "month", "value", "low", "unknown_low", "unknown_high", "high"],
            ...one.lines.flatMap((line) => line.values.map((value, month) => [line.name, month, value, ...(line.band ?? [[], [], [], []]).map((edge) => edge[month] ?? "")])),
        ],
    };
}
