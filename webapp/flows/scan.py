"""The life of one scan, from the open unit of work to the answer that is written with it.

The id first: what was answered before is answered again, word for word. Then the words: what the
code says and what it can mean here. Then the conversation it belongs to. The scan, its answer and
the moves it made are committed together; a refusal is written like an acceptance.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from webapp.barcodes import Parsed, Rule, parse
from webapp.flows import (
    amounts,
    home,
    links,
    moving,
    picking,
    picking_overrule,
    plates,
    putaway,
    receiving,
    receiving_labels,
    stations,
    taking_over,
    undo,
)
from webapp.flows.replies import Reply, refused
from webapp.flows.talk import ScanSaid, Talk
from webapp.languages import say
from webapp.models import Flow, ScanStatus, TaskStatus
from webapp.operations import ledger, picks, scans, tasks
from webapp.operations.one_commit import run_in_company
from webapp.operations.operator import Operator
from webapp.operations.tasks import OpenTask
from webapp.operations.unit_of_work import UnitOfWork, clock, was_there_already
from webapp.queries import named_rows
from webapp.queries.nomenclature import last_known, rules_in_force
from webapp.queries.picking import reach_for_order
from webapp.rules import refusals
from webapp.rules.days import today

FLOWS: dict[str, ModuleType] = {
    Flow.RECEIVING: receiving,
    Flow.PUTAWAY: putaway,
    Flow.PICKING: picking,
    Flow.PLATES: plates,
    Flow.MOVING: moving,
}
# What the work stands at, for a screen that shows a step which is over.
PRESENT: dict[str, Callable[[Talk], None]] = {
    Flow.RECEIVING: receiving.present,
    Flow.PUTAWAY: putaway.present,
    Flow.PICKING: picking.present,
}
# Commands that may come at any step and leave the conversation where it stands.
ASIDE: dict[str, Callable[[Talk], Reply]] = {
    "STATION": stations.answer,
    "PRINT": receiving_labels.print_waiting,
}

LOOKS = 2


@dataclass(frozen=True, slots=True)
class Desk:
    """Where scans are judged: the database, the warehouse's zone, who scans and on what.

    `separators` is what the scanner of that device sends in place of GS; `lease` is how long work
    stays a worker's after their last scan of it.
    """

    engine: Engine
    zone: str
    who: Operator
    device_id: int | None
    wait_seconds: float = 5.0
    separators: tuple[str, ...] = ()
    lease: timedelta = timedelta(minutes=15)
    now: Callable[[], datetime] = clock


def judge(
    desk: Desk,
    said: ScanSaid,
    *,
    decide: Callable[[Talk], Reply] | None = None,
) -> dict[str, Any]:
    """The answer to one scan, new or as it was given before; `decide` judges it, if given.

    Raises OtherContentError (409) where its id was used for something else, and
    DatabaseBusyError (503) where the write lock could not be had.
    """
    for _ in range(LOOKS):
        try:
            return act(desk, said, decide or converse)
        except ledger.NotEnoughError:
            # Another hand was there between our look and our reach: look again.
            continue
        except IntegrityError as clash:
            if not (was_there_already(clash) or picks.took_too_much(clash)):
                raise
    return act(desk, said, lambda _: refused(refusals.busy_elsewhere()))


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a scan before the unit of work opens, so that nobody waits for it there.

    `parsed` holds for as long as the day and the version of the rules are what they were.
    """

    digest: str
    parsed: Parsed
    day: date
    version: int


def act(desk: Desk, said: ScanSaid, decide: Callable[[Talk], Reply]) -> dict[str, Any]:
    """One unit of work: seen before, or judged and written."""
    heard = hear(desk, said)
    return run_in_company(
        desk.engine,
        lambda work: judge_in(work, desk, said, heard, decide),
        about=in_company(said, heard.parsed),
        now=desk.now,
        wait_seconds=desk.wait_seconds,
    )


# What a picker says of the goods in hand; every other command goes by itself.
OF_A_PICK = {"OK", "QTY", *amounts.STEPS}


def in_company(said: ScanSaid, parsed: Parsed) -> int | None:
    """The task of a pick, which may be written together with others; None for a scan that may not.

    A pick leaves what it writes to the end. Other conversations write as they go, and so do other
    commands; some reach for another worker's task, whose lock would not keep them apart from what
    is done to it in the same company.
    """
    if said.flow != Flow.PICKING or (parsed.command and parsed.command.verb not in OF_A_PICK):
        return None
    return said.task


