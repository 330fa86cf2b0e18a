"""What cannot be picked: looked for elsewhere, or given up with a reason."""

from __future__ import annotations

from webapp.flows.picking_line import (
    Pick,
    Step,
    called,
    forget_line,
    read_order,
    stand_at,
)
from webapp.flows.picking_record import finish_order
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.operations import orders, reservations, tasks
from webapp.queries.promises import Today, wish_of
from webapp.rules import refusals
from webapp.words import T

SHORT_REASONS = {
    "not_there": T("It is not there"),
    "damaged": T("It is damaged"),
    "wrong_bin": T("Something else is in the bin"),
    "cannot_reach": T("I cannot reach it"),
    "expired": T("It is expired"),
}


def report_short(pick: Pick) -> Reply:
    """`LW*SHORT*reason`: look elsewhere; what is nowhere is given up, and the order goes on."""
    arguments = pick.talk.command.arguments if pick.talk.command else ()
    if not arguments:
        return choose(
            "short_why",
            T("Why can %(what)s not be picked?", what=called(pick.line)),
            tuple(Choice(f"LW*SHORT*{name}", words) for name, words in SHORT_REASONS.items()),
        )
    reason = arguments[0].lower()
    if reason not in SHORT_REASONS:
        return refused(refusals.short_reason_unknown(arguments[0][:40]))
    counted = pick.line.product.amount(int(pick.talk.state.get("counted", 0)))
    if pick.talk.held.step == Step.QUANTITY and int(pick.talk.state.get("scans", 0)) > 1:
        return refused(refusals.counted_first(counted, called(pick.line)))
    return give_up(pick, reason)


def give_up(pick: Pick, reason: str) -> Reply:
    """Release the promise, note the exception, promise other stock where there is some.

    A supervisor has been told, so this is final: no undo takes it back.
    """
    talk, line = pick.talk, pick.line
    reservations.lock_stock(talk.work, line.product.id)
    reservations.release(talk.work, line.id, line.balance_id, line.quantity)
    note_short(pick, reason)
    need = reservations.Need(talk.held.id, line.product.id, line.quantity, line.order_line_id)
    wish = wish_of(talk.work.connection, line.order_line_id, Today(talk.today, talk.zone))
    allotted = reservations.allocate(
        talk.work,
        need,
        wish.planned,
        least_life_days=wish.least_days or 0,
        avoid_balance=line.balance_id,
    )
    found = allotted.promised
    if found < line.quantity:
        orders.add_short(talk.work, line.order_line_id, line.quantity - found)
    talk.final = True
    forget_line(talk)
    return after_short(pick, found)


def note_short(pick: Pick, reason: str) -> None:
    """An exception for a supervisor: what was not there, where, how many and why."""
    line = pick.line
    tasks.note_exception(
        pick.talk.work,
        pick.talk.by,
        kind="short",
        reason=reason,
        task_id=pick.talk.held.id,
        order_line_id=line.order_line_id,
        product_id=line.product.id,
        lot_id=line.lot.id if line.lot else None,
        serial_id=line.serial_id,
        location_id=line.location_id,
        quantity=line.quantity,
    )


def after_short(pick: Pick, found: int) -> Reply:
    """Go on with what is left of the order."""
    talk, line = pick.talk, pick.line
    short = line.product.amount(line.quantity - found)
    text = (
        T("Reported. Take it from another bin.")
        if found == line.quantity
        else T("Reported: %(quantity)s of %(what)s short.", quantity=short, what=called(line))
    )
    order = read_order(talk)
    if not order.lines:
        return finish_order(talk, order, text)
    stand_at(talk, order)
    return accepted("reported_short", text)
