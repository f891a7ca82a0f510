// The part of the address behind the question mark, replaced; Back then leads to what was before, and not to this again.

// What Python sends: the class of the same name there says what each field means.

/**
 * @typedef {object} ReplacingPayload
 * @property {string} query
 * @property {number} n
 */

let done = 0; // what has been replaced is not replaced again when Streamlit draws it anew

export default function ({ data }) {
    if (data.n <= done) return;
    done = data.n;
    if (data.query && data.query !== location.search.slice(1)) history.replaceState(history.state, "", `?${data.query}`);
}
