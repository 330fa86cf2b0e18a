"""What a worker has taken up to move: reserved in its place until it is put down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow
from webapp.operations import moving, tasks
from webapp.queries import moving as reads
from webapp.queries.meanings import PlateScan
from webapp.queries.moving import Claims, GoodsThere, lot_called
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.rules.refusals.moving import orders_called
from webapp.rules.usable import expired
from webapp.words import T, Words


class Step(StrEnum):
    """Where the conversation stands."""

    FROM = "from"
    GOODS = "goods"
    TO = "to"


def open_task(talk: Talk) -> None:
    """The worker's conversation, where there is none yet."""
    if talk.task is None:
        talk.task = tasks.open_new(talk.work, Flow.MOVING, step=Step.FROM, user_id=talk.who.id)


def in_hand(talk: Talk) -> list[GoodsThere]:
    """What this task has taken up, as it stands now; read once in a scan."""
    if "in_hand" not in talk.cache:
        talk.cache["in_hand"] = reads.in_hand(talk.work.connection, talk.held.id)
    return list(talk.cache["in_hand"])


def take_up(talk: Talk, rows: Sequence[GoodsThere]) -> Reply:
    """All that is free of loose goods in one place; what is promised of them stays and is named."""
    there = rows[0]
    if said := why_stays(talk, rows):
        return refused(said)
    held = hold(talk, "goods", there.location_id, there.location)
    held["units"] = {str(row.balance_id): row.free for row in rows if row.free > 0}
    reach_for(talk)
    stay = sum(row.on_hand - row.free for row in rows)
    if not stay:
        return taken(talk)
    first = next(row for row in rows if row.free < row.on_hand)
    text = T(
        "From %(location)s: %(what)s. %(quantity)s stay: %(why)s.",
        location=there.location,
        what=counted(held, in_hand(talk)),
        quantity=there.product.amount(stay),
        why=claimed(reads.claims_on(talk.work.connection, first.balance_id, task_id=talk.held.id)),
    )
    return accepted("taken_up", text)


def take_plate(talk: Talk, plate: PlateScan, location: str) -> Reply:
    """A license plate with all that is on it and on the plates that stand on it."""
    rows = reads.upon(talk.work.connection, int(plate.id or 0))
    if said := why_claimed(talk, rows) or moving.why_plate_stays(talk.work, int(plate.id or 0)):
        return refused(said)
    if any(row.blocked_out for row in rows):
        return refused(refusals.location_blocked_out(location))
    held = hold(talk, str(plate.kind), int(plate.location_id or 0), location)
    held |= {"plates": [plate.id], "plate": plate.code}
    held["units"] = {str(row.balance_id): row.on_hand for row in rows}
    reach_for(talk)
    return taken(talk)


def take_everything(
    talk: Talk, rows: Sequence[GoodsThere], plates: Sequence[PlateScan], place: Mapping[str, Any]
) -> Reply:
    """All goods and all plates of a location, unless anything of it has to stay."""
    if not rows and not plates:
        return refused(refusals.nothing_here(place["code"]))
    each = (moving.why_plate_stays(talk.work, int(plate.id or 0)) for plate in plates)
    if said := why_claimed(talk, rows) or moving.first(each):
        return refused(said)
    if any(row.blocked_out for row in rows):
        return refused(refusals.location_blocked_out(place["code"]))
    held = hold(talk, "all", place["id"], place["code"])
    held["plates"] = [plate.id for plate in plates]
    held["units"] = {str(row.balance_id): row.on_hand for row in rows}
    reach_for(talk)
    return taken(talk)


def hold(talk: Talk, what: str, location_id: int, location: str) -> dict[str, Any]:
    """A new hand: what it holds, and from where."""
    open_task(talk)
    held: dict[str, Any] = {"what": what, "id": location_id, "code": location, "plates": []}
    talk.state["hand"] = held
    return held


def reach_for(talk: Talk) -> None:
    """Reserve what the hand is to hold, and ask where it goes."""
    units = talk.state["hand"]["units"].items()
    moving.take_up(talk.work, talk.held.id, [(int(id), units) for id, units in units])
    talk.cache.pop("in_hand", None)
    talk.held.step = Step.TO


def taken(talk: Talk) -> Reply:
    """What was taken up, and from where."""
    held = talk.state["hand"]
    what = counted(held, in_hand(talk))
    if held["what"] == "all":
        return accepted("taken_up", T("In hand: %(what)s.", what=what))
    return accepted("taken_up", T("From %(location)s: %(what)s.", location=held["code"], what=what))


# Why goods stay where they are


def why_stays(talk: Talk, rows: Sequence[GoodsThere]) -> Refusal | None:
    """Why loose goods are not taken up at all, or None."""
    there = rows[0]
    if there.blocked_out:
        return refusals.location_blocked_out(there.location)
    if there.plate:
        return refusals.carried_by_plate(lot_called(there), there.plate)
    return None if any(row.free > 0 for row in rows) else why_claimed(talk, rows)


