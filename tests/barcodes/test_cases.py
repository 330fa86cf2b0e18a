"""The table of cases: one line each in cases.json, every kind of code, good and faulty.

A case names its text and kind, and then either the elements of the one reading, the candidates
(in any order), or the code of the fault. `warned` says that the reading comes with a warning.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.barcodes.reading import TODAY
from webapp.barcodes import as_answer, parse

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))


@pytest.mark.feature("BC-06")
@pytest.mark.parametrize("case", CASES, ids=[case["claim"] for case in CASES])
def test_each_case_is_read_as_it_says(case: dict[str, Any]):
    today = date.fromisoformat(case["today"]) if "today" in case else TODAY
    parsed = parse(case["text"], case.get("symbology"), today=today)
    answer = as_answer(parsed)
    assert answer["kind"] == case["kind"]
    assert (parsed.fault.code if parsed.fault else None) == case.get("fault")
    assert answer["elements"] == case.get("elements", {})
    assert in_any_order(answer["candidates"]) == in_any_order(case.get("candidates", []))
    assert bool(answer["warnings"]) == case.get("warned", False)
    assert case.get("dates", answer["dates"]) == answer["dates"]


def in_any_order(candidates: Any) -> list[list[tuple[str, str]]]:
    return sorted(sorted(elements.items()) for elements in candidates)
