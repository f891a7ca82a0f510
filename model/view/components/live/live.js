// Where the levers and the answer meet on the page. The levers tell what is under the hand, a program works out what
// comes of it, at most once a frame, and all who listen are told. One for the whole page, whichever component is first.

/**
 * @typedef {object} Told
 * @property {Object<string, number>} levers
 * @property {?object} figures
 * @property {boolean} moving
 * @property {boolean} pending
 */

const live = (globalThis.ripenessLive ??= meetingPlace());

function meetingPlace() {
    const listeners = new Map(); // what is told, by the element that it is told to
    let program = null, rest = {}, held = {}, moving = false, pending = false, asked = false;
    let awaited = null; // with which levers the server answers to what it has been asked; null until it has heard of it

    const set = (levers) => Object.fromEntries(Object.entries(levers).filter(([, value]) => value !== null));
    const same = (a, b) => Object.keys({ ...a, ...b }).every((lever) => a[lever] === b[lever]);

    function tell() {
        asked = false;
        const levers = set({ ...rest, ...held }), figures = moving || pending ? place.at(levers) : null;
        for (const [element, told] of listeners) {
            if (element.isConnected) told({ levers, figures, moving, pending });
            else listeners.delete(element);
        }
    }

    function soon() {
        if (!asked) requestAnimationFrame(tell);
        asked = true;
    }

    // An answer to an earlier question is none to the last one: what was under the hand stays until that has come.
    function end() {
        if (!pending || (awaited && same(awaited, rest))) {
            if (!moving) held = {};
            pending = false;
        }
        soon();
    }

    const place = {
        // A program for what is on the page: `build()` returns a function from levers to figures, and is called when it
        // is first needed. The same key again changes nothing.
        offer(key, build) {
            if (program?.key !== key) program = { key, build, compute: null };
        },
        // What comes of some levers; null while no program is there.
        at(levers) {
            if (program) program.compute ??= program.build();
            return program ? program.compute(levers) : null;
        },
        // A lever is under the hand; null lets it vary.
        move(lever, value) {
            held = { ...held, [lever]: value };
            moving = true;
            soon();
        },
        // The hand has let go: the server is asked, and sentences wait for it; or it is not, as nothing has been changed.
        release(asks = true) {
            if (moving && asks) [pending, awaited] = [true, null];
            moving = false;
            if (!asks) end();
            soon();
        },
        // The server has heard of all that it was asked, and will answer with these levers.
        heard(levers) {
            awaited = { ...levers };
            end();
        },
        // The server has answered, with these levers; those that it leaves out vary.
        settle(levers) {
            rest = { ...levers };
            end();
        },
        // Be told of every frame, as long as the element is on the page.
        listen(element, told) {
            listeners.set(element, told);
        },
    };
    return place;
}
