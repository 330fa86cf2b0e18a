"""Lots and serial numbers of a receipt, pasted by a worker whose device has a keyboard."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from webapp.blueprints import pasted_codes
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.reading import reading
from webapp.models import Flow, Role
from webapp.queries import work


@blueprint.route("/receive/<int(max=2147483647):task_id>/codes", methods=["GET", "POST"])
@allow(Role.WORKER)
def receipt_codes(task_id: int) -> ResponseReturnValue:
    """Check what was pasted, and save it when it was looked at."""
    with reading() as connection:
        task = work.task(connection, task_id)
    if task is None or task.flow is not Flow.RECEIVING or task.receipt_id is None:
        abort(404)
    return pasted_codes.answer(pasted_codes.floor(task_id), task.receipt_id)
