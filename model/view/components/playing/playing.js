// The levers on their way from one setting to another, once.

// What Python sends: the class of the same name there says what each field means.

/**
 * @typedef {object} PlayingPayload
 * @property {number} n
 * @property {Object<string, number>} before
 * @property {Object<string, number>} after
 * @property {number} seconds
 */

let done = 0; // what has been played is not played again when Streamlit draws it anew

export default function ({ data: [data] }) {
    if (data.n <= done) return;
    done = data.n;
    live.play(data.before, data.after, data.seconds);
}
