"""Lots and serial numbers of a receipt, pasted on the desk."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from webapp.blueprints import pasted_codes
from webapp.blueprints.access import allow
from webapp.blueprints.reading import reading
from webapp.blueprints.supervisor import blueprint
from webapp.models import Role
from webapp.queries import documents
from webapp.queries.receipts import RECEIPTS


@blueprint.route("/receipts/<int(max=2147483647):document_id>/codes", methods=["GET", "POST"])
@allow(Role.SUPERVISOR)
def receipt_codes(document_id: int) -> ResponseReturnValue:
    """Check what was pasted, and save it when it was looked at."""
    with reading() as connection:
        if documents.one(connection, RECEIPTS, document_id) is None:
            abort(404)
    return pasted_codes.answer(pasted_codes.desk(document_id), document_id)
