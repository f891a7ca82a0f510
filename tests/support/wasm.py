"""Builds `machine.wasm` of `machine.c`: `uv run --group wasm python -m tests.support.wasm`.

The compiler is Clang as the package `ziglang` has it, of the one version that pyproject.toml names: the same version
gives the same bytes everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from model.view.components.mounting import FOLDERS

SOURCE, BUILT = (FOLDERS / "machine" / f"machine.{kind}" for kind in ("c", "wasm"))

#: Nothing is fused; the module holds one function, no names, and no memory of its own.
OPTIONS = [
    *("-target", "wasm32-freestanding", "-O2", "-msimd128", "-ffp-contract=off", "-fno-unroll-loops", "-nostdlib"),
    *(f"-Wl,{option}" for option in ("--no-entry", "--strip-all", "--import-memory", "--initial-memory=65536")),
    "-Wl,-z,stack-size=1024",
]


def build(source: Path, built: Path) -> None:
    """Compile C to WebAssembly, from scratch.

    Raises:
        CalledProcessError: if it does not compile, or there is no compiler.
    """
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "ZIG_GLOBAL_CACHE_DIR": cache, "ZIG_LOCAL_CACHE_DIR": cache}
        command = [sys.executable, "-m", "ziglang", "cc", *OPTIONS, "-o", str(built), str(source)]
        subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    build(SOURCE, BUILT)
