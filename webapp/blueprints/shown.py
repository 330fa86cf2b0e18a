"""Values as this reader sees them: words, days, moments and quantities in their language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from webapp.blueprints.look import language
from webapp.blueprints.reading import zone
from webapp.languages import say
from webapp.models import (
    LocationKind,
    MoveKind,
    OrderStatus,
    PlateKind,
    PlateStatus,
    ReceiptStatus,
    ScanStatus,
)
from webapp.queries.availability import LotState
from webapp.queries.stock_by_lot import StockRow
from webapp.rules.quantities import unit_called
from webapp.rules.replenishment import Urgency
from webapp.words import T, Words

STATES: dict[LotState, tuple[str, Words]] = {
    LotState.USABLE: ("good", T("Usable")),
    LotState.EXPIRED: ("stop", T("Expired")),
    LotState.ON_HOLD: ("wait", T("On hold")),
    LotState.RECALLED: ("stop", T("Recalled")),
}
MOVE_KINDS: dict[MoveKind, Words] = {
    MoveKind.RECEIVE: T("Received"),
    MoveKind.PUT_AWAY: T("Put away"),
    MoveKind.PICK: T("Picked"),
    MoveKind.SHIP: T("Shipped"),
    MoveKind.RELOCATE: T("Relocated"),
    MoveKind.COUNT: T("Counted"),
    MoveKind.SCRAP: T("Scrapped"),
}
RECEIPT_STATES: dict[str, tuple[str, Words]] = {
    ReceiptStatus.OPEN: ("busy", T("Open")),
    ReceiptStatus.CLOSED: ("good", T("Closed")),
}
ORDER_STATES: dict[str, tuple[str, Words]] = {
    OrderStatus.OPEN: ("wait", T("Open")),
    OrderStatus.RELEASED: ("busy", T("Released")),
    OrderStatus.PICKED: ("good", T("Picked")),
    OrderStatus.SHIPPED: ("quiet", T("Shipped")),
    OrderStatus.CANCELLED: ("quiet", T("Cancelled")),
}
PLATE_STATES: dict[PlateStatus, tuple[str, Words]] = {
    PlateStatus.OPEN: ("busy", T("Open")),
    PlateStatus.CLOSED: ("good", T("Closed")),
    PlateStatus.SHIPPED: ("quiet", T("Shipped")),
    PlateStatus.DISSOLVED: ("quiet", T("Dissolved")),
}
PLATE_KINDS: dict[PlateKind, Words] = {
    PlateKind.PALLET: T("Pallet"),
    PlateKind.CASE: T("Case"),
    PlateKind.TOTE: T("Tote"),
}
SCAN_STATES: dict[ScanStatus, Words] = {
    ScanStatus.ACCEPTED: T("Accepted"),
    ScanStatus.REFUSED: T("Refused"),
    ScanStatus.CHOOSE: T("Which one?"),
    ScanStatus.CONFIRM: T("Sure?"),
    ScanStatus.HELD: T("Held"),
}
LOCATION_KINDS: dict[LocationKind, Words] = {
    LocationKind.AREA: T("Area"),
    LocationKind.DOCK: T("Dock"),
    LocationKind.STORAGE: T("Storage"),
    LocationKind.PICK_FACE: T("Pick face"),
    LocationKind.STAGING: T("Staging"),
    LocationKind.QUARANTINE: T("Quarantine"),
    LocationKind.SUPPLIER: T("Supplier"),
    LocationKind.CUSTOMER: T("Customer"),
    LocationKind.SCRAP: T("Scrap"),
    LocationKind.COUNT_DIFFERENCE: T("Count difference"),
    LocationKind.PRODUCTION: T("Production"),
}

URGENCIES: dict[Urgency, tuple[str, Words]] = {
    Urgency.CALLED: ("stop", T("Called for")),
    Urgency.EMPTY_AND_WANTED: ("stop", T("Empty, orders wait")),
    Urgency.EMPTY: ("wait", T("Empty")),
    Urgency.LOW: ("busy", T("Low")),
}


def said(words: object) -> str:
    """Words in the language of this request."""
    return say(words, language())


def day(value: date | None) -> str | None:
    """A day, or None where there is none."""
    return None if value is None else format_date(value, "medium", locale=language())


def month(value: str | None) -> str:
    """A month given as 2026-07; None is stock without a date."""
    if value is None:
        return said(T("No date"))
    return format_date(date.fromisoformat(f"{value}-01"), "MMMM y", locale=language())


def moment(value: datetime) -> str:
    """A moment on the warehouse's clock."""
    return format_datetime(value, "medium", tzinfo=zone(), locale=language())


def quantity(units: int, scale: int = 0) -> str:
    """Base units as people write the number, the point moved by the product's scale."""
    return format_decimal(Decimal(units).scaleb(-scale), "#,##0.######", locale=language())


def unit(name: str | None) -> str:
    """A product's base unit; None where rows of several units are summed."""
    return said(unit_called(name)) if name else ""


def figures(row: StockRow) -> list[tuple[str, str, str]]:
    """On hand, reserved, on hold and available, each with its unit."""
    names = (
        (T("On hand"), row.on_hand),
        (T("Reserved"), row.reserved),
        (T("On hold"), row.on_hold),
        (T("Available"), row.available),
    )
    return [(said(name), quantity(value, row.scale), unit(row.unit)) for name, value in names]


def country(code: str) -> str:
    """A country by its name in the reader's language."""
    return str(Locale(language()).territories.get(code, code))
