"""Returns: only what left for an order comes back for it, never more, and waits in quarantine."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.codes import label
from tests.properties.truth.receiving import GTINS, Receiving
from tests.properties.truth.serving import Serving
from tests.properties.truth.values import Goods, Receipt
from tests.properties.truth.world import FEW, PICK, WHO, one

MOST = 6
WHAT = st.sampled_from(["left", "more", "more", "back", "other"])


class Returning(Serving, Receiving):
    """What customers send back."""

    @rule(who=WHO, which=PICK, what=WHAT, units=st.none() | FEW)
    def take_back(self, who: str, which: int, what: str, units: int | None) -> None:
        """Goods of an order that has left, one or one more than all; then so many of them."""
        if not self.in_two_lots():
            self.sends_two_lots(who, which)
        number = one(self.in_two_lots() or self.left_somewhere(), which)
        goods = one(self.goods_of(number, what), which) if number else None
        key = self.goes_on_with(who, number) if goods else None
        if key is None or goods is None:
            return
        all_of_it = min(MOST, self.model.with_customer(number)[goods])
        for _ in range(1 + all_of_it if what == "more" else 1):
            self.brings_back(who, key, goods)
        if units and self.task(*key).state.get("step") != "serial":
            self.return_is_open(number)
            self.corrects(who, self.return_of(number), units)

    @rule(who=WHO, which=PICK)
    def take_back_and_reverse(self, who: str, which: int) -> None:
        """What came back as a return does not come back by a reversal, too."""
        self.take_back(who, which, "left", None)
        self.the_book_is_the_model()
        back = [m for m in self.model.moves if m.kind == "receive" and m.order]
        for move in back[-1:]:
            sent = [
                number
                for number, one in enumerate(self.model.moves)
                if one.kind == "ship" and (one.order, one.source[:3]) == (move.order, move.to[:3])
            ]
            self.reverse(len(self.model.moves) - 1 - sent[-1])

    @rule(who=WHO, which=PICK)
    def take_back_what_left_since(self, who: str, which: int) -> None:
        """Some of an order is here while its return is opened; it leaves, and comes back on it."""
        if not self.in_two_lots():
            self.sends_two_lots(who, which)
        moves = self.model.moves
        sent = [
            n
            for n, move in enumerate(moves)
            if move.kind == "ship" and move.order and self.may_be_reversed(n, move) is None
        ]
        if not sent:
            return
        move = moves[one(sent, which)]
        self.reverse(len(moves) - 1 - one(sent, which))
        self.the_book_is_the_model()
        number = str(move.order)
        key = self.goes_on_with(who, number) if number in self.left_somewhere() else None
        self.ships_order(number)
        self.the_book_is_the_model()
        if key:
            self.brings_back(who, key, move.source[:3])

    @precondition(lambda self: self.left_somewhere())
    @rule(who=WHO, which=PICK)
    def close_return(self, who: str, which: int) -> None:
        """No more comes back of it; what is not back is not expected."""
        number = one(self.left_somewhere(), which)
        if key := self.opens_return(who, number):
            self.tells(who, key, "LW*DONE", None, "receipt_closed")
            self.is_closed(self.return_of(number), "CLOSE")

    def sends_two_lots(self, who: str, which: int) -> None:
        """An order leaves, one with two lots of a product where there is one."""
        keys = list(self.model.promises)
        several = Counter(key[:2] for key in keys if not key[2].serial)
        found = [n for n, key in enumerate(keys) if several[key[:2]] > 1] or list(range(len(keys)))
        if found:
            self.serve(who, one(found, which), "T-01", "whole", back=False)
            self.the_book_is_the_model()

    def goes_on_with(self, who: str, number: str) -> tuple[str, str] | None:
        """The worker who has the return open does not open it again."""
        key = "receiving", f"{who} {self.return_of(number)}"
        return key if key in self.task_ids else self.opens_return(who, number)

    def opens_return(self, who: str, number: str) -> tuple[str, str] | None:
        """Scan the order's number, twice where its return is not open; the conversation, if any."""
        asks = not self.return_of(number) and bool(+self.model.with_customer(number))
        answer = self.scans(who, "receiving", None, number)
        assert (answer["code"] == "return_goods") == asks, answer
        if asks:
            answer = self.scans(who, "receiving", None, number)
        no = None if asks or self.return_of(number) else "all of it is back"
        assert (answer["code"] == "receipt_opened") == (no is None), (no, answer)
        self.counts(no)
        if no is not None:
            return None
        self.return_is_open(number)
        key = "receiving", f"{who} {self.return_of(number)}"
        self.task_ids[key] = int(answer["task"])
        self.task(*key).worker = who
        return key

    def brings_back(self, who: str, key: tuple[str, str], goods: Goods) -> None:
        """Scan one label."""
        task, (sku, lot, serial) = self.task(*key), goods
        number = key[1].removeprefix(f"{who} ")
        receipt = self.model.receipts[number]
        self.return_is_open(str(receipt.returned))
        no = self.may_come_back(receipt, goods)
        text = label(GTINS[sku][0], lot or "", serial or "")
        self.tells(who, key, text, no, "received")
        if no is None:
            self.comes_in(task, number, sku, lot, serial, None, 1)

    # The model's side

    def left_somewhere(self) -> list[str]:
        """The orders of which something has left."""
        sent = {m.order: None for m in self.model.moves if m.kind == "ship" and m.order}
        return [n for n in sent if any(self.model.with_customer(n, "ship").values())]

    def in_two_lots(self) -> list[str]:
        """Those of which two lots of a product are with the customer."""

        def several(number: str) -> bool:
            skus = [sku for sku, _, unit in +self.model.with_customer(number) if not unit]
            return len(set(skus)) < len(skus)

        return [number for number in self.left_somewhere() if several(number)]

    def goods_of(self, number: str, what: str) -> list[Goods]:
        """What is with the customer, what is back from there, or what never was."""
        seen = self.model.with_customer(number)
        ever: dict[Goods, None] = {s[:3]: None for s in self.model.stock}
        match what:
            case "left" | "more":
                left = sorted(+seen, key=seen.__getitem__)
                several = Counter(sku for sku, _, unit in left if not unit)
                return [goods for goods in left if several[goods[0]] > 1][:1] or left
            case "back":
                return [goods for goods, units in seen.items() if units <= 0]
        skus = {sku for sku, _, _ in seen}
        return [goods for goods in ever if goods not in seen and goods[0] in skus]

    def return_of(self, number: str) -> str:
        """The open return of an order."""
        receipts = self.model.receipts.items()
        return next((n for n, r in receipts if r.returned == number and r.status == "open"), "")

    def return_is_open(self, number: str) -> None:
        """It expects what is with the customer now."""
        left: dict[str, int] = {}
        for (sku, _, _), units in self.model.with_customer(number).items():
            left[sku] = left.get(sku, 0) + units
        found = self.model.receipts.get(self.return_of(number))
        if found is None:
            count = sum(r.returned == number for r in self.model.receipts.values()) + 1
            found = Receipt("Q-1", {}, returned=number)
            self.model.receipts[f"{number}-R{count}"] = found
        for sku, units in left.items():
            if units or sku in found.lines:
                line = found.lines.setdefault(sku, [0, 0])
                line[0] = line[1] + units or line[0]

    def may_come_back(self, receipt: Receipt, goods: Goods) -> str | None:
        """Why these goods may not."""
        left = self.model.with_customer(str(receipt.returned))[goods]
        return None if left > 0 else "not left for this order, or back already"
