"""A warehouse's own codes, taken apart by its rules; the first rule that fits decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.barcodes.reading import GS, GTIN, TODAY
from webapp.barcodes import Command, Encoding, Kind, Measure, Parsed, Rule, RuleKind, parse
from webapp.barcodes.measures import base_units
from webapp.barcodes.nomenclature import Matched, attempt
from webapp.barcodes.parsed import Fault

SCALE = "21.....{NNDDD}"
IN_HOUSE = "P{product:5}/L{lot:1-20}/Q{quantity:1-6}"


def rule(
    pattern: str,
    kind: RuleKind = RuleKind.WEIGHED,
    encoding: Encoding = Encoding.ANY,
    *,
    name: str = "",
    active: bool = True,
) -> Rule:
    """A rule called as its pattern."""
    return Rule(1, name or pattern, kind, encoding, pattern, active)


def read(code: str, *rules: Rule, symbology: str | None = None) -> Parsed:
    """The code under the rules."""
    return parse(code, symbology, today=TODAY, rules=rules)


def elements(code: str, *rules: Rule) -> dict[str, str]:
    """The elements of the one reading."""
    reading = read(code, *rules).reading
    assert reading is not None
    return dict(reading.elements)


def why_not(code: str, one: Rule) -> str:
    """Why a code does not fit a rule."""
    fault = attempt(one, code, TODAY)
    assert isinstance(fault, Fault)
    return str(fault.words)


@pytest.mark.feature("BC-04")
@pytest.mark.parametrize("encoding", [Encoding.ANY, Encoding.EAN_13])
@pytest.mark.parametrize("symbology", [None, "]E0", "]C0"])
def test_a_scales_label_is_its_product_and_the_weight(encoding, symbology):
    parsed = read("2112345015002", rule(SCALE, encoding=encoding), symbology=symbology)
    assert (parsed.kind, parsed.rule, parsed.fault) == (Kind.RULE, SCALE, None)
    reading = parsed.reading
    assert reading is not None
    assert reading.elements == {"01": "02112345000008", "3103": "001500"}
    assert reading.measure == Measure(Decimal("1.500"), "kg")
    assert base_units(reading.measure, "kg", 3) == 1500


@pytest.mark.feature("BC-04")
def test_a_label_of_ones_own_tells_product_lot_and_quantity():
    parsed = read("P12345/L2026-07/Q12", rule(IN_HOUSE, RuleKind.PRODUCT))
    reading = parsed.reading
    assert reading is not None
    assert reading.elements == {"1P": "12345", "10": "2026-07", "30": "12"}
    assert (reading.product_code, reading.lot, reading.count) == ("12345", "2026-07", 12)
    assert reading.warnings == ()


@pytest.mark.feature("BC-04")
def test_a_label_of_ones_own_tells_serial_and_expiry():
    pattern = "{gtin:13}#{serial:1-20}#{expiry:DDMMYYYY}"
    reading = read("9501101530003#SN-1#28022027", rule(pattern, RuleKind.PRODUCT)).reading
    assert reading is not None
    assert (reading.gtin, reading.serial) == ("09501101530003", "SN-1")
    assert reading.expires_on == date(2027, 2, 28)


@pytest.mark.feature("BC-04")
@pytest.mark.parametrize(
    ("kind", "pattern", "code", "expected"),
    [
        (RuleKind.PRICED, "23.....{NNNDD}", "2312345019998", {"3922": "01999"}),
        (RuleKind.DISCOUNTED, "22.....000{NN}", "2212345000159", {"3940": "0015"}),
        (RuleKind.WEIGHED, "28.....{NDDDD}", "2812345015001", {"3104": "001500"}),
    ],
)
def test_price_discount_and_weight_keep_their_decimals(kind, pattern, code, expected):
    found = elements(code, rule(pattern, kind))
    assert {ai: value for ai, value in found.items() if ai != "01"} == expected


@pytest.mark.feature("BC-04")
def test_a_lots_label_needs_no_product():
    assert elements("LOT:A-7", rule("LOT:{lot:1-20}", RuleKind.LOT)) == {"10": "A-7"}


@pytest.mark.feature("BC-04")
def test_a_bin_and_a_license_plate_give_their_own_code():
    bins = rule("BIN-{code:1-20}", RuleKind.LOCATION)
    plates = rule("LPN{code:1-20}", RuleKind.PACKAGE)
    for code, kind, own in (
        ("BIN-A-01", Kind.LOCATION, "A-01"),
        ("LPN77", Kind.PACKAGE, "77"),
    ):
        parsed = read(code, bins, plates)
        assert (parsed.kind, parsed.code, parsed.readings) == (kind, own, ())


@pytest.mark.feature("BC-04")
def test_a_license_plate_with_a_right_sscc_is_an_sscc():
    plates = rule("PAL:{code:18}", RuleKind.PACKAGE)
    parsed = read("PAL:006141410000000012", plates)
    assert (parsed.kind, parsed.reading.sscc) == (Kind.SSCC, "006141410000000012")
    assert why_not("PAL:006141410000000013", plates) == (
        "The check digit of the SSCC is wrong: 2 expected, 3 found. The code was probably misread."
    )


@pytest.mark.feature("BC-04")
def test_an_old_command_card_goes_on_working():
    cards = rule("CARD:{code:1-8}={quantity:1-4}", RuleKind.COMMAND)
    assert read("CARD:QTY=12", cards).command == Command("QTY", ("12",))


@pytest.mark.feature("BC-04")
def test_the_first_rule_that_fits_decides_and_one_that_is_off_is_passed_over():
    weight, price = rule(SCALE), rule("2......{NNNDD}", RuleKind.PRICED)
    code = "2112345015002"
    assert list(elements(code, weight, price)) == ["01", "3103"]
    assert list(elements(code, price, weight)) == ["01", "3922"]
    off = rule(SCALE, active=False)
    assert list(elements(code, off, price)) == ["01", "3922"]
    assert read(code, off).rule is None


@pytest.mark.feature("BC-04")
def test_what_says_itself_what_it_is_is_read_before_any_rule():
    anything = rule("." * 20, RuleKind.LOCATION)
    assert read(f"]C101{GTIN}10AB", rule("." * 20, RuleKind.LOCATION)).rule is None
    assert read("LW*QTY*1234567890123", anything).command == Command("QTY", ("1234567890123",))
    assert read(f"01{GTIN}10{GS}A"[:20], anything).rule is None


@pytest.mark.feature("BC-05")
def test_upc_a_and_ean_13_are_one_number_a_zero_apart():
    upc, ean = "036000291452", "0036000291452"
    for pattern, encoding in (
        ("036......{NN}.", Encoding.UPC_A),
        ("0036......{NN}.", Encoding.EAN_13),
    ):
        one = rule(pattern, RuleKind.PRODUCT, encoding)
        assert elements(upc, one) == elements(ean, one) == {"01": "00036000291001", "30": "45"}
    eight = rule("9{NN}.....", RuleKind.PRODUCT, Encoding.EAN_8)
    assert elements("96385074", eight)["30"] == "63"
    assert read("0000096385074", eight).rule is None


@pytest.mark.feature("AD-04")
@pytest.mark.parametrize(
    ("code", "pattern", "sentence"),
    [
        ("21A2345015002", "21{NN}", "Character 3: a digit expected, “A” found."),
        ("X1", "P1", "Character 1: “P” expected, “X” found."),
        ("P12", "P{product:3}", "Character 4: a character expected, the end of the code found."),
        ("P123", "P{product:2}", "Character 4: the end of the code expected, “3” found."),
        ("P12", "P{product:1-4}/", "Character 4: “/” expected, the end of the code found."),
        (
            "P12345/",
            "P{product:1-4}/",
            "Character 6: {product} has at most 4 characters, “5” found.",
        ),
        ("P/", "P{product:1-4}/", "Character 2: a character expected, the end of the code found."),
        (f"P1{GS}3", "P{product:3}", "Character 3: a character expected, “␝” found."),
        (
            "E261345",
            "E{expiry:YYMMDD}",
            "The expiry date 261345 at character 2 is not in the calendar:"
            " year, month and day expected.",
        ),
        (
            "2112345015003",
            SCALE,
            "The check digit of the GTIN is wrong: 2 expected, 3 found."
            " The code was probably misread.",
        ),
    ],
)
def test_a_code_that_does_not_fit_names_the_character_that_stopped_it(code, pattern, sentence):
    assert why_not(code, rule(pattern, RuleKind.PRODUCT)) == sentence


def test_a_rule_for_one_kind_of_number_says_which():
    assert why_not("21123450150", rule(SCALE, encoding=Encoding.EAN_13)) == (
        "A number of 13 digits with a right check digit is expected (EAN-13)."
    )


def test_a_lot_that_no_label_may_hold_is_no_lot():
    one = rule("L{lot:1-20}", RuleKind.LOT)
    assert why_not("LĐ1", one) == (
        "The lot holds “Đ” at character 2, which no GS1 code may contain."
    )


def test_a_year_far_away_is_not_taken_for_another_century():
    one = rule("E{expiry:YYYYMMDD}", RuleKind.PRODUCT)
    assert elements("E20760101", one)["17"] == "760101"
    assert why_not("E20770101", one) == (
        "The expiry date 20770101 at character 2 is not in the calendar:"
        " year, month and day expected."
    )


def test_the_check_digit_left_out_of_a_pattern_is_told():
    found = attempt(rule(SCALE), "2112345015002", TODAY)
    assert isinstance(found, Matched)
    assert [one.value for one in found.parts] == ["21", "12345", "01500"]
    assert found.check_digit == "2"


@pytest.mark.feature("BC-04")
@pytest.mark.parametrize(
    ("measure", "unit", "scale", "units"),
    [
        (("1.5", "kg"), "kg", 3, 1500),
        (("1.5", "kg"), "g", 0, 1500),
        (("0.75", "l"), "ml", 0, 750),
        (("2.5", "m"), "m", 1, 25),
        (("1.5", "kg"), "kg", 0, None),
        (("1.5", "kg"), "each", 0, None),
        (("1.5", "l"), "kg", 3, None),
        (("0", "kg"), "kg", 3, None),
    ],
)
def test_a_measure_is_counted_in_whole_base_units_or_not_at_all(measure, unit, scale, units):
    value, stated = measure
    assert base_units(Measure(Decimal(value), stated), unit, scale) == units
