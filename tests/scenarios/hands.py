"""What one hand does in a race: scans through the API, or reaches into the ledger itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from tests.warehouse import NOW, TODAY
from webapp.extensions import db
from webapp.models import HoldStatus
from webapp.operations import holds, ledger, orders, plates, promising
from webapp.operations.held import Held, Placed, Subject, Why
from webapp.operations.ledger import By, Entry
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.operations.versions import ChangedSinceError, as_shown
from webapp.queries.promises import Today


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer of the scan endpoint."""

    status: int
    answer: dict[str, Any]

    @property
    def code(self) -> str:
        """How it was judged, in a word."""
        return str(self.answer.get("code") or self.answer.get("type"))


@dataclass(frozen=True, slots=True)
class Screen:
    """The work a worker has on screen, and the token the device signs in with."""

    token: str
    flow: str | None = None
    task: int | str | None = None
    step: str | None = None
    scan_ids: tuple[str, ...] = ()


def scans(app: Flask, screen: Screen, *codes: str) -> list[Heard]:
    """Scan one code after another through the API, as the screen goes along."""
    client, heard = app.test_client(), []
    flow, task, step = screen.flow, screen.task, screen.step
    ids = iter(screen.scan_ids)
    for code in codes:
        body = {
            "scan_id": next(ids, None) or str(uuid4()),
            "text": code,
            "source": "wedge",
            "flow": flow,
            "task": task,
            "step": step,
            "captured_at": "2026-06-15T09:00:00+00:00",
        }
        headers = {"Authorization": f"Bearer {screen.token}"}
        answer = client.post("/api/v1/scans", json=body, headers=headers)
        heard.append(Heard(answer.status_code, answer.get_json()))
        if answer.status_code == 200:
            flow, task, step = (heard[-1].answer[name] for name in ("flow", "task", "step"))
    return heard


def release(app: Flask, order_id: int) -> int:
    """Release an order; its task."""
    with app.app_context():
        return run(db.engine, lambda work: orders.release_order(work, order_id, TODAY))


def release_all(app: Flask, *order_ids: int) -> int:
    """Release one order after another; how many."""
    return len([release(app, order_id) for order_id in order_ids])


def check_and_unreserve(app: Flask, order_ids: tuple[int, ...], times: int) -> int:
    """Give back and ask again, over and over; how many units were given back."""
    back = 0
    for _ in range(times):
        for order_id in order_ids:
            with app.app_context():
                given = run(db.engine, lambda work, id=order_id: promising.unreserve(work, id))
                back += given if isinstance(given, int) else 0
                run(
                    db.engine,
                    lambda work, id=order_id: promising.check_availability(work, id, TODAY),
                )
    return back


def hold_lot(app: Flask, lot_id: int, user_id: int) -> bool:
    """Put a lot on hold as a supervisor does; whether it stands."""
    subject, why = (
        Subject(Held.LOT, lot_id),
        Why(HoldStatus.ON_HOLD, "other", "smell"),
    )
    by = By(user_id, NOW)
    with app.app_context():
        done = run(db.engine, lambda work: holds.place(work, subject, why, by, Today(TODAY)))
    return isinstance(done, Placed)


def move_plate(app: Flask, plate_id: int, location_id: int, user_id: int) -> bool:
    """Move a license plate as a whole; whether it moved."""
    by = By(user_id, NOW)
    with app.app_context():
        said = run(db.engine, lambda work: plates.move_whole(work, plate_id, location_id, by))
    return said is None


def take(app: Flask, entry: Entry, user_id: int, times: int) -> int:
    """Record a move again and again; how often there was enough."""
    won = 0
    for _ in range(times):
        try:
            with app.app_context():
                run(db.engine, lambda work: ledger.record(work, entry, By(user_id, NOW)))
            won += 1
        except ledger.NotEnoughError:
            continue
    return won


SAVE = text("update locations set walk_order = :hand where id = :place")


def saves(app: Flask, hand: int, place: int, version: str) -> bool:
    """Save the form of a place as it was opened; whether nobody had changed it meanwhile."""

    def act(work: UnitOfWork) -> None:
        as_shown(work, "location", place, version)
        work.connection.execute(SAVE, {"hand": hand, "place": place})

    try:
        with app.app_context():
            run(db.engine, act)
    except ChangedSinceError:
        return False
    return True
