"""An order that is picked leaves: what stands ready for its customer, and the act that ships it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.edits import edit
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.shown import said
from webapp.operations import shipments, shipping
from webapp.operations.ledger import By
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import plates
from webapp.queries import shipping as reads
from webapp.queries.documents import DocumentRow
from webapp.rules.refusals import Refusal
from webapp.rules.shipping import Due
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Ready:
    """The panel: goods as (what, how many), the order's totes as (code, url), where they stand."""

    goods: list[tuple[str, str]]
    totes: list[tuple[str, str]]
    staging: str
    customer: str
    url: str


def ready_of(connection: Connection, row: DocumentRow) -> Ready | None:
    """What waits to leave, or None where nothing does."""
    due = reads.due(connection, row.id)
    head = reads.order_head(connection, row.id)
    if not due or head is None:
        return None
    totes = plates.codes_of(connection, reads.totes_of(connection, row.id))
    return Ready(
        goods=[(said(one.called), units_of(one)) for one in due],
        totes=[(code, url_for("supervisor.plate", plate_id=id)) for id, code in totes],
        staging=head.staging,
        customer=head.customer,
        url=url_for("supervisor.act_on_order", document_id=row.id),
    )


def units_of(one: Due) -> str:
    """How much of it: "5 each"."""
    return f"{shown.quantity(one.units, one.scale)} {shown.unit(one.unit)}"


def ship_order(order_id: int, day: date) -> Words | bool | None:
    """Ship all of it: True where it left, why not, or None where there is no such order."""
    who = operator()

    def act(work: UnitOfWork) -> Words | bool | None:
        made = shipments.of_order(work, order_id, day)
        if made is None:
            return None
        by = By(who.id, work.now, device_id())
        refusal = made if isinstance(made, Refusal) else shipping.ship(work, made, by)
        return in_one(refusal) if refusal else True

    return edit("order", order_id, act)


def in_one(refusal: Refusal) -> Words:
    """What is wrong and what to do, as one text for a page."""
    return T("%(problem)s %(remedy)s", problem=refusal.problem, remedy=refusal.remedy)
