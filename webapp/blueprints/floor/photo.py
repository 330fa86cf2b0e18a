"""POST /floor/photo: what a worker's photo shows, each code with what it means here.

none ─► the page says so      one ─► it is scanned      several ─► a choice, the useful ones first

Two codes of one label, the product in one and its lot or serial in the other, can be taken
together. Nothing is decided here: what is chosen comes back as a scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.barcodes import Parsed, parse, shown
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.pictures import seen
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.flows.replies import detail_of
from webapp.imaging import Code
from webapp.models import Role
from webapp.queries.meanings import GoodsScan, LooseScan, Meaning, UnknownItem
from webapp.queries.nomenclature import rules_in_force
from webapp.queries.resolve import resolve
from webapp.words import T


class Use(IntEnum):
    """How much a code helps, the most useful first."""

    WHOLE = 0
    KNOWN = 1
    COMMAND = 2
    PART = 3
    UNKNOWN = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A code of the photo, what it is called, and whether it names one half of a label.

    `product` is the product that a code without a lot or serial names, known here or not; `part`
    the lot or serial that a code without a product names.
    """

    code: Code
    use: Use
    label: str
    detail: str = ""
    product: str = ""
    part: str = ""


@blueprint.post("/floor/photo")
@allow(Role.WORKER)
def photo() -> ResponseReturnValue:
    """The codes, named, and which two of them belong together."""
    shows = seen()
    day = today()
    with reading() as connection:
        rules = rules_in_force(connection)
        named = [
            name(connection, code, parse(code.text, code.symbology, today=day, rules=rules))
            for code in shows.codes
        ]
    ordered = sorted(named, key=lambda one: one.use)
    return jsonify(codes=[as_choice(one) for one in ordered], together=together(ordered))


def name(connection: Connection, code: Code, parsed: Parsed) -> Named:
    """A code by what the warehouse knows of it, else by what it says."""
    if parsed.command:
        return Named(code, Use.COMMAND, shown(code.text), said(T("Command")))
    meanings = resolve(connection, parsed)
    if not meanings:
        return Named(code, Use.UNKNOWN, shown(code.text), said(T("Not known here")))
    if len(meanings) > 1:
        detail = T("Can mean %(count)s things", count=len(meanings))
        return Named(code, Use.KNOWN, shown(code.text), said(detail))
    return named_by(code, parsed, meanings[0])


def named_by(code: Code, parsed: Parsed, meaning: Meaning) -> Named:
    """A code with one meaning."""
    called = said(meaning.called)
    match meaning:
        case GoodsScan(lot_code=None, serial_code=None):
            return Named(code, Use.KNOWN, called, about(meaning, parsed), product=called)
        case GoodsScan():
            part = said(part_of(meaning)) if has_no_gtin(parsed) else ""
            return Named(code, Use.WHOLE, called, about(meaning, parsed), part=part)
        case LooseScan():
            part = said(part_of(meaning))
            return Named(code, Use.PART, opening(part), said(meaning.said), part=part)
        case UnknownItem():
            return Named(code, Use.PART, called, said(T("Not known here")), product=called)
        case _:
            return Named(code, Use.KNOWN, opening(called))


def opening(words: str) -> str:
    """As a line begins; a code in it keeps its capitals."""
    return words[:1].upper() + words[1:]


def part_of(goods: GoodsScan | LooseScan) -> object:
    """The lot or serial alone."""
    if goods.serial_code:
        return T("serial %(code)s", code=goods.serial_code)
    return T("lot %(code)s", code=goods.lot_code) if goods.lot_code else goods.called


def has_no_gtin(parsed: Parsed) -> bool:
    """Whether the code itself says a lot or a serial and leaves the product to be known."""
    reading = parsed.reading
    return reading is not None and not (reading.gtin or reading.content_gtin)


def about(goods: GoodsScan, parsed: Parsed) -> str:
    """What tells two labels of one product apart, in one line."""
    gtin = parsed.reading.gtin if parsed.reading else None
    number = T("GTIN %(gtin)s", gtin=gtin) if gtin else ""
    counts = T("counts as %(count)s", count=goods.quantity) if goods.quantity > 1 else ""
    return " · ".join(words for part in (number, detail_of(goods), counts) if (words := said(part)))


def together(named: list[Named]) -> dict[str, Any] | None:
    """The product's code and then its lot's or serial's, where the photo shows one of each."""
    products = [place for place, one in enumerate(named) if one.product]
    parts = [place for place, one in enumerate(named) if one.part]
    if not len(products) == len(parts) == 1:
        return None
    product, part = named[products[0]].product, named[parts[0]].part
    label = T("Take both: %(product)s, then %(part)s", product=product, part=part)
    return {"label": said(label), "places": [*products, *parts]}


def as_choice(one: Named) -> dict[str, str | None]:
    """A code as the page shows and scans it."""
    return {
        "text": one.code.text,
        "symbology": one.code.symbology,
        "label": one.label,
        "detail": one.detail,
    }
