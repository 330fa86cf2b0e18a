"""How picking begins: the next task of all, or an order whose number is scanned."""

from __future__ import annotations

from webapp.flows import taking_over
from webapp.flows.picking_line import keep_in_view
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, OrderStatus, TaskStatus
from webapp.operations import tasks
from webapp.queries import picking as reads
from webapp.queries.meanings import DocumentScan
from webapp.rules import refusals
from webapp.words import T


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
