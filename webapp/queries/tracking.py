"""Whether the warehouse tracks lots and serial numbers, and dates of lots."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class TrackingSettings:
    """All are on where nobody has switched anything. `slips` is for lots on slips."""

    codes: bool = True
    expiry: bool = True
    slips: bool = True


SETTINGS = text("select codes, expiry, slips from tracking_settings")
TRACKED = text("select count(*) from products where active and tracking <> 'none'")
DATED = text("select count(*) from products where active and expiry_policy <> 'none'")


def tracking_settings(connection: Connection) -> TrackingSettings:
    """What is switched on."""
    row = connection.execute(SETTINGS).first()
    return TrackingSettings(*map(bool, row)) if row else TrackingSettings()


def products_tracked(connection: Connection) -> int:
    """How many products have lots or serial numbers."""
    return int(connection.execute(TRACKED).scalar_one())


def products_dated(connection: Connection) -> int:
    """How many products have lots with dates."""
    return int(connection.execute(DATED).scalar_one())
