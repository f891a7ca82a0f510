// Everything that the model rests on, to be read in several ways and searched. Built with textContent only, and an
// entry's details only when it is opened.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} id
 * @property {string} kind
 * @property {string} says
 * @property {string} status
 * @property {string} places
 * @property {string} note
 * @property {string} judgement
 * @property {string} mark
 * @property {string} side
 * @property {[string, string][]} lines
 * @property {[string, string[]][]} links
 */

/**
 * @typedef {object} EntryGroup
 * @property {string} id
 * @property {string} label
 * @property {string} note
 * @property {string[]} keys
 * @property {EntryGroup[]} groups
 */

/**
 * @typedef {object} Reading
 * @property {string} id
 * @property {string} label
 * @property {string} note
 * @property {EntryGroup[]} groups
 */

/**
 * @typedef {object} EvidencePayload
 * @property {Object<string, Entry>} entries
 * @property {Reading[]} readings
 * @property {string} case
 * @property {EvidenceOpened} opened
 */

/**
 * @typedef {object} EvidenceOpened
 * @property {number} number
 * @property {string} way
 * @property {string} query
 */

/**
 * @typedef {object} EvidenceRead
 * @property {string} way
 * @property {string} query
 */

const HOME = { Rule: "rule", Relation: "relation", Fact: "fact", "Judged position": "judgement", "Red line": "judgement", Value: "value", Happening: "happening" };
const mounted = new WeakMap(); // the page that an element holds
const remembered = new Map(); // what is open and where one came from, by case: kept while one looks at another page

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase();
const PAUSE = 600; // a search is told to Python when nothing has been typed for so long, in milliseconds
const entriesOf = (count) => (count === 1 ? "1 entry" : `${count} entries`);

// A word such as "C17" is an id and has to stand for itself; any other may be a part of a word.
function finder(query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    const tests = words.map((word) => {
        if (!/^[a-z]\d+$/.test(word)) return (text) => text.includes(word);
        const whole = new RegExp(`(^|[^a-z0-9])${word}`);
        return (text) => whole.test(text);
    });
    return (text) => tests.every((test) => test(text));
}

function said(entry) {
    const rests = entry.links.filter(([label]) => label === "Rests on").flatMap(([, keys]) => keys);
    return plain([entry.kind, entry.id, entry.key, entry.says, entry.status, entry.note, entry.judgement && `our judgement ${entry.judgement}`, entry.places, ...rests].join(" "));
}

class Evidence {
    constructor(root) {
        this.root = root;
        this.state = null;
        this.bar = make("div", "bar");
        this.ways = make("div", "ways");
        this.ways.setAttribute("role", "group");
        this.ways.setAttribute("aria-label", "How to read it");
        this.note = make("p", "note");
        this.list = make("div", "list");
        this.fillBar();
        root.replaceChildren(this.bar, this.ways, this.note, this.list);
    }

    fillBar() {
        const label = make("label", "", "Find");
        this.input = make("input", "");
        this.input.type = "search";
        this.input.placeholder = "Find a word, or an id such as C17";
        this.input.autocomplete = "off";
        this.input.dataset.id = "search";
        this.input.oninput = () => this.search(this.input.value);
        this.input.onkeydown = (event) => {
            if (event.key === "Escape") this.clear();
        };
        this.status = make("span", "count");
        this.status.setAttribute("role", "status");
        this.back = makeButton("back", "back", "", () => this.goBack());
        label.append(this.input);
        this.bar.append(label, this.status, this.back);
    }

    update(data) {
        const focused = this.root.getRootNode().activeElement?.dataset?.id;
        this.data = data;
        this.texts = new Map(Object.values(data.entries).map((entry) => [entry.key, said(entry)]));
        this.state = remembered.get(data.case) ?? { way: data.readings[0].id, query: "", open: new Set(), shut: new Set(), trail: [] };
        remembered.set(data.case, this.state);
        if (this.state.opened !== data.opened.number) this.open(data.opened);
        this.input.value = this.state.query;
        this.draw();
        if (focused) this.focus(focused);
    }

    // What an address holds that has just been opened; shown anew, it is what is here already.
    open({ number, way, query }) {
        const before = this.reading();
        const known = this.data.readings.some((one) => one.id === way);
        Object.assign(this.state, { opened: number, way: known ? way : this.state.way, query });
        if (this.reading() !== before) this.state.trail = [];
        this.told = this.reading();
    }

    reading() {
        return JSON.stringify({ way: this.state.way, query: this.state.query });
    }

