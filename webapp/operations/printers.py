"""Printers and workstations: added, changed, stopped; and a device bound to where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, text

from webapp.models import LabelPaper, PrintLanguage
from webapp.models.types import Moment
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.printers import PrinterRow, Station, printer, station_by_code
from webapp.words import T, Words

ROOM = "printers"
DPI = (203, 300)
LONGEST_NAME, LONGEST_CODE = 64, 24

Faults = Mapping[str, Words]

ADD_PRINTER = text(
    "insert into printers (name, language, dpi, paper, active)"
    " values (:name, :language, :dpi, :paper, (1 = 1))"
)
SAME_NAME = text("select 1 from printers where name = :name")
SET_ACTIVE = text("update printers set active = :active where id = :printer")
ADD_STATION = text("insert into workstations (code, printer_id) values (:code, :printer)")
SET_PRINTER = text("update workstations set printer_id = :printer where id = :station")
STATION = text(
    "select w.code, p.name from workstations w left join printers p on p.id = w.printer_id"
    " where w.id = :station"
)
BIND = text(
    "insert into device_stations (device_id, station_id, user_id, bound_at)"
    " values (:device, :station, :user, :now) on conflict (device_id) do update set"
    " station_id = excluded.station_id, user_id = excluded.user_id, bound_at = excluded.bound_at"
).bindparams(bindparam("now", type_=Moment))


@dataclass(frozen=True, slots=True)
class NewPrinter:
    """What is asked about a printer."""

    name: str
    language: PrintLanguage
    dpi: int
    paper: LabelPaper


def add_printer(work: UnitOfWork, new: NewPrinter, *, by: int) -> Faults:
    """Put a printer into the book; what is wrong by field, and then nothing was written."""
    faults = printer_faults(new)
    if not faults and work.connection.execute(SAME_NAME, {"name": new.name}).first():
        faults = {"name": T("There is a printer %(name)s already.", name=new.name)}
    if faults:
        return faults
    values = {"name": new.name, "language": new.language, "dpi": new.dpi, "paper": new.paper}
    work.connection.execute(ADD_PRINTER, values)
    after = f"{new.language}, {new.dpi} dpi, {new.paper}"
    changes.record(work, ROOM, new.name, by=by, after=after)
    return {}


def printer_faults(new: NewPrinter) -> Faults:
    """What is wrong with a printer in itself."""
    faults: dict[str, Words] = {}
    if not new.name or len(new.name) > LONGEST_NAME or not new.name.isprintable():
        most = LONGEST_NAME
        faults["name"] = T("A name has 1 to %(most)s printable characters.", most=most)
    if new.language is PrintLanguage.ZPL and new.paper is LabelPaper.A4_4X12:
        faults["paper"] = T("A ZPL printer takes rolls; choose 100 × 50 mm or 100 × 150 mm.")
    if new.dpi not in DPI:
        faults["dpi"] = T("A printer has 203 or 300 dpi.")
    return faults


def use_printer(work: UnitOfWork, printer_id: int, *, active: bool, by: int) -> bool:
    """Stop a printer, or use it again; False where there is none."""
    found = printer(work.connection, printer_id)
    if found is None:
        return False
    if found.active != active:
        work.connection.execute(SET_ACTIVE, {"printer": printer_id, "active": active})
        now, before = ("in use", "stopped") if active else ("stopped", "in use")
        changes.record(work, ROOM, found.name, by=by, before=before, after=now)
    return True


def add_station(work: UnitOfWork, code: str, printer_id: int | None, *, by: int) -> Faults:
    """Put a workstation into the book; what is wrong by field, and then nothing was written."""
    wrong = station_fault(work, code)
    if wrong:
        return {"code": wrong}
    found = known_printer(work, printer_id)
    if printer_id is not None and found is None:
        return {"printer": T("Choose a printer of the list.")}
    work.connection.execute(ADD_STATION, {"code": code, "printer": printer_id})
    changes.record(work, ROOM, f"workstation {code}", by=by, after=found.name if found else None)
    return {}


def station_fault(work: UnitOfWork, code: str) -> Words | None:
    """Why this cannot be the code of a new workstation: it becomes part of a command."""
    fits = code.isascii() and code.isprintable() and not set(code) & set("* ")
    if not (code and fits and len(code) <= LONGEST_CODE):
        return T(
            "A workstation's code has 1 to %(most)s letters, digits or signs, without * and space.",
            most=LONGEST_CODE,
        )
    if station_by_code(work.connection, code):
        return T("There is a workstation %(code)s already.", code=code)
    return None


def give_printer(work: UnitOfWork, station_id: int, printer_id: int | None, *, by: int) -> bool:
    """Let a workstation print on another printer; False where one of them does not exist."""
    row = work.connection.execute(STATION, {"station": station_id}).first()
    found = known_printer(work, printer_id)
    if row is None or (printer_id is not None and found is None):
        return False
    after = found.name if found else None
    if row.name != after:
        work.connection.execute(SET_PRINTER, {"station": station_id, "printer": printer_id})
        changes.record(work, ROOM, f"workstation {row.code}", by=by, before=row.name, after=after)
    return True


def known_printer(work: UnitOfWork, printer_id: int | None) -> PrinterRow | None:
    """The printer, where one was named and is there."""
    return None if printer_id is None else printer(work.connection, printer_id)


def bind_device(work: UnitOfWork, device_id: int, station: Station, *, by: int) -> None:
    """The device stands at this workstation from now on."""
    values = {"device": device_id, "station": station.id, "user": by, "now": work.now}
    work.connection.execute(BIND, values)
