"""Records of lots on the desk: made before use, written on, and renamed."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A stocked warehouse with a supervisor called desk."""
    return stocked(app)


@pytest.fixture
def desk(app: Flask, house: Warehouse) -> FlaskClient:
    """The supervisor's browser."""
    client = app.test_client()
    people.sign_in(client, "desk")
    return client


def post(client: FlaskClient, url: str, form_at: str, **form: object) -> tuple[int, str]:
    """Status, and where it leads or what the page says."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(form_at).text)
    assert token
    answer = client.post(url, data={"csrf_token": token[1], **form})
    return answer.status_code, answer.location or answer.text


def new(client: FlaskClient, **form: object) -> tuple[int, str]:
    """Make a record."""
    return post(client, "/lots/new", "/lots/new", **form)


@pytest.mark.feature("ID-08", "ID-09")
def test_a_lot_is_known_before_its_goods_come(house: Warehouse, desk: FlaskClient) -> None:
    status, place = new(
        desk,
        product=house.ids["CREAM"],
        code=" LX ",
        reference="OWN-7",
        description="Winter edition",
        supplier=house.ids["S-1"],
        supplier_lot="H-55",
        country="vn",
        produced_on="2026-01-31",
    )
    assert status == 303
    page = desk.get(place).text
    assert "The lot is known now. Nothing of it is in stock yet." in page
    for fact in ("OWN-7", "Winter edition", "H-55", "Vietnam", "Harbour Cosmetics", "CREAM LX"):
        assert fact in page
    assert "None in the warehouse now." in page


@pytest.mark.feature("ID-03")
def test_a_lot_is_once_for_a_product_and_may_be_another_of_another(
    house: Warehouse, desk: FlaskClient
) -> None:
    status, page = new(desk, product=house.ids["CREAM"], code="GOOD")
    assert (status, "CREAM has lot GOOD already." in page) == (422, True)
    assert new(desk, product=house.ids["TEA"], code="GOOD")[0] == 303


@pytest.mark.feature("ID-04", "ID-09")
@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"code": "L😀"}, "L😀 holds U+1F600 GRINNING FACE, which no code can have."),
        ({"code": "A" * 21}, "has 21 characters; at most 20 fit a label."),
        ({"country": "XX"}, "XX is no country: two letters were expected, for example VN."),
        ({"country": "é"}, "É is no country: two letters were expected, for example VN."),
        ({"produced_on": "soon"}, "soon is not a date such as 2027-03-31."),
        ({"produced_on": "2999-01-01"}, "This day is still to come."),
        ({"supplier": "999"}, "Choose a supplier of the list."),
        ({"product": "9" * 40}, "Choose a product that has lots."),
        ({"reference": "x" * 65}, "At most 64 characters."),
        ({"description": "a\x07b"}, "Only characters that can be printed."),
        ({"product": "0"}, "Choose a product that has lots."),
        ({"product": "DRYER"}, "Choose a product that has lots."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    house: Warehouse, desk: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    sent = {"product": str(house.ids["CREAM"]), "code": "LX"} | form
    sent["product"] = str(house.ids.get(sent["product"], sent["product"]))
    status, page = new(desk, **sent)
    assert (status, sentence in page) == (422, True)


@pytest.mark.feature("ID-09")
def test_a_lot_that_was_moved_stays_a_lot_of_its_product(
    house: Warehouse, desk: FlaskClient
) -> None:
    url = f"/lots/{house.ids['GOOD']}/record"
    status, page = post(desk, url, url, product=house.ids["TEA"])
    assert status == 422
    assert 'name="product"' not in page


@pytest.mark.feature("ID-09")
def test_a_record_may_change_its_product_before_anything_moved(
    house: Warehouse, desk: FlaskClient
) -> None:
    _, place = new(desk, product=house.ids["CREAM"], code="LX")
    status, _ = post(desk, f"{place}/record", f"{place}/record", product=house.ids["TEA"])
    assert status == 303
    assert "Loose tea" in desk.get(place).text


@pytest.mark.feature("ID-09", "ID-03")
@pytest.mark.parametrize(
    ("product", "sentence"),
    [
        ("TEA", "TEA has lot LX already."),
        ("DRYER", "Choose a product that has lots."),
        ("999", "Choose a product that has lots."),
    ],
)
def test_a_record_goes_to_no_product_that_cannot_have_it(
    house: Warehouse, desk: FlaskClient, product: str, sentence: str
) -> None:
    new(desk, product=house.ids["TEA"], code="LX")
    _, place = new(desk, product=house.ids["CREAM"], code="LX")
    wanted = house.ids.get(product, product)
    status, page = post(desk, f"{place}/record", f"{place}/record", product=wanted)
    assert (status, sentence in page) == (422, True)
    assert "Hand cream" in desk.get(place).text


@pytest.mark.feature("ID-09", "ID-11")
def test_the_codes_a_record_had_go_to_its_product_with_it(
    house: Warehouse, desk: FlaskClient
) -> None:
    _, place = new(desk, product=house.ids["CREAM"], code="LX")
    post(desk, f"{place}/code", f"{place}/record", new_code="LY")
    record = f"{place}/record"
    assert post(desk, record, record, product=house.ids["TEA"])[0] == 303
    assert "Loose tea" in desk.get("/look-up?code=LX").text
    assert "<dt>Earlier codes</dt><dd>LX</dd>" in desk.get(place).text
    # Back again it cannot go where another lot has one of its codes by now.
    new(desk, product=house.ids["CREAM"], code="LX")
    status, page = post(desk, record, record, product=house.ids["CREAM"])
    assert (status, "CREAM has lot LX already." in page) == (422, True)


@pytest.mark.feature("ID-09")
def test_every_change_of_a_record_is_in_its_history(house: Warehouse, desk: FlaskClient) -> None:
    url = f"/lots/{house.ids['GOOD']}"
    post(desk, f"{url}/record", f"{url}/record", reference="OWN-1")
    post(desk, f"{url}/record", f"{url}/record", reference="OWN-2")
    page = desk.get(url).text
    assert ">reference: OWN-1</td>" in page
    assert ">reference: OWN-2</td>" in page


@pytest.mark.feature("ID-09")
def test_a_lot_keeps_facts_that_have_no_field_of_their_own(
    house: Warehouse, desk: FlaskClient
) -> None:
    url = f"/lots/{house.ids['GOOD']}"
    post(desk, f"{url}/record", f"{url}/record", more="Colour: red\r\n\r\n pH: 5.5")
    post(desk, f"{url}/record", f"{url}/record", more="Colour: blue\r\npH: 5.5")
    page = desk.get(url).text
    assert "<dt>Colour</dt><dd>blue</dd>" in page
    assert "<dt>pH</dt><dd>5.5</dd>" in page
    assert (">Colour: red</td>" in page, page.count(">pH: 5.5</td>")) == (True, 1)


@pytest.mark.feature("ID-09")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("just red", "“just red” lacks a name or a value: write it as Colour: red."),
        ("Colour: red\nColour: blue", "Colour is there twice."),
        ("x" * 41 + ": red", "is too long: a name has at most 40 characters, a value 200."),
        ("a: b\n" * 21, "21 lines are too many: at most 20."),
        ("a: b\x07", "Only characters that can be printed."),
    ],
)
def test_a_line_that_is_no_fact_is_named(
    house: Warehouse, desk: FlaskClient, more: str, sentence: str
) -> None:
    url = f"/lots/{house.ids['GOOD']}/record"
    status, page = post(desk, url, url, more=more)
    assert (status, sentence in page) == (422, True)


@pytest.mark.feature("ID-11")
def test_a_renamed_lot_keeps_its_page_its_moves_and_its_old_code(
    house: Warehouse, desk: FlaskClient
) -> None:
    url = f"/lots/{house.ids['GOOD']}"
    assert post(desk, f"{url}/code", f"{url}/record", new_code="BETTER") == (303, url)
    page = desk.get(url).text
    assert "Renamed. Its old labels still scan." in page
    assert "<dt>Earlier codes</dt><dd>GOOD</dd>" in page
    assert "BETTER" in desk.get("/look-up?code=GOOD").text
    status, page = post(desk, f"{url}/code", f"{url}/record", new_code="NEAR")
    assert (status, "CREAM has NEAR already." in page) == (422, True)


@pytest.mark.feature("ID-10")
def test_the_reference_looked_up_opens_the_lot(house: Warehouse, desk: FlaskClient) -> None:
    url = f"/lots/{house.ids['GOOD']}"
    post(desk, f"{url}/record", f"{url}/record", reference="SUP-9")
    assert ">GOOD<" in desk.get("/look-up?code=SUP-9").text


@pytest.mark.feature("ID-11")
def test_a_serial_is_renamed_on_a_page_of_its_own(house: Warehouse, desk: FlaskClient) -> None:
    url = f"/serials/{house.ids['HD-12345']}/code"
    assert post(desk, url, url, new_code="HD-1") == (303, url)
    page = desk.get(url).text
    assert "Serial <span" in page
    assert "HD-12345" in page
    status, page = post(desk, url, url, new_code="LW*OK")
    assert (status, "LW*OK looks like a command, so it cannot be a code." in page) == (422, True)


@pytest.mark.feature("ID-05")
def test_the_next_lot_of_a_product_is_proposed(house: Warehouse, desk: FlaskClient) -> None:
    assert 'value="T-2"' in desk.get(f"/lots/new?product={house.ids['TEA']}").text


@pytest.mark.parametrize("url", ["/lots/999/record", "/serials/999/code"])
def test_what_is_not_there_is_not_found(house: Warehouse, desk: FlaskClient, url: str) -> None:
    assert desk.get(url).status_code == 404
