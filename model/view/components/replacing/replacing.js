// The part of the address behind the question mark, replaced; Back then leads to what was before, and not to this again.

// What Python sends: the class of the same name there says what each field means.

/**
 * @typedef {object} ReplacingPayload
 * @property {string} query
 * @property {number} n
 */

let done = 0; // what has been replaced is not replaced again when Streamlit draws it anew

export default function ({ data: [data] }) {
    if (data.n <= done) return;
    done = data.n;
    if (!data.query) return;
    // what says how the page is embedded is Streamlit's own, and stays
    const embedding = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith("embed"));
    const query = [data.query, String(new URLSearchParams(embedding))].filter(Boolean).join("&");
    if (query !== location.search.slice(1)) history.replaceState(history.state, "", `?${query}`);
}
