"""The devices that people have signed in on: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Connection, text

from webapp.models.types import Moment
from webapp.rules.scanners import USUAL, Scanner, scanner_kept

MOST = 200


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device; `name` is what its browser says, `called` what people call it."""

    id: int
    name: str
    called: str | None
    last_user: str | None
    last_seen_at: datetime
    revoked: bool
    scanner: Scanner


DEVICES = text(
    """select d.id, d.name, d.called, u.name as last_user, d.last_seen_at, d.revoked, d.scanner
       from devices d left join users u on u.id = d.last_user_id
       order by d.revoked, d.last_seen_at desc, d.id desc limit :most"""
).columns(last_seen_at=Moment, scanner=JSON)
EXISTS = text("select 1 from devices where id = :id")
BY_KEY = text("select scanner from devices where key = :key and not revoked").columns(scanner=JSON)


def all_devices(connection: Connection) -> tuple[DeviceRow, ...]:
    """Those in use first, the one seen last at the top."""
    rows = connection.execute(DEVICES, {"most": MOST})
    return tuple(
        DeviceRow(r[0], r[1], r[2], r[3], r[4], bool(r[5]), scanner_kept(r[6])) for r in rows
    )


def device_exists(connection: Connection, device_id: int) -> bool:
    """Whether there is such a device."""
    return connection.execute(EXISTS, {"id": device_id}).scalar() is not None


def scanner_by_key(connection: Connection, key: str | None) -> Scanner:
    """What is done for the scanner of the device with this key, before anybody signs in on it."""
    if not key:
        return USUAL
    return scanner_kept(connection.execute(BY_KEY, {"key": key}).scalar())
