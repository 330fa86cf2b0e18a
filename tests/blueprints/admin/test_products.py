"""The pages on which a product's codes are kept, and where remembered labels are forgotten."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.warehouse import CREAM, CREAM_CASE, Warehouse, warehouse_of
from webapp.models import Role

TEA = "09501101530102"


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse."""
    return warehouse_of(app)


@pytest.fixture
def desk(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser in which a supervisor is signed in."""
    people.add(app, "desk", Role.SUPERVISOR)
    people.sign_in(client, "desk")
    return client


def words(text: str) -> str:
    """A page without its markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def add(desk: FlaskClient, product: int, **form: str) -> tuple[int, str]:
    """Add a code: the status, and the page that follows."""
    answer = people.post(desk, f"/products/{product}/codes", page="/products", **form)
    page = desk.get(answer.location) if answer.location else answer
    return answer.status_code, words(page.text)


@pytest.mark.feature("ID-13")
def test_two_codes_are_added_and_both_scan(desk: FlaskClient, house: Warehouse) -> None:
    cream = house.ids["CREAM"]
    assert add(desk, cream, code="CR-OLD")[0] == 303
    assert add(desk, cream, code="CR-BOX", units="12")[0] == 303
    text = desk.get(f"/products/{cream}").text
    assert words(text).index("CR-OLD Main 1 each") < words(text).index("CR-BOX 12 each")
    for code in ("CR-OLD", "CR-BOX"):
        assert house.hand().scans(code)["message"] == "This is CREAM."


@pytest.mark.feature("ID-13")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (CREAM, f"{CREAM} is already a code of CREAM."),
        (CREAM[1:], f"{CREAM} is already a code of CREAM."),
        ("WATER", "WATER is already product WATER."),
        ("A-1", "A-1 is already bin A-1."),
        ("T-01", "T-01 is already license plate T-01."),
        ("RC-1", "RC-1 is already receipt RC-1."),
        ("LW*OK", "LW*OK is a command, so it cannot be a code."),
        ("", "A code is needed."),
        ("x" * 65, "A code has at most 64 characters."),
        ("tab\there", "A code is written in letters, digits and signs."),
        (f"01{CREAM}10AB", f"01{CREAM}10AB is read as a label: (01){CREAM}(10)AB."),
        ("]C1ABC", "]C1ABC begins with a scanner's sign; leave it out."),
    ],
)
def test_a_code_that_will_not_do_is_refused_beside_its_field(
    desk: FlaskClient, house: Warehouse, code: str, sentence: str
) -> None:
    house.receipt("RC-1", CREAM=1)
    status, page = add(desk, house.ids["DRYER"], code=code)
    assert (status, house.count("product_codes")) == (422, 0)
    assert sentence in page.replace("&#39;", "'")


@pytest.mark.feature("ID-14")
def test_a_code_of_a_serial_product_stands_for_one(desk: FlaskClient, house: Warehouse) -> None:
    status, page = add(desk, house.ids["DRYER"], code="DR-BOX", units="6")
    assert status == 422
    assert "Every DRYER has its own serial number, so a code stands for one." in page


@pytest.mark.feature("ID-13")
def test_another_code_becomes_the_main_one_and_the_history_says_so(
    desk: FlaskClient, house: Warehouse
) -> None:
    cream = house.ids["CREAM"]
    add(desk, cream, code="ONE")
    add(desk, cream, code="TWO")
    two = house.ask("select id from product_codes where code = 'TWO'")
    people.post(desk, f"/products/{cream}/codes/{two}", page="/products", act="main")
    page = words(desk.get(f"/products/{cream}").text)
    assert "TWO is the main code now." in page
    assert page.index("TWO Main") < page.index("ONE 1 each")
    assert "main: ONE main: TWO desk" in page


