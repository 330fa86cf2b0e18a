"""docs/answers.md names every code a scan can be answered with, and no other."""

from __future__ import annotations

import ast
import re
from collections import Counter

from tests.house.source import ROOT

ANSWERS = ROOT / "docs" / "answers.md"
STATUSES = ("accepted", "choose", "confirm", "refused", "held")
# The calls whose first argument is the code of an answer, and the status they give it.
MAKERS = {"accepted": "accepted", "choose": "choose", "confirm": "confirm", "Refusal": "refused"}


def given() -> set[tuple[str, str]]:
    """(code, status) of every answer that the rules and the conversations write out."""
    rooms = (ROOT / "webapp" / "rules" / "refusals", ROOT / "webapp" / "flows")
    places = [path for room in rooms for path in room.glob("*.py")]
    calls = (
        node
        for path in places
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )
    return {found for call in calls for found in answer_of(call)}


def answer_of(call: ast.Call) -> list[tuple[str, str]]:
    """The answer that one call writes out: `accepted("picked", …)`, `Reply(HELD, "…", …)`."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    written = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)]
    if name in MAKERS and call.args and isinstance(call.args[0], ast.Constant):
        return [(str(written[0]), MAKERS[name])]
    if name == "Reply" and written and isinstance(call.args[0], ast.Attribute):
        return [(str(written[0]), call.args[0].attr.lower())]
    return []


def rows() -> list[list[str]]:
    """The cells of every table row that begins with a code and has a status beside it."""
    lines = ANSWERS.read_text("utf-8").splitlines() if ANSWERS.is_file() else []
    split = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    return [row for row in split if re.fullmatch(r"`\w+`", row[0]) and row[1] in STATUSES]


def described() -> list[tuple[str, str]]:
    """(code, status) of every row."""
    return [(row[0].strip("`"), row[1]) for row in rows()]


def test_the_source_gives_answers_of_every_status() -> None:
    assert {status for _, status in given()} == set(STATUSES)


def test_every_answer_of_the_source_is_in_the_table() -> None:
    assert sorted(given() - set(described())) == []


def test_the_table_holds_no_answer_that_nobody_gives() -> None:
    assert sorted(set(described()) - given()) == []


def test_no_answer_is_described_twice() -> None:
    assert [row for row, times in Counter(described()).items() if times > 1] == []


def test_every_answer_says_what_it_means_and_what_to_do() -> None:
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []
