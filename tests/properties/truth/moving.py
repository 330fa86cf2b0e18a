"""Moving by scan: taken up in one place, in the hand (and so nobody else's), put down in another.

What is held or too old goes to quarantine only, and a worker takes nothing from there to a bin.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.codes import label
from tests.properties.truth import due
from tests.properties.truth.opening import PALLETS, TOTES
from tests.properties.truth.piling import Piling
from tests.properties.truth.receiving import GTINS
from tests.properties.truth.values import Moved, Spot, Task
from tests.properties.truth.world import FEW, PICK, WHO, one

PLATE = st.sampled_from((*PALLETS, *PALLETS, *TOTES))
TO = st.sampled_from(("A-1", "A-2", "A-3", "A-1", "A-2", "A-3", "Q-1", "A-9", "STAGE"))
FROM = st.sampled_from(("A-1", "A-2", "DOCK-1", "DOCK-2", "Q-1"))


class Hand(NamedTuple):
    """What was taken up, and where; `plates` go as a whole. `several` is more than one spot's."""

    place: str
    parts: dict[Spot, int]
    plates: tuple[str, ...] = ()
    several: bool = False


class PutDown(NamedTuple):
    """The scan that put plates down, from where and where to."""

    scan: int
    plates: tuple[str, ...]
    came: str
    to: str


