"""What commands print and write: text at one width, columns, JSON, and files that are whole or not there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from model import Scenario
from model.knowledge import Case
from model.shell.errors import Refusal
from model.shell.output import WIDTH, columns, hanging, print_json, wrapped, write_file


def test_text_is_wrapped_at_one_width_with_what_each_line_begins_with() -> None:
    lines = wrapped("word " * 60, "- ", "  ")
    assert max(map(len, lines)) <= WIDTH
    assert [line[:6] for line in lines] == ["- word", *["  word"] * (len(lines) - 1)]
    assert {line[:4] for line in hanging("word " * 60, 1)[1:]} == {"   w"}


def test_an_id_is_not_broken_at_its_hyphens_if_that_is_asked_for() -> None:
    text = "x" * (WIDTH - 8) + " frozen-conflict"
    assert wrapped(text)[1] == "conflict"
    assert wrapped(text, hyphens=False)[1] == "frozen-conflict"


def test_columns_are_as_wide_as_their_widest_cell_but_for_the_last() -> None:
    assert columns([("a", "bb", "c"), ("aaa", "b", "cccc")]) == ["a    bb  c", "aaa  b   cccc"]


def test_json_has_records_in_full_and_scenarios_by_title(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"claim": case.claims[0], "scenarios": (Scenario(title="x", case=case.id, months=3),), "none": None})
    printed = json.loads(capsys.readouterr().out)
    assert printed["claim"]["id"] == case.claims[0].id
    assert printed["scenarios"] == [{"title": "x", "months": 3}]
    assert printed["none"] is None


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("before", encoding="utf-8")
    file.chmod(0o600)
    write_file(file, "a\r\nb\n")
    assert file.read_bytes() == b"a\r\nb\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_and_what_it_leads_to_is_the_same_file_as_before(tmp_path: Path) -> None:
    file, link = tmp_path / "file.csv", tmp_path / "link.csv"  # as /dev/stdout is, where that goes to a file
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    number = file.stat().st_ino
    write_file(link, "after")
    assert link.is_symlink()
    assert (file.stat().st_ino, file.read_text("utf-8")) == (number, "after")


def test_what_cannot_be_written_whole_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "file.csv"
    file.write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Refusal, match=r"file\.csv: cannot be written: No space left on device$"):
        write_file(file, "after")
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_file(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()
