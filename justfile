# What a developer does, a line each: `just test engine`. Without just, copy the line.

quick := "-m 'not slow and not browser' -n 2 --dist loadfile --no-loadscope-reorder"

# What there is.
default:
    @just --list

# The quick tests of everything, or of one room: two minutes, or seconds.
test ROOM="":
    uv run --group test pytest {{ quick }} {{ if ROOM == "" { "" } else { "tests/" + ROOM } }}

# Lint, format and types, of the tests, too.
check:
    uv run --group check sh -c "ruff check . && ruff format --check . && mypy"

# Everything that CI holds: the above, and all tests, those in a real browser, too.
all:
    .ci/run

# The wheel without extras, the oldest packages that are allowed, other Pythons.
elsewhere:
    .ci/environments

# No number has moved by a bit: pulls of every bundled scenario, and what commands print.
bits:
    uv run --group test pytest -q tests/golden

# What is written about the house is true of it: README, pictures, guides.
docs:
    uv run --group test pytest -q tests/house

# How much of each room the quick tests run, against its floor.
cover:
    uv run --group cover python -m tests.coverage

# Speed, beside others' engines.
bench *ARGS:
    uv run --group bench pytest tests/benchmarks --benchmark-only {{ ARGS }}

# Build the WebAssembly of the browser's machine of its C.
wasm:
    uv run --group wasm python -m tests.support.wasm

# Is the net tight? Knowledge made wrong, a belief at a time; with --engine, the engine.
mutants *ARGS:
    uv run --group test python -m tests.mutation {{ ARGS }}
