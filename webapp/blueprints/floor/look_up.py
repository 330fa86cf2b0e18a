"""Look up anything: what a code is, where it is, how much, and what waits for it.

code known, one meaning ─► its page      several ─► which one?      none ─► what was read
     ▲
     └─ together with `beside`, the code scanned before it: two codes of one label are one thing
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp import barcodes
from webapp.barcodes import Parsed, Rule
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.look_up_found import Found, found_of
from webapp.blueprints.identity import scanner
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading, today
from webapp.blueprints.shown import said
from webapp.flows import halves, links
from webapp.models import Role
from webapp.queries.look_up import Kind
from webapp.queries.meanings import DocumentScan, GoodsScan, Meaning, PlaceScan, PlateScan
from webapp.queries.nomenclature import rules_in_force
from webapp.queries.resolve import resolve
from webapp.words import T

LONGEST = 2048
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said of a code that nothing goes by."""

    message: str
    remedy: str
    raw: str
    parts: tuple[tuple[str, str], ...]


@blueprint.get("/look-up")
@allow(Role.WORKER)
def look_up() -> ResponseReturnValue:
    """The page of `kind` and `id`, or of whatever `code` means."""
    code = request.args.get("code", "")[:LONGEST]
    with reading() as connection:
        if "kind" in request.args:
            shown = {"found": by_id(connection), "looked_up": request.args.get("id", "")}
        else:
            before = request.args.get("beside", "")[:LONGEST]
            shown = by_code(connection, code, before) | {"looked_up": code, "shows_code": code}
    return render_template("floor/look_up.html", back="/", **shown)


def by_id(connection: Connection) -> Found:
    """The page of one known thing; 404 where it is not known."""
    given = Parameters(request.args)
    kind = given.choice("kind", Kind)
    wanted = given.number("id", default=0, least=1, most=LARGEST)
    given.check()
    found = found_of(connection, kind, wanted, today=today()) if kind else None
    if found is None:
        abort(404)
    return found


def by_code(connection: Connection, code: str, before: str = "") -> dict[str, Any]:
    """What is shown for a code: one thing, a choice, or what was read of it."""
    if not code.strip():
        return {}
    rules = rules_in_force(connection)
    parsed = read(code, rules)
    known = targets(connection, parsed, read(before, rules))
    if len(known) == 1:
        kind, wanted = next(iter(known))
        found = found_of(connection, kind, wanted, today=today())
        return {"found": found} if found else {"missing": missing_of(parsed)}
    if known:
        return {"choices": [choice(*target, words) for target, words in known.items()]}
    return {"missing": missing_of(parsed)}


def read(code: str, rules: tuple[Rule, ...]) -> Parsed:
    """What the code says, by the rules and for the scanner in hand."""
    separators = scanner().separators
    return barcodes.parse(code, today=today(), separators=separators, rules=rules)


def targets(connection: Connection, parsed: Parsed, before: Parsed) -> dict[tuple[Kind, int], str]:
    """The known things that a code can mean beside the one before it, and what each is called."""
    command = parsed.command
    if command is not None:
        return of_command(command.verb, command.arguments)
    heard = resolve(connection, parsed)
    if not links.are_apart(links.link_of(before), links.link_of(parsed)):
        heard = halves.beside(connection, resolve(connection, before), heard)
    named = ((target_of(one), one) for one in heard)
    return {target: said(one.called) for target, one in named if target is not None}


def of_command(verb: str, arguments: tuple[str, ...]) -> dict[tuple[Kind, int], str]:
    """The button of a choice names a lot or a serial by its id; no other command is a thing."""
    kinds = {"LOT": Kind.LOT, "SERIAL": Kind.SERIAL}
    first = "".join(arguments[:1])
    if verb not in kinds or not (first.isascii() and first.isdigit()) or int(first) > LARGEST:
        return {}
    return {(kinds[verb], int(first)): first}


def target_of(meaning: Meaning) -> tuple[Kind, int] | None:
    """The known thing that a meaning is about, if it is one."""
    match meaning:
        case GoodsScan(serial=serial) if serial is not None:
            return Kind.SERIAL, serial.id
        case GoodsScan(lot=lot) if lot is not None:
            return Kind.LOT, lot.id
        case GoodsScan(product=product):
            return Kind.PRODUCT, product.id
        case PlaceScan(id=wanted):
            return Kind.LOCATION, wanted
        case PlateScan(id=wanted) if wanted is not None:
            return Kind.PLATE, wanted
        case DocumentScan(flow="receiving", id=wanted):
            return Kind.RECEIPT, wanted
        case DocumentScan(id=wanted):
            return Kind.ORDER, wanted
        case _:
            return None


def choice(kind: Kind, wanted: int, words: str) -> tuple[str, str, str]:
    """One of several meanings, and its address."""
    return words, "", url_for("floor.look_up", kind=kind, id=wanted)


def missing_of(parsed: Parsed) -> Missing:
    """What was read, element by element where the code could be read at all."""
    parts: list[tuple[str, str]] = []
    for one in parsed.readings[:1]:
        parts = [(f"({ai})", value) for ai, value in one.elements.items()]
    message = said(parsed.fault.words) if parsed.fault else said(T("Nothing here has this code."))
    remedy = T("Check that the right label was scanned. A supervisor can add what is missing.")
    return Missing(message, said(remedy), parsed.shown, tuple(parts))
