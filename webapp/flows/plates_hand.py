"""Which license plate is in hand, at which step, and what to call it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from webapp.flows.replies import Reply, accepted
from webapp.flows.talk import Talk
from webapp.queries import plates as reads
from webapp.queries.meanings import PlateScan
from webapp.queries.plates import PlateFacts
from webapp.words import T, Words


class Step(StrEnum):
    """Where the conversation stands."""

    PLATE = "plate"
    CONTENT = "content"
    OFF = "off"


WANTED = {
    Step.PLATE: T("Scan a license plate."),
    Step.CONTENT: T("Scan goods or a license plate to put on it, or where it goes."),
    Step.OFF: T("Scan what you take off."),
}
PROMPTS = {
    Step.PLATE: T("Scan a license plate"),
    Step.CONTENT: T("Scan what goes on it, or where it goes"),
    Step.OFF: T("Scan what you take off"),
}


def in_hand(talk: Talk) -> PlateFacts:
    """The license plate that is spoken of, as it stands now."""
    wanted = talk.state["plate"]
    return next(one for one in reads.pile(talk.work.connection, wanted) if one.id == wanted)


def called(plate: PlateFacts | PlateScan) -> Words:
    """What to call a license plate."""
    return PlateScan(plate.id, plate.code, plate.kind).called


def take_in_hand(talk: Talk, plate: PlateScan) -> Reply:
    """Show a license plate's card."""
    talk.state.pop("last", None)
    talk.state["plate"], talk.state["code"] = plate.id, plate.code
    talk.held.step = Step.CONTENT
    here = T("At %(location)s: %(plate)s.", location=plate.location, plate=plate.called)
    return done(talk, accepted("plate_shown", here))


def leave(talk: Talk, reply: Reply) -> Reply:
    """No license plate is spoken of any more."""
    for name in ("plate", "code", "last"):
        talk.state.pop(name, None)
    talk.held.step = Step.PLATE
    return done(talk, reply)


def done(talk: Talk, reply: Reply, **did: Any) -> Reply:
    """The same reply; what was done beside moves is kept, so that an undo can turn it back."""
    talk.state["did"] = did
    return reply
