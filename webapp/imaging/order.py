"""Codes in the order a person reads them: by rows from the top, each row from the left."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.imaging.code import Code


def in_reading_order(codes: Iterable[Code]) -> tuple[Code, ...]:
    """Sorted by rows; of codes that say the same in the same symbology the first one stays."""
    ordered = (code for row in _rows(codes) for code in sorted(row, key=lambda code: code.left))
    first: dict[tuple[str, str | None, str], Code] = {}
    for code in ordered:
        first.setdefault((code.text, code.symbology, code.format), code)
    return tuple(first.values())


def _rows(codes: Iterable[Code]) -> list[list[Code]]:
    """A code belongs to the row when its middle is beside the row's first code, or the other way.

    Engines report some linear codes as a thin line, so equal heights cannot be asked for.
    """
    rows: list[list[Code]] = []
    for code in sorted(codes, key=lambda code: (code.middle, code.left)):
        if rows and _beside(rows[-1][0], code):
            rows[-1].append(code)
        else:
            rows.append([code])
    return rows


def _beside(one: Code, other: Code) -> bool:
    return one.top <= other.middle <= one.bottom or other.top <= one.middle <= other.bottom
