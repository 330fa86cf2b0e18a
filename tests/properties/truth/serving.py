"""The way of an order to its end: all of it picked, shipped, perhaps brought back and shipped anew.

Chance alone seldom picks an order whole. Every step on the way is the one that another rule does.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.disturbing import Disturbing
from tests.properties.truth.opening import TOTES
from tests.properties.truth.shipping import Shipping
from tests.properties.truth.world import PICK, WHO, one

LINES = 8
THEN = st.sampled_from(["whole", "tote", "tote", "loose", "pallet", "held", "held", "none"])


class Serving(Disturbing, Shipping):
    """What a picker and whoever ships do one after the other."""

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, tote=st.sampled_from(TOTES), then=THEN, back=st.booleans())
    def serve(self, who: str, which: int, tote: str, then: str, back: bool) -> None:
        """Pick all of an order, short where it may not leave, and let it leave."""
        number, _, _ = one(list(self.model.promises), which)
        self.picks_all(who, number, self.tote_for(number, tote))
        self.the_book_is_the_model()
        if self.model.orders[number].status == "picked":
            self.leaves_so(number, then)
            if back:
                self.is_brought_back(which)
                self.ships_order(number)

    @precondition(lambda self: any(one.status == "picked" for one in self.model.orders.values()))
    @rule(which=PICK, then=THEN, back=st.booleans())
    def send(self, which: int, then: str, back: bool) -> None:
        """The same for an order that was picked before."""
        picked = [n for n, order in self.model.orders.items() if order.status == "picked"]
        self.leaves_so(one(picked, which), then)
        if back:
            self.is_brought_back(which)

    def tote_for(self, number: str, tote: str) -> str:
        """A tote that the order has, else one that is free where there is one."""
        fits = [t for t in TOTES if self.may_fill(number, self.model.plates[t], t) is None]
        return tote if tote in fits or not fits else fits[0]

    def picks_all(self, who: str, number: str, tote: str) -> None:
        """Line by line; what may not leave is not there."""
        for _ in range(LINES):
            if not self.lines(number):
                break
            key = self.lines(number)[0]
            worker = self.picker(number, who, 0)
            if not self.stands_anew(worker, number) or not self.at_bin(
                worker, number, key[2].place
            ):
                break
            key = self.line_here(number, key[2].place)
            units = self.model.promises[key].units
            if self.takes(worker, number, key[2]):
                self.goes_on(number, units, tote)
            else:
                self.tells(worker, ("picking", number), "LW*SHORT*not_there", None)
                self.is_short(key)

    def leaves_so(self, number: str, how: str) -> None:
        """As a whole, tote by tote, taken out of the tote before, or put on a pallet."""
        totes = [c for c, plate in self.model.plates.items() if plate.order == number]
        for code in totes:
            match how:
                case "tote":
                    self.ships_plate(code)
                case "loose":
                    for spot in self.model.here(plate=code):
                        self.comes_off(code, spot)
                case "pallet":
                    self.nest(code, "P4")
                case "held":
                    self.hold(("plate", code), "on_hold")
                    self.ships_plate(code)
        if how != "none":
            self.ships_order(number)

    def comes_off(self, code: str, spot: object) -> None:
        """All of some goods, by hand."""
        where = self.model.here(plate=code).index(spot)  # type: ignore[arg-type]
        self.unpack(code, where, self.model.stock[spot])  # type: ignore[index]

    def is_brought_back(self, which: int) -> None:
        """One of the last shipments was a mistake; its move is known by its number then."""
        self.the_book_is_the_model()
        moves = self.model.moves
        sent = [n for n, move in enumerate(moves) if move.kind == "ship" and move.reverses is None]
        if sent:
            self.reverse(len(moves) - 1 - sent[-1 - which % min(3, len(sent))])
