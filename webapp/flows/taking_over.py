"""`LW*TAKE`: a worker takes over what another one has begun.

another's work ─┬─ scanned a moment ago ──► told who has it ──► TAKE ──► asked once more ──► TAKE ─┐
                ├─ the lease is over ──► its order scanned ──► asked once more ──► the same ───────┤
                └─ the lease is over, or a supervisor ──► TAKE ──────────────────────────► taken ◄─┘

A lease begins with the worker's scan that takes the work and anew with every one that counts; it
is `LEASE_MINUTES` long. What the task remembers goes along: the tote, the lines that were put off,
the goods that are carried. What was counted and not recorded is counted again, by the hand that
has it now, and nobody undoes what another one did.

The next scan of the one before is refused and changes nothing; those made without the server are
held. A receipt and license plates are not taken over: everybody works on them in a task of
their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from webapp.flows.picking_line import Step, keep_in_view, read_order, stand_at
from webapp.flows.putaway_carry import called
from webapp.flows.replies import Reply, accepted, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, ScanStatus, TaskStatus
from webapp.operations import take_overs, tasks
from webapp.operations.tasks import OpenTask
from webapp.queries import leases, work
from webapp.rules import refusals
from webapp.rules.leases import is_over, on_the_clock
from webapp.rules.refusals import Tap
from webapp.words import T, Words

TAKE_OVER = T("Take over")
# Nobody remembers for longer what was asked.
REMEMBERED = timedelta(minutes=2)
LARGEST = 2**53
# What belongs to the hand of the one before: counted and not recorded, asked, to be undone.
OF_THE_HAND = (
    *("line", "counted", "scans", "quantity", "at"),
    *("half", "link", "confirm", "expired", "other_lot", "history"),
)


def answer(talk: Talk) -> Reply:
    """`LW*TAKE`: the work on the screen; `LW*TAKE*id`: the work with this id."""
    task = meant(talk)
    if task is None:
        return refused(refusals.no_such_task())
    if task.status is not TaskStatus.OPEN:
        return refused(refusals.task_finished())
    talk.task = task
    if task.flow not in GOES_ON or task.user_id is None:
        return refused(refusals.unknown_command(talk.shown))
    if task.user_id == talk.who.id:
        return accepted("taken_over", T("This is yours already."), go=page_of(talk, task))
    if may_be_taken(talk, task) or asked_before(talk, task, on=task.id):
        return take(talk, task)
    return ask(talk, task, T("Ask them. Then Take over once more makes it yours."))


def meant(talk: Talk) -> OpenTask | None:
    """The task that the command names, held."""
    arguments = talk.command.arguments if talk.command else ()
    if not arguments:
        return talk.task
    text = arguments[0]
    known = text.isascii() and text.isdecimal() and len(text) < 17 and int(text) < LARGEST
    return tasks.hold(talk.work, int(text)) if known else None


def not_yours(talk: Talk, task: OpenTask) -> refusals.Refusal:
    """Whose work it is, for a scan of somebody else: it may have been theirs a moment ago.

    What they scanned before it was taken from them is a supervisor's to decide, as in a backlog.
    """
    name, since = holder(talk, task)
    if task.taken_at is None or not leases.had_it(talk.work.connection, task.id, talk.who.id):
        return offered(refusals.taken_by_other(name, since), task)
    made_before = talk.said.captured_at < task.taken_at
    if made_before:
        reason = "task_taken_over"
        tasks.note_exception(talk.work, talk.by, kind="held_scan", reason=reason, task_id=task.id)
    return refusals.task_taken_over(name, since, made_before=made_before)


def of_order(talk: Talk, task: OpenTask, number: str) -> Reply:
    """The number of an order that somebody has: it is theirs, or a second scan takes it over."""
    if not may_be_taken(talk, task):
        return refused(offered(refusals.taken_by_other(*holder(talk, task)), task))
    if asked_before(talk, task, on=None):
        talk.task = task
        return take(talk, task)
    return ask(talk, task, T("Scan %(number)s once more to take it over.", number=number))


def in_hand_of(talk: Talk, what: Words, balance_id: int) -> refusals.Refusal:
    """Goods that stand here and are all being put away: by whom, and how to take them over."""
    connection = talk.work.connection
    task_id = leases.who_carries(connection, balance_id)
    task = None if task_id is None else work.task(connection, task_id)
    if task is None or task.user_id in (None, talk.who.id):
        return refusals.being_put_away(what)
    return offered(refusals.being_put_away(what, *holder(talk, task)), task)


def offered(refusal: refusals.Refusal, task: OpenTask) -> refusals.Refusal:
    """With the button that takes it over, where that can be."""
    if task.flow not in GOES_ON:
        return refusal
    return refusal.offering(f"LW*TAKE*{task.id}", TAKE_OVER)


# Asking


def may_be_taken(talk: Talk, task: OpenTask) -> bool:
    """Whether one clear word is enough: no scan of it for long, or a supervisor asks."""
    if talk.is_supervisor:
        return True
    return is_over(task.worked_at, talk.work.now, talk.lease)


def asked_before(talk: Talk, task: OpenTask, *, on: int | None) -> bool:
    """Whether the worker's scan before this one, `on` this task or none, asked for exactly this
    confirmation, and the task is still the same one's.

    It is looked for in the log: the task is not theirs yet, so it remembers nothing for them.
    """
    lately = talk.work.now - REMEMBERED
    since = max(lately, task.taken_at or lately)
    last = leases.last_scan(talk.work.connection, talk.who.id, since)
    asked = (ScanStatus.CONFIRM, "take_over", talk.said.text, on)
    return last is not None and (last.status, last.code, last.text, last.task_id) == asked


def ask(talk: Talk, task: OpenTask, remedy: Words) -> Reply:
    """Say whose it is, and what the very same code again will do."""
    name, since = holder(talk, task)
    last = clock(talk, task.worked_at)
    message = T(
        "%(name)s has been working on this since %(since)s; the last scan was at %(last)s.",
        name=name,
        since=since or "–",
        last=last or "–",
    )
    action = Tap(talk.said.text, TAKE_OVER)
    return replace(confirm("take_over", message, remedy), action=action)


def holder(talk: Talk, task: OpenTask) -> tuple[str, time | datetime | None]:
    """The name of the one who has it, and since when."""
    return tasks.name_of(talk.work, int(task.user_id or 0)), clock(talk, task.taken_at)


def clock(talk: Talk, moment: datetime | None) -> time | datetime | None:
    """A moment as it is said in the warehouse."""
    return None if moment is None else on_the_clock(moment, talk.work.now, talk.zone)


# Taking


def take(talk: Talk, task: OpenTask) -> Reply:
    """Make it this worker's, and stand where they can go on."""
    if no := hands_full(talk, task):
        return refused(no)
    before = tasks.name_of(talk.work, int(task.user_id or 0))
    take_overs.take_over(talk.work, task, talk.by)
    for name in OF_THE_HAND:
        task.state.pop(name, None)
    message = GOES_ON[task.flow](talk, before)
    task.go_on(talk.who.id, talk.work.now)
    tasks.save(talk.work, task)
    return accepted("taken_over", message, go=page_of(talk, task))


