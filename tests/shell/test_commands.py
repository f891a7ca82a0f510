"""The list of commands: each in its file, each with help, and one option says the same in all of them."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from model import __version__
from model.shell import app, main
from model.shell.app import COMMANDS


def test_every_command_is_in_the_file_that_bears_its_name() -> None:
    for command in COMMANDS:
        assert command.callback is not None
        assert command.callback.__module__ == f"model.shell.commands.{command.name}"


def test_every_file_is_a_command_or_belongs_to_one() -> None:
    names = [command.name for command in COMMANDS]
    assert app.__file__ is not None
    for file in sorted((Path(app.__file__).parent / "commands").glob("[!_]*.py")):
        assert file.stem.partition("_")[0] in names, f"{file.name}: name it in model/shell/app.py"


def test_the_help_lists_them_all_in_the_order_of_their_names() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "It explores assumptions; it forecasts nothing." in " ".join(result.stdout.split())
    listed = result.stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == sorted(str(command.name) for command in COMMANDS)
    assert not [line for line in listed if line.endswith("...")], "a first sentence is too long for the list"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_has_help_for_itself_and_for_every_option(command: click.Command) -> None:
    result = CliRunner().invoke(main, [str(command.name), "--help"])
    assert result.exit_code == 0
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[0] in result.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_the_examples_in_a_help_stand_on_lines_of_their_own_and_are_understood(
    command: click.Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my-war").mkdir()  # the examples' own case
    told = CliRunner().invoke(main, [str(command.name), "--help"]).stdout
    assert "\\b" not in told, "a help with \\b is no raw string"
    lines = [line.strip() for line in told.splitlines()]
    written = [line.strip() for line in (command.help or "").splitlines() if line.strip().startswith("python -m model")]
    assert [line for line in lines if line.startswith("python -m model")] == written
    assert sum(line.count("python -m model") for line in lines[1:]) == len(written)
    for line in written:
        name, *arguments = shlex.split(line)[3:]
        main.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_shows_an_example(command: click.Command) -> None:
    assert f"python -m model {command.name}" in (command.help or "")


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout == f"Ripeness {__version__}\n"


def test_an_option_that_several_commands_have_is_the_same_in_all() -> None:
    found: dict[str, set[str]] = {}
    for command in COMMANDS:
        for option in command.params:
            if isinstance(option, click.Option):
                found.setdefault(option.opts[0], set()).add(f"{option.name}: {option.type!r}")
    for name in ("--case", "--seed", "--json", "--months", "--outcome"):
        assert len(found[name]) == 1, found[name]
