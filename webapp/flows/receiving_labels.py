"""Labels that come by themselves at a receipt, and license plates with numbers of our own.

    goods recorded ──► the rule ──► labels of the lot, of each unit, or of the serial
    new plate ───────► the rule ──► its label          LW*PLATE*NEW ─► our next number, with a label
    LW*PRINT ────────► the page of what waits

A job is made in the unit of work of the scan, so a scan that comes twice makes one. Where the
device has a printer the job goes there; else the labels of a task gather until they are opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.flows.receiving_draft import Case, Step, keep
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.languages import say
from webapp.models import AtReceipt, LabelCarrier, LabelKind, PlateKind, PrintReason, ScanStatus
from webapp.operations import labels, plates
from webapp.operations.labels import Asker, Wanted, Way, Why, Withdrawn
from webapp.operations.ledger import Goods
from webapp.operations.sscc import next_sscc
from webapp.queries import label_drawings, label_settings, label_things, print_jobs
from webapp.queries.label_drawings import Drawn
from webapp.queries.label_settings import Habit
from webapp.queries.label_things import Thing
from webapp.queries.printers import station_of
from webapp.rules import refusals
from webapp.rules.refusals import Refusal, Tap
from webapp.words import T, Words

# What a scan's labels came to, kept beside the talk until its answer is put into words.
NOTE = "labels"
MOST_NAMED = 4


def label_goods(case: Case, goods: Goods, quantity: int) -> None:
    """Labels of what was just recorded, as the rule says; what comes back has one already."""
    rule = case.receipt.label_rule
    if rule is AtReceipt.NONE or case.receipt.is_return:
        return
    thing, copies = thing_and_copies(case, rule, goods, quantity)
    if thing is not None:
        queue(case, thing, copies, once=rule is AtReceipt.PER_LOT)


def thing_and_copies(
    case: Case, rule: AtReceipt, goods: Goods, quantity: int
) -> tuple[Thing | None, int]:
    """What gets how many labels; goods weighed or poured get one for each entry."""
    settings = label_settings.label_settings(case.talk.work.connection)
    pieces = min(1 if case.line.product.scale else quantity, labels.MOST_COPIES)
    lot = Thing(LabelKind.LOT, goods.lot_id) if goods.lot_id else None
    serial = Thing(LabelKind.SERIAL, goods.serial_id) if goods.serial_id else None
    match rule:
        case AtReceipt.PER_LOT:
            return lot, settings.labels_per_lot
        case AtReceipt.PER_SERIAL:
            return serial, 1
        case _:
            return serial or lot or Thing(LabelKind.PRODUCT, goods.product_id), pieces


def queue(case: Case, thing: Thing, copies: int, *, once: bool = False) -> None:
    """A job for the thing's label; `once`: only where it has none yet."""
    talk, connection = case.talk, case.talk.work.connection
    habits = label_settings.habits(connection)
    found = drawn(talk, thing, {kind: habit.carrier for kind, habit in habits.items()})
    if not isinstance(found, Drawn):
        talk.cache[NOTE] = T("No label: %(why)s", why=found)
        return
    wanted = [Wanted(found, habits[thing.kind].carrier, copies)]
    if once and has_label(talk, found.thing):
        return
    way = way_of(talk, habits[thing.kind])
    if fault := labels.unprintable(found.label, way):
        talk.cache[NOTE] = T("No label: %(why)s", why=fault)
        return
    who = Asker(talk.who.id, talk.device_id, talk.said.scan_id)
    job = labels.gathering_job(talk.work, way, who, talk.held.id)
    labels.write(talk.work, job, wanted, way, who, Why(PrintReason.RECEIVED))
    talk.cache[NOTE] = sent(copies, way) if way.printer else ready(talk)
    talk.state[NOTE] = True


def has_label(talk: Talk, thing: Thing) -> bool:
    """Whether the thing has a label; one that was taken back does not count."""
    return bool(label_things.have_labels(talk.work.connection, [thing], still=True))


def drawn(talk: Talk, thing: Thing, carriers: Mapping[LabelKind, LabelCarrier]) -> Drawn | Words:
    """The thing with its label in the worker's language, or why it has none."""
    (found,) = label_drawings.drawn(
        talk.work.connection, [thing], carriers, lambda words: say(words, talk.who.language)
    )
    return found if isinstance(found, Drawn) else found.words


