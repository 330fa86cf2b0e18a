"""Several readings of one label at a receipt: asked once, and read alike from then on if wanted.

readings ──► stock knows one ──► taken
    │  ├───► one has a shape that was remembered for the supplier ──► taken, and said so
    │  └───► the worker taps one ──► taken ──► LW*REMEMBER: its shape is remembered
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from webapp.barcodes import parse
from webapp.flows.receiving_draft import Case
from webapp.flows.replies import Reply, accepted, refused
from webapp.models import ScanStatus
from webapp.operations import shapes as operations
from webapp.operations.shapes import Shape
from webapp.queries import shapes
from webapp.queries.meanings import Meaning
from webapp.rules import refusals
from webapp.rules.shapes import shape_of
from webapp.words import T

BY_MEMORY = "read by memory"


def chosen_before(case: Case, meanings: Iterable[Meaning]) -> Meaning | None:
    """The one of these readings that is of a shape remembered for the supplier, or None."""
    named = {one.text: one for one in meanings}
    found = remembered(case, named)
    return None if found is None else named[found]


def remembered(case: Case, texts: Iterable[str]) -> str | None:
    """The one text, of several ways to read this label, whose shape is remembered."""
    if len(case.talk.parsed.readings) < 2 and not case.talk.as_if_marked:
        return None
    known = shapes.of_supplier(case.talk.work.connection, case.receipt.supplier_id)
    fitting = [text for text in texts if known and shape_of_text(case, text) in known]
    if len(fitting) != 1:
        return None
    case.talk.cache[BY_MEMORY] = True
    return fitting[0]


def shape_of_text(case: Case, text: str) -> str | None:
    """The shape of one reading, written in brackets."""
    reading = parse(text, today=case.talk.today).reading
    return shape_of(reading.elements) if reading else None


def settled(case: Case, reply: Reply) -> Reply:
    """The reply with what it has to say about readings: taken by memory, or may be remembered."""
    talk = case.talk
    if reply.status is ScanStatus.CHOOSE:
        talk.state["readings"] = [choice.text for choice in reply.choices]
    if reply.status is not ScanStatus.ACCEPTED:
        return reply
    if talk.cache.get(BY_MEMORY):
        text = T(
            "%(said)s Read as labels of %(supplier)s were read before.",
            said=reply.message,
            supplier=case.receipt.supplier,
        )
        return replace(reply, message=text)
    return (
        offering(case, reply) if talk.parsed.text in (case.before.get("readings") or ()) else reply
    )


def offering(case: Case, reply: Reply) -> Reply:
    """After a tap on one of several readings: the offer to read such labels alike."""
    shape = shape_of_text(case, case.talk.parsed.text)
    if shape is None:
        return reply
    case.talk.state["shape"] = {"shape": shape, "example": case.talk.parsed.text[:200]}
    label = T("Read such labels of %(supplier)s like this", supplier=case.receipt.supplier)
    return replace(reply, action=refusals.Tap("LW*REMEMBER", label))


def remember(case: Case) -> Reply:
    """`LW*REMEMBER`: what was tapped a moment ago is how such labels of the supplier are read."""
    chosen = case.before.get("shape")
    if not chosen:
        return refused(refusals.nothing_to_remember())
    supplier = case.receipt.supplier
    shape = Shape(case.receipt.supplier_id, supplier, chosen["shape"], chosen["example"])
    operations.remember(case.talk.work, shape, by=case.talk.who.id)
    case.talk.aside = True
    return accepted(
        "shape_remembered",
        T("Such labels of %(supplier)s are read like this from now on.", supplier=supplier),
    )
