"""Which bin carried goods should go to, and why a scanned one may not have them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from webapp.queries import storage as reads
from webapp.rules import putaway as rules
from webapp.rules import refusals
from webapp.rules.quantities import Amount
from webapp.rules.refusals import Refusal
from webapp.rules.storage import Bin, Load, objection, room_for
from webapp.words import T


def suggestion_for(
    connection: Connection, load: Load, lot_id: int | None, task_id: int
) -> rules.Suggestion | None:
    """Same lot with room, else same product, else the goods' category, else an empty bin."""
    return rules.suggest(reads.bins_for(connection, load, lot_id, task_id), load)


def why_not_here(bin: Bin, load: Load, elsewhere: str | None) -> Refusal | None:
    """The first rule that objects, with how much may go there and where the rest could."""
    said = objection(bin, load)
    if said is None or said.remedy != refusals.ANOTHER_BIN:
        return said
    other = elsewhere or T("another bin")
    room = room_for(bin, load)
    if not room:
        return replace(said, remedy=T("Scan %(bin)s.", bin=other))
    part: object = load.amount(room)
    if said.code == "bin_too_heavy":
        part = T("%(weight)s kg", weight=Amount(load.part(room).weight_g, 3))
    return replace(
        said, remedy=T("Put up to %(room)s here, or scan %(bin)s.", room=part, bin=other)
    )
