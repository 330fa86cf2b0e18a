"""What a view of stock was asked for, and the address that asks for it again or for a part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import url_for

from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import moment_asked, moment_of
from webapp.queries.availability import LotState
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.stock_filter import StockFilter


class Status(StrEnum):
    """The filter by status: what a lot is today, or that its day is near."""

    USABLE = "usable"
    NEAR_EXPIRY = "near_expiry"
    EXPIRED = "expired"
    ON_HOLD = "on_hold"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class StockAsked:
    """The parameters of a view; each is None or empty where it does not narrow.

    `within_*` come from a row that was opened: they say which part of the view is below it.
    """

    group: Grouping
    q: str | None = None
    product: str | None = None
    lot: str | None = None
    serial: str | None = None
    location: str | None = None
    status: Status | None = None
    as_of: str | None = None
    within_product: str | None = None
    within_lot: int | None = None
    within_place: str | None = None
    within_month: str | None = None
    within_state: LotState | None = None

    @property
    def filter(self) -> StockFilter:
        """The same as a filter of the query."""
        near = self.status is Status.NEAR_EXPIRY
        state = LotState(self.status) if self.status and not near else None
        return StockFilter(
            product=self.within_product or self.product,
            lot=self.lot,
            lot_id=self.within_lot,
            serial=self.serial,
            location=self.location,
            place=self.within_place,
            state=self.within_state or state,
            month=self.within_month,
            near_expiry=near,
            words=self.q or "",
            as_of=moment_of(self.as_of) if self.as_of else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the grouping was asked for."""
        return bool(self.kept("group"))

    def address(self, door: str, *, cursor: str | None = None, **changes: Any) -> str:
        """The address of this view, or of one that differs in `changes`."""
        changed = replace(self, **changes)
        values: dict[str, Any] = dict(changed.kept())
        return url_for(f"supervisor.{door}", **values, cursor=cursor)

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """The parameters that are set, but those named."""
        values = ((name, getattr(self, name)) for name in self.__slots__ if name not in without)
        return [(name, str(value)) for name, value in values if value is not None]


def asked_of(given: Parameters) -> StockAsked:
    """Read the parameters; `given.check()` tells what was wrong with them."""
    return StockAsked(
        group=given.choice("group", Grouping) or Grouping.PRODUCT,
        q=given.text("q"),
        product=given.text("product"),
        lot=given.text("lot"),
        serial=given.text("serial"),
        location=given.text("location"),
        status=given.choice("status", Status),
        as_of=given.text("as_of") if moment_asked(given, "as_of") else None,
        within_product=given.text("within_product"),
        within_lot=lot_id(given),
        within_place=given.text("within_place"),
        within_month=given.text("within_month"),
        within_state=given.choice("within_state", LotState),
    )


def lot_id(given: Parameters) -> int | None:
    """The id of a lot, 0 for stock without one, None where it does not matter."""
    found = given.number("within_lot", default=-1, least=0, most=2**31 - 1)
    return None if found < 0 else found
