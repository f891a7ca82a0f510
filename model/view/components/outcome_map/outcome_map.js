// What has the largest share of the pull where: a map over two levers, worked out again while a third moves. It is drawn
// as one shape a class and a few over them, whatever the number of cells. Built with textContent only.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} MapAxis
 * @property {string} label
 * @property {string} within
 * @property {string[]} texts
 * @property {number} now
 */

/**
 * @typedef {object} MapClass
 * @property {string} colour
 * @property {string} shape
 * @property {string} label
 * @property {string} within
 * @property {boolean} dotted
 */

/**
 * @typedef {object} MapWords
 * @property {string} name
 * @property {string} opening
 * @property {string} here
 * @property {string} tips
 * @property {string} never
 * @property {string} point
 * @property {string} cell
 * @property {number} of
 * @property {string[]} sturdy
 * @property {string} shades
 * @property {string} working
 * @property {string} failed
 */

/**
 * @typedef {object} OutcomeMapPayload
 * @property {MapAxis} x
 * @property {MapAxis} y
 * @property {object} points
 * @property {object} levers
 * @property {MapClass[]} classes
 * @property {number} half
 * @property {MapWords} words
 * @property {string} credit
 * @property {boolean} movable
 */

/**
 * @typedef {object} PickedCell
 * @property {number} x
 * @property {number} y
 */

const LEFT = 46, BOTTOM = 42, BESIDE = 250; // pixels: room for the figures of the axes, and for what stands beside
const kept = new WeakMap(); // where the cursor stands, by the element that the map is mounted in
let underway = null; // the map that is worked out; one for the page

const clamp = (value, most) => Math.max(0, Math.min(most, value));
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const lowered = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);
const percent = (share) => `${figure(100 * share, false, 0)}%`;

// The cells of a map, read from its numbers.
function cellsOf({ numbers }, rows, half) {
    const number = (column, row, which) => numbers[(column * rows + row) * OF_A_POINT + which];
    return (column, row) => {
        const [largest, word, count, ...outcomes] = [0, 1, 2, 3, 4, 5].map((which) => number(column, row, which));
        const shares = fourOf(outcomes);
        return { largest, word, count, shares, half: shares[largest] >= half };
    };
}

