"""Random acts on license plates, on the real book and on a dumb model: both say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import create_engine, text

from tests.databases import Engine
from tests.properties.profiles import CHOSEN
from tests.warehouse import NOW, TODAY, Warehouse
from webapp.database import prepare
from webapp.models import MoveKind, PlateKind
from webapp.operations import ledger, orders, plates, shipments, shipping
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.unit_of_work import UnitOfWork
from webapp.operations.verify import verify
from webapp.rules.refusals import Refusal

CODES = ("P0", "P1", "P2", "P3", "P4")
PLACES = ("DOCK-1", "STAGE", "A-1")
PLATES = st.sampled_from(CODES)
BALANCES = text(
    "select t.code as plate, o.code as place, sum(b.on_hand) as units from balances b"
    " join locations o on o.id = b.location_id left join license_plates t on t.id = b.plate_id"
    " where b.inside and b.on_hand > 0 group by t.code, o.code"
)
STAND = text(
    "select t.code, o.code as place, p.code as under, t.status from license_plates t"
    " join locations o on o.id = t.location_id left join license_plates p on p.id = t.parent_id"
    " where t.code like 'P%'"
)


class Model:
    """Dictionaries, and the rules of plates said once more, in the dumbest words."""

    def __init__(self) -> None:
        self.place = dict.fromkeys(CODES, "DOCK-1")
        self.under: dict[str, str | None] = dict.fromkeys(CODES)
        self.status = dict.fromkeys(CODES, "open")
        self.on = dict.fromkeys(CODES, 0)
        self.loose = dict.fromkeys(PLACES, 0)
        self.owed = 0

    def upon(self, code: str) -> list[str]:
        """The plate and all on it."""
        return [code] + [x for c in CODES if self.under[c] == code for x in self.upon(c)]

    def gone(self, code: str) -> bool:
        """Shipped or dissolved."""
        return self.status[code] in ("shipped", "dissolved")

    def nest(self, code: str, into: str) -> bool:
        """Whether it goes, and then it has gone."""
        if self.gone(code) or self.status[into] != "open" or into in self.upon(code):
            return False
        if self.under[code] or self.place[code] != self.place[into]:
            return False
        self.under[code] = into
        return True

    def take_out(self, code: str) -> bool:
        """The same."""
        under = self.under[code]
        if under is None or self.status[under] != "open":
            return False
        self.under[code] = None
        return True

    def pack(self, code: str, units: int) -> bool:
        """The same; the loose units at the plate's place."""
        place = self.place[code]
        if self.status[code] != "open" or self.loose[place] < units:
            return False
        self.loose[place] -= units
        self.on[code] += units
        return True

    def unpack(self, code: str, units: int) -> bool:
        """The same."""
        if self.status[code] != "open" or self.on[code] < units:
            return False
        self.on[code] -= units
        self.loose[self.place[code]] += units
        return True

    def move(self, code: str, place: str) -> bool:
        """The same; all of the pile."""
        if self.gone(code) or self.under[code] or self.place[code] == place:
            return False
        for one in self.upon(code):
            self.place[one] = place
        return True

    def close(self, code: str) -> bool:
        """The same; what stands on it, too."""
        if self.status[code] != "open":
            return False
        self.status |= dict.fromkeys(self.upon(code), "closed")
        return True

    def open_again(self, code: str) -> bool:
        """The same; only the plate itself."""
        under = self.under[code]
        if self.status[code] != "closed" or (under and self.status[under] != "open"):
            return False
        self.status[code] = "open"
        return True

    def dissolve(self, code: str) -> bool:
        """The same; its content is loose."""
        under = self.under[code]
        if self.status[code] != "open" or (under and self.status[under] != "open"):
            return False
        self.loose[self.place[code]] += self.on[code]
        self.on[code], self.status[code], self.under[code] = 0, "dissolved", None
        self.under |= {c: None for c in CODES if self.under[c] == code}
        return True

    def pick(self, code: str, units: int) -> bool:
        """The same; from what lies loose in the bin onto a plate at staging, for the order."""
        if self.status[code] != "open" or self.place[code] != "STAGE":
            return False
        if self.loose["A-1"] < units:
            return False
        self.loose["A-1"] -= units
        self.on[code] += units
        self.owed += units
        return True

    def ship(self, code: str) -> bool:
        """The same; all of the pile, from staging, with something on it that the order is owed."""
        pile = self.upon(code)
        if self.gone(code) or self.under[code] or self.place[code] != "STAGE":
            return False
        if not 0 < sum(self.on[one] for one in pile) <= self.owed:
            return False
        self.owed -= sum(self.on[one] for one in pile)
        for one in pile:
            self.on[one], self.status[one], self.place[one] = 0, "shipped", "CUSTOMERS"
        return True


def shipped(work: UnitOfWork, plate_id: int, by: By) -> Refusal | None:
    """Ship a plate, or say why not."""
    made = shipments.of_plate(work, plate_id, TODAY)
    return made if isinstance(made, Refusal) else shipping.ship(work, made, by)


