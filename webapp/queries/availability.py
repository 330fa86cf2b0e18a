"""What may leave, said to the database: usable, available, on hold, and the one word for a lot.

Available is stock that a new order could have: its lot is usable (`rules.usable`), it stands on a
dock or in a bin, on no closed license
plate, and nobody has reserved it. Quarantine keeps what waits for a decision, staging
what was picked for an order already; neither is available. On hold is stock of a lot that is held
or recalled, on a license plate or in a location that is, or in quarantine. Expired stock is
neither available nor on hold.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Date, String, and_, bindparam, case, func, literal, or_, text

from webapp.models import LocationKind, LotStatus
from webapp.queries.tables import balances, locations, lots, plates
from webapp.rules.usable import GIVES_SQL, USABLE_SQL, expired

NEAR_DAYS = 30
LEAVES_FROM = (LocationKind.DOCK, LocationKind.STORAGE, LocationKind.PICK_FACE)
HELD = (LotStatus.ON_HOLD, LotStatus.RECALLED)

# Every statement of stock is executed with this value.
TODAY = bindparam("today", type_=Date)


class LotState(StrEnum):
    """What a supervisor calls a lot today; the gravest word wins."""

    USABLE = "usable"
    EXPIRED = "expired"
    ON_HOLD = "on_hold"
    RECALLED = "recalled"


def state_of(status: LotStatus | None, expires_on: date | None, today: date) -> LotState:
    """The word for a lot; goods without a lot are usable."""
    if status in HELD:
        return LotState(str(status))
    return LotState.EXPIRED if expired(expires_on, today) else LotState.USABLE


USABLE = text(USABLE_SQL).bindparams(TODAY)
STATE = case(
    (lots.c.status == LotStatus.RECALLED, literal("recalled", String)),
    (lots.c.status == LotStatus.ON_HOLD, literal("on_hold", String)),
    (lots.c.expires_on < TODAY, literal("expired", String)),
    else_=literal("usable", String),
)
MAY_LEAVE = and_(USABLE, text(GIVES_SQL), locations.c.kind.in_(LEAVES_FROM))
IS_HELD = or_(
    lots.c.status.in_(HELD),
    locations.c.kind == LocationKind.QUARANTINE,
    locations.c.hold_reason.is_not(None),
    plates.c.hold_reason.is_not(None),
)

ON_HAND = func.sum(balances.c.on_hand).label("on_hand")
RESERVED = func.sum(balances.c.reserved).label("reserved")
AVAILABLE = func.sum(case((MAY_LEAVE, balances.c.on_hand - balances.c.reserved), else_=0)).label(
    "available"
)
ON_HOLD = func.sum(case((IS_HELD, balances.c.on_hand), else_=0)).label("on_hold")
SUMS = (ON_HAND, RESERVED, AVAILABLE, ON_HOLD)


def near_until(today: date) -> date:
    """The last day on which a lot that expires counts as near its expiry."""
    return today + timedelta(days=NEAR_DAYS)
