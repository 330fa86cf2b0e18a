"""The book being written: the ids of what is in it already, by the names the data uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from webapp.operations.ledger import By, Entry, Goods, Spot, record
from webapp.operations.unit_of_work import UnitOfWork


@dataclass
class Book:
    """One unit of work, the day it happens on, and ids by SKU, code or number."""

    work: UnitOfWork
    today: date
    user_id: int
    categories: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    partners: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    lots: dict[tuple[str, str], int] = field(default_factory=dict)
    serials: dict[tuple[str, str], int] = field(default_factory=dict)
    plates: dict[str, int] = field(default_factory=dict)

    def goods(self, sku: str, lot: str | None = None, serial: str | None = None) -> Goods:
        """What moves, by its codes."""
        return Goods(
            self.products[sku],
            self.lots[sku, lot] if lot else None,
            self.serials[sku, serial] if serial else None,
        )

    def spot(self, place: str, plate: str | None = None) -> Spot:
        """Where it is, by its codes."""
        return Spot(self.places[place], self.plates[plate] if plate else None)

    def write(self, entry: Entry) -> None:
        """One move, by the user the demo is written as."""
        record(self.work, entry, By(self.user_id, self.work.now))
