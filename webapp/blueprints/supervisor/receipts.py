"""Receipts: the list and the page of one."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.document_desk import Desk
from webapp.blueprints.supervisor.documents import list_csv, list_page, one_page
from webapp.blueprints.supervisor.returns import origin_of
from webapp.models import Role
from webapp.queries.receipts import RECEIPTS
from webapp.words import T

DESK = Desk(
    family=RECEIPTS,
    one="receipt",
    many="receipts",
    kind=T("Receipt"),
    heading=T("Receipts"),
    party=T("Supplier"),
    states=shown.RECEIPT_STATES,
    work="receive",
    empty_heading=T("No receipt matches."),
    empty_advice=T("Clear the search or choose another state."),
)


@blueprint.get("/receipts")
@allow(Role.SUPERVISOR)
def receipts() -> ResponseReturnValue:
    """One page of receipts."""
    return list_page(DESK)


@blueprint.get("/receipts.csv")
@allow(Role.SUPERVISOR)
def receipts_csv() -> Response:
    """All receipts asked for."""
    return list_csv(DESK)


@blueprint.get("/receipts/<int(max=2147483647):document_id>")
@allow(Role.SUPERVISOR)
def receipt(document_id: int) -> ResponseReturnValue:
    """One receipt."""
    return one_page(DESK, document_id, origin_of)
