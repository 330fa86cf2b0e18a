"""Printers and workstations: the lists, and where a device prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from webapp.models import LabelPaper, PrintLanguage


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A printer, and how many jobs wait for it."""

    id: int
    name: str
    language: PrintLanguage
    dpi: int
    paper: LabelPaper
    active: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class StationRow:
    """A workstation, its printer, and how many devices are bound to it."""

    id: int
    code: str
    printer_id: int | None
    printer: str | None
    devices: int


@dataclass(frozen=True, slots=True)
class Station:
    """The workstation of a device; `printer` is None where it has none in use."""

    id: int
    code: str
    printer: PrinterRow | None


PRINTER = "p.id, p.name, p.language, p.dpi, p.paper, p.active"
PRINTERS = text(
    f"select {PRINTER}, (select count(*) from print_jobs j where j.printer_id = p.id"
    " and j.done_at is null) as waiting from printers p order by p.name"
)
ONE = text(f"select {PRINTER}, 0 as waiting from printers p where p.id = :printer")
STATIONS = text(
    "select w.id, w.code, w.printer_id, p.name as printer, (select count(*) from device_stations d"
    " where d.station_id = w.id) as devices from workstations w"
    " left join printers p on p.id = w.printer_id order by w.code"
)
OF_DEVICE = text(
    f"select w.id as station_id, w.code, {PRINTER}, 0 as waiting from device_stations d"
    " join workstations w on w.id = d.station_id"
    " left join printers p on p.id = w.printer_id and p.active where d.device_id = :device"
)
BY_CODE = text(
    f"select w.id as station_id, w.code, {PRINTER}, 0 as waiting from workstations w"
    " left join printers p on p.id = w.printer_id and p.active where w.code = :code"
)


def printers(connection: Connection) -> tuple[PrinterRow, ...]:
    """Every printer, by name."""
    return tuple(printer_of(row) for row in connection.execute(PRINTERS))


def printer(connection: Connection, printer_id: int) -> PrinterRow | None:
    """The printer with this id, or None."""
    row = connection.execute(ONE, {"printer": printer_id}).first()
    return printer_of(row) if row else None


def stations(connection: Connection) -> tuple[StationRow, ...]:
    """Every workstation, by its code."""
    return tuple(StationRow(**row._mapping) for row in connection.execute(STATIONS))


def station_of(connection: Connection, device_id: int | None) -> Station | None:
    """Where a device prints, or None where it never scanned a workstation."""
    if device_id is None:
        return None
    return station_from(connection.execute(OF_DEVICE, {"device": device_id}).first())


def station_by_code(connection: Connection, code: str) -> Station | None:
    """The workstation with this code, or None."""
    return station_from(connection.execute(BY_CODE, {"code": code}).first())


def station_from(row: Any) -> Station | None:
    """A row as a workstation with its printer."""
    if row is None:
        return None
    return Station(row.station_id, row.code, None if row.id is None else printer_of(row))


def printer_of(row: Any) -> PrinterRow:
    """A row as a printer."""
    return PrinterRow(
        row.id,
        row.name,
        PrintLanguage(row.language),
        row.dpi,
        LabelPaper(row.paper),
        bool(row.active),
        row.waiting,
    )
