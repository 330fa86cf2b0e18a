"""The tree of locations, the page of one, storage categories, and what a product needs in a bin."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import people
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import Location, LocationKind, Role
from webapp.operations.ledger import Goods
from webapp.queries.returns import where_returns_wait

BIN = {"name": "", "kind": "storage", "parent": "", "walk_order": "7", "capacity": "60"}


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse with an area."""
    house = warehouse_of(app)
    with house.act() as work:
        area = Location(code="ZONE", name="Zone", kind=LocationKind.AREA)
        work.session.add(area)
        work.session.flush()
        house.ids["ZONE"] = area.id
    return house


@pytest.fixture
def root(app: Flask, house: Warehouse, client: FlaskClient) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    people.sign_in(client, "root")
    return client


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """A browser in which a supervisor is signed in."""
    people.add(app, "desk", Role.SUPERVISOR)
    desk = app.test_client()
    people.sign_in(desk, "desk")
    return desk


def words(text: str) -> str:
    """A page without its markup, one space between words."""
    plain = re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'")
    return " ".join(plain.split())


def path(house: Warehouse, code: str) -> str:
    """The page of a location."""
    return f"/locations/{house.ids[code]}"


def change(root: FlaskClient, url: str, **form: str) -> tuple[int, str]:
    """Post a location's form: the status, and the page that follows."""
    answer = people.post(root, url, page="/locations", **BIN | form)
    page = root.get(answer.location) if answer.location else answer
    return answer.status_code, words(page.text)


@pytest.mark.feature("ST-01")
def test_the_list_is_a_tree_in_the_order_people_count(root: FlaskClient, house: Warehouse) -> None:
    for code in ("Z-10", "Z-2"):
        assert change(root, "/locations", code=code, parent="ZONE")[0] == 303
    file = csv.DictReader(io.StringIO(root.get("/locations.csv").text))
    codes = [row["code"] for row in file]
    assert codes[codes.index("ZONE") :] == ["ZONE", "Z-2", "Z-10", "CUSTOMERS", "SUPPLIERS"]
    assert codes.index("A-1") < codes.index("A-9") < codes.index("ZONE")
    assert 'data-depth="1"' in root.get("/locations").text
    found = words(root.get("/locations?q=z-2").text)
    assert "Z-2 Storage ZONE" in found
    assert "Z-10" not in found


def test_the_list_is_narrowed_by_kind_category_and_what_is_blocked(root: FlaskClient) -> None:
    file = csv.DictReader(io.StringIO(root.get("/locations.csv?blocked=yes").text))
    assert [row["code"] for row in file] == ["A-9"]
    file = csv.DictReader(io.StringIO(root.get("/locations.csv?kind=dock").text))
    assert [row["code"] for row in file] == ["DOCK-1", "DOCK-2"]
    assert "No location matches." in root.get("/locations?category=NONE").text
    assert root.get("/locations?kind=cellar").status_code == 422


@pytest.mark.feature("ST-02", "ST-05")
def test_an_admin_adds_a_location_and_it_scans(
    root: FlaskClient, desk: FlaskClient, house: Warehouse
) -> None:
    assert people.post(desk, "/locations", page="/locations", code="B-1").status_code == 403
    status, page = change(root, "/locations", code="B-1", name="Bin by the door", parent="ZONE")
    assert status == 303
    assert "B-1 is in the warehouse now. Print its label." in page
    assert "B-1 · Bin by the door · storage · in ZONE · walk 7 · room 60 root" in page
    assert house.hand().scans("B-1")["message"] == "This is bin B-1."
    assert house.hand().scans("Bin by the door")["message"] == "This is bin B-1."


@pytest.mark.feature("ST-01", "RT-04")
def test_returns_wait_at_the_place_that_is_ticked(root: FlaskClient, house: Warehouse) -> None:
    with house.engine.connect() as connection:
        assert where_returns_wait(connection) is None
    change(root, "/locations", code="Q-1", kind="quarantine", walk_order="1")
    ticked = {"kind": "quarantine", "takes_returns": "yes", "count_every_days": "90"}
    page = change(root, "/locations", code="Q-2", **ticked)[1]
    assert "Returns wait here Counted every 90 days" in page
    assert "Q-2 · quarantine · walk 7 · room 60 · returns wait here · counted every 90 days" in page
    second = house.ask("select id from locations where code = 'Q-2'")
    with house.engine.connect() as connection:
        assert where_returns_wait(connection) == second
    file = csv.DictReader(io.StringIO(root.get("/locations.csv?q=Q-").text))
    assert [(row["takes_returns"], row["count_every_days"]) for row in file] == [
        ("0", ""),
        ("1", "90"),
    ]
    change(root, f"/locations/{second}", code="Q-2", kind="quarantine")
    assert house.ask("select count(*) from locations where takes_returns") == 0


