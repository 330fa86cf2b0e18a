"""What the workers of the drill do: receive, put away and pick, all at one dock and one bin."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tests.drill.lines import Line
from tests.warehouse import CREAM

LOTS = ("D1", "D2", "D3")
EXPIRES_ON = date(2049, 6, 30)
BIN = "A-1"
RECEIPT = "RC-1"


@dataclass
class Worker:
    """A worker with a device; the screen goes along with the answers."""

    name: str
    line: Line
    chance: random.Random
    screen: dict[str, Any] = field(default_factory=dict)

    def scan(self, text: str) -> dict[str, Any]:
        """One scan, sent until it is answered."""
        body = {
            # Made of the seed, so that the same drill sends the same ids.
            "scan_id": str(UUID(int=self.chance.getrandbits(128), version=4)),
            "text": text,
            "source": "wedge",
            "captured_at": "2026-06-15T09:00:00+00:00",
        }
        answer = self.line.scan(body | self.screen)
        self.screen = {name: answer[name] for name in ("flow", "task", "step")}
        return answer

    def opens(self, flow: str | None) -> None:
        """Leave the work on screen for a list, or for home."""
        self.screen = {"flow": flow, "task": None, "step": None}

    def now_and_then(self, one_in: int) -> bool:
        """Whether this is one of the rarer moments."""
        return self.chance.randrange(one_in) == 0


def receives(worker: Worker) -> Iterator[None]:
    """Unit after unit of the same receipt, sometimes taking one back."""
    while True:
        worker.opens("receiving")
        worker.scan(RECEIPT)
        for _ in range(6):
            yield
            worker.scan(f"01{CREAM}17{EXPIRES_ON:%y%m%d}10{worker.chance.choice(LOTS)}")
            if worker.now_and_then(8):
                worker.scan("LW*UNDO")


def puts_away(worker: Worker) -> Iterator[None]:
    """Whatever of a lot stands on the dock goes into the bin that everybody picks from."""
    while True:
        yield
        worker.opens("putaway")
        worker.scan(f"01{CREAM}10{worker.chance.choice(LOTS)}")
        if worker.screen["step"] != "bin":
            continue
        if worker.now_and_then(3):
            worker.scan("LW*QTY*1")
        answer = worker.scan(BIN)
        if answer["status"] == "confirm":
            worker.scan(BIN)


def picks(worker: Worker) -> Iterator[None]:
    """The next order, line by line, each into a tote of its own."""
    tote = 0
    while True:
        yield
        worker.opens(None)
        answer = worker.scan("LW*PICK")
        tote += 1
        for _ in range(12):
            if not answer["task"] or not answer["step"]:
                break
            yield
            text = wanted(worker, answer, f"{worker.name}-{tote}")
            answer = worker.scan(text)
            if answer["status"] == "confirm":
                answer = worker.scan(text)


def wanted(worker: Worker, answer: dict[str, Any], tote: str) -> str:
    """What the screen asks for; now and then another lot of the same goods, or the last undone."""
    if worker.now_and_then(15):
        return "LW*UNDO"
    match answer["step"]:
        case "location":
            return BIN
        case "goods":
            any_lot = worker.now_and_then(4) or not answer["line"]
            lot = worker.chance.choice(LOTS) if any_lot else answer["line"]["lot"]
            return f"01{CREAM}10{lot}"
        case "quantity":
            return f"LW*QTY*{worker.chance.randint(1, 2)}"
        case "tote":
            return tote
    raise AssertionError(f"an unknown step: {answer}")


# Who works: eight devices that race for three lots at one dock and in one bin.
CREW = (receives, puts_away, picks, receives, picks, puts_away, picks, receives)
