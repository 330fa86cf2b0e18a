"""What differs between receipts and orders on the supervisor's screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.queries.documents import Family
from webapp.words import Words


@dataclass(frozen=True, slots=True)
class Desk:
    """One family of documents: what it is called, its states, and where it is worked on."""

    family: Family
    one: str
    many: str
    kind: Words
    heading: Words
    party: Words
    states: Mapping[str, tuple[str, Words]]
    work: str
    empty_heading: Words
    empty_advice: Words
