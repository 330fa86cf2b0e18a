"""A form of what is there is sent back with 409 where somebody else has changed it meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.blueprints.forms import Form, forms_of
from tests.warehouse import NOW, Warehouse, warehouse_of
from webapp.models import Device, Printer, ProductCategory, Role, StorageCategory, Workstation
from webapp.operations.held import Held
from webapp.queries.version_kinds import KINDS

ADMIN = "root"
# Every page with forms that change a record, for the small warehouse below.
PAGES = (
    *("/locations/{A-1}", "/products/{CREAM}", "/products/{CREAM}/tracking", "/tracking"),
    *("/partners", "/label-settings", "/printers", "/removal", "/storage-categories/{LIGHT}"),
    *("/nomenclature", "/nomenclature/{rule}", "/users", "/devices", "/settings", "/expiry"),
    *("/lots/{CREAM L1}", "/lots/{CREAM L1}/record", "/serials/{DRYER S1}/code", "/holds"),
    *("/orders/{order}", "/look-up?kind=plate&id={T-01}", "/look-up?kind=location&id={A-1}"),
)
# What somebody else does to the record of each kind.
OTHERS = {
    "location": "update locations set name = 'Cold aisle' where code = 'A-1'",
    "location_blocks": "update locations set blocked_in = (1 = 1) where code = 'A-1'",
    "place_removal": "update locations set removal_strategy = 'fifo' where code = 'ZONE'",
    "product_life": "update products set expiry_days = 99",
    "product_storage": "update packagings set height_mm = 77",
    "product_tracking": "update products set tracking = 'none', expiry_policy = 'none'"
    " where sku = 'CREAM'",
    "product_codes": "update product_codes set units = 7",
    "product_places": "update product_places set priority = 9",
    "category_removal": "update product_categories set removal_strategy = 'lifo'",
    "storage_category": "update storage_categories set max_weight_g = 1500",
    "storage_limits": "update storage_limits set most = 3",
    "lot_record": "update lots set reference = 'OURS-2'",
    "lot_code": "update lots set code = 'L9'",
    "lot_dates": "update lots set alert_on = '2026-12-24'",
    "serial_code": "update serials set code = 'S9'",
    "partner": "update partners set min_life_days = 30",
    "labels": "update label_settings set labels_per_lot = 4",
    "tracking": "update tracking_settings set expiry = (1 = 0)",
    "reservations": "update reservation_settings set days_before = 9",
    "rule": "update nomenclature_rules set pattern = '99{NNNDD}'",
    "rule_place": "update nomenclature_rules set active = (1 = 0)",
    "printer": "update printers set active = (1 = 0)",
    "workstation": "update workstations set printer_id = null",
    "device": "update devices set called = 'Dock phone'",
    "user": "update users set name = name || '.'",
    "look": "update users set theme = 'contrast'",
    "order": "update orders set status = 'cancelled'",
}
HELD = {
    "hold_lot": ("CREAM L1", Held.LOT),
    "hold_plate": ("T-01", Held.PLATE),
    "hold_location": ("A-1", Held.LOCATION),
}
# What must be typed into a form before anything is compared.
TYPED = {
    "storage_limits": {"of": "CREAM", "most": "4"},
    "product_places": {"location": "A-1", "role": "source"},
    "user": {"badge": "B-99", "pin": "4711"},
}
# Doors that add, act on what never changes, or on what nobody else changes; each with its why.
NOT_COMPARED = {
    "account.sign_in_by_name": "a session begins",
    "account.sign_in_by_badge": "a session begins",
    "account.sign_out": "a session ends",
    "admin.add": "adds",
    "admin.add_code": "adds",
    "admin.add_packaging": "adds",
    "admin.add_location": "adds",
    "admin.add_category": "adds",
    "admin.add_rule": "adds",
    "admin.add_printer": "adds",
    "admin.add_station": "adds",
    "admin.make_product": "adds",
    "admin.keep_apart": "adds",
    "admin.let_together": "a pair of classes is there or not",
    "admin.forget_shape": "a shape is there or not",
    "api.batch": "scans name the step and the version they saw",
    "api.scans": "a scan names the step and the version it saw",
    "api.parse_text": "changes nothing",
    "api.decode_picture": "changes nothing",
    "api.print_job_done": "a job is done or not",
    "floor.doctor": "changes nothing",
    "floor.keep_device": "a device says what its own scanner does",
    "floor.photo": "changes nothing",
    "floor.print_labels": "adds",
    "floor.receipt_codes": "adds",
    "supervisor.act_on_plate": "each act asks the rules of the plate as it is now",
    "supervisor.announced_plates": "what was looked at is compared by its digest",
    "supervisor.change_lots": "names the lots by range, and tells how many there were",
    "supervisor.give_back": "a filling is under way or not",
    "supervisor.make_lot": "adds",
    "supervisor.new_plates": "adds",
    "supervisor.receipt_codes": "adds",
    "supervisor.take_back": "an order has one open return",
    "supervisor.reverse": "a move never changes and is reversed once",
}


@pytest.fixture
def house(app: Flask, client: FlaskClient) -> Warehouse:
    """A small warehouse that has one of everything; root, who looks at it, is an admin."""
    house = warehouse_of(app)
    house.lot("L1")
    house.stock("CREAM", "A-1", 3, lot="L1")
    house.serials("DRYER", "A-1", "S1")
    with house.act() as work:
        printer = Printer(name="Zebra", language="zpl", paper="100x50")
        things = {
            "LIGHT": StorageCategory(code="LIGHT", name="Light"),
            "printer": printer,
            "category": ProductCategory(code="CARE", name="Care"),
            "device": Device(key="k" * 64, name="Chrome", last_seen_at=NOW),
        }
        work.session.add_all(things.values())
        work.session.flush()
        work.session.add(Workstation(code="W1", printer_id=printer.id))
        work.session.flush()
        house.ids |= {name: thing.id for name, thing in things.items()}
    house.order("SO-1", CREAM=1)
    for statement in SETTINGS:
        people.change(app, statement, category=house.ids["LIGHT"], product=house.ids["CREAM"])
    house.ids["rule"] = house.ask("select min(id) from nomenclature_rules")
    house.ids["order"] = house.ask("select id from orders")
    people.add(app, ADMIN, Role.ADMIN)
    people.sign_in(client, ADMIN)
    return house


SETTINGS = (
    "insert into storage_limits (category_id, product_id, most) values (:category, :product, 5)",
    "insert into product_places (product_id, location_id, role, priority, size)"
    " select :product, id, 'source', 1, 1 from locations where code = 'A-1'",
    "insert into product_codes (product_id, code, units, position, active, created_at)"
    " values (:product, 'HAND-CREAM', 1, 1, (1 = 1), '2026-06-15 09:00:00+00:00')",
    "insert into nomenclature_rules (name, kind, encoding, pattern, sequence, active, version)"
    " values ('Scale', 'weighed', 'ean13', '21.....{NNNDD}', 1, (1 = 1), 1),"
    " ('Dear', 'priced', 'ean13', '22.....{NNNDD}', 2, (1 = 1), 1)",
    "insert into label_settings (id, extension_digit, output, at_receipt, labels_per_lot,"
    " new_plates) values (1, 0, 'pdf', 'none', 1, (1 = 0))",
    "insert into tracking_settings (id, codes, expiry) values (1, (1 = 1), (1 = 1))",
    "insert into reservation_settings (id, method, days_before) values (1, 'at_release', 0)",
    "insert into locations (code, name, kind, walk_order, blocked_in, blocked_out)"
    " values ('ZONE', 'Zone', 'area', 0, (1 = 0), (1 = 0))",
    "update locations set parent_id = (select id from locations where code = 'ZONE')"
    " where code = 'A-1'",
)


def forms(client: FlaskClient, house: Warehouse) -> Iterator[tuple[str, Form]]:
    """(kind, form) of every form on the pages that takes a version along, the first of each kind
    and address."""
    seen = set()
    for page in PAGES:
        path = page.format(**house.ids)
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        for form in forms_of(path, answer.text):
            if form.version:
                kind = re.sub(r'^\["(\w+)".*', r"\1", form.version)
                if (kind, form.action) not in seen:
                    seen.add((kind, form.action))
                    yield kind, form


def all_held(house: Warehouse) -> None:
    """Something of each kind that can be held is."""
    for name, kind in HELD.values():
        house.holds(name, kind=kind)


@pytest.mark.feature("AP-07")
def test_every_form_of_what_is_there_is_compared_with_what_it_showed(
    app: Flask, client: FlaskClient, house: Warehouse
) -> None:
    all_held(house)
    found = list(forms(client, house))
    assert {kind for kind, _ in found} == set(KINDS)
    for kind, form in found:
        if kind in HELD:
            house.releases(HELD[kind][0], kind=HELD[kind][1])
        else:
            people.change(app, OTHERS[kind])
        answer = client.post(form.action, data=form.sent(**TYPED.get(kind, {})))
        assert answer.status_code == 409, (kind, form.action, answer.status_code)
        assert "Nothing of yours was saved." in answer.text, kind
        # The words of the program, such as pick_face, are nobody's to read.
        told = [words(one) for one in re.findall(r"<dd>.*?</dd>", answer.text)]
        assert told, kind
        assert [one for one in told if re.search("[a-z]_[a-z]", one)] == [], kind


@pytest.mark.feature("AP-07")
def test_every_door_that_changes_something_is_compared_or_says_why_not(
    app: Flask, client: FlaskClient, house: Warehouse
) -> None:
    all_held(house)
    adapter = app.url_map.bind("localhost")
    compared = {
        adapter.match(form.action.split("#")[0], "POST")[0] for _, form in forms(client, house)
    }
    posts = {
        rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())
    }
    assert posts - compared == set(NOT_COMPARED)


# What is told


def words(html: str) -> str:
    """A page without its markup, one space between words."""
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<head>.*?</head>", "", html, flags=re.S))
    return " ".join(unescape(plain).split())


def form_at(client: FlaskClient, page: str, action: str) -> Form:
    """The form of a page that goes to an address."""
    return next(one for one in forms_of(page, client.get(page).text) if one.action == action)


@pytest.fixture
def late(app: Flask, client: FlaskClient, house: Warehouse) -> tuple[str, dict[str, str]]:
    """Root has location A-1 open and typed another name; meanwhile dora gave it more room."""
    path = f"/locations/{house.ids['A-1']}"
    form = form_at(client, path, path)
    people.add(app, "dora", Role.ADMIN)
    other = app.test_client()
    people.sign_in(other, "dora")
    theirs = form_at(other, path, path).sent(capacity="250")
    assert other.post(path, data=theirs).status_code == 303
    return path, form.sent(name="Bin of root")


@pytest.mark.feature("AP-07")
def test_the_page_says_who_changed_what_and_keeps_what_was_entered(
    client: FlaskClient, house: Warehouse, late: tuple[str, dict[str, str]]
) -> None:
    path, typed = late
    answer = client.post(path, data=typed, headers={"Referer": f"http://localhost{path}"})
    said = words(answer.text)
    assert answer.status_code == 409
    assert re.search(
        r"Changed meanwhile dora changed this at .+, while your form was open."
        r" Nothing of yours was saved. Room for Before 100 Now 250 You entered 100"
        r" Name Now – You entered Bin of root Look at it as it is now"
        r" Save what you entered",
        said,
    ), said
    assert f'href="{path}"' in answer.text
    assert house.ask("select capacity from locations where code = 'A-1'") == 250


@pytest.mark.feature("AP-07")
def test_what_was_entered_is_saved_over_it_by_one_tap_that_knows(
    client: FlaskClient, house: Warehouse, late: tuple[str, dict[str, str]]
) -> None:
    path, typed = late
    again = next(one for one in forms_of(path, client.post(path, data=typed).text) if one.version)
    assert client.post(again.action, data=again.sent()).status_code == 303
    kept = "select name || ' ' || capacity from locations where code = 'A-1'"
    assert house.ask(kept) == "Bin of root 100"


@pytest.mark.feature("AP-07")
@pytest.mark.parametrize(
    ("page", "kind", "change", "typed", "told"),
    [
        (
            "/locations/{A-1}",
            "location",
            "update locations set kind = 'storage' where code = 'A-1'",
            {"kind": "staging"},
            "Kind Before Pick face Now Storage You entered Staging",
        ),
        (
            "/products/{CREAM}",
            "product_places",
            "update product_places set role = 'topped_up', minimum = 12, target = 48, size = 12",
            TYPED["product_places"],
            "Its bins Before A-1: Source, priority 1"
            " Now A-1: Topped up, priority 1, 12 to 48, in packs of 12",
        ),
        (
            "/products/{CREAM}",
            "product_storage",
            "update packagings set height_mm = 300 where kind = 'case'",
            {},
            "Heights of its sizes Before Each: –, Case: – Now Each: –, Case: 300",
        ),
        (
            "/lots/{CREAM L1}",
            "lot_dates",
            "update lots set alert_on = '2026-12-24'",
            {"alert_on": "2026-12-31"},
            "Alert on Before – Now Dec 24, 2026 You entered Dec 31, 2026",
        ),
        (
            "/settings",
            "look",
            "update users set theme = 'contrast', hand = 'left'",
            {"theme": "dark"},
            "Colours Before As the device Now High contrast You entered Dark"
            " Thumb Before Right Now Left You entered Right",
        ),
        (
            "/orders/{order}",
            "order",
            "update orders set status = 'cancelled'",
            {},
            "Status Before Released Now Cancelled",
        ),
    ],
)
def test_values_are_said_as_the_form_says_them(
    app: Flask,
    client: FlaskClient,
    house: Warehouse,
    page: str,
    kind: str,
    change: str,
    typed: dict[str, str],
    told: str,
) -> None:
    path = page.format(**house.ids)
    found = forms_of(path, client.get(path).text)
    form = next(one for one in found if one.version and one.version.startswith(f'["{kind}"'))
    people.change(app, change)
    assert told in words(client.post(form.action, data=form.sent(**typed)).text)


@pytest.mark.feature("AP-07")
def test_a_program_is_told_the_same_and_the_version_of_now(
    client: FlaskClient, late: tuple[str, dict[str, str]]
) -> None:
    path, typed = late
    headers = {"Accept": "application/json"}
    answer = client.post(path, data=typed, headers=headers)
    body = answer.get_json()
    assert (answer.status_code, body["type"]) == (409, "urn:lotwise:problem:changed_meanwhile")
    assert body["changes"] == [{"field": "capacity", "was": "100", "now": "250"}]
    assert (body["changed_by"], body["now"]["capacity"]) == ("dora", "250")
    again = client.post(path, data=typed | {"version": body["version"]}, headers=headers)
    assert again.status_code == 303


@pytest.mark.parametrize("version", ["", "x", "[]", "{}", '["location", "999", {}]', "[" * 9000])
def test_a_version_of_something_else_is_malformed(
    client: FlaskClient, house: Warehouse, late: tuple[str, dict[str, str]], version: str
) -> None:
    path, typed = late
    assert client.post(path, data=typed | {"version": version}).status_code == 422


def test_a_form_that_comes_back_with_a_fault_keeps_its_version(
    client: FlaskClient, house: Warehouse, late: tuple[str, dict[str, str]]
) -> None:
    path, typed = late
    answer = client.post(path, data=typed | {"capacity": "many"})
    assert answer.status_code == 422
    again = next(one for one in forms_of(path, answer.text) if one.action == path)
    assert again.version == typed["version"]


def test_nobodys_pin_is_written_into_the_page(
    app: Flask, client: FlaskClient, house: Warehouse
) -> None:
    path = f"/users/{house.ids['bob']}/badge"
    form = form_at(client, "/users", path)
    people.change(app, "update users set active = (1 = 0) where name = 'bob'")
    answer = client.post(path, data=form.sent(badge="B-99", pin="987612"))
    assert answer.status_code == 409
    assert "987612" not in answer.text
    assert "Save what you entered" not in answer.text
