"""Web addresses that say what a label says."""

from __future__ import annotations

import pytest

from tests.barcodes.reading import certain, read
from webapp.barcodes import Kind

pytestmark = pytest.mark.feature("BC-14")

GTIN = "09501101530003"


@pytest.mark.parametrize(
    ("address", "elements"),
    [
        (f"http://a/01/{GTIN}", {"01": GTIN}),
        (
            f"https://a.example:8080/shop/01/{GTIN}/22/X/10/L/21/S",
            {"22": "X", "10": "L", "21": "S"},
        ),
        (f"https://a/some/00/path/01/{GTIN}/", {"01": GTIN}),
        (f"https://a/01/{GTIN}/10/a%2Fb", {"10": "a/b"}),
        (f"https://a/01/{GTIN}/21/01", {"21": "01"}),
        (f"https://a/01/{GTIN}?10=A+B;21=S&utm=1#top", {"10": "A+B", "21": "S"}),
        (f"https://a/GTIN/{GTIN}/LOT/x", {"10": "x"}),
        ("https://a/00/395011015300000011?02=09501101530003&37=5", {"37": "5"}),
        ("https://[::1/01/" + GTIN, {"01": GTIN}),
    ],
)
def test_path_and_query_give_the_elements(address, elements):
    parsed = read(address)
    assert parsed.kind is Kind.DIGITAL_LINK
    assert parsed.reading.elements.items() >= elements.items()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"01/{GTIN}/21/S/10/L", "link_path"),
        (f"01/{GTIN}/10/L/10/L", "link_path"),
        (f"01/{GTIN}/10/L?10=L", "ai_twice"),
        (f"01/{GTIN}/10/%20", "characters"),
        (f"01/{GTIN}/10/", "link_path"),
        (f"01/{GTIN}/10/%ff", "characters"),
        ("01/09501101530004", "check_digit"),
        ("01", "link_path"),
        ("", "link_without_key"),
        ("01/" * 500, "length"),
    ],
)
def test_a_faulty_address_says_what_is_wrong(path, code):
    parsed = read("https://a.example/" + path)
    assert (parsed.kind, parsed.fault.code) == (Kind.DIGITAL_LINK, code)


def test_an_ordinary_address_in_a_qr_code_is_plain():
    parsed = read("https://shop.example/hand-cream", "]Q1")
    assert (parsed.kind, parsed.fault) == (Kind.PLAIN, None)


def test_the_host_makes_no_difference():
    assert certain(f"https://a/01/{GTIN}") == certain(f"https://evil.example/x/y/01/{GTIN}")
