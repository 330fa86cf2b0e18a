"""Many codes that come in on a receipt at once: each is judged before anything is written.

`judge` says of every line what stands against it, in as many statements for a thousand lines as for
one. `bring_in` writes those that nothing stands against; the caller decides whether that is all of
them or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, TextClause, bindparam, text

from webapp.models import ExpiryPolicy, MoveKind, Role
from webapp.operations import changes, ledger, lots, receipts, short_lives
from webapp.operations.ledger import By, Entry, Goods, Spot
from webapp.operations.unit_of_work import ChangedMeanwhileError, UnitOfWork
from webapp.queries import receiving as reads
from webapp.queries.receiving import LineUnderWay, ReceiptUnderWay
from webapp.rules.codes import Pasted, fault_of, first_seen, no_label, shown
from webapp.rules.keyed import looks_like_code
from webapp.rules.least_life import Arriving, falls_short
from webapp.rules.quantities import units_of
from webapp.rules.shelf_life import Dates, complete
from webapp.rules.usable import expired
from webapp.words import T, Words

ROOM = "receipts"
REPLACED = "replaced by other serial numbers"
Gone = tuple[tuple[int, Entry], ...]  # Moves with their ids that are to be reversed.


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line, and what stands against it; `note` is worth knowing and stands against nothing.

    `code` is the serial, or the lot of a product that has lots only; `lot` the lot of a serial.
    What `ends_soon` has less life left than is asked for.
    """

    number: int
    code: str
    quantity: int
    lot: str | None = None
    expires_on: date | None = None
    fault: Words | None = None
    note: Words | None = None
    ends_soon: Words | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What all lines are judged against; `leaving` are the serials that the others replace.

    A supervisor may take in what ends too soon; `role` is the one of whoever takes it in.
    """

    receipt: ReceiptUnderWay
    line: LineUnderWay
    today: date
    leaving: frozenset[int] = frozenset()
    role: Role = Role.WORKER

    @property
    def lets_in(self) -> bool:
        """Whether goods that end too soon come in and are reported."""
        return self.receipt.asks(self.line).is_reported or self.role.covers(Role.SUPERVISOR)


def judge(
    connection: Connection, case: Case, lines: Sequence[Pasted], *, once: bool = True
) -> tuple[Verdict, ...]:
    """Every line with its verdict, in the order of the paste; where asked, a code stands `once`."""
    tracking = case.line.product.tracking
    lot_codes = [one.column(1) if tracking.by_serial else one.code for one in lines]
    known_lots = lots_called(connection, case, lot_codes) if tracking.by_lot else {}
    serials = serials_called(connection, case, lines) if tracking.by_serial else {}
    again = one_unit_again(lines, serials) | first_seen(lines) if once else {}
    dates = dates_told(lines, lot_codes) if tracking.by_lot else {}
    return tuple(
        verdict(
            case,
            one,
            again.get(one.number),
            Told(known_lots.get(lot), dates.get(lot)),
            serials.get(one.code),
        )
        for one, lot in zip(lines, lot_codes, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the lot of a line: in the book, and the date that the paste tells first."""

    lot: Any = None
    day: date | None = None


def one_unit_again(lines: Sequence[Pasted], serials: dict[str, Any]) -> dict[int, int]:
    """Lines that name a serial by another of its codes than a line before does."""
    first: dict[int, int] = {}
    again = {}
    for line in lines:
        if serial := serials.get(line.code):
            before = first.setdefault(serial.id, line.number)
            if before != line.number:
                again[line.number] = before
    return again


def dates_told(lines: Sequence[Pasted], lot_codes: Sequence[str]) -> dict[str, date]:
    """The first date that is told of each lot: all its lines are about the same one."""
    told: dict[str, date] = {}
    for line, lot in zip(lines, lot_codes, strict=True):
        day = day_of(line.column(2))
        if isinstance(day, date):
            told.setdefault(lot, day)
    return told


def verdict(case: Case, line: Pasted, first: int | None, told: Told, serial: Any) -> Verdict:
    """One line: the first thing that stands against it is said."""
    by_serial = case.line.product.tracking.by_serial
    quantity = 1 if by_serial else quantity_of(line, case.line.product.scale)
    day, lot = day_of(line.column(2)) or told.day, told.lot
    fault = (
        fault_of(line.code)
        or repeated(line, first)
        or (serial_fault(case, line.code, serial) if by_serial else quantity_fault(line, quantity))
        or lot_fault(case, line, day, told)
    )
    soon = None if fault else ends_soon(case, line, day, lot)
    if soon and not case.lets_in:
        fault = soon
    return Verdict(
        line.number,
        shown(line.code),
        quantity or 0,
        line.column(1) if by_serial and case.line.product.tracking.by_lot else None,
        day if isinstance(day, date) else None,
        fault,
        None if fault else no_label(line.code),
        None if fault else soon,
    )


