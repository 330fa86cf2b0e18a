"""Short stories that chance seldom tells. Each step of them is the one that another rule does.

Between two steps that write into the ledger, or hold something, the book is compared as it is after
every rule.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.moving import TO
from tests.properties.truth.opening import PALLETS, TOTES
from tests.properties.truth.putting import BINS, Putting
from tests.properties.truth.receiving import SERIALS, Receiving
from tests.properties.truth.scrapping import Scrapping
from tests.properties.truth.trading import Trading
from tests.properties.truth.values import Spot
from tests.properties.truth.world import FEW, PICK, WHO, one
from webapp.models import MoveKind
from webapp.operations import ledger

PALLET = st.sampled_from(PALLETS)
TOTE = st.sampled_from(TOTES)
BIN = st.sampled_from(BINS)
WHAT = st.sampled_from(("goods", "plate", "plate", "all"))


class Telling(Trading, Scrapping, Receiving, Putting):
    """What is done, and what comes of it next."""

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, units=FEW, tote=TOTE, times=FEW)
    def pick_and_undo(self, who: str, which: int, units: int, tote: str, times: int) -> None:
        """What was picked a moment ago goes back, with what was said before it."""
        number, _, _ = one(list(self.model.promises), which)
        self.pick(who, which, units, tote)
        self.the_book_is_the_model()
        if ("picking", number) in self.task_ids:
            self.undoes(("picking", number), times)

    # Piles of plates

    @rule(who=WHO, code=PALLET, onto=PALLET, place=BIN, back=st.booleans())
    def put_pile_away(self, who: str, code: str, onto: str, place: str, back: bool) -> None:
        """A plate that stands on another goes with it from a dock into a bin, and back."""
        self.piles(code, onto)
        code = self.model.outermost(code)
        if not self.on_docks(code):
            self.move_whole(code, "DOCK-1")
        self.put_back(who)
        self.takes_up_plate(who, code)
        if not self.model.carried.get(("putaway", who)):
            return
        self.put_down(who, place)
        self.the_book_is_the_model()
        if back:
            self.undoes(("putaway", who), 1)

    @rule(code=PALLET, onto=PALLET, first=st.booleans())
    def hold_pile(self, code: str, onto: str, first: bool) -> None:
        """What stands on a held plate is held with it, and goes free with it or for itself."""
        self.piles(code, onto)
        under = self.model.plates[code].under
        if under is None:
            return
        if first:
            self.hold(("plate", code), "on_hold")
            self.the_book_is_the_model()
        self.hold(("plate", under), "on_hold")
        self.the_book_is_the_model()
        if ("plate", under) in self.model.holds:
            self.releases(("plate", under))

    def piles(self, code: str, onto: str) -> None:
        """One on the other, which is brought there."""
        if self.model.plates[code].under is None:
            self.move_whole(onto, self.model.plates[code].place)
            self.nest(code, onto)
            self.the_book_is_the_model()

    # Moved by scan

    @rule(who=WHO, which=PICK, code=PALLET, place=BIN, what=WHAT, times=FEW)
    def move_and_undo(
        self, who: str, which: int, code: str, place: str, what: str, times: int
    ) -> None:
        """Goods, a plate or all of a bin stand where they stood, and are in the hand again."""
        match what:
            case "goods":
                self.move_goods(who, which, None, place)
            case "plate":
                self.move_plate(who, code, place)
            case "all":
                self.reach_for_all(who, self.model.plates[code].place)
                self.move_to(who, place)
        self.the_book_is_the_model()
        if ("moving", who) in self.task_ids:
            self.undoes(("moving", who), times)

    @rule(who=WHO, which=PICK, fill=st.booleans(), place=BIN)
    def fill_what_is_in_hand(self, who: str, which: int, fill: bool, place: str) -> None:
        """An empty plate in a hand is nobody's: it may be full or elsewhere when it is put down."""
        self.let_go(who)
        empty = [c for c in self.model.plates if not self.all_on(c) and not self.plate_stays(c)]
        loose = [s for s in self.model.here(plate=None) if self.model.free(s) > 0]
        if not empty or not loose:
            return
        code, spot = one(empty, which), one(loose, which)
        self.move_whole(code, spot.place)
        self.takes_plate(who, code)
        if fill:
            self.pack(code, self.model.here(place=spot.place, plate=None).index(spot), 1)
        else:
            self.move_whole(code, place)
        self.the_book_is_the_model()
        self.move_to(who, place)

    @rule(who=WHO, which=PICK, pile=st.booleans())
    def fill_what_was_put_down(self, who: str, which: int, pile: bool) -> None:
        """An empty plate that was moved is filled or laden before its move is undone."""
        self.let_go(who)
        empty = [c for c in self.model.plates if not self.all_on(c) and not self.plate_stays(c)]
        loose = [s for s in self.model.here(plate=None) if self.model.free(s) > 0]
        loose = [s for s in loose if self.model.places[s.place].is_bin]
        if not empty or not loose:
            return
        code, spot = one(empty, which), one(loose, which)
        self.takes_plate(who, code)
        self.move_to(who, spot.place)
        if pile:
            self.piles(one([c for c in PALLETS if self.all_on(c)] or [code], which), code)
        else:
            self.pack(code, self.model.here(place=spot.place, plate=None).index(spot), 1)
        self.the_book_is_the_model()
        self.undoes(("moving", who), 1)

    @rule(who=WHO, which=PICK, plate=st.booleans(), place=TO)
    def move_what_is_held(self, who: str, which: int, plate: bool, place: str) -> None:
        """Its plate or its place is held, and so it goes to quarantine only."""
        self.let_go(who)
        free = [s for s in self.model.here() if self.model.free(s) > 0 and not self.model.held(s)]
        spot = one([s for s in free if bool(s.plate) == plate] or free, which)
        if spot is None:
            return
        code = self.model.outermost(spot.plate) if spot.plate else None
        name = ("plate", code) if code and which % 3 else ("location", spot.place)
        self.hold(name, "on_hold")
        self.the_book_is_the_model()
        if code:
            self.takes_plate(who, code)
        elif self.stands_at(who, spot.place):
            self.takes_from_bin(who, spot)
        self.move_to(who, place)
        self.the_book_is_the_model()
        if name in self.model.holds:
            self.releases(name)

    @rule(who=WHO, which=PICK, place=TO)
    def carry_a_tote_off(self, who: str, which: int, place: str) -> None:
        """What was picked for an order goes nowhere but to its customer."""
        if self.model.promises:
            self.pick(who, which, 1, TOTES[which % len(TOTES)])
            self.the_book_is_the_model()
        plates = self.model.plates.items()
        tote = one([c for c, p in plates if p.order and self.model.here(plate=c)], which)
        if tote is not None:
            self.let_go(who)
            self.takes_plate(who, tote)
            self.move_to(who, place)

    # Labels

    @rule(who=WHO, which=PICK)
    def receive_a_known_unit(self, who: str, which: int) -> None:
        """A unit that left, or is here, comes in as if it were new."""
        known = [s for s, n in self.model.stock.items() if s.serial and n > 0]
        left = [s for s in known if not self.model.inside(s)]
        spot = one(left[::-1] or known, which)
        self.announce({spot.sku: 1}, "DOCK-1")
        number = list(self.model.receipts)[-1]
        self.at_receipt(who, number)
        self.receives(who, number, spot.sku, spot.lot, spot.serial)

    @rule(who=WHO, which=PICK)
    def receive_a_scrapped_unit(self, who: str, which: int) -> None:
        """A unit that was thrown away is no new one."""
        units = [s for s in self.model.here(plate=None) if s.serial and self.model.free(s)]
        spot = one(units, which)
        if spot is None:
            return
        self.let_go(who)
        if self.stands_at(who, spot.place):
            self.takes_from_bin(who, spot)
            self.asks_why(who)
            self.says_why(who, "quality")
            self.the_book_is_the_model()
        self.receive_a_known_unit(who, 0)

    @rule(who=WHO, days=st.none() | st.integers(1, 200), dated=st.booleans())
    def receive_new_lots(self, who: str, days: int | None, dated: bool) -> None:
        """Two units of two lots that nobody has seen; what one label says is not of the other.

        Once a label has dated a lot, no other label dates it anew.
        """
        first, then = (f"N{len(self.model.lots) + n}" for n in (10, 11))
        serials = [s for s in SERIALS["TONER"] if ("TONER", s) not in self.model.lot_of]
        if not serials[1:]:
            return
        self.announce({"TONER": 3}, "DOCK-2")
        number = list(self.model.receipts)[-1]
        self.at_receipt(who, number)
        expires = None if days is None else self.model.in_days(days)
        self.receives(who, number, "TONER", first, serials[0], expires)
        self.receives(who, number, "TONER", then, serials[1], expires if dated else None)
        if expires:
            self.receives(who, number, "TONER", first, "S90", expires + timedelta(days=1))

    # The last guards

    @rule(which=PICK, place=BIN)
    def reverse_twice(self, which: int, place: str) -> None:
        """A move is taken back once, though enough of the same goods is there for more."""
        spot = one([s for s in self.model.here(plate=None) if self.model.free(s) > 1], which)
        if spot is None or spot.place == place:
            return
        for _ in range(2):
            self.moves_past_every_rule(spot, 1, place)
            self.the_book_is_the_model()
        self.reverse(0)
        self.the_book_is_the_model()
        self.reverse(1)

    @rule(which=PICK, units=FEW, place=BIN)
    def reach_past_every_rule(self, which: int, units: int, place: str) -> None:
        """Whoever asks nobody before is stopped by the ledger: what is promised does not move."""
        promised = [key[2] for key in self.model.promises]
        spot = one(promised if promised and which % 4 else self.model.here(), which)
        if spot.place != place and not spot.plate:
            self.moves_past_every_rule(spot, units, place)

    def moves_past_every_rule(self, spot: Spot, units: int, place: str) -> None:
        """Loose goods, by one entry of the ledger."""
        row = self.row(f"select * from balances where id = {self.model.ids[spot]}")
        entry = ledger.Entry(
            MoveKind.RELOCATE,
            ledger.Goods(row.product_id, row.lot_id, row.serial_id),
            units,
            ledger.Spot(row.location_id),
            ledger.Spot(self.ids[place]),
        )
        no = "promised" if units > self.model.free(spot) else None
        try:
            self.act(lambda work: ledger.record(work, entry, self.by()))
        except ledger.NotEnoughError:
            assert no, f"the model: {no}, the warehouse: not enough"
        else:
            assert no is None, f"the model: {no}, the warehouse did it"
            self.model.move("relocate", spot, units, spot.at(place))
        self.counts(no)
