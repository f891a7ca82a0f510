// A number to type, with a decimal point or a decimal comma; arrow keys go by steps. Stands before a component's script.

// The number in what a person typed; NaN if it is none. Python reads the same: `read_number`.
function readNumber(text) {
    const plain = text.trim().replace("−", "-").replace(",", ".");
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

// A field for a number, with a line below it that says why a text was refused. `take(value)` gets what fits, and after a
// press of an arrow key also when that was, in milliseconds.
// `update` takes {label, value, low, high, step, digits}, digits being 0 for whole numbers.
function numberField(take) {
    const input = make("input", { type: "text", inputmode: "decimal", role: "spinbutton", class: "typed", autocomplete: "off", spellcheck: "false" });
    const wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
    const field = { input, wrong };
    let of = null, now = 0, shown = "";

    const show = (value) => {
        now = value;
        shown = input.value = figure(value, false, of.digits);
        input.setAttribute("aria-valuenow", value);
    };
    const refuse = (text) => {
        wrong.textContent = text;
        wrong.hidden = text === "";
        input.setAttribute("aria-invalid", text !== "");
    };
    const put = (value, pressed) => { field.show(value); take(value, pressed); };
    field.show = (value) => { refuse(""); show(value); };
    field.update = (given) => {
        const changed = of === null || given.value !== of.value || given.low !== of.low || given.high !== of.high;
        const typing = shown !== input.value && input.getRootNode().activeElement === input;
        of = given;
        input.setAttribute("aria-label", of.label);
        input.setAttribute("aria-valuemin", of.low);
        input.setAttribute("aria-valuemax", of.high);
        if (changed) refuse("");
        if (changed || !typing) show(of.value);
    };
    input.oninput = () => refuse("");
    input.onchange = () => {
        if (input.value === shown) return;
        const value = readNumber(input.value), whole = of.digits === 0;
        if (value >= of.low && value <= of.high && (!whole || Number.isInteger(value))) { put(value); return; }
        const what = `${whole ? "A whole number" : "A number"} from ${figure(of.low, false, of.digits)} to ${figure(of.high, false, of.digits)}`;
        refuse(`“${input.value}”: ${what.toLowerCase()} is needed; it stays at ${shown}.`);
        input.value = shown;
    };
    input.onkeydown = (event) => {
        const way = { ArrowDown: -1, ArrowUp: 1 }[event.key];
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && input.value !== shown) event.stopPropagation();
        if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        put(Math.max(of.low, Math.min(of.high, stepped(now, way, of.step))), event.timeStamp);
    };
    return field;
}

// The next whole step from wherever a value stands.
function stepped(value, way, step) {
    const steps = value / step;
    return Math.round((way > 0 ? Math.floor(steps + 1 + 1e-6) : Math.ceil(steps - 1 - 1e-6)) * step * 1e6) / 1e6;
}
