"""Days at their edges: a lot that ends on the very day it is wanted, and midnight here and there.

The days of the warehouse are not those of Greenwich for seven hours of each; that is when it shows.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.disturbing import Disturbing
from tests.properties.truth.opening import LEAST_DAYS, TOTES
from tests.properties.truth.putting import BINS
from tests.properties.truth.world import FEW, PICK, WHO, one

LAST_DAY = st.sampled_from((0, 0, -1))
AGAIN = 40


class Edging(Disturbing):
    """Lots get the date that matters, and a longer one when it is over."""

    @rule(which=PICK, off=LAST_DAY, when=st.sampled_from((None, 1, 30, 60)), choosy=st.booleans())
    def order_for_the_last_day(self, which: int, off: int, when: int | None, choosy: bool) -> None:
        """An order leaves on the day that a lot ends, or the day after."""
        free = [s for s in self.model.here() if s.lot and self.may_serve(s)]
        if not free:
            return
        spot = one(free, which)
        hours = None if when is None else when + self.hours_to_another_day(when)
        leaves = self.model.now + timedelta(hours=hours or 0)
        day = leaves.astimezone(ZoneInfo(self.model.zone)).date()
        days = (day - self.model.today).days + off + (LEAST_DAYS if choosy else 0)
        self.change_expiry((spot.sku, spot.lot), days)
        self.order({spot.sku: 2}, hours, choosy=choosy, released=True)
        self.the_book_is_the_model()
        self.change_expiry((spot.sku, spot.lot), AGAIN)

    @precondition(lambda self: any(key[2].lot for key in self.model.promises))
    @rule(who=WHO, which=PICK, off=LAST_DAY, units=FEW, tote=st.sampled_from(TOTES))
    def pick_on_another_day(self, who: str, which: int, off: int, units: int, tote: str) -> None:
        """It is another day in Greenwich when a lot is picked on its last day, or after it."""
        self.model.now += timedelta(hours=self.hours_to_another_day(0))
        keys = list(self.model.promises)
        number, sku, spot = one([key for key in keys if key[2].lot], which)
        self.change_expiry((sku, str(spot.lot)), off)
        self.pick(who, keys.index((number, sku, spot)), units, tote)
        self.the_book_is_the_model()
        self.change_expiry((sku, str(spot.lot)), AGAIN)

    @rule(who=WHO, which=PICK, off=st.sampled_from((-1, -1, 0)), place=st.sampled_from(BINS))
    def move_on_the_last_day(self, who: str, which: int, off: int, place: str) -> None:
        """Goods are moved into a bin on their last day, and not after it."""
        loose = [s for s in self.model.here(plate=None) if s.lot and s.place != place]
        spot = one([s for s in loose if self.model.free(s) and not self.model.held(s)], which)
        if spot is None:
            return
        self.change_expiry((spot.sku, spot.lot), off)
        self.let_go(who)
        if self.stands_at(who, spot.place):
            self.takes_from_bin(who, spot)
            self.move_to(who, place)
        self.the_book_is_the_model()
        self.change_expiry((spot.sku, spot.lot), AGAIN)

    def may_serve(self, spot: object) -> bool:
        """Whether an order would be promised some of it, were it good for long."""
        model = self.model
        bin = model.places[spot.place].is_bin  # type: ignore[attr-defined]
        return bin and model.free(spot) > 0 and not model.held(spot) and model.gives(spot)  # type: ignore[arg-type]

    def hours_to_another_day(self, after: int) -> int:
        """Until the date in the warehouse is not the one in Greenwich."""

        def is_another(moment: datetime) -> bool:
            here = moment.astimezone(ZoneInfo(self.model.zone))
            return here.date() != moment.astimezone(UTC).date()

        hours = range(25)
        return next(h for h in hours if is_another(self.model.now + timedelta(hours=after + h)))
