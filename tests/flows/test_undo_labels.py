"""An undone scan takes its labels back: those that wait are not printed, the others thrown away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import people
from tests.flows.saying import label, words
from tests.printing import PREFIX, SSCC_0, arranges, codes_on, rule
from tests.warehouse import CREAM, DRYER, Hand, Warehouse, warehouse_of
from webapp.models import Role
from webapp.operations import labels
from webapp.operations.verify import verify
from webapp.queries import print_jobs


@pytest.fixture
def house(app: Flask) -> Iterator[Warehouse]:
    """A receipt of cream and dryers; in the end the laws hold."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=40, DRYER=9)
    yield house
    with house.engine.connect() as connection:
        assert verify(connection).breaches == []


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand at the receipt."""
    hand = house.hand().opens("receiving")
    hand.scans("RC-1")
    return hand


def lot(code: str, count: int = 5) -> str:
    """A label of so many units of a lot of cream."""
    return label(a01=CREAM, a17="270630", a10=code, a30=str(count))


def ready(house: Warehouse, hand: Hand) -> int:
    """How many labels of the hand's task wait."""
    with house.engine.connect() as connection:
        return print_jobs.labels_ready(connection, int(hand.task or 0))


def opens(house: Warehouse, job: int) -> None:
    """Somebody opens the document of a job."""
    with house.act() as work:
        labels.take(work, job)


@pytest.mark.feature("UX-09", "RC-19")
def test_labels_that_wait_are_taken_out_of_their_job(
    app: Flask, house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_unit")
    hand.scans(lot("L1", 2), lot("L2", 3))
    assert ready(house, hand) == 5
    assert words(hand.scans("LW*UNDO")) == "Undone. Its 3 labels are not printed."
    assert ready(house, hand) == 2
    people.add(app, "desk", Role.SUPERVISOR)
    client = app.test_client()
    people.sign_in(client, "desk")
    pdf = client.get("/labels/jobs/1.pdf").data
    assert [code[-2:] for code in codes_on(pdf)] == ["L1", "L1"]
    assert "L2" in (log := client.get("/labels/log").text)
    assert log.count("Taken back: its scan was undone") == 1


@pytest.mark.feature("UX-09")
def test_a_label_on_paper_is_thrown_away_and_made_again_with_the_goods(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_lot")
    hand.scans(lot("L1"))
    opens(house, 1)
    assert words(hand.scans("LW*UNDO")) == "Undone. Throw away label L1."
    assert words(hand.scans(lot("L1"))) == "+5 CREAM lot L1: 5 of 40. 1 label is ready."
    assert ready(house, hand) == 1


@pytest.mark.feature("UX-09")
def test_several_labels_on_paper_are_named(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_serial")
    hand.scans(DRYER, "LW*SERIALS*SN1*6*KEEP")
    opens(house, 1)
    assert words(hand.scans("LW*UNDO")) == ("Undone. Throw away 6 labels: SN1, SN2, SN3, SN4, ….")


@pytest.mark.feature("UX-09")
def test_the_label_of_a_lot_stays_while_others_brought_more_of_it(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_lot")
    hand.scans(lot("L1"))
    other = house.hand("bob").opens("receiving")
    other.scans("RC-1", lot("L1"))
    assert words(hand.scans("LW*UNDO")) == "Undone."
    assert ready(house, hand) == 1


@pytest.mark.feature("UX-09")
def test_the_label_of_a_new_plate_is_taken_back_with_it(house: Warehouse, hand: Hand) -> None:
    arranges(house, company_prefix=PREFIX)
    hand.scans("LW*PLATE*NEW")
    opens(house, 1)
    assert words(hand.scans("LW*UNDO")) == f"Undone. Throw away label {SSCC_0}."


@pytest.mark.feature("UX-09")
def test_a_printer_is_not_sent_what_was_undone(app: Flask, house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    hand.scans(lot("L1"))
    with house.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into printers (id, name, language, dpi, paper, active)"
            " values (1, 'Dock', 'zpl', 203, '100x50', (1 = 1))"
        )
        connection.exec_driver_sql("update print_jobs set printer_id = 1, output = 'zpl'")
    client, headers = app.test_client(), agent(app)
    queue = "/api/v1/print-jobs?printer=Dock"
    assert [one["id"] for one in client.get(queue, headers=headers).json["items"]] == [1]
    assert words(hand.scans("LW*UNDO")) == "Undone. Its label is not printed."
    assert client.get(queue, headers=headers).json["items"] == []
    answer = client.get("/api/v1/print-jobs/1", headers=headers)
    told = (answer.status_code, answer.json["detail"])
    assert told == (404, "The labels of job 1 were taken back.")


def agent(app: Flask) -> dict[str, str]:
    """What the agent beside a printer sends along."""
    token = people.token(app, people.add(app, "agent", Role.SUPERVISOR))
    return {"Authorization": f"Bearer {token}"}
