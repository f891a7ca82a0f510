"""Keep the garbage collector from looking through everything that is loaded after every run of the script.

Streamlit collects garbage after each run of the script, before the last of what has changed is sent. What the packages
and the case have loaded is some 260,000 objects that never become garbage, and looking through all of them took half of
the time between a key and its answer. So they are set aside; the collector stays on, and looks after the rest.
"""

from __future__ import annotations

import gc
from itertools import count

#: In which runs of the script, or of what is made anew by itself, of all visitors together. During the first one much
#: is not loaded yet, and would be left out; the second time is for what came later, such as compiled code and the
#: packages of other pages. It is never done at every run: what is garbage by then, in a circle, is kept for ever.
RUNS = frozenset({3, 20})

_runs = count(1)


def set_aside_what_stays() -> None:
    """Count a run; in few of them, set aside all that lives, so that it is looked at no more."""
    if next(_runs) in RUNS:
        gc.collect()  # so that nothing is kept that is garbage now
        gc.freeze()