def repeated(line: Pasted, first: int | None) -> Words | None:
    """A code that the paste holds before."""
    if first is None:
        return None
    return T("%(code)s stands in line %(first)s already.", code=line.code, first=first)


def quantity_of(line: Pasted, scale: int) -> int | None:
    """The units that a line states, one where it states none; None where that is no quantity."""
    typed = line.column(1) or "1"
    return None if looks_like_code(typed) else units_of(typed, scale)


def quantity_fault(line: Pasted, quantity: int | None) -> Words | None:
    """What stands where the quantity should be."""
    if quantity is not None:
        return None
    return T("%(text)s is not a quantity.", text=shown(line.column(1)))


def serial_fault(case: Case, code: str, serial: Any) -> Words | None:
    """A unit is in one place, once; one that left comes back as a return."""
    if serial is None or serial.id in case.leaving:
        return None
    if serial.place and serial.here:
        return T("Serial %(serial)s was already received here.", serial=code)
    if serial.place:
        return T(
            "Serial %(serial)s is already in stock, at %(place)s.", serial=code, place=serial.place
        )
    if serial.has_left:
        return T("Serial %(serial)s has left: it comes back as a return.", serial=code)
    return None


def lot_fault(case: Case, line: Pasted, day: date | str | None, told: Told) -> Words | None:
    """What stands against the lot of a line: its code, or the date it expires on."""
    product = case.line.product
    if not product.tracking.by_lot:
        return None
    code = line.column(1) if product.tracking.by_serial else line.code
    if fault := fault_of(code):
        return fault if code else T("The lot of %(serial)s is missing.", serial=line.code)
    if isinstance(day, str):
        return T("%(text)s is not a date such as 2027-03-31.", text=shown(day))
    lot = told.lot
    known = (lot.expires_on if lot else None) or told.day
    if known and day and known != day:
        return T("Lot %(lot)s expires on %(known)s.", lot=code, known=known)
    last = expiry_of(case, day, lot)
    if last is None and product.expiry_policy is ExpiryPolicy.REQUIRED:
        return T("Lot %(lot)s needs the date it expires on.", lot=code)
    if last and expired(last, case.today):
        return T("Lot %(lot)s expired on %(date)s.", lot=code, date=last)
    return None


def ends_soon(case: Case, line: Pasted, day: date | str | None, lot: Any) -> Words | None:
    """That a lot has less life left than product or supplier ask for."""
    product = case.line.product
    if not product.tracking.by_lot or isinstance(day, str):
        return None
    code = line.column(1) if product.tracking.by_serial else line.code
    made = lot.produced_on if lot else None
    arriving = Arriving(code, product.sku, expiry_of(case, day, lot), made)
    said = falls_short(arriving, case.receipt.asks(case.line), case.today)
    return said.problem if said else None


def expiry_of(case: Case, day: date | None, lot: Any) -> date | None:
    """The day a lot expires on: known, pasted, or counted for a new one."""
    if lot is None:
        return complete(case.line.life, Dates(day), case.today).expires_on
    return lot.expires_on or day


def day_of(column: str) -> date | str | None:
    """The date a column tells; its text where it tells none, None where it is empty."""
    try:
        return date.fromisoformat(column) if column else None
    except ValueError:
        return column


# What is known of the codes, in one statement each

SERIALS = text(
    "select s.id, x.code, (select o.code from balances b join locations o on o.id = b.location_id"
    " where b.serial_id = s.id and b.inside and b.on_hand > 0) as place,"
    " exists (select 1 from balances b where b.serial_id = s.id and not b.inside"
    " and b.on_hand > 0) as has_left,"
    " exists (select 1 from moves m where m.serial_id = s.id and m.receipt_line_id = :line"
    " and m.reverses_id is null) as here"
    " from (select id as serial_id, code from serials where product_id = :product"
    " and code in :codes union all select serial_id, code from former_codes"
    " where product_id = :product and serial_id is not null and code in :codes) x"
    " join serials s on s.id = x.serial_id"
).bindparams(bindparam("codes", expanding=True))
LOTS = (
    text(
        "select l.id, x.code, l.expires_on, l.produced_on from (select id as lot_id, code from lots"
        " where product_id = :product and code in :codes union all select lot_id, code"
        " from former_codes where product_id = :product and lot_id is not null"
        " and code in :codes) x join lots l on l.id = x.lot_id"
    )
    .bindparams(bindparam("codes", expanding=True))
    .columns(expires_on=Date, produced_on=Date)
)


def serials_called(connection: Connection, case: Case, lines: Sequence[Pasted]) -> dict[str, Any]:
    """The serials of the product that were ever seen, by each of their codes in the paste."""
    return called(connection, SERIALS, case, [one.code for one in lines])


def lots_called(connection: Connection, case: Case, codes: Sequence[str]) -> dict[str, Any]:
    """The lots of the product that are known, by each of their codes in the paste."""
    return called(connection, LOTS, case, codes)


