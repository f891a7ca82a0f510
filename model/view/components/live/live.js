// Where the levers and the answer meet on the page. The levers tell what is under the hand, a program works out what
// comes of it, at most once a frame, and all who listen are told. One for the whole page, whichever component is first.

/**
 * @typedef {object} Told
 * @property {Object<string, number>} levers
 * @property {?object} figures
 * @property {boolean} moving
 * @property {boolean} pending
 * @property {number} step
 */

const live = (globalThis.ripenessLive ??= meetingPlace());

function meetingPlace() {
    const WARMING = 5; // so often is a program run before it is needed: then it is compiled as well as it gets
    const whenIdle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 200)); // Safari has none

    // All levers let vary.
    const emptied = (levers) => Object.fromEntries(Object.keys(levers).map((lever) => [lever, null]));

    // The levers on their way from one setting to another, slowly at both ends.
    function between(from, to, way) {
        const eased = way * way * (3 - 2 * way);
        const at = (lever, end) => (lever in from ? from[lever] + (end - from[lever]) * eased : end);
        return Object.fromEntries(Object.entries(to).map(([lever, end]) => [lever, at(lever, end)]));
    }

    const listeners = new Map(); // what is told, by the element that it is told to
    let program = null, rest = {}, held = {}, moving = false, pending = false, asked = false;
    let playing = null; // what is being played
    let step = 0; // so many moves have begun
    let awaited = null; // with which levers the server answers to what it has been asked; null until it has heard of it

    const set = (levers) => Object.fromEntries(Object.entries(levers).filter(([, value]) => value !== null));
    const answers = (awaited) => Object.entries(awaited).every(([lever, value]) => (rest[lever] ?? null) === value);

    function tell() {
        asked = false;
        const levers = set({ ...rest, ...held }), figures = moving || pending ? place.at(levers) : null;
        for (const [element, told] of listeners) {
            if (element.isConnected) told({ levers, figures, moving, pending, step });
            else listeners.delete(element);
        }
    }

    // What is compiled when it is first run is run before it is needed, whenever the browser has nothing else to do.
    function warm(offered, times) {
        whenIdle(() => {
            if (offered !== program || !times) return;
            place.at(set({ ...rest, ...held }));
            warm(offered, times - 1);
        });
    }

    function soon() {
        if (!asked) requestAnimationFrame(tell);
        asked = true;
    }

    // An answer to an earlier question is none to the last one: what was under the hand stays until that has come.
    function end() {
        if (!pending || (awaited && answers(awaited))) {
            if (!moving) held = {};
            pending = false;
        }
        soon();
    }

    const place = {
        // A program for what is on the page: `build()` returns a function from levers to figures, and is called when it
        // is first needed. The same key again changes nothing.
        offer(key, build) {
            if (program?.key === key) return;
            program = { key, build, compute: null };
            warm(program, WARMING);
        },
        // What comes of some levers; null while no program is there.
        at(levers) {
            if (program) program.compute ??= program.build();
            return program ? program.compute(levers) : null;
        },
        // A lever is under the hand; null lets it vary. `goesOn`: it was before, or the presses of a key go on, which are
        // one step together.
        move(lever, value, goesOn = false) {
            place.stop();
            if (!goesOn) step += 1;
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
        // The server has heard of all that it was asked, and will answer with these levers; null is one that varies.
        heard(levers) {
            awaited = { ...levers };
            end();
        },
        // The server has answered, with these levers, and maybe assumptions; what is left out varies.
        settle(levers) {
            rest = { ...levers };
            end();
        },
        // Show the levers on their way from one setting to another, in so many seconds, and what comes of them at every
        // frame; then all is as the server has it. A lever that one of the settings leaves to vary is at once as it ends.
        // Not where motion is unwelcome, or a lever is under the hand. Returns whether it was shown to the end, once it has.
        play(from, to, seconds) {
            place.stop();
            if (moving || pending || matchMedia("(prefers-reduced-motion: reduce)").matches) return Promise.resolve(false);
            const mine = playing = {}, begin = performance.now(), rests = emptied(rest);
            return new Promise((done) => {
                function frame() {
                    if (playing !== mine) return done(false);
                    const way = (performance.now() - begin) / (1000 * seconds);
                    if (way >= 1) { place.stop(); return done(true); }
                    [held, moving] = [{ ...rests, ...between(from, to, way) }, true];
                    tell();
                    requestAnimationFrame(frame);
                }
                requestAnimationFrame(frame);
            });
        },
        // Play no further: all is as the server has it.
        stop() {
            if (!playing) return;
            [playing, held, moving] = [null, {}, false];
            soon();
        },
        // Be told of every frame, as long as the element is on the page.
        listen(element, told) {
            listeners.set(element, told);
        },
    };
    return place;
}
