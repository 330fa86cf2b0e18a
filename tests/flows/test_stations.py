"""A workstation's code binds the device that scans it to the printer there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.flows.saying import label, verdict
from tests.printing import rule
from tests.warehouse import CREAM, NOW, Hand, Warehouse
from webapp.barcodes import shown
from webapp.models import Device, LabelPaper, PrintLanguage
from webapp.operations.printers import NewPrinter, add_printer, add_station, use_printer
from webapp.queries.print_jobs import PrintFilter, log, waiting_for

LABEL = label(a01=CREAM, a17="270630", a10="L1", a30="3")


@pytest.fixture
def hand(house: Warehouse) -> Hand:
    """A hand with a device; at W2 stands a label printer, W3 has none."""
    with house.act() as work:
        device = Device(key="k", name="Handheld 1", last_seen_at=NOW)
        work.session.add(device)
        work.session.flush()
        zebra = NewPrinter("Zebra 2", PrintLanguage.ZPL, 300, LabelPaper.ROLL_100X50)
        assert add_printer(work, zebra, by=house.ids["ann"]) == {}
        assert add_station(work, "W2", 1, by=house.ids["ann"]) == {}
        assert add_station(work, "W3", None, by=house.ids["ann"]) == {}
        device_id = device.id
    found = house.hand()
    found.desk = replace(found.desk, device_id=device_id)
    return found


@pytest.mark.feature("LB-07")
def test_the_next_label_job_carries_the_printer_of_the_workstation(
    house: Warehouse, hand: Hand
) -> None:
    rule(house, "per_unit")
    house.receipt("RC-1", CREAM=40)
    assert verdict(hand.scans("LW*STATION*W2")) == (
        "accepted",
        "station_bound",
        "Workstation W2. Labels are printed on Zebra 2.",
    )
    answer = hand.opens("receiving").scans("RC-1", LABEL)
    assert answer["remedy"] == "3 labels were sent to printer Zebra 2."
    assert answer["action"] is None
    with house.engine.connect() as connection:
        (job,) = waiting_for(connection, "Zebra 2")
        (entry,) = log(connection, PrintFilter()).rows
    assert (job.printer, job.station, job.output, job.dpi, job.paper) == (
        "Zebra 2",
        "W2",
        "zpl",
        300,
        "100x50",
    )
    assert (entry.printer, entry.station, entry.device) == ("Zebra 2", "W2", "Handheld 1")


@pytest.mark.feature("LB-07")
def test_it_may_be_scanned_in_the_middle_of_work_and_changes_nothing_of_it(
    house: Warehouse, hand: Hand
) -> None:
    house.receipt("RC-1", CREAM=40)
    before = hand.opens("receiving").scans("RC-1", CREAM)
    answer = hand.scans("LW*STATION*W2")
    assert (answer["status"], answer["task"], answer["step"]) == ("accepted", before["task"], "lot")
    assert hand.scans("LW*STATION*W3")["message"] == (
        "Workstation W3. It has no printer: labels open here."
    )


def test_a_stopped_printer_gets_no_jobs(house: Warehouse, hand: Hand) -> None:
    rule(house, "per_lot")
    house.receipt("RC-1", CREAM=40)
    hand.scans("LW*STATION*W2")
    with house.act() as work:
        use_printer(work, 1, active=False, by=house.ids["ann"])
    answer = hand.opens("receiving").scans("RC-1", LABEL)
    assert answer["remedy"] == "1 label is ready."


@pytest.mark.parametrize("code", ["W9", "", "w2", "W2*x", "W\x002"])
def test_a_workstation_nobody_arranged_binds_nothing(
    house: Warehouse, hand: Hand, code: str
) -> None:
    answer = hand.scans(f"LW*STATION*{code}")
    assert verdict(answer) == (
        "refused",
        "no_such_station",
        f"There is no workstation {shown(code)}. "
        "Scan the code on the workstation, or ask an admin to add it.",
    )
    assert house.count("device_stations") == 0


def test_a_program_without_a_device_is_bound_to_nothing(house: Warehouse, hand: Hand) -> None:
    answer = house.hand().scans("LW*STATION*W2")
    assert verdict(answer)[:2] == ("refused", "no_device")


@pytest.mark.feature("AD-09")
def test_printers_and_workstations_have_a_history(house: Warehouse, hand: Hand) -> None:
    with house.engine.connect() as connection:
        rows = connection.execute(
            text("select subject, before, after from setting_changes where room = 'printers'")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("Zebra 2", None, "zpl, 300 dpi, 100x50"),
        ("workstation W2", None, "Zebra 2"),
        ("workstation W3", None, None),
    ]
