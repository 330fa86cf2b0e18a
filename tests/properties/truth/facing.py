"""What the bins of a product are for: the office says it, pickers call, a supervisor takes back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth import due
from tests.properties.truth.correcting import Correcting
from tests.properties.truth.filling import Filling
from tests.properties.truth.holding import Holding
from tests.properties.truth.opening import TOTES
from tests.properties.truth.promising import Promising
from tests.properties.truth.values import PRODUCTS, Face, Spot
from tests.properties.truth.world import FEW, PICK, WHO, WORKERS, one
from webapp.operations import product_places, replenishing
from webapp.operations.product_places import Place
from webapp.queries import replenishing as reads
from webapp.rules.replenishment import PlaceRole

SKU = st.sampled_from(PRODUCTS)
BIN = st.sampled_from(("A-1", "A-1", "A-2", "A-3", "STAGE"))
ROLE = st.sampled_from(("topped_up", "topped_up", "source", "source", "ignore"))
SIZE = st.sampled_from((1, 1, 6, 12))
PACKS = {"CREAM": (1, 12), "WATER": (1, 6)}


class Facing(Filling, Correcting, Holding, Promising):
    """Which bins are filled, from which, and how soon."""

    @rule(
        sku=SKU,
        place=BIN,
        role=ROLE,
        priority=st.integers(1, 3),
        minimum=st.integers(0, 12),
        more=st.integers(0, 15),
        size=SIZE,
    )
    def keep_place(
        self, sku: str, place: str, role: str, priority: int, minimum: int, more: int, size: int
    ) -> None:
        """A bin of a product, new or as it was; who fills it just now goes on."""
        levels = minimum * size, (minimum + more) * size, size
        face = Face(role, priority, *levels)
        wanted = Place(self.ids[sku], self.ids[place], PlaceRole(role), priority, *levels)
        no = None if self.model.places[place].is_bin else "no bin"
        if role == "topped_up" and (not minimum or not more or size not in PACKS.get(sku, (1,))):
            no = no or "no levels"
        said = self.act(lambda work: product_places.keep(work, wanted, by=self.ids["bob"]))
        assert bool(said) == (no is not None), (no, said)
        self.counts(no)
        if no is None:
            before = self.model.faces.get((sku, place))
            face.called = before.called if before else None
            self.model.faces[sku, place] = face

    @precondition(lambda self: self.model.faces)
    @rule(which=PICK)
    def drop_place(self, which: int) -> None:
        """It is no bin of the product any more; nobody waits for it."""
        sku, place = one(list(self.model.faces), which)
        id, product = self.face_id(sku, place), self.ids[sku]
        assert self.act(lambda work: product_places.drop(work, product, id, by=self.ids["bob"]))
        del self.model.faces[sku, place]
        self.counts(None)

    @rule()
    def look_what_is_due(self) -> None:
        """The list that workers choose from, with what can be brought and from where."""
        with self.engine.connect() as connection:
            listed = reads.due(connection, self.today.day)
        assert [self.told(one) for one in listed] == [
            (*d[:4], [(self.model.ids[spot], units) for spot, units in d.takes])
            for d in due.due(self.model)
        ]

    @rule(who=st.sampled_from(WORKERS))
    def take_the_place_back(self, who: str) -> None:
        """A supervisor takes it out of a worker's hands, who stands with empty ones."""
        task = self.moving(who)
        id = self.task_ids.get(task.key)
        if id is None:
            return
        fills = bool(task.state.get("fill"))
        assert self.act(lambda work: replenishing.give_back(work, id)) == fills
        self.counts(None if fills else "nobody fills it")
        if fills:
            del self.model.carried[task.key]
            task.state, task.history = {"begun": True}, []

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, tote=st.none() | st.sampled_from(TOTES))
    def call_for_more(self, who: str, which: int, tote: str | None) -> None:
        """A picker at the bin wants more: it comes before all others until some has come."""
        number, _, spot = one(list(self.model.promises), which)
        who = self.picker(number, who, which)
        if not self.stands_anew(who, number) or not self.at_bin(who, number, spot.place):
            return
        sku = self.line_here(number, spot.place)[1]
        no = self.may_be_called(sku, spot.place)
        self.tells(who, ("picking", number), "LW*MORE", no, "called_for_more")
        if no is None:
            self.model.faces[sku, spot.place].called = len(self.model.moves)
        if tote:
            self.the_book_is_the_model()
            self.pick(who, which, 1, tote)
            self.the_book_is_the_model()
            self.look_what_is_due()

    @rule(who=WHO, which=st.none() | PICK, short=PICK, units=st.none() | FEW, times=st.none() | FEW)
    def fill_a_place(
        self, who: str, which: int | None, short: int, units: int | None, times: int | None
    ) -> None:
        """The whole way, with nobody in between; something may not be there, or too much."""
        self.let_go(who)
        key = self.wants_all(which) if which else None
        self.starts(who, key)
        if fill := self.fill_of(who):
            self.goes_to(who, fill.stops[-1].place)
            self.fill_with_another(who, short)
        while fill := self.fill_of(who):
            if fill.at == short and not fill.all_taken:
                self.finds_nothing(who, fill)
                short = -1
            elif fill.at and units:
                self.fill_fewer(who, units)
                units = None
            elif not self.does_next(who, 0):
                break
        if times:
            self.the_book_is_the_model()
            self.undoes(("moving", who), times)

    @rule(who=WHO, which=PICK, times=FEW)
    def fill_and_reverse(self, who: str, which: int, times: int) -> None:
        """A supervisor takes a part of it back, which another one has by the time of an undo."""
        self.let_go(who)
        key = self.wants_all(which)
        if key is None:
            return
        self.starts(who, key)
        while self.fill_of(who) and self.does_next(who, 0):
            pass
        self.the_book_is_the_model()
        move = self.model.moves[-1]
        if self.fill_of(who) or move.to.place != "A-1" or move.reverses is not None:
            return
        self.reverse(0)
        self.the_book_is_the_model()
        other = WORKERS[WORKERS.index(who) - 1]
        self.let_go(other)
        if not move.source.plate and self.stands_at(other, move.source.place):
            self.takes_from_bin(other, move.source)
        self.undoes(("moving", who), times)
        self.the_book_is_the_model()
        self.starts(who, None)

    @rule(who=WHO, which=PICK)
    def fill_with_another_lot(self, who: str, which: int) -> None:
        """Two lots of a product lie in a source: the one that does not go first is taken."""
        self.let_go(who)
        free = self.free_in_storage()
        spot = one([s for s in free if any(self.lies_beside(s, other) for other in free)], which)
        if spot is not None:
            self.wants_more(spot, 1, 1)
            self.starts(who, (spot.sku, "A-1"))
            if self.fill_of(who):
                self.fill_with_another(who, which)

    @rule(who=WHO, which=PICK)
    def fill_what_another_one_leaves(self, who: str, which: int) -> None:
        """Somebody brings too little to the most urgent bin, and then there is more for it."""
        other = WORKERS[WORKERS.index(who) - 1]
        for hand in (who, other):
            self.let_go(hand)
        free = self.free_in_storage()
        spot = one(free, which)
        more = [s for s in free if spot and s.sku == spot.sku and s.place != spot.place]
        if spot is None or not more:
            return
        self.keep_place(spot.sku, more[0].place, "ignore", 1, 0, 0, 1)
        self.wants_more(spot, 30, 10)
        self.starts(other, (spot.sku, "A-1"))
        self.wants_more(more[0], 30, 10)
        for rest in [s for s in free if s.sku != spot.sku][:1]:
            self.wants_more(rest, 1, 3, priority=3)
        self.look_what_is_due()
        self.starts(who, None)

    @rule(who=WHO, which=PICK, late=st.booleans())
    def fill_with_what_is_held(self, who: str, which: int, late: bool) -> None:
        """Something that is to be brought is held: it is not taken, or not put down."""
        self.let_go(who)
        self.makes_due(which)
        self.starts(who, self.some_face(which))
        while late and (fill := self.fill_of(who)) and not fill.all_taken:
            if not self.does_next(who, 0):
                return
        fill = self.fill_of(who)
        if fill is None:
            return
        spot = fill.stops[which % len(fill.stops)]
        name = ("lot", (spot.sku, spot.lot)) if spot.lot and which % 3 else ("location", spot.place)
        self.hold(name, "on_hold")
        self.the_book_is_the_model()
        while self.fill_of(who) and self.does_next(who, 0):
            pass
        self.the_book_is_the_model()
        if name in self.model.holds:
            self.releases(name)

    def makes_due(self, which: int) -> None:
        """Where nothing can be filled the office wants more of something in the pick face."""
        if which % 3 and any(found.takes for found in due.due(self.model)):
            return
        if spot := one(self.free_in_storage(), which):
            self.wants_more(spot, 1, 1 + which % 9)

    def free_in_storage(self) -> list[Spot]:
        """What sources could give."""
        stock = [s for s in self.model.here() if s.place in ("A-2", "A-3") and self.model.free(s)]
        return [s for s in stock if due.gives(self.model, s)]

    def wants_more(self, spot: Spot, few: int, more: int, priority: int = 1) -> None:
        """The pick face has too few of it, and may have it from there."""
        has = due.there(self.model, spot.sku, "A-1") + due.coming(self.model, spot.sku, "A-1")
        self.keep_place(spot.sku, spot.place, "source", priority, 0, 0, 1)
        self.keep_place(spot.sku, "A-1", "topped_up", priority, has + few, more, 1)

    def wants_all(self, which: int) -> tuple[str, str] | None:
        """All that two spots or more could give of a product."""
        free = self.free_in_storage()
        several = [s for s in free if any(s.sku == o.sku and s != o for o in free)]
        first = one(several, which)
        if first is None:
            return None
        for spot in several:
            if spot.sku == first.sku:
                self.wants_more(spot, 9, 15)
        return first.sku, "A-1"

    def lies_beside(self, spot: Spot, other: Spot) -> bool:
        """Whether it is another lot of the product in the same bin."""
        return other[::3] == spot[::3] and other.lot != spot.lot

    # The model's side

    def may_be_called(self, sku: str, place: str) -> str | None:
        """Why nothing is called for."""
        if not due.is_filled(self.model, sku, place):
            return "it is not topped up"
        has = due.there(self.model, sku, place) + due.coming(self.model, sku, place)
        return "it has enough" if has >= self.model.faces[sku, place].target else None

    def told(self, found: Any) -> tuple[Any, ...]:
        """A line of the list."""
        face, takes = found.face, [(take.id, take.quantity) for take in found.plan.takes]
        return found.product.sku, found.location, int(face.urgency), face.missing, takes