def way_of(talk: Talk, habit: Habit) -> Way:
    """The printer of this device, or the browser."""
    connection = talk.work.connection
    output = label_settings.label_settings(connection).output
    return labels.way_to(station_of(connection, talk.device_id), habit.paper, output)


def sent(copies: int, way: Way) -> Words:
    """The job is on its way."""
    if copies == 1:
        return T("1 label was sent to printer %(printer)s.", printer=way.printer)
    return T(
        "%(count)s labels were sent to printer %(printer)s.", count=copies, printer=way.printer
    )


def ready(talk: Talk) -> int:
    """How many labels of this task wait to be opened."""
    return print_jobs.labels_ready(talk.work.connection, talk.held.id)


def tell(talk: Talk, reply: Reply) -> Reply:
    """The answer with what became of the labels: on their way, ready to print, or not made.

    Closing a receipt leads to the labels that still wait.
    """
    if reply.status is not ScanStatus.ACCEPTED:
        return reply
    if reply.code == "receipt_closed" and talk.state.pop(NOTE, None) and ready(talk):
        return replace(reply, go=page_of(talk))
    note = talk.cache.get(NOTE)
    if note is None:
        return reply
    if isinstance(note, Words):
        return replace(reply, remedy=note)
    return replace(reply, remedy=ready_words(note), action=Tap("LW*PRINT", T("Print")))


def ready_words(count: int) -> Words:
    """So many labels wait."""
    return T("1 label is ready.") if count == 1 else T("%(count)s labels are ready.", count=count)


# Undone


def take_back(talk: Talk, scan_id: str) -> Words | None:
    """Withdraw the labels of a scan that is undone; what to do with those on paper, or None."""
    rule = label_settings.label_settings(talk.work.connection).at_receipt
    gone = labels.withdraw(talk.work, scan_id, talk.who.id, per_lot=rule is AtReceipt.PER_LOT)
    if not gone:
        return None
    return thrown_away(gone) or not_printed(sum(one.copies for one in gone))


def thrown_away(gone: Sequence[Withdrawn]) -> Words | None:
    """What is on paper already has to go, or may be."""
    codes = list(dict.fromkeys(one.code for one in gone if one.printed))
    count = sum(one.copies for one in gone if one.printed)
    if count < 2:
        return T("Throw away label %(code)s.", code=codes[0]) if codes else None
    named = ", ".join(codes[:MOST_NAMED]) + (", …" if len(codes) > MOST_NAMED else "")
    return T("Throw away %(count)s labels: %(codes)s.", count=count, codes=named)


def not_printed(count: int) -> Words:
    """What still waited waits no more."""
    if count == 1:
        return T("Its label is not printed.")
    return T("Its %(count)s labels are not printed.", count=count)


# License plates


def label_new_plate(case: Case, plate_id: int) -> None:
    """The label of a plate that was opened just now, where the rule wants it."""
    if case.receipt.label_plates:
        queue(case, Thing(LabelKind.PLATE, plate_id), 1, once=True)


def wants_new_plate(talk: Talk) -> bool:
    """Whether the scan is `LW*PLATE*NEW`; any other plate command names one by its id."""
    arguments = talk.command.arguments if talk.command else ()
    return [one.upper() for one in arguments] == ["NEW"]


def new_plate(case: Case) -> Reply:
    """`LW*PLATE*NEW`: a plate with our next number; its label is always printed."""
    talk = case.talk
    code = next_sscc(talk.work)
    if isinstance(code, Refusal):
        return refused(code)
    plate_id = plates.register(talk.work, code, PlateKind.PALLET, case.receipt.dock_id)
    talk.state["plate"], talk.state["plate_code"] = plate_id, code
    talk.state.pop("entry", None)
    queue(case, Thing(LabelKind.PLATE, plate_id), 1)
    keep(case, Step.PRODUCT)
    return accepted("plate_made", T("Goods now go onto new license plate %(plate)s.", plate=code))


def print_waiting(talk: Talk) -> Reply:
    """`LW*PRINT`: the page of the labels that wait; the conversation stands where it stood."""
    if talk.task is None or not ready(talk):
        return refused(refusals.no_labels_wait())
    return accepted("labels_shown", T("Labels."), go=page_of(talk))


def page_of(talk: Talk) -> str:
    """Where the labels of this task are."""
    return f"/labels/task/{talk.held.id}"
