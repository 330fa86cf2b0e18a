"""Moving: goods are taken from one place and put to another, to quarantine, or to scrap.

        ┌── from ◄───────────────────────────────────────────┐
        │     │ a bin          goods in one place only ──┐   │
        │     ▼                a license plate ──────────┤   │
        │   goods ◄──────────────────────────────────┐   │   │
        │     │ a lot, serial or product of it,      │   │   │ nothing is left there
        │     │ a plate there, or ALL of it          │   │   │
        │     ▼                                      │   │   │
        │    to ◄────────────────────────────────────────┘   │
        │     │ QTY*n, PLUS, MINUS: only so many     │       │
        │     ├── a bin that takes it, quarantine ───┴───────┤
        │     ├── a scrap place: why? SCRAP*reason ──────────┤
        │     └── SUPPLIER: who brought it, and why it goes ─┘
        │ CANCEL: back where it was; then another bin
        └─ DONE ends the work        REPLENISH: a pick face is filled (flows.replenishing)

A worker has one such conversation at a time. What is in the worker's hand is reserved, so that
nobody else takes it or is promised it. What is promised already stays; what is held or has expired
goes to quarantine or scrap only; so does what is in quarantine, unless a supervisor takes it.
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import (
    amounts,
    halves,
    moving_from,
    moving_supplier,
    moving_to,
    replenishing,
    replenishing_begin,
)
from webapp.flows.moving_hand import Step, in_hand, put_back, reach_for
from webapp.flows.moving_words import What, called, counted
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, TaskStatus
from webapp.operations import moving, tasks
from webapp.queries.meanings import PlaceScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

WANTED = {
    Step.FROM: moving_from.FROM,
    Step.GOODS: moving_from.GOODS,
    Step.TO: T("Scan the place it goes to."),
}
PROMPTS = {
    Step.FROM: T("Scan a bin, goods or a license plate"),
    Step.GOODS: T("Scan what you take"),
    Step.TO: T("Scan where it goes"),
}


def answer(talk: Talk) -> Reply:
    """Answer one scan; one that takes something up opens the work where there is none."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.MOVING, user_id=talk.who.id)
    verb = talk.command.verb if talk.command else ""
    if talk.task is None:
        return TAPPED.get(verb, moving_from.hear_from)(talk)
    if replenishing.is_filling(talk.state):
        return replenishing.answer(talk)
    if verb in WITH_EMPTY_HANDS and talk.held.step == Step.TO:
        return refused(refusals.hands_full(called(talk.state["hand"], in_hand(talk))))
    if verb in COMMANDS:
        return COMMANDS[verb](talk)
    return STEPS[Step(talk.held.step)](talk)


def open_mine(talk: Talk) -> Reply:
    """Open the worker's conversation about moving, or go on with the one under way."""
    talk.task = tasks.open_or_resume(talk.work, Flow.MOVING, step=Step.FROM, user_id=talk.who.id)
    return accepted("opened", T("Moving goods."), go=f"/move/{talk.task.id}")


# With goods in hand


def hear_to(talk: Talk) -> Reply:
    """The place it goes to."""
    heard = talk.heard
    if not any(isinstance(one, PlaceScan) for one in heard):
        heard = (*heard, *moving_to.scrap_places(talk))
    found = talk.one_of(PlaceScan, wanted=WANTED[Step.TO], heard=heard)
    return found if isinstance(found, Reply) else moving_to.go_to(talk, found)


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`, `LW*PLUS`, `LW*MINUS`: only so many of the goods; the rest stays."""
    if talk.held.step != Step.TO:
        return refused(refusals.scan_goods_first())
    held, rows = talk.state["hand"], in_hand(talk)
    if held["what"] != What.GOODS or len(rows) > 1:
        return refused(refusals.moves_whole(called(held, rows)))
    (row,) = rows
    if row.serial:
        return refused(refusals.serial_is_one(row.serial))
    units = amounts.said(talk, row.product.scale, row.product.unit, now=row.taken)
    return refused(units) if isinstance(units, Refusal) else hold_so_many(talk, row, units)


def hold_so_many(talk: Talk, row: GoodsThere, units: int) -> Reply:
    """Take more of it up, or give some back."""
    most = row.free + row.taken
    if units > most:
        available = row.product.amount(most)
        return refused(refusals.fewer_are_free(row.called, row.location, available))
    moving.put_back(talk.work, [row])
    reach_for(talk, {row.balance_id: units})
    what = counted(talk.state["hand"], in_hand(talk))
    return accepted("quantity_set", T("In hand: %(what)s.", what=what))


# Commands


def cancel(talk: Talk) -> Reply:
    """`LW*CANCEL`: what is in hand stays where it was; with empty hands another bin."""
    if halves.dropped(talk):
        return accepted("cancelled", T("Forgotten. Scan again."))
    if talk.held.step == Step.TO:
        place = talk.state["hand"]["code"]
        put_back(talk)
        return accepted("cancelled", T("It stays at %(location)s.", location=place))
    talk.state.pop("from", None)
    talk.held.step = Step.FROM
    return accepted("cancelled", WANTED[Step.FROM])


def finish(talk: Talk) -> Reply:
    """`LW*DONE`: the work ends."""
    talk.held.status = TaskStatus.DONE
    return accepted("finished", T("Moving is finished."), go="/")


TAPPED: dict[str, Callable[[Talk], Reply]] = {
    "STOCK": moving_from.take_chosen,
    "FROM": moving_from.take_from,
}
COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    **TAPPED,
    "ALL": moving_from.take_all,
    "SCRAP": moving_to.scrap,
    moving_supplier.COMMAND: moving_supplier.to_supplier,
    "REPLENISH": replenishing_begin.open_place,
    "CANCEL": cancel,
    "DONE": finish,
}
# What is in hand is put down first: one thing at a time.
WITH_EMPTY_HANDS = (*TAPPED, "ALL", "DONE")
STEPS: dict[Step, Callable[[Talk], Reply]] = {
    Step.FROM: moving_from.hear_from,
    Step.GOODS: moving_from.hear_goods,
    Step.TO: hear_to,
}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task and replenishing.is_filling(talk.task.state):
        return replenishing.prompt(talk)
    return PROMPTS[Step(talk.task.step)] if talk.task else PROMPTS[Step.FROM]
