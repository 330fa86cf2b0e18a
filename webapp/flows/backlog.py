"""A device's backlog: scans that were made without the server, judged in order when it is back.

A scan that can no longer stand is held for a supervisor, with the later scans of the same work in
that backlog; nothing is forced and nothing dropped, and other work goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from webapp.flows import scan
from webapp.flows.replies import Reply
from webapp.flows.talk import ScanSaid, Talk
from webapp.models import ScanStatus
from webapp.operations import tasks
from webapp.words import T

Work = tuple[str | None, int | None]


class CannotStandError(Exception):
    """A scan of a backlog was not accepted; what it did so far must not be kept."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.code)
        self.reply = reply


def judge_backlog(desk: scan.Desk, backlog: Sequence[ScanSaid]) -> list[dict[str, Any]]:
    """An answer to each scan of a backlog, in its order. Raises what `scan.judge` raises."""
    held: set[Work] = set()
    answers = []
    for said in backlog:
        answer = judge_one(desk, said, held)
        if answer["status"] == ScanStatus.HELD:
            held.add((said.flow, said.task))
        answers.append(answer)
    return answers


def judge_one(desk: scan.Desk, said: ScanSaid, held: set[Work]) -> dict[str, Any]:
    """Accepted, or held with the reason; behind a held scan of the same work, held unread."""
    if (said.flow, said.task) in held:
        return scan.act(desk, said, behind)
    try:
        return scan.judge(desk, said, decide=stand_or_fall)
    except CannotStandError as fallen:
        reply = fallen.reply
        return scan.act(desk, said, lambda talk: hold(talk, reply))


def stand_or_fall(talk: Talk) -> Reply:
    """Judge as always, but keep nothing of a scan that is not accepted."""
    reply = scan.converse(talk)
    if reply.status is not ScanStatus.ACCEPTED:
        raise CannotStandError(reply)
    return reply


def hold(talk: Talk, reply: Reply) -> Reply:
    """Keep the scan for a supervisor, with the reason why it was not accepted."""
    tasks.note_exception(
        talk.work,
        talk.by,
        kind="held_scan",
        reason=reply.code,
        task_id=talk.task.id if talk.task else None,
    )
    return replace(
        reply,
        status=ScanStatus.HELD,
        choices=(),
        action=None,
        remedy=T("Nothing was moved. A supervisor decides what becomes of this scan."),
    )


def behind(talk: Talk) -> Reply:
    """A later scan of work whose earlier scan is held."""
    words = T("An earlier scan of this work is held, so this one waits too.")
    return hold(talk, Reply(ScanStatus.HELD, "held_behind", words))
