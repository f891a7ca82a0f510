// What has the largest share of the pull where: one cell for each pair of values. Built with textContent only.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} MapAxis
 * @property {string} id
 * @property {string} label
 * @property {string} within
 * @property {number[]} values
 * @property {string[]} texts
 * @property {number} now
 */

/**
 * @typedef {object} MapCell
 * @property {number} largest
 * @property {number} word
 * @property {boolean} half
 * @property {string} text
 */

/**
 * @typedef {object} MapClass
 * @property {string} colour
 * @property {string} letter
 * @property {string} label
 * @property {boolean} dotted
 */

/**
 * @typedef {object} OutcomeMapPayload
 * @property {MapAxis} x
 * @property {MapAxis} y
 * @property {MapCell[]} cells
 * @property {MapClass[]} classes
 * @property {string[]} words
 * @property {string} shades
 * @property {string} credit
 * @property {boolean} movable
 * @property {string} name
 */

/**
 * @typedef {object} PickedCell
 * @property {number} x
 * @property {number} y
 */

const kept = new WeakMap(); // where the cursor stands, by the element that the map is mounted in

const clamp = (value, most) => Math.max(0, Math.min(most, value));

export default function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".map");
    const [told, grid] = [root.querySelector(".told"), root.querySelector(".grid")];
    const { x, y, cells } = data;
    const [columns, rows] = [x.values.length, y.values.length];
    const state = kept.get(parentElement) || {};
    kept.set(parentElement, state);
    const axes = JSON.stringify([x, y].map(({ id, values }) => [id, values])); // on another scale the cursor would stand nowhere
    if (state.axes !== axes) Object.assign(state, { axes, at: null });

    const nearest = (axis) => {
        const away = axis.values.map((value) => Math.abs(value - axis.now));
        return away.indexOf(Math.min(...away));
    };
    const here = [nearest(x), nearest(y)];
    if (!state.at) state.at = here;
    const cell = ([column, row]) => cells[column * rows + row];
    const say = (at) => {
        const found = cell(at);
        return `${x.label} ${x.texts[at[0]]}, ${y.within} ${y.texts[at[1]]}. ${found.text}`;
    };

    function draw() {
        const wide = Math.max(240, root.clientWidth);
        const left = 46, bottom = 42;
        const size = Math.min((wide - left - 8) / columns, 460 / rows);
        const [width, height] = [size * columns, size * rows];
        const svg = makeSvg("svg", { width: left + width + 8, height: height + bottom + 8, "aria-hidden": "true" });
        const defs = makeSvg("defs", {});
        const hatch = makeSvg("pattern", { id: "open", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
        hatch.append(makeSvg("rect", { width: 2.4, height: 6, class: "hatch" }));
        const dots = makeSvg("pattern", { id: "dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
        dots.append(makeSvg("circle", { cx: 3, cy: 3, r: 0.8, class: "dots" }));
        defs.append(hatch, dots);
        svg.append(defs);
        const plane = makeSvg("g", { transform: `translate(${left},8)` });
        svg.append(plane);
        const apart = size >= 12 ? 1 : size >= 7 ? 2 : 3; // small cells share a letter
        const corner = ([column, row]) => [column * size, (rows - 1 - row) * size];
        for (let column = 0; column < columns; column++) {
            for (let row = 0; row < rows; row++) {
                const found = cell([column, row]);
                const kind = data.classes[found.largest];
                const [left, top] = corner([column, row]);
                const box = { x: left, y: top, width: size + 0.4, height: size + 0.4 };
                plane.append(makeSvg("rect", { ...box, fill: kind.colour, "fill-opacity": found.word === 2 ? 1 : found.word === 1 ? 0.62 : 0.3 }));
                if (kind.dotted) plane.append(makeSvg("rect", { ...box, fill: "url(#dots)" }));
                if (found.word === 0) plane.append(makeSvg("rect", { ...box, fill: "url(#open)" }));
                if (column % apart === 0 && row % apart === 0) {
                    const mark = { x: left + size / 2, y: top + size / 2, class: `letter${found.half ? " half" : ""}${found.word === 2 ? " firm" : ""}`, "font-size": Math.min(12, apart * size * 0.62) };
                    plane.append(makeSvg("text", mark, kind.letter));
                }
                if (found.half) plane.append(makeSvg("rect", { x: left + 1.2, y: top + 1.2, width: size - 2.4, height: size - 2.4, class: "half" }));
            }
        }
        const every = Math.ceil(columns / (wide < 520 ? 6 : 11));
        for (let column = 0; column < columns; column += every) {
            plane.append(makeSvg("text", { x: (column + 0.5) * size, y: height + 14, class: "tick" }, x.texts[column]));
        }
        for (let row = 0; row < rows; row += Math.ceil(rows / 11)) {
            plane.append(makeSvg("text", { x: -6, y: (rows - row - 0.5) * size, class: "tick side" }, y.texts[row]));
        }
        plane.append(makeSvg("text", { x: width / 2, y: height + 32, class: "name" }, `${x.label} →`));
        plane.append(makeSvg("text", { x: -34, y: height / 2, class: "name", transform: `rotate(-90 -34 ${height / 2})` }, `${y.label} →`));
        const [left2, top] = corner(here);
        plane.append(makeSvg("circle", { cx: left2 + size / 2, cy: top + size / 2, r: Math.max(5, size * 0.42), class: "here back" }));
        plane.append(makeSvg("circle", { cx: left2 + size / 2, cy: top + size / 2, r: Math.max(5, size * 0.42), class: "here" }));
        const cursor = makeSvg("rect", { width: size, height: size, class: "cursor" });
        plane.append(cursor);

        const show = () => {
            const [left, top] = corner(state.at);
            cursor.setAttribute("x", left);
            cursor.setAttribute("y", top);
            told.textContent = say(state.at);
        };
        const under = (event) => {
            const box = plane.getScreenCTM();
            const [column, up] = [(event.clientX - box.e) / size, (event.clientY - box.f) / size];
            return [clamp(Math.floor(column), columns - 1), clamp(rows - 1 - Math.floor(up), rows - 1)];
        };
        svg.onpointermove = (event) => { state.at = under(event); show(); };
        svg.onclick = (event) => { state.at = under(event); show(); grid.focus({ preventScroll: true }); pick(); };
        grid.replaceChildren(svg);
        grid.onkeydown = (event) => {
            const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
            if (event.key === "Home") state.at = here;
            else if (event.key === "Enter" || event.key === " ") pick();
            else if (way) state.at = [clamp(state.at[0] + way[0], columns - 1), clamp(state.at[1] + way[1], rows - 1)];
            else return;
            event.preventDefault();
            show();
        };
        show();
    }

    function pick() {
        if (!data.movable) return;
        setTriggerValue("chosen", { x: x.values[state.at[0]], y: y.values[state.at[1]] });
    }

    const menu = saveMenu(data.name.split(".")[0], () => ({
        name: `map-${x.id}-${y.id}`,
        svg: () => {
            const drawing = frozen(grid.querySelector("svg"));
            drawing.querySelector(":scope > g")?.lastElementChild.remove(); // the cursor
            const swatch = (colour) => { const svg = makeSvg("svg", { width: 28, height: 10 }); svg.append(makeSvg("rect", { width: 14, height: 10, fill: colour })); return svg; };
            const legend = data.classes.map(({ colour, letter, label }) => ({ name: `${letter}: ${label}`, swatch: swatch(colour) }));
            const [width, height] = ["width", "height"].map((side) => Number(grid.querySelector("svg").getAttribute(side)));
            return picture({ title: data.name.split(".")[0], legend, drawing, width, height, credit: `${data.shades} ${data.credit}`, root });
        },
        rows: () => [
            [x.id, y.id, "largest share of the pull", "how sturdy", "half of the pull or more", "in words"],
            ...cells.map((found, at) => [x.values[Math.floor(at / rows)], y.values[at % rows], data.classes[found.largest].label, data.words[found.word], found.half ? "yes" : "no", found.text]),
        ],
    }));
    root.querySelector(".save")?.remove();
    root.prepend(menu);
    grid.setAttribute("aria-label", data.name);
    draw();
    let width = root.clientWidth;
    const observer = new ResizeObserver(() => {
        if (Math.abs(root.clientWidth - width) < 2) return;
        width = root.clientWidth;
        draw();
    });
    observer.observe(root);
    return () => observer.disconnect();
}
