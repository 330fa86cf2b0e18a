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
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import amounts, halves, swapping, taking_over
from webapp.flows.picking_line import (
    Pick,
    Step,
    another_is_shown,
    called,
    current_line,
    keep_in_view,
    known_order,
    objection,
    order_at_first,
    planned_for,
    promise_changed,
    promised,
    proposed,
    read_order,
    show_line,
    stand_at,
)
from webapp.flows.picking_more import call_for_more
from webapp.flows.picking_overrule import allow
from webapp.flows.picking_record import decide, finish_order
from webapp.flows.picking_short import report_short
from webapp.flows.picking_tote import change_tote, hear_tote
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, OrderStatus, TaskStatus
from webapp.operations import tasks
from webapp.queries import picking as reads
from webapp.queries.meanings import DocumentScan, GoodsScan, Meaning, PlaceScan
from webapp.queries.picking import OrderUnderWay, PickLine
from webapp.rules import picking as rules
from webapp.rules import refusals
from webapp.rules.holds import spoken
from webapp.rules.usable import RELEASED
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


# Opening


def open_by_scan(talk: Talk) -> Reply:
    """The next task of all, or the order whose number was scanned."""
    if talk.command and talk.command.verb == "PICK":
        return take_next(talk)
    wanted = T("Scan an order number, or take the next task.")
    found = talk.one_of(DocumentScan, wanted=wanted)
    if isinstance(found, Reply):
        return found
    if found.flow != Flow.PICKING:
        return refused(refusals.wrong_kind(found.called, wanted))
    row = reads.task_of_order(talk.work.connection, found.id)
    at_office = row.order_status == OrderStatus.OPEN or not row.promised
    if row.id is None or row.status != TaskStatus.OPEN or at_office:
        return refused(refusals.order_not_released(found.number))
    return take_task(talk, row.id, found.number)


def take_next(talk: Talk) -> Reply:
    """One's own unfinished task, else the most urgent one nobody has."""
    row = reads.next_task(talk.work.connection, talk.who.id)
    if row is None:
        return refused(refusals.no_work(T("There is nothing to pick now.")))
    return take_task(talk, row.id, row.number)


def take_task(talk: Talk, task_id: int, number: str) -> Reply:
    """Make the task this worker's, unless somebody else is at it."""
    task = tasks.hold(talk.work, task_id)
    assert task is not None, "the task was read in this transaction"  # noqa: S101
    if task.user_id not in (None, talk.who.id):
        return taking_over.of_order(talk, task, number)
    if task.user_id is None:
        task.give(talk.who.id, talk.work.now)
    talk.task = task
    keep_in_view(talk)
    return accepted(
        "pick_started", T("Picking order %(number)s.", number=number), go=f"/pick/{task.id}"
    )


def held_by_now(talk: Talk) -> refusals.Refusal | None:
    """Why goods or a bin that were promised a moment ago may not leave any more, or None."""
    for meaning in talk.meanings:
        if isinstance(meaning, GoodsScan) and meaning.lot and meaning.lot.status != RELEASED:
            return rules.may_leave(meaning.lot, talk.today)
        if isinstance(meaning, PlaceScan) and meaning.hold_reason is not None:
            return refusals.location_on_hold(meaning.code, spoken(meaning.hold_reason))
    return None


def lost_to_a_hold(talk: Talk) -> refusals.Refusal | None:
    """What took the goods in hand away from this order; said once, then the work goes on."""
    lost = reads.lost_to_holds(talk.work.connection, talk.held.id)
    told = talk.state.get("told", [])
    new = [row for row in lost if row.hold_id not in told]
    if not new:
        return None
    talk.state["told"] = [row.hold_id for row in lost]
    return rules.may_leave(new[0].lot, talk.today, new[0])


def begin_anew(pick: Pick) -> Reply:
    """What was counted or is on the screen is not promised so any more: say why, and do nothing."""
    talk = pick.talk
    step_back(pick)
    present(talk)
    return refused(held_by_now(talk) or lost_to_a_hold(talk) or refusals.promised_anew())


# The steps


def hear_location(pick: Pick) -> Reply:
    """The bin of the line, or another bin this task goes to anyway."""
    talk = pick.talk
    if tote := change_tote(pick):
        return tote
    halves.dropped(talk)
    if any(isinstance(meaning, GoodsScan) for meaning in talk.meanings) and not any(
        isinstance(meaning, PlaceScan) for meaning in talk.meanings
    ):
        return refused(refusals.scan_location_first(pick.line.location))
    found = talk.one_of(PlaceScan, wanted=T("Scan bin %(bin)s.", bin=pick.line.location))
    if isinstance(found, Reply):
        return found
    lines = [line for line in pick.order.lines if line.location_id == found.id]
    if not lines:
        wrong = refusals.wrong_location(found.code, pick.line.location)
        return refused(held_by_now(talk) or wrong)
    line = pick.line if pick.line in lines else lines[0]
    if found.blocked_out:
        return refused(refusals.location_blocked_out(found.code))
    talk.state["at"], talk.state["line"] = found.id, line.key
    talk.held.step = Step.GOODS
    show_line(pick, line, 0)
    return accepted(
        "at_location",
        T(
            "%(bin)s. Take %(quantity)s of %(what)s.",
            bin=found.code,
            quantity=line.product.amount(line.quantity),
            what=called(line),
        ),
    )


