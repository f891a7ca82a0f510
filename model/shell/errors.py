"""Errors: what a user can mend is printed as it stands, without a traceback, and the command ends with exit code 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from model.knowledge import visible
from model.shell.own_name import in_own_name


class Refusal(click.ClickException):
    """A command cannot do what it was asked to; the message, on stderr, is all that is printed."""

    exit_code = 2

    def __init__(self, message: str):
        super().__init__(in_own_name(message))  # when it is shown, nobody knows any longer by which name we were called

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message, without the "Error: " that click would put before it."""
        click.echo(visible(self.message), file=file, err=file is None)


@contextmanager
def refused(*errors: type[Exception]) -> Iterator[None]:
    """Turn errors of these types into a refusal with the same message.

    An `InputError` needs no such block: the group that all commands belong to has one around each.

    Raises:
        Refusal: in place of one of `errors`.
    """
    try:
        yield
    except errors as error:
        raise Refusal(str(error)) from error
