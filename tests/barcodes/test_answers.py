"""What goes out through the API's door, and what goes into a message."""

from __future__ import annotations

import json

import pytest

from tests.barcodes.reading import GS, GTIN, read
from webapp.barcodes import as_answer, shown


def test_a_certain_code_answers_with_elements_dates_and_fields():
    answer = as_answer(read(f"]d201{GTIN}10AB{GS}17261200{GS}70032612312359{GS}3012"))
    assert answer == {
        "kind": "element_string",
        "rule": None,
        "valid": True,
        "elements": {"01": GTIN, "10": "AB", "17": "261200", "7003": "2612312359", "30": "12"},
        "dates": {"17": "2026-12-31", "7003": "2026-12-31T23:59"},
        "fields": {"gtin": GTIN, "lot": "AB", "expires_on": "2026-12-31", "count": 12},
        "candidates": [],
        "warnings": [],
        "reason": None,
    }


def test_several_readings_are_candidates_and_nothing_else():
    answer = as_answer(read("]C110AB21S1"))
    assert (answer["elements"], answer["fields"], answer["valid"]) == ({}, {}, True)
    assert answer["candidates"] == [{"10": "AB", "21": "S1"}, {"10": "AB21S1"}]


def test_a_faulty_code_answers_with_its_reason():
    answer = as_answer(read("]d2"), say=lambda words: f"<{words}>")
    assert (answer["kind"], answer["valid"]) == ("unreadable", False)
    assert answer["reason"] == "<The code is empty. Scan it again.>"


@pytest.mark.feature("BC-06")
@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("10AB12", "The lot should stand beside the GTIN, which this code lacks."),
        (
            "0209501101530003",
            "The GTIN of the content should stand beside the count, which this code lacks.",
        ),
        (
            f"8017952114112345678906{GS}8018952114112345678906",
            "The GSRN - PROVIDER (8017) and the GSRN - RECIPIENT (8018)"
            " should not stand in one code.",
        ),
    ],
)
def test_elements_that_miss_their_partner_are_a_warning_never_a_fault(text, warning):
    answer = as_answer(read(text, "]C1"))
    assert (answer["valid"], answer["warnings"]) == (True, [warning])


@pytest.mark.parametrize(
    ("raw", "visible"),
    [
        ("10AB\x1d21S1", "10AB␝21S1"),
        ("\x00\x7f", "␀␡"),
        ("\u202eABC", "�ABC"),
        ("\ud800", "�"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 80 + "…"),
        ("Crème 🧴", "Crème 🧴"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_what_is_long_is_cut(raw, visible):
    assert shown(raw) == read(raw).shown == visible


def test_every_answer_is_plain_json():
    assert json.loads(json.dumps(as_answer(read(f"]d201{GTIN}17261231"))))["valid"] is True
