"""New products, how they are tracked, and the warehouse's switch for lots and serial numbers."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.models import Role

GTIN = "09501101530010"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A stocked warehouse with an admin."""
    made = stocked(app)
    people.add(app, "chief", Role.ADMIN)
    return made


@pytest.fixture
def chief(app: Flask, house: Warehouse) -> FlaskClient:
    """The admin's browser."""
    client = app.test_client()
    people.sign_in(client, "chief")
    return client


def post(client: FlaskClient, url: str, **form: object) -> tuple[int, str]:
    """Status, and where it leads or what the page says."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(url).text)
    assert token
    answer = client.post(url, data={"csrf_token": token[1], **form})
    return answer.status_code, answer.location or answer.text


NEW = {"sku": "PEN", "name": "Pen", "unit": "each", "scale": "0", "expiry": "none"}


@pytest.mark.feature("ID-01")
@pytest.mark.parametrize(
    ("mode", "shown"),
    [("none", "Not tracked"), ("lot", "By lot"), ("serial", "By serial number")],
)
def test_a_product_of_each_mode_is_made(chief: FlaskClient, mode: str, shown: str) -> None:
    status, place = post(chief, "/products/new", **NEW, tracking=mode, gtin=GTIN)
    assert status == 303
    page = chief.get(place).text
    assert "PEN is kept from now on." in page
    assert shown in page
    assert GTIN in page


@pytest.mark.feature("ID-01")
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"sku": ""}, "A code is needed."),
        ({"sku": "CREAM"}, "CREAM is already product CREAM."),
        ({"sku": "A-01"}, "A-01 is already bin A-01."),
        ({"sku": "LW*X"}, "LW*X is a command, so it cannot be a code."),
        ({"name": ""}, "A text is needed."),
        ({"gtin": "123"}, "A GTIN has 8, 12, 13 or 14 digits and ends with its check digit."),
        ({"gtin": "09501101530003"}, "09501101530003 is already a code of CREAM."),
        ({"scale": "9"}, "0 to 6 places after the point."),
        ({"scale": "x"}, "is kept from now on"),
        ({"tracking": "serial", "scale": "3"}, "Units with serial numbers are counted whole."),
        ({"tracking": "serial", "expiry": "required"}, "Only a product with lots has dates."),
        ({"tracking": "box"}, "Choose one of the list."),
    ],
)
def test_what_is_wrong_with_a_product_is_said_beside_its_field(
    chief: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    status, page = post(chief, "/products/new", **(NEW | {"tracking": "none"} | form))
    if status == 303:
        page = chief.get(page).text
    assert sentence in page


@pytest.mark.feature("ID-01")
@pytest.mark.parametrize(
    ("sku", "mode", "sentence"),
    [
        (
            "DRYER",
            "lot",
            "1 DRYER in stock (places: 1) would have no such code. Move them out, or count them"
            " to 0, then change it and bring them in with their codes.",
        ),
        (
            "TEA",
            "none",
            "2.5 TEA in stock have codes. Move them out, or count them to 0, first.",
        ),
    ],
)
def test_what_is_in_stock_keeps_its_tracking(
    house: Warehouse, chief: FlaskClient, sku: str, mode: str, sentence: str
) -> None:
    url = f"/products/{house.ids[sku]}/tracking"
    status, page = post(chief, url, tracking=mode, expiry="none")
    assert (status, sentence in page) == (422, True)


@pytest.mark.feature("ID-01")
def test_a_product_without_stock_is_tracked_otherwise_and_that_is_written_down(
    chief: FlaskClient,
) -> None:
    _, place = post(chief, "/products/new", **NEW, tracking="none")
    assert post(chief, f"{place}/tracking", tracking="lot", expiry="required")[0] == 303
    page = chief.get(f"{place}/tracking").text
    assert "none, expiry none" in page
    assert "lot, expiry required" in page


@pytest.mark.feature("ID-01")
def test_the_dates_of_a_product_in_stock_may_change(house: Warehouse, chief: FlaskClient) -> None:
    url = f"/products/{house.ids['CREAM']}/tracking"
    assert post(chief, url, tracking="lot", expiry="required")[0] == 303


@pytest.mark.feature("ID-02")
def test_lots_are_not_switched_off_while_a_product_has_them(chief: FlaskClient) -> None:
    status, page = post(chief, "/tracking", expiry="on")
    assert status == 422
    assert "Products that have lots or serial numbers: 3. Track them otherwise first." in page


@pytest.mark.feature("ID-02")
def test_dates_are_not_switched_off_while_a_product_has_them(chief: FlaskClient) -> None:
    status, page = post(chief, "/tracking", codes="on")
    assert (status, "Products that have dates: 2. Take their dates off first." in page) == (
        422,
        True,
    )


@pytest.fixture
def plain(app: Flask) -> FlaskClient:
    """An admin of a warehouse without products."""
    people.add(app, "chief", Role.ADMIN)
    client = app.test_client()
    people.sign_in(client, "chief")
    return client


@pytest.mark.feature("ID-02")
def test_switched_off_no_form_of_a_product_speaks_of_lots(plain: FlaskClient) -> None:
    assert 'name="tracking"' in plain.get("/products/new").text
    assert post(plain, "/tracking")[0] == 303
    page = plain.get("/products/new").text
    assert 'name="tracking"' not in page
    assert 'name="expiry"' not in page
    assert post(plain, "/products/new", **NEW)[0] == 303
    status, page = post(plain, "/products/new", **(NEW | {"sku": "INK"}), tracking="lot")
    assert status == 422
    history = plain.get("/tracking").text
    assert '<td data-label="Before">on</td><td data-label="After">off</td>' in history


@pytest.mark.feature("ID-02")
def test_dates_are_switched_off_below_lots(plain: FlaskClient) -> None:
    assert post(plain, "/tracking", codes="on")[0] == 303
    page = plain.get("/products/new").text
    assert 'name="tracking"' in page
    assert 'name="expiry"' not in page