def why_claimed(talk: Talk, rows: Sequence[GoodsThere]) -> Refusal | None:
    """The first goods that somebody else has a claim on, with who it is."""
    row = next((row for row in rows if row.free < row.on_hand), None)
    if row is None:
        return None
    task_id = talk.task.id if talk.task else 0
    claims = reads.claims_on(talk.work.connection, row.balance_id, task_id=task_id)
    if not claims.orders:
        return refusals.in_other_hands(row.called, claims.names)
    over = bool(row.lot and expired(row.lot.expires_on, talk.today))
    reserved = row.product.amount(row.on_hand - row.free)
    return refusals.promised(row.called, row.place, reserved, claims.orders, expired=over)


def claimed(claims: Claims) -> Words:
    """Who has a claim on what stays."""
    if claims.orders:
        return T("promised to %(orders)s", orders=orders_called(claims.orders))
    return T("%(name)s has them in hand", name=", ".join(claims.names))


# What it is called


def called(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """What to call what is in the hand."""
    match held["what"]:
        case "all":
            return T("everything from %(location)s", location=held["code"])
        case "goods":
            return rows[0].called if len(rows) == 1 else lot_called(rows[0])
        case "tote":
            return T("tote %(code)s", code=held["plate"])
    return T("license plate %(code)s", code=held["plate"])


def counted(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """What is in the hand with how much it is; a license plate is one thing."""
    if held["what"] == "all":
        return all_counted(held, rows)
    if held["what"] != "goods":
        return called(held, rows)
    quantity = rows[0].product.amount(sum(row.taken for row in rows))
    return T("%(quantity)s of %(what)s", quantity=quantity, what=called(held, rows))


def all_counted(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """Everything, with its lines; and its units, where they can be added up."""
    values = {"location": held["code"], "lines": len(rows)}
    if len({(row.product.unit, row.product.scale) for row in rows}) != 1:
        return T("everything from %(location)s (lines: %(lines)s)", **values)
    units = rows[0].product.amount(sum(row.taken for row in rows))
    return T(
        "everything from %(location)s (lines: %(lines)s, units: %(units)s)", units=units, **values
    )


def line_of(held: Mapping[str, Any], rows: Sequence[GoodsThere], location: str) -> dict[str, Any]:
    """The goods as the answer shows them; of several kinds it shows the first."""
    row, units = rows[0], sum(row.taken for row in rows)
    one = len({row.lot.id if row.lot else None for row in rows}) == 1
    return {
        "product": row.product.sku,
        "name": row.product.name,
        "lot": row.lot.code if row.lot and one else None,
        "serial": row.serial if len(rows) == 1 else None,
        "location": location,
        "planned": units,
        "done": units,
        "unit": row.product.unit,
    }


# Empty again


def put_back(talk: Talk) -> None:
    """Nothing is in the hand; it stands where it stood."""
    moving.put_back(talk.work, talk.held.id)
    empty(talk)


def empty(talk: Talk) -> None:
    """The hand is empty: go on in the bin that was scanned, where something is left in it."""
    for name in ("hand", "scrap"):
        talk.state.pop(name, None)
    talk.cache.pop("in_hand", None)
    source = talk.state.get("from")
    if source and not left_at(talk, source["id"]):
        talk.state.pop("from")
    talk.held.step = Step.GOODS if talk.state.get("from") else Step.FROM


def left_at(talk: Talk, location_id: int) -> bool:
    """Whether goods or plates are left at a location."""
    connection = talk.work.connection
    return bool(reads.at(connection, location_id) or reads.plates_at(connection, location_id))


# Undo


def can_hold_again(talk: Talk, before: Mapping[str, Any]) -> bool:
    """Whether what was in the hand is still there, and nobody else's."""
    held = before.get("hand")
    if not held:
        return True
    mine = {row.balance_id: row.taken for row in in_hand(talk)}
    return all(
        (row := reads.one(talk.work.connection, int(balance))) is not None
        and row.free + mine.get(row.balance_id, 0) >= units
        for balance, units in held["units"].items()
    )


def undone(talk: Talk) -> None:
    """After an undo: what the task has in hand again is reserved again."""
    moving.put_back(talk.work, talk.held.id)
    talk.cache.pop("in_hand", None)
    if held := talk.state.get("hand"):
        units = [(int(balance), units) for balance, units in held["units"].items()]
        moving.take_up(talk.work, talk.held.id, units)


def turn_back(talk: Talk) -> bool:
    """Bring the plates back that the last scan put down; False where one has gone on since."""
    did, (scan_id, *_) = talk.state.get("did"), talk.state["history"][-1]
    if not did or did["scan"] != scan_id:
        return True
    return moving.bring_back(talk.work, did["plates"], did["to"], did["came"])
