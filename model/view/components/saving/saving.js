// Saving what is seen: a menu with the picture as SVG and PNG and the data as CSV. Stands before a component's script.

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "paint-order", "opacity",
    "font-size", "font-weight", "text-anchor", "dominant-baseline", "display", "visibility"];

// A copy of a drawing that keeps its looks without any style sheet.
function frozen(svg) {
    const copy = svg.cloneNode(true);
    const [from, to] = [[svg, ...svg.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
    from.forEach((element, at) => {
        const style = getComputedStyle(element);
        to[at].setAttribute("style", STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
        for (const name of ["class", "tabindex"]) to[at].removeAttribute(name);
    });
    copy.style.removeProperty("display");
    return copy;
}

// A picture that stands alone: title, legend, drawing, and what it is of. `legend`: [{name, swatch: an SVG element 28 x 10}].
function picture({ title, legend = [], drawing, width, height, credit, root }) {
    const style = getComputedStyle(root);
    const ink = style.color;
    const ground = style.getPropertyValue("--st-background-color").trim() || "#ffffff";
    const pen = document.createElement("canvas").getContext("2d");
    const wide = Math.max(width + 32, 360);
    const broken = (text, font) => {
        pen.font = font;
        const lines = [""];
        for (const word of text.split(" ")) {
            const longer = `${lines.at(-1)} ${word}`.trim();
            if (pen.measureText(longer).width > wide - 32 && lines.at(-1)) lines.push(word);
            else lines[lines.length - 1] = longer;
        }
        return lines;
    };
    const parts = [];
    let y = 16;
    for (const line of broken(title, "600 16px sans-serif")) parts.push(makeSvg("text", { x: 16, y: (y += 18), "font-size": 16, "font-weight": 600, fill: ink }, line));
    y += 8;
    let x = 16;
    pen.font = "12px sans-serif";
    for (const { name, swatch } of legend) {
        const long = pen.measureText(name).width + 50;
        if (x > 16 && x + long > wide) { x = 16; y += 18; }
        const place = makeSvg("g", { transform: `translate(${x},${y + 2})` });
        place.append(swatch);
        parts.push(place, makeSvg("text", { x: x + 34, y: y + 11, "font-size": 12, fill: ink }, name));
        x += long;
    }
    y += legend.length ? 26 : 6;
    const place = makeSvg("g", { transform: `translate(16,${y})` });
    place.append(drawing);
    parts.push(place);
    y += height + 4;
    for (const line of broken(credit, "11px sans-serif")) parts.push(makeSvg("text", { x: 16, y: (y += 14), "font-size": 11, fill: ink, "fill-opacity": 0.8 }, line));
    const svg = makeSvg("svg", { xmlns: SVG_NAMESPACE, width: wide, height: y + 14, viewBox: `0 0 ${wide} ${y + 14}`, "font-family": "sans-serif" });
    svg.append(makeSvg("title", {}, title), makeSvg("rect", { width: "100%", height: "100%", fill: ground }), ...parts);
    return svg;
}

// Rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front, as in Python's `shown_text`.
function csv(rows) {
    const shown = (value) => {
        const text = String(value).replace(/\r\n?/g, "\n");
        const formula = typeof value === "string" && (/^\s*[=+\-@＝＋－＠]/.test(text) || /^[\t\n]/.test(text));
        return formula && Number.isNaN(Number(text.replace(",", "."))) ? `'${text}` : text;
    };
    const quoted = (value) => (/[",\n]/.test(shown(value)) ? `"${shown(value).replaceAll('"', '""')}"` : shown(value));
    return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function download(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A drawing as XML; what XML cannot hold, such as a control character in somebody's label, is shown as a replacement.
function xmlText(svg) {
    return new XMLSerializer().serializeToString(svg).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

async function rastered(svg) {
    const text = xmlText(svg);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// The menu. `what()` gives {name, title, svg, rows}, made when it is asked for.
function saveMenu(label, what) {
    const menu = make("details", "save");
    const summary = make("summary", { "aria-label": `Save: ${label}` }, "Save");
    const list = make("div");
    const ways = {
        "Picture (SVG)": async ({ name, svg }) => download(`${name}.svg`, new Blob([xmlText(svg())], { type: "image/svg+xml" })),
        "Picture (PNG)": async ({ name, svg }) => download(`${name}.png`, await rastered(svg())),
        "Data (CSV)": async ({ name, rows }) => download(`${name}.csv`, new Blob([csv(rows())], { type: "text/csv" })),
    };
    for (const [text, way] of Object.entries(ways)) {
        const button = make("button", { type: "button" }, text);
        button.onclick = async () => {
            await way(what());
            menu.open = false;
            summary.focus();
        };
        list.append(button);
    }
    menu.onkeydown = (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        summary.focus();
    };
    menu.onfocusout = (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; };
    menu.append(summary, list);
    return menu;
}
