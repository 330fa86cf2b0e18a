"""What labels, papers, symbols and reasons are called, and who may print which label."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from webapp.blueprints.shown import said
from webapp.models import (
    AtReceipt,
    LabelCarrier,
    LabelKind,
    LabelPaper,
    PrintLanguage,
    PrintReason,
    Role,
)
from webapp.queries.label_things import Thing
from webapp.words import T, Words

Option = TypeVar("Option", bound=StrEnum)
KINDS: Mapping[LabelKind, Words] = {
    LabelKind.PRODUCT: T("Product"),
    LabelKind.LOT: T("Lot"),
    LabelKind.SERIAL: T("Serial number"),
    LabelKind.PLATE: T("License plate"),
    LabelKind.LOCATION: T("Location"),
    LabelKind.RECEIPT: T("Receipt"),
    LabelKind.ORDER: T("Order"),
    LabelKind.BADGE: T("Badge"),
    LabelKind.COMMAND: T("Command"),
}
MANY: Mapping[LabelKind, Words] = {
    LabelKind.PRODUCT: T("Products"),
    LabelKind.LOT: T("Lots"),
    LabelKind.SERIAL: T("Serial numbers"),
    LabelKind.PLATE: T("License plates"),
    LabelKind.LOCATION: T("Locations"),
    LabelKind.RECEIPT: T("Receipts"),
    LabelKind.ORDER: T("Orders"),
    LabelKind.BADGE: T("Badges"),
    LabelKind.COMMAND: T("Commands"),
}
# Goods are labelled by whoever holds them; a badge opens a door.
MAY_PRINT: Mapping[LabelKind, Role] = {
    LabelKind.PRODUCT: Role.WORKER,
    LabelKind.LOT: Role.WORKER,
    LabelKind.SERIAL: Role.WORKER,
    LabelKind.PLATE: Role.WORKER,
    LabelKind.LOCATION: Role.SUPERVISOR,
    LabelKind.RECEIPT: Role.SUPERVISOR,
    LabelKind.ORDER: Role.SUPERVISOR,
    LabelKind.BADGE: Role.ADMIN,
    LabelKind.COMMAND: Role.SUPERVISOR,
}
PAPERS: Mapping[LabelPaper, Words] = {
    LabelPaper.A4_4X12: T("A4 sheet, 4 × 12 labels"),
    LabelPaper.ROLL_100X50: T("Roll, 100 × 50 mm"),
    LabelPaper.ROLL_100X150: T("Roll, 100 × 150 mm"),
}
CARRIERS: Mapping[LabelCarrier, Words] = {
    LabelCarrier.GS1_DATAMATRIX: T("GS1 DataMatrix"),
    LabelCarrier.GS1_128: T("GS1-128"),
    LabelCarrier.QR: T("QR code (Digital Link)"),
    LabelCarrier.CODE_128: T("Code 128"),
}
# Which symbols a kind of label can have: goods and plates hold elements, the others a plain code.
OF_ELEMENTS = (LabelCarrier.GS1_DATAMATRIX, LabelCarrier.GS1_128, LabelCarrier.QR)
OF_CODES = (LabelCarrier.CODE_128, LabelCarrier.QR)
GOODS = frozenset({LabelKind.PRODUCT, LabelKind.LOT, LabelKind.SERIAL, LabelKind.PLATE})
LANGUAGES: Mapping[PrintLanguage, Words] = {
    PrintLanguage.PDF: T("PDF"),
    PrintLanguage.ZPL: T("ZPL, for a label printer"),
}
AT_RECEIPT: Mapping[AtReceipt, Words] = {
    AtReceipt.NONE: T("None"),
    AtReceipt.PER_LOT: T("Of each new lot"),
    AtReceipt.PER_UNIT: T("One of each unit"),
    AtReceipt.PER_SERIAL: T("One of each serial number"),
}
REASONS: Mapping[PrintReason, Words] = {
    PrintReason.DAMAGED: T("Damaged"),
    PrintReason.LOST: T("Lost"),
    PrintReason.UNREADABLE: T("Unreadable"),
    PrintReason.MORE_NEEDED: T("More needed"),
    PrintReason.OTHER: T("Another reason"),
    PrintReason.RECEIVED: T("Goods came in"),
}
FOR_PEOPLE = tuple(reason for reason in PrintReason if reason is not PrintReason.RECEIVED)


def carriers_for(kind: LabelKind) -> tuple[LabelCarrier, ...]:
    """The symbols that labels of a kind can have."""
    return OF_ELEMENTS if kind in GOODS else OF_CODES


def options(words: Mapping[Option, Words], chosen: Option | None) -> list[tuple[str, str, bool]]:
    """The options of a choice: value, word, whether it is chosen."""
    return [(str(value), said(text), value is chosen) for value, text in words.items()]


def written(thing: Thing) -> str:
    """A thing as addresses and forms name it: lot:7, command:LW*DONE."""
    return f"{thing.kind}:{thing.code if thing.kind is LabelKind.COMMAND else thing.id}"


def read(name: str) -> Thing | None:
    """The thing that an address or a form names, or None where it names none."""
    word, _, key = name.partition(":")
    if word not in list(LabelKind) or not key:
        return None
    kind = LabelKind(word)
    if kind is LabelKind.COMMAND:
        return Thing(kind, 0, key[:200])
    fits = key.isascii() and key.isdigit() and 0 < int(key[:11]) < 2**31 and len(key) < 11
    return Thing(kind, int(key)) if fits else None


def label_url(kind: LabelKind, thing_id: int, role: Role) -> str | None:
    """Where a thing's label is printed, for whom may print it."""
    if not role.covers(MAY_PRINT[kind]):
        return None
    return f"/labels/print?thing={written(Thing(kind, thing_id))}"
