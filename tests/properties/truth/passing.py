"""Time goes by, over midnight of the warehouse's zone; days that are over are sealed."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.truth.world import World
from webapp.operations import seals

HOURS = st.sampled_from([1, 1, 2, 5, 9, 14, 24, 72])


class Passing(World):
    """The clock is the machine's own."""

    @rule(hours=HOURS)
    def time_goes_by(self, hours: int) -> None:
        """So many hours later."""
        self.model.now += timedelta(hours=hours)

    @rule()
    def seal(self) -> None:
        """Seal the days that are over; once they are, there is nothing more to seal."""
        seals.seal_days(self.engine, self.model.zone, now=self.model.now)
        assert seals.seal_days(self.engine, self.model.zone, now=self.model.now) == []
