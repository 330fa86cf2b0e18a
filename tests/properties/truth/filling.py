"""Pick faces filled by scan: what is missing, from its sources, by one worker at a time.

All that is to be brought is kept for the worker from the first moment. It is taken up in the order
in which it leaves, so many of it or not at all, and lies in the bin when all of it is put down
there. What was held or has expired since is neither taken nor put down.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.codes import label
from tests.properties.truth import due
from tests.properties.truth.moving import Hand, Moving
from tests.properties.truth.receiving import GTINS
from tests.properties.truth.values import Fill, Spot, Task
from tests.properties.truth.world import PICK, WHO, one

ANY = st.sampled_from(("A-1", "A-2", "A-3", "Q-1"))


class Filling(Moving):
    """What the same two hands bring to the bins that orders are picked from."""

    @rule(who=WHO, which=st.none() | PICK)
    def begin_to_fill(self, who: str, which: int | None) -> None:
        """The most urgent bin, or one of the list."""
        self.starts(who, None if which is None else self.some_face(which))

    @rule(who=WHO, which=PICK)
    def fill_on(self, who: str, which: int) -> None:
        """What comes next, whatever came in between; sometimes it is the wrong thing."""
        if self.fill_of(who):
            self.does_next(who, which)

    @rule(who=WHO, place=ANY)
    def scan_a_place_while_filling(self, who: str, place: str) -> None:
        """Only the one that comes next is right."""
        if self.fill_of(who):
            self.goes_to(who, place)

    @rule(who=WHO, units=st.integers(1, 9))
    def fill_fewer(self, who: str, units: int) -> None:
        """So many of what was taken last."""
        fill = self.fill_of(who)
        if fill is None:
            return
        task, hand = self.moving(who), self.hand_of(who)
        spot = fill.stops[fill.at - 1] if fill.at else None
        no = None if spot else "nothing taken yet"
        if spot and units > self.model.free(spot) + hand.parts[spot]:
            no = "not so many"
        self.tells(who, task.key, f"LW*QTY*{units}", no, "quantity_set")
        if no is None and spot:
            self.is_brought(task, fill, {**hand.parts, spot: units})

    @rule(who=WHO, which=PICK)
    def fill_with_another(self, who: str, which: int) -> None:
        """Goods beside those that go first: another lot is scanned twice."""
        fill = self.fill_of(who)
        if fill is None or fill.all_taken:
            return
        if not fill.standing and not self.goes_to(who, fill.stops[fill.at].place):
            return
        now = fill.stops[fill.at]
        beside = [s for s in self.model.here(sku=now.sku, place=now.place) if s not in fill.stops]
        beside = [s for s in beside if s.serial or s.lot != now.lot]
        spot = one([s for s in beside if self.model.free(s)] or beside, which)
        if spot is not None:
            self.takes_another(who, now, spot)

    @rule(who=WHO)
    def find_less_than_planned(self, who: str) -> None:
        """What comes next is not there: the rest goes on, and no undo leads behind it."""
        if fill := self.fill_of(who):
            self.finds_nothing(who, fill)

    @rule(who=WHO)
    def give_the_place_back(self, who: str) -> None:
        """A worker does not fill it any more."""
        if self.fill_of(who):
            self.let_go(who)

    # How it is done

    def some_face(self, which: int) -> tuple[str, str] | None:
        """A bin of a product, nearly always one that can be filled."""
        filled = [found[:2] for found in due.due(self.model) if found.takes]
        return one(filled if filled and which % 4 else list(self.model.faces), which)

    def fill_of(self, who: str) -> Fill | None:
        """The bin that a worker fills."""
        return self.moving(who).state.get("fill")

    def hand_of(self, who: str) -> Hand:
        """What it is filled with."""
        hand = self.in_hand(who)
        assert hand is not None
        return hand

    def starts(self, who: str, key: tuple[str, str] | None) -> None:
        """REPLENISH, alone or with one of the list."""
        task, fill = self.moving(who), self.fill_of(who)
        found = key or (fill and (fill.sku, fill.place)) or self.most_urgent()
        no = self.may_begin(who, found)
        text = f"LW*REPLENISH*{self.face_id(*key)}" if key else "LW*REPLENISH"
        self.tells(who, task.key, text, no, "opened" if fill else "replenishment_started")
        if no is None and fill:
            self.remembers(task)
        elif no is None and found:
            takes = self.planned(*found)
            fill = Fill(*found, tuple(spot for spot, _ in takes))
            self.is_brought(task, fill, dict(takes), source=None)

    def face_id(self, sku: str, place: str) -> int:
        """What a list calls it."""
        where = f"product_id = {self.ids[sku]} and location_id = {self.ids[place]}"
        return int(self.ask(f"select id from product_places where {where}"))

    def does_next(self, who: str, which: int) -> bool:
        """Go to the bin, take the goods, or put them down; whether that was done."""
        fill = self.fill_of(who)
        assert fill is not None
        if fill.all_taken:
            return self.goes_to(who, fill.place)
        if not fill.standing and which % 6 != 5:
            return self.goes_to(who, fill.stops[fill.at].place)
        return self.takes_next(who, fill, which)

    def goes_to(self, who: str, place: str) -> bool:
        """Scan a place."""
        task, fill = self.moving(who), self.fill_of(who)
        assert fill is not None
        if fill.all_taken:
            no = self.may_lie_there(fill, place)
            self.tells(who, task.key, place, no, "replenished")
            if no is None:
                self.is_filled(task, fill)
            return no is None
        no = "goods are asked for" if fill.standing else None
        no = no or (None if place == fill.stops[fill.at].place else "another bin")
        self.tells(who, task.key, place, no, "at_location")
        if no is None:
            self.remembers(task, fill=fill._replace(standing=True))
        return no is None

    def takes_next(self, who: str, fill: Fill, which: int) -> bool:
        """Scan the goods; of units any one that is to be brought from this bin."""
        task, spot = self.moving(who), fill.stops[fill.at]
        if spot.serial:
            here = [s for s in fill.stops[fill.at :] if s.place == spot.place]
            spot = one(here, which)
        no = None if fill.standing else "the bin is scanned first"
        no = no or self.may_not_come(spot)
        text = label(GTINS[spot.sku][0], "" if spot.serial else spot.lot or "", spot.serial or "")
        self.tells(who, task.key, text, no, "taken_up")
        if no is None:
            rest = [s for s in fill.stops[fill.at :] if s != spot]
            stops = (*fill.stops[: fill.at], spot, *rest)
            self.remembers(task, fill=self.stands(fill._replace(stops=stops, at=fill.at + 1)))
        return no is None

    def takes_another(self, who: str, now: Spot, wanted: Spot) -> None:
        """Scan it, and once more where it is another lot."""
        task, fill, hand = self.moving(who), self.fill_of(who), self.hand_of(who)
        assert fill is not None
        spare = self.lying_there(wanted)
        no = None if wanted.serial else self.may_not_come(now)
        no = no or ("none of it is free" if spare is None else self.may_feed(spare))
        text = label(GTINS[now.sku][0], "" if now.serial else wanted.lot or "", wanted.serial or "")
        answer = self.scans(who, "moving", self.task_ids[task.key], text)
        asks = no is None and not (now.serial and now.lot == wanted.lot)
        assert (answer["code"] == "other_lot_to_fill") == asks, (no, answer)
        if asks:
            answer = self.scans(who, "moving", self.task_ids[task.key], text)
        assert (answer["code"] == "taken_up") == (no is None), (no, answer)
        self.counts(no)
        if no is None and spare:
            task.worked = self.model.now
            units = min(hand.parts[now], self.model.free(spare))
            stops = [s for s in fill.stops if s != spare]
            at = stops.index(now)
            stops[at] = spare
            parts = {s: n for s, n in hand.parts.items() if s != now}
            parts[spare] = parts.get(spare, 0) + units
            taken = self.stands(fill._replace(stops=tuple(stops), at=at + 1))
            self.is_brought(task, taken, parts)

    def finds_nothing(self, who: str, fill: Fill) -> None:
        """Report what comes next; of units all that are alike."""
        task, hand = self.moving(who), self.hand_of(who)
        no = "all is taken" if fill.all_taken else None
        self.tells(who, task.key, "LW*SHORT*not_there", no, "reported_short")
        if no is not None:
            return
        gone = [fill.stops[fill.at]]
        if gone[0].serial:
            alike = [
                s
                for s in fill.stops[fill.at :]
                if s._replace(serial=None) == gone[0]._replace(serial=None)
            ]
            gone = alike
        stops = tuple(spot for spot in fill.stops if spot not in gone)
        parts = {spot: units for spot, units in hand.parts.items() if spot not in gone}
        self.remembers(task)
        task.history = []
        if not stops:
            self.is_empty(task)
            return
        fill = self.stands(fill._replace(stops=stops))
        task.notes(fill=fill, hand=hand._replace(parts=parts))
        self.model.carried[task.key] = parts

    # The model's side

    def most_urgent(self) -> tuple[str, str] | None:
        """The first one for which there is something, and that nobody fills."""
        for one_due in due.due(self.model):
            if one_due.takes and not due.filler(self.model, *one_due[:2]):
                return one_due.sku, one_due.place
        return None

    def may_begin(self, who: str, found: tuple[str, str] | None) -> str | None:
        """Why a bin is not filled now."""
        fill = self.fill_of(who)
        if fill:
            return None if found == (fill.sku, fill.place) else "another one is being filled"
        if self.in_hand(who):
            return "the hand is full"
        if found is None or not due.is_filled(self.model, *found):
            return "nothing is due, or it is not filled at all"
        if due.filler(self.model, *found):
            return "another one fills it"
        return None if self.planned(*found) else "it has enough, or there is nothing"

    def planned(self, sku: str, place: str) -> due.Takes:
        """What is brought to one bin."""
        left = {spot: self.model.free(spot) for spot in self.model.here()}
        return due.plan(self.model, sku, place, left)

    def is_brought(self, task: Task, fill: Fill, parts: dict[Spot, int], **changes: object) -> None:
        """So much of it is kept for the worker."""
        self.remembers(task, fill=fill, hand=Hand("", parts), **changes)
        self.model.carried[task.key] = dict(parts)

    def by_balance(self, part: tuple[Spot, int]) -> int:
        """In the order in which the book came to know them: what comes first says since when."""
        return self.model.ids[part[0]]

    def stands(self, fill: Fill) -> Fill:
        """Whether the next goods are in the bin of those before."""
        if fill.all_taken or not fill.at:
            return fill._replace(standing=False)
        same = fill.stops[fill.at].place == fill.stops[fill.at - 1].place
        return fill._replace(standing=same)

    def may_not_come(self, spot: Spot) -> str | None:
        """Why goods do not go to where orders are picked."""
        return "held, or expired" if self.model.held(spot) or self.expired(spot) else None

    def lying_there(self, wanted: Spot) -> Spot | None:
        """Free goods like these in the bin, loose ones first, then the most; or the very unit."""
        like = [s for s in self.model.here(place=wanted.place) if s[:3] == wanted[:3]]
        free = [s for s in like if self.model.free(s) > 0]
        return min(
            free,
            key=lambda s: (s.plate is not None, -self.model.free(s), s.plate or ""),
            default=None,
        )

    def may_feed(self, spare: Spot) -> str | None:
        """Why no plan could take it."""
        face = self.model.faces.get((spare.sku, spare.place))
        source = face is not None and face.role == "source"
        return None if source and due.gives(self.model, spare) else "it feeds nothing"

    def may_lie_there(self, fill: Fill, place: str) -> str | None:
        """Why it is not put down."""
        if place != fill.place:
            return "another bin"
        return next(filter(None, map(self.may_not_come, fill.stops)), None)

    def is_filled(self, task: Task, fill: Fill) -> None:
        """All of it lies in the bin, off the plates that it was on."""
        parts = self.model.carried.pop(task.key)
        moves = [
            self.model.move("relocate", spot, units, spot.at(fill.place))
            for spot, units in sorted(parts.items(), key=self.by_balance)
        ]
        self.moved(task, moves)
        self.is_empty(task)
