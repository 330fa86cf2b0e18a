"""What the stories of the floor say and hear: labels as scanners send them, answers as words."""

from __future__ import annotations

from typing import Any

from tests.warehouse import GS

FIXED = {"00", "01", "02", "11", "15", "17"}


def label(**elements: str) -> str:
    """A GS1-128 label as a scanner sends it: `label(a01="…", a10="L1")`."""
    text = "]C1"
    for name, value in elements.items():
        ai = name.removeprefix("a")
        text += f"{ai}{value}" + ("" if ai in FIXED else GS)
    return text.removesuffix(GS)


def words(answer: dict[str, Any]) -> str:
    """The sentences a worker reads: what happened, then what to do."""
    return " ".join(part for part in (answer["message"], answer["remedy"]) if part)


def verdict(answer: dict[str, Any]) -> tuple[str, str, str]:
    """Status, code and sentences of an answer."""
    return answer["status"], answer["code"], words(answer)


def choices(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """What can be tapped: the label, and the text a tap sends."""
    return [(one["label"], one["text"]) for one in answer["choices"]]
