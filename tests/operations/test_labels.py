"""Printing: the book decides what is a reprint, and a reprint says why."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from tests.printing import arranges, book, prints
from tests.warehouse import Warehouse, warehouse_of
from webapp.models import PrintReason
from webapp.operations.labels import Refused, Why
from webapp.queries.print_jobs import PrintFilter, labels_of, log


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse with two lots of cream."""
    house = warehouse_of(app)
    house.lot("L1")
    house.lot("L2")
    return house


def test_the_first_label_needs_no_reason(house: Warehouse) -> None:
    job = prints(house, "lot", house.ids["CREAM L1"])
    assert isinstance(job, int)
    assert book(house) == [("lot", "L1", 1, True, None)]


@pytest.mark.feature("LB-05")
def test_a_reprint_without_a_reason_is_refused_and_writes_nothing(house: Warehouse) -> None:
    prints(house, "lot", house.ids["CREAM L1"])
    refused = prints(house, "lot", house.ids["CREAM L1"], copies=2)
    assert isinstance(refused, Refused)
    assert str(refused.words) == "L1 has a label already. Say why it gets another one."
    assert (len(book(house)), house.count("print_jobs")) == (1, 1)


@pytest.mark.feature("LB-05")
def test_a_reprint_of_two_copies_is_logged_with_user_reason_and_two(house: Warehouse) -> None:
    prints(house, "lot", house.ids["CREAM L1"])
    prints(house, "lot", house.ids["CREAM L1"], copies=2, why=Why(PrintReason.DAMAGED, "wet"))
    with house.engine.connect() as connection:
        newest = log(connection, PrintFilter()).rows[0]
    assert (newest.user, newest.reason, newest.note, newest.copies, newest.first) == (
        "ann",
        "damaged",
        "wet",
        2,
        False,
    )


def test_of_several_only_the_one_that_has_a_label_gets_the_reason(house: Warehouse) -> None:
    prints(house, "lot", house.ids["CREAM L1"])
    both = (house.ids["CREAM L1"], house.ids["CREAM L2"])
    refused = prints(house, "lot", *both)
    assert isinstance(refused, Refused)
    assert refused.again == ("L1",)
    prints(house, "lot", *both, why=Why(PrintReason.LOST))
    assert book(house)[1:] == [("lot", "L1", 1, False, "lost"), ("lot", "L2", 1, True, None)]


@pytest.mark.parametrize(
    ("copies", "why", "sentence"),
    [
        (0, None, "1 to 1000 copies can be printed."),
        (1001, None, "1 to 1000 copies can be printed."),
        (1, Why(PrintReason.OTHER), "Say in a few words what the other reason is."),
        (1, Why(PrintReason.LOST, "x" * 201), "A note has at most 200 characters."),
    ],
)
def test_what_cannot_be_printed_is_said(
    house: Warehouse, copies: int, why: Why | None, sentence: str
) -> None:
    refused = prints(house, "lot", house.ids["CREAM L1"], copies=copies, why=why)
    assert isinstance(refused, Refused)
    assert str(refused.words) == sentence
    assert book(house) == []


def test_a_job_keeps_what_its_labels_said_when_it_was_made(house: Warehouse) -> None:
    job = prints(house, "lot", house.ids["CREAM L1"])
    assert isinstance(job, int)
    with house.engine.begin() as connection:
        connection.execute(text("update lots set expires_on = '2031-01-01' where code = 'L1'"))
    with house.engine.connect() as connection:
        (printed,) = labels_of(connection, job)
    assert printed.label.text == "0109501101530003" + "17270630" + "10L1"
    assert [fact.value for fact in printed.label.facts] == ["L1", "Jun 30, 2027"]


@pytest.mark.feature("AD-09")
def test_a_setting_that_changes_leaves_a_row_with_both_values(house: Warehouse) -> None:
    arranges(house, company_prefix="0614141")
    arranges(house, company_prefix="4006381", new_plates=True)
    with house.engine.connect() as connection:
        rows = connection.execute(
            text("select subject, before, after, by_user_id from setting_changes order by id")
        ).all()
    ann = house.ids["ann"]
    assert [tuple(row) for row in rows] == [
        ("company_prefix", None, "0614141", ann),
        ("company_prefix", "0614141", "4006381", ann),
        ("new_plates", "no", "yes", ann),
    ]


def test_settings_saved_as_they_are_leave_no_row(house: Warehouse) -> None:
    arranges(house, company_prefix="0614141")
    arranges(house, company_prefix="0614141")
    assert house.count("setting_changes") == 1
