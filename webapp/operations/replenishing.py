"""Pick faces filled: goods taken up at their sources, put down at the place, or given back.

What is to be brought is reserved for the worker's task where it lies, from the first moment: so no
order is promised it, and the place knows what is on its way. It moves in the book when it is put
down.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, text

from webapp.models import Flow, MoveKind
from webapp.models.types import Moment
from webapp.operations import moving, tasks
from webapp.operations.ledger import By, Spot
from webapp.operations.plates_held import hold
from webapp.operations.tasks import OpenTask
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.moving import GoodsThere, in_hand
from webapp.rules import refusals
from webapp.rules.refusals import Refusal


def put_down(
    work: UnitOfWork, hand: Sequence[GoodsThere], location_id: int, by: By
) -> Refusal | None:
    """All that is in a hand goes to a place, off the plates that it was on; or nothing."""
    for plate_id in sorted({row.plate_id for row in hand if row.plate_id is not None}):
        plate = hold(work, plate_id).plates[plate_id]
        if said := refusals.plate_not_open(plate.code, str(plate.status), plate.called):
            return said
    for row in sorted(hand, key=lambda row: row.balance_id):
        moving.record(work, row, MoveKind.RELOCATE, Spot(location_id), by)
    return None


def claim(task: OpenTask, product_id: int | None, location_id: int | None, units: int) -> None:
    """The task says what it brings where, or that it brings nothing any more.

    The database lets one open task bring one product to one place.
    """
    task.product_id, task.destination_id = product_id, location_id
    task.quantity = units or None


def give_back(work: UnitOfWork, task_id: int) -> bool:
    """A supervisor takes a place out of a worker's hands; False where nobody fills it by that task.

    What was taken up is free where the book has it; the worker's next scan is shown an empty hand.
    """
    task = tasks.hold(work, task_id)
    if task is None or task.flow is not Flow.MOVING or task.destination_id is None:
        return False
    moving.put_back(work, in_hand(work.connection, task.id))
    claim(task, None, None, 0)
    # No undo leads back to it: the place may be in other hands by then.
    task.state, task.step = {}, "from"
    tasks.save(work, task)
    return True


LAST_MOVE = "(select coalesce(max(id), 0) from moves)"
CALL = text(
    "insert into replenishment_calls (place_id, after_move_id, user_id, recorded_at)"
    f" values (:place, {LAST_MOVE}, :user, :now)"
).bindparams(bindparam("now", type_=Moment))


def call(work: UnitOfWork, place_id: int, *, by: int) -> None:
    """A picker wants more at this place; it stands before all others until goods come."""
    work.connection.execute(CALL, {"place": place_id, "user": by, "now": work.now})
