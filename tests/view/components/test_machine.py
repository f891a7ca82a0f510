"""What the browser's machine is given; tests/browser/test_machine.py compares what it makes of that."""

from __future__ import annotations

import json
import re
from pathlib import Path

from model import Scenario
from model.engine import Kind, central_inputs, program_of
from model.knowledge.case import Case
from model.view.components import machine
from model.view.components.machine import machine_payload


def test_the_script_numbers_the_kinds_of_operations_as_python_does() -> None:
    script = Path(machine.__file__).with_name("machine.js").read_text("utf-8")
    (names,) = re.findall(r"^const \[(.*?)\] = Array\((?:\d+)\)\.keys\(\);", script, re.DOTALL | re.MULTILINE)
    assert re.split(r",\s*", names) == [kind.name for kind in Kind]


def test_what_is_sent_is_json_and_names_the_levers(case: Case) -> None:
    program, scenario = program_of(case), Scenario(title="T", months=2)
    payload = machine_payload(program, scenario, central_inputs(program, scenario), ["trust"])
    assert json.loads(json.dumps(payload))["levers"] == payload["levers"]
    levers = {variable.id: program.row[variable.id] for variable in case.variables if variable.lever}
    assert payload["levers"] == levers
    assert payload["keep"] == [program.row["trust"]]
    assert len(payload["months"]) == 3
