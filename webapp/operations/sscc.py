"""SSCCs of our own: each number is given once, whatever becomes of the prefix it stands under.

    extension digit · company prefix · serial reference · check digit      18 digits altogether

The serial reference comes from a row that is locked until the transaction ends, one for each
prefix and extension digit; the row stays when another prefix is set, so that going back to an
earlier one goes on behind its last number. A number that a plate already carries is passed over:
under prefixes of different lengths the same digits could come up twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, text

from webapp.barcodes.check_digits import check_digit
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.label_settings import label_settings
from webapp.rules import refusals
from webapp.rules.refusals import Refusal

DIGITS = 17  # without the check digit
BEGIN = text(
    "insert into sscc_counters (prefix, extension, next) values (:prefix, :extension, 0)"
    " on conflict do nothing"
)
NEXT = "select next from sscc_counters where prefix = :prefix and extension = :extension"
GO_ON = text(
    "update sscc_counters set next = :next where prefix = :prefix and extension = :extension"
)
CARRIED = text("select code from license_plates where code in :codes").bindparams(
    bindparam("codes", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers under one prefix and one extension digit."""

    prefix: str
    extension: int

    @property
    def length(self) -> int:
        """How many digits a serial reference has."""
        return DIGITS - 1 - len(self.prefix)

    @property
    def room(self) -> int:
        """How many numbers there are."""
        return int(10**self.length)

    def sscc(self, number: int) -> str:
        """The SSCC with this serial reference.

        >>> Series("0614141", 1).sscc(123456789)
        '106141411234567897'
        """
        digits = f"{self.extension}{self.prefix}{number:0{self.length}d}"
        return digits + check_digit(digits)


def next_sscc(work: UnitOfWork) -> str | Refusal:
    """The next number of our own, or why there is none."""
    found = next_ssccs(work, 1)
    return found if isinstance(found, Refusal) else found[0]


def next_ssccs(work: UnitOfWork, count: int) -> tuple[str, ...] | Refusal:
    """The next `count` numbers of our own; none of them where there are not so many left."""
    settings = label_settings(work.connection)
    if settings.company_prefix is None:
        return refusals.no_company_prefix()
    series = Series(settings.company_prefix, settings.extension_digit)
    number = locked(work, series)
    found: list[str] = []
    while len(found) < count:
        some = range(number, min(number + count - len(found), series.room))
        if not some:
            return refusals.numbers_used_up(series.prefix, series.extension)
        found += not_carried(work, [series.sscc(one) for one in some])
        number = some.stop
    work.connection.execute(
        GO_ON, {"prefix": series.prefix, "extension": series.extension, "next": number}
    )
    return tuple(found)


def locked(work: UnitOfWork, series: Series) -> int:
    """The series' next serial reference; nobody else reads it until this act ends."""
    values = {"prefix": series.prefix, "extension": series.extension}
    work.connection.execute(BEGIN, values)
    return int(work.connection.execute(text(NEXT + work.for_update), values).scalar_one())


def not_carried(work: UnitOfWork, codes: list[str]) -> list[str]:
    """Those that no plate carries, in their order."""
    carried = set(work.connection.execute(CARRIED, {"codes": codes}).scalars())
    return [code for code in codes if code not in carried]
