"""Versions of a case: by id, by folder, or as it was in a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from model.knowledge import DATA, Case, CaseError, Fault, cases, default_case, load_case


@contextmanager
def version(name: str) -> Iterator[Case]:
    """Give a case by its id, its folder, a git revision (REV, of the default case), or a folder in one (REV:PATH).

    What stands in a revision is unpacked for as long as it is needed, with what lies beside it: it may extend that.

    Raises:
        CaseError: if there is no such case, folder or revision, or the files there make no case of today's form.
    """
    if name in cases() or Path(name).is_dir():
        yield load_case(name)
        return
    revision, _, path = name.partition(":")
    root = Path(_git(name, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(name, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", cwd=root).decode().strip()
    folder = path or _default_folder(name, root)
    archive = _git(name, "archive", commit, "--", folder, str(Path(folder).parent), cwd=root)
    with TemporaryDirectory() as unpacked:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(unpacked, filter="data")
        try:
            case = load_case(Path(unpacked) / folder)
        except CaseError as error:
            faults = [Fault(f"{name}: {fault.file}", fault.place, fault.message) for fault in error.faults]
            raise CaseError(faults) from None
        yield case


def _default_folder(name: str, root: Path) -> str:
    """Return where the default case lies in a repository."""
    folder = DATA / default_case()
    if not folder.is_relative_to(root):
        message = f"the default case does not lie in this repository: name its folder, as in '{name}:PATH'"
        raise CaseError([Fault(name, "", message)])
    return str(folder.relative_to(root))


def _git(name: str, *arguments: str, cwd: Path | None = None) -> bytes:
    """Return what git prints; what it cannot do means that `name` is no version of a case."""
    no_case = f"there is no case and no folder '{name}'"
    try:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError:
        raise CaseError([Fault("", "", f"{no_case}, and no git to look for a revision of that name")]) from None
    if done.returncode == 0:
        return done.stdout
    reason = {"rev-parse": "no such revision here", "archive": "no such folder in the revision"}[arguments[0]]
    if arguments[-1] == "--show-toplevel":
        reason = "this is no git repository"
    git_says = done.stderr.decode(errors="replace").strip().splitlines()
    raise CaseError([Fault("", "", f"{no_case}, and {reason}{f': {git_says[0]}' if git_says else ''}")])