@pytest.mark.feature("ST-02")
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"code": "CREAM"}, "CREAM is already product CREAM."),
        ({"code": "T-01"}, "T-01 is already license plate T-01."),
        ({"code": ""}, "A code is needed."),
        ({"parent": "NO-SUCH"}, "No location has the code NO-SUCH."),
        ({"kind": "cellar"}, "A kind is needed."),
        ({"walk_order": "-1"}, "A whole number from 0 on is needed."),
        (
            {"capacity": "9501101530003"},
            "That looks like a barcode, not a quantity: 9501101530003.",
        ),
        (
            {"takes_returns": "yes"},
            "Returns wait in quarantine: choose that kind, or take the tick away.",
        ),
        ({"count_every_days": "3651"}, "At most 3650 days."),
        ({"capacity": "0"}, "0 is not a quantity. Key in a whole number above 0."),
        ({"category": "999"}, "Choose one of the list."),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    root: FlaskClient, house: Warehouse, form: dict[str, str], sentence: str
) -> None:
    before = house.count("locations")
    status, page = change(root, "/locations", **{"code": "B-1"} | form)
    assert (status, house.count("locations")) == (422, before)
    assert sentence in page


@pytest.mark.feature("ST-01")
def test_a_location_never_lies_in_itself(root: FlaskClient, house: Warehouse) -> None:
    change(root, path(house, "A-1"), code="A-1", parent="ZONE")
    status, page = change(root, path(house, "ZONE"), code="ZONE", kind="area", parent="A-1")
    assert status == 422
    assert "A location cannot lie in itself, nor in one that lies in it." in page


@pytest.mark.feature("ST-01")
def test_a_bin_with_goods_becomes_no_area_and_one_that_had_some_neither(
    root: FlaskClient, house: Warehouse
) -> None:
    house.stock("WATER", "A-2", 5)
    _, page = change(root, path(house, "A-2"), code="A-2", kind="area")
    assert "There are goods in A-2. Move them away first." in page
    people.change(root.application, "update balances set on_hand = 0 where inside")
    _, page = change(root, path(house, "A-2"), code="A-2", kind="area")
    assert "Goods have been in A-2, so its history keeps its kind. Add a new location." in page


@pytest.mark.feature("ST-01")
def test_the_database_itself_keeps_stock_out_of_an_area(house: Warehouse) -> None:
    with (
        pytest.raises(DBAPIError, match="an area holds no stock"),
        house.act() as work,
    ):
        house.receive(work, Goods(house.ids["WATER"]), 1, "ZONE", "")
    assert house.count("balances") == house.count("moves") == 0


@pytest.mark.feature("ST-06")
def test_a_supervisor_blocks_and_frees_with_a_reason(desk: FlaskClient, house: Warehouse) -> None:
    url = f"{path(house, 'A-2')}/block"
    wrong = people.post(desk, url, page="/locations", blocked_in="yes", reason="")
    assert wrong.status_code == 422
    assert "A reason is needed, of at most 200 characters." in wrong.text
    people.post(desk, url, page="/locations", blocked_in="yes", reason="the beam is bent")
    page = words(desk.get(path(house, "A-2")).text)
    assert "A-2 Nothing in" in page
    assert "open blocked in the beam is bent desk" in page
    people.post(desk, url, page="/locations", reason="mended")
    assert house.ask("select blocked_in from locations where code = 'A-2'") in (0, False)
    assert "blocked in open mended desk" in words(desk.get(path(house, "A-2")).text)


