"""Where things are: two docks, forty bins in three zones, staging, quarantine, and the outside.

A-01-2 is zone A, rack 01, level 2. A picker walks zone after zone, rack after rack, from the floor
up. Zone A is for hand picking, zone B for what goes by the case, zone C for pallets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.models import LocationKind, Mixing


@dataclass(frozen=True, slots=True)
class Place:
    """A location; `capacity` in base units, None where nobody counts."""

    code: str
    name: str
    kind: LocationKind
    parent: str | None = None
    capacity: int | None = None
    blocked: bool = False
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Carries:
    """A storage category: what a kind of bin carries."""

    code: str
    name: str
    max_weight_g: int
    max_plates: int | None = None
    max_height_mm: int | None = None
    mixing: Mixing = Mixing.MIXED


CATEGORIES = (
    Carries("PALLETS", "Pallet racks", 800_000, max_plates=2, max_height_mm=1800),
    Carries("CASES", "Shelves for cases", 500_000, max_height_mm=600),
)
# Two classes of dangerous goods that never lie in one bin.
APART = ("3", "5.1")


@dataclass(frozen=True, slots=True)
class Zone:
    """Racks of bins; the lowest `faces` levels of a rack are pick faces, the others storage."""

    code: str
    name: str
    racks: int
    levels: int
    faces: int
    face_capacity: int
    storage_capacity: int
    category: str | None = None


ZONES = (
    Zone("A", "Zone A, hand picking", 4, 4, 2, 200, 480),
    Zone("B", "Zone B, cases", 4, 3, 1, 200, 480, "CASES"),
    Zone("C", "Zone C, pallets", 4, 3, 0, 0, 2400, "PALLETS"),
)
# A beam is bent; nothing may go in or out until it is mended.
BLOCKED = "B-03-2"
# Bulk goods are counted in grams, which says nothing about the room they take.
UNCOUNTED = frozenset({"C-04-1", "C-04-2", "C-04-3"})

AROUND = (
    Place("DOCK-1", "Dock 1", LocationKind.DOCK, "WAREHOUSE"),
    Place("DOCK-2", "Dock 2", LocationKind.DOCK, "WAREHOUSE"),
    Place("STAGE-1", "Staging 1", LocationKind.STAGING, "WAREHOUSE"),
    Place("STAGE-2", "Staging 2", LocationKind.STAGING, "WAREHOUSE"),
    Place("QUARANTINE", "Quarantine", LocationKind.QUARANTINE, "WAREHOUSE"),
)
OUTSIDE = (
    Place("SUPPLIERS", "Suppliers", LocationKind.SUPPLIER),
    Place("CUSTOMERS", "Customers", LocationKind.CUSTOMER),
    Place("SCRAP", "Scrap", LocationKind.SCRAP),
    Place("COUNT-DIFFERENCE", "Count difference", LocationKind.COUNT_DIFFERENCE),
    Place("PRODUCTION", "Production", LocationKind.PRODUCTION),
)
TOTES = tuple(f"T-{number:02d}" for number in range(1, 9))
TOTES_STAND_AT = "STAGE-1"


def places() -> Iterator[Place]:
    """Every location in walking order, each after the one it lies in."""
    yield Place("WAREHOUSE", "Warehouse", LocationKind.AREA)
    yield from AROUND[:2]
    for zone in ZONES:
        yield Place(zone.code, zone.name, LocationKind.AREA, "WAREHOUSE")
        yield from bins(zone)
    yield from AROUND[2:]
    yield from OUTSIDE


def bins(zone: Zone) -> Iterator[Place]:
    """The bins of a zone."""
    for rack in range(1, zone.racks + 1):
        for level in range(1, zone.levels + 1):
            code = f"{zone.code}-{rack:02d}-{level}"
            face = level <= zone.faces
            capacity = zone.face_capacity if face else zone.storage_capacity
            yield Place(
                code,
                f"Rack {rack}, level {level}",
                LocationKind.PICK_FACE if face else LocationKind.STORAGE,
                zone.code,
                None if code in UNCOUNTED else capacity,
                blocked=code == BLOCKED,
                category=zone.category,
            )
