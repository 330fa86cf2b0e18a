"""A label before it is drawn: what people read on it, and exactly what a scanner must return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from webapp.barcodes import shown
from webapp.words import T, Words


class Symbology(Enum):
    """The symbols we print. GS1 ones hold element strings; the others hold any text."""

    GS1_128 = "GS1-128"
    GS1_DATAMATRIX = "GS1 DataMatrix"
    QR = "QR"
    CODE_128 = "Code 128"

    @property
    def is_gs1(self) -> bool:
        return self in (Symbology.GS1_128, Symbology.GS1_DATAMATRIX)

    @property
    def is_linear(self) -> bool:
        return self in (Symbology.GS1_128, Symbology.CODE_128)

    @property
    def quiet_modules(self) -> int:
        """White modules on each side: 10 beside bars, 4 around QR; DataMatrix asks 1, we give 2."""
        if self.is_linear:
            return 10
        return 4 if self is Symbology.QR else 2


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is exactly what a scanner must return, GS as U+001D, without AIM identifier.

    For a GS1 symbology `text` is an element string as `element_string` makes it. `title` and
    `lines` are for people, already in their language.
    """

    title: str
    lines: tuple[str, ...]
    text: str
    symbology: Symbology


class LabelRefused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """This label cannot be made so that it reads back: a stable `code` and `words` for people."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(str(words))
        self.code = code
        self.words = words


def empty() -> LabelRefused:
    return LabelRefused("label_empty", T("A label needs a text for its symbol."))


def not_printable(text: str) -> LabelRefused:
    words = T(
        "%(code)s cannot be printed as Code 128: only letters without accents, digits and signs "
        "fit. Print it as a QR code.",
        code=shown(text),
    )
    return LabelRefused("label_characters", words)


def not_an_element_string(text: str, place: str) -> LabelRefused:
    """`place` is the part that is no element: an unknown identifier, a value of the wrong shape."""
    words = T(
        "%(code)s cannot be printed as a GS1 symbol: %(place)s is not an element of GS1.",
        code=shown(text),
        place=shown(place),
    )
    return LabelRefused("label_not_gs1", words)


def not_valid(text: str, reason: Words) -> LabelRefused:
    words = T(
        "%(code)s cannot be printed as a GS1 symbol. %(reason)s", code=shown(text), reason=reason
    )
    return LabelRefused("label_not_gs1", words)


def too_long(text: str, symbology: Symbology) -> LabelRefused:
    """Bars run out of room first; squares hold more."""
    if not symbology.is_linear:
        words = T(
            "%(code)s does not fit a %(symbology)s symbol. Shorten it.",
            code=shown(text),
            symbology=symbology.value,
        )
        return LabelRefused("label_too_long", words)
    square = Symbology.GS1_DATAMATRIX if symbology.is_gs1 else Symbology.QR
    words = T(
        "%(code)s does not fit a %(symbology)s symbol. Print it as %(square)s.",
        code=shown(text),
        symbology=symbology.value,
        square=square.value,
    )
    return LabelRefused("label_too_long", words)


def not_read_back(text: str, symbology: Symbology) -> LabelRefused:
    words = T(
        "The %(symbology)s symbol for %(code)s does not read back. Choose another kind of symbol.",
        code=shown(text),
        symbology=symbology.value,
    )
    return LabelRefused("label_not_read_back", words)