// Where along an axis another class has the largest share than where we are: the nearest cell on either side.
function tipsAlong(many, here, largest) {
    const found = [];
    for (const way of [-1, 1]) {
        let at = here + way;
        while (at >= 0 && at < many && largest(at) === largest(here)) at += way;
        if (at >= 0 && at < many) found.push(at);
    }
    return found;
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".map"), grid = root.querySelector(".grid");
    const part = (name) => root.querySelector(`.${name}`);
    const { x, y, words, classes } = data;
    const [across, up] = data.points.axes;
    const [columns, rows] = [across.values.length, up.values.length];
    const state = kept.get(parentElement) || {};
    kept.set(parentElement, state);
    const axes = JSON.stringify(data.points.axes); // on another scale the cursor would stand nowhere
    if (state.axes !== axes) Object.assign(state, { axes, at: null });
    if (underway?.key !== data.points.key) {
        underway?.stop();
        underway = survey(data.points, () => underway.told());
    }
    const map = underway, cell = cellsOf(map, rows, data.half);
    let levers = data.levers, pending = false, drawing = null;

    const nearestTo = (values, now) => values.reduce((best, value, k) => (Math.abs(value - now) < Math.abs(values[best] - now) ? k : best), 0);
    const here = () => [[across, x], [up, y]].map(([{ id, values }, { now }]) => nearestTo(values, levers[id] ?? now));
    const at = () => state.at ?? here();

    function inWords([column, row]) {
        const point = filled(words.point, { across: x.label, x: x.texts[column], up: y.within, y: y.texts[row] });
        if (map.fault) return `${point} ${filled(words.failed, { why: map.fault.message })}`;
        if (!map.exact) return `${point} ${words.working}`;
        const { largest, word, count, shares } = cell(column, row);
        const told = { largest: classes[largest].label, share: percent(shares[largest]), sturdy: words.sturdy[word], count, of: words.of };
        return `${point} ${filled(words.cell, told)}`;
    }

    // The other shares, for who does not see them in the key.
    function others([column, row]) {
        const { largest, shares } = cell(column, row);
        return classes.map(({ label }, k) => `${lowered(label)} ${percent(shares[k])}`).filter((_, k) => k !== largest).join(", ");
    }

    // What the map is for, and what came out: what would tip it from where we are.
    function opening() {
        const [column, row] = here();
        const largest = (c, r) => cell(c, r).largest;
        const tips = (axis, texts, places, classAt) => filled(places.length ? words.tips : words.never, {
            axis: axis.within, places: places.map((k) => `${texts[k]} (${classes[classAt(k)].within})`).join(" and "),
        });
        const told = [
            tips(x, x.texts, tipsAlong(columns, column, (k) => largest(k, row)), (k) => largest(k, row)),
            tips(y, y.texts, tipsAlong(rows, row, (k) => largest(column, k)), (k) => largest(column, k)),
        ];
        return filled(words.here, { opening: words.opening, here: classes[largest(column, row)].within, tips: told.join(", ") });
    }

    // What is said beside the map: of the cell under the cursor, and, while nothing moves, of the whole.
    function tell() {
        const told = part("told"), ready = map.exact && !pending;
        told.setAttribute("aria-live", pending ? "off" : "polite");
        told.replaceChildren(inWords(at()), make("span", "unseen", map.exact ? ` ${others(at())}.` : ""));
        part("opening").textContent = ready ? opening() : part("opening").textContent || `${words.opening}.`;
        part("opening").classList.toggle("pending", !ready && !map.fault);
        grid.setAttribute("aria-busy", String(!map.exact && !map.fault));
        const { shares } = map.exact ? cell(...at()) : { shares: null };
        [...part("key").children].forEach((line, k) => {
            line.querySelector("b").textContent = shares ? percent(shares[k]) : "";
            line.style.setProperty("--share", shares ? shares[k] : 0);
        });
        const save = part("save");
        if (save) save.style.visibility = map.exact ? "" : "hidden";
    }

    // The picture for the room that there is; one that stands there already stays.
    function draw() {
        const wide = Math.max(240, root.clientWidth), tall = clamp(window.innerHeight - 430, 640);
        const size = Math.max(6, Math.floor(Math.min(((wide >= 640 ? wide - BESIDE : wide) - LEFT - 8) / columns, Math.max(300, tall) / rows)));
        const looks = JSON.stringify([x.label, x.texts, y.label, y.texts, classes, size, wide < 520]);
        if (state.drawing?.looks !== looks || grid.firstChild !== state.drawing.svg) state.drawing = { looks, size, ...blank(size, wide < 520 ? 6 : 11) };
        drawing = state.drawing;
        drawing.svg.onpointermove = (event) => { state.at = under(event); show(); };
        drawing.svg.onclick = (event) => { state.at = under(event); show(); grid.focus({ preventScroll: true }); pick(); };
        if (grid.firstChild !== drawing.svg) grid.replaceChildren(drawing.svg);
        paint();
        show();
    }

    // An empty picture, and its parts.
    function blank(size, every) {
        const [width, height] = [size * columns, size * rows];
        const svg = makeSvg("svg", { width: LEFT + width + 8, height: height + BOTTOM + 8, "aria-hidden": "true" });
        const plane = makeSvg("g", { transform: `translate(${LEFT},8)` });
        svg.append(patterns(), plane);
        const shape = (attributes) => plane.appendChild(makeSvg("path", attributes));
        const shapes = {
            classes: classes.map(({ colour }) => shape({ fill: colour, class: "class" })),
            leaning: shape({ class: "veil" }), open: shape({ fill: "url(#open)" }), dots: shape({ fill: "url(#dots)" }),
            marks: shape({ class: "marks" }), half: shape({ class: "half" }),
        };
        frame(plane, { x, y, columns, rows, size, every });
        const ring = ["here back", "here"].map((name) => plane.appendChild(makeSvg("circle", { r: Math.max(5, size * 0.42), class: name })));
        return { svg, plane, shapes, ring, cursor: plane.appendChild(makeSvg("rect", { width: size, height: size, class: "cursor" })) };
    }

    // Fill the shapes from the numbers that are there.
    function paint() {
        if (!map.seen) return;
        const { size, shapes } = drawing;
        const cells = Array.from({ length: columns * rows }, (_, k) => cell(Math.floor(k / rows), k % rows));
        const of = (column, row) => cells[column * rows + row];
        const fill = (path, holds) => path.setAttribute("d", area(columns, rows, size, (c, r) => holds(of(c, r))));
        shapes.classes.forEach((path, k) => fill(path, ({ largest }) => largest === k));
        fill(shapes.leaning, ({ word }) => word === 1);
        fill(shapes.open, ({ word }) => word === 0);
        fill(shapes.dots, ({ largest }) => classes[largest].dotted);
        const mark = ({ largest }, k) => MARKS[classes[largest].shape]((Math.floor(k / rows) + 0.5) * size, (rows - 0.5 - (k % rows)) * size, size * 0.16);
        shapes.marks.setAttribute("d", cells.map(mark).join(""));
        shapes.half.setAttribute("d", outline(columns, rows, size, (c, r) => (of(c, r).half ? of(c, r).largest : null)));
    }

    function show() {
        const { size, ring, cursor } = drawing;
        const corner = ([column, row]) => [column * size, (rows - 1 - row) * size];
        const [left, top] = corner(here());
        for (const circle of ring) for (const [name, value] of [["cx", left + size / 2], ["cy", top + size / 2]]) circle.setAttribute(name, value);
        corner(at()).forEach((value, k) => cursor.setAttribute("xy"[k], value));
        tell();
    }

    function under(event) {
        const { e, f } = drawing.plane.getScreenCTM();
        const [column, below] = [(event.clientX - e) / drawing.size, (event.clientY - f) / drawing.size];
        return [clamp(Math.floor(column), columns - 1), clamp(rows - 1 - Math.floor(below), rows - 1)];
    }

    function pick() {
        if (!data.movable) return;
        const [column, row] = at();
        setTriggerValue("chosen", { x: across.values[column], y: up.values[row] });
    }

    grid.onkeydown = (event) => {
        const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
        const [column, row] = at();
        if (event.key === "Home") state.at = null;
        else if (event.key === "Enter" || event.key === " ") pick();
        else if (way) state.at = [clamp(column + way[0], columns - 1), clamp(row + way[1], rows - 1)];
        else return;
        event.preventDefault();
        show();
    };
    grid.setAttribute("aria-label", words.name);
    part("shades").textContent = words.shades;
    part("key").replaceChildren(...classes.map(keyLine));
    part("save")?.remove();
    part("beside").append(saveMenu(words.name.split(".")[0], () => ({
        name: `map-${across.id}-${up.id}`,
        svg: () => saved(root, grid.querySelector("svg"), data),
        rows: () => table(data, cell, columns, rows),
    })));
    let asked = false; // at most once a frame, and not once the page has been made anew
    const soon = () => {
        if (!asked) requestAnimationFrame(() => { asked = false; if (map.told === soon) { paint(); tell(); } });
        asked = true;
    };
    map.told = soon;
    draw();
    map.ask(levers);
    live.listen(root, (now) => {
        levers = now.levers;
        pending = now.moving || now.pending;
        map.ask(levers);
        show();
    });
    live.settle(data.levers);
    let width = root.clientWidth;
    const observer = new ResizeObserver(() => {
        if (Math.abs(root.clientWidth - width) < 2) return;
        width = root.clientWidth;
        draw();
    });
    observer.observe(root);
    return () => observer.disconnect();
}

