"""The machine: every rule over one warehouse, and how far it goes in each profile."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.properties.truth.again import Again
from tests.properties.truth.edging import Edging
from tests.properties.truth.facing import Facing
from tests.properties.truth.opening import STRATEGIES
from tests.properties.truth.passing import Passing
from tests.properties.truth.returning import Returning
from tests.properties.truth.taking import Taking
from tests.properties.truth.world import ZONES


class StockTruth(Returning, Again, Taking, Edging, Facing, Passing):
    """All that happens to goods from the dock to the customer, and the corrections of it."""

    @initialize(
        zone=st.sampled_from(ZONES),
        cream=st.sampled_from(("fefo", "fefo", "fefo", *STRATEGIES)),
        water=st.sampled_from(STRATEGIES),
    )
    def begins(self, zone: str, cream: str, water: str) -> None:
        """One zone says what day it is; goods are announced and orders are on the floor."""
        self.model.zone = zone
        self.arrange("CREAM", cream)
        self.arrange("WATER", water)
        self.announce({"CREAM": 24, "WATER": 24, "DRYER": 3, "TONER": 3}, "DOCK-1")
        self.order({"CREAM": 12, "WATER": 5}, None, choosy=False, released=True)
        self.order({"TONER": 1, "CREAM": 3}, 30, choosy=True, released=True)
        self.order({"DRYER": 1, "CREAM": 2}, -5, choosy=False, released=True)
