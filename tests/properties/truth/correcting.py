"""Mistakes put right: undo on the floor, a move reversed by a supervisor, another date of a lot."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.moving import Moving
from tests.properties.truth.opening import LOTS, REMOVAL_DAYS
from tests.properties.truth.picking import Picking
from tests.properties.truth.values import Hold, Moved, Spot, Task
from tests.properties.truth.world import PICK, one
from webapp.operations import lot_dates, reversals
from webapp.rules.shelf_life import Dates


class Correcting(Picking, Moving):
    """Each is a new entry that names the one it takes back, once."""

    @precondition(lambda self: self.task_ids)
    @rule(which=PICK, times=st.integers(1, 4))
    def undo(self, which: int, times: int) -> None:
        """A worker takes back the last scans of a task."""
        every = list(self.task_ids)
        begun = [key for key in every if self.may_be_undone(self.model.tasks[key]) is None]
        self.undoes(one(begun if begun and which % 4 else every, which), times)

    def undoes(self, key: tuple[str, str], times: int) -> None:
        """One after the other, as far as they may be."""
        task = self.model.tasks[key]
        for _ in range(times):
            no = self.may_be_undone(task)
            self.tells(str(task.worker), key, "LW*UNDO", no, "undone")
            if no is not None:
                break
            self.is_undone(task)
        if task.flow == "picking" and task.status == "open":
            self.stands_anew(str(task.worker), task.about)

    @rule(which=st.integers(0, 60))
    def reverse(self, which: int) -> None:
        """A supervisor takes back one of the last moves."""
        number = len(self.model.moves) - 1 - which % len(self.model.moves)
        move, id = self.model.moves[number], self.move_ids[number]
        no, today = self.may_be_reversed(number, move), self.today
        said = self.act(
            lambda work: reversals.reverse_move(work, id, self.by(), today, reason="wrong bin")
        )
        self.agree(no, said)
        if no is None:
            self.comes_back(number, move)
            if move.kind == "pick" and move.order:
                self.is_of_the_order_again(move)

    @rule(name=st.sampled_from(sorted(LOTS)), days=st.none() | st.integers(-2, 20))
    def change_expiry(self, name: tuple[str, str], days: int | None) -> None:
        """A supervisor corrects when a lot ends; the day to be gone by moves with it."""
        lot = self.model.lots[name]
        expires = None if days is None else self.model.today + timedelta(days=days)
        no = None
        if expires == lot.expires or (expires is None and name[0] == "CREAM"):
            no = "the same, or none where there must be one"
        typed = Dates(expires, None, lot.removal, None)
        id, by = self.lot_id(*name), self.ids["bob"]
        said = self.act(
            lambda work: lot_dates.change_dates(work, id, typed, by=by, reason="misread")
        )
        self.agree(no, said)
        if no is None:
            if expires and lot.expires and lot.removal:
                lot.removal += expires - lot.expires
            elif expires and not lot.expires and name[0] == "CREAM":
                lot.removal = lot.removal or expires - timedelta(days=REMOVAL_DAYS)
            lot.expires = expires

    # Undo

    def may_be_undone(self, task: Task) -> str | None:
        """Why the last scan stands."""
        if task.status != "open" or not task.history:
            return "nothing to undo"
        moves, before = task.history[-1]
        back = [self.model.moves[n] for n in moves if not self.model.reversed_by(n)]
        if not self.can_all_come_back(back) or not self.whole_piles(back):
            return "moved on since"
        if task.flow == "moving":
            free = back or self.hand_is_free(task, before)
            free = free and not self.another_fills(task, before)
            return None if free and self.plates_turn_back(task, back) else "moved on since"
        carry = before.get("carry")
        if carry and back:
            return None if self.is_still_whole(carry[1], back) else "moved on since"
        return "others have it" if carry and not self.can_carry(task, carry) else None

    def is_still_whole(self, plate: str | None, back: list[Moved]) -> bool:
        """Whether a plate that was put down has all on it that was put down with it."""
        if plate is None:
            return True
        on = self.model.on(plate)
        return sum(self.model.stock[s] for s in on) == sum(move.units for move in back)

    def is_undone(self, task: Task) -> None:
        """The moves go back, and the talk stands where it stood."""
        moves, before = task.history.pop()
        did = self.put_down_last(task)
        for number in reversed([n for n in moves if not self.model.reversed_by(n)]):
            move = self.model.moves[number]
            self.comes_back(number, move)
            if move.kind == "pick":
                self.promised_again(move)
        task.state = before
        if task.flow == "moving":
            self.moving_is_undone(task, did)
        if task.flow == "putaway":
            self.model.carried.pop(task.key, None)
            if carry := task.state.get("carry"):
                self.model.carried[task.key] = self.carried_again(carry)
        if task.flow == "picking":
            task.notes(step=None, line=None, counted=None)

    def can_carry(self, task: Task, carry: tuple[dict[Spot, int], str | None]) -> bool:
        """Whether what was carried still stands there, and is free."""
        parts, plate = carry
        own = self.model.carried.get(task.key, {})
        there = self.on_docks(plate) if plate else dict(parts)
        stands = all(self.model.stock[spot] > 0 for spot in parts)
        return (
            stands
            and there == parts
            and all(self.model.free(s) + own.get(s, 0) >= n for s, n in parts.items())
        )

    def carried_again(self, carry: tuple[dict[Spot, int], str | None]) -> dict[Spot, int]:
        """So much of what stood there; of a plate all that is on it now."""
        parts, plate = carry
        return self.on_docks(plate) if plate else dict(parts)

    # Taking back one move

    def may_be_reversed(self, number: int, move: Moved) -> str | None:
        """Why a supervisor may not."""
        if move.reverses is not None or self.model.reversed_by(number):
            return "reversed before"
        if move.kind == "ship":
            left = self.model.with_customer(str(move.order))[move.source[:3]]
            return "it came back" if left < move.units else self.tote_is_elsewhere(move)
        if move.kind == "pick" and move.order:
            here = self.model.picked_for(move.order)
            if here[move.source[:3]] < move.units:
                return "it has left"
        if not self.whole_piles([move]) or not self.can_come_back(move):
            return "moved on since"
        return None

    def tote_is_elsewhere(self, move: Moved) -> str | None:
        """Why what left does not come back into what it was in, if it was in something."""
        code = move.source.plate
        if code is None:
            return None
        plate = self.model.plates[code]
        if plate.gone or self.not_open(code) or plate.place != move.source.place or plate.under:
            return "it left with them, or stands elsewhere"
        used = self.model.on(code) if plate.order is None else plate.order != move.order
        return "another order has the tote" if used else None

    def can_all_come_back(self, moves: list[Moved]) -> bool:
        """Whether each can, and those that went to one place can in sum."""
        there = Counter[Spot]()
        for move in moves:
            there[move.to] += move.units
        in_sum = all(
            self.model.free(spot) >= units for spot, units in there.items() if self.inside(spot)
        )
        return in_sum and all(self.can_come_back(move) for move in moves)

    def can_come_back(self, move: Moved) -> bool:
        """Whether the goods are there and free, the plates let go, and the receipt takes them."""
        if self.inside(move.to) and self.model.free(move.to) < move.units:
            return False
        if not self.plates_let_go(move):
            return False
        if move.kind != "receive" or move.receipt is None or not self.inside(move.source):
            return True
        if move.order and self.model.with_customer(move.order)[move.source[:3]] < move.units:
            return False
        expected, received = self.model.receipts[move.receipt].lines[move.source.sku]
        return expected - received >= move.units

    def inside(self, spot: Spot) -> bool:
        """Whether it is in the warehouse."""
        return self.model.inside(spot)

    def plates_let_go(self, move: Moved) -> bool:
        """Whether the plate it came off takes it, and the one it is on gives it."""
        left, onto = move.source.plate, move.to.plate
        if left == onto:
            return True
        if left:
            plate = self.model.plates[left]
            carried = any(s.plate == left for p in self.model.carried.values() for s in p)
            if plate.status != "open" or plate.place != move.source.place or carried:
                return False
        return not onto or self.model.plates[onto].status == "open"

    def whole_piles(self, moves: list[Moved]) -> bool:
        """Whether plates that went as a whole come back as a whole."""
        whole = [move for move in moves if move.whole]
        if not whole:
            return True
        trees = {self.model.outermost(str(move.to.plate)) for move in whole}
        units = sum(self.model.stock[s] for code in trees for s in self.model.on(code))
        return units == sum(move.units for move in whole)

    def comes_back(self, number: int, move: Moved) -> None:
        """The way back, and what was counted beside it."""
        model = self.model
        about: dict[str, Any] = {"receipt": move.receipt, "order": move.order}
        model.move(move.kind, move.to, move.units, move.source, reverses=number, **about)
        if move.kind == "receive" and move.receipt:
            sign = 1 if self.inside(move.source) else -1
            model.receipts[move.receipt].lines[move.source.sku][1] += sign * move.units
        if move.kind == "pick" and move.order:
            model.orders[move.order].lines[move.source.sku].picked -= move.units
        if move.kind == "ship" and move.order:
            model.orders[move.order].status = "picked"
            if move.source.plate:
                model.plates[move.source.plate].order = move.order
        if move.kind in ("put_away", "relocate") and move.whole:
            self.all_of_it(model.outermost(str(move.to.plate)), "place", move.source.place)

    def is_of_the_order_again(self, move: Moved) -> None:
        """Promised again while it is picked, short where nobody picks it any more."""
        number = str(move.order)
        task = self.model.tasks.get(("picking", number))
        if task and task.status == "open":
            self.promised_again(move)
        else:
            self.model.orders[number].lines[move.source.sku].short += move.units

    def promised_again(self, move: Moved) -> None:
        """The goods are the order's again; where they are held by now, it is promised others."""
        spot, number = move.source, str(move.order)
        free = self.model.free(spot) >= move.units and self.model.gives(spot)
        if free and not self.model.held(spot):
            self.model.promise(number, spot.sku, spot, move.units)
            return
        found = self.model.allocate(number, spot.sku, move.units)
        if hold := self.first_hold_on(spot):
            hold.lost.append((number, spot.sku, move.units, found))

    def first_hold_on(self, spot: Spot) -> Hold | None:
        """The oldest hold on goods, on their plate or on their place."""
        names = (("lot", (spot.sku, spot.lot)), ("plate", spot.plate), ("location", spot.place))
        found = [self.model.holds[name] for name in names if name in self.model.holds]
        return min(found, key=lambda hold: hold.number, default=None)
