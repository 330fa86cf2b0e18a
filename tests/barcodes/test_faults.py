"""What a worker is told about a faulty code: which element, where, what was expected."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import GS, GTIN, read, sentence

KEY = f"]C101{GTIN}"


@pytest.mark.feature("BC-07")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "]E09501101530004",
            "The check digit of the GTIN is wrong: 3 expected, 4 found."
            " The code was probably misread.",
        ),
        (
            "(00)395011015300000012",
            "The check digit of the SSCC is wrong: 1 expected, 2 found."
            " The code was probably misread.",
        ),
        (
            "]E0950110153",
            "An item number has 8, 12, 13 or 14 digits, 9 characters found."
            " The code was probably misread.",
        ),
        (
            KEY + "1726123",
            "The expiry date at character 19 is too short: 6 characters expected, 5 found."
            " The code was probably cut off.",
        ),
        (
            KEY + "10" + "A" * 21,
            "The lot at character 19 is too long: at most 20 characters expected, 21 found.",
        ),
        (
            KEY + "37X",
            "The count holds “X” at character 19, where a digit is expected.",
        ),
        (
            KEY + "10AB$",
            "The lot holds “$” at character 21, which no GS1 code may contain.",
        ),
        (KEY + "8912", "At character 17 a GS1 element is expected, “8912” found."),
        (KEY + "10" + GS + "21S1", "The lot at character 19 is empty."),
        (
            KEY + "10AB" + GS + "10CD",
            "The lot is there twice: AB and, at character 24, CD. One expected.",
        ),
        (
            "01)09501101530003",
            "At character 1 a number in brackets is expected, such as (01) or (10).",
        ),
        ("(77)1", "At character 1 a GS1 element is expected, “(77)” found."),
        (
            "]Z9123",
            "The scanner announced the code as ]Z9, which is no kind of barcode."
            " Check the scanner's settings.",
        ),
        ("LW*", "The command barcode names no command. Print it anew."),
        (
            "https://shop.example/hand-cream",
            "This web address holds no GS1 key, such as /01/ and a GTIN. Scan another code.",
        ),
        (
            "https://id.gs1.org/ARHKVAdpQg",
            "This web address is a compressed GS1 link, which is not read here."
            " Scan another code of the label.",
        ),
        (
            "https://a.example/01/09501101530003/17/261231",
            "The web address is not built as GS1 prescribes: “17” is not expected in its path.",
        ),
        (
            "]C18006095011015300030002",
            "The ITIP (8006) at character 5 is not written as GS1 prescribes: 095011015300030002.",
        ),
    ],
)
def test_a_fault_names_element_place_and_expectation(text, said):
    assert sentence(text) == said


def test_a_fault_points_at_its_character():
    fault = read("https://a.example/01/09501101530003?17=261301").fault
    assert (fault.code, fault.ai, fault.position) == ("date", "17", 40)


@pytest.mark.feature("BC-07")
@pytest.mark.parametrize(
    "element",
    [
        "00395011015300000011",
        "0109501101530003",
        "0209501101530003",
        "2539501101530003",
        "2559501101530003",
        "40295211411234567892",
        *(f"41{n}9501101530003" for n in range(8)),
        "800309501101530003",
        "8006095011015300030102",
        "8017952114112345678906",
        "8018952114112345678906",
        "8026095011015300030102",
    ],
)
def test_every_key_with_a_check_digit_is_checked(element):
    assert read(element, "]C1").fault is None
    spoilt = element[:8] + str((int(element[8]) + 1) % 10) + element[9:]
    assert read(spoilt, "]C1").fault.code == "check_digit"


@pytest.mark.parametrize(
    ("text", "code"),
    [("8007DE89370400440532013000", None), ("8007DE88370400440532013000", "form")],
)
def test_an_account_number_has_its_own_check(text, code):
    fault = read(text, "]C1").fault
    assert (fault.code if fault else None) == code


@pytest.mark.parametrize(
    ("element", "good"),
    [
        ("800100010000200310", True),
        ("800100010000200320", False),
        ("430918000000003600000000", True),
        ("430918000000013600000000", False),
    ],
)
def test_values_outside_the_possible_are_refused(element, good):
    assert (read(element, "]C1").fault is None) == good
