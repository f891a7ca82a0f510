// What the components are built from; `mount` puts it before each component's own script. Text stays text, never HTML.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

// An HTML element with something in it. The attributes may be just the name of its class.
function make(tag, attributes = {}, ...inside) {
    const element = document.createElement(tag);
    const given = typeof attributes !== "string" ? attributes : attributes ? { class: attributes } : {};
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, String(value));
    element.append(...inside);
    return element;
}

// An SVG element, with a text in it or none.
function makeSvg(tag, attributes = {}, text) {
    const element = document.createElementNS(SVG_NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
}

// A button with an id, by which the keyboard focus finds it again after a redraw.
function makeButton(id, className, text, onclick) {
    const element = make("button", className, text);
    element.type = "button";
    element.dataset.id = id;
    element.onclick = onclick;
    return element;
}
