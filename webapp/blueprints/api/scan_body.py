"""A scan as a device sends it, checked field by field: every fault by its name, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp.flows.talk import ScanSaid
from webapp.models import Flow, ScanSource
from webapp.words import T, Words

LONGEST_TEXT = 4096
LARGEST_ID = 2**53
FIELDS = (
    *("scan_id", "text", "symbology", "source", "flow", "task", "step", "version"),
    "captured_at",
)
Faults = dict[str, Words]


class BodyRefusedError(ValueError):
    """The body is not a scan; `faults` has a sentence for every field that is wrong."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def scan_said(body: Any) -> ScanSaid:
    """The scan in `body`. Raises BodyRefusedError with every fault, named by its field."""
    if not isinstance(body, Mapping):
        raise BodyRefusedError({"body": T("An object with a scan's fields was expected.")})
    faults: Faults = {
        str(name)[:40]: T("This field is not known; known: %(among)s.", among=", ".join(FIELDS))
        for name in body
        if name not in FIELDS
    }
    said = ScanSaid(
        scan_id=scan_id(body, faults),
        text=text(body, faults),
        source=source(body, faults),
        captured_at=captured_at(body, faults),
        symbology=short_text(body, "symbology", 8, faults),
        flow=flow(body, faults),
        task=task(body, faults),
        step=short_text(body, "step", 24, faults),
        version=version(body, faults),
    )
    if faults:
        raise BodyRefusedError(faults)
    return said


def scan_id(body: Mapping[str, Any], faults: Faults) -> str:
    """A UUID in its usual form, in small letters."""
    value = body.get("scan_id")
    try:
        if not isinstance(value, str) or len(value) != 36:
            raise ValueError(value)
        return str(UUID(value))
    except ValueError:
        faults["scan_id"] = T("A UUID of 36 characters, made by the device, was expected.")
        return ""


def text(body: Mapping[str, Any], faults: Faults) -> str:
    """What was read: any characters that can be written down, at most 4096 of them."""
    value = body.get("text")
    if not isinstance(value, str):
        faults["text"] = T("The text that was read was expected.")
    elif len(value) > LONGEST_TEXT:
        faults["text"] = T(
            "At most %(most)s characters were expected; %(found)s came.",
            most=LONGEST_TEXT,
            found=len(value),
        )
    elif not storable(value):
        faults["text"] = T("The text holds half of a character pair (a lone surrogate).")
    else:
        return value
    return ""


def storable(value: str) -> bool:
    """Whether the text can be encoded at all."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def source(body: Mapping[str, Any], faults: Faults) -> str:
    """What read the code."""
    value = body.get("source")
    if not isinstance(value, str) or value not in list(ScanSource):
        faults["source"] = T("One of %(among)s was expected.", among=", ".join(ScanSource))
        return ""
    return value


def flow(body: Mapping[str, Any], faults: Faults) -> str | None:
    """The work on screen, or none."""
    value = body.get("flow")
    if value is None:
        return None
    if not isinstance(value, str) or value not in list(Flow):
        faults["flow"] = T("One of %(among)s was expected, or null.", among=", ".join(Flow))
        return None
    return value


def task(body: Mapping[str, Any], faults: Faults) -> int | None:
    """The id of the task on screen, as a number or its digits, or none."""
    value = body.get("task")
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 17:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < LARGEST_ID:
        faults["task"] = T("The id of a task was expected, or null.")
        return None
    return value


def version(body: Mapping[str, Any], faults: Faults) -> int | None:
    """The version of the task that the device saw, or none."""
    value = body.get("version")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LARGEST_ID:
        faults["version"] = T("The version of a task was expected, or null.")
        return None
    return value


def short_text(body: Mapping[str, Any], name: str, most: int, faults: Faults) -> str | None:
    """A short text without control characters, or none."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > most or not value.isprintable():
        faults[name] = T("A text of at most %(most)s characters was expected, or null.", most=most)
        return None
    return value


def captured_at(body: Mapping[str, Any], faults: Faults) -> datetime:
    """The device's clock: ISO 8601 with its offset."""
    value = body.get("captured_at")
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is not None and 1990 < moment.year < 2200:
            return moment
    except ValueError:
        pass
    faults["captured_at"] = T(
        "The device's clock as ISO 8601 with an offset was expected, for example %(example)s.",
        example="2027-03-31T14:05:00+07:00",
    )
    return datetime.max
