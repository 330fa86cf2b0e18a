"""Lines that announce what stands on a supplier's license plates, each with its verdict.

    SSCC; product; quantity; lot; serial; expires on

Nothing is written here. A plate with a line that cannot stand is left out as a whole, because half
of it would come in as all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from webapp.barcodes import gtin14
from webapp.barcodes.item_numbers import is_sscc
from webapp.models import PlateKind, PlateStatus, Role, Tracking
from webapp.operations import incoming
from webapp.queries import announced as reads
from webapp.queries import receiving
from webapp.queries.announced import Announced
from webapp.queries.receiving import LineUnderWay, ReceiptUnderWay
from webapp.rules import codes
from webapp.rules.codes import Pasted, shown
from webapp.rules.keyed import looks_like_code
from webapp.rules.quantities import units_of
from webapp.words import T, Words

COLUMNS = 6
PLATE, PRODUCT, QUANTITY, LOT, SERIAL, DATE = range(COLUMNS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line: what it announces, as far as it could be read, and what stands against it.

    What `ends_soon` has less life left than is asked for: it is announced, and asked again when the
    license plate comes.
    """

    number: int
    plate: str
    product: str
    quantity: int = 0
    line: LineUnderWay | None = None
    lot: str | None = None
    serial: str | None = None
    day: str = ""
    expires_on: date | None = None
    fault: Words | None = None
    ends_soon: Words | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """All lines with their verdicts; `digest` says whether they are what somebody looked at."""

    receipt: ReceiptUnderWay
    verdicts: tuple[Verdict, ...]

    @property
    def good(self) -> tuple[Verdict, ...]:
        """The lines that nothing stands against."""
        return tuple(one for one in self.verdicts if one.fault is None)

    @property
    def plates(self) -> int:
        """How many license plates they announce."""
        return len({one.plate for one in self.good})

    @property
    def digest(self) -> str:
        """What was shown, in 64 characters."""
        seen = [
            [
                *asdict(replace(one, line=None, fault=None, ends_soon=None)).values(),
                str(one.fault),
                str(one.ends_soon),
            ]
            for one in self.verdicts
        ]
        return hashlib.sha256(json.dumps(seen, default=str).encode()).hexdigest()


def look(connection: Connection, receipt_id: int, box: str, today: date) -> Judged | Words:
    """The verdicts, with nothing written; or why there are none."""
    receipt = receiving.receipt_under_way(connection, receipt_id)
    lines = codes.pasted(box, columns=COLUMNS)
    if receipt.status != "open":
        return T("Receipt %(number)s is closed.", number=receipt.number)
    if receipt.is_return:
        return T("What comes back is scanned, one by one.")
    if not lines:
        return T("Paste at least one line.")
    if len(lines) > codes.MOST_CODES:
        return T(
            "%(count)s lines are too many: at most %(most)s at once.",
            count=len(lines),
            most=codes.MOST_CODES,
        )
    read = [read_line(connection, receipt, one) for one in named(connection, receipt, lines)]
    return Judged(receipt, judged(connection, receipt, read, today))


# Reading: which product, how many


@dataclass(frozen=True, slots=True)
class Named:
    """A line with the product that its second column names, and what one of that code counts."""

    pasted: Pasted
    line: LineUnderWay | None
    units: int


def named(connection: Connection, receipt: ReceiptUnderWay, lines: Sequence[Pasted]) -> list[Named]:
    """Each line with its product, by SKU, by GTIN or by a further code."""
    known = reads.called(connection, [line.product.id for line in receipt.lines])
    found = []
    for one in lines:
        code = one.column(PRODUCT)
        product, units = known.get(code) or known.get(gtin14(code) or "") or (None, 1)
        found.append(Named(one, receipt.line_of(product), units))
    return found


def read_line(connection: Connection, receipt: ReceiptUnderWay, one: Named) -> Verdict:
    """One line as far as it speaks for itself."""
    pasted, line = one.pasted, one.line
    told = Verdict(pasted.number, shown(pasted.column(PLATE)), shown(pasted.column(PRODUCT)))
    if not is_sscc(pasted.column(PLATE)):
        return replace(told, fault=T("%(code)s is not an SSCC.", code=told.plate or "?"))
    if line is None:
        product = told.product or "?"
        fault = T("%(product)s is not on this receipt.", product=product)
        return replace(told, fault=fault)
    told = replace(
        told,
        line=line,
        product=line.product.sku,
        lot=pasted.column(LOT) if line.product.tracking.by_lot else None,
        serial=pasted.column(SERIAL) if line.product.tracking.by_serial else None,
        day=pasted.column(DATE),
    )
    return counted(told, pasted.column(QUANTITY), one.units)


def counted(told: Verdict, typed: str, units: int) -> Verdict:
    """The line with its quantity in base units; a serial is one."""
    assert told.line is not None, "only a line with a product is counted"  # noqa: S101
    product = told.line.product
    quantity = None if looks_like_code(typed) else units_of(typed or "1", product.scale)
    if quantity is None:
        return replace(told, fault=T("%(text)s is not a quantity.", text=shown(typed)))
    if product.tracking.by_serial and quantity * units != 1:
        fault = T("Every %(sku)s has a line of its own, with its serial.", sku=product.sku)
        return replace(told, fault=fault)
    return replace(told, quantity=quantity * units)


