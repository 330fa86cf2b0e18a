"""The admin arranges labels, printers and workstations; every change is in the history."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from webapp.models import Role


@pytest.fixture
def admin(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    people.sign_in(client, "root")
    return client


def words(client: FlaskClient, address: str) -> str:
    """The text of a page without its markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).text).split())


def save(admin: FlaskClient, **form: str) -> int:
    """Send the form of the label settings."""
    return people.post(admin, "/label-settings", page="/label-settings", **form).status_code


@pytest.mark.feature("AD-09")
def test_a_change_is_in_the_history_with_who_made_it_and_both_values(admin: FlaskClient) -> None:
    assert save(admin, company_prefix="0614141") == 303
    assert save(admin, company_prefix="4006381", at_receipt="per_unit", paper_lot="100x50") == 303
    said = words(admin, "/label-settings")
    assert "GS1 company prefix 0614141 4006381 root" in said
    assert "Labels of received goods None One of each unit root" in said
    before, after = "A4 sheet, 4 × 12 labels · GS1 DataMatrix", "Roll, 100 × 50 mm · GS1 DataMatrix"
    assert f"Lots {before} {after} root" in said


def test_what_is_arranged_stays_on_the_page(admin: FlaskClient) -> None:
    save(admin, company_prefix="0614141", extension_digit="3", new_plates="yes", output="zpl")
    text = admin.get("/label-settings").text
    assert 'value="0614141"' in text
    assert re.search(r'name="extension_digit"[^>]* value="3"', text)
    assert 'name="new_plates" value="yes" checked' in text
    assert '<option value="zpl" selected>' in text


def test_saving_without_a_change_says_so(admin: FlaskClient) -> None:
    assert save(admin) == 303
    assert "Nothing was changed." in words(admin, "/label-settings")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"company_prefix": "061"}, "061 has 3 digits; a GS1 company prefix has 4 to 12."),
        ({"company_prefix": "06A4141"}, "06A4141 is no company prefix: only digits were expected."),
        ({"extension_digit": "10"}, "10 was given; a whole number from 0 to 9 was expected."),
        ({"labels_per_lot": "0"}, "0 was given; a whole number from 1 to 99 was expected."),
        ({"carrier_lot": "code-128"}, "code-128 was given; a symbol of the list was expected."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    admin: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    answer = people.post(admin, "/label-settings", page="/label-settings", **form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert people.read(admin.application, "select count(*) from setting_changes") == [(0,)]


def test_the_setup_page_opens_both(admin: FlaskClient) -> None:
    said = words(admin, "/setup")
    assert "Label settings" in said
    assert "Printers and workstations" in said


def add_printer(admin: FlaskClient, **form: str) -> str:
    """Send the form that adds a printer; the page it leads to."""
    usual = {"name": "Zebra 2", "language": "zpl", "dpi": "300", "paper": "100x50"}
    answer = people.post(admin, "/printers", page="/printers", **(usual | form))
    return words(admin, "/printers") if answer.status_code == 303 else answer.text


@pytest.mark.feature("LB-07")
def test_a_printer_and_its_workstation_are_arranged(admin: FlaskClient) -> None:
    assert "Printer Zebra 2 is in the list." in add_printer(admin)
    people.post(admin, "/workstations", page="/printers", code="W2", printer="1")
    said = words(admin, "/printers")
    assert "Workstation W2 is in the list. Print its label and stick it on." in said
    assert "Zebra 2 ZPL, 300 dpi Roll, 100 × 50 mm 0 In use" in said
    people.post(admin, "/workstations/1", page="/printers", printer="0")
    people.post(admin, "/printers/1", page="/printers", act="stop")
    changes = people.read(
        admin.application, "select subject, before, after from setting_changes order by id"
    )
    assert changes == [
        ("Zebra 2", None, "zpl, 300 dpi, 100x50"),
        ("workstation W2", None, "Zebra 2"),
        ("workstation W2", "Zebra 2", None),
        ("Zebra 2", "in use", "stopped"),
    ]
    assert "LW*STATION*W2" in admin.get("/labels/print?thing=command:LW*STATION*W2").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": ""}, "A name has 1 to 64 printable characters."),
        ({"name": "x" * 65}, "A name has 1 to 64 printable characters."),
        ({"dpi": "96"}, "A printer has 203 or 300 dpi."),
        (
            {"paper": "a4-4x12"},
            "A ZPL printer takes rolls; choose 100 × 50 mm or 100 × 150 mm.",
        ),
    ],
)
def test_a_printer_that_cannot_be_is_refused(
    admin: FlaskClient, form: dict[str, str], sentence: str
) -> None:
    assert sentence in add_printer(admin, **form)
    assert people.read(admin.application, "select count(*) from printers") == [(0,)]


def test_two_printers_have_two_names(admin: FlaskClient) -> None:
    add_printer(admin)
    assert "There is a printer Zebra 2 already." in add_printer(admin)


@pytest.mark.parametrize("code", ["", "W 2", "W*2", "x" * 25, "Wé"])
def test_a_workstations_code_fits_into_a_command(admin: FlaskClient, code: str) -> None:
    answer = people.post(admin, "/workstations", page="/printers", code=code, printer="0")
    assert answer.status_code == 422
    assert "A workstation&#39;s code has 1 to 24 letters, digits or signs" in answer.text


def test_there_is_nothing_to_change_at_other_addresses(admin: FlaskClient) -> None:
    assert people.post(admin, "/printers/9", page="/printers", act="stop").status_code == 404
    assert people.post(admin, "/printers/9", page="/printers", act="burn").status_code == 422
    assert people.post(admin, "/workstations/9", page="/printers", printer="0").status_code == 404
