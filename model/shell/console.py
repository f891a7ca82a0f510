"""What a console can write: what it has no character for is put plainly, so that nothing of an output is lost."""

from __future__ import annotations

import codecs
import io
import sys

from model.knowledge import plainly

#: What the names below go by among Python's codecs.
PLAIN, ASCII = "ripeness-plain", "ripeness-ascii"


def use_plain_characters() -> None:
    """Let stdout and stderr write plainly, from here on, what their encoding has no character for.

    That is so on a Windows console with its old code pages, in the locale C, and where PYTHONIOENCODING says so, also
    into a pipe. Streams that are no bytes underneath take every character.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=ASCII if ascii_only else stream.encoding, errors=PLAIN)


def _put_plainly(error: UnicodeError) -> tuple[str, int]:
    """Handle what cannot be encoded, as codecs ask of their handlers of errors."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plainly(error.object[error.start : error.end]), error.end


def _ascii_under_another_name(name: str) -> codecs.CodecInfo | None:
    """Return ASCII under our name for it: click takes a stream that says ASCII for a mistake, and writes UTF-8."""
    if name.replace("_", "-") != ASCII:
        return None
    own = codecs.lookup("ascii")
    coders = (own.streamreader, own.streamwriter, own.incrementalencoder, own.incrementaldecoder)
    return codecs.CodecInfo(own.encode, own.decode, *coders, name=ASCII)


codecs.register(_ascii_under_another_name)
codecs.register_error(PLAIN, _put_plainly)
