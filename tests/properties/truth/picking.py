"""Picking by scan: bin and goods first, quantity and tote later, others perhaps in between.

A hand that is sent to a bin begins anew with CANCEL: where it stood before does not matter then.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.codes import label
from tests.properties.truth.opening import TOTES
from tests.properties.truth.receiving import GTINS
from tests.properties.truth.values import Plate, Promised, Spot, Task
from tests.properties.truth.world import LEASE, PICK, WHO, World, one

ANOTHER = "another has it"


class Picking(World):
    """Orders in the hands of two workers."""

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK)
    def reach(self, who: str, which: int) -> None:
        """Go to a bin of an order and scan what was promised there."""
        key = one(list(self.model.promises), which)
        who = self.picker(key[0], who, which)
        if self.stands_anew(who, key[0]) and self.at_bin(who, key[0], key[2].place):
            self.takes(who, key[0], key[2])

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, units=st.integers(1, 6), tote=st.sampled_from(TOTES))
    def pick(self, who: str, which: int, units: int, tote: str) -> None:
        """The whole way, with nobody in between."""
        key = one(list(self.model.promises), which)
        who = self.picker(key[0], who, which)
        if not self.stands_anew(who, key[0]) or not self.at_bin(who, key[0], key[2].place):
            return
        if self.takes(who, key[0], key[2]):
            self.goes_on(key[0], units, tote)

    @rule(which=PICK, units=st.integers(1, 6), tote=st.sampled_from(TOTES))
    def go_on_picking(self, which: int, units: int, tote: str) -> None:
        """A worker who stood with goods in hand goes on, whatever came in between."""
        tasks = [t for t in self.model.tasks.values() if t.flow == "picking" and t.worker]
        task = one([t for t in tasks if t.state.get("step") in ("quantity", "tote")], which)
        if task is not None:
            self.goes_on(task.about, units, tote)

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK)
    def report_short(self, who: str, which: int) -> None:
        """It is not there: it is promised elsewhere, or given up for ever."""
        number, _, spot = one(list(self.model.promises), which)
        who = self.picker(number, who, which)
        if not self.stands_anew(who, number) or not self.at_bin(who, number, spot.place):
            return
        key = self.line_here(number, spot.place)
        self.tells(who, ("picking", number), "LW*SHORT*not_there", None)
        self.is_short(key)

    # The way there

    def picker(self, number: str, who: str, which: int) -> str:
        """Whoever has the order, and sometimes somebody who has not."""
        worker = self.task("picking", number).worker
        return who if which % 8 == 7 else worker or who

    def stands_anew(self, who: str, number: str) -> bool:
        """Open the order, and forget what was begun; whether there is something to pick."""
        key, model = ("picking", number), self.model
        task = self.task(*key)
        if task.worker != who and not self.opens(who, number, task):
            return False
        if task.status != "open":
            self.tells(who, key, "LW*CANCEL", "done")
            return False
        if not model.promised(number):
            return self.nothing_left(who, task)
        no = "changed" if self.promise_changed(task) else None
        self.tells(who, key, "LW*CANCEL", no, "cancelled")
        if no:
            self.begins_anew(task)
            self.tells(who, key, "LW*CANCEL", None, "cancelled")
        task.hears([], step=None, line=None, counted=None)
        return True

    def opens(self, who: str, number: str, task: Task) -> bool:
        """Begin the order, or take it over from a hand that has not scanned for long."""
        no = self.may_open(who, number, task)
        asks = no == ANOTHER and self.is_left_lying(task)
        answer = self.scans(who, "picking", None, number)
        assert (answer["code"] == "pick_started") == (no is None), (no, answer)
        assert (answer["code"] == "take_over") == asks, (no, answer)
        if asks:
            answer = self.scans(who, "picking", None, number)
            assert answer["code"] == "taken_over", answer
            self.is_lost(task, int(answer["task"]), who)
            task.notes(step=None, line=None, counted=None, at=None)
            task.history = []
        self.counts(None if asks else no)
        if no is not None and not asks:
            return False
        task.worker, task.worked = who, self.model.now
        self.task_ids["picking", number] = int(answer["task"])
        return True

    def is_left_lying(self, task: Task) -> bool:
        """Whether its worker has not scanned for so long that another one may go on."""
        return task.worked is None or self.model.now - task.worked >= LEASE

    def is_lost(self, task: Task, id: int, to: str) -> None:
        """The book says whose it was, and the one before is told when they go on."""
        before = str(task.worker)
        self.lost.add((id, before))
        number = task.about if task.flow == "picking" else None
        self.model.taken[task.flow, number, before, to] += 1

    def may_open(self, who: str, number: str, task: Task) -> str | None:
        """Why this worker may not begin."""
        order = self.model.orders[number]
        if task.status != "open" or order.status == "open" or not self.model.promised(number):
            return "not for the floor"
        return None if task.worker in (None, who) else ANOTHER

    def nothing_left(self, who: str, task: Task) -> bool:
        """The order was lost to holds, which is said once, or it ends here."""
        new = self.new_losses(task)
        no = "lost to a hold" if new else None
        self.tells(who, ("picking", task.about), "LW*CANCEL", no, "order_picked")
        if new:
            self.is_told(task)
        else:
            task.hears([])
            self.ends(task)
        return False

    def at_bin(self, who: str, number: str, place: str) -> bool:
        """Scan the bin: the first line there is the one in hand."""
        task = self.task("picking", number)
        self.tells(who, ("picking", number), place, None, "at_location")
        line = self.line_here(number, place)
        task.hears([], step="goods", line=line, counted=None, at=place)
        return True

    def takes(self, who: str, number: str, spot: Spot) -> bool:
        """Scan the goods: one unit is in hand, or in the tote at once."""
        task, key = self.task("picking", number), self.first_of(number, spot.place, spot.sku, spot)
        no = self.may_leave(key) or self.plate_gives_nothing(key)
        units = self.model.promises[key].units
        self.tells(who, ("picking", number), self.label_of(spot), no)
        if no is not None:
            return False
        if units > 1:
            task.hears([], step="quantity", line=key, counted=1)
        else:
            self.decides(task, key, 1)
        return True

    def goes_on(self, number: str, units: int, tote: str) -> None:
        """Key in the quantity where it is asked for, then scan the tote where it is."""
        task = self.task("picking", number)
        if task.state.get("step") == "quantity":
            self.says_how_many(task, units)
        if task.status == "open" and task.state.get("step") == "tote":
            self.scans_tote(task, tote)

    def says_how_many(self, task: Task, units: int) -> None:
        """So many are taken."""
        who, key = str(task.worker), self.line_in_hand(task)
        if key is None or self.another_is_shown(task):
            self.is_refused_for_a_change(who, task, f"LW*QTY*{units}")
            return
        too_many = "too many" if units > self.model.promises[key].units else None
        no = too_many or self.may_leave(key) or self.plate_gives_nothing(key)
        self.tells(who, ("picking", task.about), f"LW*QTY*{units}", no)
        if no is None:
            self.decides(task, key, units)

    def scans_tote(self, task: Task, tote: str) -> None:
        """Into the tote, which is this order's from now on."""
        who, key = str(task.worker), self.line_in_hand(task)
        if key is None:
            self.is_refused_for_a_change(who, task, tote)
            return
        no = self.may_leave(key) or self.plate_gives_nothing(key)
        no = no or self.may_fill(task.about, self.model.plates[tote], tote)
        self.tells(who, ("picking", task.about), tote, no, "picked", "order_picked")
        if no is None:
            self.model.plates[tote].order = task.about
            self.model.plates[tote].place = "STAGE"
            self.records(task, key, task.state["counted"], tote)

    def is_refused_for_a_change(self, who: str, task: Task, text: str) -> None:
        """What was counted is not promised any more: the worker hears why and begins again."""
        if not self.model.promised(task.about):
            return
        self.tells(who, ("picking", task.about), text, "changed")
        self.begins_anew(task)

    # The model's side

    def lines(self, number: str) -> list[Promised]:
        """What an order is promised, as a picker walks."""
        return self.model.lines(number)

    def line_here(self, number: str, place: str) -> Promised:
        """The first line at a bin."""
        return next(key for key in self.lines(number) if key[2].place == place)

    def first_of(self, number: str, place: str, sku: str, spot: Spot | None = None) -> Promised:
        """The first line at a bin of a product, of these very goods where they are given."""
        return next(
            key
            for key in self.lines(number)
            if key[2].place == place and key[1] == sku and (spot is None or key[2][:3] == spot[:3])
        )

    def label_of(self, spot: Spot) -> str:
        """What is scanned of the goods: the unit, else the lot, else the product."""
        lot = "" if spot.serial else spot.lot or ""
        return label(GTINS[spot.sku][0], lot, spot.serial or "")

    def promise_changed(self, task: Task) -> bool:
        """Whether what is in hand is not promised as it was."""
        standing = task.state.get("step") in ("quantity", "tote")
        return standing and self.line_in_hand(task) is None

    def line_in_hand(self, task: Task) -> Promised | None:
        """The line that was counted, where it is still promised so many."""
        key: Promised | None = task.state.get("line")
        promise = self.model.promises.get(key) if key else None
        return key if promise and task.state["counted"] <= promise.units else None

    def another_is_shown(self, task: Task) -> bool:
        """Whether the line in hand is not the one on the screen, or for more or fewer."""
        self.screens_are_drawn()
        return task.shown != self.model.in_view(task)

    def begins_anew(self, task: Task) -> None:
        """The worker is told why nothing was done, and goes on with what is promised now."""
        self.is_told(task)
        task.notes(step=None, line=None, counted=None)

    def new_losses(self, task: Task) -> set[int]:
        """Open holds that took goods from the order and that the worker was not told of."""
        lost = {
            hold.number
            for hold in self.model.holds.values()
            if any(lost[0] == task.about for lost in hold.lost)
        }
        return lost - task.state.get("told", set())

    def is_told(self, task: Task) -> None:
        """The worker hears of all of them."""
        if new := self.new_losses(task):
            task.notes(told=task.state.get("told", set()) | new)

    def may_leave(self, key: Promised) -> str | None:
        """Why the goods of a line may not leave today."""
        number, sku, spot = key
        if self.model.held(spot):
            return "held"
        if self.model.expired(sku, spot.lot, self.model.today):
            return "expired"
        order = self.model.orders[number]
        if self.model.over_by(spot, self.model.planned(order)):
            return "over before the order leaves"
        dies = self.model.dies_too_soon(sku, spot.lot, order)
        return "dies too soon" if dies else None

    def plate_gives_nothing(self, key: Promised) -> str | None:
        """A closed plate."""
        return None if self.model.gives(key[2]) else "closed"

    def may_fill(self, number: str, tote: Plate, code: str) -> str | None:
        """Why the tote is not for this order."""
        if tote.status != "open":
            return "closed or gone"
        if tote.order not in (None, number):
            return "of another order"
        if tote.order is None and self.model.on(code):
            return "not empty"
        elsewhere = any(
            p.under == code and tote.place != "STAGE" for p in self.model.plates.values()
        )
        return "stands on another, or carries one" if tote.under or elsewhere else None

    def decides(self, task: Task, key: Promised, units: int) -> None:
        """The quantity is known: into the tote at hand, or a tote is asked for."""
        if tote := task.state.get("tote"):
            self.records(task, key, units, tote)
        else:
            task.hears([], step="tote", line=key, counted=units)

    def records(self, task: Task, key: Promised, units: int, tote: str) -> None:
        """The goods are in the tote; an order without a promise left is done."""
        number, sku, spot = key
        self.model.forget(key, units)
        self.model.orders[number].lines[sku].picked += units
        move = self.model.move("pick", spot, units, spot.at("STAGE", tote), order=number)
        task.hears([move], step=None, line=None, counted=None, tote=tote)
        if not self.model.promised(number):
            self.ends(task)

    def is_short(self, key: Promised) -> None:
        """Promised elsewhere, or given up; no undo goes behind it."""
        number, sku, spot = key
        task, units = self.task("picking", number), self.model.promises[key].units
        self.model.forget(key, units)
        found = self.model.allocate(number, sku, units, avoid=spot)
        self.model.orders[number].lines[sku].short += units - found
        task.notes(step=None, line=None, counted=None)
        task.history = []
        if not self.model.promised(number):
            self.ends(task)

    def ends(self, task: Task) -> None:
        """The order is picked; what was never promised is short."""
        order = self.model.orders[task.about]
        for line in order.lines.values():
            line.short += line.left
        order.status, task.status = "picked", "done"
