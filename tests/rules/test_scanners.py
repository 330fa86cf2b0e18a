"""What may be set for a scanner, how it is kept, and what is said of it."""

from __future__ import annotations

import json

import pytest

from webapp.rules.scanners import (
    USUAL,
    Layout,
    Letters,
    Scanner,
    in_words,
    scanner_kept,
    scanner_typed,
)

ODD = Scanner(120, 78, Layout.US, Letters.SWAP, ("%1D", "<GS>"), "Z#", several=True)
FIELDS = {
    "quiet_ms": "120",
    "gap_ms": "78",
    "layout": "us",
    "letters": "swap",
    "prefix": "Z#",
    "several": "yes",
}


def test_a_scanner_as_usual_is_kept_as_nothing() -> None:
    assert (USUAL.kept(), scanner_kept(None)) == (None, USUAL)


def test_settings_are_kept_and_come_back() -> None:
    assert scanner_kept(json.loads(ODD.kept() or "")) == ODD


def test_only_what_is_not_as_usual_is_written_down() -> None:
    assert Scanner(quiet_ms=120).kept() == '{"quiet_ms": 120}'


def test_a_form_gives_the_settings_it_names() -> None:
    assert scanner_typed(FIELDS, ["%1D", "", "<GS>", "%1D"]) == ODD


def test_an_empty_form_is_a_scanner_as_usual() -> None:
    assert scanner_typed({}, [""]) == USUAL


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (
            "quiet_ms",
            "5",
            "5 was given; a whole number of milliseconds from 50 to 1000 is expected.",
        ),
        (
            "gap_ms",
            "fast",
            "fast was given; a whole number of milliseconds from 20 to 150 is expected.",
        ),
        ("layout", "dvorak", "dvorak was given; one of key, us is expected."),
        ("letters", "up", "up was given; one of keep, caps_lock, swap is expected."),
        (
            "prefix",
            "a prefix",
            "",
        ),
        (
            "prefix",
            "much too long",
            "A prefix has at most 8 characters that can be seen; take a longer one out in the"
            " scanner.",
        ),
    ],
)
def test_a_field_that_will_not_do_says_why(field: str, typed: str, words: str) -> None:
    found = scanner_typed({field: typed}, [])
    assert ({} if isinstance(found, Scanner) else {k: str(v) for k, v in found.items()}) == (
        {field: words} if words else {}
    )


@pytest.mark.parametrize("separator", ["X", "1D", "a\x1db", "much-too-long", "é"])
def test_what_may_be_part_of_a_code_cannot_stand_for_the_separator(separator: str) -> None:
    found = scanner_typed({}, [separator])
    assert isinstance(found, dict)
    assert list(found) == ["separators"]


def test_a_scanner_is_described_in_words() -> None:
    assert [str(words) for words in in_words(ODD)] == [
        "A scan ends after 120 ms of quiet.",
        "Keys up to 78 ms apart are a scan.",
        "Keys are read by their place on a US keyboard.",
        "Capitals and small letters are swapped back.",
        "“%1D <GS>” is read as the separator GS.",
        "“Z#” before a code is taken off.",
        "One scan may hold several codes, parted by ; or ,.",
    ]
    assert in_words(USUAL) == ()
