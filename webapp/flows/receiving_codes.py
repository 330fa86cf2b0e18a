"""A lot, a serial number or a date that is asked for: what a scan can be there, in its order.

A code that this product has had is it; then a label that names one; then a code that is known for
something else; and only what is nothing else is a new lot or serial of this product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from webapp.flows import receiving_readings as readings
from webapp.flows.receiving_draft import (
    Case,
    Draft,
    Step,
    day_of,
    iso,
    joined,
    known_lot,
    known_serial,
    with_label,
)
from webapp.flows.receiving_goods import go_on, hear_goods, take_up
from webapp.flows.receiving_prompts import WANTED
from webapp.flows.replies import Choice, Reply, choose, choose_meaning, confirm, refused
from webapp.operations import lots
from webapp.queries.meanings import GoodsScan, LooseScan, Meaning
from webapp.queries.resolve import loose_of
from webapp.rules import refusals
from webapp.rules.codes import called, shown, unfit_sign
from webapp.words import T, Words

MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the step asks for: the field of a draft and of a label, and how GS1 writes it."""

    name: str
    ai: str
    words: Words

    def of(self, label: GoodsScan | LooseScan) -> str:
        """The code that a label names."""
        return str(getattr(label, self.name) or "")

    def put(self, draft: Draft, code: str) -> Draft:
        """The draft with this code."""
        if self.name == "lot_code":
            return replace(draft, lot_code=code, lot_id=None)
        return replace(draft, serial_code=code, serial_id=None)


LOT = Asked("lot_code", "10", T("lot"))
SERIAL = Asked("serial_code", "21", T("serial number"))


def hear_lot(case: Case) -> Reply:
    """A lot: known, on a label, or a new code of its own."""
    return hear_code(case, LOT)


def hear_serial(case: Case) -> Reply:
    """A serial number: known, on a label, or a new code of its own."""
    return hear_code(case, SERIAL)


def hear_code(case: Case, asked: Asked) -> Reply:
    """The first of the attempts that knows what the scan is; else it is a new code."""
    replies = (reply for attempt in ATTEMPTS if (reply := attempt(case, asked)))
    return next(replies, None) or new_code(case, asked)


def of_this_product(case: Case, asked: Asked) -> Reply | None:
    """A code or a label of the product that is being received."""
    product = case.line.product
    own = [
        one
        for one in case.talk.meanings
        if isinstance(one, GoodsScan) and one.product.id == product.id
    ]
    told = called_so(case, asked, [one for one in own if asked.of(one)])
    if told:
        return settle(
            case,
            told,
            lambda one: go_on(
                replace(case, draft=joined(case.draft, replace(one, units=case.draft.units)))
            ),
        )
    return take_up(case, own[0]) if own else None


def called_so(case: Case, asked: Asked, told: list[GoodsScan]) -> list[GoodsScan]:
    """Where a text is a lot and a serial of the product, the one of the kind that is asked for."""
    other = SERIAL if asked is LOT else LOT
    alone = [one for one in told if asked is SERIAL or not other.of(one)]
    same = len({asked.of(one) for one in told}) == 1 and not case.talk.parsed.readings
    return alone if same and len(alone) == 1 else told


def on_a_label(case: Case, asked: Asked) -> Reply | None:
    """A label that names the code, and no product."""
    loose = [one for one in case.talk.meanings if isinstance(one, LooseScan) and asked.of(one)]
    return settle(case, loose, lambda one: with_code_of(case, asked, one)) if loose else None


def settle(case: Case, several: Sequence[Meaning], then: Callable[..., Reply]) -> Reply:
    """The only one, or the one that was chosen before; else the worker is asked."""
    if len(several) == 1:
        return then(several[0])
    found = readings.chosen_before(case, several)
    return then(found) if found else choose_meaning(tuple(several))


def with_code_of(case: Case, asked: Asked, label: LooseScan) -> Reply:
    """Go on with the code and the rest of what a label says."""
    draft = asked.put(case.draft, asked.of(label))
    return go_on(replace(case, draft=with_label(draft, label)))


def other_goods(case: Case, asked: Asked) -> Reply | None:
    """A label of something else: it is heard as at the step before."""
    if case.talk.parsed.readings:
        return hear_goods(case, WANTED[Step(case.talk.held.step)])
    return None


def no_code(case: Case, asked: Asked) -> Reply | None:
    """A command of another step, nothing, or a sign that no code can have."""
    code = case.talk.parsed.text
    if case.talk.command or case.talk.parsed.code or not code:
        return refused(case.talk.why_not(WANTED[Step(case.talk.held.step)]))
    if sign := unfit_sign(code):
        return refused(refusals.unfit_sign(shown(code), called(sign)))
    return None


def label_that_is_known(case: Case, asked: Asked) -> Reply | None:
    """A label whose scanner kept to itself that it is one, of a code this product has had."""
    known = [label for label in labels_without_start(case, asked) if is_known(case, asked, label)]
    return settle(case, known, lambda one: with_code_of(case, asked, one)) if known else None


def product_alone(case: Case, asked: Asked) -> Reply | None:
    """The code of a product, and of no lot or serial: the worker goes on with that one."""
    goods = goods_of(case)
    if goods and goods[0].by == "code" and not goods[0].lot_code and not goods[0].serial_code:
        return take_up(case, goods[0])
    return None


