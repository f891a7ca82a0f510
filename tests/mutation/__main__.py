"""Is the net tight? Makes the knowledge, or the engine, wrong in one place at a time, and tells what nobody notices.

From the project's root: `uv run --group test python -m tests.mutation`, with `--engine` for mutants of the engine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from model.knowledge.loading import load_case
from tests.mutation import engine, knowledge
from tests.mutation.survivors import listed, reason


def main() -> int:
    """Make the mutants, run the suites, tell."""
    parser = argparse.ArgumentParser(prog="tests.mutation", description=__doc__)
    parser.add_argument("--case", help="a case's id or folder; else the default case")
    parser.add_argument("--engine", action="store_true", help="mutants of the engine instead of the knowledge")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", help="only mutants whose name holds this")
    parser.add_argument("--json", type=Path, help="also write all of it here")
    given = parser.parse_args()
    case = load_case(given.case)
    began = time.monotonic()
    made: Sequence[Any]
    work: Callable[[Any], tuple[Any, str]]
    if given.engine:
        made, work = engine.mutants(), engine.caught_in
    else:
        made, work = knowledge.mutants(case), partial(knowledge.caught_in, str(case.folder))
    chosen = [mutant for mutant in made if not given.only or given.only in mutant.id]
    with ProcessPoolExecutor(given.workers) as pool:
        found: list[tuple[Any, str]] = list(pool.map(work, chosen, chunksize=4 if len(chosen) > 100 else 1))
    for kind, many, caught in knowledge.kinds(found):
        print(f"{kind:<14} {many:4} mutants, {caught:4} caught, {caught / many:6.1%}")
    for mutant, by in found:
        if not by and not reason(mutant.id):
            print(f"survives, and is not listed: {mutant.id}")
    for name in listed():
        if any(mutant.id == name and by for mutant, by in found):
            print(f"listed as a survivor, and caught: {name}")
    print(f"{time.monotonic() - began:.0f} s")
    if given.json:
        rows = [{"mutant": mutant.id, "kind": mutant.kind, "caught": by} for mutant, by in found]
        given.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    return 0 if all(by or reason(mutant.id) for mutant, by in found) else 1


if __name__ == "__main__":
    sys.exit(main())
