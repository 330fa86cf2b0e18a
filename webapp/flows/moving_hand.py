"""What a worker has taken up to move: reserved in its place until it is put down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from webapp.flows.moving_claims import what_stays, why_any_stays, why_stays
from webapp.flows.moving_words import What, counted
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow
from webapp.operations import moving, tasks
from webapp.operations.ledger import Entry
from webapp.queries import moving as reads
from webapp.queries.meanings import PlateScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.words import T


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


# Taken up


def take_up(talk: Talk, rows: Sequence[GoodsThere]) -> Reply:
    """All that is free of loose goods in one place; what is promised of them stays and is named."""
    if said := why_stays(talk, rows):
        return refused(said)
    hold(talk, What.GOODS, rows[0].location_id, rows[0].location)
    reach_for(talk, {row.balance_id: row.free for row in rows if row.free > 0})
    reply = taken(talk)
    if stays := what_stays(talk, rows):
        both = T("%(taken)s %(stays)s", taken=reply.message, stays=stays)
        return accepted(reply.code, both)
    return reply


def take_plate(talk: Talk, plate: PlateScan, location: str) -> Reply:
    """A license plate with all that is on it and on the plates that stand on it."""
    plate_id = int(plate.id or 0)
    rows = reads.upon(talk.work.connection, plate_id)
    said = why_any_stays(talk, rows, location) or moving.why_plate_stays(talk.work, plate_id)
    if said:
        return refused(said)
    held = hold(talk, What.PLATE, int(plate.location_id or 0), location)
    held |= {"plates": [plate_id], "plate": [plate.code, str(plate.kind)]}
    reach_for(talk, {row.balance_id: row.on_hand for row in rows})
    return taken(talk)


def take_everything(talk: Talk, place: Mapping[str, Any]) -> Reply:
    """All goods and all plates of a location, unless anything of it has to stay."""
    connection = talk.work.connection
    rows = reads.at(connection, place["id"])
    plate_ids = [int(plate.id or 0) for plate in reads.plates_at(connection, place["id"])]
    if not rows and not plate_ids:
        return refused(refusals.nothing_here(place["code"]))
    each = (moving.why_plate_stays(talk.work, plate_id) for plate_id in plate_ids)
    if said := why_any_stays(talk, rows, place["code"]) or moving.first(each):
        return refused(said)
    hold(talk, What.ALL, place["id"], place["code"])["plates"] = plate_ids
    reach_for(talk, {row.balance_id: row.on_hand for row in rows})
    return taken(talk)


def hold(talk: Talk, what: What, location_id: int, location: str) -> dict[str, Any]:
    """A new hand: what it holds, and from where."""
    open_task(talk)
    held: dict[str, Any] = {"what": what, "id": location_id, "code": location, "plates": []}
    talk.state["hand"] = held
    return held


def reach_for(talk: Talk, units: Mapping[int, int]) -> None:
    """Reserve so many units of each balance, and ask where they go."""
    talk.state["hand"]["units"] = {str(balance): count for balance, count in units.items()}
    moving.take_up(talk.work, talk.held.id, units)
    talk.cache.pop("in_hand", None)
    talk.held.step = Step.TO


def taken(talk: Talk) -> Reply:
    """What was taken up, and from where."""
    held = talk.state["hand"]
    what = counted(held, in_hand(talk))
    if held["what"] == What.ALL:
        return accepted("taken_up", T("In hand: %(what)s.", what=what))
    return accepted("taken_up", T("From %(location)s: %(what)s.", location=held["code"], what=what))


# Empty again


def put_back(talk: Talk) -> None:
    """Nothing is in the hand; it stands where it stood."""
    moving.put_back(talk.work, in_hand(talk))
    empty(talk)


def empty(talk: Talk) -> None:
    """The hand is empty: go on in the bin that was scanned, where something is left in it."""
    for name in ("hand", "scrap"):
        talk.state.pop(name, None)
    talk.cache.pop("in_hand", None)
    source = talk.state.get("from")
    if source and reads.is_empty(talk.work.connection, source["id"]):
        talk.state.pop("from")
    talk.held.step = Step.GOODS if talk.state.get("from") else Step.FROM


# Undo


def can_hold_again(talk: Talk, before: Mapping[str, Any]) -> bool:
    """Whether what was in the hand is still there, and nobody else's."""
    units = before["hand"]["units"] if before.get("hand") else {}
    mine = {row.balance_id: row.taken for row in in_hand(talk)}
    there = [(reads.one(talk.work.connection, int(one)), units[one]) for one in units]
    return all(row and row.free + mine.get(row.balance_id, 0) >= wanted for row, wanted in there)


def undone(talk: Talk) -> None:
    """After an undo: what the task has in hand again is reserved again, where it still can be."""
    talk.cache.pop("in_hand", None)
    moving.put_back(talk.work, in_hand(talk))
    talk.cache.pop("in_hand", None)
    held = talk.state.get("hand")
    if held and not can_hold_again(talk, talk.state):
        empty(talk)
    elif held:
        units = {int(balance): count for balance, count in held["units"].items()}
        moving.take_up(talk.work, talk.held.id, units)


def turn_back(talk: Talk, moves: Sequence[Entry]) -> bool:
    """Bring the plates back that the last scan put down; False where one has gone on since."""
    did, (scan_id, *_) = talk.state.get("did"), talk.state["history"][-1]
    if not did or did["scan"] != scan_id:
        return True
    return moving.bring_back(talk.work, did["plates"], did["to"], did["came"], moves)
