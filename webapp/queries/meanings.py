"""What a scanned code can stand for in this warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.barcodes import Measure
from webapp.models import ExpiryPolicy, LocationKind, PlateKind, PlateStatus, Tracking
from webapp.rules.quantities import Amount
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product as conversations need it."""

    id: int
    sku: str
    name: str
    tracking: Tracking
    expiry_policy: ExpiryPolicy
    unit: str
    scale: int

    def amount(self, units: int) -> Amount:
        """`units` as this product's quantities are shown."""
        return Amount(units, self.scale)


@dataclass(frozen=True, slots=True)
class LotFacts:
    """A lot as the rules need it."""

    id: int
    code: str
    expires_on: date | None
    status: str
    hold_reason: str | None


@dataclass(frozen=True, slots=True)
class SerialFacts:
    """A serial number, and the lot it came in."""

    id: int
    code: str
    lot_id: int | None


def product_of(row: Any) -> ProductFacts:
    """The product's part of a row."""
    return ProductFacts(
        row.product_id,
        row.sku,
        row.name,
        Tracking(row.tracking),
        ExpiryPolicy(row.expiry_policy),
        row.unit,
        row.scale,
    )


def lot_of(row: Any) -> LotFacts | None:
    """The lot's part of a row."""
    if row.lot_id is None:
        return None
    return LotFacts(row.lot_id, row.lot_code, row.expires_on, row.status, row.hold_reason)


def serial_of(row: Any) -> SerialFacts | None:
    """The serial's part of a row."""
    if row.serial_id is None:
        return None
    return SerialFacts(row.serial_id, row.serial_code, row.serial_lot_id)


@dataclass(frozen=True, slots=True)
class GoodsScan:
    """Goods: the product, and what else the code told about them.

    `lot` and `serial` are what the warehouse knows; `lot_code` and `serial_code` what the label
    says, known or not. `units` is what one scan counts (a case counts its packaging's quantity);
    `count` is a number the label itself states, `measure` what it weighs or measures, and `weighed`
    that in base units, where the product is kept in such a unit; `plate` is the license plate it
    says they stand on. `text` scans to exactly this meaning again.
    """

    product: ProductFacts
    text: str
    by: str
    lot: LotFacts | None = None
    serial: SerialFacts | None = None
    lot_code: str | None = None
    serial_code: str | None = None
    expires_on: date | None = None
    best_before: date | None = None
    units: int = 1
    count: int | None = None
    plate: PlateScan | None = None
    measure: Measure | None = None
    weighed: int | None = None

    @property
    def quantity(self) -> int:
        """How many base units this scan stands for."""
        return self.weighed or self.units * (self.count or 1)

    @property
    def called(self) -> Words:
        """What to call it: by its serial, its lot, or its product."""
        if self.serial_code:
            return T("%(product)s serial %(code)s", product=self.product.sku, code=self.serial_code)
        if self.lot_code:
            return T("%(product)s lot %(code)s", product=self.product.sku, code=self.lot_code)
        return T("%(product)s", product=self.product.sku)


@dataclass(frozen=True, slots=True)
class LooseScan:
    """A label that tells lot, serial or date, but not of which product."""

    text: str
    lot_code: str | None = None
    serial_code: str | None = None
    expires_on: date | None = None
    best_before: date | None = None
    count: int | None = None
    measure: Measure | None = None

    @property
    def called(self) -> Words:
        """What to call it."""
        return T("lot or serial %(code)s", code=self.serial_code or self.lot_code or self.text)

    @property
    def said(self) -> object:
        """What else it tells, to choose by."""
        if self.expires_on is None:
            return ""
        return T("expires on %(date)s", date=self.expires_on)


@dataclass(frozen=True, slots=True)
class PlaceScan:
    """A location."""

    id: int
    code: str
    kind: LocationKind
    capacity: int | None
    blocked_in: bool
    blocked_out: bool
    hold_reason: str | None = None

    @property
    def text(self) -> str:
        """A text that scans to exactly this location."""
        return f"LW*PLACE*{self.id}"

    @property
    def called(self) -> Words:
        """What to call it."""
        return T("bin %(code)s", code=self.code)


@dataclass(frozen=True, slots=True)
class PlateScan:
    """A license plate; `id` is None for a right SSCC that was never seen here."""

    id: int | None
    code: str
    kind: PlateKind
    location_id: int | None = None
    location: str | None = None
    order_id: int | None = None
    status: PlateStatus = PlateStatus.OPEN

    @property
    def text(self) -> str:
        """A text that scans to exactly this license plate."""
        return self.code if self.id is None else f"LW*PLATE*{self.id}"

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.kind is PlateKind.TOTE:
            return T("tote %(code)s", code=self.code)
        return T("license plate %(code)s", code=self.code)


@dataclass(frozen=True, slots=True)
class DocumentScan:
    """A receipt or an order, by its number."""

    flow: str
    id: int
    number: str

    @property
    def text(self) -> str:
        """A text that scans to exactly this document."""
        return f"LW*{'RECEIPT' if self.flow == 'receiving' else 'ORDER'}*{self.id}"

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.flow == "receiving":
            return T("receipt %(number)s", number=self.number)
        return T("order %(number)s", number=self.number)


@dataclass(frozen=True, slots=True)
class UnknownItem:
    """A right GTIN that no packaging here carries, or a product's number that no product has."""

    gtin: str | None
    named: str | None = None

    @property
    def text(self) -> str:
        """A text that scans to it again."""
        return str(self.gtin or self.named)

    @property
    def called(self) -> Words:
        """What to call it."""
        if self.gtin is None:
            return T("product code %(code)s", code=self.named)
        return T("GTIN %(gtin)s", gtin=self.gtin)


Meaning = GoodsScan | LooseScan | PlaceScan | PlateScan | DocumentScan | UnknownItem
