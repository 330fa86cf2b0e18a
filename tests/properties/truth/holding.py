"""Holds and recalls of lots, ranges of lots, plates and places: what they take and give back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.opening import LOTS, PALLETS
from tests.properties.truth.values import Hold
from tests.properties.truth.world import PICK, World, one
from webapp.models import HoldStatus
from webapp.operations import holds
from webapp.operations.held import Held, Subject, Why
from webapp.operations.holds_on_lots import Lots, place_on_lots, release_lots

LOT = st.sampled_from(sorted(LOTS)).map(lambda name: ("lot", name))
PLATE = st.sampled_from((*PALLETS, "T-01")).map(lambda code: ("plate", code))
PLACE = st.sampled_from(("A-1", "A-2", "A-3", "DOCK-1", "CUSTOMERS")).map(
    lambda code: ("location", code)
)
SUBJECT = st.one_of(LOT, LOT, PLATE, PLACE)
STATUS = st.sampled_from(["on_hold", "on_hold", "recalled"])
ENDS = st.sampled_from(["", "C1", "C2", "C3"])


class Holding(World):
    """What supervisors decide."""

    @precondition(lambda self: self.model.promises)
    @rule(which=PICK, kind=st.sampled_from(["lot", "lot", "plate", "location"]), status=STATUS)
    def hold_what_is_promised(self, which: int, kind: str, status: str) -> None:
        """Something that an order waits for."""
        _, sku, spot = one(list(self.model.promises), which)
        name: Any = {"lot": (sku, spot.lot), "plate": spot.plate, "location": spot.place}[kind]
        if name is not None and name != (sku, None):
            self.hold((kind, name), status if kind == "lot" else "on_hold")

    @rule(name=SUBJECT, status=STATUS)
    def hold(self, name: tuple[str, Any], status: str) -> None:
        """It may not leave, or must come back."""
        why, today = Why(HoldStatus(status), "other", f"smell {self.steps}"), self.today
        no = self.may_be_held(name, status)
        said = self.act(lambda work: holds.place(work, self.subject(name), why, self.by(), today))
        self.agree(no, said)
        if no is None:
            lost, found = self.is_held(name, status, why.text)
            assert (said.lost, said.found) == (lost, found)

    @rule(name=LOT, first=st.sampled_from(["recalled", "recalled", "on_hold"]), then=STATUS)
    def hold_twice(self, name: tuple[str, Any], first: str, then: str) -> None:
        """What is held is held again: only a recall takes the place of a hold."""
        self.hold(name, first)
        self.the_book_is_the_model()
        self.hold(name, then)

    @precondition(lambda self: self.model.holds)
    @rule(which=PICK)
    def release_hold(self, which: int) -> None:
        """It may leave again; who lost some of it is promised some."""
        self.releases(one(list(self.model.holds), which))

    def releases(self, name: tuple[str, Any]) -> None:
        """One hold."""
        today = self.today
        no = self.may_be_released(name)
        said = self.act(
            lambda work: holds.release(
                work, self.subject(name), self.by(), today, reason="it was nothing"
            )
        )
        self.agree(no, said)
        if no is None:
            self.is_free(name)

    @rule(first=ENDS, last=ENDS, status=STATUS)
    def hold_range(self, first: str, last: str, status: str) -> None:
        """All lots of cream from one code to another."""
        why, today = Why(HoldStatus(status), "other", f"range {self.steps}"), self.today
        wanted = Lots(self.ids["CREAM"], first, last)
        names = self.in_range(first, last)
        self.act(lambda work: place_on_lots(work, wanted, why, self.by(), today))
        for name in names:
            if self.may_be_held(name, status) is None:
                self.is_held(name, status, why.text)

    @rule(first=ENDS, last=ENDS)
    def release_range(self, first: str, last: str) -> None:
        """All of them that are on hold; what is recalled stays so."""
        wanted, today = Lots(self.ids["CREAM"], first, last), self.today
        self.act(lambda work: release_lots(work, wanted, self.by(), today, reason="all is well"))
        for name in self.in_range(first, last):
            if name in self.model.holds and self.model.holds[name].status == "on_hold":
                self.is_free(name)

    # The model's side

    def subject(self, name: tuple[str, Any]) -> Subject:
        """What the operations call it."""
        kind, code = name
        id = self.lot_id(*code) if kind == "lot" else self.ids[code]
        return Subject(Held(kind), id)

    def in_range(self, first: str, last: str) -> list[tuple[str, Any]]:
        """The lots of cream whose codes are within, in the order they became known."""
        return [
            ("lot", name)
            for name in self.model.lots
            if name[0] == "CREAM" and (not first or name[1] >= first)
            if not last or name[1] <= last
        ]

    def may_be_held(self, name: tuple[str, Any], status: str) -> str | None:
        """Why not: outside, only lots are recalled, held already; a recall replaces a hold."""
        if name[0] == "location" and not self.model.places[name[1]].inside:
            return "outside"
        if status == "recalled" and name[0] != "lot":
            return "only lots are recalled"
        held = self.model.holds.get(name)
        return "held already" if held and (held.status in (status, "recalled")) else None

    def is_held(self, name: tuple[str, Any], status: str, reason: str) -> tuple[int, int]:
        """Its promises are taken back and given from elsewhere; with a plate all that is on it."""
        model = self.model
        hold = Hold(next(model.numbers), status, reason, model.now)
        model.holds.pop(name, None)
        model.holds[name] = hold
        taken = [key for key in model.promises if self.is_of(key[2], name)]
        taken.sort(key=lambda key: model.ids[key[2]])
        units = {key: model.promises.pop(key).units for key in taken}
        for order, sku, spot in taken:
            lost = units[order, sku, spot]
            hold.lost.append((order, sku, lost, model.allocate(order, sku, lost)))
        lost, found = (sum(one[n] for one in hold.lost) for n in (2, 3))
        if name[0] == "plate":
            for code in [c for c, plate in model.plates.items() if plate.under == name[1]]:
                if self.may_be_held(("plate", code), status) is None:
                    more = self.is_held(("plate", code), status, reason)
                    lost, found = lost + more[0], found + more[1]
        return lost, found

    def is_of(self, spot: Any, name: tuple[str, Any]) -> bool:
        """Whether goods are held with it."""
        match name:
            case ("lot", (sku, code)):
                return spot.sku == sku and spot.lot == code
            case ("plate", code):
                return spot.plate == code
        return spot.place == name[1]

    def may_be_released(self, name: tuple[str, Any]) -> str | None:
        """Not while it stands on a plate that is held."""
        under = self.model.plates[name[1]].under if name[0] == "plate" else None
        return "it stands on a held one" if ("plate", under) in self.model.holds else None

    def is_free(self, name: tuple[str, Any]) -> None:
        """The lines that lost some are promised some; plates held in the same act go with it."""
        model, hold = self.model, self.model.holds[name]
        together = [
            ("plate", code)
            for code, plate in model.plates.items()
            if name[0] == "plate" and plate.under == name[1] and self.held_with(code, hold)
        ]
        del model.holds[name]
        lost: dict[tuple[str, str], int] = {}
        for order, sku, units, found in hold.lost:
            lost[order, sku] = lost.get((order, sku), 0) + units - found
        for (order, sku), units in sorted(lost.items(), key=self.by_task_and_line):
            line = model.orders[order].lines[sku]
            lacking = line.left - model.promised(order, sku)
            if model.tasks["picking", order].status == "open" and min(lacking, units) > 0:
                model.allocate(order, sku, min(lacking, units))
        for other in together:
            if self.may_be_released(other) is None:
                self.is_free(other)

    def by_task_and_line(self, lost: tuple[tuple[str, str], int]) -> tuple[int, int]:
        """In the order in which their work was opened, and of their products."""
        (order, sku), _ = lost
        opened = [about for flow, about in self.model.tasks if flow == "picking"]
        return opened.index(order), self.ids[sku]

    def held_with(self, code: str, hold: Hold) -> bool:
        """Whether a plate was held in the same act."""
        other = self.model.holds.get(("plate", code))
        return bool(other and other.since == hold.since and other.reason == hold.reason)
