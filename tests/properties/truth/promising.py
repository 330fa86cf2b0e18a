"""Orders: made, released, promised in every order of removal, given back; when they are due."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.opening import LEAST_DAYS, STRATEGIES, USUAL
from tests.properties.truth.values import PRODUCTS, Line, Order, Task
from tests.properties.truth.world import PICK, World, one
from webapp.operations import orders, promising, removal
from webapp.rules.removal import RemovalStrategy

WANTED = st.dictionaries(st.sampled_from(PRODUCTS), st.integers(1, 9), min_size=1, max_size=3)
DUE = st.none() | st.integers(-30, 150)


class Promising(World):
    """What the office does with orders."""

    @rule(
        wanted=WANTED, due=DUE, choosy=st.booleans(), released=st.sampled_from([True, True, False])
    )
    def order(self, wanted: dict[str, int], due: int | None, choosy: bool, released: bool) -> None:
        """A customer wants goods, perhaps on a day, perhaps fresh ones."""
        number = f"O-{len(self.model.orders) + 1}"
        due_at = None if due is None else self.model.now + timedelta(hours=due)
        asked = {self.ids[sku]: units for sku, units in wanted.items()}
        customer = self.ids["choosy" if choosy else "customer"]
        new = orders.NewOrder(number, customer, self.ids["STAGE"], asked, due_at=due_at)
        self.ids[number] = self.act(lambda work: orders.enter_order(work, new))
        lines = {sku: Line(units) for sku, units in sorted(wanted.items(), key=self.line_order)}
        self.model.orders[number] = Order(lines, due_at, LEAST_DAYS if choosy else 0)
        if released:
            self.is_released(number, None)

    @precondition(lambda self: self.model.orders)
    @rule(which=PICK)
    def release(self, which: int) -> None:
        """Give an order to the floor."""
        number = one(list(self.model.orders), which)
        self.is_released(number, None if self.model.orders[number].status == "open" else "before")

    @precondition(lambda self: self.model.orders)
    @rule(which=PICK)
    def check(self, which: int) -> None:
        """Promise what is missing and there now."""
        number, today = one(list(self.model.orders), which), self.today
        order = self.model.orders[number]
        no = None if order.status in ("open", "released") else "over"
        said = self.act(
            lambda work: promising.check_availability(
                work, self.ids[number], today.day, zone=today.zone
            )
        )
        self.agree(no, said)
        if no is None:
            self.promises_lines(number)

    @precondition(lambda self: self.model.orders)
    @rule(which=PICK)
    def unreserve(self, which: int) -> None:
        """Give back what is promised, unless somebody is picking it."""
        number = one(list(self.model.orders), which)
        task = self.model.tasks.get(("picking", number), Task("picking", number))
        no = "being picked" if task.worker and task.status == "open" else None
        self.agree(no, self.act(lambda work: promising.unreserve(work, self.ids[number])))
        if no is None:
            for key in [key for key in self.model.promises if key[0] == number]:
                del self.model.promises[key]

    @rule(sku=st.sampled_from(PRODUCTS), strategy=st.sampled_from((None, *STRATEGIES)))
    def arrange(self, sku: str, strategy: str | None) -> None:
        """Another order of removal for a product."""
        chosen = RemovalStrategy(strategy) if strategy else None
        self.act(lambda work: removal.keep_category(work, sku, sku, chosen, by=self.ids["bob"]))
        self.model.strategies[sku] = strategy or USUAL[sku]

    # The model's side

    def line_order(self, line: tuple[str, int]) -> int:
        """Lines are served in the order of their products."""
        return self.ids[line[0]]

    def is_released(self, number: str, no: str | None) -> None:
        """It is on the floor, with what there is promised."""
        today = self.today
        said = self.act(
            lambda work: orders.release(work, self.ids[number], today.day, zone=today.zone)
        )
        self.agree(no, said)
        if no is None:
            self.model.orders[number].status = "released"
            self.promises_lines(number)

    def promises_lines(self, number: str) -> None:
        """Each line gets what it lacks, where there is some."""
        self.task("picking", number)
        for sku, line in self.model.orders[number].lines.items():
            self.model.allocate(number, sku, line.left - self.model.promised(number, sku))
