"""Short stories of promises that change hands while somebody looks at them, or counts the goods."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.opening import TOTES
from tests.properties.truth.serving import Serving
from tests.properties.truth.swapping import Swapping
from tests.properties.truth.values import Promised, Spot, Task
from tests.properties.truth.world import FEW, PICK, WHO, one

TOTE = st.sampled_from(TOTES)
LOST = st.sampled_from(["freed", "freed", "lot", "location", "plate", "served"])
MOST = 9


class Trading(Serving, Swapping):
    """Other goods than the promised ones, and promises that are lost."""

    @rule(who=WHO, which=PICK, units=FEW, tote=TOTE)
    def swap_for_promised(self, who: str, which: int, units: int, tote: str) -> None:
        """A picker takes what lies beside, all of which another order was promised."""
        if not self.exchanges():
            self.order({"CREAM": MOST}, None, choosy=False, released=True)
        if found := one(self.exchanges(), which):
            self.goes_to_swap(who, which, *found, units, tote)

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, units=FEW, tote=TOTE)
    def swap_for_closed(self, who: str, which: int, units: int, tote: str) -> None:
        """The same of what lies on a plate that was closed just now."""
        found = [
            (key, s)
            for key in self.model.promises
            for s in self.beside(key[2])
            if s.plate and not self.is_promised(s.plate)
        ]
        if found:
            key, wanted = one(found, which)
            self.close(wanted.plate)
            self.goes_to_swap(who, which, key, wanted, units, tote)

    def exchanges(self) -> list[tuple[Promised, Spot]]:
        """Promises, each with goods beside them that others were promised to the last."""
        keys = list(self.model.promises)
        return [
            (key, other[2])
            for key in keys
            for other in keys
            if other[2] in self.beside(key[2]) and other[0] != key[0]
            if self.model.free(other[2]) == 0
        ]

    def goes_to_swap(
        self, who: str, which: int, key: Promised, wanted: Spot, units: int, tote: str
    ) -> None:
        """Where the promise is; scan what is wanted instead, and go on."""
        number, sku, spot = key
        who = self.picker(number, who, which)
        if not self.stands_anew(who, number) or not self.at_bin(who, number, spot.place):
            return
        self.takes_instead(who, number, self.first_of(number, spot.place, sku), wanted)
        self.the_book_is_the_model()
        self.goes_on(number, units, tote)

    @rule(who=WHO, sku=st.sampled_from(["CREAM", "WATER"]), units=FEW, tote=TOTE)
    def lose_what_is_in_hand(self, who: str, sku: str, units: int, tote: str) -> None:
        """The only promise is lost while somebody counts it, and the next one has its number."""
        orders = list(self.model.orders)
        others = {
            orders.index(number) for number, wanted, _ in self.model.promises if wanted == sku
        }
        for which in sorted(others):
            self.unreserve(which)
        self.order({sku: 3}, None, choosy=False, released=True)
        number = list(self.model.orders)[-1]
        for key in self.lines(number)[:1]:
            if self.stands_anew(who, number) and self.at_bin(who, number, key[2].place):
                self.takes(who, number, key[2])
                self.happens("lot" if key[2].lot else "location", key, 0)
                self.the_book_is_the_model()
                self.goes_on(number, units, tote)
        for which in sorted(others):
            self.check(which)

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, how=LOST, again=st.booleans())
    def short_on_an_old_screen(self, who: str, which: int, how: str, again: bool) -> None:
        """Something happens to the goods that a picker looks at: no others are given up."""
        number, _, spot = one(list(self.model.promises), which)
        who = self.picker(number, who, which)
        if not self.stands_anew(who, number) or not self.at_bin(who, number, spot.place):
            return
        self.happens(how, self.line_here(number, spot.place), which)
        self.the_book_is_the_model()
        task = self.task("picking", number)
        if not self.model.promised(number):
            self.nothing_left(who, task)
            return
        no = self.is_not_shown(task)
        self.gives_up(who, task, no)
        if no and again:
            self.the_book_is_the_model()
            self.gives_up(who, task, None)

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, tote=TOTE)
    def short_of_what_came_back(self, who: str, which: int, tote: str) -> None:
        """A supervisor takes a pick back: its line is for more by now than the picker sees."""
        number = one(list(self.model.promises), which)[0]
        self.pick(who, which, 1, tote)
        self.the_book_is_the_model()
        task, last = self.task("picking", number), self.model.moves[-1]
        if (last.kind, last.order, last.reverses) != ("pick", number, None):
            return
        self.reverse(0)
        self.the_book_is_the_model()
        if task.status == "open" and self.model.promised(number):
            self.gives_up(str(task.worker), task, self.is_not_shown(task))

    def is_not_shown(self, task: Task) -> str | None:
        """Why a word about the line on the screen is not heard."""
        changed = self.promise_changed(task) or self.another_is_shown(task)
        return "changed" if changed else None

    def gives_up(self, who: str, task: Task, no: str | None) -> None:
        """Say that what is shown is not there; where something else is shown now, nothing is."""
        shown = self.model.in_view(task)
        self.tells(who, task.key, "LW*SHORT*not_there", no)
        if no is None and shown:
            self.is_short(shown[0])
        else:
            self.begins_anew(task)
