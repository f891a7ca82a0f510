// Actors on the left, objectives on the right, grouped by issue. Built with textContent only.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} GraphActor
 * @property {string} id
 * @property {string} label
 * @property {string} part
 * @property {string} says
 * @property {boolean} out
 * @property {boolean} party
 * @property {string[]} ties
 * @property {string} did
 */

/**
 * @typedef {object} GraphObjective
 * @property {string} id
 * @property {string} actor
 * @property {string} label
 * @property {number} place
 * @property {number} salience
 * @property {string} side
 * @property {string} status
 * @property {string} who
 * @property {string} source
 * @property {boolean} out
 */

/**
 * @typedef {object} GraphIssue
 * @property {string} id
 * @property {string} label
 * @property {string} says
 * @property {boolean} core
 * @property {string} ends
 * @property {GraphObjective[]} objectives
 */

/**
 * @typedef {object} LegendEntry
 * @property {string} side
 * @property {string} text
 */

/**
 * @typedef {object} GraphTie
 * @property {string} id
 * @property {string} tail
 * @property {string} head
 * @property {number} effect
 * @property {string} side
 * @property {number} width
 */

/**
 * @typedef {object} ActorGraphPayload
 * @property {GraphActor[]} actors
 * @property {GraphIssue[]} issues
 * @property {LegendEntry[][]} legend
 * @property {GraphTie[]} ties
 * @property {string} credit
 * @property {GraphOpened} opened
 */

/**
 * @typedef {object} GraphOpened
 * @property {number} number
 * @property {string} value
 */

const kept = new WeakMap(); // what is open and chosen, by the element that the graph is mounted in

function line(shape, side, width, opacity) {
    return makeSvg("path", { d: shape, class: side, "stroke-width": width, opacity });
}

// The boxes and lines as one drawing: texts broken as wide as their boxes are.
function pictured(root) {
    const [origin, columns] = [root.getBoundingClientRect(), root.querySelector(".columns")];
    const drawing = makeSvg("g", { transform: `translate(0,${-columns.offsetTop})` });
    const lines = frozen(root.querySelector(":scope > svg"));
    for (const [name, size] of Object.entries({ width: root.clientWidth, height: root.offsetHeight })) lines.setAttribute(name, size);
    drawing.append(lines);
    const pen = document.createElement("canvas").getContext("2d");
    for (const element of columns.querySelectorAll("button, .says")) {
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const [left, top, pad] = [box.left - origin.left, box.top - origin.top, element.tagName === "BUTTON" ? 7 : 0];
        const opacity = style.opacity;
        if (style.borderTopColor !== "rgba(0, 0, 0, 0)" && pad) {
            drawing.append(makeSvg("rect", { x: left, y: top, width: box.width, height: box.height, rx: 4, fill: style.backgroundColor, stroke: style.borderTopColor, opacity }));
        }
        pen.font = `${style.fontWeight} ${size}px sans-serif`;
        const lines = [""];
        for (const word of element.textContent.split(" ")) {
            const longer = `${lines.at(-1)} ${word}`.trim();
            if (pen.measureText(longer).width > box.width - 2 * pad && lines.at(-1)) lines.push(word);
            else lines[lines.length - 1] = longer;
        }
        const right = style.textAlign === "right";
        const high = Math.min(size * 1.25, (box.height - 4) / lines.length);
        lines.forEach((text, at) => drawing.append(makeSvg("text", {
            x: right ? left + box.width - pad : left + pad, y: top + box.height / 2 + (at - (lines.length - 1) / 2) * high, "dominant-baseline": "central",
            "text-anchor": right ? "end" : "start", "font-size": Math.min(size, high), "font-weight": style.fontWeight, fill: style.color, opacity,
            "text-decoration": style.textDecorationLine,
        }, text)));
    }
    return { drawing, width: root.clientWidth, height: columns.offsetHeight };
}

function legendRow(entries) {
    const row = make("div", "row");
    for (const { side, text } of entries) {
        const entry = make("span", "");
        if (side) {
            const swatch = makeSvg("svg");
            swatch.append(line("M2,4 L32,4", side, 3, 1));
            entry.append(swatch);
        }
        entry.append(text);
        row.append(entry);
    }
    return row;
}

function saved(data, root) {
    const goals = data.issues.flatMap((issue) => issue.objectives.map((goal) => ["objective", goal.id, goal.who, issue.label, "", goal.place, goal.salience, goal.label]));
    const label = (id) => data.actors.find((actor) => actor.id === id).label;
    const swatch = (side) => {
        const svg = makeSvg("svg", { width: 28, height: 10, viewBox: "0 0 34 8" });
        svg.append(frozen([...root.querySelectorAll(".legend path")].find((path) => path.classList.contains(side))));
        return svg;
    };
    return {
        name: "who-wants-what",
        svg: () => picture({ title: "Who wants what, and who works on whom", credit: data.credit, root, ...pictured(root),
            legend: data.legend.flat().filter(({ side }) => side).map(({ side, text }) => ({ name: text, swatch: swatch(side) })) }),
        rows: () => [
            ["kind", "id", "from", "to", "effect on the leading pull", "place", "salience", "text"],
            ...data.ties.map((tie) => ["tie", tie.id, label(tie.tail), label(tie.head), tie.effect, "", "", ""]), ...goals,
        ],
    };
}

