// What a map of cells is drawn with: a shape for all cells of a kind, the line around them, marks, hatching, and axes.
// Cells are counted from below, `size` pixels wide and high. Stands before a component's script.

// The marks that tell the classes apart without colours, around the middle of a cell.
const MARKS = {
    "●": (x, y, r) => `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0z`,
    "■": (x, y, r) => `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
    "▲": (x, y, r) => `M${x},${y - r}l${r},${2 * r}h${-2 * r}z`,
    "▨": () => "",
};

// The cells for which something holds as one shape, a box for all that touch in a column.
function area(columns, rows, size, holds) {
    let path = "";
    for (let column = 0; column < columns; column++) {
        for (let row = 0, from; row < rows; row++) {
            if (!holds(column, row)) continue;
            for (from = row; row + 1 < rows && holds(column, row + 1);) row++;
            path += `M${column * size},${(rows - 1 - row) * size}h${size}v${(row + 1 - from) * size}h${-size}z`;
        }
    }
    return path;
}

// A line around all cells of a kind: `kind` is what two neighbours share, null where there is none.
function outline(columns, rows, size, kind) {
    let path = "";
    for (let column = 0; column < columns; column++) {
        for (let row = 0; row < rows; row++) {
            const own = kind(column, row);
            if (own === null) continue;
            const [x, y] = [column * size, (rows - 1 - row) * size];
            const other = (c, r) => c < 0 || r < 0 || c >= columns || r >= rows || kind(c, r) !== own;
            if (other(column - 1, row)) path += `M${x},${y}v${size}`;
            if (other(column + 1, row)) path += `M${x + size},${y}v${size}`;
            if (other(column, row + 1)) path += `M${x},${y}h${size}`;
            if (other(column, row - 1)) path += `M${x},${y + size}h${size}`;
        }
    }
    return path;
}

// The patterns: hatching over what is open, dots over a class that no colour tells.
function patterns() {
    const defs = makeSvg("defs"), square = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
    const open = makeSvg("pattern", { id: "open", ...square, patternTransform: "rotate(45)" });
    open.append(makeSvg("rect", { width: 6, height: 6, class: "pale" }), makeSvg("rect", { width: 2.4, height: 6, class: "hatch" }));
    const dots = makeSvg("pattern", { id: "dots", ...square });
    dots.append(makeSvg("circle", { cx: 3, cy: 3, r: 0.8, class: "dots" }));
    defs.append(open, dots);
    return defs;
}

// The figures and names of both axes.
function frame(plane, { x, y, columns, rows, size, every }) {
    const [width, height] = [size * columns, size * rows];
    for (let column = 0; column < columns; column += Math.ceil(columns / every)) {
        plane.append(makeSvg("text", { x: (column + 0.5) * size, y: height + 14, class: "tick" }, x.texts[column]));
    }
    for (let row = 0; row < rows; row += Math.ceil(rows / 11)) {
        plane.append(makeSvg("text", { x: -6, y: (rows - row - 0.5) * size, class: "tick side" }, y.texts[row]));
    }
    plane.append(makeSvg("text", { x: width / 2, y: height + 32, class: "name" }, `${x.label} →`));
    plane.append(makeSvg("text", { x: -34, y: height / 2, class: "name", transform: `rotate(-90 -34 ${height / 2})` }, `${y.label} →`));
}
