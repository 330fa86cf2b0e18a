"""The admin's page of rules: made, refused with reasons, tried on every kind of code."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests import people
from tests.blueprints.api.talking import device, new_rows, rows
from tests.warehouse import CREAM, GS, Warehouse, warehouse_of
from webapp.extensions import db
from webapp.models import Role

PAGE = "/nomenclature"
SCALE = {"name": "Scale", "kind": "weighed", "encoding": "ean13", "pattern": "21.....{NNDDD}"}
IN_HOUSE = {
    "name": "In-house",
    "kind": "product",
    "encoding": "any",
    "pattern": "P{product:5}/L{lot:1-20}/Q{quantity:1-6}",
}


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


def make(admin: FlaskClient, *rules: dict[str, str]) -> None:
    """Add rules by the form."""
    for rule in rules:
        answer = people.post(admin, PAGE, page=PAGE, **rule)
        assert (answer.status_code, answer.location) == (303, PAGE), answer.text


def plain(page: str) -> str:
    """The words of a page, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def tried(admin: FlaskClient, code: str) -> str:
    """What the test box says."""
    answer = admin.get(f"{PAGE}/test", query_string={"code": code})
    assert answer.status_code == 200
    return plain(answer.text)


def listed(admin: FlaskClient) -> list[str]:
    """The rules in the order of the page."""
    return re.findall(r'<div class="rule-what"><p><b>([^<]+)', admin.get(PAGE).text)


@pytest.mark.feature("AD-04")
def test_an_empty_page_offers_a_first_rule_that_one_tap_makes(admin: FlaskClient) -> None:
    page = admin.get(PAGE).text
    assert "No rules yet." in page
    form = page[page.index('class="empty"') : page.index("Make this rule")]
    first = dict(re.findall(r'name="(name|kind|encoding|pattern)" value="([^"]+)"', form))
    assert first == SCALE | {"name": "Weighed goods"}
    make(admin, first)
    assert "Weighed goods is asked from now on." in plain(admin.get(PAGE).text)
    assert listed(admin) == ["Weighed goods"]


@pytest.mark.feature("AD-04")
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    admin: FlaskClient,
) -> None:
    typed = SCALE | {"pattern": "21.....{NND"}
    answer = people.post(admin, PAGE, page=PAGE, **typed)
    assert answer.status_code == 422
    assert "Character 8: “{” stands alone." in plain(answer.text)
    assert "<mark>{</mark>" in answer.text
    assert 'value="21.....{NND"' in answer.text
    for field in ("kind", "encoding"):
        answer = people.post(admin, PAGE, page=PAGE, **SCALE | {field: "nonsense"})
        assert answer.status_code == 422
    assert listed(admin) == []


@pytest.mark.feature("AD-04")
def test_a_pattern_is_explained_while_it_is_typed(admin: FlaskClient) -> None:
    query = {name: IN_HOUSE[name] for name in ("kind", "encoding", "pattern")}
    answer = admin.get(f"{PAGE}/pattern", query_string=query)
    assert plain(answer.text) == (
        "P fixed {product:5} product number 5 characters /L fixed"
        " {lot:1-20} lot 1 to 20 characters, up to “/Q” /Q fixed"
        " {quantity:1-6} quantity 1 to 6 digits"
    )
    wrong = admin.get(f"{PAGE}/pattern", query_string=query | {"pattern": "P{lot:1-20}.."})
    assert "Character 12: a fixed sign is expected, .. found." in plain(wrong.text)
    assert admin.get(f"{PAGE}/pattern").status_code == 200


