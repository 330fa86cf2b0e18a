"""New license plates: so many, standing at a dock, their labels to print."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.extensions import db
from webapp.labels import LabelRefused
from webapp.models import Role
from webapp.operations.labels import Asker
from webapp.operations.new_plates import MOST_PLATES, make_plates
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries.label_settings import label_settings
from webapp.queries.places import where_plates_stand
from webapp.queries.printers import station_of
from webapp.words import Words


@blueprint.get("/labels/plates")
@allow(Role.SUPERVISOR)
def plates_to_make() -> ResponseReturnValue:
    """How many, and where they stand."""
    return page(count=1, location=0)


@blueprint.post("/labels/plates")
@allow(Role.SUPERVISOR)
def new_plates() -> ResponseReturnValue:
    """Make them and their labels, or say why not."""
    given = Parameters(request.form)
    count = given.number("count", default=0, least=1, most=MOST_PLATES)
    location = given.number("location", default=0, least=1, most=2**31 - 1)
    if given.faults:
        return page(count or 1, location, next(iter(given.faults.values())), status=422)
    who = Asker(operator().id, device_id())

    def act(work: UnitOfWork) -> int | Words:
        station = station_of(work.connection, who.device_id)
        return make_plates(work, count, location, who, station=station, say=said)

    try:
        done = run(db.engine, act)
    except LabelRefused as refused:
        done = refused.words
    if isinstance(done, Words):
        return page(count, location, done, status=422)
    return redirect(url_for("floor.label_job", job_id=done), 303)


def page(count: int, location: int, fault: Words | None = None, *, status: int = 200) -> Response:
    """The form."""
    with reading() as connection:
        prefix = label_settings(connection).company_prefix
        places = where_plates_stand(connection)
    text = render_template(
        "labels/plates.html",
        prefix=prefix,
        count=count,
        most=MOST_PLATES,
        places=[(str(one.id), one.code, one.id == location) for one in places],
        fault=said(fault) if fault else "",
    )
    return make_response(text, status)