class Moving(Piling):
    """What two more hands carry from anywhere."""

    @rule(who=WHO, which=PICK, units=st.none() | FEW, place=TO)
    def move_goods(self, who: str, which: int, units: int | None, place: str) -> None:
        """The whole way of loose goods, or of fewer of them, with nobody in between."""
        self.let_go(who)
        self.reach_into(who, which)
        if units:
            self.move_fewer(who, units)
        self.move_to(who, place)

    @rule(who=WHO, which=PICK)
    def reach_into(self, who: str, which: int) -> None:
        """Scan a bin, and the label of something in it; what is held or waits is moved often."""
        every = self.model.here()
        held = [s for s in every if self.model.held(s) or self.expired(s)]
        waits = self.model.here(place="Q-1", plate=None)
        spot = one(one([every, waits, every, held], which) or every, which // 4)
        if self.stands_at(who, spot.place):
            self.takes_from_bin(who, spot)

    @rule(who=WHO, code=PLATE, place=TO)
    def move_plate(self, who: str, code: str, place: str) -> None:
        """The whole way of a license plate with all that is on it."""
        self.let_go(who)
        self.takes_plate(who, self.model.outermost(code))
        self.move_to(who, place)

    @rule(who=WHO, code=PLATE)
    def reach_for_plate(self, who: str, code: str) -> None:
        """A license plate is in a hand that goes nowhere yet."""
        self.let_go(who)
        self.takes_plate(who, code)

    @rule(who=WHO, place=FROM)
    def reach_for_all(self, who: str, place: str) -> None:
        """All that is in a place, where all of it may be taken."""
        self.let_go(who)
        if self.stands_at(who, place):
            self.takes_all(who, place)

    @rule(who=WHO, units=FEW)
    def move_fewer(self, who: str, units: int) -> None:
        """Only so many of what is in hand; the rest stays."""
        task, hand = self.moving(who), self.in_hand(who)
        if hand is None or task.state.get("fill"):
            return
        no = "a plate, several, or a unit" if hand.plates or hand.several else None
        for spot, mine in hand.parts.items():
            most = self.model.free(spot) + mine
            no = no or ("a unit" if spot.serial else "not so many" if units > most else None)
        self.tells(who, task.key, f"LW*QTY*{units}", no, "quantity_set")
        if no is None:
            self.is_in_hand(task, hand._replace(parts=dict.fromkeys(hand.parts, units)))

    @rule(who=WHO, place=TO)
    def move_to(self, who: str, place: str) -> None:
        """Put down what is in hand."""
        task, hand = self.moving(who), self.in_hand(who)
        if hand is None or task.state.get("fill"):
            return
        no = self.does_not_go(hand, place) or self.is_not_as_it_was(hand)
        self.tells(who, task.key, place, no, "moved")
        if no is None:
            self.is_put(task, hand, place)
        else:
            task.notes(scrap=None)

    @rule(who=WHO)
    def let_go(self, who: str) -> None:
        """It stays where it was; with empty hands no bin is stood at."""
        task = self.moving(who)
        while self.in_hand(who) or task.state.get("source"):
            code = "given_back" if task.state.get("fill") else "cancelled"
            self.tells(who, task.key, "LW*CANCEL", None, code)
            if self.in_hand(who):
                self.remembers(task)
                self.is_empty(task)
            else:
                self.remembers(task, source=None)

    # How it is done

    def stands_at(self, who: str, place: str) -> bool:
        """Scan the bin to take from, with empty hands; whether something is there."""
        if self.in_hand(who):
            return False
        no = None if self.is_something(place, gone=False) else "nothing there"
        self.tells(who, ("moving", who), place, no, "place_shown")
        if no is None:
            self.remembers(self.moving(who), source=place)
        return no is None

    def takes_from_bin(self, who: str, spot: Spot) -> None:
        """Scan goods in the bin: all that is free, of what lies loose."""
        task, lot = self.moving(who), "" if spot.serial else spot.lot or ""
        rows = self.model.here(
            sku=spot.sku, lot=spot.lot, serial=spot.serial, place=task.state["source"]
        )
        rows = [s for s in rows if s.plate is None] or rows
        parts = {s: self.model.free(s) for s in rows if self.model.free(s) > 0}
        no = "on a plate" if rows[0].plate else None if parts else "others have it"
        text = label(GTINS[spot.sku][0], lot, spot.serial or "")
        self.tells(who, task.key, text, no, "taken_up")
        if no is None:
            self.is_in_hand(task, Hand(spot.place, parts))

    def takes_plate(self, who: str, code: str) -> None:
        """Scan a license plate."""
        task, parts = self.moving(who), self.all_on(code)
        no = self.plate_stays(code)
        self.tells(who, task.key, code, no, "taken_up")
        if no is None:
            self.is_in_hand(task, Hand(self.model.plates[code].place, parts, (code,)))

    def takes_all(self, who: str, place: str) -> None:
        """All goods and plates of the bin."""
        task = self.moving(who)
        rows = self.model.here(place=place)
        plates = self.standing_at(place)
        claimed = any(self.model.reserved(s) for s in rows)
        no = next(filter(None, map(self.plate_stays, plates)), "claimed" if claimed else None)
        no = no or (None if rows or plates else "nothing there")
        self.tells(who, task.key, "LW*ALL", no, "taken_up")
        if no is None:
            parts = {s: self.model.stock[s] for s in rows}
            self.is_in_hand(task, Hand(place, parts, tuple(plates), several=True))

    # The model's side

    def moving(self, who: str) -> Task:
        """The worker's conversation; there is one."""
        task = self.task("moving", who)
        task.worker = who
        return task

    def in_hand(self, who: str) -> Hand | None:
        """What the worker has taken up."""
        return self.moving(who).state.get("hand")

    def expired(self, spot: Spot) -> bool:
        """Whether its last day is over."""
        return self.model.expired(spot.sku, spot.lot, self.model.today)

    def all_on(self, code: str) -> dict[Spot, int]:
        """What is on a plate and on those upon it."""
        return {s: self.model.stock[s] for s in self.model.on(code)}

    def standing_at(self, place: str) -> list[str]:
        """Plates that stand there by themselves."""
        plates = self.model.plates.items()
        return [c for c, p in plates if p.place == place and not p.under and not p.gone]

    def is_something(self, place: str, *, gone: bool) -> bool:
        """Whether goods or plates are in a place; one that is `gone` for good counts for some."""
        plates = [p for p in self.model.plates.values() if p.place == place]
        return bool(self.model.here(place=place) or [p for p in plates if gone or not p.gone])

    def plate_stays(self, code: str) -> str | None:
        """Why a plate is not taken up."""
        picked = [c for c in self.model.upon(code) if self.model.plates[c].order]
        full = any(self.model.here(plate=c) for c in picked)
        return self.does_not_move(code) or ("picked for an order" if full else None)

    def does_not_go(self, hand: Hand, place: str) -> str | None:
        """Why it may not go there."""
        found = self.model.places[place]
        apart = found.kind == "quarantine"
        if not found.is_bin and not apart:
            return "no place for goods"
        if place == hand.place:
            return "there already"
        bad = any(self.model.held(s) or self.expired(s) for s in hand.parts)
        if bad and not apart:
            return "held, expired, or waiting in quarantine"
        return "blocked" if found.blocked_in else None

    def is_not_as_it_was(self, hand: Hand) -> str | None:
        """Why a plate does not go on: something was done with it since."""
        for code in hand.plates:
            plate, on = self.model.plates[code], self.model.on(code)
            same = all(self.model.stock[s] == hand.parts.get(s) for s in on)
            upon = self.model.upon(code)
            busy = any(self.model.plates[c].gone or self.model.filling(c) for c in upon)
            if not same or busy or plate.under or plate.place != hand.place:
                return "changed since"
        return None

    def is_in_hand(self, task: Task, hand: Hand) -> None:
        """Taken up; the very scan that begins the work is no part of it."""
        self.remembers(task, hand=hand)
        self.model.carried[task.key] = dict(hand.parts)

    def remembers(self, task: Task, **changes: Any) -> None:
        """An accepted scan of the work."""
        self.moved(task, [], **changes)

    def moved(self, task: Task, moves: list[int], **changes: Any) -> None:
        """The same, with what it moved."""
        if task.state.get("begun"):
            task.hears(moves, scan=len(self.said), **changes)
        else:
            task.notes(begun=True, scan=len(self.said), **changes)

    def is_put(self, task: Task, hand: Hand, place: str) -> None:
        """Loose goods lie there, and plates stand there with all that is on them."""
        del self.model.carried[task.key]
        moves = [
            self.model.move("relocate", s, units, s.at(place, s.plate))
            for s, units in hand.parts.items()
        ]
        for code in hand.plates:
            self.all_of_it(code, "place", place)
        did = PutDown(len(self.said), hand.plates, hand.place, place) if hand.plates else None
        self.moved(task, moves, **({"did": did} if did else {}))
        self.is_empty(task)

    def is_empty(self, task: Task) -> None:
        """Go on in the bin that was scanned, where something is left in it."""
        self.model.carried.pop(task.key, None)
        source = task.state.get("source")
        left = source and self.is_something(source, gone=True)
        task.notes(hand=None, fill=None, scrap=None, source=source if left else None)

    # Undo

    def hand_is_free(self, task: Task, before: dict[str, Any]) -> bool:
        """Whether what was in the hand is there, and nobody else's."""
        mine = self.model.carried.get(task.key, {})
        parts = before["hand"].parts if before.get("hand") else {}
        return all(
            self.model.stock[s] > 0 and self.model.free(s) + mine.get(s, 0) >= n
            for s, n in parts.items()
        )

    def another_fills(self, task: Task, before: dict[str, Any]) -> bool:
        """Whether the bin that was being filled is in other hands by now."""
        fill = before.get("fill")
        worker = due.filler(self.model, fill.sku, fill.place) if fill else None
        return worker not in (None, task.worker)

    def put_down_last(self, task: Task) -> PutDown | None:
        """The plates that the last scan put down."""
        did: PutDown | None = task.state.get("did")
        return did if did and did.scan == task.state["scan"] else None

    def plates_turn_back(self, task: Task, back: list[Moved]) -> bool:
        """Whether they stand as they were put down, and carry only what comes back."""
        did = self.put_down_last(task)
        for code in did.plates if did else ():
            pile = self.model.upon(code)
            if sum(self.all_on(code).values()) != sum(m.units for m in back if m.to.plate in pile):
                return False
        plates = [self.model.plates[code] for code in did.plates] if did else []
        free = not did or not any(map(self.not_left_alone, did.plates))
        return free and all(p.place == did.to and not p.under for p in plates)  # type: ignore[union-attr]

    def moving_is_undone(self, task: Task, did: PutDown | None) -> None:
        """Plates stand where they came from; what was in the hand is, where it still can be."""
        for code in did.plates if did else ():
            self.all_of_it(code, "place", did.came)  # type: ignore[union-attr]
        self.model.carried.pop(task.key, None)
        hand = task.state.get("hand")
        if hand and not self.hand_is_free(task, task.state):
            self.is_empty(task)
        elif hand:
            self.model.carried[task.key] = dict(hand.parts)
