"""The shape of a label: which elements stand in which order and how long each is, no value of it.

A supplier prints its labels alike. Where a lost separator leaves several readings and the worker
has said which is right, the next label of that supplier with the same shape is read the same way.
"""

from __future__ import annotations

from collections.abc import Mapping

from webapp.words import T, Words

LONGEST = 200
NAMES: Mapping[str, Words] = {
    "00": T("license plate"),
    "01": T("product"),
    "02": T("content"),
    "10": T("lot"),
    "11": T("produced on"),
    "15": T("best before"),
    "17": T("expires on"),
    "21": T("serial number"),
    "30": T("count"),
    "37": T("count"),
}


def shape_of(elements: Mapping[str, str]) -> str | None:
    """The shape of one reading; None where it is longer than any label of goods.

    >>> shape_of({"01": "09501101530003", "10": "AB12", "17": "261231"})
    '01:14 10:4 17:6'
    """
    shape = " ".join(f"{ai}:{len(value)}" for ai, value in elements.items())
    return shape if len(shape) <= LONGEST else None


def parts_of(shape: str) -> tuple[Words, ...]:
    """A shape for people, element by element.

    >>> [str(part) for part in parts_of("01:14 10:4")]
    ['(01) product, characters: 14', '(10) lot, characters: 4']
    """
    return tuple(part_of(*part.split(":")) for part in shape.split())


def part_of(ai: str, length: str) -> Words:
    """One element of a shape."""
    if ai not in NAMES:
        return T("(%(ai)s), characters: %(length)s", ai=ai, length=length)
    return T("(%(ai)s) %(name)s, characters: %(length)s", ai=ai, name=NAMES[ai], length=length)
