"""A place that is not the one meant, and goods that are not there."""

from __future__ import annotations

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T


def wrong_location(scanned: str, expected: str) -> Refusal:
    """Another bin than the one asked for."""
    return Refusal(
        "wrong_location",
        T("This is %(scanned)s.", scanned=scanned),
        T("Go to %(expected)s and scan it.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def scan_location_first(expected: str) -> Refusal:
    """Goods were scanned before the bin they lie in."""
    return Refusal(
        "scan_location_first",
        T("Scan the bin first."),
        T("Go to %(expected)s and scan it.", expected=expected),
        expected=expected,
    )


def picked_elsewhere(what: object, here: str, place: str, expected: object) -> Refusal:
    """The order wants these goods, from another bin."""
    return Refusal(
        "wrong_location",
        T(
            "%(what)s is to be taken at %(place)s, not at %(here)s.",
            what=what,
            place=place,
            here=here,
        ),
        T("Scan %(expected)s, or go to %(place)s and scan it.", expected=expected, place=place),
        expected=expected,
        scanned=what,
    )


def other_in_hand(scanned: object, expected: object) -> Refusal:
    """The goods differ from those that are being counted."""
    return Refusal(
        "other_goods_in_hand",
        T(
            "That is %(scanned)s, but you are counting %(expected)s.",
            scanned=scanned,
            expected=expected,
        ),
        T("Scan %(expected)s again, key in the quantity, or press Cancel.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def counted_first(counted: Amount, what: object) -> Refusal:
    """Some are in the picker's hand already; only the rest can be short."""
    return Refusal(
        "counted_first",
        T("You have counted %(counted)s of %(what)s.", counted=counted, what=what),
        T("Take them first, then report the rest short."),
    ).offering("LW*OK", T("Take %(n)s", n=counted))


def serial_of_another_lot(serial: str, lot: str) -> Refusal:
    """A unit came in one lot; the label says another."""
    return Refusal(
        "serial_of_another_lot",
        T("Serial %(serial)s did not come in lot %(lot)s.", serial=serial, lot=lot),
        T("Put this unit aside and ask a supervisor."),
        scanned=lot,
    )


def not_here(what: object, here: str, places: str) -> Refusal:
    """The goods exist, at other places."""
    return Refusal(
        "not_at_this_location",
        T("%(what)s is not at %(here)s.", what=what, here=here),
        T("It is at %(places)s.", places=places)
        if places
        else T("None is in stock. Scan other goods, or report it short."),
        expected=here,
        scanned=places or None,
    )


def not_enough(what: object, here: str, available: Amount) -> Refusal:
    """Fewer are free than were asked for."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=here,
            available=available,
            what=what,
        ),
        T("Take fewer, scan another lot, or report it short."),
    )


def not_enough_waits(what: object, dock: str, available: Amount) -> Refusal:
    """Fewer wait on the dock than were keyed in."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=dock,
            available=available,
            what=what,
        ),
        T("Key in fewer, or scan the bin for what is there."),
    )


def over_pick(remaining: Amount, product: str) -> Refusal:
    """More than the order still needs."""
    return Refusal(
        "over_pick",
        T(
            "Too many: only %(remaining)s of %(product)s left to pick.",
            remaining=remaining,
            product=product,
        ),
        T("Put the rest back."),
        expected=remaining,
    )


def no_bin_for_goods(location: str) -> Refusal:
    """A place that is not for keeping goods."""
    return Refusal(
        "location_not_allowed",
        T("Goods cannot be put away at %(location)s.", location=location),
        T("Scan a storage bin."),
    )


def not_on_dock(what: object, places: str) -> Refusal:
    """Nothing of this waits to be put away."""
    return Refusal(
        "not_waiting",
        T("Not waiting on a dock: %(what)s.", what=what),
        T("It is at %(places)s.", places=places) if places else T("None is in stock."),
    )


def being_put_away(what: object, name: str | None = None, since: object = None) -> Refusal:
    """All of it is in somebody's hands, whose name is said where it is known."""
    problem = T("Already being put away: %(what)s.", what=what)
    if name and since:
        values = {"name": name, "what": what, "time": since}
        problem = T("%(name)s has had %(what)s in hand since %(time)s.", **values)
    return Refusal("being_put_away", problem, T("Scan other goods."))
