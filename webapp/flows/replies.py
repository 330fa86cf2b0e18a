"""What a conversation decides about one scan, before it is put into somebody's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from webapp.models import ScanStatus
from webapp.queries.meanings import GoodsScan, LooseScan, Meaning, PlaceScan
from webapp.rules.refusals import Refusal, Tap
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a code can mean; sending `text` says it was meant."""

    text: str
    label: object
    detail: object = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """How a scan was judged: accepted, refused, a choice, or asked for once more."""

    status: ScanStatus
    code: str
    message: Words
    remedy: Words | None = None
    choices: tuple[Choice, ...] = ()
    expected: object = None
    scanned: object = None
    action: Tap | None = None
    go: str | None = None


def accepted(code: str, message: Words, *, go: str | None = None) -> Reply:
    """The scan counts."""
    return Reply(ScanStatus.ACCEPTED, code, message, go=go)


def refused(refusal: Refusal) -> Reply:
    """The scan changed nothing."""
    return Reply(
        ScanStatus.REFUSED,
        refusal.code,
        refusal.problem,
        refusal.remedy,
        expected=refusal.expected,
        scanned=refusal.scanned,
        action=refusal.action,
    )


def confirm(
    code: str, message: Words, remedy: Words, *, expected: object = None, scanned: object = None
) -> Reply:
    """The very same code again will do what the message says."""
    return Reply(ScanStatus.CONFIRM, code, message, remedy, expected=expected, scanned=scanned)


def choose(code: str, message: Words, choices: tuple[Choice, ...]) -> Reply:
    """More than one thing could be meant; the worker taps one."""
    return Reply(ScanStatus.CHOOSE, code, message, T("Tap one of these."), choices=choices)


def choose_meaning(meanings: tuple[Meaning, ...], paths: Mapping[int, str] | None = None) -> Reply:
    """A code that stands for several things; `paths` says where places of one name are."""
    return choose(
        "several_meanings",
        T("This code can mean %(count)s things.", count=len(meanings)),
        tuple(choice_of(meaning, paths or {}) for meaning in meanings),
    )


def choice_of(meaning: Meaning, paths: Mapping[int, str]) -> Choice:
    """A meaning as a button."""
    if isinstance(meaning, PlaceScan) and meaning.id in paths:
        return Choice(meaning.text, meaning.called, paths[meaning.id])
    return Choice(meaning.text, meaning.called, detail_of(meaning))


def detail_of(meaning: Meaning) -> object:
    """What tells two readings of one label apart: all that its name does not say."""
    if isinstance(meaning, GoodsScan):
        lot = meaning.lot_code if meaning.serial_code else None
        parts: list[object] = [meaning.product.name, *said_beside(meaning, lot)]
    elif isinstance(meaning, LooseScan):
        parts = said_beside(meaning, meaning.lot_code if meaning.serial_code else None)
    else:
        parts = []
    return reduce(listed, parts) if parts else ""


def said_beside(label: GoodsScan | LooseScan, lot: str | None) -> list[object]:
    """The lot beside a serial, the date and the count that a label states."""
    return [
        *([T("lot %(lot)s", lot=lot)] if lot else []),
        *([T("expires on %(date)s", date=label.expires_on)] if label.expires_on else []),
        *([T("count %(count)s", count=label.count)] if label.count else []),
    ]


def listed(first: object, second: object) -> object:
    """Two parts with a comma between them."""
    return T("%(first)s, %(second)s", first=first, second=second)
