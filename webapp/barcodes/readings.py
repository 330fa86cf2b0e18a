"""One way to read a code: its elements, and the same by the names people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from webapp.barcodes import associations, dates
from webapp.words import Words

# The last digit of these identifiers says how many decimals the value has.
_UNITS_OF_MEASURE = {"310": "kg", "311": "m", "314": "m²", "315": "l", "316": "m³"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A trade measure a label states: how much, in the unit GS1 states it in ("kg", "m", "l")."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        """As people write it: "52.1 kg"."""
        return f"{self.value.normalize():f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Reading:
    """Elements by Application Identifier, in the order they stand in the code."""

    elements: Mapping[str, str]
    dates: Mapping[str, date | datetime]
    warnings: tuple[Words, ...] = ()

    @property
    def gtin(self) -> str | None:
        """GTIN of the product or packaging (AI 01), always 14 digits."""
        return self.elements.get("01")

    @property
    def content_gtin(self) -> str | None:
        """GTIN of what a pallet or case holds (AI 02), 14 digits."""
        return self.elements.get("02")

    @property
    def product_code(self) -> str | None:
        """The product's number where the code gives one that is no GTIN."""
        return None

    @property
    def lot(self) -> str | None:
        """Lot (AI 10)."""
        return self.elements.get("10")

    @property
    def serial(self) -> str | None:
        """Serial number (AI 21)."""
        return self.elements.get("21")

    @property
    def sscc(self) -> str | None:
        """Number of a license plate (AI 00), 18 digits."""
        return self.elements.get("00")

    @property
    def expires_on(self) -> date | None:
        """The day of AI 17, or of AI 7003, which adds an hour to it."""
        return self._day("17") or self._day("7003")

    @property
    def best_before(self) -> date | None:
        """The day of AI 15."""
        return self._day("15")

    @property
    def produced_on(self) -> date | None:
        """The day of AI 11, or of AI 8008, which adds an hour to it."""
        return self._day("11") or self._day("8008")

    @property
    def count(self) -> int | None:
        """How many units: AI 30 (of a product) or 37 (in a pallet or case)."""
        found = self.elements.get("30") or self.elements.get("37")
        return int(found) if found else None

    @property
    def measure(self) -> Measure | None:
        """The first net measure of the code (AI 310n kg, 311n m, 314n m², 315n l, …)."""
        for ai, value in self.elements.items():
            if len(ai) == 4 and (unit := _UNITS_OF_MEASURE.get(ai[:3])):
                return Measure(Decimal(value).scaleb(-int(ai[3])), unit)
        return None

    def _day(self, ai: str) -> date | None:
        found = self.dates.get(ai)
        return found.date() if isinstance(found, datetime) else found


def reading_of(elements: Mapping[str, str], today: date, *extra: Words) -> Reading:
    """A reading of elements that have been found good, with its dates and its warnings."""
    found = {
        ai: moment
        for ai, value in elements.items()
        if ai in dates.FORMS and (moment := dates.read(ai, value, today.year)) is not None
    }
    return Reading(elements, found, associations.warnings(tuple(elements)) + extra)