export default function ({ data: [data], parentElement, setStateValue }) {
    const root = parentElement.querySelector(".graph");
    const narrow = root.clientWidth < 560;
    const war = [...data.actors, ...data.issues].map(({ id }) => id).join(" "); // another war has other ones to choose and open
    if (kept.get(parentElement)?.war !== war) {
        const open = new Set(data.issues.filter((issue) => issue.core && !narrow).map((issue) => issue.id));
        kept.set(parentElement, { war, chosen: null, issue: null, all: false, open });
    }
    const state = kept.get(parentElement);
    if (state.opened !== data.opened.number) {
        state.opened = data.opened.number;
        state.chosen = data.opened.value || null;
        const home = data.issues.find((issue) => issue.objectives.some((goal) => goal.id === state.chosen));
        if (home) state.open.add(home.id);
    }
    if (state.issue === null) state.issue = data.issues.find((issue) => issue.objectives.length)?.id ?? ""; // whose ties stand at first
    const active = parentElement.activeElement ?? root.getRootNode().activeElement;
    const focused = active && active.dataset ? active.dataset.id : null;

    function draw(focus) {
        root.replaceChildren();
        root.classList.toggle("choosing", state.chosen !== null);
        const svg = makeSvg("svg", { "aria-hidden": "true" });
        const columns = make("div", "columns");
        const actors = make("div", "actors");
        const issues = make("div", "issues");
        columns.append(actors, issues);
        const legend = make("div", "legend");
        for (const row of data.legend) legend.append(legendRow(row));
        const detail = make("div", "detail");
        detail.setAttribute("aria-live", "polite");
        detail.tabIndex = 0;
        detail.setAttribute("role", "region");
        detail.setAttribute("aria-label", "What is chosen");
        const every = makeButton("every", "every", "Show all ties at once", () => {
            state.all = !state.all;
            draw("every");
        });
        every.setAttribute("aria-pressed", String(state.all));
        root.append(svg, saveMenu("who wants what", () => saved(data, root)), every, legend, detail, columns);

        const choose = (id) => {
            state.chosen = state.chosen === id ? null : id;
            draw(id);
            setStateValue("chosen", state.chosen ?? "");
        };
        const goals = data.issues.flatMap((issue) => issue.objectives);
        const chosenGoal = goals.find((goal) => goal.id === state.chosen);
        const issue = data.issues.find((one) => one.id === state.issue);
        // With nothing chosen, all ties are told, or those of the issue that was opened last.
        const linked = (goal) => state.chosen
            ? goal.id === state.chosen || goal.actor === state.chosen
            : state.all || issue?.objectives.includes(goal);

        for (const actor of data.actors) {
            const held = goals.filter((goal) => goal.actor === actor.id).length;
            const element = makeButton(actor.id, actor.party ? "party" : "", actor.label, () => choose(actor.id));
            element.setAttribute("aria-pressed", String(state.chosen === actor.id));
            const count = held === 1 ? "1 objective" : `${held} objectives`;
            element.setAttribute("aria-label", `${actor.label}, ${actor.part}, ${count}${actor.out ? ", taken out" : ""}`);
            element.classList.toggle("chosen", state.chosen === actor.id);
            element.classList.toggle("out", actor.out);
            const tied = state.chosen === null || state.chosen === actor.id || (chosenGoal && chosenGoal.actor === actor.id);
            element.classList.toggle("faint", !tied);
            actors.append(element);
        }
        for (const issue of data.issues) {
            if (!issue.objectives.length) continue;
            const open = state.open.has(issue.id);
            const head = makeButton(
                `issue ${issue.id}`,
                "issue",
                `${open ? "▾" : "▸"} ${issue.label}${issue.core ? " (core)" : ""} · ${issue.objectives.length}`,
                () => {
                    if (open) state.open.delete(issue.id);
                    else state.open.add(issue.id);
                    state.issue = issue.id;
                    draw(`issue ${issue.id}`);
                },
            );
            head.setAttribute("aria-expanded", String(open));
            issues.append(head);
            if (!open) continue;
            issues.append(make("p", "says", `${issue.says} ${issue.ends}`));
            for (const goal of issue.objectives) {
                const element = makeButton(goal.id, "", `${goal.who}: ${goal.label}`, () => choose(goal.id));
                element.setAttribute("aria-pressed", String(state.chosen === goal.id));
                element.classList.toggle("chosen", state.chosen === goal.id);
                element.classList.toggle("out", goal.out);
                element.classList.toggle("faint", state.chosen !== null && !linked(goal));
                issues.append(element);
            }
        }
        explain(detail, chosenGoal);
        const shapes = document.createDocumentFragment(); // put in together: to measure between two lays the page out anew
        lines(shapes, linked);
        arcs(shapes, chosenGoal ? chosenGoal.actor : state.chosen);
        svg.append(shapes);
        if (focus) root.querySelector(`[data-id="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    }

    function explain(detail, goal) {
        const actor = data.actors.find((one) => one.id === (goal ? goal.actor : state.chosen));
        if (!actor) {
            const issue = data.issues.find((one) => one.id === state.issue);
            const shown = state.all || !issue ? "All ties are shown." : `Lines: who wants what on the issue “${issue.label}”.`;
            detail.append(make("p", "", `${shown} Choose an actor or an objective to see its own ties.`));
            return;
        }
        if (goal) {
            detail.append(make("p", "", `${actor.label}: ${goal.label}`));
            const issue = data.issues.find((one) => one.objectives.includes(goal));
            detail.append(make("p", "", `${issue.label}: place ${figure(goal.place)}, salience ${figure(goal.salience)}. ${issue.ends}`));
            detail.append(make("p", "", `${goal.status[0].toUpperCase()}${goal.status.slice(1)} (${goal.id}): ${goal.source}`));
            return;
        }
        const name = make("p", "");
        name.append(make("strong", "", actor.label), ` (${actor.part})${actor.out ? ", taken out in this scenario" : ""}. ${actor.says}`);
        detail.append(name);
        if (actor.did) detail.append(make("p", "", actor.did));
        const wants = data.issues.flatMap((issue) => issue.objectives).filter((one) => one.actor === actor.id);
        const aims = make("ul", "");
        for (const one of wants) aims.append(make("li", "", `Wants: ${one.label} [${one.id}, ${one.source}]`));
        if (wants.length) detail.append(aims);
        const list = make("ul", "");
        for (const tie of actor.ties) list.append(make("li", "", tie));
        detail.append(actor.ties.length ? list : make("p", "", "No ties to others that rules make use of."));
    }

    function lines(into, linked) {
        const box = root.getBoundingClientRect();
        const at = (id) => root.querySelector(`[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
        for (const issue of data.issues) {
            for (const goal of issue.objectives) {
                const from = at(goal.actor);
                const to = at(goal.id) ?? at(`issue ${issue.id}`);
                if (!from || !to || goal.out) continue;
                const [x1, y1] = [from.right - box.left, from.top + from.height / 2 - box.top];
                const [x2, y2] = [to.left - box.left - 3, to.top + to.height / 2 - box.top];
                const middle = (x1 + x2) / 2;
                const shape = `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
                if (!linked(goal) && !state.all) continue;
                const opacity = linked(goal) ? (state.chosen || !state.all ? 0.95 : 0.4) : 0.05;
                into.append(line(shape, goal.side, 0.8 + 3 * goal.salience, opacity));
            }
        }
    }

    // Left of the actors: who works on whom, as thick as what it does to the leading pull in this run.
    function arcs(into, chosen) {
        const box = root.getBoundingClientRect();
        const at = (id) => root.querySelector(`.actors [data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
        const tall = root.querySelector(".actors").getBoundingClientRect().height || 1;
        for (const tie of data.ties) {
            const mine = chosen && (tie.tail === chosen || tie.head === chosen);
            if (!mine && (tie.side === "idle" || !state.all)) continue;
            const [from, to] = [at(tie.tail), at(tie.head)];
            if (!from || !to) continue;
            const room = from.left - box.left;
            const [y1, y2] = [from, to].map((end) => end.top + end.height / 2 - box.top);
            const far = room - (room - 4) * (0.45 + 0.55 * Math.abs(y2 - y1) / tall) * 4 / 3; // the bend reaches 3/4 of it
            const end = room - 6;
            const opacity = chosen ? (mine ? 0.95 : 0.08) : 0.7;
            into.append(line(`M${room},${y1} C${far},${y1} ${far},${y2} ${end},${y2}`, tie.side, tie.width, opacity));
            const size = 3 + tie.width / 2;
            into.append(line(`M${room},${y2} l${-size - 2},${-size} v${2 * size} z`, `${tie.side} head`, 0, opacity));
        }
    }

    draw(focused);
    let width = root.clientWidth;
    const observer = new ResizeObserver(() => {
        if (Math.abs(root.clientWidth - width) < 2) return;
        width = root.clientWidth;
        draw(root.getRootNode().activeElement?.dataset?.id);
    });
    observer.observe(root);
    return () => observer.disconnect();
}
