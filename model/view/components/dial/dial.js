// One dial: a slider, a number to type, the word of its band, and a way back. Its elements are built once and only
// changed afterwards, so that focus and a thumb that is held stay.

const STEP = 0.05, LEAP = 0.1;
// Where a key leads from a value on a slider; `fine`: with the shift key.
const LEADS = { Home: (at, { low }) => low, End: (at, { high }) => high };
for (const key of ["ArrowLeft", "ArrowDown"]) LEADS[key] = (at, scale, fine) => stepped(at, -1, fine ? 0.01 : STEP);
for (const key of ["ArrowRight", "ArrowUp"]) LEADS[key] = (at, scale, fine) => stepped(at, 1, fine ? 0.01 : STEP);
LEADS.PageDown = (at) => stepped(at, -1, LEAP);
LEADS.PageUp = (at) => stepped(at, 1, LEAP);

const text = (element, value) => { if (element.textContent !== value) element.textContent = value; };
const show = (element, visible) => { if (element.hidden === visible) element.hidden = !visible; };
const put = (element, name, value) => { if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value); };
const sentence = (words) => (words ? `${words[0].toUpperCase()}${words.slice(1)}.` : "");

// What a dial is made of: the elements, by name.
function dialElements(id, kind, field) {
    const name = `dial-${id}`;
    const parts = {
        label: make("label", { for: name }),
        was: make("span", "was"),
        word: make("span", "word"),
        slider: make("input", { type: "range", step: 0.01, id: name }),
        range: make("i", { class: "range", "aria-hidden": "true" }),
        fill: make("i", { class: "fill", "aria-hidden": "true" }),
        ghost: make("i", { class: "ghost", "aria-hidden": "true" }),
        mark: make("i", { class: "mark", "aria-hidden": "true" }),
        ends: make("div", { class: "ends", "aria-hidden": "true" }),
        status: make("span", "status"),
        back: make("button", { type: "button", class: "back" }),
        ask: make("button", { type: "button", class: "ask", "aria-expanded": "false", "aria-controls": `about-${id}` }, "?"),
        means: make("p", "means"),
        basis: make("p", "basis"),
        loose: make("button", { type: "button" }, "Let it vary instead"),
        part: make("input", { type: "checkbox" }),
    };
    const { label, was, word, slider, range, fill, ghost, mark, ends, status, back, ask, means, basis, loose, part } = parts;
    parts.takes = make("label", "takes", part, " takes part");
    parts.about = make("div", { class: "about", id: `about-${id}`, hidden: "" }, means, basis, loose);
    parts.element = make("div", { class: "dial", "data-id": id, "data-testid": `${kind}-${id}` },
        make("div", "head", make("span", "name", label, parts.takes), ask, was, field.input),
        make("div", "track", range, fill, ghost, slider, mark), ends,
        make("div", "foot", make("span", "told", word, " ", status), back), field.wrong, parts.about);
    return parts;
}

