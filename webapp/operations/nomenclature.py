"""The rules for the warehouse's own codes: added, changed, moved up and down, switched on and off.

A rule is never deleted: what is not wanted any more is switched off and keeps its history. Every
act makes the version of each rule it touches larger, by which all processes learn of it, and leaves
a row in the history of settings for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text

from webapp.barcodes import Encoding, Rule, RuleKind
from webapp.barcodes.own_rules import fault_of
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.nomenclature import rule_of
from webapp.words import T, Words

ROOM = "nomenclature"
LONGEST_NAME = 64
MOST_RULES = 100

Faults = Mapping[str, Words]


class Direction(StrEnum):
    """Where a rule is moved: asked sooner, or later."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule as somebody wants it."""

    name: str
    kind: RuleKind
    encoding: Encoding
    pattern: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule of the book and its place in the order."""

    rule: Rule
    sequence: int

    def told(self, place: int) -> str:
        """The rule in one line, for the history; `place` counts from 1."""
        rule = self.rule
        state = "on" if rule.active else "off"
        return f"{place}. {rule.pattern} · {rule.kind} · {rule.encoding} · {state}"


INSERT = text(
    """insert into nomenclature_rules
           (name, kind, encoding, pattern, sequence, active, version)
       values (:name, :kind, :encoding, :pattern, :sequence, :active, 1) returning id"""
)
CHANGE = text(
    """update nomenclature_rules set name = :name, kind = :kind, encoding = :encoding,
           pattern = :pattern, version = version + 1 where id = :id"""
)
SWITCH = text(
    "update nomenclature_rules set active = :active, version = version + 1 where id = :id"
)
PLACE = text(
    "update nomenclature_rules set sequence = :sequence, version = version + 1 where id = :id"
)


def faults_of(wanted: Wanted) -> Faults:
    """What is wrong with a rule by itself, by field."""
    found: dict[str, Words] = {}
    if not 1 <= len(wanted.name) <= LONGEST_NAME or not wanted.name.isprintable():
        found["name"] = T("A name has 1 to %(most)s characters.", most=LONGEST_NAME)
    if fault := fault_of(wanted.kind, wanted.encoding, wanted.pattern):
        found["pattern"] = fault.words
    return found


def add_rule(work: UnitOfWork, wanted: Wanted, *, by: int | None) -> Faults:
    """Put a rule behind all others; empty, or what is wrong by field."""
    order = in_order(work)
    faults = faults_of(wanted) or taken(order, wanted.name)
    if not faults and len(order) >= MOST_RULES:
        faults = {"name": T("There are %(most)s rules already. Change one.", most=MOST_RULES)}
    if faults:
        return faults
    sequence = order[-1].sequence + 1 if order else 1
    values = as_values(wanted) | {"sequence": sequence, "active": True}
    rule_id = work.connection.execute(INSERT, values).scalar_one()
    rule = Rule(rule_id, wanted.name, wanted.kind, wanted.encoding, wanted.pattern)
    after = Placed(rule, sequence).told(len(order) + 1)
    changes.record(work, ROOM, wanted.name, by=by, after=after)
    return {}


def change_rule(work: UnitOfWork, rule_id: int, wanted: Wanted, *, by: int | None) -> Faults:
    """Let a rule be as wanted, at its place; empty, or what is wrong by field."""
    order = in_order(work)
    others = [one for one in order if one.rule.id != rule_id]
    if faults := faults_of(wanted) or taken(others, wanted.name):
        return faults
    place, found = place_of(order, rule_id)
    old = found.rule
    new = Rule(rule_id, wanted.name, wanted.kind, wanted.encoding, wanted.pattern, old.active)
    if new == old:
        return {}
    work.connection.execute(CHANGE, as_values(wanted) | {"id": rule_id})
    before, after = found.told(place), Placed(new, found.sequence).told(place)
    if old.name != new.name:
        before, after = f"{before} · {old.name}", f"{after} · {new.name}"
    changes.record(work, ROOM, old.name, by=by, before=before, after=after)
    return {}


def move_rule(work: UnitOfWork, rule_id: int, direction: Direction, *, by: int | None) -> None:
    """Change places with the rule before or behind; the first and the last stay where they are."""
    order = in_order(work)
    place, moved = place_of(order, rule_id)
    other_place = place + (-1 if direction is Direction.UP else 1)
    if not 1 <= other_place <= len(order):
        return
    other = order[other_place - 1]
    # No two rules have one place, not even between two statements: one steps aside first.
    for one, sequence in ((moved, -1), (other, moved.sequence), (moved, other.sequence)):
        work.connection.execute(PLACE, {"id": one.rule.id, "sequence": sequence})
    for one, before, after in ((moved, place, other_place), (other, other_place, place)):
        values = {"before": one.told(before), "after": one.told(after)}
        changes.record(work, ROOM, one.rule.name, by=by, **values)


def switch_rule(work: UnitOfWork, rule_id: int, *, active: bool, by: int | None) -> None:
    """Let a rule be asked, or be passed over."""
    place, found = place_of(in_order(work), rule_id)
    old = found.rule
    if old.active is active:
        return
    work.connection.execute(SWITCH, {"id": rule_id, "active": active})
    new = Rule(old.id, old.name, old.kind, old.encoding, old.pattern, active)
    before, after = found.told(place), Placed(new, found.sequence).told(place)
    changes.record(work, ROOM, old.name, by=by, before=before, after=after)


def in_order(work: UnitOfWork) -> list[Placed]:
    """Every rule in its order, locked, so that two people who move rules do so in turn."""
    rows = work.connection.execute(
        text(
            "select id, name, kind, encoding, pattern, active, sequence, version"
            f" from nomenclature_rules order by id{work.for_update}"
        )
    )
    placed = [Placed(rule_of(row), row.sequence) for row in rows]
    return sorted(placed, key=lambda one: one.sequence)


def place_of(order: list[Placed], rule_id: int) -> tuple[int, Placed]:
    """The place of a rule that is known to be there, counted from 1."""
    return next((at, one) for at, one in enumerate(order, start=1) if one.rule.id == rule_id)


def taken(others: list[Placed], name: str) -> Faults:
    """One name, one rule; names that differ in their capitals alone are one."""
    if name.casefold() in {one.rule.name.casefold() for one in others}:
        return {"name": T("There is already a rule %(name)s.", name=name)}
    return {}


def as_values(wanted: Wanted) -> dict[str, object]:
    """A rule's columns."""
    return {
        "name": wanted.name,
        "kind": str(wanted.kind),
        "encoding": str(wanted.encoding),
        "pattern": wanted.pattern,
    }