def hear_goods(pick: Pick) -> Reply:
    """The promised goods, or others that the promise can be swapped to."""
    if tote := change_tote(pick):
        return tote
    if moved := other_bin(pick):
        return moved
    heard = halves.together(pick.talk)
    found = scanned_goods(pick, T("Scan %(what)s.", what=called(pick.line)), heard)
    reply = found if isinstance(found, Reply) else match_goods(pick, found)
    if half := halves.half_of(reply, heard if isinstance(found, Reply) else (found,)):
        halves.keep(pick.talk, half)
    return reply


def scanned_goods(pick: Pick, wanted: Words, heard: tuple[Meaning, ...] = ()) -> GoodsScan | Reply:
    """The goods that were scanned; a code that several products have is of the one asked for."""
    asked = {line.product.id for line in pick.here}
    return pick.talk.one_of(
        GoodsScan,
        wanted=wanted,
        heard=heard,
        fits=lambda one: isinstance(one, GoodsScan) and one.product.id in asked,
    )


def other_bin(pick: Pick) -> Reply | None:
    """A scan of another bin of this task goes there; of any other bin it is the wrong one."""
    found = [meaning for meaning in pick.talk.meanings if isinstance(meaning, PlaceScan)]
    if not found or len(pick.talk.meanings) > 1:
        return None
    return hear_location(pick)


def match_goods(pick: Pick, goods: GoodsScan) -> Reply:
    """Find the line that the goods are for; the first rule that objects is the refusal."""
    talk = pick.talk
    lines = [line for line in pick.here if line.product.id == goods.product.id]
    if not lines:
        return refused(held_by_now(talk) or wrong_goods(pick, goods))
    if said := objection(pick, goods.lot) or amounts.measure_fits(goods):
        return refused(said)
    goods = swapping.without_untracked(goods, goods.product.tracking)
    if said := one_lot(goods) or finer_code_needed(pick, goods):
        return refused(said)
    fitting = [line for line in lines if promised(line, goods)]
    if not fitting:
        return swap(pick, lines[0], goods)
    line = pick.line if pick.line in fitting else fitting[0]
    if said := objection(pick, line.lot, line):
        return refused(said)
    return count(pick, line, goods.quantity)


def wrong_goods(pick: Pick, goods: GoodsScan) -> refusals.Refusal:
    """Another product, a lot of another product, or one that is needed elsewhere or no more."""
    line = pick.line
    if any(other.product.id == goods.product.id for other in pick.order.lines):
        other = next(o for o in pick.order.lines if o.product.id == goods.product.id)
        return refusals.picked_elsewhere(goods.called, line.location, other.location, called(line))
    if goods.lot_code and goods.by in ("lot", "code") and not goods.serial_code:
        return refusals.lot_of_another_product(goods.lot_code, goods.product.sku, line.product.sku)
    return refusals.wrong_product(goods.product.sku, line.product.sku)


def one_lot(goods: GoodsScan) -> refusals.Refusal | None:
    """A label that names a unit and another lot than it came in is not believed."""
    if not (goods.serial and goods.lot_code and goods.serial.lot_id):
        return None
    if goods.lot and goods.lot.id == goods.serial.lot_id:
        return None
    return refusals.serial_of_another_lot(goods.serial.code, goods.lot_code)


def finer_code_needed(pick: Pick, goods: GoodsScan) -> refusals.Refusal | None:
    """A product scan is enough only where no other lot or unit of it could be meant."""
    product = goods.product
    if product.tracking.by_serial and not goods.serial_code:
        return refusals.serial_needed(product.sku)
    if not product.tracking.by_lot or goods.lot_code or goods.serial_code:
        return None
    at = int(pick.talk.state["at"])
    lots, _ = reads.lots_at(pick.talk.work.connection, product.id, at)
    return refusals.lot_needed(product.sku) if lots > 1 else None


def swap(pick: Pick, line: PickLine, goods: GoodsScan) -> Reply:
    """Other goods of the same product: refused, asked for once more, or swapped."""
    reply = swapping.swap(pick.talk, line, goods, planned_for(pick))
    if reply is not None:
        return reply
    talk = pick.talk
    order = read_order(talk)
    new = next(
        other
        for other in order.lines
        if other.order_line_id == line.order_line_id
        and other.location_id == line.location_id
        and promised(other, goods)
    )
    talk.state["line"] = new.key
    return count(Pick(talk, order, new), new, goods.quantity)


# Counting


