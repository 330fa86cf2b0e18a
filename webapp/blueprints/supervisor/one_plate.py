"""One license plate: where it stands, all that is on it, every move, and what can be done to it."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.edits import versions_of
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.supervisor import blueprint, plate_rows
from webapp.blueprints.supervisor.move_rows import moves_of
from webapp.models import Role
from webapp.queries import look_up, moves, plates
from webapp.queries.moves import MoveFilter

PLATE = "/plates/<int(max=2147483647):plate_id>"


@blueprint.get(PLATE)
@allow(Role.SUPERVISOR)
def plate(plate_id: int) -> ResponseReturnValue:
    """The license plate's page."""
    return page(plate_id)


def page(plate_id: int, asked: plate_rows.Asked | None = None) -> str:
    """The page, with what is asked once more before it is done."""
    cursor = Parameters(request.args).cursor()
    with reading() as connection:
        versions = versions_of(connection, hold_plate=[plate_id])
        found = look_up.plate(connection, plate_id)
        if found is None:
            abort(404)
        pile = plates.pile(connection, plate_id)
        goods = plates.goods_on(connection, plate_id)
        facts = next(one for one in pile if one.id == plate_id)
        beside = plate_rows.could_go_on(connection, facts)
        history = moves.page(connection, MoveFilter(lpn=found.code), cursor=cursor)
    following = url_for("supervisor.plate", plate_id=plate_id, cursor=history.next)
    return render_template(
        "supervisor/plate.html",
        plate=plate_rows.head_of(found),
        facts=plate_rows.facts_of(found, pile),
        hold=plate_rows.hold_of(found, versions),
        may=plate_rows.acts_on(facts, pile),
        pile=plate_rows.pile_of(pile, plate_id),
        goods=[plate_rows.goods_of(row) for row in goods],
        beside=[plate_rows.goods_of(row) for row in beside],
        moves=moves_of(history.rows),
        label_url=url_for("floor.labels_to_print", thing=f"plate:{plate_id}"),
        url=url_for("supervisor.act_on_plate", plate_id=plate_id),
        asked=asked,
        next_url=following if history.next else None,
    )
