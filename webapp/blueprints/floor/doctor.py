"""The scan doctor: any code, taken apart before the worker's eyes, and what would come of it.

Nothing is done here. The code is read, looked up, and rehearsed at every place where the worker may
stand; what the rehearsals did is rolled back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp import barcodes
from webapp.barcodes import Kind, Parsed, Reading
from webapp.barcodes.identifiers import Promise, promise
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.doctor_flows import Would, what_each_would_do
from webapp.blueprints.floor.doctor_parts import Part, parts_of
from webapp.blueprints.floor.doctor_signs import Named, Sign, named, read_as, signs
from webapp.blueprints.floor.look_up import target_of
from webapp.blueprints.floor.look_up_found import KINDS
from webapp.blueprints.identity import scanner
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.flows.talk import ScanSaid
from webapp.models import Role, ScanSource
from webapp.operations.unit_of_work import clock
from webapp.queries import resolve
from webapp.queries.meanings import Meaning
from webapp.queries.nomenclature import rules_in_force
from webapp.words import T, Words

LONGEST = 4096
SEVERAL = re.compile("[;,]")
SOURCES = {
    ScanSource.CAMERA: (T("Camera"), "camera"),
    ScanSource.WEDGE: (T("Hand scanner"), "scan-barcode"),
    ScanSource.PHOTO: (T("Photo"), "image"),
    ScanSource.TYPED: (T("Typed or pasted"), "grip"),
}
KIND_WORDS = {
    Kind.ELEMENT_STRING: T("GS1 code"),
    Kind.DIGITAL_LINK: T("GS1 Digital Link"),
    Kind.ITEM_NUMBER: T("Item number"),
    Kind.SSCC: T("Number of a license plate (SSCC)"),
    Kind.COMMAND: T("Command"),
    Kind.PLAIN: T("Plain text"),
    Kind.UNREADABLE: T("Not readable"),
    Kind.DATA_IDENTIFIERS: T("Industry label with data identifiers"),
    Kind.HIBC: T("HIBC, the health industry's code"),
    Kind.RULE: T("A code of our own"),
    Kind.LOCATION: T("A bin's label of our own"),
    Kind.PACKAGE: T("A license plate's label of our own"),
}
WHY = {
    Promise.NOTHING: T("No identifier was sent, so the shape of the text decides."),
    Promise.GS1: T("The identifier %(identifier)s says that it holds GS1 data."),
    Promise.ITEM_NUMBER: T("The identifier %(identifier)s says that it holds an item number."),
    Promise.PLAIN: T("The identifier %(identifier)s says that it may hold anything."),
    Promise.UNKNOWN: T("It opens like an identifier, but there is none of that name."),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read the code: its parts, what is odd about it, and whether stock knows it."""

    parts: tuple[Part, ...]
    warnings: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One thing the code can mean here, with its page where it has one."""

    words: str
    kind: str
    icon: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything the page says of one code."""

    tone: str
    verdict: str
    advice: str
    source: str
    source_icon: str
    identifier: str | None
    symbology: str | None
    length: int
    arrived: str
    raw: tuple[Sign, ...]
    read: tuple[Sign, ...]
    hidden: tuple[Named, ...]
    kind: str
    why: str
    rule: str | None
    put_right: tuple[str, ...]
    parts: tuple[str, ...]
    ways: tuple[Way, ...]
    if_marked: tuple[Way, ...]
    matches: tuple[Match, ...]
    would: tuple[Would, ...]


@blueprint.route("/doctor", methods=["GET", "POST"])
@allow(Role.WORKER)
def doctor() -> ResponseReturnValue:
    """What `code` is. A long one comes as a form, because an address is cut on the way."""
    code = request.values.get("code", "")[:LONGEST]
    examined = examine(code) if code else None
    return render_template("floor/doctor.html", back="/", code=code, examined=examined)