@pytest.mark.feature("AD-06")
def test_rules_are_moved_switched_and_changed(app: Flask, admin: FlaskClient) -> None:
    make(admin, SCALE, IN_HOUSE)
    scale, in_house = (
        int(str(row[0]))
        for row in people.read(app, "select id from nomenclature_rules order by id")
    )
    people.post(admin, f"{PAGE}/{in_house}/move", page=PAGE, act="up")
    assert listed(admin) == ["In-house", "Scale"]
    people.post(admin, f"{PAGE}/{in_house}/move", page=PAGE, act="down")
    assert listed(admin) == ["Scale", "In-house"]
    people.post(admin, f"{PAGE}/{scale}/switch", page=PAGE, act="off")
    assert "Scale Off, so it is not asked." in tried(admin, "2112345015002")
    people.post(admin, f"{PAGE}/{scale}/switch", page=PAGE, act="on")
    people.post(admin, f"{PAGE}/{scale}", page=PAGE, **SCALE | {"name": "Counter scale"})
    assert listed(admin) == ["Counter scale", "In-house"]
    page = plain(admin.get(f"{PAGE}/{scale}").text)
    assert "Change Counter scale" in page
    assert "→" not in page
    assert "2. P{product:5}/L{lot:1-20}/Q{quantity:1-6} · product · any · on" in page


@pytest.mark.parametrize("act", ["move", "switch"])
def test_an_act_that_is_none_and_a_rule_that_is_none_are_refused(
    admin: FlaskClient, act: str
) -> None:
    make(admin, SCALE)
    rule = re.findall(rf"{PAGE}/(\d+)/{act}", admin.get(PAGE).text)[0]
    assert people.post(admin, f"{PAGE}/{rule}/{act}", page=PAGE, act="x").status_code == 422
    assert people.post(admin, f"{PAGE}/999/{act}", page=PAGE, act="up").status_code == 404
    assert people.post(admin, f"{PAGE}/999", page=PAGE, **SCALE).status_code == 404
    assert admin.get(f"{PAGE}/999").status_code == 404


@pytest.mark.feature("AD-04")
@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (
            "0120611628936004300000005010LOT0002",
            "(01) GTIN 20611628936004 (30) count 00000050 (10) lot LOT0002",
        ),
        (
            "01006141410000123101000521",
            "(01) GTIN 00614141000012 (3101) NET WEIGHT (kg) 000521 52.1 kg",
        ),
        (
            "01031825507809261728122810TestPST04",
            "(01) GTIN 03182550780926 (17) expiry date 281228 Dec 28, 2028 (10) lot TestPST04",
        ),
        (
            f"012061162893600410AB12{GS}21SN9{GS}17261231",
            "(01) GTIN 20611628936004 (10) lot AB12 (21) serial number SN9"
            " (17) expiry date 261231 Dec 31, 2026",
        ),
        ("]C1012061162893600410AB12", "(01) GTIN 20611628936004 (10) lot AB12"),
        ("(01)20611628936004(10)AB12", "(01) GTIN 20611628936004 (10) lot AB12"),
        (
            "012061162893600510AB12",
            "The check digit of the GTIN is wrong: 4 expected, 5 found."
            " The code was probably misread.",
        ),
        ("01206116289360041726020010L1", "(17) expiry date 260200 Feb 28, 2026 (10) lot L1"),
        ("01206116289360041728020010L1", "(17) expiry date 280200 Feb 29, 2028 (10) lot L1"),
        (
            "01206116289360041726134510L1",
            "The expiry date 261345 at character 19 is not in the calendar:"
            " year, month and day expected.",
        ),
        (
            "012061162893600410AB1217261231",
            "A separator is missing, so it can be read in several ways."
            " Stock or the worker decides.",
        ),
        (f"012061162893600410AB12{GS}240X9", "(10) lot AB12 (240) ADDITIONAL ID X9"),
        ("00006141410000000012", "(00) SSCC 006141410000000012"),
        (
            "https://id.gs1.org/01/09506000134352/10/ABC123?17=261231",
            "(01) GTIN 09506000134352 (10) lot ABC123 (17) expiry date 261231 Dec 31, 2026",
        ),
        ("5901234123457", "(01) GTIN 05901234123457"),
        ("036000291452", "(01) GTIN 00036000291452"),
        ("0036000291452", "(01) GTIN 00036000291452"),
        ("96385074", "(01) GTIN 00000096385074"),
        (
            "2112345015002",
            "Scale fits 21.....{NNDDD} 21 fixed 12345 any 01500 weight in kg 2 check digit"
            " Read as code of the warehouse's own"
            " (01) GTIN 02112345000008 (3103) NET WEIGHT (kg) 001500 1.500 kg",
        ),
    ],
)
def test_the_box_shows_each_part_of_every_golden_scan(
    admin: FlaskClient, code: str, shown: str
) -> None:
    make(admin, SCALE)
    assert shown in tried(admin, code)