# Judging: codes, dates, what is expected, the license plates themselves


def judged(
    connection: Connection, receipt: ReceiptUnderWay, read: Sequence[Verdict], today: date
) -> tuple[Verdict, ...]:
    """Each line with the first thing that stands against it.

    What is expected is counted last, over the license plates that nothing else stands against.
    """
    plates = sorted({one.plate for one in read})
    others = reads.announced_elsewhere(connection, receipt.id, plates)
    known = reads.known_plates(connection, plates)
    announced = reads.announced_on(connection, receipt.id)
    come = {one.plate for one in announced if one.has_come}
    coded = [
        one
        if one.fault
        else replace(one, fault=has_come(one, come) or of_plate(one, receipt, others, known))
        for one in with_codes(connection, receipt, read, today)
    ]
    before = already_announced(announced, receipt, set(plates))
    return tuple(whole_plates([expected(one, before) for one in whole_plates(coded)]))


def whole_plates(lines: Sequence[Verdict]) -> list[Verdict]:
    """No license plate is announced in part: one faulty line leaves out all of it."""
    faulty: dict[str, int] = {}
    for one in lines:
        if one.fault:
            faulty.setdefault(one.plate, one.number)
    return [
        replace(one, fault=left_out_with(faulty[one.plate]))
        if one.plate in faulty and one.fault is None
        else one
        for one in lines
    ]


def left_out_with(number: int) -> Words:
    """Another line of the same license plate cannot stand."""
    return T("Left out with line %(line)s of the same license plate.", line=number)


def has_come(one: Verdict, come: set[str]) -> Words | None:
    """What is in the house is not announced any more."""
    return T("License plate %(plate)s has come in.", plate=one.plate) if one.plate in come else None


def already_announced(
    announced: Sequence[Announced], receipt: ReceiptUnderWay, again: set[str]
) -> Counter[int]:
    """What came in of each product, and what other license plates announce of it."""
    found = Counter({line.product.id: line.received for line in receipt.lines})
    for one in announced:
        if not one.has_come and one.plate not in again:
            found[one.product.id] += one.quantity
    return found


def expected(one: Verdict, before: Counter[int]) -> Verdict:
    """No more than the receipt expects, line by line; what stands is counted for the next one."""
    if one.fault or one.line is None:
        return one
    product, most = one.line.product, one.line.expected
    if before[product.id] + one.quantity > most:
        amount = product.amount(most)
        fault = T("More %(sku)s than expected: %(expected)s.", sku=product.sku, expected=amount)
        return replace(one, fault=fault)
    before[product.id] += one.quantity
    return one


def of_plate(
    one: Verdict, receipt: ReceiptUnderWay, others: Mapping[str, str], known: Mapping[str, Any]
) -> Words | None:
    """What stands against the license plate itself."""
    if one.plate in others:
        return T(
            "License plate %(plate)s is announced on receipt %(number)s.",
            plate=one.plate,
            number=others[one.plate],
        )
    plate = known.get(one.plate)
    if plate is None:
        return None
    is_free = plate.status == PlateStatus.OPEN and plate.kind != PlateKind.TOTE
    if is_free and plate.location_id == receipt.dock_id and not plate.carries:
        return None
    return T(
        "License plate %(plate)s is in use, at %(place)s.", plate=one.plate, place=plate.location
    )


def with_codes(
    connection: Connection, receipt: ReceiptUnderWay, read: Sequence[Verdict], today: date
) -> list[Verdict]:
    """The lines with what stands against their lots and serials, asked once for each product."""
    said: dict[int, Verdict] = {}
    for line in receipt.lines:
        own = [one for one in read if one.line is line and one.fault is None]
        if line.product.tracking is Tracking.NONE:
            own = []
        said |= {one.number: one for one in coded_of(connection, receipt, line, own, today)}
    return [said.get(one.number, one) for one in read]


def coded_of(
    connection: Connection,
    receipt: ReceiptUnderWay,
    line: LineUnderWay,
    own: Sequence[Verdict],
    today: date,
) -> list[Verdict]:
    """The lines of one product, judged as a paste of its codes is."""
    case = incoming.Case(receipt, line, today, role=Role.SUPERVISOR)
    lines = [as_pasted(one) for one in own]
    # One lot may come on many license plates; a serial is one unit and comes once.
    once = line.product.tracking.by_serial
    return [
        replace(one, expires_on=told.expires_on, fault=told.fault, ends_soon=told.ends_soon)
        for one, told in zip(own, incoming.judge(connection, case, lines, once=once), strict=True)
    ]


def as_pasted(one: Verdict) -> Pasted:
    """The line as a paste of its product's codes has it."""
    if one.serial is not None:
        return Pasted(one.number, (one.serial, one.lot or "", one.day))
    return Pasted(one.number, (one.lot or "", "", one.day))
