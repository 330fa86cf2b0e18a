"""What a label of the demo holds: the text a scanner returns, and the symbol it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.demo.deliveries import Print
from webapp.demo.products import BY_SKU
from webapp.labels import Symbology, element_string
from webapp.models import PackagingKind

# A host that nobody can own (RFC 2606); nothing is ever fetched from it.
LINKS = "https://id.example.com"


@dataclass(frozen=True, slots=True)
class Code:
    """A text and its symbol."""

    text: str
    symbology: Symbology


def plain(text: str) -> Code:
    """A code of our own, or a lot alone, as bars."""
    return Code(text, Symbology.CODE_128)


def square(text: str) -> Code:
    """A code of our own as QR code."""
    return Code(text, Symbology.QR)


def plate(code: str) -> Code:
    """A license plate: an SSCC as GS1 prints it, or a code of our own."""
    if len(code) == 18 and code.isdigit():
        return Code(element_string({"00": code}), Symbology.GS1_128)
    return plain(code)


@dataclass(frozen=True, slots=True)
class Goods:
    """What a goods label tells."""

    sku: str
    pack: PackagingKind = PackagingKind.EACH
    lot: str | None = None
    serial: str | None = None
    expires_on: date | None = None

    @property
    def gtin(self) -> str:
        """Of the packaging."""
        return BY_SKU[self.sku].pack(self.pack).gtin

    @property
    def units(self) -> int:
        """Base units in the packaging."""
        return BY_SKU[self.sku].pack(self.pack).quantity

    @property
    def elements(self) -> dict[str, str]:
        """By application identifier, in the order they are printed."""
        day = self.expires_on and f"{self.expires_on:%y%m%d}"
        found = {"01": self.gtin, "17": day, "10": self.lot, "21": self.serial}
        return {ai: value for ai, value in found.items() if value}


def goods(label: Goods, way: Print = Print.SQUARE) -> Code:
    """The label printed in that way."""
    match way:
        case Print.SQUARE:
            return Code(element_string(label.elements), Symbology.GS1_DATAMATRIX)
        case Print.BARS:
            return Code(element_string(label.elements), Symbology.GS1_128)
        case Print.LINK:
            return square(link(label.gtin, label.lot))
        case Print.NUMBER:
            return Code(element_string({"01": label.gtin}), Symbology.GS1_128)
        case Print.LOT_ALONE:
            return plain(str(label.lot))


def link(gtin: str, lot: str | None) -> str:
    """A GS1 Digital Link."""
    return f"{LINKS}/01/{gtin}" + (f"/10/{lot}" if lot else "")
