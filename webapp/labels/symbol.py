"""A label's symbol as dark modules, made by zxing-cpp and read back before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

import zxingcpp
from PIL import Image

from webapp import imaging
from webapp.barcodes import parse
from webapp.labels import refusals
from webapp.labels.elements import elements_of
from webapp.labels.label import Label, Symbology

_FORMATS = {
    Symbology.GS1_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.GS1_DATAMATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
}
_IDENTIFIERS = {
    Symbology.GS1_128: ("]C1",),
    Symbology.GS1_DATAMATRIX: ("]d2",),
    Symbology.QR: ("]Q1", "]Q2"),  # ]Q2 says that the characters are named, for Vietnamese
    Symbology.CODE_128: ("]C0",),
}


# Parsing wants a day to find the century of a year; whether a date exists does not hang on it.
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """Dark modules side by side: a bar of a linear symbol, a stretch of a row of a square one."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """`width` and `height` are in modules and hold the quiet zone; so do the bars' places."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def symbol_of(label: Label) -> Symbol:
    """The symbol of a label, quiet zone included. Raises LabelRefused unless it reads back."""
    return _proved(label.text, label.symbology)


def forget() -> None:
    """Prove everything anew, as a program does that has just begun."""
    _proved.cache_clear()


def grey_picture(symbol: Symbol, *, pixels: int) -> Image.Image:
    """The symbol on white, each module `pixels` wide."""
    picture = Image.new("L", (symbol.width * pixels, symbol.height * pixels), 255)
    for bar in symbol.bars:
        left, top = bar.x * pixels, bar.y * pixels
        picture.paste(0, (left, top, left + bar.width * pixels, top + bar.height * pixels))
    return picture


@lru_cache(maxsize=4096)
def _proved(text: str, symbology: Symbology) -> Symbol:
    """Made and read back once for each text: a sheet shown again costs nothing."""
    symbol = _drawn(_made(text, symbology), symbology)
    body = BytesIO()
    grey_picture(symbol, pixels=3 if symbology.is_linear else 4).save(body, "PNG")
    read = [(code.text, code.symbology) for code in imaging.decode(body.getvalue())]
    if len(read) != 1 or read[0][0] != text or read[0][1] not in _IDENTIFIERS[symbology]:
        raise refusals.not_read_back(text, symbology)
    return symbol


def _made(text: str, symbology: Symbology) -> zxingcpp.Barcode:
    if not text:
        raise refusals.empty()
    if symbology is Symbology.CODE_128 and not (text.isascii() and text.isprintable()):
        raise refusals.not_printable(text)
    if symbology.is_gs1:
        _check_elements(text, symbology)
    options = {"gs1": True} if symbology.is_gs1 else {}
    if symbology is Symbology.GS1_DATAMATRIX:
        # Without it one length in six becomes a rectangle (DMRE), which many readers miss.
        options["forceSquare"] = True
    content = _in_square_brackets(text) if symbology.is_gs1 else text
    try:
        return zxingcpp.create_barcode(content, _FORMATS[symbology], **options)
    except ValueError:
        raise refusals.too_long(text, symbology) from None


def _check_elements(text: str, symbology: Symbology) -> None:
    """The maker takes a wrong check digit and a month 13; our own reader does not."""
    elements_of(text)
    fault = parse(text, _IDENTIFIERS[symbology][0], today=_ANY_DAY).fault
    if fault:
        raise refusals.not_valid(text, fault.words)


def _in_square_brackets(text: str) -> str:
    """As the maker wants elements. Square brackets, because values may hold round ones."""
    return "".join(f"[{ai}]{value}" for ai, value in elements_of(text))


def _drawn(barcode: zxingcpp.Barcode, symbology: Symbology) -> Symbol:
    modules = _modules(barcode)
    quiet = symbology.quiet_modules
    if symbology.is_linear:
        width = len(modules[0])
        height = max(36, width // 5)
        bars = [Bar(quiet + x, 0, length, height) for x, length in _dark(modules[0])]
        return Symbol(width + 2 * quiet, height, tuple(bars))
    bars = [
        Bar(quiet + x, quiet + y, length, 1)
        for y, row in enumerate(modules)
        for x, length in _dark(row)
    ]
    return Symbol(len(modules[0]) + 2 * quiet, len(modules) + 2 * quiet, tuple(bars))


def _modules(barcode: zxingcpp.Barcode) -> list[list[int]]:
    """Rows of grey values, one for each module, without quiet zone."""
    picture: Any = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    rows: list[list[int]] = picture.tolist()
    return rows


def _dark(row: list[int]) -> list[tuple[int, int]]:
    """Where dark stretches begin in a row of grey values, and how long they are."""
    stretches, x = [], 0
    for dark, group in groupby(value < 128 for value in row):
        length = len(list(group))
        if dark:
            stretches.append((x, length))
        x += length
    return stretches
