"""The floor as a state machine: three hands and a supervisor do whatever chance says.

After every step the book is held against the dumb model and against the laws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from tests.properties.profiles import NIGHTLY
from tests.warehouse import NOW, Hand, Warehouse
from webapp.database import prepare
from webapp.flows import scan
from webapp.flows.talk import ScanSaid
from webapp.models import Location, LocationKind, PlateKind, Role
from webapp.operations import orders
from webapp.operations.operator import Operator
from webapp.operations.scans import OtherContentError
from webapp.operations.verify import verify

HANDS = st.integers(0, 2)
ONE_OF_MANY = st.one_of(st.integers(0, 2), st.integers(0, 40))
WANTED = st.dictionaries(st.sampled_from(codes.PRODUCTS), st.integers(1, 14), min_size=1)
FLOWS = st.sampled_from(["picking", "putaway", "receiving", "moving"])
FLOWS_OR_ON = st.one_of(st.none(), FLOWS)
ANYTHING = st.one_of(
    st.sampled_from(codes.COMMANDS),
    st.sampled_from(codes.KNOWN),
    st.sampled_from(codes.RUBBISH),
    st.text(max_size=30),
)
LOTS = ("CREAM C1", "CREAM C2", "TONER T1")
PICKS = st.lists(ONE_OF_MANY, min_size=1, max_size=6)
TASK = text("select flow, step from tasks where id = :task")


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

    @initialize()
    def opens(self) -> None:
        """Stock in three bins and on the dock; a receipt and an order to begin with."""
        self.warehouse = Warehouse(self.engine).build()
        stocked(self.warehouse)
        self.hands = [self.hand("ann"), self.hand("bob"), self.hand("ann")]
        self.receipt({"CREAM": 14, "DRYER": 2, "WATER": 7, "TONER": 2})
        self.order({"CREAM": 6, "DRYER": 1, "WATER": 8})
        self.order({"CREAM": 5, "TONER": 1})
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

    @rule(flow=FLOWS_OR_ON, picks=PICKS)
    def ann_works(self, flow: str | None, picks: list[int]) -> None:
        """Ann scans what she is asked for."""
        self.works(self.hands[0], flow, picks)

    @rule(flow=FLOWS_OR_ON, picks=PICKS)
    def bob_works(self, flow: str | None, picks: list[int]) -> None:
        """So does Bob."""
        self.works(self.hands[1], flow, picks)

    @rule(flow=FLOWS_OR_ON, picks=PICKS)
    def ann_works_on_another_device(self, flow: str | None, picks: list[int]) -> None:
        """And Ann, who has two."""
        self.works(self.hands[2], flow, picks)

    @rule(hand=HANDS, words=ANYTHING)
    def errs(self, hand: int, words: str) -> None:
        """A known code, a button of any step, or rubbish."""
        self.scan(self.hands[hand], words)

    @rule(hand=HANDS, times=st.integers(1, 4))
    def undoes(self, hand: int, times: int) -> None:
        """Takes back the last scans."""
        for _ in range(times):
            self.scan(self.hands[hand], "LW*UNDO")

    @rule(hand=HANDS, flow=FLOWS_OR_ON, task=st.integers(0, 8))
    def turns_to(self, hand: int, flow: str | None, task: int) -> None:
        """Leaves the work as it is; opens a list, home, or the page of some task, or of none."""
        self.hands[hand].flow, self.hands[hand].task, self.hands[hand].step = flow, None, None
        if task and flow:
            with self.engine.connect() as connection:
                row = connection.execute(TASK, {"task": task}).first()
            self.hands[hand].task = task
            self.hands[hand].flow, self.hands[hand].step = row or (flow, None)

    # What networks do

    @precondition(lambda self: self.said)
    @rule(which=ONE_OF_MANY, words=st.one_of(st.none(), st.sampled_from(codes.KNOWN)))
    def sends_an_id_again(self, which: int, words: str | None) -> None:
        """The same words get the same answer, others are turned away; nothing is moved."""
        said, answer = self.said[-1 - which % len(self.said)]
        before = self.read()
        if words is None:
            assert scan.judge(self.hands[0].desk, said) == answer
        else:
            with pytest.raises(OtherContentError):
                scan.judge(self.hands[0].desk, replace(said, text=f"{words}!"))
        assert self.read() == before

    @rule(hand=HANDS, step=st.sampled_from(["goods", "bin", "quantity", "tote", "product", "?"]))
    def lags_behind(self, hand: int, step: str) -> None:
        """The screen is older than the work."""
        lagging = self.hands[hand]
        if lagging.task is not None and lagging.step is not None:
            lagging.step = step
            self.scan(lagging, "LW*OK")

    # What a supervisor and time do

    @rule(event=st.one_of(WANTED, st.sampled_from(LOTS), st.just(0)), yes=st.booleans())
    def hears_from_the_office(self, event: dict[str, int] | str | int, yes: bool) -> None:
        """A delivery or an order, a lot held or freed, or a night that goes by."""
        match event:
            case dict():
                (self.order if yes else self.receipt)(event)
            case str():
                self.judges(event, held=yes)
            case _:
                self.now += timedelta(days=1)
        self.book = self.read()

    # How it is done

    def works(self, worker: Hand, flow: str | None, picks: list[int]) -> None:
        """Right things, one after another, in the work at hand or in other work from now on."""
        if flow or worker.flow is None or worker.step is None:
            worker.opens(flow or worker.flow or "picking")
        for pick in picks:
            with self.engine.connect() as connection:
                asked = codes.right(connection, worker)
            if worker.last.get("status") == "confirm":
                asked = [self.said[-1][0].text, *asked]
            if asked:
                self.scan(worker, asked[pick % len(asked)])

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

    def judges(self, lot: str, *, held: bool) -> None:
        """What a supervisor decides about a lot."""
        if held:
            self.warehouse.holds(lot, "found leaking")
        else:
            self.warehouse.releases(lot)

    @invariant()
    def laws_hold(self) -> None:
        """Counters stay within what was asked; where asking is quick, every law of the book."""
        if not hasattr(self, "book"):
            return
        assert all(0 <= done <= most for done, most in self.book.received.values())
        assert all(
            0 <= picked + short <= ordered for picked, short, ordered in self.book.picked.values()
        )
        if NIGHTLY or self.engine.dialect.name == "sqlite":
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
    """Nothing survives a power cut, and no plan is compiled for the sake of ten rows."""
    if raw.__class__.__module__.startswith("sqlite3"):
        raw.execute("pragma synchronous = off")
    else:
        raw.execute("set jit = off")
        raw.commit()


def numbered(said: ScanSaid, number: int) -> ScanSaid:
    """The scan with an id that is the same in every replay."""
    return replace(said, scan_id=str(UUID(int=number + 1)))


def stocked(warehouse: Warehouse) -> None:
    """Two lots in one bin, one held, one that expires tomorrow; units; goods and a plate to put."""
    with warehouse.act() as work:
        work.session.add(Location(code="Q-1", kind=LocationKind.QUARANTINE))
        work.session.add(Location(code="SCRAP", kind=LocationKind.SCRAP))
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
        for code in codes.TOTES[2:]:
            warehouse.add_plate(work, code, "STAGE", PlateKind.TOTE)
    warehouse.stock("WATER", "DOCK-1", 4, plate="P-1")
    warehouse.stock("CREAM", "DOCK-1", 3, lot="C1", plate="P-1")


def nothing_unusable_leaves(
    before: book.Book, after: book.Book, moves: Sequence[book.Moved], answer: dict[str, Any]
) -> None:
    """Held and expired lots pass no pick, go to no bin by a move and are promised to no order.

    An undo only restores.
    """
    if answer["code"] == "undone":
        return
    held = {(row[4], row[5]) for id, row in after.balances.items() if id in after.unusable}
    for move in moves:
        free = (move.source.product, move.source.lot) not in held
        apart = move.destination.location in ("Q-1", "SCRAP")
        assert free or (move.kind != "pick" and (move.kind != "relocate" or apart)), move
    for promise, units in after.promises.items():
        if promise[0] in after.unusable and promise[2] is not None:
            assert units <= before.promises.get(promise, 0), (
                f"promised {after.balances[promise[0]]}"
            )
