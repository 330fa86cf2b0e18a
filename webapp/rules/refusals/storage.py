"""Why a place does not take the goods."""

from __future__ import annotations

from datetime import date

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words

ANOTHER_BIN = T("Scan another bin.")


def location_blocked(location: str) -> Refusal:
    """Closed for goods going in."""
    return Refusal(
        "location_blocked",
        T("%(location)s is blocked: nothing may be put there.", location=location),
        ANOTHER_BIN,
    )


def dock_blocked(dock: str, reason: str | None) -> Refusal:
    """Nothing may come in there, so nothing is received."""
    problem = T("%(dock)s is blocked for goods coming in.", dock=dock)
    if reason:
        problem = T("%(dock)s is blocked for goods coming in: %(why)s.", dock=dock, why=reason)
    return Refusal(
        "location_blocked",
        problem,
        T("Leave the goods outside, and ask a supervisor to free %(dock)s.", dock=dock),
    )


def location_blocked_out(location: str) -> Refusal:
    """Closed for goods coming out, perhaps after they were promised."""
    return Refusal(
        "location_blocked_out",
        T("%(location)s is blocked: nothing may be taken from there.", location=location),
        T("Skip this, or ask a supervisor to free the bin."),
    )


def too_heavy(location: str, now_g: int, most_g: int, goods_g: int) -> Refusal:
    """More than the beam carries."""
    return Refusal(
        "bin_too_heavy",
        T(
            "%(location)s carries %(now)s of %(most)s kg; this is %(goods)s kg.",
            location=location,
            now=Amount(now_g, 3),
            most=Amount(most_g, 3),
            goods=Amount(goods_g, 3),
        ),
        ANOTHER_BIN,
    )


def too_many_units(location: str, now: Amount, most: Amount, new: Amount) -> Refusal:
    """More units than the category allows of anything."""
    return Refusal(
        "bin_units_full",
        T(
            "%(location)s takes at most %(most)s units and has %(now)s; this is %(new)s.",
            location=location,
            now=now,
            most=most,
            new=new,
        ),
        ANOTHER_BIN,
    )


def too_many_of_product(
    location: str, product: str, *, now: Amount, most: Amount, new: Amount
) -> Refusal:
    """More of one product than the category allows."""
    return Refusal(
        "bin_product_full",
        T(
            "%(location)s takes at most %(most)s of %(product)s and has %(now)s; this is %(new)s.",
            location=location,
            product=product,
            now=now,
            most=most,
            new=new,
        ),
        ANOTHER_BIN,
    )


def too_many_plates(location: str, now: int, most: int) -> Refusal:
    """No place for one more license plate."""
    return Refusal(
        "bin_plates_full",
        T(
            "%(location)s takes at most %(most)s license plates and has %(now)s.",
            location=location,
            most=most,
            now=now,
        ),
        ANOTHER_BIN,
    )


PLATES: dict[str, Words] = {"pallet": T("pallets"), "case": T("cases"), "tote": T("totes")}


def too_many_of_kind(location: str, kind: str, now: int, most: int) -> Refusal:
    """No place for one more plate of its kind."""
    return Refusal(
        "bin_plates_full",
        T(
            "%(location)s takes at most %(most)s %(plates)s and has %(now)s.",
            location=location,
            most=most,
            plates=PLATES.get(kind, kind),
            now=now,
        ),
        ANOTHER_BIN,
    )


def too_high(location: str, what: object, high: int, most: int) -> Refusal:
    """It would not stand upright."""
    return Refusal(
        "too_high",
        T(
            "%(what)s is %(high)s mm high; %(location)s takes up to %(most)s mm.",
            what=what,
            high=high,
            location=location,
            most=most,
        ),
        ANOTHER_BIN,
    )


def only_when_empty(location: str, there: object) -> Refusal:
    """The bin is not empty, and that is what its category asks for."""
    return Refusal(
        "bin_not_empty",
        T(
            "%(location)s takes goods only while it is empty. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_product(location: str, there: str) -> Refusal:
    """Another product is there."""
    return Refusal(
        "bin_has_other_product",
        T(
            "%(location)s takes one product at a time. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_lot(location: str, there: object) -> Refusal:
    """Another lot is there."""
    return Refusal(
        "bin_has_other_lot",
        T(
            "%(location)s takes one lot at a time. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_date(location: str, product: str, *, there: date | None, comes: date | None) -> Refusal:
    """The same product with another date is there."""
    return Refusal(
        "bin_has_other_expiry",
        T(
            "%(location)s keeps one date of a product. %(product)s there or on its way"
            " expires on %(there)s, this on %(comes)s.",
            location=location,
            product=product,
            there=there or T("no day"),
            comes=comes or T("no day"),
        ),
        ANOTHER_BIN,
    )


def class_conflict(location: str, there: object, class_there: str, class_new: str) -> Refusal:
    """Goods that may not lie beside each other."""
    return Refusal(
        "class_conflict",
        T(
            "%(what)s in %(location)s is class %(there)s, which may not share a bin with class"
            " %(new)s.",
            what=there,
            location=location,
            there=class_there,
            new=class_new,
        ),
        ANOTHER_BIN,
    )


def bin_full(location: str, room: Amount, capacity: Amount) -> Refusal:
    """The goods would not fit, counting what is on its way."""
    return Refusal(
        "bin_full",
        T(
            "%(location)s has room for %(room)s of %(capacity)s.",
            location=location,
            room=room,
            capacity=capacity,
        ),
        T("Put part of it there with the keypad, or scan another bin."),
    )


def no_bin_has_room(product: str) -> Refusal:
    """The warehouse is full for these goods."""
    return Refusal(
        "no_putaway",
        T("No bin has room for %(product)s.", product=product),
        T("Leave it on the dock. A supervisor has been told."),
    )
