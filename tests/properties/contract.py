"""What every answer to a scan has, whatever was scanned: the fields of the contract."""

from __future__ import annotations

import json
from typing import Any

TEXTS = ("scan_id", "status", "code", "message", "prompt")
TEXTS_OR_NONE = ("remedy", "flow", "task", "step", "expected", "scanned", "go")
STATUSES = {"accepted", "refused", "choose", "confirm"}
LINE = {"product", "name", "lot", "serial", "location", "planned", "done", "unit"}


def keeps_the_contract(answer: dict[str, Any], scan_id: str) -> None:
    """Fail where a field is missing, has another type, or says nothing."""
    assert set(answer) == {*TEXTS, *TEXTS_OR_NONE, "version", "line", "choices", "action"}
    assert (answer["version"] is None) == (answer["task"] is None), answer
    assert answer["scan_id"] == scan_id
    assert answer["status"] in STATUSES
    for name in TEXTS:
        assert isinstance(answer[name], str), (name, answer)
        assert answer[name], (name, answer)
    for name in TEXTS_OR_NONE:
        assert answer[name] is None or isinstance(answer[name], str), (name, answer)
    says_what_next(answer)
    assert json.loads(json.dumps(answer)) == answer


def says_what_next(answer: dict[str, Any]) -> None:
    """A no has a remedy, a choice has choices, a line has all its columns."""
    if answer["status"] in ("refused", "confirm"):
        assert answer["remedy"], answer
    assert bool(answer["choices"]) == (answer["status"] == "choose"), answer
    for choice in answer["choices"]:
        assert set(choice) == {"text", "label", "detail"}
        assert choice["text"], answer
        assert choice["label"], answer
    assert answer["line"] is None or set(answer["line"]) == LINE
    assert answer["action"] is None or set(answer["action"]) == {"text", "label"}
