"""Talking to the API as an integrator does: a bearer token, JSON, and every table counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests import people
from tests.warehouse import Warehouse
from webapp.extensions import db

SCANS = "/api/v1/scans"


@dataclass
class Device:
    """A client with a token; keeps the work on its screen as the answers say."""

    app: Flask
    house: Warehouse
    token: str
    flow: str | None = None
    task: str | None = None
    step: str | None = None

    def body(self, words: Any = "A-1", **other: Any) -> dict[str, Any]:
        """A scan as a device sends it."""
        return {
            "scan_id": str(uuid4()),
            "text": words,
            "symbology": None,
            "source": "wedge",
            "flow": self.flow,
            "task": self.task,
            "step": self.step,
            "captured_at": "2026-06-15T16:00:00+07:00",
        } | other

    def sends(self, body: Any, path: str = SCANS, **options: Any) -> TestResponse:
        """Any JSON to any door."""
        return self.posts(path, json=body, **options)

    def posts(self, path: str, **options: Any) -> TestResponse:
        """A request with the token."""
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return self.app.test_client().post(path, headers=headers, **options)

    def gets(self, path: str, **query: str) -> Any:
        """What a reading door gives."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.app.test_client().get(path, query_string=query, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def scans(self, *codes: str) -> dict[str, Any]:
        """Scan one code after another; the last answer."""
        answer: dict[str, Any] = {}
        for code in codes:
            response = self.sends(self.body(code))
            assert response.status_code == 200, response.text
            answer = response.get_json()
            self.flow, self.task, self.step = (answer[name] for name in ("flow", "task", "step"))
        return answer

    def opens(self, flow: str) -> Device:
        """Look at the list of a kind of work."""
        self.flow, self.task, self.step = flow, None, None
        return self


def device(app: Flask, house: Warehouse, name: str = "ann") -> Device:
    """A worker's device."""
    return Device(app, house, people.token(app, house.ids[name]))


def rows(house: Warehouse) -> Mapping[str, int]:
    """How many rows every table has."""
    with house.engine.connect() as connection:
        return {
            name: connection.execute(text(f"select count(*) from {name}")).scalar_one()
            for name in db.metadata.tables
        }


def new_rows(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """The tables that grew, and by how much."""
    return {name: after[name] - count for name, count in before.items() if after[name] != count}
