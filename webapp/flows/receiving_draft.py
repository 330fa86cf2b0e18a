"""What a receiving conversation gathers before anything is recorded: the draft of one entry.

Labels tell parts of it in any order; `first_missing` says what to ask for next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from webapp.barcodes import Measure
from webapp.barcodes.measures import base_units
from webapp.flows.talk import Talk
from webapp.models import ExpiryPolicy
from webapp.operations import lots
from webapp.queries.meanings import GoodsScan, LooseScan
from webapp.queries.receiving import LineUnderWay, ReceiptUnderWay
from webapp.rules.shelf_life import Dates, complete


class Step(StrEnum):
    """Where the conversation stands."""

    PRODUCT = "product"
    LOT = "lot"
    EXPIRY = "expiry"
    SERIAL = "serial"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far of the goods in the worker's hand; kept in the task between scans.

    `batch` is the lot on a label of a product that has serial numbers only.
    """

    product_id: int | None = None
    lot_id: int | None = None
    lot_code: str | None = None
    expires_on: str | None = None
    best_before: str | None = None
    serial_id: int | None = None
    serial_code: str | None = None
    units: int = 1
    count: int | None = None
    typed: int | None = None
    plate: str | None = None
    measure: str | None = None
    weighed: int | None = None
    batch: str | None = None

    @property
    def quantity(self) -> int:
        """How many base units the draft stands for: keyed in, on the label, or one scan's worth."""
        return self.typed or self.weighed or self.units * (self.count or 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A talk with its receipt and the draft; `before` is what the last answer offered."""

    talk: Talk
    receipt: ReceiptUnderWay
    draft: Draft = field(default_factory=Draft)
    before: Mapping[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> LineUnderWay:
        """The line that expects the draft's product."""
        line = self.receipt.line_of(self.draft.product_id)
        assert line is not None, "a draft only holds products of its receipt"  # noqa: S101
        return line


def joined(draft: Draft, goods: GoodsScan) -> Draft:
    """The draft with all that the scan tells; what it does not tell stays."""
    known: dict[str, Any] = {
        "product_id": goods.product.id,
        "lot_id": goods.lot.id if goods.lot else None,
        "lot_code": goods.lot_code,
        "expires_on": iso(goods.expires_on),
        "best_before": iso(goods.best_before),
        "serial_id": goods.serial.id if goods.serial else None,
        "serial_code": goods.serial_code,
        "units": goods.units,
        "count": goods.count,
        "plate": goods.plate.code if goods.plate else None,
        "measure": written(goods.measure),
    }
    told = {name: value for name, value in known.items() if value is not None}
    return replace(of_lot(draft, goods.lot_code), **told)


def of_lot(draft: Draft, code: str | None) -> Draft:
    """The draft without the dates of the lot before, where a label names another lot."""
    if code is None or draft.lot_code in (None, code):
        return draft
    return replace(draft, lot_id=None, expires_on=None, best_before=None)


def iso(day: date | None) -> str | None:
    """A day as the draft keeps it."""
    return None if day is None else day.isoformat()


def with_label(draft: Draft, label: LooseScan) -> Draft:
    """The dates and the count of a label that named no product."""
    return replace(
        draft,
        lot_code=draft.lot_code or label.lot_code,
        serial_code=draft.serial_code or label.serial_code,
        expires_on=label.expires_on.isoformat() if label.expires_on else draft.expires_on,
        best_before=label.best_before.isoformat() if label.best_before else draft.best_before,
        count=label.count or draft.count,
        measure=written(label.measure) or draft.measure,
    )


def newest(draft: Draft, label: LooseScan) -> Draft:
    """What labels without a product have said so far; the newest one is right where they differ."""
    said = {
        "lot_code": label.lot_code,
        "serial_code": label.serial_code,
        "expires_on": iso(label.expires_on),
        "best_before": iso(label.best_before),
        "count": label.count,
        "measure": written(label.measure),
    }
    told: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return replace(of_lot(draft, label.lot_code), **told)


def written(measure: Measure | None) -> str | None:
    """A measure as the draft keeps it: "52.1 kg"."""
    return None if measure is None else str(measure)


def as_measured(case: Case) -> Draft:
    """The draft with what its labels weigh in base units of its product, where that can be."""
    draft, product = case.draft, case.line.product
    if draft.measure is None:
        return draft
    value, _, unit = draft.measure.partition(" ")
    weighed = base_units(Measure(Decimal(value), unit), product.unit, product.scale)
    return replace(draft, weighed=weighed)


def day_of(text: str) -> str | None:
    """An ISO date as it is kept, or None."""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


def only_what_is_tracked(case: Case) -> Draft:
    """The draft without codes that this product is not tracked by, though the label has them.

    The lot of a product with serial numbers only stays as a note on its serial.
    """
    tracking = case.line.product.tracking
    draft = case.draft
    if not tracking.by_lot:
        batch = draft.lot_code if tracking.by_serial and draft.lot_code else draft.batch
        draft = replace(draft, batch=batch)
        draft = replace(draft, lot_id=None, lot_code=None, expires_on=None, best_before=None)
    if not tracking.by_serial:
        draft = replace(draft, serial_id=None, serial_code=None)
    return draft


def first_missing(case: Case) -> Step | None:
    """The one thing to ask for next, or None when the goods are fully known."""
    draft, product = case.draft, case.line.product
    if product.tracking.by_lot and not draft.lot_code:
        return Step.LOT
    needs_date = product.expiry_policy is ExpiryPolicy.REQUIRED and not case.receipt.is_return
    if needs_date and not expiry_of(case):
        return Step.EXPIRY
    if product.tracking.by_serial and not draft.serial_code:
        return Step.SERIAL
    return None


def expiry_of(case: Case) -> date | None:
    """The day the lot in hand expires on: known, on a label, or counted for a new lot."""
    known: date | None = known_lot(case).get("expires_on")
    return known or dates_of(case).expires_on


def dates_of(case: Case) -> Dates:
    """The dates that the labels tell, and those that the product's days add to them.

    A known lot without an expiry gets none by counting: nobody knows when it first came.
    """
    draft, line = case.draft, case.line
    told = Dates(
        date.fromisoformat(draft.expires_on) if draft.expires_on else None,
        date.fromisoformat(draft.best_before) if draft.best_before else None,
    )
    undated = line.product.expiry_policy is ExpiryPolicy.NONE
    if undated or not draft.lot_code or (known_lot(case) and not told.expires_on):
        return told
    return complete(line.life, told, case.talk.today)


def known_lot(case: Case) -> dict[str, Any]:
    """What the warehouse knows of the draft's lot; empty for a new one."""
    code, product = case.draft.lot_code, case.line.product
    if not code:
        return {}
    key = f"lot {product.id} {code}"
    if key not in case.talk.cache:
        case.talk.cache[key] = lots.known(case.talk.work, product.id, code)
    return case.talk.cache[key]  # type: ignore[no-any-return]


def known_serial(case: Case) -> int | None:
    """The id of the draft's serial, where it was ever seen."""
    code, product = case.draft.serial_code, case.line.product
    key = f"serial {product.id} {code}"
    if code and key not in case.talk.cache:
        case.talk.cache[key] = lots.serial_id(case.talk.work, product.id, code)
    return case.talk.cache.get(key)


def keep(case: Case, step: Step) -> None:
    """Remember the draft and the step."""
    task = case.talk.held
    blank = asdict(Draft())
    task.state["draft"] = {
        name: value for name, value in asdict(case.draft).items() if value != blank[name]
    }
    task.step = step


def entry_of(case: Case) -> dict[str, Any] | None:
    """What was recorded last and may still be corrected by the keypad."""
    entry = case.talk.state.get("entry")
    return entry if entry and case.talk.held.step == Step.QUANTITY else None