@pytest.mark.feature("PA-05")
def test_the_page_shows_what_is_there_what_is_coming_and_how_full_it_is(
    desk: FlaskClient, house: Warehouse
) -> None:
    house.lot("L1")
    house.stock("CREAM", "A-1", 30, lot="L1")
    house.stock("CREAM", "DOCK-1", 10, lot="L1")
    house.hand().opens("putaway").scans("L1")
    page = words(desk.get(path(house, "A-1")).text)
    assert "Room 40 of 100" in page
    assert "What is here" in page
    assert "CREAM Hand cream L1 Jun 30, 2027 30 each" in page
    assert "CREAM Hand cream L1 Jun 30, 2027 ann 10 each" in page
    assert f"/labels/print?thing=location:{house.ids['A-1']}" in desk.get(path(house, "A-1")).text


CATEGORY = {"code": "RACK", "name": "Rack", "weight": "500.5", "mixing": "same_lot"}


@pytest.mark.feature("ST-03", "ST-09")
def test_categories_limits_and_classes_are_kept_with_their_history(
    root: FlaskClient, house: Warehouse
) -> None:
    made = people.post(root, "/storage-categories", page="/setup", **CATEGORY, one_expiry="yes")
    assert made.status_code == 303
    row = house.ask("select max_weight_g from storage_categories where mixing = 'same_lot'")
    assert row == 500_500
    for of, most in (("WATER", "5"), ("pallet", "2"), ("WATER", "6")):
        people.post(root, f"{made.location}/limits", page="/setup", of=of, most=most)
    page = words(root.get(made.location).text)
    assert "WATER: 5 WATER: 6 root" in page
    assert house.count("storage_limits") == 2
    limit = house.ask("select id from storage_limits where product_id is not null")
    people.post(root, f"{made.location}/limits/{limit}", page="/setup")
    assert house.count("storage_limits") == 1
    assert people.post(root, "/class-conflicts", page="/setup", first="5.1", second="3").location
    assert "3 / 5.1 kept apart root" in words(root.get("/storage-categories").text)
    again = people.post(root, "/class-conflicts", page="/setup", first="3", second="5.1")
    assert "These two are kept apart already." in again.text


@pytest.mark.feature("ST-03")
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"weight": "0"}, "0 is not a quantity."),
        ({"weight": "0.0005"}, "0.0005 is finer than this is counted in: 0.001 kg is the least."),
        ({"plates": "-2"}, "-2 is not a quantity."),
        ({"code": ""}, "A code has 1 to 24 characters."),
        ({"mixing": "any"}, "Choose one of the list."),
    ],
)
def test_a_limit_is_above_nought_and_exact(
    root: FlaskClient, house: Warehouse, form: dict[str, str], sentence: str
) -> None:
    answer = people.post(root, "/storage-categories", page="/setup", **CATEGORY | form)
    assert (answer.status_code, house.count("storage_categories")) == (422, 0)
    assert sentence in answer.text


@pytest.mark.parametrize("column", ["max_weight_g", "max_units", "max_plates", "max_height_mm"])
def test_the_database_itself_takes_no_limit_of_nought(house: Warehouse, column: str) -> None:
    statement = (
        f"insert into storage_categories (code, name, mixing, one_expiry, {column})"
        " values ('X', 'X', 'mixed', (1 = 0), 0)"
    )
    with (
        pytest.raises(DBAPIError, match="limits_are_positive"),
        house.engine.begin() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.feature("ID-15")
def test_a_product_is_weighed_to_the_gram(root: FlaskClient, house: Warehouse) -> None:
    url = f"/products/{house.ids['CREAM']}"
    case = house.ask("select id from packagings where product_id = 1 and quantity = 12")
    form = {"weight": "0.092", "height": "130", "class": "3", f"height_{case}": "240"}
    assert people.post(root, f"{url}/storage", page="/setup", **form).status_code == 303
    assert house.ask("select weight_g from products where sku = 'CREAM'") == 92
    assert house.ask("select height_mm from packagings where id = :id", id=case) == 240
    page = root.get(url).text
    assert 'value="0.092"' in page
    fine = people.post(root, f"{url}/storage", page="/setup", weight="0.0921")
    assert fine.status_code == 422
    assert "0.0921 is finer than this is counted in: 0.001 kg is the least." in fine.text
    assert house.ask("select weight_g from products where sku = 'CREAM'") == 92


def test_what_is_not_there_is_not_found(root: FlaskClient) -> None:
    for address in ("/locations/999", "/storage-categories/999"):
        assert root.get(address).status_code == 404
        assert people.post(root, address, page="/setup", **CATEGORY).status_code == 404
    assert people.post(root, "/class-conflicts/9", page="/setup").status_code == 404
