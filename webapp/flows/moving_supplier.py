"""Goods in hand go back to the supplier they came from; a supervisor decides, with a reason.

    SUPPLIER ──► which one, where several brought them
        └──► SUPPLIER*id ──► why? ──► SUPPLIER*id*reason

Only whoever brought a lot gets it back: that is what the receipts say, or the lot's own record.
What holds goods in the house holds them not from going back.
"""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows.moving_hand import Step, empty, in_hand
from webapp.flows.moving_words import called, counted, line_of
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.operations import moving
from webapp.queries import origins
from webapp.queries.moving import GoodsThere
from webapp.queries.origins import Supplier
from webapp.queries.receiving import where_goods_come_from
from webapp.rules import refusals
from webapp.rules.moving import SEND_BACK_REASONS
from webapp.words import T

COMMAND = "SUPPLIER"
FIRST = T("Take up the goods first.")


def to_supplier(talk: Talk) -> Reply:
    """`LW*SUPPLIER*id*reason`, asked for piece by piece."""
    if not talk.is_supervisor:
        return refused(refusals.not_permitted(T("send goods back to their supplier")))
    rows = in_hand(talk)
    if talk.held.step != Step.TO:
        return refused(refusals.wrong_kind(T("a supplier"), FIRST))
    if not rows:
        return refused(refusals.nothing_to_scrap(called(talk.state["hand"], rows)))
    if said := moving.why_not_scrapped(talk.work, rows):
        return refused(said)
    named, _, reason = "*".join(talk.command.arguments if talk.command else ()).partition("*")
    known = brought_by(talk, rows)
    if not known:
        return refused(refusals.supplier_unknown(counted(talk.state["hand"], rows)))
    if not named and len(known) > 1:
        return ask_which(known)
    chosen = next((one for one in known if named in ("", str(one.id))), None)
    if chosen is None:
        return refused(not_theirs(talk, named, known))
    return send(talk, chosen, reason.lower()) if reason else ask_why(talk, chosen)


def brought_by(talk: Talk, rows: Sequence[GoodsThere]) -> list[Supplier]:
    """The suppliers from whom all that is in the hand can have come."""
    each = [
        origins.suppliers_of(
            talk.work.connection, row.product.id, row.lot.id if row.lot else None, row.serial_id
        )
        for row in rows
    ]
    return [one for one in each[0] if all(one in others for others in each[1:])]


def not_theirs(talk: Talk, named: str, known: Sequence[Supplier]) -> refusals.Refusal:
    """Another supplier than one who brought them."""
    other = origins.supplier(talk.work.connection, named)
    if other is None:
        return refusals.unknown_command(talk.shown)
    what = counted(talk.state["hand"], in_hand(talk))
    return refusals.not_of_supplier(what, other.name, ", ".join(one.name for one in known))


def ask_which(known: Sequence[Supplier]) -> Reply:
    """Several have brought goods like these."""
    return choose(
        "which_supplier",
        T("Which supplier does it go back to?"),
        tuple(Choice(f"LW*{COMMAND}*{one.id}", one.name) for one in known),
    )


def ask_why(talk: Talk, supplier: Supplier) -> Reply:
    """It goes back with a reason only."""
    what = counted(talk.state["hand"], in_hand(talk))
    return choose(
        "send_back_why",
        T("Why does it go back to %(supplier)s: %(what)s?", supplier=supplier.name, what=what),
        tuple(
            Choice(f"LW*{COMMAND}*{supplier.id}*{name}", words)
            for name, words in SEND_BACK_REASONS.items()
        ),
    )


def send(talk: Talk, supplier: Supplier, reason: str) -> Reply:
    """It is gone, and the ledger says to whom and why; a plate that it was on stays, empty."""
    if reason not in SEND_BACK_REASONS:
        return refused(refusals.scrap_reason_unknown(reason[:40]))
    rows, words = in_hand(talk), SEND_BACK_REASONS[reason]
    place = where_goods_come_from(talk.work.connection)
    told = f"back to supplier {supplier.code}: {words}"
    moving.send_back(talk.work, rows, place, talk.by, reason=told[:200])
    what = counted(talk.state["hand"], rows)
    talk.line = line_of(rows, supplier.name)
    empty(talk)
    text = T(
        "Back to %(supplier)s: %(what)s. Reason: %(reason)s.",
        supplier=supplier.name,
        what=what,
        reason=words,
    )
    return accepted("sent_back", text)