def hear(desk: Desk, said: ScanSaid) -> Heard:
    """The code as it reads by the rules that were known last."""
    day, known = today(desk.now(), desk.zone), last_known(desk.engine)
    return Heard(
        scans.digest_of(content(said)),
        read_code(desk, said, day, known.rules),
        day,
        known.version,
    )


def read_code(desk: Desk, said: ScanSaid, day: date, rules: tuple[Rule, ...]) -> Parsed:
    """What the code says, on the worker's device and on that day."""
    return parse(said.text, said.symbology, today=day, separators=desk.separators, rules=rules)


def judge_in(
    work: UnitOfWork,
    desk: Desk,
    said: ScanSaid,
    heard: Heard,
    decide: Callable[[Talk], Reply],
) -> Callable[[], dict[str, Any]]:
    """Ask, inside the unit of work, for what the scan will look at; then it is judged."""
    look = scans.look_for(work, said.scan_id, said.task)
    ahead = ask_ahead(work, said, heard.parsed)

    def judge_it() -> dict[str, Any]:
        seen = look()
        if before := seen.answered_before(heard.digest):
            return before
        now_heard = heard_now(work, desk, said, heard, seen.rules_version)
        talk = open_talk(work, desk, said, seen.task, now_heard)
        talk.cache |= ahead
        answer = in_words(talk, decide(talk), desk.who.language)
        scans.log(work, judged(talk, heard.digest, answer))
        return answer

    return judge_it


def heard_now(work: UnitOfWork, desk: Desk, said: ScanSaid, heard: Heard, version: int) -> Heard:
    """The code as it reads today, by the rules of this version."""
    day = today(work.now, desk.zone)
    if (heard.day, heard.version) == (day, version):
        return heard
    rules = rules_in_force(work.connection, version)
    return replace(heard, parsed=read_code(desk, said, day, rules), day=day)


def ask_ahead(work: UnitOfWork, said: ScanSaid, parsed: Parsed) -> dict[str, Any]:
    """What the conversation will look at first, asked for in the same breath as its task's lock.

    Only where that saves a journey: on SQLite an answer nobody looks at would keep its snapshot.
    """
    if work.connection.dialect.name != "postgresql":
        return {}
    asked: dict[str, Any] = {"found": named_rows.ask_ahead(work.connection, parsed)}
    if said.flow == Flow.PICKING and said.task is not None:
        asked["asked"] = reach_for_order(work.connection, said.task)
    return asked


def content(said: ScanSaid) -> dict[str, Any]:
    """What makes two scans with one id the same scan: all that the device sent.

    A version that was not named is left out, as it was before there were any: a scan that an
    older program has answered is the same one still.
    """
    sent = {name: getattr(said, name) for name in ScanSaid.__slots__}
    if said.version is None:
        del sent["version"]
    return sent | {"captured_at": said.captured_at.isoformat()}


def open_talk(
    work: UnitOfWork, desk: Desk, said: ScanSaid, task: OpenTask | None, heard: Heard
) -> Talk:
    """The scan with its task under lock and its code read."""
    return Talk(
        work=work,
        said=said,
        who=desk.who,
        device_id=desk.device_id,
        today=heard.day,
        parsed=heard.parsed,
        separators=desk.separators,
        zone=desk.zone,
        lease=desk.lease,
        task=task,
    )


def converse(talk: Talk) -> Reply:
    """Hand the scan to its conversation, unless the task says it cannot be."""
    if talk.command and talk.command.verb == "TAKE":
        return taking_over.answer(talk)
    if objection := cannot_go_on(talk):
        reply = refused(objection)
        if objection.code == "stale_step" and talk.held.flow in PRESENT:
            PRESENT[talk.held.flow](talk)
            save(talk, reply)
        return reply
    if talk.command and talk.command.verb in ASIDE:
        return ASIDE[talk.command.verb](talk)
    flow = FLOWS.get(talk.task.flow if talk.task else talk.said.flow or "", home)
    if talk.task is None and talk.command and talk.command.verb in home.PLACES_TO_GO:
        flow = home
    if talk.task is None:
        reply = flow.answer(talk)
        links.remember(talk)
        save(talk, reply)
        return reply  # type: ignore[no-any-return]
    return continue_task(talk, flow)


