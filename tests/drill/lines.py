"""A device's line to the server: a scan is sent again, with its id, until there is an answer."""

from __future__ import annotations

import json
import random
import socket
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from threading import Condition, Event
from typing import Any

from benchmarks.clients import connected, post
from tests.drill.dying import DIE

SCANS = "/api/v1/scans"
PATIENCE_SECONDS = 60.0
# Far more than any of the things that are killed needs to come back.
STANDSTILL = 120.0
# How long a device waits before it tries again.
AGAIN_SECONDS = 0.05
# One scan in so many is sent by somebody who leaves before the answer comes.
LEAVES_ONE_IN = 12


class NotServedError(Exception):
    """The server answered with something that no fault excuses."""


@dataclass
class Tally:
    """What all devices together have sent and heard."""

    changed: Condition = field(default_factory=Condition)
    answers: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    attempts: int = 0
    unheard: int = 0
    busy: int = 0
    # How many of the next requests shall kill the worker that has judged them.
    deadly: int = 0

    def tried(self) -> bool:
        """One more request goes out; whether it is a deadly one."""
        with self.changed:
            self.attempts += 1
            if self.deadly:
                self.deadly -= 1
                return True
            return False

    def never_went(self, *, deadly: bool) -> None:
        """It did not reach anybody; a deadly request is left to the next one."""
        with self.changed:
            self.deadly += deadly

    def heard(self, body: dict[str, Any], answer: dict[str, Any]) -> None:
        """A scan is acknowledged."""
        with self.changed:
            self.answers[body["scan_id"]] = body, answer
            self.changed.notify_all()

    def wait_for(self, more: int) -> None:
        """Go on when so many more scans are acknowledged; an error where the work stands still."""
        with self.changed:
            for number in range(len(self.answers) + 1, len(self.answers) + more + 1):
                if not self.changed.wait_for(lambda n=number: len(self.answers) >= n, STANDSTILL):
                    raise NotServedError(f"no scan was acknowledged for {STANDSTILL:g} seconds")


@dataclass
class Line:
    """One device's connection, made anew whenever it is lost."""

    path: Path
    token: str
    tally: Tally
    chance: random.Random
    stopped: Event
    open_one: socket.socket | None = None

    def scan(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer; the same scan is sent until there is one."""
        while True:
            answer = self.attempt(body)
            if answer is not None:
                self.tally.heard(body, answer)
                return answer
            self.stopped.wait(AGAIN_SECONDS)

    def attempt(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Send it once; None where the line was lost, or the server was busy."""
        deadly = self.tally.tried()
        try:
            line = self.sent(body, f"{SCANS}?{DIE}" if deadly else SCANS)
        except OSError:
            self.tally.never_went(deadly=deadly)
            return self.lose()
        if not deadly and self.chance.randrange(LEAVES_ONE_IN) == 0:
            return self.lose()
        try:
            answer = HTTPResponse(line, method="POST")
            answer.begin()
            said = answer.read()
        except (OSError, HTTPException):
            return self.lose()
        if answer.status == 503 and answer.headers["Retry-After"]:
            self.tally.busy += 1
            return None
        if answer.status != 200:
            raise NotServedError(f"{answer.status} {said[:500].decode(errors='replace')}")
        return dict(json.loads(said))

    def sent(self, body: dict[str, Any], door: str) -> socket.socket:
        """The line on which the request has gone out."""
        line = self.open_one = self.open_one or connected(self.path)
        line.settimeout(PATIENCE_SECONDS)
        line.sendall(post(door, self.token, json.dumps(body).encode()))
        return line

    def lose(self) -> None:
        """The connection is gone, and nobody knows what became of the scan."""
        self.tally.unheard += 1
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.open_one is not None:
            self.open_one.close()
            self.open_one = None