class Plates(RuleBasedStateMachine):
    """Five plates, three places, and water."""

    databases: ClassVar[Engine]

    def __init__(self) -> None:
        super().__init__()
        self.url = self.databases.migrated()
        self.engine = create_engine(self.url)
        prepare(self.engine, wait_seconds=5)
        self.house, self.model = Warehouse(self.engine).build(), Model()
        self.by = By(self.house.ids["ann"], NOW)
        with self.house.act() as work:
            for code in CODES:
                self.house.add_plate(work, code, "DOCK-1", PlateKind.PALLET)
        for place in PLACES:
            self.bring(None, place, 6)
        self.house.order("SO-1", WATER=10**6)
        self.change("delete from reservations")
        self.change("update balances set reserved = 0")

    def teardown(self) -> None:
        self.engine.dispose()
        self.databases.drop(self.url)

    def change(self, statement: str) -> None:
        """A statement by hand."""
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def bring(self, code: str | None, place: str, units: int) -> None:
        """So many units from the supplier."""
        spot = Spot(self.house.ids[place], self.house.ids[code] if code else None)
        source = Spot(self.house.ids["SUPPLIERS"])
        entry = Entry(MoveKind.RECEIVE, Goods(self.house.ids["WATER"]), units, source, spot)
        with self.house.act() as work:
            ledger.record(work, entry, self.by)
        if code:
            self.model.on[code] += units
        else:
            self.model.loose[place] += units

    def both(self, agreed: bool, act: Callable[[UnitOfWork], Refusal | None]) -> None:
        """The act happens in the book exactly where the model says so."""
        with self.house.act() as work:
            refusal = act(work)
        assert (refusal is None) == agreed, refusal

    def balance(self, code: str | None, place: str) -> int:
        """The balance of water there, or one that is nowhere."""
        asked = "select coalesce(max(b.id), 0) from balances b left join license_plates t"
        return int(
            self.house.ask(
                f"{asked} on t.id = b.plate_id where b.location_id = :place"
                " and coalesce(t.code, '') = :plate",
                place=self.house.ids[place],
                plate=code or "",
            )
        )

    @rule(code=PLATES, units=st.integers(1, 4))
    def receive(self, code: str, units: int) -> None:
        if self.model.status[code] == "open":
            self.bring(code, self.model.place[code], units)

    @rule(code=PLATES, into=PLATES)
    def nest(self, code: str, into: str) -> None:
        ids = self.house.ids
        agreed = self.model.nest(code, into)
        self.both(agreed, lambda work: plates.nest(work, ids[code], into=ids[into]))

    @rule(code=PLATES)
    def take_out(self, code: str) -> None:
        agreed = self.model.take_out(code)
        self.both(agreed, lambda work: plates.take_out(work, self.house.ids[code]))

    @rule(code=PLATES, units=st.integers(1, 4))
    def pack(self, code: str, units: int) -> None:
        balance, plate = self.balance(None, self.model.place[code]), self.house.ids[code]
        agreed = self.model.place[code] in PLACES and self.model.pack(code, units)
        self.both(agreed, lambda work: plates.pack(work, plate, balance, units, self.by))

    @rule(code=PLATES, units=st.integers(1, 4))
    def unpack(self, code: str, units: int) -> None:
        balance, plate = self.balance(code, self.model.place[code]), self.house.ids[code]
        agreed = self.model.unpack(code, units)
        self.both(agreed, lambda work: plates.unpack(work, plate, balance, units, self.by))

    @rule(code=PLATES, place=st.sampled_from(PLACES))
    def move(self, code: str, place: str) -> None:
        ids = self.house.ids
        agreed = self.model.move(code, place)
        self.both(agreed, lambda work: plates.move_whole(work, ids[code], ids[place], self.by))

    @rule(code=PLATES)
    def close(self, code: str) -> None:
        agreed = self.model.close(code)
        self.both(agreed, lambda work: plates.close(work, self.house.ids[code]))

    @rule(code=PLATES)
    def open_again(self, code: str) -> None:
        agreed = self.model.open_again(code)
        self.both(agreed, lambda work: plates.open_again(work, self.house.ids[code]))

    @rule(code=PLATES)
    def dissolve(self, code: str) -> None:
        agreed = self.model.dissolve(code)
        self.both(agreed, lambda work: plates.dissolve(work, self.house.ids[code], self.by))

    @rule(code=PLATES, units=st.integers(1, 4))
    def pick(self, code: str, units: int) -> None:
        """The order is done after each pick: what may leave is the question here."""
        if self.model.pick(code, units):
            ids = self.house.ids
            source, to = Spot(ids["A-1"]), Spot(ids["STAGE"], ids[code])
            goods = Goods(ids["WATER"])
            entry = Entry(MoveKind.PICK, goods, units, source, to, order_line_id=1)
            with self.house.act() as work:
                ledger.record(work, entry, self.by)
                assert orders.add_picked(work, 1, units)
            self.change("update orders set status = 'picked'")

    @rule(code=PLATES)
    def ship(self, code: str) -> None:
        agreed = self.model.ship(code)
        self.both(agreed, lambda work: shipped(work, self.house.ids[code], self.by))

    @invariant()
    def the_book_is_the_model(self) -> None:
        model = self.model
        with self.house.engine.connect() as connection:
            book = {(row.plate, row.place): int(row.units) for row in connection.execute(BALANCES)}
            stand = {row.code: tuple(row[1:]) for row in connection.execute(STAND)}
            assert verify(connection).breaches == []
        said = {(None, place): units for place, units in model.loose.items() if units}
        said |= {(code, model.place[code]): units for code, units in model.on.items() if units}
        assert book == said
        assert stand == {c: (model.place[c], model.under[c], model.status[c]) for c in CODES}


def test_random_acts_on_plates_keep_the_book(engine: Engine) -> None:
    class OnThisEngine(Plates):
        databases = engine

    run_state_machine_as_test(OnThisEngine, settings=CHOSEN)