def called(
    connection: Connection, statement: TextClause | Any, case: Case, codes: Sequence[str]
) -> dict[str, Any]:
    """The rows of a statement by code; what no text of a database can hold is left out."""
    fit = [code for code in dict.fromkeys(codes) if fault_of(code) is None]
    if not fit:
        return {}
    values = {"product": case.line.product.id, "codes": fit}
    if statement is SERIALS:
        values["line"] = case.line.id
    return {row.code: row for row in connection.execute(statement, values)}


REPLACEABLE = text(
    "select m.* from moves m join balances b on b.serial_id = m.serial_id"
    " and b.location_id = m.destination_id"
    " and coalesce(b.plate_id, 0) = coalesce(m.destination_plate_id, 0)"
    " and b.inside and b.on_hand = 1 and b.reserved = 0"
    " where m.receipt_line_id = :line and m.reverses_id is null"
    " and not exists (select 1 from moves r where r.reverses_id = m.id)"
    " and not exists (select 1 from label_prints t where t.kind = 'serial'"
    " and t.thing_id = m.serial_id) order by m.id"
)


def replaceable(connection: Connection, line_id: int) -> Gone:
    """The moves of a line's serials that still lie where they were received, without a label."""
    rows = connection.execute(REPLACEABLE, {"line": line_id})
    return tuple((row.id, ledger.entry_of(row)) for row in rows)


# Writing


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where the goods come in, on which day, and what leaves the receipt again for them."""

    receipt: ReceiptUnderWay
    line: LineUnderWay
    today: date
    plate_id: int | None = None
    replaced: Gone = ()

    def surplus(self, units: int) -> int:
        """How many more than expected there are with so many."""
        return max(0, self.line.received - len(self.replaced) + units - self.line.expected)


def bring_in(
    work: UnitOfWork, arrival: Arrival, verdicts: Sequence[Verdict], by: By
) -> tuple[tuple[Goods, int], ...]:
    """Take the goods in, each by a move: what came, and how many of it.

    More than was expected raises what is expected, with a row in the history: whoever calls this
    has asked whether that is meant. Raises ChangedMeanwhileError where another hand counted the
    line up since it was read.
    """
    line, replaced = arrival.line, arrival.replaced
    units = sum(one.quantity for one in verdicts)
    if more := arrival.surplus(units):
        expect_more(work, arrival, more, by)
    if not receipts.add_received(work, line.id, units - len(replaced)):
        raise ChangedMeanwhileError(f"line {line.id} was counted up meanwhile")
    for move_id, move in replaced:
        ledger.reverse(work, move, move_id, by, reason=REPLACED)
    source = Spot(reads.where_goods_come_from(work.connection))
    spot = Spot(arrival.receipt.dock_id, arrival.plate_id)
    made = []
    lot_ids: dict[str, int] = {}
    for one in verdicts:
        goods = goods_of(work, arrival, one, lot_ids)
        entry = Entry(MoveKind.RECEIVE, goods, one.quantity, source, spot, receipt_line_id=line.id)
        ledger.record(work, entry, by)
        made.append((goods, one.quantity))
        if one.ends_soon:
            short_lives.report(work, arrival.receipt, goods, one.quantity, by)
    return tuple(made)


def expect_more(work: UnitOfWork, arrival: Arrival, more: int, by: By) -> None:
    """Raise what the line expects, and write down who did."""
    line, amount = arrival.line, arrival.line.product.amount
    receipts.expect_more(work, line.id, more)
    changes.record(
        work,
        ROOM,
        arrival.receipt.number,
        by=by.user_id,
        before=f"{line.product.sku}: {amount(line.expected)}",
        after=f"{line.product.sku}: {amount(line.expected + more)}",
        reason="more came than was expected",
    )


def goods_of(work: UnitOfWork, arrival: Arrival, one: Verdict, lot_ids: dict[str, int]) -> Goods:
    """The ids of a line's goods; a new lot or serial is written here."""
    product = arrival.line.product
    code = one.lot if product.tracking.by_serial else one.code
    lot_id = None
    if product.tracking.by_lot and code:
        if code not in lot_ids:
            lot_ids[code] = lot_in_book(work, arrival, code, one.expires_on)
        lot_id = lot_ids[code]
    if not product.tracking.by_serial:
        return Goods(product.id, lot_id)
    return Goods(product.id, lot_id, lots.create_serial(work, product.id, one.code, lot_id))


def lot_in_book(work: UnitOfWork, arrival: Arrival, code: str, day: date | None) -> int:
    """The lot's id: known (given its dates where it had none), or new."""
    product = arrival.line.product
    known = lots.known(work, product.id, code)
    dates = complete(arrival.line.life, Dates(expires_on=day), arrival.today)
    if not known:
        new = lots.NewLot(product.id, code, dates, arrival.receipt.supplier_id)
        return lots.create_lot(work, new)
    if day and not known["expires_on"]:
        lots.date_lot(work, known["id"], dates)
    return int(known["id"])
