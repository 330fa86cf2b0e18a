"""A license plate as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import Connection

from webapp.blueprints import shown
from webapp.blueprints.edits import Versions
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor.hold_rows import STATES, HoldForm, form_of
from webapp.models import PlateStatus
from webapp.queries import plates
from webapp.queries.look_up import PlateFound
from webapp.queries.plates import PlateFacts
from webapp.queries.putaway import Waiting
from webapp.rules.holds import spoken
from webapp.words import T

MOST_BESIDE = 50
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Head:
    """What the top of the page says."""

    code: str
    kind: str
    tone: str
    word: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods on the plate, or loose beside it; `id` names their balance, `free` can be moved."""

    id: int
    product: str
    name: str
    lot: str | None
    lot_url: str | None
    serial: str | None
    expires_on: str | None
    on_hand: str
    free: str
    unit: str


@dataclass(frozen=True, slots=True)
class Below:
    """One plate of the pile; the page's own is no link."""

    code: str
    url: str | None
    depth: int
    detail: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class May:
    """The acts that make sense now."""

    close: bool
    open: bool
    ship: bool
    dissolve: bool
    take_out: bool
    pack: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked once more: a sentence, and what the answer must name."""

    question: str
    about: str


def head_of(found: PlateFound) -> Head:
    """The top of the page; a hold goes before the status."""
    tone, word = shown.PLATE_STATES[found.status]
    why = None
    if found.hold_reason is not None:
        tone, word = STATES["on_hold"]
        why = said(T("It is on hold: %(reason)s.", reason=spoken(found.hold_reason)))
    kind = said(shown.PLATE_KINDS[found.kind])
    return Head(found.code, kind, tone, said(word), why)


def facts_of(found: PlateFound, pile: Sequence[PlateFacts]) -> list[tuple[str, str, str | None]]:
    """Where it stands, on what, and for which order."""
    here = next(one for one in pile if one.id == found.id)
    under = next((one for one in pile if one.id == here.parent_id), None)
    place = url_for("floor.look_up", kind="location", id=found.location_id)
    facts: list[tuple[str, str, str | None]] = [(said(T("Stands at")), found.location, place)]
    if under:
        url = url_for("supervisor.plate", plate_id=under.id)
        facts.append((said(T("On license plate")), under.code, url))
    if found.order and found.order_id:
        url = url_for("supervisor.order", document_id=found.order_id)
        facts.append((said(T("Bound to order")), found.order, url))
    return facts


def hold_of(found: PlateFound, versions: Versions) -> HoldForm | None:
    """The form that holds or releases it; none for one that is no more."""
    if found.status in (PlateStatus.SHIPPED, PlateStatus.DISSOLVED):
        return None
    standing = "released" if found.hold_reason is None else "on_hold"
    return form_of("plate", found.id, standing, versions)


def acts_on(plate: PlateFacts, pile: Sequence[PlateFacts]) -> May:
    """What can be tried; the rules say the last word when it is done."""
    is_open, closed = plate.status is PlateStatus.OPEN, plate.status is PlateStatus.CLOSED
    upon = [one for one in pile if one.parent_id == plate.id]
    full = bool(plate.goods or any(one.goods for one in upon))
    return May(
        close=is_open,
        open=closed,
        ship=(is_open or closed) and plate.staged and full and plate.parent_id is None,
        dissolve=is_open,
        take_out=(is_open or closed) and plate.parent_id is not None,
        pack=is_open,
    )


def could_go_on(connection: Connection, plate: PlateFacts) -> list[Waiting]:
    """The loose goods where an open plate stands."""
    if plate.status is not PlateStatus.OPEN:
        return []
    beside = plates.goods_beside(connection, plate.location_id)
    return [row for row in beside if row.free > 0][:MOST_BESIDE]


def pile_of(pile: Sequence[PlateFacts], plate_id: int) -> list[Below]:
    """The plates that it stands with, as a tree; nothing where it stands alone."""
    return [below_of(row, plate_id) for row in pile] if len(pile) > 1 else []


def below_of(row: PlateFacts, plate_id: int) -> Below:
    """One plate of the tree."""
    tone, word = shown.PLATE_STATES[row.status]
    return Below(
        code=row.code,
        url=None if row.id == plate_id else url_for("supervisor.plate", plate_id=row.id),
        depth=min(row.depth, DEEPEST),
        detail=said(T("Kinds of goods on it: %(count)s", count=row.goods)),
        tone=tone,
        word=said(word),
    )


def goods_of(row: Waiting) -> Goods:
    """Goods, ready to show."""
    return Goods(
        id=row.balance_id,
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        lot_url=url_for("supervisor.lot", lot_id=row.lot.id) if row.lot else None,
        serial=row.serial,
        expires_on=shown.day(row.lot.expires_on) if row.lot else None,
        on_hand=shown.quantity(row.on_hand, row.product.scale),
        free=str(row.product.amount(row.free)),
        unit=shown.unit(row.product.unit),
    )
