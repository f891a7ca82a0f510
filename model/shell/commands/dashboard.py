"""`python -m model dashboard [FOLDER ...]`: the dashboard in a browser, from a clone or from what pip installed."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click

from model.packages import STREAMLIT
from model.shell.errors import Refusal

#: Where the page's script stands, with the settings of Streamlit beside it: in a wheel, and in a clone.
SCRIPTS = ("model/view/served/app.py", "app.py")


def page_script() -> Path:
    """Return the script that Streamlit serves. Raises Refusal where it is missing."""
    above = Path(__file__).parents[3]  # the folder that `model` lies in
    for name in SCRIPTS:
        if (above / name).is_file():
            return above / name
    raise Refusal(f"the page's script is missing: {above / SCRIPTS[0]}; install Ripeness again")


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(1, 65535), help="Of the page's address; else the first free one from 8501.")
@click.option("--no-browser", is_flag=True, help="Only serve the page, and open no browser.")
def dashboard(folders: tuple[Path, ...], port: int | None, no_browser: bool) -> None:
    """Serve the dashboard on this machine and open it in a browser.

    It goes on until you press Ctrl+C. Each FOLDER is a case of yours, and the first one opens first; its faults are
    told on the page, which reads it again once it is mended. Needs Streamlit (the extra `dashboard`). For example:

    \b
    python -m model dashboard my-war --port 8600
    """
    if not STREAMLIT.there:
        raise Refusal("the dashboard needs Streamlit, which is not installed: pip install 'ripeness[dashboard]'")
    # -P: a folder called `model` where the visitor stands is not taken for ours
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(page_script())]
    if port is not None:
        command += ["--server.port", str(port)]
    if no_browser:
        command += ["--server.headless", "true"]
    _become([*command, "--", *map(str, folders)])


def _become(command: list[str]) -> None:
    """Let another program take this one's place, so that whoever ends this one ends it."""
    if os.name == "nt":  # a program cannot take another's place there; it is waited for
        with suppress(KeyboardInterrupt):
            sys.exit(subprocess.call(command))
        sys.exit(0)
    os.execv(command[0], command)
