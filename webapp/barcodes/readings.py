"""One way to read a code: its elements, and the same by the names people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from webapp.barcodes import associations, check_digits, data_identifiers, dates
from webapp.barcodes.data_identifiers import FEEDING
from webapp.barcodes.measures import Measure, net_measure
from webapp.words import Words

_GTINS = ("01", *FEEDING["gtin"])
_LOTS = ("10", *FEEDING["lot"])
_SERIALS = ("21", *FEEDING["serial"])


@dataclass(frozen=True, slots=True)
class Reading:
    """Elements by Application Identifier, in the order they stand in the code.

    A code that is none of GS1's has its elements by data identifier instead ("1T", "25S"), which
    ends in a letter, so that no key has two meanings.
    """

    elements: Mapping[str, str]
    dates: Mapping[str, date | datetime]
    warnings: tuple[Words, ...] = ()
    unit_of_measure: str | None = None
    """HIBC's packaging level of the product, one digit: "0" is the unit of use."""
    link: str | None = None
    """The character that a HIBC code of a lot shares with that of its product, when apart."""

    @property
    def gtin(self) -> str | None:
        """GTIN of the product or packaging (AI 01, data identifier 8P), always 14 digits."""
        return self._first(_GTINS)

    @property
    def content_gtin(self) -> str | None:
        """GTIN of what a pallet or case holds (AI 02), 14 digits."""
        return self.elements.get("02")

    @property
    def product_code(self) -> str | None:
        """The product's number where the code gives one that is no GTIN: the maker's, if there."""
        return next(iter(self.product_codes), None)

    @property
    def product_codes(self) -> tuple[str, ...]:
        """All of them, the maker's first: 1P, 30P, the customer's P, and HIBC's LIC with PCN."""
        found = (self.elements.get(identifier) for identifier in FEEDING["product_code"])
        return tuple(code for code in found if code)

    @property
    def lot(self) -> str | None:
        """Lot (AI 10, data identifiers 1T, T, …)."""
        return self._first(_LOTS)

    @property
    def serial(self) -> str | None:
        """Serial number (AI 21, data identifiers S, 25S, …)."""
        return self._first(_SERIALS)

    @property
    def sscc(self) -> str | None:
        """Number of a license plate (AI 00, or J with an SSCC in it), 18 digits."""
        plate = self.license_plate or ""
        right = len(plate) == 18 and check_digits.is_number(plate) and check_digits.is_right(plate)
        return plate if right else None

    @property
    def license_plate(self) -> str | None:
        """Number of a license plate: an SSCC, or what industry prints (J, 1J to 6J, 3S, …)."""
        return self.elements.get("00") or self._first(FEEDING["license_plate"])

    @property
    def expires_on(self) -> date | None:
        """The day of AI 17, or of AI 7003, which adds an hour to it; or of 14D."""
        return self._day("17") or self._day("7003") or self._dated("expires_on")

    @property
    def best_before(self) -> date | None:
        """The day of AI 15."""
        return self._day("15")

    @property
    def produced_on(self) -> date | None:
        """The day of AI 11, or of AI 8008, which adds an hour to it; or of 16D."""
        return self._day("11") or self._day("8008") or self._dated("produced_on")

    @property
    def count(self) -> int | None:
        """How many units: AI 30 (of a product) or 37 (in a pallet or case), or Q, 7Q in pieces."""
        found = self.elements.get("30") or self.elements.get("37")
        if found:
            return int(found)
        stated = data_identifiers.quantity(self.elements)
        return stated if isinstance(stated, int) else None

    @property
    def measure(self) -> Measure | None:
        """The first net measure of the code (AI 310n kg, 311n m, …, or 7Q with its unit)."""
        stated = data_identifiers.quantity(self.elements)
        return net_measure(self.elements) or (stated if isinstance(stated, Measure) else None)

    def _first(self, keys: tuple[str, ...]) -> str | None:
        for key in keys:
            if key in self.elements:
                return self.elements[key]
        return None

    def _day(self, key: str) -> date | None:
        found = self.dates.get(key)
        return found.date() if isinstance(found, datetime) else found

    def _dated(self, field: str) -> date | None:
        key = data_identifiers.dated(field, self.elements)
        return self._day(key) if key else None


def reading_of(elements: Mapping[str, str], today: date, *extra: Words) -> Reading:
    """A reading of elements that have been found good, with its dates and its warnings."""
    found = {
        ai: moment
        for ai, value in elements.items()
        if ai in dates.FORMS and (moment := dates.read(ai, value, today.year)) is not None
    }
    return Reading(elements, found, associations.warnings(tuple(elements)) + extra)


def reading_by_data_identifier(elements: Mapping[str, str], today: date, *extra: Words) -> Reading:
    """The same for elements by data identifier; no rule says which of them belong together."""
    found = {
        identifier: moment
        for identifier, value in elements.items()
        if (moment := data_identifiers.moment(identifier, value, today.year)) is not None
    }
    return Reading(elements, found, extra)


def joined(reading: Reading, other: Reading) -> Reading:
    """Two parts of one code as one reading."""
    return Reading(
        {**reading.elements, **other.elements},
        {**reading.dates, **other.dates},
        reading.warnings + other.warnings,
    )
