"""License plates: goods and other plates go on and off one, and it moves as a whole.

        ┌── plate ◄─────────────────────────────────────┐
        │     │ a license plate or tote                 │ CANCEL: another one
        │     ▼                                         │
        │  content ── loose goods here: put on it ──────┤
        │     │   ├── another plate here: stands on it  │
        │     │   ├── QTY*n: n of what went on or off   │
        │     │   ├── CLOSE · OPEN                      │
        │     │   ├── a location: all of it goes there (once more where it is no bin, or full)
        │     │   ├── SHIP (once more): from staging, to the customer of its order
        │     │   └── DISSOLVE (once more): what is on it lies loose; the plate is no more
        │     │ OUT: what went on last comes off, or (itself) it comes off its own plate
        │     ▼
        │    off ── goods or a plate on it come off ──► content
        └─ DONE ends the work

A worker has one such conversation at a time. Nothing is carried between two scans: each is an act
of its own, so that undo takes back exactly one.
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows.plates_amounts import set_quantity
from webapp.flows.plates_hand import PROMPTS, WANTED, Step, done, leave, take_in_hand
from webapp.flows.plates_off import hear_off, take_off
from webapp.flows.plates_on import hear_content
from webapp.flows.plates_ship import ship
from webapp.flows.plates_whole import close, dissolve, open_again
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, TaskStatus
from webapp.operations import tasks
from webapp.queries.meanings import PlateScan
from webapp.rules import refusals
from webapp.words import T, Words


def answer(talk: Talk) -> Reply:
    """Answer one scan; a license plate opens the work where there is none."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.PLATES, user_id=talk.who.id)
    if talk.task is None:
        return hear_plate(talk)
    if talk.command and talk.command.verb in COMMANDS:
        return COMMANDS[talk.command.verb](talk)
    return STEPS[Step(talk.held.step)](talk)


def open_mine(talk: Talk) -> Reply:
    """Open the worker's conversation about plates, or go on with the one under way."""
    talk.task = tasks.open_or_resume(talk.work, Flow.PLATES, step=Step.PLATE, user_id=talk.who.id)
    return accepted("opened", T("License plates."), go=f"/license-plates/{talk.task.id}")


def hear_plate(talk: Talk) -> Reply:
    """The license plate that all that follows is about."""
    found = talk.one_of(PlateScan, wanted=WANTED[Step.PLATE])
    if isinstance(found, Reply):
        return found
    if found.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if talk.task is None:
        talk.task = tasks.open_new(talk.work, Flow.PLATES, step=Step.PLATE, user_id=talk.who.id)
    return take_in_hand(talk, found)


def cancel(talk: Talk) -> Reply:
    """`LW*CANCEL`: nothing comes off after all; or another license plate."""
    if talk.held.step == Step.OFF:
        talk.held.step = Step.CONTENT
        return done(talk, accepted("cancelled", T("Nothing was taken off.")))
    return leave(talk, accepted("cancelled", WANTED[Step.PLATE]))


def finish(talk: Talk) -> Reply:
    """`LW*DONE`: the work ends."""
    talk.held.status = TaskStatus.DONE
    return accepted("finished", T("License plates are done."), go="/")


COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    "QTY": set_quantity,
    "OUT": take_off,
    "CLOSE": close,
    "OPEN": open_again,
    "SHIP": ship,
    "DISSOLVE": dissolve,
    "CANCEL": cancel,
    "DONE": finish,
}
STEPS: dict[Step, Callable[[Talk], Reply]] = {
    Step.PLATE: hear_plate,
    Step.CONTENT: hear_content,
    Step.OFF: hear_off,
}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    return PROMPTS[Step(talk.task.step)] if talk.task else PROMPTS[Step.PLATE]