def cannot_go_on(talk: Talk) -> refusals.Refusal | None:
    """No such task, not this worker's, finished, or gone on since the screen was drawn."""
    said, task = talk.said, talk.task
    if said.task is None:
        return None
    if task is None or (said.flow and said.flow != task.flow):
        return refusals.no_such_task()
    if task.status is not TaskStatus.OPEN:
        return refusals.task_finished()
    if task.user_id not in (None, talk.who.id) and not picking_overrule.is_asked(talk):
        return taking_over.not_yours(talk, task)
    if said.step not in (None, task.step) or said.version not in (None, task.version):
        return refusals.stale_step()
    return None


def continue_task(talk: Talk, flow: ModuleType) -> Reply:
    """One scan of an open task; what it stood at before is kept for an undo."""
    step, state = talk.held.step, as_it_stands(talk.state)
    if talk.command and talk.command.verb == "UNDO":
        reply = undo.undo(talk)
    elif objection := links.objection(talk):
        reply = refused(objection)
    else:
        reply = flow.answer(talk)
        links.remember(talk)
        if reply.status is ScanStatus.ACCEPTED:
            undo.remember(talk, step, state)
    if reply.status is not ScanStatus.CONFIRM:
        talk.state.pop("confirm", None)
    save(talk, reply)
    return reply


def as_it_stands(state: dict[str, Any]) -> dict[str, Any]:
    """A copy that no later change reaches; what was remembered is replaced, never changed."""
    now = {name: value for name, value in state.items() if name != "history"}
    past = {"history": state["history"]} if "history" in state else {}
    return json.loads(json.dumps(now)) | past  # type: ignore[no-any-return]


def save(talk: Talk, reply: Reply) -> None:
    """Write the conversation back, where there is one; what counts keeps it its worker's."""
    task = talk.task
    if task is None:
        return
    if reply.status is ScanStatus.ACCEPTED:
        task.go_on(talk.who.id, talk.work.now)
    tasks.save(talk.work, task)


def in_words(talk: Talk, reply: Reply, language: str) -> dict[str, Any]:
    """The answer of the contract, in the worker's language."""
    task = talk.task
    flow = task.flow if task else talk.said.flow

    def words(value: object) -> str | None:
        return None if value is None else say(value, language)

    return {
        "scan_id": talk.said.scan_id,
        "status": str(reply.status),
        "code": reply.code,
        "message": words(reply.message),
        "remedy": words(reply.remedy),
        "flow": str(flow) if flow else None,
        "task": str(task.id) if task else None,
        "step": task.step if task and task.status is TaskStatus.OPEN else None,
        "version": task.version if task else None,
        "prompt": words(FLOWS.get(flow or "", home).prompt(talk)),
        "line": dict(talk.line) if talk.line else None,
        "choices": [
            {"text": one.text, "label": words(one.label), "detail": words(one.detail)}
            for one in reply.choices
        ],
        "expected": words(reply.expected),
        "scanned": words(reply.scanned),
        "action": {"text": reply.action.text, "label": words(reply.action.label)}
        if reply.action
        else None,
        "go": reply.go or where_it_goes_on(talk, reply),
    }


PAGES = {
    Flow.RECEIVING: "/receive",
    Flow.PUTAWAY: "/putaway",
    Flow.PICKING: "/pick",
    Flow.PLATES: "/license-plates",
    Flow.MOVING: "/move",
}


def where_it_goes_on(talk: Talk, reply: Reply) -> str | None:
    """The page of the task that an accepted scan found or opened."""
    if talk.said.task is not None or talk.task is None or reply.status != ScanStatus.ACCEPTED:
        return None
    return f"{PAGES[talk.task.flow]}/{talk.task.id}"


def judged(talk: Talk, digest: str, answer: dict[str, Any]) -> scans.Judged:
    """The scan as it goes into the log."""
    said = talk.said
    return scans.Judged(
        scan_id=said.scan_id,
        digest=digest,
        text=said.text,
        symbology=said.symbology,
        source=said.source,
        flow=said.flow,
        task_id=talk.task.id if talk.task else None,
        step=said.step,
        user_id=talk.who.id,
        device_id=talk.device_id,
        captured_at=said.captured_at,
        answer=answer,
    )
