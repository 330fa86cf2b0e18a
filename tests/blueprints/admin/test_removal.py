"""The admin says what leaves first, by category and by place, and when orders get stock."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Role


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse."""
    return warehouse_of(app)


@pytest.fixture
def admin(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    people.sign_in(client, "root")
    return client


def save(admin: FlaskClient, act: str, **form: str) -> tuple[int, str]:
    """Send one of the forms; the status, and the words of the page after it."""
    answer = people.post(admin, "/removal", page="/removal", act=act, **form)
    text = answer.text if answer.status_code != 303 else admin.get("/removal").text
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.feature("PK-11")
def test_a_category_is_added_gets_products_and_its_order_changes(
    app: Flask, admin: FlaskClient
) -> None:
    save(admin, "category", category_code="DRINKS", name="Drinks", strategy="fifo")
    save(admin, "product", sku="WATER", category="DRINKS")
    _, said = save(admin, "category", category_code="DRINKS", name="Drinks", strategy="lifo")
    strategy = (
        "select c.removal_strategy from products p join product_categories c"
        " on c.id = p.category_id where p.sku = 'WATER'"
    )
    assert people.read(app, strategy) == [("lifo",)]
    first, last = "First in, first out (FIFO)", "Last in, first out (LIFO)"
    assert f"DRINKS Drinks · {first} Drinks · {last} root" in said
    assert "WATER DRINKS root" in said
    save(admin, "product", sku="WATER", category="")
    assert people.read(app, strategy) == []


@pytest.mark.feature("PK-11")
def test_a_place_says_what_leaves_first(app: Flask, admin: FlaskClient) -> None:
    place = "select removal_strategy from locations where code = 'A-1'"
    assert save(admin, "place", place_code="A-1", strategy="closest")[0] == 303
    assert people.read(app, place) == [("closest",)]
    assert save(admin, "place", place_code="A-1", strategy="")[0] == 303
    assert people.read(app, place) == [(None,)]


@pytest.mark.feature("PK-12")
def test_when_stock_is_reserved_is_kept_and_in_the_history(admin: FlaskClient) -> None:
    save(admin, "reservations", method="days_before", days_before="2")
    _, said = save(admin, "reservations", method="manual")
    days = "Some days before the order is due · 2"
    assert f"{days} Only when a supervisor checks availability root" in said
    assert f"When the order is released {days} root" in said


@pytest.mark.parametrize(
    ("act", "form", "sentence"),
    [
        ("product", {"sku": "NO-SUCH"}, "No product has the SKU NO-SUCH."),
        ("product", {"sku": "WATER", "category": "X"}, "There is no category X."),
        ("place", {"place_code": "Z-9"}, "There is no location Z-9."),
        ("place", {"place_code": "A-1", "strategy": "best"}, "best was given; one of"),
        ("category", {"category_code": "", "name": "x"}, "a text of 1 to 64 letters was expected"),
        ("category", {"category_code": "X", "name": "x" * 201}, "a text of 1 to 200 letters"),
        (
            "reservations",
            {"method": "days_before", "days_before": "400"},
            "400 was given; a whole number from 0 to 365 was expected",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    app: Flask, admin: FlaskClient, act: str, form: dict[str, str], sentence: str
) -> None:
    status, said = save(admin, act, **form)
    assert status == 422
    assert sentence in said
    assert people.read(app, "select count(*) from setting_changes where room = 'removal'") == [(0,)]


def test_an_unknown_act_is_turned_away(admin: FlaskClient) -> None:
    assert save(admin, "burn")[0] == 422
