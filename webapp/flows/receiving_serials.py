"""Serial numbers that follow each other, taken in at once where a serial is asked for.

    LW*SERIALS*SN0007*4 ─────────► 4 units SN0007 … SN0010, instead of those of this receipt that
        │                          still lie on the dock without a label
    LW*SERIALS*SN0007*4*KEEP ────► 4 units more
        └─ more than expected ───► asked once more; then the line expects them

All of them come in, each by its own move, or none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.flows.receiving_draft import Case, Step, keep
from webapp.flows.receiving_labels import label_goods
from webapp.flows.receiving_record import next_step, talk_line, what_stays
from webapp.flows.receiving_rules import dock_takes_goods, plate_in_hand_is_here
from webapp.flows.replies import Reply, accepted, confirm, refused
from webapp.operations import incoming
from webapp.operations.incoming import Arrival, Verdict
from webapp.queries.codes_made import next_serial
from webapp.queries.receiving import ReceiptUnderWay
from webapp.rules import refusals
from webapp.rules.codes import Pasted, codes_from
from webapp.rules.quantities import units_of
from webapp.words import T, Words

KEEP = "KEEP"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command asks for; `keep` leaves what was received before as it is."""

    first: str
    count: int
    keep: bool


def receive_range(case: Case) -> Reply:
    """`LW*SERIALS*first*count`: so many serials, the first one named; all or none."""
    if case.talk.held.step != Step.SERIAL or case.receipt.is_return:
        return refused(refusals.serials_not_asked())
    asked = asked_of(case)
    codes = codes_from(asked.first, asked.count)
    if isinstance(codes, Words):
        return refused(refusals.cannot_make_codes(codes))
    if said := dock_takes_goods(case) or plate_in_hand_is_here(case):
        return refused(said)
    arrival = arrival_of(case, asked)
    verdicts = judged(case, arrival, codes)
    if fault := next((one.fault for one in verdicts if one.fault), None):
        return refused(refusals.serials_stand_against(fault, proposal(case)))
    if question := more_than_expected(case, arrival, len(codes)):
        return question
    return take_in(case, arrival, verdicts)


def asked_of(case: Case) -> Asked:
    """The command's arguments; a serial may hold a star itself. Without a count: what is open."""
    arguments = list(case.talk.command.arguments) if case.talk.command else []
    keeps = bool(arguments) and arguments[-1].upper() == KEEP
    if keeps:
        arguments.pop()
    count = units_of(arguments[-1], 0) if len(arguments) > 1 else None
    if len(arguments) > 1:
        arguments.pop()
    else:
        count = case.line.expected - case.line.received
    return Asked("*".join(arguments), count or 0, keeps)


def arrival_of(case: Case, asked: Asked) -> Arrival:
    """Where they come in, and which units leave the receipt for them."""
    connection, line = case.talk.work.connection, case.line
    gone = () if asked.keep else incoming.replaceable(connection, line.id)
    return Arrival(case.receipt, line, case.talk.today, case.talk.state.get("plate"), gone)


def judged(case: Case, arrival: Arrival, codes: Sequence[str]) -> tuple[Verdict, ...]:
    """Every serial with what stands against it."""
    draft = case.draft
    columns = (draft.lot_code or "", draft.expires_on or "")
    lines = [Pasted(number, (code, *columns)) for number, code in enumerate(codes, start=1)]
    leaving = frozenset(move.goods.serial_id or 0 for _, move in arrival.replaced)
    beside = incoming.Case(case.receipt, case.line, case.talk.today, leaving, case.talk.who.role)
    return incoming.judge(case.talk.work.connection, beside, lines)


def more_than_expected(case: Case, arrival: Arrival, count: int) -> Reply | None:
    """Asked once more where the line would hold more than the supplier announced."""
    more, text = arrival.surplus(count), case.talk.parsed.text
    if not more or case.talk.confirmed("more_than_expected", text):
        return None
    case.talk.ask_once_more("more_than_expected", text)
    line = case.line
    asked = confirm(
        "more_than_expected",
        T(
            "That is %(more)s more %(sku)s than expected.",
            more=more,
            sku=line.product.sku,
        ),
        T("Press Yes to take all %(count)s in and expect them.", count=count),
        expected=line.product.amount(line.expected),
        scanned=line.product.amount(line.expected + more),
    )
    return replace(asked, action=refusals.Tap(text, T("Yes, take them in")))


def take_in(case: Case, arrival: Arrival, verdicts: Sequence[Verdict]) -> Reply:
    """Record them, ask for their labels, and stand where the next unit is asked for."""
    talk, line, count = case.talk, case.line, len(verdicts)
    made = incoming.bring_in(talk.work, arrival, verdicts, talk.by)
    if arrival.replaced or arrival.surplus(count):
        talk.final = True
    for goods, quantity in made:
        label_goods(case, goods, quantity)
    talk.state.pop("entry", None)
    expected = line.expected + arrival.surplus(count)
    received = line.received - len(arrival.replaced)
    case = replace(case, receipt=counted(case, expected, received))
    case = replace(case, draft=replace(case.draft, typed=count))
    step = next_step(case)
    keep(replace(case, draft=what_stays(case)), step)
    talk_line(case, count)
    return accepted("serials_received", told(case, verdicts, len(arrival.replaced)))


def counted(case: Case, expected: int, received: int) -> ReceiptUnderWay:
    """The receipt as it stood before these units came, and after others made room for them."""
    line = replace(case.line, expected=expected, received=received)
    lines = tuple(line if one.id == line.id else one for one in case.receipt.lines)
    return replace(case.receipt, lines=lines)


def told(case: Case, verdicts: Sequence[Verdict], gone: int) -> Words:
    """What the worker hears."""
    line, count = case.line, len(verdicts)
    amount = line.product.amount
    done = T(
        "%(done)s of %(expected)s",
        done=amount(line.received + count),
        expected=amount(line.expected),
    )
    facts = {
        "n": amount(count),
        "sku": line.product.sku,
        "first": verdicts[0].code,
        "last": verdicts[-1].code,
        "done": done,
    }
    if gone:
        return T(
            "+%(n)s %(sku)s, %(first)s to %(last)s, instead of %(gone)s: %(done)s.",
            gone=amount(gone),
            **facts,
        )
    return T("+%(n)s %(sku)s, %(first)s to %(last)s: %(done)s.", **facts)


def proposal(case: Case) -> str | None:
    """The serial after the one that was made last for this product."""
    return next_serial(case.talk.work.connection, case.line.product.id)
