"""What the browser runs as WebAssembly is what stands beside it in C."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from model.engine import Kind
from model.view.components.mounting import script_of
from tests.support.wasm import BUILT, SOURCE, build


def test_the_source_numbers_the_kinds_of_operations_as_python_does() -> None:
    (names,) = re.findall(r"enum \{(.*?)\}", SOURCE.read_text("utf-8"), re.DOTALL)
    assert re.split(r",\s*", names.strip()) == [kind.name for kind in Kind]


def test_what_is_built_stands_before_the_script_and_is_small_enough_to_be_compiled_at_once() -> None:
    assert script_of("machine").startswith('const machineWasm = "AGFzbQ')
    assert BUILT.stat().st_size < 4096  # browsers refuse more outside of a worker, some of them


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ziglang") is None, reason="the compiler is in the group `wasm` of pyproject.toml")
def test_a_build_anywhere_gives_the_bytes_that_are_kept(tmp_path: Path) -> None:
    (tmp_path / "copy.c").write_bytes(SOURCE.read_bytes())
    build(tmp_path / "copy.c", tmp_path / "built.wasm")
    assert (tmp_path / "built.wasm").read_bytes() == BUILT.read_bytes()
