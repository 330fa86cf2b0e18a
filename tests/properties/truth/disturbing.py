"""What comes in between: whatever can happen to goods that somebody has just counted."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.correcting import Correcting
from tests.properties.truth.holding import Holding
from tests.properties.truth.opening import TOTES
from tests.properties.truth.promising import Promising
from tests.properties.truth.values import Task
from tests.properties.truth.world import FEW, PICK, one

HOW = st.sampled_from(
    ["lot", "lot", "location", "plate", "expires", "closed", "freed", "moved", "served", "other"]
)


class Disturbing(Correcting, Holding, Promising):
    """A hand stands with goods; a supervisor, the office or another hand changes their world."""

    @precondition(lambda self: self.standing())
    @rule(which=PICK, how=HOW, units=FEW, tote=st.sampled_from(TOTES), go_on=st.booleans())
    def disturb(self, which: int, how: str, units: int, tote: str, go_on: bool) -> None:
        """One thing happens to the very goods; the hand goes on at once, or later."""
        task = one(self.standing(), which)
        key = self.line_in_hand(task)
        if key is not None:
            self.happens(how, key, which)
        if go_on:
            self.goes_on(task.about, units, tote)

    def standing(self) -> list[Task]:
        """Picks whose worker has goods in hand."""
        found = self.model.tasks.values()
        return [
            t for t in found if t.flow == "picking" and t.state.get("step") in ("quantity", "tote")
        ]

    def happens(self, how: str, key: Any, which: int) -> None:
        """What may happen to goods that are promised."""
        _, sku, spot = key
        match how:
            case "lot" if (sku, spot.lot) in self.model.lots:
                self.hold(("lot", (sku, spot.lot)), "recalled" if which % 2 else "on_hold")
            case "location":
                self.hold(("location", spot.place), "on_hold")
            case "plate" if spot.plate:
                self.hold(("plate", spot.plate), "on_hold")
            case "closed" if spot.plate:
                self.close(spot.plate)
            case "moved" if spot.plate:
                self.move_whole(spot.plate, "STAGE")
            case "expires" if (sku, spot.lot) in self.model.lots:
                self.change_expiry((sku, spot.lot), -1 if which % 2 else 0)
            case "freed":
                self.hold(("location", spot.place), "on_hold")
                if ("location", spot.place) in self.model.holds:
                    self.releases(("location", spot.place))
            case "served":
                self.check(which)
            case "other":
                self.order({sku: 2}, None, choosy=False, released=True)