def examine(code: str) -> Examined:
    """Read, looked up, rehearsed."""
    source = source_named(request.values.get("source", ""))
    symbology = request.values.get("symbology", "")[:8] or None
    separators = scanner().separators
    with reading() as connection:
        rules = rules_in_force(connection)
        parsed = barcodes.parse(code, symbology, today=today(), separators=separators, rules=rules)
        marked_readings = barcodes.if_marked(parsed, today=today(), separators=separators)
        meanings = meanings_of(connection, parsed)
        ways = tuple(way_of(connection, parsed, one) for one in parsed.readings)
        marked = tuple(way_of(connection, parsed, one) for one in marked_readings)
        hint = resolve.written_otherwise(connection, parsed.text) if not meanings else None
    tone, verdict, advice = verdict_of(parsed, meanings, hint)
    label, icon = SOURCES[source]
    said_here = ScanSaid("", code, source, clock(), symbology)
    text = read_as(parsed, separators)
    at = parsed.fault.position if parsed.fault else None
    return Examined(
        tone=tone,
        verdict=said(verdict),
        advice=said(advice) if advice else "",
        source=said(label),
        source_icon=icon,
        identifier=parsed.identifier,
        symbology=symbology,
        length=len(code),
        arrived=barcodes.shown(request.values.get("arrived", "")),
        raw=signs(code, identifier=parsed.identifier, fault_at=at if text == code else None),
        read=signs(text, fault_at=at) if text != parsed.text or (at and text != code) else (),
        hidden=named(code),
        kind=said(KIND_WORDS[parsed.kind]),
        why=said(why(parsed)),
        rule=parsed.rule,
        put_right=tuple(said(words) for words in parsed.warnings),
        parts=several(code),
        ways=ways,
        if_marked=marked,
        matches=tuple(match_of(one) for one in meanings),
        would=what_each_would_do(said_here),
    )


def several(code: str) -> tuple[str, ...]:
    """The codes in one scan, where this device's scanner may put several into one."""
    parts = tuple(part.strip() for part in SEVERAL.split(code) if part.strip())
    return parts if scanner().several and len(parts) > 1 and not code.startswith("LW*") else ()


def source_named(name: str) -> ScanSource:
    """Where the code came from; what is not said was typed."""
    return ScanSource(name) if name in list(ScanSource) else ScanSource.TYPED


def meanings_of(connection: Connection, parsed: Parsed) -> tuple[Meaning, ...]:
    """What the code can mean here; a choice's button names one thing by its id."""
    command = parsed.command
    if command and command.verb in resolve.BY_ID:
        return resolve.by_id(connection, command.verb, command.arguments)
    return resolve.resolve(connection, parsed)


def way_of(connection: Connection, parsed: Parsed, one: Reading) -> Way:
    """One reading, with its parts named."""
    known = bool(resolve.known(connection, parsed, (one,)))
    return Way(parts_of(one), tuple(said(words) for words in one.warnings), known)


def why(parsed: Parsed) -> Words:
    """What made the parser read the code this way."""
    words = WHY[promise(parsed.identifier, parsed.text)]
    return Words(words.text, {"identifier": parsed.identifier or ""})


def verdict_of(
    parsed: Parsed, meanings: tuple[Meaning, ...], hint: str | None
) -> tuple[str, Words, Words | None]:
    """The one sentence at the top, its tone, and what to do."""
    if not parsed.text:
        return "stop", T("There is nothing in this code."), T("Scan it again.")
    if parsed.fault and not parsed.readings:
        return "stop", T("This code has a fault."), parsed.fault.words
    if parsed.command and not meanings:
        return "good", T("This is a command."), None
    if len(parsed.readings) > 1:
        count = len(parsed.readings)
        words = T("This code can be read in %(count)s ways.", count=count)
        return "wait", words, T("A separator was lost. The stock decides, or the worker is asked.")
    if len(meanings) > 1:
        return "wait", T("This code can mean %(count)s things.", count=len(meanings)), None
    if meanings and target_of(meanings[0]) is None:
        return "wait", T("This is %(what)s.", what=meanings[0].called), T("It is not known here.")
    if meanings:
        odd = any(one.warnings for one in parsed.readings)
        return "wait" if odd else "good", T("This is %(what)s.", what=meanings[0].called), None
    if hint:
        advice = T("%(known)s is known: mind capitals and small letters.", known=hint)
        return "wait", T("Nothing here has this code."), advice
    return "wait", T("Nothing here has this code."), None


def match_of(meaning: Meaning) -> Match:
    """A meaning and where it leads."""
    target = target_of(meaning)
    words = said(meaning.called)
    if target is None:
        return Match(words, said(T("not known here")), "circle-question-mark", None)
    label, icon = KINDS[target[0]]
    url = url_for("floor.look_up", kind=target[0], id=target[1])
    return Match(words, said(label), icon, url)
