"""The log of scans: each one once, with the answer that was given, never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.operations import tasks
from webapp.operations.tasks import OpenTask
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.nomenclature import VERSION
from webapp.statements import Statement, read_json


class OtherContentError(Exception):
    """The same scan id was used before for something else."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A scan as it goes into the log."""

    scan_id: str
    digest: str
    text: str
    symbology: str | None
    source: str
    flow: str | None
    task_id: int | None
    step: str | None
    user_id: int
    device_id: int | None
    captured_at: datetime
    answer: dict[str, Any]


# One row always. The rules' version and the task come along, so that neither costs a statement of
# its own; the task is locked, as `tasks.hold` does it.
LOOK = {
    engine: Statement(
        f"select s.digest, s.answer, r.version as rules_version, k.* from ({VERSION}) r"
        f" left join scans s on s.scan_id = :scan left join ({hold}) k on 1 = 1",
        answer=read_json,
        **tasks.KEPT,
    )
    for engine, hold in tasks.HOLD_SQL.items()
}
LOG = Statement(
    "insert into scans (scan_id, digest, text, symbology, source, flow, task_id, step, status,"
    " code, answer, user_id, device_id, captured_at, recorded_at) values (:scan, :digest, :text,"
    " :symbology, :source, :flow, :task, :step, :status, :code, :answer, :user, :device,"
    " :captured_at, :recorded_at)"
)


CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True)


def digest_of(content: dict[str, Any]) -> str:
    """What the device sent, in 64 characters, so that a repeat can be told from a reuse."""
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the log has under a scan's id, its task, and the version of the nomenclature."""

    scan_id: str
    digest: str | None
    answer: dict[str, Any] | None
    rules_version: int
    task: OpenTask | None

    def answered_before(self, digest: str) -> dict[str, Any] | None:
        """The answer that this very scan was given, told by its digest; None where it is new.

        Raises OtherContentError where the id was used for another scan.
        """
        if self.digest is None or self.answer is None:
            return None
        if self.digest != digest:
            raise OtherContentError(self.scan_id)
        return dict(self.answer)


def look_for(work: UnitOfWork, scan_id: str, task_id: int | None) -> Callable[[], Seen]:
    """Ask for an answer given before and for the task, held from now on; look at them later."""
    statement = LOOK[work.connection.dialect.name]
    asked = statement.run(work.connection, {"scan": scan_id, "task": task_id})

    def seen() -> Seen:
        found = statement.rows(asked, work.connection)[0]
        task = None if found.id is None else tasks.from_row(found)
        return Seen(scan_id, found.digest, found.answer, int(found.rules_version), task)

    return seen


def log(work: UnitOfWork, judged: Judged) -> None:
    """Write the scan with its answer; NUL, which no database text holds, is kept as its picture."""
    values = {
        "scan": judged.scan_id,
        "digest": judged.digest,
        "text": judged.text.replace("\0", "␀"),
        "symbology": judged.symbology,
        "source": judged.source,
        "flow": judged.flow,
        "task": judged.task_id,
        "step": judged.step,
        "status": judged.answer["status"],
        "code": judged.answer["code"],
        "answer": json.dumps(judged.answer, ensure_ascii=True).replace("\\u0000", "\\u2400"),
        "user": judged.user_id,
        "device": judged.device_id,
        "captured_at": judged.captured_at,
        "recorded_at": work.now,
    }
    work.at_last(LOG, values)
