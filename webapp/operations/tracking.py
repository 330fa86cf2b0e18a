"""The warehouse's switch for lots and serial numbers, and below it those for dates and slips."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import text

from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import tracking as reads
from webapp.queries.tracking import TrackingSettings
from webapp.words import T, Words

ROOM = "tracking"
SAVE = text(
    "insert into tracking_settings (id, codes, expiry, slips) values (1, :codes, :expiry, :slips)"
    " on conflict (id) do update set codes = excluded.codes, expiry = excluded.expiry,"
    " slips = excluded.slips"
)


def switch(work: UnitOfWork, wanted: TrackingSettings, *, by: int) -> Words | None:
    """Switch lots and serial numbers, and dates; None when it is done, else why not.

    Nothing is switched off while a product uses it, so no stock ever loses its codes.
    """
    on = wanted.codes
    wanted = TrackingSettings(on, on and wanted.expiry, on and wanted.slips)
    before = reads.tracking_settings(work.connection)
    tracked = 0 if wanted.codes else reads.products_tracked(work.connection)
    if tracked:
        return T(
            "Products that have lots or serial numbers: %(count)s. Track them otherwise first.",
            count=tracked,
        )
    dated = 0 if wanted.expiry else reads.products_dated(work.connection)
    if dated:
        return T("Products that have dates: %(count)s. Take their dates off first.", count=dated)
    if wanted == before:
        return None
    work.connection.execute(SAVE, asdict(wanted))
    for name in TrackingSettings.__slots__:
        old, new = getattr(before, name), getattr(wanted, name)
        if old != new:
            said = {True: "on", False: "off"}
            changes.record(work, ROOM, name, by=by, before=said[old], after=said[new])
    return None
