"""Why a label is not made: one function for each reason."""

from __future__ import annotations

from datetime import date

from webapp.barcodes import shown
from webapp.labels.label import Symbology
from webapp.words import T, Words


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
    words = T(
        "%(code)s does not fit a %(symbology)s symbol. Print it as %(square)s.",
        code=shown(text),
        symbology=symbology.value,
        square=_square(symbology).value,
    )
    return LabelRefused("label_too_long", words)


def wider_than_paper(text: str, symbology: Symbology, width_mm: float) -> LabelRefused:
    values = {"code": shown(text), "symbology": symbology.value, "width": f"{width_mm:.3g}"}
    if not symbology.is_linear:
        words = T(
            "The %(symbology)s symbol of %(code)s is too large for a label %(width)s mm wide. "
            "Print it on a larger label.",
            **values,
        )
        return LabelRefused("label_too_wide", words)
    words = T(
        "The %(symbology)s symbol of %(code)s is wider than a label of %(width)s mm. Print it as "
        "%(square)s, or on a wider label.",
        square=_square(symbology).value,
        **values,
    )
    return LabelRefused("label_too_wide", words)


def small_modules(module_mm: float, smallest_mm: float, symbology: Symbology) -> Words:
    """What to know of a symbol that a scanner will hardly read."""
    values = {"module": f"{module_mm:.2f}", "smallest": f"{smallest_mm:g}"}
    if not symbology.is_linear:
        return T(
            "The squares of the symbol would be %(module)s mm, and %(smallest)s mm are needed to "
            "scan. Print it on a larger label.",
            **values,
        )
    return T(
        "The bars would be %(module)s mm, and %(smallest)s mm are needed to scan. Print it as "
        "%(square)s, or on a wider label.",
        square=_square(symbology).value,
        **values,
    )


def _square(symbology: Symbology) -> Symbology:
    """What holds the same in less room."""
    return Symbology.GS1_DATAMATRIX if symbology.is_gs1 else Symbology.QR


def not_read_back(text: str, symbology: Symbology) -> LabelRefused:
    words = T(
        "The %(symbology)s symbol for %(code)s does not read back. Choose another kind of symbol.",
        code=shown(text),
        symbology=symbology.value,
    )
    return LabelRefused("label_not_read_back", words)


def link_without_key(text: str) -> LabelRefused:
    words = T(
        "%(code)s cannot be printed as a Digital Link: it holds neither a GTIN nor an SSCC.",
        code=shown(text),
    )
    return LabelRefused("label_link", words)


def not_a_command(text: str) -> LabelRefused:
    words = T("%(code)s is no command: a command begins with LW*.", code=shown(text))
    return LabelRefused("label_not_a_command", words)


def reads_otherwise(text: str) -> LabelRefused:
    """A text that would come back from the scanner, but be taken for something else."""
    words = T(
        "%(code)s cannot be printed: a scan of it would be taken for a command or a link, or lose "
        "the spaces around it. Give it another code.",
        code=shown(text),
    )
    return LabelRefused("label_reads_otherwise", words)


def without_gtin(code: str) -> Words:
    """What to know of a label that names no product."""
    return T(
        "Without a GTIN the label holds %(code)s alone. Where two products have that code, the "
        "scan asks which of them is meant.",
        code=shown(code),
    )


def left_out(code: str) -> Words:
    """What to know of a label whose symbol does not hold a code that people read on it."""
    return T(
        "%(code)s cannot stand in a GS1 symbol, which takes at most 20 letters without accents, "
        "digits and some signs. It is printed in words alone.",
        code=shown(code),
    )


def not_gs1(code: str) -> Words:
    """What to know of a label whose own code GS1 does not allow."""
    return T(
        "%(code)s cannot stand in a GS1 symbol, which takes at most 20 letters without accents, "
        "digits and some signs. The symbol holds it alone, as plain text.",
        code=shown(code),
    )


def year_left_out(day: date) -> Words:
    """What to know of a label whose symbol does not hold a date that people read on it."""
    return T(
        "%(date)s cannot stand in a GS1 symbol, where a year has two digits: it would be read as "
        "another century. It is printed in words alone.",
        date=day,
    )