def test_a_removed_code_names_nothing_and_is_free_again(
    desk: FlaskClient, house: Warehouse
) -> None:
    cream, water = house.ids["CREAM"], house.ids["WATER"]
    add(desk, cream, code="OLD")
    old = house.ask("select id from product_codes")
    people.post(desk, f"/products/{cream}/codes/{old}", page="/products", act="remove")
    assert house.hand().scans("OLD")["code"] == "unknown_code"
    assert add(desk, water, code="OLD")[0] == 303
    assert house.hand().scans("OLD")["message"] == "This is WATER."
    assert house.count("product_codes") == 2


def test_a_gtin_goes_to_the_size_that_has_none(
    app: Flask, desk: FlaskClient, house: Warehouse
) -> None:
    water = house.ids["WATER"]
    people.change(
        app, "update packagings set gtin = null where product_id = :id and quantity = 6", id=water
    )
    size = house.ask("select id from packagings where gtin is null")
    assert add(desk, water, code=TEA, size=str(size))[0] == 303
    assert house.ask("select gtin from packagings where id = :id", id=size) == TEA
    assert house.count("product_codes") == 0


def test_only_an_admin_adds_a_size(app: Flask, desk: FlaskClient, house: Warehouse) -> None:
    path = f"/products/{house.ids['WATER']}/packagings"
    form = {"kind": "pallet", "quantity": "60", "gtin": ""}
    assert people.post(desk, path, page="/products", **form).status_code == 403
    people.add(app, "root", Role.ADMIN)
    root = app.test_client()
    people.sign_in(root, "root")
    wrong = people.post(root, path, page="/products", **form | {"gtin": "123"})
    assert wrong.status_code == 422
    assert "A GTIN has 8, 12, 13 or 14 digits and ends with its check digit." in wrong.text
    assert people.post(root, path, page="/products", **form).status_code == 303
    assert "Pallet 60 each" in words(root.get(f"/products/{house.ids['WATER']}").text)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["CREAM", "DRYER", "TONER", "WATER"]),
        ("?sort=name&order=descending", ["WATER", "TONER", "CREAM", "DRYER"]),
        ("?q=hair", ["DRYER"]),
        (f"?q={CREAM_CASE}", ["CREAM"]),
        ("?q=no-such", []),
    ],
)
def test_the_list_is_searched_and_sorted_and_saved_as_a_file(
    desk: FlaskClient, search: str, found: list[str]
) -> None:
    file = desk.get(f"/products.csv{search}")
    assert [row["sku"] for row in csv.DictReader(io.StringIO(file.text))] == found
    assert desk.get(f"/products{search}").status_code == 200


def test_a_code_of_a_product_finds_it_in_the_list(desk: FlaskClient, house: Warehouse) -> None:
    add(desk, house.ids["TONER"], code="INK-77")
    assert "TONER" in words(desk.get("/products?q=ink-77").text)
    assert "CREAM" not in words(desk.get("/products?q=ink-77").text)


def test_what_is_not_there_is_not_found(desk: FlaskClient, house: Warehouse) -> None:
    assert desk.get("/products/999").status_code == 404
    assert people.post(desk, "/products/999/codes", page="/products", code="X").status_code == 404
    cream = f"/products/{house.ids['CREAM']}/codes/999"
    assert people.post(desk, cream, page="/products", act="main").status_code == 404
    assert people.post(desk, "/label-shapes/999", page="/label-shapes").status_code == 404


@pytest.mark.feature("BC-10")
def test_a_remembered_label_is_seen_and_forgotten(desk: FlaskClient, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=9)
    hand = house.hand().opens("receiving")
    label = f"01{CREAM}10AB1217271231"
    hand.scans("RC-1", label, f"(01){CREAM}(10)AB12(17)271231", "LW*REMEMBER")
    page = words(desk.get("/label-shapes").text)
    assert "Harbour Cosmetics (01) product, characters: 14" in page
    assert f"(01){CREAM} (10)AB12 (17)271231 ann" in page
    shape = house.ask("select id from label_shapes")
    assert people.post(desk, f"/label-shapes/{shape}", page="/label-shapes").status_code == 303
    assert "Nothing is remembered." in desk.get("/label-shapes").text
    assert hand.scans(f"01{CREAM}10AC1317271130")["status"] == "choose"
