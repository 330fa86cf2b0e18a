"""Why goods stay where they are."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words

MOST_NAMED = 6


def nothing_here(location: str) -> Refusal:
    """There is nothing to move."""
    return Refusal(
        "location_empty",
        T("Nothing is at %(location)s.", location=location),
        T("Scan another bin, or the goods."),
    )


def none_in_stock(what: object) -> Refusal:
    """The goods are known, and nowhere."""
    return Refusal(
        "none_in_stock",
        T("None in stock: %(what)s.", what=what),
        T("Check the label, or have the bin counted."),
    )


def scattered(what: object, places: Sequence[str]) -> Refusal:
    """More than one place could be meant."""
    return Refusal(
        "scattered",
        T(
            "%(what)s is in %(count)s places: %(places)s.",
            what=what,
            count=len(places),
            places=first_of(places),
        ),
        T("Scan the bin you take it from, then the goods."),
        scanned=first_of(places),
    )


def first_of(places: Sequence[str]) -> str:
    """Places for a sentence: the first ones, where they are many."""
    return ", ".join(places[:MOST_NAMED]) + (" …" if len(places) > MOST_NAMED else "")


def not_at(what: object, here: str, places: str) -> Refusal:
    """The goods are in other bins than the one scanned."""
    return Refusal(
        "not_at_this_location",
        T("Not at %(location)s: %(what)s.", location=here, what=what),
        T("It is at %(places)s.", places=places) if places else T("None is in stock."),
        expected=here,
        scanned=places or None,
    )


def carried_by_plate(what: object, plate: str) -> Refusal:
    """Goods go with the plate they stand on."""
    return Refusal(
        "on_plate",
        T("%(what)s is on license plate %(plate)s.", what=what, plate=plate),
        T("Scan %(plate)s to move all of it, or take the goods off it first.", plate=plate),
        expected=plate,
    )


def promised(
    what: object, here: str, quantity: Amount, orders: Sequence[str], *, expired: bool
) -> Refusal:
    """An order waits for these; a hold would take the promise back."""
    return Refusal(
        "promised",
        T(
            "Promised to %(orders)s: %(quantity)s of %(what)s at %(here)s.",
            quantity=quantity,
            what=what,
            here=here,
            orders=orders_called(orders),
        ),
        T("Have the lot put on hold: its orders then get other stock.")
        if expired
        else T("Leave it there for the order, or scan other goods."),
    )


def orders_called(orders: Sequence[str]) -> Words:
    """One order or several, for a sentence."""
    if len(orders) == 1:
        return T("order %(number)s", number=orders[0])
    return T("orders %(numbers)s", numbers=", ".join(orders))


def in_other_hands(what: object, names: Sequence[str]) -> Refusal:
    """Somebody has taken it up and not put it down."""
    return Refusal(
        "in_other_hands",
        T("%(name)s has it in hand: %(what)s.", name=", ".join(names), what=what),
        T("Wait until it is put down, or scan other goods."),
    )


def carries_more_now(plate: object) -> Refusal:
    """Something came onto a license plate, or went, while somebody had it in hand."""
    return Refusal(
        "plate_changed",
        T("What is on %(plate)s has changed since you took it up.", plate=plate),
        T("Put it back where it was, then scan it again."),
    )


def picked_for(plate: object, order: str) -> Refusal:
    """What an order has picked waits for its way out."""
    return Refusal(
        "picked_for_order",
        T("Picked for order %(order)s: %(plate)s.", order=order, plate=plate),
        T("Leave it there, or bring the whole of it elsewhere under License plates."),
    )


def hands_full(what: object) -> Refusal:
    """One thing at a time."""
    return Refusal(
        "hands_full",
        T("You have this in hand: %(what)s.", what=what),
        T("Scan where it goes, or press Put back."),
    )


def moves_whole(what: object) -> Refusal:
    """A part of it cannot be asked for."""
    return Refusal(
        "moves_whole",
        T("It moves as a whole: %(what)s.", what=what),
        T("Scan where all of it goes."),
    )


def fewer_are_free(what: object, here: str, available: Amount) -> Refusal:
    """Fewer are free than were keyed in."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=here,
            available=available,
            what=what,
        ),
        T("Key in fewer."),
    )


def no_destination(location: str) -> Refusal:
    """Goods are moved to where they are kept, set apart or thrown away."""
    return Refusal(
        "location_not_allowed",
        T("Goods are not moved to %(location)s.", location=location),
        T("Scan a bin, a quarantine place or a scrap place."),
    )


def already_there(location: str) -> Refusal:
    """The place it was taken from."""
    return Refusal(
        "already_there",
        T("It is at %(location)s already.", location=location),
        T("Scan another place, or press Put back."),
    )


def nothing_to_scrap(what: object) -> Refusal:
    """Plates are not scrapped, and nothing is on these."""
    return Refusal(
        "plate_empty",
        T("Nothing is on it: %(what)s.", what=what),
        T("Scan another place, or press Put back."),
    )


def scrap_reason_unknown(text: str) -> Refusal:
    """No reason of the list."""
    return Refusal(
        "scrap_reason_unknown",
        T("%(text)s is not a reason.", text=text),
        T("Tap one of the reasons on the screen."),
    )


def supplier_unknown(what: object) -> Refusal:
    """No receipt and no lot says who brought it."""
    return Refusal(
        "supplier_unknown",
        T("No receipt says which supplier brought this: %(what)s.", what=what),
        T("Scan a quarantine place or a scrap place."),
    )


def not_of_supplier(what: object, supplier: str, known: str) -> Refusal:
    """Nobody gets back what somebody else brought."""
    return Refusal(
        "not_of_supplier",
        T("%(supplier)s did not bring this: %(what)s.", supplier=supplier, what=what),
        T("It goes back to %(known)s only.", known=known),
        expected=known,
        scanned=supplier,
    )
