"""Devices: what is done for their scanners, what they are called, and whether they are in use.

Each change leaves a row in the history of settings, with who made it.
"""

from __future__ import annotations

from sqlalchemy import JSON, bindparam, text

from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.scanners import Scanner, scanner_kept
from webapp.words import T, Words

ROOM = "devices"
LONGEST_NAME = 60

SCANNER = text("select scanner from devices where id = :id").columns(scanner=JSON)
KEEP_SCANNER = text("update devices set scanner = :scanner where id = :id").bindparams(
    bindparam("scanner", type_=JSON(none_as_null=True))
)
CALLED = text("select called, name from devices where id = :id")
CALL = text("update devices set called = :called where id = :id")
REVOKED = text("select revoked from devices where id = :id")
REVOKE = text("update devices set revoked = :revoked where id = :id")


def subject_of(device_id: int) -> str:
    """Under which name a device stands in the history; its own name may change."""
    return f"device {device_id}"


def keep_scanner(work: UnitOfWork, device_id: int, scanner: Scanner, *, by: int) -> None:
    """Do this for the device's scanner from the next scan on."""
    before = scanner_kept(work.connection.execute(SCANNER, {"id": device_id}).scalar())
    if before == scanner:
        return
    work.connection.execute(KEEP_SCANNER, {"id": device_id, "scanner": scanner.values()})
    record(work, device_id, by, "scanner", before.kept(), scanner.kept())


def call(work: UnitOfWork, device_id: int, name: str, *, by: int) -> Words | None:
    """Give the device a name of people's own, empty for none; the sentence why not, if not."""
    if len(name) > LONGEST_NAME or not name.isprintable():
        return T("A device's name has at most %(most)s characters.", most=LONGEST_NAME)
    before, _ = work.connection.execute(CALLED, {"id": device_id}).one()
    if (before or "") != name:
        work.connection.execute(CALL, {"id": device_id, "called": name or None})
        record(work, device_id, by, "name", before, name or None)
    return None


def revoke(work: UnitOfWork, device_id: int, *, by: int) -> None:
    """Shut the device out: its sessions end, and nobody signs in on it."""
    set_revoked(work, device_id, by, revoked=True)


def allow(work: UnitOfWork, device_id: int, *, by: int) -> None:
    """Let people sign in on it again."""
    set_revoked(work, device_id, by, revoked=False)


def set_revoked(work: UnitOfWork, device_id: int, by: int, *, revoked: bool) -> None:
    """The same for both, written down once."""
    words = {True: "stopped", False: "in use"}
    before = bool(work.connection.execute(REVOKED, {"id": device_id}).scalar())
    if before != revoked:
        work.connection.execute(REVOKE, {"id": device_id, "revoked": revoked})
        record(work, device_id, by, "use", words[before], words[revoked])


def record(
    work: UnitOfWork, device_id: int, by: int, what: str, before: str | None, after: str | None
) -> None:
    """One row of the history; `what` was changed stands before both values."""
    changes.record(
        work,
        ROOM,
        subject_of(device_id),
        by=by,
        before=f"{what}: {before}" if before else None,
        after=f"{what}: {after}" if after else f"{what}: -",
    )
