"""Home: my work as tiles with counts, and scan anything."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.reading import reading, today
from webapp.models import Role
from webapp.queries import replenishing
from webapp.queries.work_counts import work_counts


@dataclass(frozen=True, slots=True)
class Tile:
    """One kind of work on the home screen."""

    label: str
    detail: str
    count: int | None
    url: str
    icon: str
    text: str


@blueprint.get("/")
@allow(Role.WORKER)
def home() -> ResponseReturnValue:
    """The tiles, in the order goods go through the house."""
    with reading() as connection:
        counts = work_counts(connection)
        low = replenishing.low(connection, today())
    return render_template(
        "floor/home.html",
        tiles=[
            Tile(
                _("Receive"),
                _("open receipts"),
                counts.receiving,
                "/receive",
                "truck",
                "LW*RECEIVE",
            ),
            Tile(
                _("Put away"),
                _("waiting on the docks"),
                counts.putaway,
                "/putaway",
                "warehouse",
                "LW*PUTAWAY",
            ),
            Tile(
                _("Pick"),
                _("orders to pick"),
                counts.picking,
                "/pick",
                "shopping-basket",
                "LW*PICK",
            ),
            Tile(
                _("Move"),
                _("to another place"),
                None,
                "/move",
                "forklift",
                "LW*MOVE",
            ),
            *(() if low is None else (replenish(low),)),
            Tile(_("Look up"), _("where, how much, until when"), None, "/look-up", "search", ""),
            Tile(
                _("License plates"),
                _("put on, take off, move whole"),
                None,
                "/license-plates",
                "container",
                "LW*PLATES",
            ),
        ],
        answer=None,
    )


def replenish(low: int) -> Tile:
    """Pick faces to fill; a warehouse that tops nothing up has no such tile."""
    return Tile(_("Replenish"), _("pick faces to fill"), low, "/replenish", "boxes", "LW*REPLENISH")
