"""The golden scans, G1 to G20, as one table through the door that parses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.barcodes.reading import GS, GTIN, read
from webapp.barcodes import as_answer

G6 = {"01": GTIN, "10": "AB12"}
LINK = "https://id.gs1.org/01/09506000134352/10/ABC123?17=261231"
# What is scanned, and what the answer says of it.
GOLDEN: list[tuple[str, str, dict[str, Any]]] = [
    (
        "G1",
        "0120611628936004300000005010LOT0002",
        {"elements": {"01": GTIN, "30": "00000050", "10": "LOT0002"}},
    ),
    (
        "G2",
        "01006141410000123101000521",
        {"elements": {"01": "00614141000012", "3101": "000521"}},
    ),
    (
        "G3",
        "01031825507809261728122810TestPST04",
        {"dates": {"17": "2028-12-28"}},
    ),
    (
        "G4",
        f"01{GTIN}10AB12{GS}21SN9{GS}17261231",
        {"elements": G6 | {"21": "SN9", "17": "261231"}, "dates": {"17": "2026-12-31"}},
    ),
    ("G5", f"]C101{GTIN}10AB12", {"elements": G6}),
    ("G6", f"(01){GTIN}(10)AB12", {"elements": G6}),
    (
        "G7",
        "012061162893600510AB12",
        {
            "valid": False,
            "reason": "The check digit of the GTIN is wrong: 4 expected, 5 found."
            " The code was probably misread.",
        },
    ),
    ("G8", f"01{GTIN}1726020010L1", {"dates": {"17": "2026-02-28"}}),
    ("G9", f"01{GTIN}1728020010L1", {"dates": {"17": "2028-02-29"}}),
    (
        "G10",
        f"01{GTIN}1726134510L1",
        {
            "valid": False,
            "reason": "The expiry date 261345 at character 19 is not in the calendar:"
            " year, month and day expected.",
        },
    ),
    (
        "G11",
        f"01{GTIN}10AB1217261231",
        {
            "elements": {},
            "candidates": [
                G6 | {"17": "261231"},
                {"01": GTIN, "10": "AB1", "21": "7261231"},
                {"01": GTIN, "10": "AB1217261231"},
            ],
        },
    ),
    ("G12", f"01{GTIN}10AB12{GS}240X9", {"elements": G6 | {"240": "X9"}}),
    ("G13", "00006141410000000012", {"elements": {"00": "006141410000000012"}}),
    (
        "G14",
        LINK,
        {
            "kind": "digital_link",
            "elements": {"01": "09506000134352", "10": "ABC123", "17": "261231"},
        },
    ),
    ("G15 EAN-13", "5901234123457", {"kind": "gtin", "elements": {"01": "05901234123457"}}),
    ("G15 UPC-A", "036000291452", {"kind": "gtin", "elements": {"01": "00036000291452"}}),
    ("G15 the same", "0036000291452", {"kind": "gtin", "elements": {"01": "00036000291452"}}),
    ("G15 EAN-8", "96385074", {"kind": "gtin", "elements": {"01": "00000096385074"}}),
    ("G16 without its rule", "2112345015002", {"kind": "gtin"}),
    ("G17", "lot0002", {"kind": "plain", "elements": {}, "candidates": []}),
    ("G18", "2112345", {"kind": "plain", "elements": {}, "candidates": []}),
    ("G19", "10LOT0002", {"kind": "plain", "elements": {}, "candidates": []}),
    ("G20 empty", "", {"valid": False, "reason": "The code is empty. Scan it again."}),
    ("G20 2 kB", "x" * 2048, {"kind": "plain", "valid": True}),
    ("G20 control characters", "\x01\x07", {"kind": "plain", "valid": True}),
    ("G20 emoji", "🧴", {"kind": "plain", "valid": True}),
    ("G20 right to left", "\u202eTOL\u202c", {"kind": "plain", "valid": True}),
    ("G20 script", "<script>alert(1)</script>", {"kind": "plain", "valid": True}),
]


@pytest.mark.feature("BC-06", "BC-09", "BC-10")
@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_a_golden_scan_is_answered_as_it_should_be(text: str, expected: dict[str, Any]) -> None:
    answer = as_answer(read(text))
    assert {name: answer[name] for name in expected} == expected
    assert answer["valid"] is expected.get("valid", True)
