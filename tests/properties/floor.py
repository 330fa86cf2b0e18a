"""The floor as a state machine: three hands and a supervisor do whatever chance says.

After every step the book is held against the dumb model and against the laws.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine, event, text

from tests.databases import Engine
from tests.properties import book, codes
from tests.properties.contract import keeps_the_contract
from tests.properties.model import Model
from tests.properties.profiles import EVERY_STEP
from tests.warehouse import NOW, Hand, Warehouse
from webapp.database import prepare
from webapp.flows import scan
from webapp.flows.talk import ScanSaid
from webapp.models import PlateKind, Role
from webapp.operations import orders
from webapp.operations.operator import Operator
from webapp.operations.scans import OtherContentError
from webapp.operations.verify import verify

HANDS = st.integers(0, 2)
ONE_OF_MANY = st.integers(0, 40)
WANTED = st.dictionaries(st.sampled_from(codes.PRODUCTS), st.integers(1, 14), min_size=1)
FLOWS = st.sampled_from(["picking", "putaway", "receiving"])
ANYTHING = st.one_of(
    st.sampled_from(codes.COMMANDS),
    st.sampled_from(codes.KNOWN),
    st.sampled_from(codes.RUBBISH),
    st.text(max_size=30),
)
LOTS = st.sampled_from(["CREAM C1", "CREAM C2", "TONER T1"])


class Floor(RuleBasedStateMachine):
    """The real warehouse and the dumb model take the same random steps."""

    databases: ClassVar[Engine]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.migrated()
        self.engine = create_engine(self.url)
        prepare(self.engine, wait_seconds=5)
        event.listen(self.engine, "connect", unsafe)
        self.now = NOW
        self.said: list[tuple[ScanSaid, dict[str, Any]]] = []
        self.numbers = 0
        self.verified = -1

    @initialize()
    def opens(self) -> None:
        """Stock in three bins and on the dock; a receipt and an order to begin with."""
        self.warehouse = Warehouse(self.engine).build()
        stocked(self.warehouse)
        self.hands = [self.hand("ann"), self.hand("bob"), self.hand("ann")]
        self.receipt({"CREAM": 14, "DRYER": 2, "WATER": 7, "TONER": 2})
        self.order({"CREAM": 6, "DRYER": 1, "WATER": 8})
        for hand, flow in zip(self.hands, ("picking", "putaway", "receiving"), strict=True):
            hand.opens(flow)
        self.book = self.read()
        self.model = Model(stock=book.Counter(self.book.stock))

    def hand(self, name: str) -> Hand:
        """A worker's hand whose clock is the machine's."""
        who = Operator(self.warehouse.ids[name], name, Role.WORKER, "en")
        return Hand(scan.Desk(self.engine, "UTC", who, None, now=lambda: self.now))

    @property
    def today(self) -> date:
        """The day of the warehouse."""
        return self.now.date()

    def read(self) -> book.Book:
        """The book as it stands."""
        return book.read(self.engine, self.today)

    # What hands do

    @rule(hand=HANDS, flow=FLOWS, picks=st.lists(ONE_OF_MANY, min_size=3, max_size=12))
    def works(self, hand: int, flow: str, picks: list[int]) -> None:
        """Right things, one after another; where no work is open, work of a kind is begun."""
        worker = self.hands[hand]
        if worker.task is None or worker.step is None:
            worker.opens(flow)
        for pick in picks:
            with self.engine.connect() as connection:
                asked = codes.right(connection, worker)
            if asked:
                self.scan(worker, asked[pick % len(asked)])

    @rule(hand=HANDS, words=ANYTHING)
    def scans_anything(self, hand: int, words: str) -> None:
        """A known code, a button of any step, or rubbish."""
        self.scan(self.hands[hand], words)

    @rule(hand=HANDS)
    def scans_it_again(self, hand: int) -> None:
        """The very same code once more: counts on, or confirms."""
        mine = [said for said, _ in self.said if said.task == self.hands[hand].task]
        if mine:
            self.scan(self.hands[hand], mine[-1].text)

    @rule(hand=HANDS, times=st.integers(1, 3))
    def undoes(self, hand: int, times: int) -> None:
        """Takes back the last scans."""
        for _ in range(times):
            self.scan(self.hands[hand], "LW*UNDO")

    @rule(hand=HANDS, flow=st.one_of(FLOWS, st.none()))
    def turns_to(self, hand: int, flow: str | None) -> None:
        """Leaves the work as it is and looks at other work, or goes home."""
        self.hands[hand].flow, self.hands[hand].task, self.hands[hand].step = flow, None, None

    @rule(hand=HANDS, step=st.sampled_from(["goods", "bin", "quantity", "tote", "product", "?"]))
    def scans_at_a_stale_step(self, hand: int, step: str) -> None:
        """The screen is older than the work."""
        hand_ = self.hands[hand]
        if hand_.task is not None and hand_.step is not None and step != hand_.step:
            hand_.step = step
            self.scan(hand_, "LW*OK")

    @rule(hand=HANDS, task=st.integers(1, 8))
    def looks_at_other_work(self, hand: int, task: int) -> None:
        """Opens the page of a task, perhaps not one's own, perhaps none."""
        with self.engine.connect() as connection:
            row = connection.execute(
                text("select flow, step from tasks where id = :task"), {"task": task}
            ).first()
        flow, step = (row.flow, row.step) if row else ("picking", None)
        self.hands[hand].flow, self.hands[hand].task, self.hands[hand].step = flow, task, step

    # What networks do

    @precondition(lambda self: self.said)
    @rule(which=ONE_OF_MANY)
    def sends_a_scan_again(self, which: int) -> None:
        """The same id, the same words: the same answer and nothing else."""
        said, answer = self.said[-1 - which % len(self.said)]
        before = self.read()
        assert scan.judge(self.hands[0].desk, said) == answer
        assert self.read() == before

    @precondition(lambda self: self.said)
    @rule(which=ONE_OF_MANY, words=st.sampled_from(codes.KNOWN))
    def sends_an_id_again_with_other_words(self, which: int, words: str) -> None:
        """The same id for something else is refused at the door."""
        said, _ = self.said[-1 - which % len(self.said)]
        before = self.read()
        other = ScanSaid(said.scan_id, words + "!", said.source, said.captured_at)
        with pytest.raises(OtherContentError):
            scan.judge(self.hands[0].desk, other)
        assert self.read() == before

    # What a supervisor and time do

    @rule(wanted=WANTED, comes=st.booleans())
    def hears_of_business(self, wanted: dict[str, int], comes: bool) -> None:
        """A supplier announces goods, or a customer's order is released."""
        if comes:
            self.receipt(wanted)
        else:
            self.order(wanted)
        self.book = self.read()

    @rule(lot=LOTS, held=st.booleans())
    def judges_a_lot(self, lot: str, held: bool) -> None:
        """A supervisor holds a lot, or lets it go again."""
        status, reason = ("on_hold", "found leaking") if held else ("released", None)
        with self.engine.begin() as connection:
            connection.execute(
                text("update lots set status = :status, hold_reason = :reason where id = :lot"),
                {"status": status, "reason": reason, "lot": self.warehouse.ids[lot]},
            )
        self.book = self.read()

    @rule()
    def sleeps_a_night(self) -> None:
        """A day passes; lots come of age."""
        self.now += timedelta(days=1)
        self.book = self.read()

    # How it is done

    def scan(self, hand: Hand, words: str) -> None:
        """One scan, held against the model before anything else happens."""
        said = numbered(hand.said(words), len(self.said))
        before = self.book
        answer = hand.sends(said)
        hand.last = answer
        self.said.append((said, answer))
        keeps_the_contract(answer, said.scan_id)
        self.book = self.read()
        with self.engine.connect() as connection:
            moves = book.moves_of(connection, said.scan_id)
        self.model.hears(said, answer, moves)
        self.model.agrees_with(self.book)
        if answer["status"] != "accepted":
            assert self.book == before, f"a scan that was {answer['status']} changed the book"
        nothing_unusable_leaves(before, self.book, moves, answer)

    def receipt(self, expected: dict[str, int]) -> None:
        """Open a receipt with a number of its own."""
        self.numbers += 1
        self.warehouse.receipt(f"R-{self.numbers}", **expected)

    def order(self, asked: dict[str, int]) -> None:
        """Release an order with a number of its own, on the day it is."""
        self.numbers += 1
        ids = self.warehouse.ids
        with self.warehouse.act() as work:
            wanted = {ids[sku]: units for sku, units in asked.items()}
            new = orders.NewOrder(f"O-{self.numbers}", ids["customer"], ids["STAGE"], wanted)
            orders.release_order(work, orders.enter_order(work, new), self.today)

    @invariant()
    def laws_hold(self) -> None:
        """Counters stay within what was asked; at night every law of the book at every step."""
        if not hasattr(self, "book"):
            return
        assert all(0 <= done <= most for done, most in self.book.received.values())
        assert all(
            0 <= picked + short <= ordered for picked, short, ordered in self.book.picked.values()
        )
        if EVERY_STEP:
            self.verifies()

    def verifies(self) -> None:
        """`ledger verify` finds nothing."""
        with self.engine.connect() as connection:
            assert verify(connection).breaches == []

    def teardown(self) -> None:
        """The whole book once more; then the database is forgotten."""
        try:
            self.verifies()
        finally:
            self.engine.dispose()
            self.databases.drop(self.url)