def count(pick: Pick, line: PickLine, units: int) -> Reply:
    """The goods are right: one unit is done at once, more are counted or keyed in."""
    talk = pick.talk
    same = talk.held.step == Step.QUANTITY and talk.state.get("line") == line.key
    counted = (int(talk.state.get("counted", 0)) if same else 0) + units
    if counted > line.quantity:
        amount = line.product.amount(line.quantity)
        return refused(refusals.over_pick(amount, line.product.sku))
    talk.state["line"], talk.state["counted"] = line.key, counted
    talk.state["scans"] = (int(talk.state.get("scans", 0)) if same else 0) + 1
    if counted == line.quantity:
        return decide(Pick(talk, pick.order, line), counted)
    talk.held.step = Step.QUANTITY
    show_line(pick, line, counted)
    return accepted(
        "goods_recognised",
        T(
            "%(what)s: %(counted)s of %(quantity)s.",
            what=called(line),
            counted=line.product.amount(counted),
            quantity=line.product.amount(line.quantity),
        ),
    )


def hear_quantity(pick: Pick) -> Reply:
    """The same goods once more count further; others are not begun before these are done."""
    line = pick.line
    found = scanned_goods(
        pick, T("Scan %(what)s again, or key in the quantity.", what=called(line))
    )
    if isinstance(found, Reply):
        return found
    if not any(other.product.id == found.product.id for other in pick.here):
        return refused(wrong_goods(pick, found))
    goods = swapping.without_untracked(found, found.product.tracking)
    if line.product.id != goods.product.id or not promised(line, goods):
        return refused(refusals.other_in_hand(goods.called, called(line)))
    return match_goods(pick, goods)


def set_quantity(pick: Pick) -> Reply:
    """`LW*QTY*n`: this many are taken. `LW*PLUS` and `LW*MINUS` count on, as a scan does."""
    talk, line = pick.talk, pick.line
    if talk.held.step != Step.QUANTITY:
        return refused(refusals.scan_goods_first())
    counted = int(talk.state.get("counted", 0))
    units = amounts.said(talk, line.product.scale, line.product.unit, now=counted)
    if isinstance(units, refusals.Refusal):
        return refused(units)
    if talk.command and talk.command.verb in amounts.STEPS:
        return count(pick, line, units - counted)
    if units > line.quantity:
        amount = line.product.amount(line.quantity)
        return refused(refusals.over_pick(amount, line.product.sku))
    return decide(pick, units)


def take_proposed(pick: Pick) -> Reply:
    """`LW*OK`: the number on the button: what was counted by scans, else all."""
    if pick.talk.held.step != Step.QUANTITY:
        return refused(refusals.scan_goods_first())
    return decide(pick, proposed(pick.talk.state, pick.line))


# Commands


def skip(pick: Pick) -> Reply:
    """`LW*SKIP`, `LW*NEXT`: this line comes last; it must still be picked."""
    talk, line = pick.talk, pick.line
    if len(pick.order.lines) == 1:
        return refused(refusals.last_line())
    halves.dropped(talk)
    put_off = [key for key in talk.state.get("skipped", []) if key != line.key]
    talk.state["skipped"] = [*put_off, line.key]
    for name in ("line", "counted", "scans", "quantity"):
        talk.state.pop(name, None)
    stand_at(talk, pick.order)
    return accepted("skipped", T("%(what)s comes later.", what=called(line)))


def go_back(pick: Pick) -> Reply:
    """`LW*PREVIOUS`: the line that was put off last comes now."""
    talk, left = pick.talk, {line.key: line for line in pick.order.lines}
    put_off = [key for key in talk.state.get("skipped", []) if key in left]
    if not put_off:
        return refused(refusals.no_line_before())
    halves.dropped(talk)
    for name in ("counted", "scans", "quantity"):
        talk.state.pop(name, None)
    talk.state["line"], talk.state["skipped"] = put_off[-1], put_off[:-1]
    stand_at(talk, pick.order)
    return accepted("line_again", T("Now %(what)s.", what=called(left[put_off[-1]])))


def step_back(pick: Pick) -> Reply:
    """`LW*CANCEL`: forget what was scanned but not recorded, and stand at the bin again."""
    halves.dropped(pick.talk)
    for name in ("line", "counted", "scans", "quantity"):
        pick.talk.state.pop(name, None)
    stand_at(pick.talk, pick.order)
    return accepted("cancelled", T("Forgotten. Scan again."))


def undone(talk: Talk) -> None:
    """After an undo: goods that are promised under another line again are scanned again."""
    order = read_order(talk)
    line = current_line(talk.state, order)
    if line and promise_changed(talk, line):
        step_back(Pick(talk, order, line))
    keep_in_view(talk)


def not_done(pick: Pick) -> Reply:
    """`LW*DONE` while lines are open: each is picked or reported short first."""
    return refused(refusals.lines_left(len(pick.order.lines)))


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
