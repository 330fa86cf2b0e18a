"""A label printer on the desk: draws the part of ZPL that the program sends, and nothing else.

It makes every symbol from the field's data alone, as the printer would: Code 128 character by
character with its own table of bars, DataMatrix and QR from the escapes. What is wider than the
print width is cut without a word, as a printer cuts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import zxingcpp
from PIL import Image, ImageDraw, ImageFont
from reportlab.graphics.barcode import code128

from webapp.labels.elements import elements_of
from webapp.labels.type import SEMIBOLD

COMMAND = re.compile(r"\^([A-Z][A-Z0-9])([^^]*)")
ESCAPED = re.compile(rb"\\([0-9A-F]{2})")
# Widths as letters, capitals for bars, by the value of the character.
BARS = code128._patterns
START = {">9": 103, ">:": 104, ">;": 105}
FUNCTIONS = {">8": 102, ">6": 100, ">5": 99}
GS = "\x1d"


@dataclass
class Sheet:
    """One printed label."""

    picture: Image.Image
    copies: int = 1
    words: list[str] = field(default_factory=list)
    pictures: int = 0
    """How many lines came as pictures."""


def printed(zpl: str) -> list[Sheet]:
    """Every label of a job, each once."""
    assert zpl.isascii()
    return [_Printer().run(one) for one in re.findall(r"\^XA(.*?)\^XZ", zpl, re.DOTALL)]


class _Printer:
    def __init__(self) -> None:
        self.width = self.height = 0
        self.at = (0, 0)
        self.module = 2
        self.hexadecimal = False
        self.pending: tuple[str, list[str]] | None = None

    def run(self, body: str) -> Sheet:
        commands = [(name, rest.rstrip("\n")) for name, rest in COMMAND.findall(body)]
        settings = dict(commands)
        self.width, self.height = int(settings["PW"]), int(settings["LL"])
        assert settings["CI"] == "28"
        self.sheet = Sheet(Image.new("L", (self.width, self.height), 255))
        for name, rest in commands:
            getattr(self, f"do_{name.lower()}")(rest)
        return self.sheet

    def do_nothing(self, rest: str) -> None:
        """Settings were read before."""

    do_ci = do_pw = do_ll = do_lh = do_nothing

    def do_pq(self, rest: str) -> None:
        self.sheet.copies = int(rest)

    def do_fo(self, rest: str) -> None:
        left, top = map(int, rest.split(","))
        assert 0 <= left < self.width
        assert 0 <= top < self.height
        self.at = (left, top)

    def do_by(self, rest: str) -> None:
        self.module = int(rest)
        assert 1 <= self.module <= 10

    def do_fh(self, rest: str) -> None:
        assert rest == "\\"
        self.hexadecimal = True

    def do_bc(self, rest: str) -> None:
        self.pending = ("BC", rest.split(","))

    def do_bx(self, rest: str) -> None:
        self.pending = ("BX", rest.split(","))

    def do_bq(self, rest: str) -> None:
        self.pending = ("BQ", rest.split(","))

    def do_a0(self, rest: str) -> None:
        self.pending = ("A0", rest.split(","))

    def do_fd(self, rest: str) -> None:
        data = rest
        if self.hexadecimal:
            raw = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), rest.encode())
            data = raw.decode()
        assert self.pending
        name, parameters = self.pending
        {"BC": self.bars, "BX": self.matrix, "BQ": self.qr, "A0": self.text}[name](data, parameters)

    def do_fs(self, rest: str) -> None:
        self.hexadecimal, self.pending = False, None

    def do_gf(self, rest: str) -> None:
        kind, sent, whole, a_row, data = rest.split(",")
        assert (kind, sent) == ("A", whole)
        raw = bytes.fromhex(data)
        assert len(raw) == int(whole)
        size = (8 * int(a_row), len(raw) // int(a_row))
        ink = Image.frombytes("1", size, raw)
        assert self.at[1] + size[1] <= self.height
        assert self.at[0] + ink.getbbox()[2] <= self.width  # type: ignore[index]
        self.sheet.picture.paste(0, self.at, ink)
        self.sheet.pictures += 1

    def bars(self, data: str, parameters: list[str]) -> None:
        orientation, height, *others = parameters
        assert (orientation, others) == ("N", ["N", "N", "N", "N"])
        left, top = self.at
        widths = "".join(BARS[value] for value in with_check(symbol_characters(data)))
        for letter in widths:
            width = self.module * (ord(letter.lower()) - ord("a") + 1)
            if letter.isupper():
                self.sheet.picture.paste(0, (left, top, left + width, top + int(height)))
            left += width

    def matrix(self, data: str, parameters: list[str]) -> None:
        orientation, module, quality, *middle, escape = parameters
        assert (orientation, quality, middle, escape) == ("N", "200", ["", "", ""], "_")
        assert data.startswith("_1")
        text = re.sub("_(.)", lambda found: GS if found[1] == "1" else found[1], data[2:])
        gs1 = "".join(f"[{ai}]{value}" for ai, value in elements_of(text))
        code = zxingcpp.create_barcode(
            gs1, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, forceSquare=True
        )
        self.squares(code, int(module))

    def qr(self, data: str, parameters: list[str]) -> None:
        orientation, model, module = parameters
        assert (orientation, model, data[:3]) == ("N", "2", "MA,")
        code = zxingcpp.create_barcode(data[3:], zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        self.squares(code, int(module))

    def squares(self, code: zxingcpp.Barcode, module: int) -> None:
        dots = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
        size = (dots.width * module, dots.height * module)
        self.sheet.picture.paste(dots.resize(size, Image.Resampling.NEAREST), self.at)

    def text(self, data: str, parameters: list[str]) -> None:
        orientation, height, width = parameters
        assert (orientation, height) == ("N", width)
        face = ImageFont.truetype(SEMIBOLD, int(height))
        draw = ImageDraw.Draw(self.sheet.picture)
        baseline = (self.at[0], self.at[1] + round(int(height) * 0.8))
        draw.text(baseline, data, fill=0, font=face, anchor="ls")
        self.sheet.words.append(data)


def symbol_characters(data: str) -> list[int]:
    """The values of the symbol characters that a ^BC field in mode N stands for."""
    values = [START[data[:2]]]
    in_c, at = values[0] == 105, 2
    while at < len(data):
        pair = data[at : at + 2]
        if pair in FUNCTIONS:
            values.append(FUNCTIONS[pair])
            in_c = (in_c or pair == ">5") and pair != ">6"
            at += 2
        elif in_c:
            values.append(int(pair))
            at += 2
        elif pair == ">0":
            values.append(ord(">") - 32)
            at += 2
        else:
            assert data[at] != ">"
            values.append(ord(data[at]) - 32)
            at += 1
    return values


def with_check(values: list[int]) -> list[int]:
    """With the check character and the stop that the printer adds."""
    check = values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))
    return [*values, check % 103, 106]
