"""What can be held and why, and what became of it when it was held or released."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.models import HoldStatus


class Held(StrEnum):
    """What can be held."""

    LOT = "lot"
    PLATE = "plate"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is held or could be."""

    kind: Held
    id: int


@dataclass(frozen=True, slots=True)
class Why:
    """A hold as a supervisor asks for it: the reason from the list, and words beside it."""

    status: HoldStatus
    cause: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A hold that stands: units that orders lost to it, and units found for them elsewhere."""

    id: int
    lost: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Released:
    """A hold that is over, and how many units were promised again."""

    promised: int = 0
