"""Orders: the list and the page of one."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.edits import versions_of
from webapp.blueprints.reading import reading
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.document_desk import Desk
from webapp.blueprints.supervisor.document_rows import take_over_of
from webapp.blueprints.supervisor.documents import Also, list_csv, list_page, one_page
from webapp.blueprints.supervisor.order_stock import promise_of
from webapp.blueprints.supervisor.returns import gone_of
from webapp.models import Role
from webapp.queries import leases
from webapp.queries.documents import DocumentRow
from webapp.queries.orders import ORDERS
from webapp.words import T

DESK = Desk(
    family=ORDERS,
    one="order",
    many="orders",
    kind=T("Order"),
    heading=T("Orders"),
    party=T("Customer"),
    states=shown.ORDER_STATES,
    work="pick",
    empty_heading=T("No order matches."),
    empty_advice=T("Clear the search or choose another state."),
)


@blueprint.get("/orders")
@allow(Role.SUPERVISOR)
def orders() -> ResponseReturnValue:
    """One page of orders."""
    return list_page(DESK)


@blueprint.get("/orders.csv")
@allow(Role.SUPERVISOR)
def orders_csv() -> Response:
    """All orders asked for."""
    return list_csv(DESK)


@blueprint.get("/orders/<int(max=2147483647):document_id>")
@allow(Role.SUPERVISOR)
def order(document_id: int) -> ResponseReturnValue:
    """One order: what is promised to it, what has left, who gave its picking to whom, its slip."""
    with reading() as connection:
        versions = versions_of(connection, order=[document_id])

    def also(connection: Connection, row: DocumentRow) -> Also:
        promised = promise_of(connection, row)
        more = {
            "gone": gone_of(connection, row.id),
            "slip_url": url_for("supervisor.delivery_slip", order_id=row.id),
            "take_overs": [take_over_of(one) for one in leases.take_overs_of(connection, row.id)],
            "versions": versions,
        }
        return replace(promised, values=promised.values | more)

    return one_page(DESK, document_id, also)
