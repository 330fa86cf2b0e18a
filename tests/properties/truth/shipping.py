"""Goods leave: a license plate with all on it, or all that an order has picked, wherever it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.piling import CODE, Piling
from tests.properties.truth.values import Goods, Spot
from tests.properties.truth.world import PICK, one
from webapp.operations import shipments, shipping
from webapp.operations.unit_of_work import UnitOfWork
from webapp.rules.refusals import Refusal


class Shipping(Piling):
    """Nothing leaves that was not picked for the order it leaves for."""

    @rule(code=CODE, likely=st.booleans())
    def ship_plate(self, code: str, likely: bool) -> None:
        """It leaves for the one customer whose it is."""
        staged = [c for c in self.model.plates if self.model.on(c) and self.stands_staged(c)]
        self.ships_plate(one(staged, len(self.model.moves)) if likely and staged else code)

    def ships_plate(self, code: str) -> None:
        """One plate."""
        number = self.whose(code)
        parts = {spot: self.model.stock[spot] for spot in self.model.on(code)}
        no = self.plate_does_not_leave(code, number, parts)
        said = self.act(
            lambda work: self.leaves(
                work, shipments.of_plate(work, self.ids[code], self.model.today)
            )
        )
        self.agree(no, said)
        if no is None:
            self.is_shipped(str(number), [code], parts)

    @precondition(lambda self: self.model.orders)
    @rule(which=PICK, likely=st.booleans())
    def ship_order(self, which: int, likely: bool) -> None:
        """All of it leaves: its totes, what lies loose, and other plates where they are needed."""
        orders = self.model.orders
        picked = [number for number, order in orders.items() if order.status == "picked"]
        self.ships_order(one(picked if likely and picked else list(orders), which))

    def ships_order(self, number: str) -> None:
        """One order."""
        piles: list[str] = []
        parts: dict[Spot, int] = {}
        no = self.order_does_not_leave(number, piles, parts)
        said = self.act(
            lambda work: self.leaves(
                work, shipments.of_order(work, self.ids[number], self.model.today)
            )
        )
        self.agree(no, said)
        if no is None:
            self.is_shipped(number, piles, parts)

    def leaves(self, work: UnitOfWork, made: Any) -> Any:
        """Ship what was found, or say why not."""
        return made if isinstance(made, Refusal) else shipping.ship(work, made, self.by())

    # Whose it is

    def stands_staged(self, code: str) -> bool:
        """Whether it stands alone in staging."""
        return self.model.plates[code].place == "STAGE" and not self.model.plates[code].under

    def whose(self, code: str) -> str | None:
        """The order that has a tote there, else the only one that is owed all of it."""
        bound = self.bound(code)
        if bound:
            return bound.pop() if len(bound) == 1 else None
        content = self.content(code)
        fitting = [
            number
            for number, order in self.model.orders.items()
            if order.status == "picked" and content and content <= self.owed(number, code)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def bound(self, code: str) -> set[str]:
        """The orders that have a tote in a pile."""
        return {str(self.model.plates[c].order) for c in self.model.upon(code)} - {"None"}

    def content(self, code: str) -> Counter[Goods]:
        """What is on a pile."""
        found: Counter[Goods] = Counter()
        for spot in self.model.on(code):
            found[spot[:3]] += self.model.stock[spot]
        return found

    def owed(self, number: str, code: str) -> Counter[Goods]:
        """What an order has picked and not shipped, less what is in its other totes."""
        found, pile = self.model.picked_for(number), self.model.upon(code)
        for other, plate in self.model.plates.items():
            if plate.order == number and other not in pile:
                for spot in self.model.here(plate=other):
                    found[spot[:3]] -= self.model.stock[spot]
        return +found

    # Whether it leaves

    def plate_does_not_leave(
        self, code: str, number: str | None, parts: dict[Spot, int]
    ) -> str | None:
        """Why not."""
        if no := self.does_not_move(code):
            return no
        if self.model.plates[code].place != "STAGE" or not parts:
            return "not staged, or empty"
        if number is None or self.model.orders[number].status != "picked":
            return "of no order, or of one that is not picked"
        if not self.content(code) <= self.owed(number, code):
            return "not picked for it"
        return self.gone_bad(parts)

    def order_does_not_leave(
        self, number: str, piles: list[str], parts: dict[Spot, int]
    ) -> str | None:
        """Why not; what leaves is put into `piles` and `parts`, first things first."""
        model, owed = self.model, self.model.picked_for(number)
        if model.orders[number].status != "picked" or not owed:
            return "not picked, or nothing of it"
        for code in self.piles_with(lambda c: model.plates[c].order == number):
            if self.bound(code) != {number} or not self.stands_free(code):
                return "it does not leave with its tote"
            if not self.goes_along(code, owed, piles, parts):
                return "something else is in its tote"
        wanted = {sku for sku, _, _ in owed}
        loose = [s for s in model.here(place="STAGE", plate=None) if s.sku in wanted]
        for spot in loose:
            if model.free(spot) >= owed[spot[:3]]:
                self.lies_loose(spot, owed, parts)
        for code in self.piles_with(
            lambda c: (
                model.plates[c].order is None
                and any(s.sku in wanted and s.place == "STAGE" for s in model.here(plate=c))
            )
        ):
            if not self.bound(code) and self.stands_free(code):
                self.goes_along(code, owed, piles, parts)
        for spot in loose:
            self.lies_loose(spot, owed, parts)
        return "not at staging" if +owed else self.gone_bad(parts)

    def piles_with(self, wanted: Any) -> list[str]:
        """The piles that such plates are in, each once."""
        codes = sorted(filter(wanted, self.model.plates), key=lambda c: self.ids[c])
        return list(dict.fromkeys(self.model.outermost(code) for code in codes))

    def stands_free(self, code: str) -> bool:
        """Whether a pile is staged and may move."""
        return self.does_not_move(code) is None and self.model.plates[code].place == "STAGE"

    def goes_along(
        self, code: str, owed: Counter[Goods], piles: list[str], parts: dict[Spot, int]
    ) -> bool:
        """All of a pile, where the order is owed all of it."""
        content = self.content(code)
        if not content <= owed:
            return False
        owed.subtract(content)
        piles.append(code)
        parts |= {spot: self.model.stock[spot] for spot in self.model.on(code)}
        return True

    def lies_loose(self, spot: Spot, owed: Counter[Goods], parts: dict[Spot, int]) -> None:
        """As much of it as the order is still owed."""
        units = min(self.model.free(spot) - parts.get(spot, 0), owed[spot[:3]])
        if units > 0:
            owed[spot[:3]] -= units
            parts[spot] = parts.get(spot, 0) + units

    def gone_bad(self, parts: dict[Spot, int]) -> str | None:
        """Held or expired since it was picked."""
        model = self.model
        bad = any(model.held(s) or model.expired(s.sku, s.lot, model.today) for s in parts)
        return "held or expired" if bad else None

    # What becomes of it

    def is_shipped(self, number: str, piles: list[str], parts: dict[Spot, int]) -> None:
        """The goods are the customer's; totes stay, empty and free, and other plates go."""
        for spot, units in parts.items():
            self.model.move("ship", spot, units, spot.at("CUSTOMERS"), order=number)
        for code in piles:
            self.goes_off(code)
        if not self.model.picked_for(number):
            self.model.orders[number].status = "shipped"

    def goes_off(self, code: str) -> None:
        """The plates of a pile; nothing of it stays on a tote, and no tote on it."""
        plates = self.model.plates
        pile = {c: plates[c] for c in self.model.upon(code)}
        totes = {c for c, plate in pile.items() if plate.kind == "tote"}
        for c, plate in pile.items():
            if plate.under and totes & {c, plate.under}:
                plate.under = None
            if c in totes:
                plate.order, plate.status = None, "open"
            else:
                plate.place, plate.status = "CUSTOMERS", "shipped"
