"""What a supervisor does to a license plate from its page; each act as the floor does it."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.reading import today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.one_plate import PLATE, page
from webapp.blueprints.supervisor.order_shipping import in_one
from webapp.blueprints.supervisor.plate_rows import Asked
from webapp.extensions import db
from webapp.flows.plates_hand import called
from webapp.flows.plates_ship import about, question, told
from webapp.models import Role
from webapp.operations import plates, shipments, shipping
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import plates as reads
from webapp.queries.putaway import Waiting
from webapp.rules import refusals
from webapp.rules.keyed import keyed
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

Act = Callable[[UnitOfWork, int, By], Refusal | Asked | Words | None]
DONE: dict[str, Words] = {
    "close": T("Closed. Nothing goes on or off."),
    "open": T("Open again."),
    "take_out": T("It stands by itself now."),
    "dissolve": T("Dissolved. What was on it is loose."),
    "pack": T("Put on it."),
    "unpack": T("Taken off. It lies loose."),
}


@blueprint.post(PLATE)
@allow(Role.SUPERVISOR)
def act_on_plate(plate_id: int) -> ResponseReturnValue:
    """Do it and say so, say why not, or ask once more."""
    name = request.form.get("act", "")
    if name not in ACTS:
        abort(422)
    who = operator()

    def act(work: UnitOfWork) -> Refusal | Asked | Words | None:
        if not reads.pile(work.connection, plate_id):
            abort(404)
        return ACTS[name](work, plate_id, By(who.id, work.now, device_id()))

    done = run(db.engine, act)
    if isinstance(done, Asked):
        return page(plate_id, done)
    words = in_one(done) if isinstance(done, Refusal) else done or DONE[name]
    flash(said(words), "stop" if isinstance(done, Refusal) else "good")
    return redirect(url_for("supervisor.plate", plate_id=plate_id), 303)


def close(work: UnitOfWork, plate_id: int, _by: By) -> Refusal | None:
    """Nothing goes on or off any more."""
    return plates.close(work, plate_id)


def open_again(work: UnitOfWork, plate_id: int, _by: By) -> Refusal | None:
    """Goods go on and off again."""
    return plates.open_again(work, plate_id)


def take_out(work: UnitOfWork, plate_id: int, _by: By) -> Refusal | None:
    """It stands by itself."""
    return plates.take_out(work, plate_id)


def dissolve(work: UnitOfWork, plate_id: int, by: By) -> Refusal | None:
    """It is no more."""
    return plates.dissolve(work, plate_id, by)


def pack(work: UnitOfWork, plate_id: int, by: By) -> Refusal | None:
    """Some of what lies loose beside it goes on."""
    here = next(one for one in reads.pile(work.connection, plate_id) if one.id == plate_id)
    found = how_many(reads.goods_beside(work.connection, here.location_id))
    if isinstance(found, Refusal):
        return found
    return plates.pack(work, plate_id, found[0].balance_id, found[1], by)


def unpack(work: UnitOfWork, plate_id: int, by: By) -> Refusal | None:
    """Some of what is on it comes off."""
    found = how_many(reads.goods_on(work.connection, plate_id))
    if isinstance(found, Refusal):
        return found
    return plates.unpack(work, plate_id, found[0].balance_id, found[1], by)


def how_many(rows: list[Waiting]) -> tuple[Waiting, int] | Refusal:
    """The goods that the form names, and the units that were keyed in, exactly."""
    wanted = request.form.get("goods", "")
    row = next((one for one in rows if str(one.balance_id) == wanted), None)
    if row is None:
        return refusals.busy_elsewhere()
    units = keyed(request.form.get("quantity", ""), row.product.scale, row.product.unit)
    return units if isinstance(units, Refusal) else (row, units)


def ship(work: UnitOfWork, plate_id: int, by: By) -> Refusal | Asked | Words:
    """Ask once more, naming what leaves; it leaves where the answer names just that."""
    made = shipments.of_plate(work, plate_id, today())
    if isinstance(made, Refusal):
        return made
    if request.form.get("about") != about(plate_id, made):
        here = next(one for one in reads.pile(work.connection, plate_id) if one.id == plate_id)
        return Asked(said(question(made, called(here))), about(plate_id, made))
    return shipping.ship(work, made, by) or told(made)


ACTS: dict[str, Act] = {
    "close": close,
    "open": open_again,
    "take_out": take_out,
    "dissolve": dissolve,
    "pack": pack,
    "unpack": unpack,
    "ship": ship,
}
