"""The sealed days: digests to print or to keep elsewhere, which prove the book up to that day."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.reading import reading
from webapp.blueprints.supervisor import blueprint
from webapp.models import Role
from webapp.queries.seals import seals

MOST = 100
HEADER = ("day", "moves", "digest", "sealed_at")


@blueprint.get("/moves/seals", endpoint="seals")
@allow(Role.SUPERVISOR)
def sealed_days() -> ResponseReturnValue:
    """The newest sealed days."""
    with reading() as connection:
        found = seals(connection, most=MOST)
    rows = [
        (shown.day(row.day), row.moves, row.digest, shown.moment(row.sealed_at)) for row in found
    ]
    return render_template("supervisor/seals.html", seals=rows)


@blueprint.get("/moves/seals.csv", endpoint="seals_csv")
@allow(Role.SUPERVISOR)
def sealed_days_csv() -> Response:
    """Every sealed day."""
    with reading() as connection:
        found = seals(connection)
    return csv_file(
        "seals", HEADER, ([one.day, one.moves, one.digest, one.sealed_at] for one in found)
    )
