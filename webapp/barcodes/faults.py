"""Everything that can be wrong with a code, one small function each: the catalogue of faults."""

from __future__ import annotations

from webapp.barcodes.names import name_of
from webapp.barcodes.parsed import Fault
from webapp.barcodes.shown import shown
from webapp.barcodes.table import Spec
from webapp.words import T

# What the value of a data identifier should be, where it is no date.
_FORMS = {
    "text": T("a text of at most 60 characters"),
    "amount": T("a number"),
    "units": T("a number with its unit"),
    "gtin": T("a GTIN of 14 digits"),
    "sscc": T("a number of a license plate"),
}


def no_data() -> Fault:
    return Fault("no_data", T("The code is empty. Scan it again."))


def unknown_identifier(text: str) -> Fault:
    words = T(
        "The scanner announced the code as %(found)s, which is no kind of barcode."
        " Check the scanner's settings.",
        found=shown(text[:3]),
    )
    return Fault("unknown_identifier", words, position=1)


def wrong_check_digit(ai: str, *, expected: str, found: str, position: int) -> Fault:
    words = T(
        "The check digit of the %(element)s is wrong: %(expected)s expected, %(found)s found."
        " The code was probably misread.",
        element=name_of(ai),
        expected=expected,
        found=found,
    )
    return Fault("check_digit", words, ai, position)


def wrong_date(ai: str, value: str, position: int) -> Fault:
    words = T(
        "The %(element)s %(value)s at character %(position)s is not in the calendar:"
        " year, month and day expected.",
        element=name_of(ai),
        value=value,
        position=position,
    )
    return Fault("date", words, ai, position)


def missing_value(ai: str, position: int) -> Fault:
    words = T(
        "The %(element)s at character %(position)s is empty.",
        element=name_of(ai),
        position=position,
    )
    return Fault("empty", words, ai, position)


def too_short(spec: Spec, value: str, position: int) -> Fault:
    words = T(
        "The %(element)s at character %(position)s is too short:"
        " %(expected)s characters expected, %(found)s found. The code was probably cut off.",
        element=name_of(spec.ai),
        position=position,
        expected=spec.shortest,
        found=len(value),
    )
    return Fault("length", words, spec.ai, position)


def too_long(spec: Spec, value: str, position: int) -> Fault:
    words = T(
        "The %(element)s at character %(position)s is too long:"
        " at most %(expected)s characters expected, %(found)s found.",
        element=name_of(spec.ai),
        position=position,
        expected=spec.longest,
        found=len(value),
    )
    return Fault("length", words, spec.ai, position)


def digits_expected(ai: str, character: str, position: int) -> Fault:
    words = T(
        "The %(element)s holds “%(found)s” at character %(position)s, where a digit is expected.",
        element=name_of(ai),
        found=shown(character),
        position=position,
    )
    return Fault("characters", words, ai, position)


def not_allowed(ai: str, character: str, position: int) -> Fault:
    words = T(
        "The %(element)s holds “%(found)s” at character %(position)s,"
        " which no GS1 code may contain.",
        element=name_of(ai),
        found=shown(character),
        position=position,
    )
    return Fault("characters", words, ai, position)


def malformed(ai: str, value: str, position: int) -> Fault:
    words = T(
        "The %(element)s at character %(position)s is not written as GS1 prescribes: %(value)s.",
        element=name_of(ai),
        position=position,
        value=shown(value),
    )
    return Fault("form", words, ai, position)


def not_as_prescribed(identifier: str, value: str, position: int, *, form: str) -> Fault:
    """A value of industry; `form` is its date's letters, or the word for its kind."""
    words = T(
        "The %(element)s at character %(position)s is %(value)s, where %(form)s is expected.",
        element=name_of(identifier),
        position=position,
        value=shown(value),
        form=_FORMS.get(form, form.rstrip("q")),
    )
    return Fault("form", words, identifier, position)


def no_data_identifier(text: str, position: int) -> Fault:
    words = T(
        "At character %(position)s a data identifier such as 1T or S is expected,"
        " “%(found)s” found.",
        position=position,
        found=shown(text[:8]),
    )
    return Fault("unknown_data_identifier", words, position=position)


def separators_lost() -> Fault:
    words = T(
        "The separators of this code are missing, so its parts cannot be told from each other."
        " Set the scanner to send them, or scan another code of the label."
    )
    return Fault("separators_lost", words)


def envelope_format(found: str) -> Fault:
    words = T(
        "This code is in an ISO/IEC 15434 envelope (“%(found)s”) that holds neither GS1 elements"
        " (format 05), nor data identifiers (06), nor text elements (12)."
        " Scan another code of the label.",
        found=shown(found[:6]),
    )
    return Fault("envelope_format", words)


def wrong_check_character(*, expected: str, found: str, position: int) -> Fault:
    """Of a HIBC code, whose labels write a space as _."""
    words = T(
        "The check character of this HIBC code is wrong: %(expected)s expected, %(found)s found."
        " The code was probably misread.",
        expected=expected.replace(" ", "_"),
        found=shown(found).replace(" ", "_"),
    )
    return Fault("check_digit", words, position=position)


def hibc_part(part: str, position: int) -> Fault:
    words = T(
        "At character %(position)s of this HIBC code a lot, serial number, date or quantity is"
        " expected, “%(found)s” found.",
        position=position,
        found=shown(part),
    )
    return Fault("form", words, position=position)


def two_scans() -> Fault:
    return Fault("two_scans", T("Two scans ran together. Scan again, one code at a time."))


def no_element(text: str, position: int) -> Fault:
    words = T(
        "At character %(position)s a GS1 element is expected, “%(found)s” found.",
        position=position,
        found=shown(text),
    )
    return Fault("unknown_ai", words, position=position)


def twice(ai: str, *, first: str, second: str, position: int) -> Fault:
    words = T(
        "The %(element)s is there twice: %(first)s and, at character %(position)s, %(second)s."
        " One expected.",
        element=name_of(ai),
        first=first,
        second=second,
        position=position,
    )
    return Fault("ai_twice", words, ai, position)


def too_many_readings() -> Fault:
    words = T(
        "The separators are missing and this code can be read in too many ways."
        " Scan another code of the label, or type its parts."
    )
    return Fault("too_many_readings", words)


def bracket(position: int) -> Fault:
    words = T(
        "At character %(position)s a number in brackets is expected, such as (01) or (10).",
        position=position,
    )
    return Fault("bracket", words, position=position)


def item_number_length(found: int) -> Fault:
    words = T(
        "An item number has 8, 12, 13 or 14 digits, %(found)s characters found."
        " The code was probably misread.",
        found=found,
    )
    return Fault("length", words, "01", 1)


def link_without_key() -> Fault:
    words = T("This web address holds no GS1 key, such as /01/ and a GTIN. Scan another code.")
    return Fault("link_without_key", words)


def link_path(found: str) -> Fault:
    words = T(
        "The web address is not built as GS1 prescribes: “%(found)s” is not expected in its path.",
        found=shown(found),
    )
    return Fault("link_path", words)


def link_compressed() -> Fault:
    words = T(
        "This web address is a compressed GS1 link, which is not read here."
        " Scan another code of the label."
    )
    return Fault("link_compressed", words)


def empty_command() -> Fault:
    return Fault("empty_command", T("The command barcode names no command. Print it anew."))
