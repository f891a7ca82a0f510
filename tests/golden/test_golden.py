"""What must not move by a bit or a byte unless somebody means it: pulls of every bundled scenario, and command lines.

Where a change is meant, run `python -m tests.golden.test_golden` to write the figures anew, and say in the changelog
what moved and why.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import tomli_w
from click.testing import CliRunner

from model import ensemble, load_case, load_scenario, simulate
from model.knowledge.loading import cases
from model.scenario.files import bundled_scenarios
from model.shell.app import main

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2]
BITS = HERE / "bits.toml"
OUTCOMES = ["settlement", "frozen-conflict", "escalation"]

#: A file that the command is to find in its folder: a case that changes the push of one rule.
OTHER = {
    "case.toml": 'extends = "ukraine"\n',
    "rules.toml": '[[rule]]\nid = "gains-embolden"\nthen = { "party.flexibility" = -0.06 }\n',
}
#: Eleven command lines, by the name of the file that holds what they print.
COMMANDS = {
    "run": "run default",
    "run-json": "run default --json",
    "compare": "compare default genuine-dialogue",
    "check": "check --case korea",
    "lint": "lint korea --figures",
    "reach": "reach default --months 12 --move trust --move external_pressure --together 2",
    "history": "history --draws 64",
    "sweep": "sweep default --axis trust=0:1:3 --axis external_pressure=0:1:3 --draws 16",
    "diff": "diff ukraine other --points 64 --draws 32",
    "worth": "worth default --draws 256",
    "regions": "regions default --leads --situations 1024",
}

#: What JSON says of the machine and of every word of the case: left out, since no figure hangs on it.
MARKS = r'("(?:engine|fingerprint)": )"[^"]*"'


def fingerprint(case_id: str, scenario_id: str) -> str:
    """Return a hash of the bits of a scenario's pulls: by month of the central run, and of 256 draws."""
    case = load_case(case_id)
    scenario = load_scenario(scenario_id, case)
    central = simulate(case, scenario).paths.sel(variable=OUTCOMES).to_numpy()
    drawn = ensemble(case, scenario, draws=256, seed=0).pulls_by_month
    found = hashlib.blake2b(digest_size=16)
    for array, dtype in ((central, "<f8"), (drawn, "<f4")):
        found.update(repr(array.shape).encode())
        found.update(np.ascontiguousarray(array, dtype).tobytes())
    return found.hexdigest()


def scenarios() -> Iterator[tuple[str, str]]:
    """Yield every bundled scenario of every bundled case, as (case, scenario)."""
    for case_id in cases():
        for scenario_id in bundled_scenarios(load_case(case_id)):
            yield case_id, scenario_id


def printed(command: str) -> str:
    """Return what a command line prints, in a folder that holds the other case."""
    with TemporaryDirectory() as home, chdir(home):
        folder = Path("other")
        folder.mkdir()
        for name, text in OTHER.items():
            (folder / name).write_text(text, "utf-8")
        result = CliRunner().invoke(main, command.split())
    assert result.exit_code in (0, 1), result.output
    return re.sub(MARKS, r'\1"..."', result.stdout.replace(f"{ROOT}/", ""))


@pytest.mark.parametrize("case_id", cases())
def test_no_pull_of_a_bundled_scenario_has_moved_by_a_bit(case_id: str) -> None:
    known = tomllib.loads(BITS.read_text("utf-8"))[case_id]
    found = {scenario: fingerprint(case_id, scenario) for scenario in bundled_scenarios(load_case(case_id))}
    assert found == known


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_the_same_bytes(name: str) -> None:
    assert printed(COMMANDS[name]) == (HERE / "commands" / f"{name}.txt").read_text("utf-8")


def record() -> None:
    """Write all figures and outputs anew, as they are now."""
    found: dict[str, dict[str, str]] = {}
    for case_id, scenario_id in scenarios():
        found.setdefault(case_id, {})[scenario_id] = fingerprint(case_id, scenario_id)
    BITS.write_text(tomli_w.dumps(found), "utf-8")
    for name, command in COMMANDS.items():
        (HERE / "commands" / f"{name}.txt").write_text(printed(command), "utf-8")


if __name__ == "__main__":
    record()