@pytest.mark.feature("AD-04")
def test_an_unknown_code_says_which_character_stopped_it(admin: FlaskClient) -> None:
    make(admin, SCALE, IN_HOUSE)
    answer = admin.get(f"{PAGE}/test", query_string={"code": "P12345-L1"})
    assert "P12345<mark>-</mark>L1" in answer.text
    assert "No rule fits P12345 - L1 In-house Character 7: “/” expected, “-” found. Scale" in (
        plain(answer.text)
    )


@pytest.mark.feature("AD-04")
def test_the_box_finds_the_product_and_says_how_much_of_it(
    app: Flask, house: Warehouse, admin: FlaskClient
) -> None:
    make(admin, SCALE)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("update packagings set gtin = '02112345000008' where quantity = 6"))
        connection.execute(text("update products set unit = 'kg', scale = 3 where sku = 'WATER'"))
    assert tried(admin, "2112345015002").endswith("Finds WATER, Water: 1.5 kg")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            text("update packagings set gtin = '02112345015002' where gtin = :cream"),
            {"cream": CREAM},
        )
    assert tried(admin, "2112345015002").endswith(
        "Finds Something has exactly this code. That goes before the rule."
        " CREAM, Hand cream: 1 each"
    )


@pytest.mark.feature("AD-06")
def test_a_test_run_changes_nothing(house: Warehouse, admin: FlaskClient) -> None:
    make(admin, SCALE)
    admin.get(PAGE)
    before, listing = rows(house), plain(admin.get(PAGE).text)
    for code in ("2112345015002", "A-1", "LW*RECEIVE", "\0", "]", "", "x" * 5000, "🥸"):
        tried(admin, code)
        assert admin.get(PAGE, query_string={"code": code[:50]}).status_code == 200
    assert new_rows(before, rows(house)) == {}
    assert plain(admin.get(PAGE).text) == listing


@pytest.mark.feature("BC-04")
def test_the_api_says_which_rule_read_a_code(
    app: Flask, house: Warehouse, admin: FlaskClient
) -> None:
    make(admin, SCALE)
    ann = device(app, house)
    said = ann.sends({"text": "2112345015002"}, "/api/v1/barcodes/parse").get_json()
    assert (said["kind"], said["rule"], said["valid"]) == ("rule", "Scale", True)
    assert said["elements"] == {"01": "02112345000008", "3103": "001500"}
    other = ann.sends({"text": "5901234123457"}, "/api/v1/barcodes/parse").get_json()
    assert (other["kind"], other["rule"]) == ("gtin", None)


@pytest.mark.feature("BC-04")
def test_looking_up_reads_by_the_rules_too(house: Warehouse, admin: FlaskClient) -> None:
    make(
        admin,
        {"name": "B", "kind": "location", "encoding": "any", "pattern": "BIN:{code:1-20}"},
    )
    assert "A-1" in plain(admin.get("/look-up", query_string={"code": "BIN:A-1"}).text)
    assert "Nothing here has this code." not in (
        admin.get("/look-up", query_string={"code": "BIN:A-1"}).text
    )


@pytest.mark.feature("AD-09")
def test_the_page_shows_who_changed_what(admin: FlaskClient) -> None:
    make(admin, SCALE)
    page = plain(admin.get(PAGE).text)
    history = page[page.index("What was changed") :]
    assert "· root" in history
    assert "1. 21.....{NNDDD} · weighed · ean13 · on" in history
