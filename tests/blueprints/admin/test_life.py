"""How long goods live is set for a product, how long they must for a partner; both with history."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.models import Role


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def admin(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser that an administrator has signed in with."""
    people.add(app, "boss", Role.ADMIN)
    client = app.test_client()
    people.sign_in(client, "boss")
    return client


def page(client: FlaskClient, address: str) -> str:
    """The text of a page without its markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())


@pytest.mark.feature("EX-01")
def test_the_days_of_a_product_are_kept_with_their_history(
    admin: FlaskClient, made: Warehouse
) -> None:
    address = f"/products/{made.ids['CREAM']}"
    form = {"expiry_days": "30", "removal_days": "15", "short_life": "report"}
    assert people.post(admin, f"{address}/life", page="/", **form).status_code == 303
    assert (
        people.post(
            admin, f"{address}/life", page="/", **(form | {"expiry_days": "40"})
        ).status_code
        == 303
    )
    said = page(admin, address)
    assert "expiry 30, removal 15 expiry 40, removal 15 boss" in said
    wrong = people.post(admin, f"{address}/life", page="/", expiry_days="-1", short_life="report")
    assert wrong.status_code == 422
    assert "A number of days from 0 to 36500 is needed." in wrong.text
    assert people.post(admin, f"{address}/life", page="/").status_code == 422


@pytest.mark.feature("EX-10")
def test_the_days_of_a_customer_are_kept_with_their_history(
    admin: FlaskClient, made: Warehouse
) -> None:
    address = f"/partners/{made.ids['C-1']}"
    assert people.post(admin, address, page="/", min_life_days="60").status_code == 303
    said = page(admin, "/partners")
    assert "Saved for C-1." in said
    assert "customer C-1" in said
    assert people.post(admin, address, page="/", min_life_days="many").status_code == 303
    assert "A number of days from 0 to 36500 is needed." in page(admin, "/partners")
    assert people.post(admin, "/partners/999999", page="/").status_code == 404


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"min_life_days": "00000000099999999"}, "A number of days from 0 to 36500 is needed."),
        ({"min_life_percent": "00101"}, "A percentage from 1 to 100 is needed."),
    ],
)
def test_noughts_before_a_number_hide_nothing(
    admin: FlaskClient, made: Warehouse, form: dict[str, str], sentence: str
) -> None:
    people.post(admin, f"/partners/{made.ids['S-1']}", page="/", **form)
    said = page(admin, "/partners")
    assert (sentence in said, "Saved for S-1." in said) == (True, False)


@pytest.mark.feature("EX-09")
def test_the_share_of_a_life_is_kept_for_a_product_and_a_supplier(
    admin: FlaskClient, made: Warehouse
) -> None:
    address = f"/products/{made.ids['CREAM']}"
    form = {"min_receipt_percent": "60", "short_life": "refuse"}
    assert people.post(admin, f"{address}/life", page="/", **form).status_code == 303
    assert "receipt 60 %, refuse boss" in page(admin, address)
    wrong = people.post(
        admin, f"{address}/life", page="/", min_receipt_percent="101", short_life="refuse"
    )
    assert "A percentage from 1 to 100 is needed." in wrong.text
    supplier = f"/partners/{made.ids['S-1']}"
    people.post(admin, supplier, page="/", min_life_days="9", min_life_percent="75")
    assert "supplier S-1" in (said := page(admin, "/partners"))
    assert "9, 75 %" in said
    people.post(admin, supplier, page="/", min_life_days="9", min_life_percent="0")
    assert "A percentage from 1 to 100 is needed." in page(admin, "/partners")
