// Actors on the left, objectives on the right, grouped by issue. Built with textContent only.

const kept = new WeakMap(); // what is open and chosen, by the element that the graph is mounted in

function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
}

function button(id, className, text, onclick) {
    const element = make("button", className, text);
    element.type = "button";
    element.dataset.id = id;
    element.onclick = onclick;
    return element;
}

export default function ({ data, parentElement }) {
    const root = parentElement.querySelector(".graph");
    const narrow = root.clientWidth < 560;
    const state = kept.get(parentElement) || {
        chosen: null,
        open: new Set(data.issues.filter((issue) => issue.core && !narrow).map((issue) => issue.id)),
    };
    kept.set(parentElement, state);
    const active = parentElement.activeElement ?? root.getRootNode().activeElement;
    const focused = active && active.dataset ? active.dataset.id : null;

    function draw(focus) {
        root.replaceChildren();
        root.classList.toggle("choosing", state.chosen !== null);
        const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("aria-hidden", "true");
        const columns = make("div", "columns");
        const actors = make("div", "actors");
        const issues = make("div", "issues");
        columns.append(actors, issues);
        const legend = make("div", "legend");
        for (const text of data.legend) legend.append(make("span", "", text));
        const detail = make("div", "detail");
        detail.setAttribute("aria-live", "polite");
        root.append(svg, columns, legend, detail);

        const choose = (id) => {
            state.chosen = state.chosen === id ? null : id;
            draw(id);
        };
        const goals = data.issues.flatMap((issue) => issue.objectives);
        const chosenGoal = goals.find((goal) => goal.id === state.chosen);
        const linked = (goal) => !state.chosen || goal.id === state.chosen || goal.actor === state.chosen;

        for (const actor of data.actors) {
            const held = goals.filter((goal) => goal.actor === actor.id).length;
            const element = button(actor.id, actor.party ? "party" : "", actor.label, () => choose(actor.id));
            element.setAttribute("aria-pressed", String(state.chosen === actor.id));
            element.setAttribute("aria-label", `${actor.label}, ${actor.part}, ${held} objectives${actor.out ? ", taken out" : ""}`);
            element.classList.toggle("chosen", state.chosen === actor.id);
            element.classList.toggle("out", actor.out);
            const tied = state.chosen === null || state.chosen === actor.id || (chosenGoal && chosenGoal.actor === actor.id);
            element.classList.toggle("faint", !tied);
            actors.append(element);
        }
        for (const issue of data.issues) {
            if (!issue.objectives.length) continue;
            const open = state.open.has(issue.id);
            const head = button(
                `issue ${issue.id}`,
                "issue",
                `${open ? "▾" : "▸"} ${issue.label}${issue.core ? " (core)" : ""} · ${issue.objectives.length}`,
                () => {
                    if (open) state.open.delete(issue.id);
                    else state.open.add(issue.id);
                    draw(`issue ${issue.id}`);
                },
            );
            head.setAttribute("aria-expanded", String(open));
            head.title = `${issue.says} ${issue.ends}`;
            issues.append(head);
            if (!open) continue;
            for (const goal of issue.objectives) {
                const element = button(goal.id, "", goal.label, () => choose(goal.id));
                element.setAttribute("aria-pressed", String(state.chosen === goal.id));
                element.classList.toggle("chosen", state.chosen === goal.id);
                element.classList.toggle("out", goal.out);
                element.classList.toggle("faint", !linked(goal));
                issues.append(element);
            }
        }
        explain(detail, chosenGoal);
        lines(svg, linked);
        if (focus) root.querySelector(`[data-id="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    }

    function explain(detail, goal) {
        const actor = data.actors.find((one) => one.id === (goal ? goal.actor : state.chosen));
        if (!actor) {
            detail.append(make("p", "", "Nothing chosen. Choose an actor or an objective above."));
            return;
        }
        if (goal) {
            detail.append(make("p", "", `${actor.label}: ${goal.label}`));
            const issue = data.issues.find((one) => one.objectives.includes(goal));
            detail.append(make("p", "", `${issue.label}: place ${goal.place.toFixed(2)}, salience ${goal.salience.toFixed(2)}. ${issue.ends}`));
            detail.append(make("p", "", `${goal.id}, ${goal.status}: ${goal.source}`));
            return;
        }
        const name = make("p", "");
        name.append(make("strong", "", actor.label), ` (${actor.part})${actor.out ? ", taken out in this scenario" : ""}. ${actor.says}`);
        detail.append(name);
        const list = make("ul", "");
        for (const tie of actor.ties) list.append(make("li", "", tie));
        detail.append(actor.ties.length ? list : make("p", "", "No ties to others that rules make use of."));
    }

    function lines(svg, linked) {
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
                const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
                path.setAttribute("d", `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`);
                path.setAttribute("class", goal.side);
                path.setAttribute("stroke-width", String(0.8 + 3 * goal.salience));
                path.setAttribute("opacity", linked(goal) ? (state.chosen ? "0.95" : "0.55") : "0.08");
                svg.append(path);
            }
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
