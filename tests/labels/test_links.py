"""Elements as web addresses."""

from __future__ import annotations

import pytest

from webapp.labels import LabelRefused, digital_link

GTIN = "04006381333931"


@pytest.mark.feature("LB-03")
@pytest.mark.parametrize(
    ("elements", "path"),
    [
        ({"01": GTIN}, f"/01/{GTIN}"),
        ({"21": "S", "10": "L", "22": "2A", "01": GTIN}, f"/01/{GTIN}/22/2A/10/L/21/S"),
        ({"01": GTIN, "30": "12", "17": "271231"}, f"/01/{GTIN}?17=271231&30=12"),
        ({"01": GTIN, "10": "A/B%&=?+ "[:-1]}, f"/01/{GTIN}/10/A%2FB%25%26%3D%3F%2B"),
        ({"00": "395011015300000011", "37": "48"}, "/00/395011015300000011?37=48"),
    ],
)
def test_the_key_and_its_qualifiers_are_the_path_and_the_rest_is_asked_for(elements, path):
    assert digital_link(elements) == f"https://id.gs1.org{path}"


def test_a_warehouse_may_have_a_resolver_of_its_own():
    link = digital_link(f"(01){GTIN}", "https://id.example.com/")
    assert link == f"https://id.example.com/01/{GTIN}"


def test_a_lot_alone_is_no_link():
    with pytest.raises(LabelRefused) as caught:
        digital_link({"10": "L"})
    assert str(caught.value.words) == (
        "10L cannot be printed as a Digital Link: it holds neither a GTIN nor an SSCC."
    )
