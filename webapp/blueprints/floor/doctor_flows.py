"""What each kind of work would do with a code now: rehearsed, with nothing kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app

from webapp.blueprints.floor.work import drawn
from webapp.blueprints.identity import device_id, operator, scanner
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import SCAN_STATES, said
from webapp.extensions import db
from webapp.flows import scan
from webapp.flows.rehearsal import rehearse
from webapp.flows.talk import ScanSaid
from webapp.models import Flow, ScanStatus
from webapp.queries import work
from webapp.words import T

MOST_TASKS = 6
TONES = {
    ScanStatus.ACCEPTED: "good",
    ScanStatus.REFUSED: "stop",
    ScanStatus.CHOOSE: "wait",
    ScanStatus.CONFIRM: "wait",
}
FLOWS = {
    Flow.RECEIVING: (T("Receive"), "truck"),
    Flow.PUTAWAY: (T("Put away"), "warehouse"),
    Flow.PICKING: (T("Pick"), "shopping-basket"),
    Flow.MOVING: (T("Move"), "forklift"),
    Flow.PLATES: (T("License plates"), "container"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody may stand when the code is scanned: a page, a task at its step."""

    label: str
    now: str
    icon: str
    flow: Flow | None = None
    task: int | None = None
    step: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Would:
    """What would be answered, and everywhere that it would."""

    stands: tuple[Stand, ...]
    status: str
    tone: str
    word: str
    message: str
    remedy: str
    choices: tuple[str, ...]


def what_each_would_do(said_here: ScanSaid) -> tuple[Would, ...]:
    """One answer for every place where the worker may stand; the same ones are told once."""
    desk = scan.Desk(
        engine=db.engine,
        zone=current_app.config["WAREHOUSE_TIMEZONE"],
        who=operator(),
        device_id=device_id(),
        wait_seconds=current_app.config["WRITE_WAIT_SECONDS"],
        separators=scanner().separators,
    )
    told: dict[tuple[object, ...], Would] = {}
    for stand in stands():
        here = replace(said_here, flow=stand.flow, task=stand.task, step=stand.step)
        found = would(stand, rehearse(desk, here))
        key = (found.status, found.message, found.remedy, found.choices)
        before = told.get(key)
        told[key] = replace(before, stands=(*before.stands, stand)) if before else found
    return tuple(told.values())


def stands() -> tuple[Stand, ...]:
    """Home, the worker's own open work, and the lists of work."""
    with reading() as connection:
        own = tuple(
            task_stand(connection, one)
            for one in work.mine(connection, operator().id, most=MOST_TASKS)
        )
    return (Stand(said(T("Home")), said(T("Scan anything")), "house"), *own, *lists())


def task_stand(connection: Any, one: work.Mine) -> Stand:
    """An open task with what it asks for now."""
    task = work.task(connection, one.id)
    assert task is not None, "it was read in the same look"  # noqa: S101
    label, icon = FLOWS[one.flow]
    card = drawn(connection, task)
    name = f"{said(label)} {one.number}" if one.number else said(label)
    url = f"{scan.PAGES[one.flow]}/{one.id}"
    return Stand(name, card.prompt, icon, one.flow, one.id, task.step, url)


def lists() -> Iterator[Stand]:
    """Each kind of work with no task open."""
    for flow, (label, icon) in FLOWS.items():
        yield Stand(said(label), said(T("with no work open")), icon, flow)


def would(stand: Stand, answer: dict[str, Any]) -> Would:
    """An answer as the page shows it."""
    status = ScanStatus(answer["status"])
    return Would(
        (stand,),
        str(status),
        TONES.get(status, "quiet"),
        said(SCAN_STATES[status]),
        answer["message"],
        answer["remedy"] or "",
        tuple(one["label"] for one in answer["choices"]),
    )
