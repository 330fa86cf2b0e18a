"""Workstations: `LW*STATION*W2` binds the device that scans it to the printer there.

It may be scanned at any step of any work, and changes nothing of it.
"""

from __future__ import annotations

from webapp.barcodes import shown
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import printers
from webapp.queries.printers import station_by_code
from webapp.rules import refusals
from webapp.words import T


def answer(talk: Talk) -> Reply:
    """Bind this device, and say where it prints now."""
    code = "*".join(talk.command.arguments) if talk.command else ""
    if talk.device_id is None:
        return refused(refusals.no_device())
    # No text of a database holds a NUL, and no code of a workstation anything unprintable.
    station = station_by_code(talk.work.connection, code) if code.isprintable() else None
    if station is None:
        return refused(refusals.no_such_station(shown(code)))
    printers.bind_device(talk.work, talk.device_id, station, by=talk.who.id)
    if station.printer is None:
        text = T("Workstation %(code)s. It has no printer: labels open here.", code=code)
    else:
        text = T(
            "Workstation %(code)s. Labels are printed on %(printer)s.",
            code=code,
            printer=station.printer.name,
        )
    return accepted("station_bound", text)
