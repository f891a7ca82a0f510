// What a person has pressed stays where it is on the screen: the page is scrolled by as much as what stands above it grows
// or shrinks. A browser does so too, but loses hold where the page is drawn anew.

// What Python sends: the class of the same name there says what each field means.

/**
 * @typedef {object} SteadyPayload
 * @property {number} seconds
 */

let seconds = 0;
let held = { places: [], until: 0 }; // where the parts of the page stood that the pressed one lies in, the innermost first

const KEYED = '[class*="st-key-"]';
const nameOf = (element) => [...element.classList].find((name) => name.startsWith("st-key-"));
const pageOf = (element) => element.closest("[data-testid=stMain]");
const release = () => { held = { places: [], until: 0 }; };

function hold(event) {
    release();
    if (event.composedPath()[0] !== event.target || !pageOf(event.target)) return; // components keep their own places
    for (let part = event.target.closest(KEYED); part; part = part.parentElement.closest(KEYED)) {
        held.places.push([nameOf(part), part.getBoundingClientRect().top]);
    }
    held.until = performance.now() + 1000 * seconds;
}

function steady() {
    if (performance.now() > held.until) return;
    for (const [name, top] of held.places) {
        const part = document.getElementsByClassName(name)[0];
        if (!part) continue;
        const moved = part.getBoundingClientRect().top - top;
        if (Math.abs(moved) >= 1) pageOf(part)?.scrollBy({ top: moved, behavior: "instant" });
        return;
    }
}

export default function ({ data: [data], parentElement }) {
    seconds = data.seconds;
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    const sizes = new ResizeObserver(steady), changes = new MutationObserver(steady);
    sizes.observe(page);
    changes.observe(page, { childList: true, subtree: true });
    document.addEventListener("click", hold, true);
    for (const kind of ["wheel", "touchmove", "keydown"]) document.addEventListener(kind, release, { passive: true });
    return () => {
        sizes.disconnect();
        changes.disconnect();
        document.removeEventListener("click", hold, true);
        for (const kind of ["wheel", "touchmove", "keydown"]) document.removeEventListener(kind, release);
    };
}
