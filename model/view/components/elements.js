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

// A number as Python typesets it: with a minus sign, no sign at a zero, and an exact half rounded to the even digit.
function figure(value, signed = false, digits = 2) {
    const size = Math.abs(value), unit = 10 ** digits;
    const half = (size * 2 ** (digits + 1)) % 2 === 1; // toFixed would round it up
    const shown = (half ? 2 * Math.round((size * unit) / 2) / unit : size).toFixed(digits);
    return `${Number(shown) === 0 ? "" : value < 0 ? "−" : signed ? "+" : ""}${shown}`;
}

// Put elements in their places; one that stands there already is not moved, or it would lose its focus.
function arrange(place, wanted) {
    wanted.forEach((element, at) => {
        if (place.children[at] !== element) place.insertBefore(element, place.children[at] ?? null);
    });
    while (place.childElementCount > wanted.length) place.lastElementChild.remove();
}
