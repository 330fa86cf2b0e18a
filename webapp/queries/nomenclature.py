"""The rules for codes of the warehouse's own, as they stand and as they are in force for a scan.

Every process keeps what it knows of them. Whether that is still right is told by one number, which
every change of any rule makes larger; a scan reads it along with its first statement. The number is
asked within the transaction that uses the rules, so a change is in force for the first scan that
begins after it, in every process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from webapp.barcodes import Encoding, Rule, RuleKind
from webapp.statements import Statement

# Rules are never deleted and their versions only grow: no two states of the book have one sum.
VERSION = "select coalesce(sum(version), 0) as version from nomenclature_rules"
NOW = Statement(VERSION)
RULES = Statement(
    "select id, name, kind, encoding, pattern, active, version from nomenclature_rules"
    " order by sequence"
)


@dataclass(frozen=True, slots=True)
class Known:
    """The active rules in their order, and the version of the book they were read from."""

    version: int
    rules: tuple[Rule, ...]


NEVER_READ = -1
_known: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()


def last_known(engine: Engine) -> Known:
    """What this process knew last; whether it still holds, `rules_in_force` says."""
    return _known.get(engine) or Known(NEVER_READ, ())


def rules_in_force(connection: Connection, version: int | None = None) -> tuple[Rule, ...]:
    """The active rules, in the order in which they are asked.

    `version` is the number that another statement of this transaction brought along; without it,
    it is asked for. To be called before the act changes a rule itself.
    """
    if version is None:
        version = int(NOW.value(connection, {}))
    known = _known.get(connection.engine)
    if known is None or known.version != version:
        known = _known[connection.engine] = read(connection)
    return known.rules


def read(connection: Connection) -> Known:
    """What the book says: one statement, so that rules and version belong together."""
    rows = RULES.all(connection, {})
    rules = tuple(rule_of(row) for row in rows if row.active)
    return Known(sum(row.version for row in rows), rules)


def all_rules(connection: Connection) -> tuple[Rule, ...]:
    """Every rule in its order, those that are off among them."""
    return tuple(rule_of(row) for row in RULES.all(connection, {}))


def rule_of(row: Any) -> Rule:
    """A row as the value that reading works with."""
    kind, encoding = RuleKind(row.kind), Encoding(row.encoding)
    return Rule(row.id, row.name, kind, encoding, row.pattern, bool(row.active))
