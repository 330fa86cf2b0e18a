"""Buttons that were printed."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import read
from webapp.barcodes import Command, Kind

pytestmark = pytest.mark.feature("BC-16")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("LW*OK", Command("OK")),
        ("LW*QTY*12", Command("QTY", ("12",))),
        ("lw*short*Not_There", Command("SHORT", ("Not_There",))),
        ("]C0LW*SKIP\r", Command("SKIP")),
        ("]Q1LW*UNDO", Command("UNDO")),
        ("LW*LOT*A*B", Command("LOT", ("A", "B"))),
        ("LW*QTY*", Command("QTY", ("",))),
    ],
)
def test_verb_in_any_case_arguments_as_they_stand(text, command):
    parsed = read(text)
    assert (parsed.kind, parsed.command, parsed.readings) == (Kind.COMMAND, command, ())


@pytest.mark.parametrize("text", ["LW", "LWX*OK", " L W*OK", "XLW*OK"])
def test_anything_else_is_no_command(text):
    assert read(text).command is None
