"""Picking: what an order was promised is taken from its bins into a tote.

(LW*PICK: the next task) ──► location ──► goods ──► quantity ──► tote ──► (recorded)
                                ▲           ▲  │       │ skipped where    │ asked once,
                                │           │  │       │ it is one unit   │ then kept
                                │           └──┼───────┴──────────────────┤ more of it here
                                └──────────────┼──────────────────────────┘ next bin
                                               └─ another lot than promised: once more, then
                                                  the promise is swapped
SHORT*reason at any step gives the line up (or finds it elsewhere) and goes on.
MORE calls for goods to an empty pick face, and the line waits where it stands.
SKIP or NEXT puts the line last, PREVIOUS takes it up again. ALLOW*reason lets expired goods pass,
where a supervisor says so.
A command names no goods, so it is about the line on the screen: where that is not the one in hand
any more, because somebody changed what the order is promised, nothing is done and it is said why.
When nothing is left the order is picked.

    picking_opening.py   the next task, or an order's number
    picking_line.py      what a pick stands at: its order and the line in hand
    picking_bin.py       the bin of the line, or another of this task
    picking_goods.py     the goods promised, or others of the same product
    picking_count.py     how many are taken
    picking_tote.py      the tote they go in
    picking_record.py    the move, and the end of the order
    picking_held.py      what a hold took away
    picking_later.py     a line that is put off
    picking_short.py     what cannot be picked
    picking_more.py      a call for goods
    picking_overrule.py  a supervisor lets expired goods pass
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import amounts, halves
from webapp.flows.picking_bin import hear_location
from webapp.flows.picking_count import set_quantity, take_proposed
from webapp.flows.picking_goods import hear_goods, hear_quantity
from webapp.flows.picking_held import held_by_now, lost_to_a_hold
from webapp.flows.picking_later import go_back, skip
from webapp.flows.picking_line import (
    Pick,
    Step,
    another_is_shown,
    called,
    current_line,
    forget_line,
    keep_in_view,
    known_order,
    order_at_first,
    promise_changed,
    read_order,
    show_line,
    stand_at,
)
from webapp.flows.picking_more import call_for_more
from webapp.flows.picking_opening import open_by_scan
from webapp.flows.picking_overrule import allow
from webapp.flows.picking_record import finish_order
from webapp.flows.picking_short import report_short
from webapp.flows.picking_tote import hear_tote
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.queries.picking import OrderUnderWay, PickLine
from webapp.rules import refusals
from webapp.words import T, Words


def answer(talk: Talk) -> Reply:
    """Answer one scan of a pick; without a task the scan itself finds it."""
    if talk.task is None:
        return open_by_scan(talk)
    reply = go_on(talk)
    keep_in_view(talk)
    return reply


def go_on(talk: Talk) -> Reply:
    """Answer one scan of an order that is being picked."""
    order = order_at_first(talk)
    line = current_line(talk.state, order)
    if not order.released or (line is None and talk.held.user_id is None):
        return refused(refusals.order_not_released(order.number))
    if talk.held.user_id is None:
        talk.held.give(talk.who.id, talk.work.now)
    if line is None:
        if said := held_by_now(talk) or lost_to_a_hold(talk):
            return refused(said)
        return finish_order(talk, order, refusals.task_finished().problem)
    pick = Pick(talk, order, line)
    verb = talk.command.verb if talk.command else ""
    if promise_changed(talk, line) or (verb in OF_THE_LINE and another_is_shown(talk, line)):
        return begin_anew(pick)
    if verb in COMMANDS:
        return COMMANDS[verb](pick)
    return STEPS[Step(talk.held.step)](pick)


def begin_anew(pick: Pick) -> Reply:
    """What was counted or is on the screen is not promised so any more: say why, and do nothing."""
    talk = pick.talk
    step_back(pick)
    present(talk)
    return refused(held_by_now(talk) or lost_to_a_hold(talk) or refusals.promised_anew())


# Commands


def step_back(pick: Pick) -> Reply:
    """`LW*CANCEL`: forget what was scanned but not recorded, and stand at the bin again."""
    halves.dropped(pick.talk)
    forget_line(pick.talk)
    stand_at(pick.talk, pick.order)
    return accepted("cancelled", T("Forgotten. Scan again."))


def not_done(pick: Pick) -> Reply:
    """`LW*DONE` while lines are open: each is picked or reported short first."""
    return refused(refusals.lines_left(len(pick.order.lines)))


def undone(talk: Talk) -> None:
    """After an undo: goods that are promised under another line again are scanned again."""
    order = read_order(talk)
    line = current_line(talk.state, order)
    if line and promise_changed(talk, line):
        step_back(Pick(talk, order, line))
    keep_in_view(talk)


STEPS: dict[Step, Callable[[Pick], Reply]] = {
    Step.LOCATION: hear_location,
    Step.GOODS: hear_goods,
    Step.QUANTITY: hear_quantity,
    Step.TOTE: hear_tote,
}
COMMANDS: dict[str, Callable[[Pick], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    "OK": take_proposed,
    "SHORT": report_short,
    "MORE": call_for_more,
    "SKIP": skip,
    "NEXT": skip,
    "PREVIOUS": go_back,
    "CANCEL": step_back,
    "ALLOW": allow,
    "DONE": not_done,
}
# What is said of the line on the screen, which it does not name.
OF_THE_LINE = {"QTY", *amounts.STEPS, "OK", "SHORT", "MORE", "SKIP", "NEXT"}


def present(talk: Talk) -> None:
    """Show the line that the task stands at."""
    keep_in_view(talk)
    order = known_order(talk)
    if line := current_line(talk.state, order):
        show_line(Pick(talk, order, line), line, int(talk.state.get("counted", 0)))


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task is None:
        return T("Take the next task, or scan an order")
    order = known_order(talk)
    return prompt_of(talk.task.step, current_line(talk.task.state, order), order)


def prompt_of(step: str, line: PickLine | None, order: OrderUnderWay) -> Words:
    """The prompt at one line."""
    if line is None:
        return T("Bring the tote to %(staging)s", staging=order.staging)
    match Step(step):
        case Step.LOCATION:
            return T("Scan bin %(bin)s", bin=line.location)
        case Step.GOODS:
            return T("Scan %(what)s", what=called(line))
        case Step.QUANTITY:
            return T("Scan again, or key in the quantity")
        case Step.TOTE:
            return T("Scan the tote")
