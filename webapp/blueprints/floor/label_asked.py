"""What the page that prints was asked for: which things, how many, on what, and why again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, g
from flask_login import current_user
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from webapp.blueprints.identity import device_id
from webapp.blueprints.label_words import FOR_PEOPLE, MAY_PRINT, read
from webapp.blueprints.parameters import Parameters
from webapp.models import LabelCarrier, LabelKind, LabelPaper, PrintLanguage, PrintReason
from webapp.operations.labels import MOST_COPIES, Way, Why
from webapp.queries import label_settings, label_things
from webapp.queries.label_settings import Habit
from webapp.queries.label_things import Thing
from webapp.queries.printers import Station, station_of
from webapp.words import T, Words

MOST_THINGS = 200
CELLS = 48
NAMES = ("thing", "goods", "copies", "paper", "carrier", "to", "first", "reason", "note")
PRINTER = "printer"


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything the form says, with what is usual where it says nothing."""

    things: tuple[Thing, ...]
    copies: int
    paper: LabelPaper
    carrier: LabelCarrier | None
    carriers: Mapping[LabelKind, LabelCarrier]
    output: PrintLanguage
    first: int
    station: Station | None
    to_printer: bool
    reason: PrintReason | None
    note: str | None
    faults: Mapping[str, Words] = field(default_factory=dict)

    @property
    def way(self) -> Way:
        """How the labels leave."""
        if self.to_printer and self.station and self.station.printer:
            one = self.station.printer
            return Way(one.paper, one.language, one.dpi, station=self.station)
        cell = self.first - 1 if self.paper is LabelPaper.A4_4X12 else 0
        return Way(self.paper, self.output, first_cell=cell)

    @property
    def why(self) -> Why | None:
        """Why they are printed again, where it is said."""
        return Why(self.reason, self.note) if self.reason else None


def asked_of(connection: Connection, form: MultiDict[str, str]) -> Asked:
    """Read the form or the address; 403 for a label that this role may not print."""
    given = Parameters(form)
    things = things_of(connection, form, given)
    settings = label_settings.label_settings(connection)
    habits = label_settings.habits(connection)
    usual = usual_of(things, habits)
    carrier = given.choice("carrier", LabelCarrier)
    station = station_of(connection, device_id())
    has_printer = bool(station and station.printer)
    to = given.text("to") or (PRINTER if has_printer else "")
    paper = given.choice("paper", LabelPaper) or usual.paper
    asked = Asked(
        things=things,
        copies=given.number("copies", default=1, least=1, most=MOST_COPIES),
        paper=paper,
        carrier=carrier,
        carriers={kind: carrier or habit.carrier for kind, habit in habits.items()},
        output=output_of(to, settings.output, paper),
        first=given.number("first", default=1, least=1, most=CELLS),
        station=station,
        to_printer=has_printer and to == PRINTER,
        reason=given.choice("reason", PrintReason),
        note=given.text("note"),
        faults=given.faults,
    )
    if asked.reason not in (None, *FOR_PEOPLE):
        given.fault("reason", T("a reason of the list was expected"))
    if to == PrintLanguage.ZPL and paper is LabelPaper.A4_4X12 and not asked.to_printer:
        given.faults["paper"] = T("ZPL is for rolls; choose 100 × 50 mm or 100 × 150 mm, or PDF.")
    return asked


def output_of(to: str, usual: PrintLanguage, paper: LabelPaper) -> PrintLanguage:
    """The language that was asked for, or the usual one where the paper takes it."""
    if to in list(PrintLanguage):
        return PrintLanguage(to)
    return PrintLanguage.PDF if paper is LabelPaper.A4_4X12 else usual


def usual_of(things: tuple[Thing, ...], habits: Mapping[LabelKind, Habit]) -> Habit:
    """The habit of the first thing's kind: what is printed together is mostly of one kind."""
    return habits[things[0].kind if things else LabelKind.LOT]


def things_of(
    connection: Connection, form: MultiDict[str, str], given: Parameters
) -> tuple[Thing, ...]:
    """The things that are named, or the goods of a receipt."""
    receipt = given.number("goods", default=0, least=1, most=2**31 - 1)
    if receipt:
        return label_things.goods_of_receipt(connection, receipt)[:MOST_THINGS]
    named = [read(name) for name in form.getlist("thing")[: MOST_THINGS + 1]]
    things = tuple(dict.fromkeys(thing for thing in named if thing is not None))
    if len(named) > MOST_THINGS:
        most = MOST_THINGS
        given.faults["thing"] = T("At most %(most)s things can be chosen at once.", most=most)
    elif None in named:
        given.faults["thing"] = T("A thing of the lists was expected, such as lot:7.")
    for thing in things:
        must_be_allowed(thing.kind)
    return things[:MOST_THINGS]


def must_be_allowed(kind: LabelKind) -> None:
    """403 where the signed-in user may not print this kind of label."""
    if not current_user.role.covers(MAY_PRINT[kind]):
        g.needed_role = MAY_PRINT[kind]
        abort(403)