def hands_full(talk: Talk, task: OpenTask) -> refusals.Refusal | None:
    """A worker has one putaway: theirs ends if nothing is carried in it, else it comes first."""
    if task.flow is not Flow.PUTAWAY:
        return None
    if not task.state.get("carry"):
        return refusals.nothing_to_take_over()
    own = tasks.resume(talk.work, Flow.PUTAWAY, user_id=talk.who.id)
    if own and own.state.get("carry"):
        return refusals.own_goods_first(called(own.state["carry"]))
    if own:
        tasks.end(talk.work, own)
    return None


def go_on_picking(talk: Talk, before: str) -> Words:
    """The bin is scanned again; the tote is the one that was begun."""
    order = read_order(talk)
    talk.held.step = Step.LOCATION
    if order.lines:
        stand_at(talk, order)
    keep_in_view(talk)
    number, tote = order.number, talk.state.get("tote_code")
    if tote is None:
        return T("Order %(number)s is yours now; %(name)s had it.", number=number, name=before)
    return T(
        "Order %(number)s is yours now; %(name)s had it. Get tote %(tote)s: its goods are in it.",
        number=number,
        name=before,
        tote=tote,
    )


def go_on_putting_away(talk: Talk, before: str) -> Words:
    """What was carried goes to the same bin."""
    carry, to = talk.state["carry"], talk.state["to"]
    return T(
        "%(what)s is yours now; %(name)s had it in hand. Take it to %(bin)s.",
        what=called(carry),
        name=before,
        bin=to["code"],
    )


GOES_ON = {Flow.PICKING: go_on_picking, Flow.PUTAWAY: go_on_putting_away}
PAGES = {Flow.PUTAWAY: "/putaway", Flow.PICKING: "/pick"}


def page_of(talk: Talk, task: OpenTask) -> str | None:
    """The page on which the work goes on, where another one is on the screen."""
    return None if talk.said.task == task.id else f"{PAGES[task.flow]}/{task.id}"
