"""One move: everything that is known of it, and the way to reverse it with a reason."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.holds import clean, day
from webapp.blueprints.supervisor.move_rows import move_of
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import ledger, reversals
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import moves
from webapp.queries.moves import MoveRow
from webapp.rules.moving import spoken_reason
from webapp.words import T, Words

MOVE = "/moves/<int(max=9007199254740991):move_id>"
Fact = tuple[str, str, str | None]


@blueprint.get(MOVE)
@allow(Role.SUPERVISOR)
def move(move_id: int) -> ResponseReturnValue:
    """The move's page."""
    with reading() as connection:
        found = moves.one(connection, move_id)
        if found is None:
            abort(404)
        reversed_by = moves.reversed_by(connection, move_id)
    return render_template(
        "supervisor/move.html",
        move=move_of(found),
        move_id=move_id,
        facts=facts_of(found),
        reversed_url=address(reversed_by),
        reverses_url=address(found.reverses_id),
    )


@blueprint.post(MOVE)
@allow(Role.SUPERVISOR)
def reverse(move_id: int) -> Response:
    """Record the way back; what stands against it is said and nothing is changed."""
    who, reason = operator(), clean(request.form.get("reason", ""))

    def act(work: UnitOfWork) -> int | Words | None:
        by = ledger.By(who.id, work.now, device_id())
        return reversals.reverse_move(work, move_id, by, day(), reason=reason)

    done = run(db.engine, act)
    if done is None:
        abort(404)
    if isinstance(done, Words):
        flash(said(done), "stop")
        return redirect(url_for("supervisor.move", move_id=move_id), 303)
    flash(said(T("Reversed. The goods are back where they came from.")), "good")
    return redirect(url_for("supervisor.move", move_id=done), 303)


def address(move_id: int | None) -> str | None:
    """The page of another move."""
    return None if move_id is None else url_for("supervisor.move", move_id=move_id)


def facts_of(row: MoveRow) -> list[Fact]:
    """What is known of a move, as (what, value, address)."""
    every: list[tuple[Words, str | None, str | None]] = [
        (T("On the device"), shown.moment(row.captured_at), None),
        (T("Written down"), shown.moment(row.recorded_at), None),
        (T("By"), row.user, None),
        (T("Partner"), row.partner, None),
        (T("Reason"), said(spoken_reason(row.reason)), None),
        (T("Scan"), row.scan_id, None),
    ]
    return [(said(label), value, url) for label, value, url in every if value]
