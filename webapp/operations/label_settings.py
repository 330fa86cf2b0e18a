"""Arranging labels: the company prefix, the rules, the habits. Every change is in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text

from webapp.barcodes.check_digits import is_number
from webapp.models import LabelKind
from webapp.operations import changes
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import label_settings as reads
from webapp.queries.label_settings import Habit, LabelSettings
from webapp.words import T, Words

ROOM = "labels"
LEAST_PREFIX, LONGEST_PREFIX = 4, 12
MOST_PER_LOT = 99
FIELDS = LabelSettings.__slots__

SAVE = text(
    "insert into label_settings (id, company_prefix, extension_digit, output, at_receipt,"
    " labels_per_lot, new_plates) values (1, :company_prefix, :extension_digit, :output,"
    " :at_receipt, :labels_per_lot, :new_plates) on conflict (id) do update set"
    " company_prefix = excluded.company_prefix, extension_digit = excluded.extension_digit,"
    " output = excluded.output, at_receipt = excluded.at_receipt,"
    " labels_per_lot = excluded.labels_per_lot, new_plates = excluded.new_plates"
)
SAVE_HABIT = text(
    "insert into label_habits (kind, paper, carrier) values (:kind, :paper, :carrier)"
    " on conflict (kind) do update set paper = excluded.paper, carrier = excluded.carrier"
)


@dataclass(frozen=True, slots=True)
class Arranged:
    """All that the page of label settings holds."""

    settings: LabelSettings
    habits: Mapping[LabelKind, Habit]


def prefix_fault(prefix: str) -> Words | None:
    """Why this cannot be a GS1 company prefix."""
    if not is_number(prefix):
        return T("%(prefix)s is no company prefix: only digits were expected.", prefix=prefix)
    if not LEAST_PREFIX <= len(prefix) <= LONGEST_PREFIX:
        return T(
            "%(prefix)s has %(count)s digits; a GS1 company prefix has %(least)s to %(most)s.",
            prefix=prefix,
            count=len(prefix),
            least=LEAST_PREFIX,
            most=LONGEST_PREFIX,
        )
    return None


def arrange(work: UnitOfWork, wanted: Arranged, *, by: int) -> int:
    """Keep what is arranged now; how many things it changed."""
    before = said(Arranged(reads.label_settings(work.connection), reads.habits(work.connection)))
    after = said(wanted)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return 0
    values = {name: getattr(wanted.settings, name) for name in FIELDS}
    work.connection.execute(SAVE, values)
    for kind, habit in wanted.habits.items():
        row = {"kind": kind, "paper": habit.paper, "carrier": habit.carrier}
        work.connection.execute(SAVE_HABIT, row)
    for name in changed:
        changes.record(
            work, ROOM, name, by=by, before=before[name] or None, after=after[name] or None
        )
    return len(changed)


def said(arranged: Arranged) -> dict[str, str]:
    """Every setting as the history writes it; empty where nothing is set."""
    settings = {name: written(getattr(arranged.settings, name)) for name in FIELDS}
    for kind, habit in arranged.habits.items():
        settings[str(kind)] = f"{habit.paper}, {habit.carrier}"
    return settings


def written(value: object) -> str:
    """One value as the history writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
