"""Who acts: handed to every operation and flow as an argument."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Role


@dataclass(frozen=True, slots=True)
class Operator:
    """The user behind an act, as far as the floor needs to know."""

    id: int
    name: str
    role: Role
    language: str
