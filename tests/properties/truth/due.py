"""Which bins are to be filled, with what and from where: the plainest words for it."""

from __future__ import annotations

from typing import NamedTuple

from tests.properties.truth.model import Model
from tests.properties.truth.values import PRODUCTS, Face, Spot

Takes = list[tuple[Spot, int]]


class Due(NamedTuple):
    """A bin of a product that is to be filled: how soon, how many are missing, what there is."""

    sku: str
    place: str
    urgency: int
    missing: int
    takes: Takes


def due(model: Model) -> list[Due]:
    """All of them, the most urgent first; what one is promised, the next ones do not count on."""
    low = [key for key in model.faces if is_filled(model, *key) and is_low(model, *key)]
    low.sort(
        key=lambda key: (
            urgency(model, *key),
            model.faces[key].priority,
            key[1],
            PRODUCTS.index(key[0]),
        )
    )
    left = {spot: model.free(spot) for spot in model.here()}
    found = []
    for key in low:
        takes = plan(model, *key, left)
        for spot, units in takes:
            left[spot] -= units
        found.append(Due(*key, urgency(model, *key), missing(model, *key), takes))
    return found


def is_filled(model: Model, sku: str, place: str) -> bool:
    """Whether a bin is kept between two levels, and nobody holds it."""
    face = model.faces.get((sku, place))
    return bool(face and face.role == "topped_up") and ("location", place) not in model.holds


def is_low(model: Model, sku: str, place: str) -> bool:
    """Whether it has too few, or a picker called for more and there are not all."""
    face, has = model.faces[sku, place], there(model, sku, place) + coming(model, sku, place)
    return has < face.minimum or (is_called(model, sku, place) and has < face.target)


def missing(model: Model, sku: str, place: str) -> int:
    """Whole packagings up to the target."""
    if not is_low(model, sku, place):
        return 0
    face, has = model.faces[sku, place], there(model, sku, place) + coming(model, sku, place)
    return (face.target - has) // face.size * face.size


def urgency(model: Model, sku: str, place: str) -> int:
    """A picker who waits, then what is empty while an order wants it."""
    if is_called(model, sku, place):
        return 1
    if there(model, sku, place):
        return 4
    return 2 if is_wanted(model, sku) else 3


def there(model: Model, sku: str, place: str) -> int:
    """Units in the bin that may leave today, promised ones, too."""
    return sum(model.stock[s] for s in model.here(sku=sku, place=place) if is_good(model, s))


def is_good(model: Model, spot: Spot) -> bool:
    """Whether it may leave today."""
    return not model.held(spot) and not model.over_by(spot, model.today)


def coming(model: Model, sku: str, place: str) -> int:
    """Units in hands that bring them here."""
    going = [key for key, task in model.tasks.items() if goes_to(task.state) == place]
    parts = [model.carried.get(key, {}) for key in going]
    return sum(n for one in parts for spot, n in one.items() if spot.sku == sku)


def goes_to(state: dict[str, object]) -> object:
    """The bin that a hand goes to."""
    fill = state.get("fill")
    return fill.place if fill else state.get("to")  # type: ignore[attr-defined]


def is_called(model: Model, sku: str, place: str) -> bool:
    """Whether a picker called for more, and no goods have come since."""
    since = model.faces[sku, place].called
    if since is None:
        return False
    came = [m for m in model.moves[since:] if m.to.place == place and m.source.sku == sku]
    return all(move.reverses is not None for move in came)


def is_wanted(model: Model, sku: str) -> bool:
    """Whether an order on the floor still needs some."""
    return any(
        order.status == "released" and sku in order.lines and order.lines[sku].left > 0
        for order in model.orders.values()
    )


def filler(model: Model, sku: str, place: str) -> str | None:
    """Who fills a bin with a product."""
    for task in model.tasks.values():
        fill = task.state.get("fill")
        if fill and (fill.sku, fill.place) == (sku, place):
            return str(task.worker)
    return None


def plan(model: Model, sku: str, place: str, left: dict[Spot, int]) -> Takes:
    """What is brought: whole packagings, or single units where there is none."""
    face = model.faces[sku, place]
    return take(model, face, sku, place, left, face.size) or take(model, face, sku, place, left, 1)


def take(model: Model, face: Face, sku: str, place: str, left: dict[Spot, int], size: int) -> Takes:
    """From the sources by their priority, in each first things first."""
    takes: Takes = []
    wanted = missing(model, sku, place)
    sources = {
        at: f.priority for (s, at), f in model.faces.items() if (s, f.role) == (sku, "source")
    }
    for priority in sorted(set(sources.values())):
        free = {
            spot: left[spot] // size * size
            for spot in model.here(sku=sku)
            if sources.get(spot.place) == priority and gives(model, spot)
        }
        free = {spot: units for spot, units in free.items() if units > 0}
        while wanted and free:
            spot = model.first_things_first(sku, free, wanted)[0]
            units = min(free.pop(spot), wanted)
            takes.append((spot, units))
            wanted -= units
    return takes


def gives(model: Model, spot: Spot) -> bool:
    """Whether goods at a source may be taken: good, and on no plate that is shut or an order's."""
    kept = spot.plate and model.plates[spot.plate].order
    return is_good(model, spot) and model.gives(spot) and not kept
