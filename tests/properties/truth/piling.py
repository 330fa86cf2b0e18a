"""License plates: filled, emptied, put on one another, closed, moved, dissolved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.truth.opening import PALLETS, TOTES
from tests.properties.truth.values import Spot
from tests.properties.truth.world import FEW, PICK, World, one
from webapp.operations import plates
from webapp.operations.unit_of_work import UnitOfWork

CODE = st.sampled_from((*PALLETS, *PALLETS, *TOTES))
PALLET = st.sampled_from(PALLETS)
WHERE = st.sampled_from(("STAGE", "A-1", "DOCK-1", "A-2", "STAGE", "DOCK-2", "Q-1", "A-9"))


class Piling(World):
    """What is done with plates; each verb asks the model in its own words."""

    @rule(code=CODE, into=PALLET)
    def nest(self, code: str, into: str) -> None:
        """One onto another."""
        if self.model.plates[code].place != self.model.plates[into].place:
            into = one([c for c in PALLETS if self.may_nest(code, c) is None], 0) or into
        no = self.may_nest(code, into)
        self.does(no, lambda work: plates.nest(work, self.ids[code], into=self.ids[into]))
        if no is None:
            self.model.plates[code].under = into

    @rule(code=CODE)
    def take_out(self, code: str) -> None:
        """Off the one it stands on."""
        under = self.model.plates[code].under
        no = "stands alone"
        if under:
            no = self.not_left_alone(code) or self.not_open(under)  # type: ignore[assignment]
        self.does(no, lambda work: plates.take_out(work, self.ids[code]))
        if no is None:
            self.model.plates[code].under = None

    @rule(code=CODE, which=PICK, units=FEW)
    def pack(self, code: str, which: int, units: int) -> None:
        """Loose goods beside it go onto it."""
        place = self.model.plates[code].place
        spot = one(self.model.here(place=place, plate=None) or self.model.here(plate=None), which)
        self.relocates(code, spot, units, spot and spot.place == place, plates.pack, code)

    @rule(code=CODE, which=PICK, units=FEW)
    def unpack(self, code: str, which: int, units: int) -> None:
        """Goods on it come off it."""
        spot = one(self.model.here(plate=code) or self.model.here(), which)
        self.relocates(code, spot, units, spot and spot.plate == code, plates.unpack, None)

    @rule(code=CODE, place=WHERE)
    def move_whole(self, code: str, place: str) -> None:
        """To another place, with all that is on it."""
        code = self.model.outermost(code)
        model, found = self.model, self.model.places[place]
        no = self.does_not_move(code)
        if found.blocked_in or not found.inside or model.plates[code].place == place:
            no = no or "not there"
        self.does(
            no, lambda work: plates.move_whole(work, self.ids[code], self.ids[place], self.by())
        )
        if no is None:
            for spot in model.on(code):
                model.move("relocate", spot, model.stock[spot], spot.at(place, spot.plate))
            self.all_of_it(code, "place", place)

    @rule(code=CODE)
    def close(self, code: str) -> None:
        """Nothing goes on or off any more."""
        no = self.not_open(code) or self.not_left_alone(code) or self.is_promised(code)
        self.does(no, lambda work: plates.close(work, self.ids[code]))
        if no is None:
            self.all_of_it(code, "status", "closed")

    @rule(code=CODE)
    def open_again(self, code: str) -> None:
        """It does again."""
        plate = self.model.plates[code]
        under = self.model.plates[plate.under].status if plate.under else "open"
        no = None if plate.status == "closed" and under == "open" else "open, gone or below closed"
        self.does(no, lambda work: plates.open_again(work, self.ids[code]))
        if no is None:
            plate.status = "open"

    @rule(code=CODE)
    def dissolve(self, code: str) -> None:
        """It is no more; what was on it stands or lies by itself."""
        model, plate = self.model, self.model.plates[code]
        no = self.not_open(code) or self.not_left_alone(code)
        no = no or (self.not_open(plate.under) if plate.under else None)
        no = no or self.is_promised(code)
        self.does(no, lambda work: plates.dissolve(work, self.ids[code], self.by()))
        if no is None:
            for spot in model.here(plate=code):
                model.move("relocate", spot, model.stock[spot], spot.at(spot.place))
            for other in model.plates.values():
                other.under = None if other.under == code else other.under
            plate.under, plate.status = None, "dissolved"

    # How it is done

    def does(self, no: str | None, act: Callable[[UnitOfWork], Any]) -> None:
        """It is done exactly where the model says so."""
        self.agree(no, self.act(act))

    def relocates(
        self, code: str, spot: Spot | None, units: int, beside: Any, act: Any, onto: str | None
    ) -> None:
        """Goods go on or off."""
        if spot is None:
            return
        no = self.not_open(code) or (None if beside else "not beside it")
        no = no or ("promised" if units > self.model.free(spot) else None)
        self.does(
            no,
            lambda work: act(work, self.ids[code], self.model.ids[spot], units, self.by()),
        )
        if no is None:
            self.model.move("relocate", spot, units, spot.at(spot.place, onto))

    def all_of_it(self, code: str, name: str, value: str) -> None:
        """The plate and all that stand on it."""
        for other in self.model.upon(code):
            setattr(self.model.plates[other], name, value)

    # The model's side

    def not_open(self, code: str) -> str | None:
        """Why nothing goes on or off."""
        if self.model.plates[code].status != "open":
            return "closed or gone"
        if self.model.filling(code):
            return "being filled"
        return "in somebody's hands" if self.model.in_hands(code) else None

    def not_left_alone(self, code: str) -> str | None:
        """Why it may not be touched at all."""
        for other in self.model.upon(code):
            if self.model.plates[other].gone or self.model.filling(other):
                return "gone, or being filled"
        return "in somebody's hands" if self.model.in_hands(code) else None

    def may_nest(self, code: str, into: str) -> str | None:
        """Why it may not stand there."""
        model = self.model
        if no := self.not_left_alone(code) or self.not_open(into):
            return no
        if into in model.upon(code) or model.plates[code].under:
            return "on itself, or twice"
        if model.plates[code].place != model.plates[into].place:
            return "not beside it"
        held = ("plate", into) in model.holds and ("plate", code) not in model.holds
        return "the lower one is held" if held else None

    def is_promised(self, code: str) -> str | None:
        """Whether an order waits for something on it."""
        return "promised" if any(self.model.reserved(s) for s in self.model.on(code)) else None

    def does_not_move(self, code: str) -> str | None:
        """Why it does not move as one."""
        if self.model.plates[code].under:
            return "it stands on another one"
        return self.not_left_alone(code) or self.is_promised(code)
