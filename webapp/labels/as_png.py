"""One label as a picture: title, symbol, and the code in letters beneath, black on white."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from webapp.labels.label import Label
from webapp.labels.layout import laid_out
from webapp.labels.paper import Paper
from webapp.labels.symbol import grey_picture, symbol_of
from webapp.labels.type import REGULAR, SEMIBOLD, broken, said

# At 300 dots an inch a module is 0.34 mm wide in bars and 0.68 mm in squares.
_DPI = 300
_LINEAR_PIXELS = 4
_SQUARE_PIXELS = 8
_MARGIN = 24
_AIR = 10
_SMALLEST_WIDTH = 480


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: ImageFont.FreeTypeFont
    height: int


def png(label: Label) -> bytes:
    """The whole label as PNG for 300 dpi. Raises LabelRefused."""
    symbol = symbol_of(label)
    pixels = _LINEAR_PIXELS if label.symbology.is_linear else _SQUARE_PIXELS
    code = grey_picture(symbol, pixels=pixels)
    width = max(code.width, _SMALLEST_WIDTH)
    above, beneath = _typeset(label, width - 2 * _MARGIN)
    height = code.height + sum(line.height for line in (*above, *beneath)) + 2 * (_MARGIN + _AIR)
    sheet = Image.new("L", (width, height), 255)
    bottom = _write(sheet, above, _MARGIN) + _AIR
    sheet.paste(code, ((width - code.width) // 2, bottom))
    _write(sheet, beneath, bottom + code.height + _AIR)
    body = BytesIO()
    sheet.save(body, "PNG", dpi=(_DPI, _DPI), optimize=True)
    return body.getvalue()


def preview_png(label: Label, paper: Paper, dpi: int = 203) -> bytes:
    """The label as it will look on this paper, a pixel for each dot. Raises LabelRefused."""
    layout = laid_out(label, paper, dpi)
    sheet = Image.new("L", (layout.width, layout.height), 255)
    for bar in layout.symbol.symbol.bars:
        x, y, width, height = layout.symbol.box(bar)
        sheet.paste(0, (x, y, x + width, y + height))
    draw = ImageDraw.Draw(sheet)
    for line in layout.lines:
        face = ImageFont.truetype(SEMIBOLD if line.bold else REGULAR, line.size)
        draw.text((line.x, line.baseline), line.text, fill=0, font=face, anchor="ls")
    body = BytesIO()
    sheet.save(body, "PNG", dpi=(dpi, dpi), optimize=True)
    return body.getvalue()


def _typeset(label: Label, width: int) -> tuple[list[_Line], list[_Line]]:
    words = said(label)
    large, small = ImageFont.truetype(SEMIBOLD, 36), ImageFont.truetype(REGULAR, 30)
    above = [_Line(text, large, 52) for text in broken(words.title, large.getlength, width)]
    beneath = [
        _Line(text, small, 42)
        for line in words.under
        for text in broken(line, small.getlength, width)
    ]
    return above, beneath


def _write(sheet: Image.Image, lines: list[_Line], top: int) -> int:
    """The lines centred from `top` down; returns where they end."""
    draw = ImageDraw.Draw(sheet)
    for line in lines:
        draw.text((sheet.width / 2, top), line.text, fill=0, font=line.font, anchor="ma")
        top += line.height
    return top
