"""A rehearsal: what a scan would be answered, by the very same functions, with nothing kept.

The scan is judged in a unit of work of its own, as always; once the answer is known the work is
rolled back. So no move is made, no task opened, no scan logged, and the answer is still the one
that the worker would get.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from webapp.flows import scan
from webapp.flows.replies import Reply
from webapp.flows.talk import ScanSaid, Talk


class RehearsedError(Exception):
    """The answer is known; all that led to it must go."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["code"])
        self.answer = answer


def rehearse(desk: scan.Desk, said: ScanSaid) -> dict[str, Any]:
    """The answer that `said` would get now. Raises DatabaseBusyError, as judging does.

    The scan gets an id of its own, so that it is never taken for one that was answered before.
    """

    def judge_and_drop(talk: Talk) -> Reply:
        raise RehearsedError(scan.in_words(talk, scan.converse(talk), desk.who.language))

    try:
        return scan.judge(desk, replace(said, scan_id=str(uuid4())), decide=judge_and_drop)
    except RehearsedError as rehearsed:
        return rehearsed.answer
