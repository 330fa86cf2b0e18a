"""Things drawn as their labels, each in the symbol of its kind, or why one cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from webapp.labels import Label, LabelRefused, Symbology
from webapp.models import LabelCarrier, LabelKind
from webapp.queries.label_contents import DRAWN, Key, Make, Say
from webapp.queries.label_things import Thing
from webapp.words import Words

SYMBOLOGIES = {
    LabelCarrier.GS1_DATAMATRIX: Symbology.GS1_DATAMATRIX,
    LabelCarrier.GS1_128: Symbology.GS1_128,
    LabelCarrier.QR: Symbology.QR,
    LabelCarrier.CODE_128: Symbology.CODE_128,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A thing with its label."""

    thing: Thing
    label: Label


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A thing whose label cannot be made, and why."""

    thing: Thing
    words: Words


def drawn(
    connection: Connection,
    things: Sequence[Thing],
    carriers: Mapping[LabelKind, LabelCarrier],
    say: Say,
) -> tuple[Drawn | NotDrawn, ...]:
    """Each thing with its label, in the order asked for; one that is not there is left out."""
    found: dict[object, Drawn | NotDrawn] = {}
    for kind in dict.fromkeys(thing.kind for thing in things):
        keys = [key_of(thing) for thing in things if thing.kind is kind]
        symbology = SYMBOLOGIES[carriers[kind]]
        for thing, make in DRAWN[kind](connection, keys):
            found[kind, key_of(thing)] = attempt(thing, make, symbology, say)
    asked = dict.fromkeys((thing.kind, key_of(thing)) for thing in things)
    return tuple(found[one] for one in asked if one in found)


def key_of(thing: Thing) -> Key:
    """What a thing is found by."""
    return thing.code if thing.kind is LabelKind.COMMAND else thing.id


def attempt(thing: Thing, make: Make, symbology: Symbology, say: Say) -> Drawn | NotDrawn:
    """The thing with its label, or with the reason why it has none."""
    try:
        return Drawn(thing, make(symbology, say))
    except LabelRefused as refused:
        return NotDrawn(thing, refused.words)
