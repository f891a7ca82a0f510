// Fields for numbers, each under its label. They are built once and only changed afterwards, so that the focus stays.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} NumberField
 * @property {string} id
 * @property {string} label
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {number} digits
 * @property {string} help
 * @property {boolean} disabled
 */

/**
 * @typedef {object} NumberFieldsPayload
 * @property {number} columns
 * @property {NumberField[]} fields
 */

/**
 * @typedef {object} EnteredNumber
 * @property {string} id
 * @property {number} value
 */

const kept = new WeakMap(); // the fields that stand, by the element that they are mounted in

function build(id, state) {
    const label = make("span", "label");
    const field = numberField((value) => state.send({ id, value }));
    const help = make("p", "help");
    const element = make("div", { class: "field", "data-id": id }, make("label", {}, label, field.input), field.wrong, help);
    const update = (data) => {
        label.textContent = data.label;
        help.textContent = data.help;
        help.hidden = data.help === "";
        field.input.disabled = data.disabled;
        field.update(data);
    };
    return { element, update };
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".fields");
    if (!kept.has(parentElement)) kept.set(parentElement, { fields: new Map() });
    const state = kept.get(parentElement);
    state.send = (entered) => setTriggerValue("entered", entered);
    root.style.setProperty("--columns", data.columns);
    const wanted = data.fields.map((given) => {
        if (!state.fields.has(given.id)) state.fields.set(given.id, build(given.id, state));
        const field = state.fields.get(given.id);
        field.update(given);
        return field.element;
    });
    arrange(root, wanted);
}