    // Tell how it is read now, once a person has paused.
    tell() {
        clearTimeout(this.pause);
        this.told ??= this.reading();
        if (this.told === this.reading()) return;
        this.pause = setTimeout(() => {
            this.told = this.reading();
            this.send(JSON.parse(this.told));
        }, PAUSE);
    }

    // ------------------------------------------------------------------------------------------------ searching

    search(query) {
        this.state.query = query;
        this.state.shut.clear();
        this.draw();
    }

    clear() {
        this.input.value = "";
        this.search("");
        this.input.focus();
    }

    keys(group) {
        return [...group.keys, ...group.groups.flatMap((inner) => this.keys(inner))];
    }

    found(reading) {
        const keys = new Set(reading.groups.flatMap((group) => this.keys(group)));
        return [...keys].filter((key) => !this.hits || this.hits.has(key)).length;
    }

    // -------------------------------------------------------------------------------------------------- drawing

    draw() {
        const { query, way, trail } = this.state;
        const fits = query.trim() ? finder(query) : null;
        this.hits = fits && new Set([...this.texts].filter(([, text]) => fits(text)).map(([key]) => key));
        const reading = this.data.readings.find((one) => one.id === way);
        const count = this.found(reading);
        this.status.textContent = this.hits ? `${entriesOf(this.hits.size)} found, ${count} shown below` : `${entriesOf(count)} below`;
        this.back.hidden = trail.length === 0;
        if (trail.length) this.back.textContent = `← Back to ${trail.at(-1).name}`;
        this.ways.replaceChildren(...this.data.readings.map((one) => this.way(one)));
        this.note.textContent = reading.note;
        const shown = reading.groups.filter((group) => this.size(group));
        this.list.replaceChildren(...shown.map((group) => this.group(group, way, 2, reading.groups.length === 1)));
        if (!count) this.list.append(this.nothing(reading));
        this.tell();
    }

    way(reading) {
        const id = `way ${reading.id}`;
        const label = this.hits ? `${reading.label} · ${this.found(reading)}` : reading.label;
        const element = makeButton(id, "", label, () => {
            this.state.way = reading.id;
            this.draw();
            this.focus(id);
        });
        element.setAttribute("aria-pressed", String(reading.id === this.state.way));
        return element;
    }

    nothing(reading) {
        const empty = make("div", "empty");
        empty.append(make("p", "", `Nothing under “${reading.label}” has “${this.state.query.trim()}” in it.`));
        for (const other of this.data.readings.filter((one) => this.found(one))) {
            empty.append(makeButton(`try ${other.id}`, "", `${other.label}: ${this.found(other)}`, () => {
                this.state.way = other.id;
                this.draw();
                this.focus(`way ${other.id}`);
            }));
        }
        empty.append(makeButton("clear", "", "Clear the search", () => this.clear()));
        return empty;
    }

    size(group) {
        return this.keys(group).filter((key) => !this.hits || this.hits.has(key)).length;
    }

    group(group, above, level, only) {
        const path = `${above}/${group.id}`;
        const section = make("section", "group");
        const body = make("div", "within");
        const { open, shut } = this.state;
        if (only && !open.has(`seen ${path}`)) open.add(path).add(`seen ${path}`);
        const isOpen = () => (this.hits ? !shut.has(path) : open.has(path));
        const fill = () => {
            head.setAttribute("aria-expanded", String(isOpen()));
            if (!isOpen()) return body.replaceChildren();
            if (group.note) body.append(make("p", "note", group.note));
            for (const key of group.keys) if (!this.hits || this.hits.has(key)) body.append(this.entry(this.data.entries[key], path));
            for (const inner of group.groups) if (this.size(inner)) body.append(this.group(inner, path, level + 1, false));
        };
        const head = makeButton(path, "fold", group.label, () => {
            const set = this.hits ? shut : open;
            if (!set.delete(path)) set.add(path);
            fill();
        });
        head.append(make("span", "size", String(this.size(group))));
        const title = make(`h${level}`, "");
        title.append(head);
        section.append(title, body);
        fill();
        return section;
    }

    entry(entry, group) {
        const path = `${group}|${entry.key}`;
        const whole = make("article", "entry");
        const body = make("div", "details");
        const { open } = this.state;
        const fill = () => {
            head.setAttribute("aria-expanded", String(open.has(path)));
            body.replaceChildren(...(open.has(path) ? this.details(entry, path) : []));
        };
        const head = makeButton(path, "head", "", () => {
            if (!open.delete(path)) open.add(path);
            fill();
        });
        head.append(this.name(entry), " ", this.marked(entry.says), ...this.marks(entry));
        whole.append(head);
        const below = entry.note || (this.state.way === "judgement" ? entry.judgement : "");
        if (below) whole.append(make("p", "below", below));
        whole.append(body);
        fill();
        return whole;
    }

