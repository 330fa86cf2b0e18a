"""Receiving by scan: labels of every kind, onto the dock or a license plate, and the keypad."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.codes import label
from tests.properties.truth.opening import LOTS, PALLETS, REMOVAL_DAYS, TODAY
from tests.properties.truth.values import Lot, Receipt, Spot, Task
from tests.properties.truth.world import PICK, WHO, World, one
from tests.warehouse import CREAM, CREAM_CASE, DRYER, TONER, WATER, WATER_CASE
from webapp.operations import receipts

GTINS = {
    "CREAM": (CREAM, 1),
    "CREAM CASE": (CREAM_CASE, 12),
    "DRYER": (DRYER, 1),
    "WATER": (WATER, 1),
    "WATER CASE": (WATER_CASE, 6),
    "TONER": (TONER, 1),
}
LOT_CODES = {"CREAM": ("C1", "C2", "C3", "N1", "N2"), "TONER": ("T1", "T2", "N1", "N2")}
SERIALS = {
    "DRYER": ("D1", "D2", "D3", "D4", "D5"),
    "TONER": ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"),
}
DATES = st.sampled_from(["none", "right", "right", "soon", "past", "far"])
EXPECTED = st.dictionaries(
    st.sampled_from(["CREAM", "DRYER", "WATER", "TONER"]), st.integers(1, 24), min_size=1
)


class Receiving(World):
    """Receipts, and what is scanned in their conversations."""

    @rule(expected=EXPECTED, dock=st.sampled_from(["DOCK-1", "DOCK-2"]))
    def announce(self, expected: dict[str, int], dock: str) -> None:
        """A supplier announces goods."""
        number = f"R-{len(self.model.receipts) + 1}"
        wanted = {self.ids[sku]: units for sku, units in expected.items()}
        new = receipts.NewReceipt(number, self.ids["supplier"], self.ids[dock], wanted)
        self.ids[number] = self.act(lambda work: receipts.open_receipt(work, new))
        lines = {sku: [units, 0] for sku, units in expected.items()}
        self.model.receipts[number] = Receipt(dock, lines)

    @rule(who=WHO, which=PICK, what=st.sampled_from(sorted(GTINS)), code=PICK, day=DATES)
    def receive(self, who: str, which: int, what: str, code: int, day: str) -> None:
        """One label with all that its goods are tracked by."""
        number = self.receipt(which)
        if not self.at_receipt(who, number):
            return
        sku = what.split()[0]
        lot, serial = one([*LOT_CODES.get(sku, ())], code), one([*SERIALS.get(sku, ())], code // 2)
        self.receives(who, number, what, lot, serial, self.said_date(sku, lot, day))

    def receives(
        self,
        who: str,
        number: str,
        what: str,
        lot: str | None,
        serial: str | None,
        expires: date | None = None,
    ) -> None:
        """Scan these very goods on a receipt that this worker has opened."""
        sku, units = what.split()[0], GTINS[what][1]
        text = label(
            GTINS[what][0], lot or "", serial or "", expires.strftime("%y%m%d") if expires else ""
        )
        task = self.task("receiving", f"{who} {number}")
        no = self.may_come_in(task, number, sku, lot, serial, expires, units)
        self.tells(who, ("receiving", f"{who} {number}"), text, no, "received")
        if no is None:
            self.comes_in(task, number, sku, lot, serial, expires, units)

    @rule(who=WHO, which=PICK, units=st.integers(1, 9))
    def correct(self, who: str, which: int, units: int) -> None:
        """The keypad says how many there really are."""
        self.corrects(who, self.receipt(which), units)

    def corrects(self, who: str, number: str, units: int) -> None:
        """On one receipt."""
        task = self.model.tasks.get(("receiving", f"{who} {number}"))
        if task is None or task.state.get("step") == "serial":
            return
        entry = task.state.get("entry") if task.state.get("step") == "quantity" else None
        no = self.may_be_corrected(task, number, entry, units)
        self.tells(who, ("receiving", task.about), f"LW*QTY*{units}", no, "received")
        if no is None:
            self.is_corrected(task, number, entry, units)

    @rule(who=WHO, which=PICK, plate=st.sampled_from((*PALLETS, "T-03", None)))
    def receive_onto(self, who: str, which: int, plate: str | None) -> None:
        """From now on onto a license plate, or onto the dock itself again."""
        number = self.receipt(which)
        if not self.at_receipt(who, number):
            return
        task = self.task("receiving", f"{who} {number}")
        no = "over" if task.status != "open" else None
        if plate and task.state.get("step") == "serial":
            no = no or "a serial is asked for"
        elif plate and no is None:
            found = self.model.plates[plate]
            fits = found.kind == "pallet" and found.status == "open"
            no = None if fits and found.place == self.model.receipts[number].dock else "plate"
        self.tells(who, ("receiving", task.about), plate or "LW*LOOSE", no)
        if no is None:
            step = "product" if plate else task.state.get("step")
            # Wherever the talk stood, a plate begins a new entry.
            task.hears([], plate=plate, entry=None, step=step)

    @rule(who=WHO, which=PICK, way=st.sampled_from(["CLOSE", "BACKORDER"]))
    def close_receipt(self, who: str, which: int, way: str) -> None:
        """No more comes of it; what is missing is expected on another one, or not."""
        number = self.receipt(which)
        if not self.at_receipt(who, number):
            return
        receipt, key = self.model.receipts[number], ("receiving", f"{who} {number}")
        no = None if receipt.status == "open" else "closed"
        self.tells(who, key, f"LW*DONE*{way}", no, "receipt_closed")
        if no is None:
            self.is_closed(number, way)

    # How it is done, and the model's side

    def receipt(self, which: int) -> str:
        """One of the receipts, nearly always an open one; there is always one."""
        known = {n: one for n, one in self.model.receipts.items() if not one.returned}
        open_ones = [number for number, receipt in known.items() if receipt.status == "open"]
        if not open_ones:
            self.announce({"CREAM": 24, "WATER": 24, "DRYER": 3, "TONER": 3}, "DOCK-1")
            return list(self.model.receipts)[-1]
        found: str = one(list(known) if which % 8 == 7 else open_ones, which)
        return found

    def at_receipt(self, who: str, number: str) -> bool:
        """Open the receipt where this worker has not; whether it is open now."""
        key = "receiving", f"{who} {number}"
        if key in self.task_ids:
            return True
        no = None if self.model.receipts[number].status == "open" else "closed"
        answer = self.scans(who, "receiving", None, number)
        assert (answer["code"] == "receipt_opened") == (no is None), answer
        if no is None:
            self.task_ids[key] = int(answer["task"])
            self.task(*key).worker = who
        return no is None

    def said_date(self, sku: str, lot: str | None, day: str) -> date | None:
        """The date that the label says; a new lot of cream always has one."""
        if lot is None:
            return None
        known = self.model.lots.get((sku, lot), Lot()).expires or LOTS.get((sku, lot))
        days = {
            "none": None if (sku, lot) in self.model.lots or sku != "CREAM" else known,
            "right": known,
            "soon": self.model.today,
            "past": self.model.today - timedelta(days=1),
            "far": TODAY + timedelta(days=200),
        }
        needs = sku == "CREAM" and (sku, lot) not in self.model.lots
        return days[day] or (TODAY + timedelta(days=100) if needs else None)

    def may_come_in(
        self,
        task: Task,
        number: str,
        sku: str,
        lot: str | None,
        serial: str | None,
        expires: date | None,
        units: int,
    ) -> str | None:
        """Why these goods may not come in."""
        model, receipt = self.model, self.model.receipts[number]
        known = model.lots.get((sku, lot or ""), Lot()).expires
        if task.status != "open" or receipt.status != "open":
            return "closed"
        if sku not in receipt.lines:
            return "not on the receipt"
        if known and expires and known != expires:
            return "another date"
        if (expires or known) and (expires or known) < model.today:  # type: ignore[operator]
            return "expired"
        if serial and any(
            s.serial == serial and s.sku == sku and n > 0 for s, n in model.stock.items()
        ):
            return "the unit is here, or has left"
        expected, received = receipt.lines[sku]
        if received + units > expected:
            return "too many"
        return self.no_plate(task, receipt.dock)

    def no_plate(self, task: Task, dock: str) -> str | None:
        """Why the plate in use takes nothing."""
        plate = task.state.get("plate")
        if plate is None:
            return None
        found = self.model.plates[plate]
        carried = any(s.plate == plate for p in self.model.carried.values() for s in p)
        fits = found.status == "open" and found.place == dock and not carried
        return None if fits else "the plate has left"

    def comes_in(
        self,
        task: Task,
        number: str,
        sku: str,
        lot: str | None,
        serial: str | None,
        expires: date | None,
        units: int,
    ) -> None:
        """The goods are on the dock, the lot and the unit are known."""
        model, receipt = self.model, self.model.receipts[number]
        if lot:
            known = model.lots.setdefault((sku, lot), Lot())
            if known.expires is None and expires:
                known.expires = expires
                if sku == "CREAM" and known.removal is None:
                    known.removal = expires - timedelta(days=REMOVAL_DAYS)
        if serial:
            model.lot_of[sku, serial] = lot
        goods = Spot(sku, lot, serial, receipt.outside)
        spot = goods.at(receipt.dock, task.state.get("plate"))
        about = {"receipt": number, "order": receipt.returned}
        move = model.move("receive", goods, units, spot, **about)
        receipt.lines[sku][1] += units
        before = task.state.get("entry") or {"goods": None, "counted": 0}
        same = before["goods"] == goods
        counted = units + (before["counted"] if same else 0)
        full = receipt.lines[sku][1] >= receipt.lines[sku][0]
        step = "product" if full else "serial" if serial else "quantity"
        task.hears([move], entry={"goods": goods, "counted": counted}, step=step)

    def may_be_corrected(
        self, task: Task, number: str, entry: dict[str, Any] | None, units: int
    ) -> str | None:
        """Why the count may not be another one."""
        receipt = self.model.receipts[number]
        if task.status != "open" or receipt.status != "open":
            return "closed"
        if entry is None:
            return "nothing was counted"
        more = units - entry["counted"]
        _, received = receipt.lines[entry["goods"].sku]
        if more > 0:
            if self.has_ended(receipt, entry["goods"]):
                return "expired"
            left = self.left(receipt, entry["goods"])
            return "too many" if more > left else self.no_plate(task, receipt.dock)
        spot = entry["goods"].at(receipt.dock, task.state.get("plate"))
        return "they are gone" if self.model.free(spot) < -more or received < -more else None

    def has_ended(self, receipt: Receipt, goods: Spot) -> bool:
        """Whether the lot has expired since it came in; a return takes it all the same."""
        known = self.model.lots.get((goods.sku, goods.lot or ""), Lot()).expires
        return bool(known and known < self.model.today and not receipt.returned)

    def left(self, receipt: Receipt, goods: Spot) -> int:
        """How many may still come in, or back."""
        if receipt.returned:
            return self.model.with_customer(receipt.returned)[goods[:3]]
        expected, received = receipt.lines[goods.sku]
        return expected - received

    def is_corrected(
        self, task: Task, number: str, entry: dict[str, Any] | None, units: int
    ) -> None:
        """The difference comes in, or goes back."""
        assert entry is not None
        receipt, goods = self.model.receipts[number], entry["goods"]
        spot, more = goods.at(receipt.dock, task.state.get("plate")), units - entry["counted"]
        if more == 0:
            task.hears([])
            return
        way = (goods, more, spot) if more > 0 else (spot, -more, goods)
        move = self.model.move("receive", *way, receipt=number, order=receipt.returned)
        receipt.lines[goods.sku][1] += more
        task.hears([move], entry={"goods": goods, "counted": units}, step="quantity")

    def is_closed(self, number: str, way: str) -> None:
        """All conversations about it are over; the rest is expected under another number."""
        receipt = self.model.receipts[number]
        missing = {sku: [most - came, 0] for sku, (most, came) in receipt.lines.items()}
        missing = {sku: counts for sku, counts in missing.items() if counts[0] > 0}
        receipt.status = "closed"
        for (flow, about), task in self.model.tasks.items():
            if flow == "receiving" and about.endswith(f" {number}"):
                task.status = "done"
        if way == "BACKORDER" and missing:
            stem, _, last = number.rpartition("-B")
            rest = f"{stem}-B{int(last) + 1}" if stem else f"{number}-B1"
            self.model.receipts[rest] = Receipt(receipt.dock, missing)