def unsafe(raw: Any, _: Any) -> None:
    """A test's database need not survive a power cut."""
    if raw.__class__.__module__.startswith("sqlite3"):
        raw.execute("pragma synchronous = off")


def numbered(said: ScanSaid, number: int) -> ScanSaid:
    """The scan with an id that is the same in every replay."""
    return ScanSaid(
        str(UUID(int=number + 1)),
        said.text,
        said.source,
        said.captured_at,
        said.symbology,
        said.flow,
        said.task,
        said.step,
    )


def stocked(warehouse: Warehouse) -> None:
    """Two lots in one bin, one held, one that expires tomorrow; units; goods and a plate to put."""
    for code, expires in codes.CREAM_LOTS.items():
        if code in ("C1", "C2"):
            warehouse.lot(code, expires_on=datetime.strptime(expires, "%y%m%d").date())
    warehouse.lot("T1", product="TONER", expires_on=None)
    warehouse.lot("X1", product="TONER", expires_on=None)
    warehouse.stock("CREAM", "A-1", 5, lot="C1")
    warehouse.stock("CREAM", "A-1", 6, lot="C2")
    warehouse.stock("CREAM", "A-2", 4, lot="C2")
    warehouse.stock("WATER", "A-1", 6)
    warehouse.stock("WATER", "A-3", 12)
    warehouse.serials("DRYER", "A-2", "D-1", "D-2")
    warehouse.serials("TONER", "A-2", "S-1", lot="T1")
    warehouse.stock("CREAM", "DOCK-1", 5, lot="C2")
    warehouse.serials("DRYER", "DOCK-1", "D-3")
    with warehouse.act() as work:
        warehouse.add_plate(work, "P-1", "DOCK-1", PlateKind.PALLET)
    warehouse.stock("WATER", "DOCK-1", 4, plate="P-1")
    warehouse.stock("CREAM", "DOCK-1", 3, lot="C1", plate="P-1")


def nothing_unusable_leaves(
    before: book.Book, after: book.Book, moves: Sequence[book.Moved], answer: dict[str, Any]
) -> None:
    """Held and expired lots pass no pick and are promised to no order; an undo only restores."""
    if answer["code"] == "undone":
        return
    held = {(row[4], row[5]) for id, row in after.balances.items() if id in after.unusable}
    for move in moves:
        assert move.kind != "pick" or (move.source.product, move.source.lot) not in held, move
    for promise, units in after.promises.items():
        if promise[0] in after.unusable and promise[2] is not None:
            assert units <= before.promises.get(promise, 0), (
                f"promised {after.balances[promise[0]]}"
            )