// A line of the key: how a class is drawn, and its share of the pull in the cell under the cursor.
function keyLine({ colour, shape, label, dotted }) {
    const line = make("li", {}, make("i", dotted ? "dotted" : ""), make("span", {}, `${shape} ${label}`), make("b"));
    line.style.setProperty("--colour", colour);
    return line;
}

// The map as a picture that stands alone.
function saved(root, svg, { words, classes, credit }) {
    const drawing = frozen(svg);
    drawing.querySelector(":scope > g")?.lastElementChild.remove(); // the cursor
    const swatch = (colour) => { const box = makeSvg("svg", { width: 28, height: 10 }); box.append(makeSvg("rect", { width: 14, height: 10, fill: colour })); return box; };
    const legend = classes.map(({ colour, shape, label }) => ({ name: `${shape} ${label}`, swatch: swatch(colour) }));
    const [width, height] = ["width", "height"].map((side) => Number(svg.getAttribute(side)));
    return picture({ title: words.name.split(".")[0], legend, drawing, width, height, credit: `${words.shades} ${credit}`, root });
}

// The map as a table: a row a cell.
function table({ points, words, classes }, cell, columns, rows) {
    const [across, up] = points.axes;
    const heads = [across.id, up.id, "largest share of the pull", "how sturdy", `largest in, of ${words.of} variants`, ...classes.map(({ label }) => label)];
    const line = (column, row) => {
        const { largest, word, count, shares } = cell(column, row);
        return [across.values[column], up.values[row], classes[largest].label, words.sturdy[word], count, ...shares];
    };
    return [heads, ...Array.from({ length: columns * rows }, (_, k) => line(Math.floor(k / rows), k % rows))];
}
