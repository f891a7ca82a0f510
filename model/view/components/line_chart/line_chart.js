// Line charts over the months, several at once; each is made by `monthChart`, which stands before this script.

// What Python sends and what comes back: the classes of the same names there say what each field means.

/**
 * @typedef {object} DrawnLine
 * @property {string} name
 * @property {string} colour
 * @property {number[]} dash
 * @property {number[]} values
 * @property {number[][]|null} band
 * @property {number[]|null} before
 */

/**
 * @typedef {object} EventMark
 * @property {number} month
 * @property {string} text
 */

/**
 * @typedef {object} DrawnChart
 * @property {string} title
 * @property {string} label
 * @property {string} name
 * @property {DrawnLine[]} lines
 * @property {string} described
 * @property {string} credit
 * @property {EventMark[]} marks
 * @property {[number, string]|null} rule
 * @property {number} low
 * @property {number} high
 * @property {number[]} ticks
 * @property {boolean} percent
 * @property {number} band
 * @property {string[]} bands
 */

/**
 * @typedef {object} LineChartsPayload
 * @property {number} columns
 * @property {DrawnChart[]} charts
 */

const kept = new WeakMap(); // the charts that stand, by the element that they are mounted in

export default function ({ data: [data], parentElement }) {
    const root = parentElement.querySelector(".lines");
    if (!kept.has(parentElement)) kept.set(parentElement, []);
    const charts = kept.get(parentElement);
    root.style.setProperty("--columns", data.columns);
    while (charts.length > data.charts.length) charts.pop().element.remove();
    while (charts.length < data.charts.length) {
        charts.push(monthChart());
        root.append(charts.at(-1).element);
    }
    const update = () => {
        const widths = charts.map((chart) => chart.plot.clientWidth); // all are asked first: to ask after drawing lays the page out anew
        charts.forEach((chart, at) => chart.update(data.charts[at], widths[at]));
    };
    update();
    const observer = new ResizeObserver(() => requestAnimationFrame(update));
    observer.observe(root);
    return () => observer.disconnect();
}
