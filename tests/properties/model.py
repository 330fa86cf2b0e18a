"""The dumb model: a dict of quantities that only accepted answers change.

It knows no SQL and none of the rules. It believes the moves an accepted scan says it made, checks
that the answer told the worker the same, and remembers them for an undo.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.properties.book import Book, Moved, Where
from webapp.flows.talk import ScanSaid

REMEMBERED = 20
MOVES = {"received", "put_away", "picked", "order_picked", "moved", "scrapped", "undone"}
OUTSIDE = {"SUPPLIERS", "CUSTOMERS", "SCRAP"}


@dataclass
class Model:
    """How much of what is where, and what each task did that may be undone."""

    stock: Counter[Where]
    done: defaultdict[str, list[list[Moved]]] = field(default_factory=lambda: defaultdict(list))

    def hears(self, said: ScanSaid, answer: dict[str, Any], moves: list[Moved]) -> None:
        """Take in one judged scan."""
        if answer["status"] != "accepted":
            assert moves == [], f"{answer['status']} moved {moves}"
            return
        assert not moves or answer["code"] in MOVES, f"{answer['code']} moved {moves}"
        self.agrees(answer, moves)
        for move in moves:
            self.applies(move)
        if said.task is not None:
            self.remembers(said.text, answer, moves)

    def applies(self, move: Moved) -> None:
        """From here to there."""
        self.stock[move.source] -= move.quantity
        self.stock[move.destination] += move.quantity

    def agrees(self, answer: dict[str, Any], moves: list[Moved]) -> None:
        """What the answer tells is what was moved."""
        line = answer["line"]
        match answer["code"]:
            case "received":
                assert len(moves) <= 1, moves
                for move in moves:
                    inward = move.destination if move.source.location in OUTSIDE else move.source
                    assert inward == Where(
                        line["product"], line["lot"], inward.serial, line["location"]
                    )
                    assert inward.serial == line["serial"]
            case "picked" | "order_picked" if line:
                (move,) = moves
                assert move.kind == "pick"
                assert move.quantity == line["done"]
                assert move.source == Where(
                    line["product"], line["lot"], line["serial"], line["location"]
                )
            case "put_away" | "moved" | "scrapped" if line:
                assert sum(move.quantity for move in moves) == line["done"]
                assert {move.destination.location for move in moves} == {line["location"]}
                assert line["product"] in {move.source.product for move in moves}
            case "undone":
                last = self.done[answer["task"]][-1] if self.done[answer["task"]] else []
                back = [way_back(move) for move in reversed(last)]
                assert sorted(moves, key=str) == sorted(back, key=str)

    def remembers(self, words: str, answer: dict[str, Any], moves: list[Moved]) -> None:
        """Keep what an undo of this task takes back, and in which order."""
        done = self.done[answer["task"]]
        if answer["code"] == "undone":
            del done[-1:]
        elif "SHORT" in words.upper():
            done.clear()
        else:
            done.append(moves)
            del done[:-REMEMBERED]

    def agrees_with(self, book: Book) -> None:
        """The balances are what the model counted, and all of a product adds up to zero."""
        assert {where: units for where, units in self.stock.items() if units} == book.stock
        totals: Counter[str] = Counter()
        for where, units in self.stock.items():
            totals[where.product] += units
            assert units >= 0 or where.location in OUTSIDE, (where, units)
        assert not any(totals.values()), totals


def way_back(move: Moved) -> Moved:
    """The move that undoes another."""
    return Moved(move.kind, move.quantity, move.destination, move.source)
