// A button that copies a text. Browsers let pages from plain http use the clipboard only in the old way, by a selection;
// where that fails too, the text is shown selected, to be copied by hand.

// What Python sends: the class of the same name there says what each field means.

/**
 * @typedef {object} CopyingPayload
 * @property {string} text
 */

async function copy(text, field) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch { /* the old way, then */ }
    field.hidden = false;
    field.focus({ preventScroll: true });
    field.setSelectionRange(0, text.length);
    const copied = document.execCommand("copy");
    field.hidden = copied;
    return copied;
}

export default function ({ data: [data], parentElement }) {
    const root = parentElement.querySelector(".copying");
    if (root.dataset.text === data.text) return;
    root.dataset.text = data.text;
    const field = make("textarea", { readonly: "", rows: 3, hidden: "", "aria-label": "The link" });
    field.value = data.text;
    const said = make("span", { role: "status" });
    const button = makeButton("copy", "", "Copy the link", async () => {
        const copied = await copy(data.text, field);
        if (copied) button.focus({ preventScroll: true });
        said.textContent = copied ? "Copied." : "It could not be copied. It is selected: copy it by hand.";
    });
    root.replaceChildren(button, said, field);
}
