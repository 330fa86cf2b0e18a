"""Pick faces to be filled now: how urgently, with what, from where, or why not; and who fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import Cell, csv_file
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.order_stock import REASONS, together
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import replenishing as acts
from webapp.operations.unit_of_work import run
from webapp.queries import replenishing as reads
from webapp.queries.replenishing import Replenishment, UnderWay
from webapp.rules.removal import Why
from webapp.words import T

HEADER = (
    "urgency",
    "location",
    "product",
    "on_hand",
    "coming",
    "minimum",
    "target",
    "missing",
    "brings",
    "sources",
    "wanted",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One place to fill; `note` says why less comes than is missing."""

    tone: str
    word: str
    location: str
    location_url: str
    product: str
    product_url: str
    name: str
    there: str
    coming: str
    levels: str
    brings: str
    sources: list[tuple[str, str]]
    note: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Filling:
    """A place that a worker is filling."""

    location: str
    product: str
    name: str
    quantity: str
    worker: str
    since: str
    url: str


@blueprint.get("/replenishments")
@allow(Role.SUPERVISOR)
def replenishments() -> ResponseReturnValue:
    """What is to be filled, the most urgent first, and what is being filled."""
    with reading() as connection:
        due, fillings = reads.due(connection, today()), reads.under_way(connection)
    return render_template(
        "supervisor/replenishments.html",
        due=[row_of(one) for one in due],
        under_way=[filling_of(one) for one in fillings],
        csv_url=url_for("supervisor.replenishments_csv"),
    )


@blueprint.get("/replenishments.csv")
@allow(Role.SUPERVISOR)
def replenishments_csv() -> Response:
    """Everything that is to be filled now."""
    with reading() as connection:
        due = reads.due(connection, today())
    return csv_file("replenishments", HEADER, map(cells, due))


@blueprint.post("/replenishments/<int(max=2147483647):task_id>")
@allow(Role.SUPERVISOR)
def give_back(task_id: int) -> Redirect:
    """Take a place out of the hands of a worker who does not go on with it."""
    if not run(db.engine, lambda work: acts.give_back(work, task_id)):
        abort(404)
    flash(said(T("Nobody fills it now. What was taken up is free again.")), "good")
    return redirect(url_for("supervisor.replenishments"), 303)


def row_of(one: Replenishment) -> Row:
    """One place, ready to show."""
    face, scale = one.face, one.product.scale
    tone, word = shown.URGENCIES[face.urgency]
    return Row(
        tone=tone,
        word=said(word),
        location=one.location,
        location_url=url_for("admin.location_page", location_id=face.location_id),
        product=one.product.sku,
        product_url=url_for("admin.product", product_id=face.product_id) + "#places",
        name=one.product.name,
        there=shown.quantity(face.on_hand, scale),
        coming=shown.quantity(face.coming, scale) if face.coming else "",
        levels=f"{shown.quantity(face.minimum, scale)} – {shown.quantity(face.target, scale)}",
        brings=f"{shown.quantity(one.plan.brings, scale)} {shown.unit(one.product.unit)}",
        sources=[(bin, shown.quantity(units, scale)) for bin, units in one.sources],
        note=note_of(one),
        wanted=shown.quantity(face.wanted, scale) if face.wanted else "",
    )


def note_of(one: Replenishment) -> str:
    """Why less comes than is missing; nothing where all of it comes."""
    if one.plan.room:
        return said(one.plan.room.problem)
    if not one.plan.lacks:
        return ""
    if not one.plan.takes:
        return said(T("Nothing to fill from: %(why)s", why=together(one.why, REASONS.__getitem__)))
    lacks = T("%(lacks)s more are missing", lacks=shown.quantity(one.plan.lacks, one.product.scale))
    if Why.NONE in one.why:
        return said(lacks)
    return said(T("%(lacks)s: %(why)s", lacks=lacks, why=together(one.why, REASONS.__getitem__)))


def filling_of(one: UnderWay) -> Filling:
    """A place in somebody's hands."""
    quantity = shown.quantity(one.units, one.product.scale)
    return Filling(
        location=one.location,
        product=one.product.sku,
        name=one.product.name,
        quantity=f"{quantity} {shown.unit(one.product.unit)}",
        worker=one.worker,
        since=shown.moment(one.opened_at),
        url=url_for("supervisor.give_back", task_id=one.task_id),
    )


def cells(one: Replenishment) -> Sequence[Cell]:
    """One row of the file, in base units."""
    face = one.face
    return (
        face.urgency.name.lower(),
        one.location,
        one.product.sku,
        face.on_hand,
        face.coming,
        face.minimum,
        face.target,
        face.missing,
        one.plan.brings,
        " ".join(f"{bin}:{units}" for bin, units in one.sources),
        face.wanted,
    )