// A dial with its elements; `state` (see `dials.js`) is told of its moves.
function dial(id, kind, state) {
    const field = numberField((value, pressed) => { begin(pressed); take(value); });
    const parts = dialElements(id, kind, field), { element, slider, about, ask } = parts;
    const one = { element, data: null, held: false, at: 0, from: null, series: null };

    // How it looks at a value: as Python has it, or as a person has just moved it, which is not told anew until then.
    const look = (value, moved) => {
        const { low, high, base, centre, bands, signed, was } = one.data;
        const isSet = moved || one.data.set, before = moved ? one.from : was;
        const at = (v) => (v - low) / (high - low), from = at(centre ?? low);
        parts.fill.style.cssText = `--from:${Math.min(from, at(value))};--to:${Math.max(from, at(value))}`;
        parts.range.style.cssText = isSet ? "display:none" : `--from:${at(one.data.range[0])};--to:${at(one.data.range[1])}`;
        parts.ghost.style.cssText = before === null || before === value ? "display:none" : `--at:${at(before)}`;
        text(parts.was, before === null || before === value ? "" : `was ${figure(before, signed)}`);
        const band = bands.length ? bands[Math.min(bands.length - 1, Math.floor(at(value) * bands.length))] : "";
        text(parts.word, sentence(band));
        text(parts.status, !moved ? one.data.status : value === base ? one.data.said.base : one.data.said.moved);
        put(slider, "aria-valuetext", `${figure(value, signed)}${band ? `, ${band}` : ""}${isSet ? "" : ", not set"}`);
        element.classList.toggle("set", isSet);
        one.at = value;
    };
    // A move begins where the dial stands; presses of a key that follow each other are one.
    const begin = (pressed) => {
        const series = pressed === undefined ? null : state.series(id, pressed);
        one.goesOn = series !== null && series === one.series;
        if (!one.goesOn) one.from = one.at;
        one.series = series;
    };
    // How it looks while a replay moves it; `undefined` while it varies. Afterwards it is as Python has it.
    one.follow = (value, playing) => {
        if (one.held || !one.data || !state.settled(id, one.done) || !(playing || one.follows)) return;
        if (playing && !one.follows) one.from = value ?? one.data.start;
        one.follows = playing;
        const shown = playing ? value ?? one.data.start : one.data.value;
        slider.value = shown;
        field.show(shown);
        look(shown, playing && value !== undefined);
    };
    const take = (value) => {
        const within = Math.max(one.data.low, Math.min(one.data.high, Math.round(value * 1e6) / 1e6));
        slider.value = within;
        field.show(within);
        look(within, true);
        one.json = ""; // whatever Python makes of it is shown
        state.move(id, one.series === null ? { value: within } : { value: within, series: one.series }, within, one.goesOn);
        one.goesOn = false;
    };
    const letGo = () => { // a thumb that comes back to where it was taken changes nothing
        if (!one.held) return;
        one.held = false;
        one.json = "";
        state.letGo();
        one.update(one.newest, one.done);
    };
    slider.oninput = () => {
        if (!one.held) begin();
        const goesOn = one.held;
        one.held = true;
        field.show(Number(slider.value));
        look(Number(slider.value), true);
        state.under(id, Number(slider.value), goesOn);
    };
    slider.onchange = () => {
        if (!one.held) begin();
        one.goesOn = one.held;
        one.held = false;
        take(Number(slider.value));
    };
    slider.onpointerup = slider.onpointercancel = () => setTimeout(letGo); // after the change, if there is one
    slider.onblur = letGo;
    slider.onkeydown = (event) => {
        if (!LEADS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        begin(event.timeStamp);
        take(LEADS[event.key](Number(slider.value), one.data, event.shiftKey));
    };
    const open = (wanted) => { show(about, wanted); put(ask, "aria-expanded", wanted); };
    ask.onclick = () => open(about.hidden);
    element.onkeydown = (event) => { // closes what the question mark has opened
        if (event.key !== "Escape" || about.hidden) return;
        event.stopPropagation();
        if (about.contains(about.getRootNode().activeElement)) ask.focus();
        open(false);
    };
    parts.back.onclick = () => state.move(id, { back: true }, one.data.base);
    parts.loose.onclick = () => state.move(id, { loose: true }, null);
    parts.part.onchange = () => state.move(id, { out: !parts.part.checked });

    one.update = (data, done) => {
        Object.assign(one, { newest: data, done });
        if (one.held || !state.settled(id, done) || one.json === JSON.stringify(data)) return;
        one.data = data;
        one.json = JSON.stringify(data);
        tell(parts, field, data);
        look(data.value, false);
    };
    return one;
}

// Show what Python says of a dial, but for what follows from where it stands.
function tell({ element, slider, ...parts }, field, data) {
    const { low, high, value, base, signed, bands, out } = data, basis = base ?? data.start;
    text(parts.label, data.label);
    [slider.min, slider.max] = [low, high];
    slider.value = value;
    put(slider, "aria-label", data.label);
    field.update({ label: `${data.label}, a number from ${figure(low)} to ${figure(high)}`, value, low, high, step: STEP, digits: 2 });
    parts.mark.style.cssText = `--at:${(basis - low) / (high - low)}`;
    parts.mark.title = base === null ? `Today: ${figure(basis, signed)}` : `The scenario: ${figure(basis, signed)}`;
    parts.ends.replaceChildren(...(bands.length ? [bands[0], bands.at(-1)] : []).map((end) => make("span", "", end)));
    text(parts.back, data.back);
    show(parts.back, data.back !== "");
    put(parts.back, "aria-label", `${data.back}: ${data.label}`);
    put(parts.ask, "aria-label", `What is this? ${data.label}`);
    text(parts.means, `${data.means} ${data.why}`.trim());
    text(parts.basis, data.basis);
    show(parts.loose, data.set && base !== null); // else the way back does it
    show(parts.takes, out !== null);
    parts.part.checked = out !== true;
    put(parts.part, "aria-label", `${data.label} takes part`);
    for (const input of [slider, field.input]) input.disabled = out === true;
    element.classList.toggle("out", out === true);
}
