"""Why goods stay where they are: blocked, on a plate, promised, or in somebody else's hand."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows.talk import Talk
from webapp.operations.unit_of_work import ChangedMeanwhileError
from webapp.queries import moving as reads
from webapp.queries.moving import Claims, GoodsThere, lot_called
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.rules.usable import expired
from webapp.words import T, Words


def why_stays(talk: Talk, rows: Sequence[GoodsThere]) -> Refusal | None:
    """Why loose goods of one place are not taken up at all, or None."""
    there = rows[0]
    if there.blocked_out:
        return refusals.location_blocked_out(there.location)
    if there.plate:
        return refusals.carried_by_plate(lot_called(there), there.plate)
    return None if any(row.free > 0 for row in rows) else why_claimed(talk, rows)


def why_any_stays(talk: Talk, rows: Sequence[GoodsThere], location: str) -> Refusal | None:
    """Why not all of these goods are taken up together, or None."""
    if any(row.blocked_out for row in rows):
        return refusals.location_blocked_out(location)
    return why_claimed(talk, rows)


def why_claimed(talk: Talk, rows: Sequence[GoodsThere]) -> Refusal | None:
    """The first goods that somebody else has a claim on, with who it is; or None."""
    row = next((row for row in rows if row.free < row.on_hand), None)
    if row is None:
        return None
    claims = claims_on(talk, row)
    if not claims.orders:
        return refusals.in_other_hands(row.called, claims.names)
    over = bool(row.lot and expired(row.lot.expires_on, talk.today))
    reserved = row.product.amount(row.on_hand - row.free)
    return refusals.promised(row.called, row.place, reserved, claims.orders, expired=over)


def what_stays(talk: Talk, rows: Sequence[GoodsThere]) -> Words | None:
    """How many of these goods stay, and for whom; None where none do."""
    stay = sum(row.on_hand - row.free for row in rows)
    if not stay:
        return None
    claims = claims_on(talk, next(row for row in rows if row.free < row.on_hand))
    quantity = rows[0].product.amount(stay)
    if claims.orders:
        orders = refusals.orders_called(claims.orders)
        return T("%(quantity)s stay: promised to %(orders)s.", quantity=quantity, orders=orders)
    names = ", ".join(claims.names)
    return T("%(quantity)s stay: %(name)s has them in hand.", quantity=quantity, name=names)


def claims_on(talk: Talk, row: GoodsThere) -> Claims:
    """Who has a claim on goods that were not all free, but for this conversation.

    Raises ChangedMeanwhileError where nobody has one any more: the goods are looked at again.
    """
    task_id = talk.task.id if talk.task else 0
    claims = reads.claims_on(talk.work.connection, row.balance_id, task_id=task_id)
    if not claims.orders and not claims.names:
        raise ChangedMeanwhileError(f"balance {row.balance_id} was claimed just now")
    return claims