def of_another_product(case: Case, asked: Asked) -> Reply | None:
    """Known for another product; a second scan makes it a code of this one too."""
    talk, product, goods = case.talk, case.line.product, goods_of(case)
    code = talk.parsed.text
    if not goods or talk.confirmed("same_code", code):
        return None
    talk.ask_once_more("same_code", code)
    return confirm(
        "same_code_other_product",
        T("%(code)s is already %(known)s.", code=code, known=goods[0].called),
        T("Scan it again to use it for %(sku)s too.", sku=product.sku),
        expected=product.sku,
        scanned=goods[0].product.sku,
    )


def of_another_kind(case: Case, asked: Asked) -> Reply | None:
    """A bin, a license plate or a document is never a lot."""
    others = [one for one in case.talk.meanings if not isinstance(one, GoodsScan)]
    if not others:
        return None
    wanted = T("Scan the lot or serial number on the label.")
    return refused(refusals.wrong_kind(others[0].called, wanted))


def written_like_a_label(case: Case, asked: Asked) -> Reply | None:
    """A new code that is also a label's way to write another one: the worker looks at the label."""
    labels = labels_without_start(case, asked)
    if not labels:
        return None
    code = case.talk.parsed.text
    choices = [Choice(label.text, asked.of(label), label.said) for label in labels[:MOST_CHOICES]]
    choices.append(Choice(f"({asked.ai}){code}", code))
    before = readings.remembered(case, [choice.text for choice in choices])
    for label in labels:
        if label.text == before:
            return with_code_of(case, asked, label)
    if before:
        return None
    return choose(
        "several_readings",
        T("Which %(kind)s does the label say?", kind=asked.words),
        tuple(choices),
    )


def written_otherwise(case: Case, asked: Asked) -> Reply | None:
    """A code that this product has with other capitals or blanks was perhaps typed."""
    talk, product = case.talk, case.line.product
    code = talk.parsed.text
    known = lots.written_otherwise(talk.work, product.id, code, serial=asked is SERIAL)
    if known is None or talk.confirmed("other_capitals", code):
        return None
    talk.ask_once_more("other_capitals", code)
    problem = T("%(sku)s has %(known)s, with other capitals.", sku=product.sku, known=known)
    if known.replace(" ", "") == code.replace(" ", ""):
        problem = T("%(sku)s has %(known)s, with other blanks.", sku=product.sku, known=known)
    return confirm(
        "other_capitals",
        problem,
        T("Scan the label. Or scan %(code)s once more to make it new.", code=code),
        expected=known,
        scanned=code,
    )


ATTEMPTS: tuple[Callable[[Case, Asked], Reply | None], ...] = (
    of_this_product,
    on_a_label,
    other_goods,
    no_code,
    label_that_is_known,
    product_alone,
    of_another_product,
    of_another_kind,
    written_like_a_label,
    written_otherwise,
)


def new_code(case: Case, asked: Asked) -> Reply:
    """Nothing else it could be: a new lot or serial of this product."""
    return go_on(replace(case, draft=asked.put(case.draft, case.talk.parsed.text)))


def goods_of(case: Case) -> list[GoodsScan]:
    """The goods, of whatever product, that the scan can mean."""
    return [one for one in case.talk.meanings if isinstance(one, GoodsScan)]


def labels_without_start(case: Case, asked: Asked) -> list[LooseScan]:
    """What the text says as a GS1 label, where the scanner may have kept that to itself."""
    found = [loose_of(reading) for reading in case.talk.as_if_marked]
    return [label for label in found if asked.of(label)]


def is_known(case: Case, asked: Asked, label: LooseScan) -> bool:
    """Whether the product has had the lot, or the serial, that a label names."""
    case = replace(case, draft=asked.put(case.draft, asked.of(label)))
    return bool(known_lot(case)) if asked is LOT else known_serial(case) is not None


# The date


def hear_expiry(case: Case) -> Reply:
    """The date: on a label, or keyed in as YYYY-MM-DD."""
    typed = day_of(case.talk.parsed.text)
    if typed:
        return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))
    marked = {one.expires_on for one in case.talk.as_if_marked if one.expires_on}
    if len(marked) == 1 and not case.talk.meanings:
        return go_on(replace(case, draft=replace(case.draft, expires_on=iso(marked.pop()))))
    product = case.line.product
    dated = {
        one.expires_on: one
        for one in case.talk.meanings
        if isinstance(one, LooseScan)
        or (isinstance(one, GoodsScan) and one.product.id == product.id)
        if one.expires_on
    }
    if dated:
        return settle(case, list(dated.values()), lambda one: dated_by(case, one))
    goods = goods_of(case)
    if goods and all(found.product.id != product.id for found in goods):
        return refused(refusals.wrong_product(goods[0].product.sku, product.sku))
    what = case.talk.meanings[0].called if case.talk.meanings else case.talk.shown
    needed = refusals.expiry_needed(product.sku)
    return refused(needed.beside(expected=T("the date it expires on"), scanned=what))


def dated_by(case: Case, label: GoodsScan | LooseScan) -> Reply:
    """The date of a label, unless the label is of another lot."""
    lot = str(case.draft.lot_code)
    if label.lot_code and label.lot_code != lot:
        return refused(refusals.label_of_another_lot(label.lot_code, lot))
    return go_on(replace(case, draft=replace(case.draft, expires_on=iso(label.expires_on))))


def key_date(case: Case) -> Reply:
    """`LW*DATE*2027-03-31` from the screen's date field."""
    text = "*".join(case.talk.command.arguments) if case.talk.command else ""
    typed = day_of(text)
    if case.talk.held.step != Step.EXPIRY:
        return refused(refusals.unknown_command(case.talk.shown))
    if typed is None:
        return refused(refusals.bad_date(text))
    return go_on(replace(case, draft=replace(case.draft, expires_on=typed)))
