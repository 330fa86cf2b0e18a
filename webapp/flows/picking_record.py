"""A decided quantity becomes a move from the bin into the tote; then the next line."""

from __future__ import annotations

from dataclasses import replace

from webapp.flows.picking_line import (
    Pick,
    Step,
    called,
    forget_line,
    leave,
    objection,
    show_line,
    stand_at,
)
from webapp.flows.picking_overrule import reason_for
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import MoveKind, TaskStatus
from webapp.operations import orders, picks, tasks
from webapp.operations.ledger import Entry, Goods, Spot
from webapp.queries.picking import OrderUnderWay, PickLine
from webapp.rules import refusals
from webapp.words import T, Words


def decide(pick: Pick, units: int) -> Reply:
    """The quantity is known: record it, or ask for the tote first."""
    talk = pick.talk
    if said := objection(pick, pick.line.lot, pick.line):
        return refused(said)
    talk.state["quantity"] = units
    if talk.state.get("tote"):
        return record(pick)
    talk.held.step = Step.TOTE
    show_line(pick, pick.line, units)
    return accepted(
        "quantity_set",
        T(
            "%(quantity)s of %(what)s. Scan the tote they go in.",
            quantity=pick.line.product.amount(units),
            what=called(pick.line),
        ),
    )


def record(pick: Pick) -> Reply:
    """Write the pick: from the bin into the tote; then the next line."""
    talk, line = pick.talk, pick.line
    units = int(talk.state["quantity"])
    goods = Goods(line.product.id, line.lot.id if line.lot else None, line.serial_id)
    entry = Entry(
        MoveKind.PICK,
        goods,
        units,
        Spot(line.location_id, line.plate_id),
        Spot(pick.order.staging_id, int(talk.state["tote"])),
        from_reserved=units,
        order_line_id=line.order_line_id,
        reason=reason_for(talk.state, line),
    )
    open_units = line.ordered - line.picked - line.short
    if units > open_units:
        return refused(refusals.over_pick(line.product.amount(open_units), line.product.sku))
    # What was never in stock is looked for when nothing is left; else nothing looks at this pick.
    left, all_picked = what_is_left(pick, units), ends_the_order(pick, units)
    write = picks.pick_at_last if left or all_picked else picks.pick
    write(talk.work, entry, talk.by, line.id)
    show_line(pick, line, units)
    text = T(
        "%(quantity)s of %(what)s picked.",
        quantity=line.product.amount(units),
        what=called(line),
    )
    forget_line(talk)
    if not left:
        return finish_order(talk, pick.order, text, all_picked=all_picked)
    stand_at(talk, leave(talk, pick.order, *left))
    return accepted("picked", text)


def what_is_left(pick: Pick, units: int) -> list[PickLine]:
    """The lines of the task, with less of the one in hand, or without it where all is taken."""
    line = pick.line
    others = [other for other in pick.order.lines if other.key != line.key]
    if units >= line.quantity:
        return others
    where = pick.order.lines.index(line)
    return [*others[:where], replace(line, quantity=line.quantity - units), *others[where:]]


def ends_the_order(pick: Pick, units: int) -> bool:
    """Whether every line of the order is picked or given up with these units."""
    line = pick.line
    return pick.order.open_lines == 1 and units == line.ordered - line.picked - line.short


def finish_order(
    talk: Talk, order: OrderUnderWay, text: Words, *, all_picked: bool = False
) -> Reply:
    """Nothing promised is left: what was never in stock is short, and the task is done."""
    rest = [] if all_picked else orders.give_up_the_rest(talk.work, order.id)
    for line in rest:
        tasks.note_exception(
            talk.work,
            talk.by,
            kind="short",
            reason="not_in_stock",
            task_id=talk.held.id,
            order_line_id=line.id,
            product_id=line.product_id,
            quantity=line.quantity,
        )
    leave(talk, order)
    talk.held.status = TaskStatus.DONE
    orders.finish_at_last(talk.work, order.id)
    return accepted(
        "order_picked",
        T(
            "%(what)s Order %(number)s is done: bring it to %(staging)s.",
            what=text,
            number=order.number,
            staging=order.staging,
        ),
    )
