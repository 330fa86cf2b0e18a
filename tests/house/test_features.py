"""docs/features.md says of every row whether it is done; a row said to be done has a test."""

from __future__ import annotations

import re
from collections import Counter

from tests.house.source import ROOT, files

FEATURES = ROOT / "docs" / "features.md"
ROW_ID = r"[A-Z]{2}-\d{2}"
STATES = {"done", "partly", "not yet"}
MARK = re.compile(r"(?:mark\.)?feature\(([^)]*)\)")


def rows() -> list[tuple[str, str]]:
    """(row, state) of every table row that begins with an ID; the state is a cell of its own."""
    found = []
    for line in FEATURES.read_text("utf-8").splitlines() if FEATURES.is_file() else ():
        cells = [cell.strip().strip("*`") for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(ROW_ID, cells[0]):
            states = [cell for cell in cells[1:] if cell in STATES]
            found.append((cells[0], states[0] if len(states) == 1 else "no single state"))
    return found


def shown_rows() -> set[str]:
    """The rows that tests name, in Python and in the browser modules' tests."""
    marks = (
        mark
        for path in files("tests", suffixes={".py", ".js", ".mjs"})
        for mark in MARK.findall(path.read_text("utf-8"))
    )
    return {row for mark in marks for row in re.findall(ROW_ID, mark)}


def test_the_list_of_features_has_rows() -> None:
    assert FEATURES.is_file(), "docs/features.md is missing: it lists every feature row by its ID"
    assert rows(), "docs/features.md has no table row that begins with an ID such as RC-07"


def test_every_row_has_one_of_the_three_states() -> None:
    assert [row for row, state in rows() if state not in STATES] == []


def test_no_row_is_listed_twice() -> None:
    assert [row for row, times in Counter(row for row, _ in rows()).items() if times > 1] == []


def test_every_row_said_to_be_done_has_a_test() -> None:
    done = {row for row, state in rows() if state == "done"}
    assert sorted(done - shown_rows()) == []


def test_every_row_a_test_names_is_in_the_list() -> None:
    assert sorted(shown_rows() - {row for row, _ in rows()}) == []
