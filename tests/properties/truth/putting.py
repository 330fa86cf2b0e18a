"""Putting away by scan: taken up from a dock, carried (and so nobody else's), put into a bin."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.codes import label
from tests.properties.truth.receiving import GTINS
from tests.properties.truth.values import Spot, Task
from tests.properties.truth.world import PICK, WHO, World, one

BINS = ["A-1", "A-2", "A-3"]


class Putting(World):
    """What two hands carry from the docks."""

    @rule(who=WHO, which=PICK)
    def take_up(self, who: str, which: int) -> None:
        """Goods that stand on a dock, by their label."""
        waiting = [s for s in self.model.here() if self.model.places[s.place].kind == "dock"]
        spot = one(waiting, which)
        if spot is None:
            return
        if which % 4 and self.model.carried.get(("putaway", who)):
            self.put_down(who, one(BINS, which))
            return
        task, rows = self.putaway(who), self.meant(spot)
        no = self.may_be_taken_up(task, rows)
        gtin = GTINS[spot.sku][0]
        text = label(gtin, "" if spot.serial else spot.lot or "", spot.serial or "")
        several = no is None and len(rows) > 1
        answer = self.tells(who, ("putaway", who), text, "several" if several else no)
        if several:
            rows = [one(rows, which)]
            no = "closed" if self.closed(rows[0]) else None
            text = f"LW*STOCK*{self.model.ids[rows[0]]}"
            answer = self.tells(who, ("putaway", who), text, no, "taken_up")
        if no is None:
            parts = {row: self.model.free(row) for row in rows}
            self.is_taken_up(task, parts, None, self.bin_of(answer))

    @rule(who=WHO, which=PICK)
    def take_up_plate(self, who: str, which: int) -> None:
        """A license plate with all that is on it."""
        every = list(self.model.plates)
        code = one([c for c in every if self.on_docks(c)] if which % 4 else every, which)
        if code is not None:
            self.takes_up_plate(who, code)

    def takes_up_plate(self, who: str, code: str) -> None:
        """One plate."""
        task, parts = self.putaway(who), self.on_docks(code)
        no = self.may_be_carried(task, code, parts)
        answer = self.tells(who, ("putaway", who), code, no, "taken_up")
        if no is None:
            self.is_taken_up(task, parts, code, self.bin_of(answer))

    @rule(who=WHO, units=st.integers(1, 6))
    def take_fewer(self, who: str, units: int) -> None:
        """Only so many go to the bin; the rest stays."""
        task, parts = self.putaway(who), self.model.carried.get(("putaway", who), {})
        if not parts:
            return
        no = self.may_be_so_many(task, parts, units)
        answer = self.tells(who, ("putaway", who), f"LW*QTY*{units}", no, "quantity_set")
        if no is None:
            (spot,) = parts
            self.model.carried["putaway", who] = {spot: units}
            task.hears([], carry=({spot: units}, None), to=self.bin_of(answer))

    @rule(who=WHO, place=st.sampled_from(["A-1", "A-2", "A-3", "A-9", "Q-1", "STAGE"]))
    def put_down(self, who: str, place: str) -> None:
        """Into the bin that is scanned, twice where it is not the suggested one."""
        task = self.putaway(who)
        if not self.model.carried.get(("putaway", who)):
            return
        found = self.model.places[place]
        no = None if found.is_bin and not found.blocked_in else "no bin"
        no = "changed" if self.has_changed(task) else no
        answer = self.scans(who, "putaway", self.task_ids["putaway", who], place)
        if answer["status"] == "confirm":
            answer = self.scans(who, "putaway", self.task_ids["putaway", who], place)
        assert (answer["code"] == "put_away") == (no is None), (no, answer)
        self.counts(no)
        if no is None:
            task.worked = self.model.now
            self.is_put_down(who, task, place)

    @rule(who=WHO)
    def put_back(self, who: str) -> None:
        """It stays on the dock after all."""
        if ("putaway", who) not in self.task_ids:
            return
        self.tells(who, ("putaway", who), "LW*CANCEL", None, "cancelled")
        self.model.carried.pop(("putaway", who), None)
        self.putaway(who).hears([], carry=None, to=None)

    # The model's side

    def has_changed(self, task: Task) -> bool:
        """Whether something came onto the plate in hand, or went, or it stands on another one."""
        parts, plate = task.state["carry"]
        if not plate:
            return False
        on = {spot: self.model.stock[spot] for spot in self.model.on(plate)}
        return on != parts or self.model.outermost(plate) != plate

    def putaway(self, who: str) -> Task:
        """The worker's putaway; there is one."""
        task = self.task("putaway", who)
        task.worker = who
        return task

    def meant(self, spot: Spot) -> list[Spot]:
        """All free goods on docks that the label of one can mean."""
        return [
            s
            for s in self.model.here(sku=spot.sku, lot=spot.lot, serial=spot.serial)
            if self.model.places[s.place].kind == "dock" and self.model.free(s) > 0
        ]

    def closed(self, spot: Spot) -> bool:
        """Whether the goods are on a closed plate, which gives nothing."""
        return bool(spot.plate and self.model.plates[spot.plate].status != "open")

    def may_be_taken_up(self, task: Task, rows: list[Spot]) -> str | None:
        """Why not."""
        if task.state.get("carry"):
            return "the hand is full"
        if not rows:
            return "others carry them"
        return "closed" if len(rows) == 1 and self.closed(rows[0]) else None

    def on_docks(self, code: str) -> dict[Spot, int]:
        """What is on a plate and on those upon it, where it stands on a dock."""
        on = self.model.on(code)
        return {s: self.model.stock[s] for s in on if self.model.places[s.place].kind == "dock"}

    def may_be_carried(self, task: Task, code: str, parts: dict[Spot, int]) -> str | None:
        """Why the plate may not be taken up as a whole."""
        if task.state.get("carry"):
            return "the hand is full"
        if not parts:
            return "nothing on it here"
        if self.model.plates[code].under:
            return "it stands on another one"
        return "others carry it" if any(self.model.reserved(s) for s in parts) else None

    def bin_of(self, answer: dict[str, Any]) -> str:
        """Where the goods are sent: a bin, and which one is best is no question here."""
        place = str(answer["prompt"]).removeprefix("Scan bin ")
        assert self.model.places[place].is_bin, answer
        return place

    def is_taken_up(self, task: Task, parts: dict[Spot, int], plate: str | None, to: str) -> None:
        """It is in the worker's hand; the scan that begins the work is no part of it."""
        self.model.carried[task.key] = dict(parts)
        if task.state.get("begun"):
            task.hears([])
        task.notes(carry=(dict(parts), plate), to=to, begun=True)

    def may_be_so_many(self, task: Task, parts: dict[Spot, int], units: int) -> str | None:
        """Why not."""
        if task.state["carry"][1]:
            return "a plate goes as a whole"
        (spot,) = parts
        return None if units <= self.model.free(spot) + parts[spot] else "not so many"

    def is_put_down(self, who: str, task: Task, place: str) -> None:
        """In the bin, with the plate where it was carried as a whole."""
        parts, plate = task.state["carry"]
        self.model.carried.pop(("putaway", who))
        moves = [
            self.model.move("put_away", spot, units, spot.at(place, spot.plate if plate else None))
            for spot, units in parts.items()
        ]
        if plate:
            for code in self.model.upon(self.model.outermost(plate)):
                self.model.plates[code].place = place
        task.hears(moves, carry=None, to=None)
