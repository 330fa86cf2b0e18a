"""What is arranged for labels: whose numbers, which paper and symbol, what is printed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from webapp.models import AtReceipt, LabelCarrier, LabelKind, LabelPaper, PrintLanguage


@dataclass(frozen=True, slots=True)
class LabelSettings:
    """What holds for all labels. Without a company prefix there are no SSCCs of our own."""

    company_prefix: str | None = None
    extension_digit: int = 0
    output: PrintLanguage = PrintLanguage.PDF
    at_receipt: AtReceipt = AtReceipt.NONE
    labels_per_lot: int = 1
    new_plates: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """The paper and the symbol that a kind of label usually has."""

    paper: LabelPaper
    carrier: LabelCarrier


GOODS = Habit(LabelPaper.A4_4X12, LabelCarrier.GS1_DATAMATRIX)
PLATES = Habit(LabelPaper.ROLL_100X150, LabelCarrier.GS1_128)
CODES = Habit(LabelPaper.A4_4X12, LabelCarrier.CODE_128)
USUAL: Mapping[LabelKind, Habit] = {
    LabelKind.PRODUCT: GOODS,
    LabelKind.LOT: GOODS,
    LabelKind.SERIAL: GOODS,
    LabelKind.PLATE: PLATES,
    LabelKind.LOCATION: CODES,
    LabelKind.RECEIPT: CODES,
    LabelKind.ORDER: CODES,
    LabelKind.BADGE: CODES,
    LabelKind.COMMAND: CODES,
}

SETTINGS = text(
    "select company_prefix, extension_digit, output, at_receipt, labels_per_lot, new_plates"
    " from label_settings"
)
HABITS = text("select kind, paper, carrier from label_habits")


def label_settings(connection: Connection) -> LabelSettings:
    """What is arranged; nothing, where nobody has arranged anything."""
    row = connection.execute(SETTINGS).first()
    if row is None:
        return LabelSettings()
    return LabelSettings(
        company_prefix=row.company_prefix,
        extension_digit=row.extension_digit,
        output=PrintLanguage(row.output),
        at_receipt=AtReceipt(row.at_receipt),
        labels_per_lot=row.labels_per_lot,
        new_plates=bool(row.new_plates),
    )


def habits(connection: Connection) -> Mapping[LabelKind, Habit]:
    """The habit of every kind of label, arranged or usual."""
    arranged = {
        LabelKind(row.kind): Habit(LabelPaper(row.paper), LabelCarrier(row.carrier))
        for row in connection.execute(HABITS)
    }
    return {**USUAL, **arranged}
