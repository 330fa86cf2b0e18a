"""A worker with a scanner in the demo warehouse: scans go through the same door as real ones."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from tests.people import read
from webapp.extensions import db
from webapp.flows.scan import Desk, judge
from webapp.flows.talk import ScanSaid
from webapp.models import Role
from webapp.operations.operator import Operator


@dataclass
class Hand:
    """Scans one code after the other; goes on with the task that the last answer named."""

    app: Flask
    name: str = "worker"
    flow: str | None = None
    task: int | None = None
    answers: list[dict[str, Any]] = field(default_factory=list)

    def scan(self, text: str, symbology: str | None = None) -> dict[str, Any]:
        """The answer to one scan."""
        said = ScanSaid(
            scan_id=str(uuid.uuid4()),
            text=text,
            source="wedge",
            captured_at=datetime.now(UTC),
            symbology=symbology,
            flow=self.flow,
            task=self.task,
        )
        with self.app.app_context():
            answer = judge(Desk(db.engine, "UTC", self.who(), None), said)
        if answer["task"]:
            self.flow, self.task = answer["flow"], int(answer["task"])
        self.answers.append(answer)
        return answer

    def go_home(self) -> None:
        """Leave the task; the next scan finds its work by itself."""
        self.flow = self.task = None

    def who(self) -> Operator:
        """The user whose hand it is."""
        ((user_id,),) = read(self.app, "select id from users where name = :name", name=self.name)
        return Operator(int(str(user_id)), self.name, Role.WORKER, "en")