    name(entry) {
        return make("span", "name", entry.id ? `${entry.kind} ${entry.id}` : entry.kind);
    }

    // The sentence, with what is searched for marked in it.
    marked(text) {
        const says = make("span", "says");
        const words = plain(this.state.query).split(/\s+/).filter((word) => word.length > 1);
        const folded = plain(text);
        if (!words.length || folded.length !== text.length) {
            says.textContent = text;
            return says;
        }
        const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
        let from = 0;
        for (const hit of folded.matchAll(pattern)) {
            says.append(text.slice(from, hit.index), make("mark", "", text.slice(hit.index, hit.index + hit[0].length)));
            from = hit.index + hit[0].length;
        }
        says.append(text.slice(from));
        return says;
    }

    marks(entry) {
        const marks = [];
        if (entry.status) marks.push(make("span", "status", entry.status));
        if (entry.mark && entry.side) {
            const mark = make("span", "mark");
            const shape = make("b", entry.side, entry.mark[0]);
            shape.setAttribute("aria-hidden", "true");
            mark.append(shape, entry.mark.slice(1));
            marks.push(mark);
        } else if (entry.mark) {
            marks.push(make("span", "mark quiet", entry.mark));
        }
        return marks.flatMap((mark) => [" ", mark]);
    }

    details(entry, path) {
        const facts = make("dl", "");
        const lines = [["Told in", entry.places], ...entry.lines];
        if (entry.status) lines.push(["How it is told", entry.status === "our inference" ? "Our inference from what is told." : `Not outright: it is ${entry.status}.`]);
        if (entry.judgement) lines.push(["Our judgement", entry.judgement]);
        for (const [label, text] of lines) if (text) facts.append(make("dt", "", label), make("dd", "", text));
        const parts = facts.childElementCount ? [facts] : [];
        for (const [label, keys] of entry.links) {
            const list = make("ul", "");
            for (const key of keys) list.append(this.link(this.data.entries[key], path, entry));
            parts.push(make("p", "links", label), list);
        }
        return parts;
    }

    link(entry, path, from) {
        const id = `${path}>${entry.key}`;
        const item = make("li", "");
        const jump = makeButton(id, "jump", "", () => this.go(entry.key, id, from));
        jump.append(this.name(entry), " ", make("span", "says", entry.says), ...this.marks(entry));
        item.append(jump);
        if (entry.places && entry.kind === "Claim") item.append(make("span", "places", entry.places));
        return item;
    }

    // -------------------------------------------------------------------------------------------------- jumping

    where(key, groups, above) {
        for (const group of groups) {
            const path = `${above}/${group.id}`;
            if (group.keys.includes(key)) return [path];
            const inner = this.where(key, group.groups, path);
            if (inner) return [path, ...inner];
        }
        return null;
    }

    go(key, id, from) {
        const { state } = this;
        const entry = this.data.entries[key];
        state.trail.push({ name: from.id || from.kind.toLowerCase(), id, way: state.way, query: state.query, top: this.scroller().scrollTop });
        state.way = HOME[entry.kind] ?? "article";
        state.query = this.input.value = "";
        const reading = this.data.readings.find((one) => one.id === state.way);
        const groups = this.where(key, reading.groups, state.way);
        const path = `${groups.at(-1)}|${key}`;
        for (const open of [...groups, path]) state.open.add(open);
        this.draw();
        this.focus(path)?.scrollIntoView({ block: "start" });
    }

    goBack() {
        const { state } = this;
        const { id, way, query, top } = state.trail.pop();
        Object.assign(state, { way, query });
        this.input.value = query;
        this.draw();
        this.scroller().scrollTop = top;
        this.focus(id);
    }

    focus(id) {
        const element = this.root.querySelector(`[data-id="${CSS.escape(id)}"]`);
        element?.focus({ preventScroll: true });
        return element;
    }

    scroller() {
        let element = this.root;
        while (element) {
            if (element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
            element = element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
        }
        return document.scrollingElement;
    }
}

export default function ({ data: [data], parentElement, setStateValue }) {
    const root = parentElement.querySelector(".evidence");
    let page = mounted.get(parentElement);
    if (!page || page.root !== root) mounted.set(parentElement, (page = new Evidence(root)));
    page.send = (read) => setStateValue("read", read);
    page.update(data);
}
