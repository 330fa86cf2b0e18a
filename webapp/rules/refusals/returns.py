"""Goods that come back: only what had left for the order, each unit once."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def order_not_delivered(order: str, staging: str) -> Refusal:
    """Nothing of the order has left, so nothing of it can come back."""
    return Refusal(
        "order_not_delivered",
        T(
            "Order %(order)s has not left: its goods go to %(staging)s.",
            order=order,
            staging=staging,
        ),
        T("Look for them there. Only what was shipped comes back as a return."),
    )


def nothing_to_return(order: str) -> Refusal:
    """Everything that left has come back."""
    return Refusal(
        "nothing_to_return",
        T("Everything that left for order %(order)s is back.", order=order),
        T("Check the order number, or ask a supervisor."),
    )


def no_place_for_returns() -> Refusal:
    """What comes back waits in quarantine, and there is none."""
    return Refusal(
        "no_place_for_returns",
        T("There is no quarantine place where returned goods could wait."),
        T("Ask an admin to add a location of the kind quarantine."),
    )


def product_not_delivered(product: str, order: str, among: Sequence[str]) -> Refusal:
    """None of this product left for the order."""
    return Refusal(
        "product_not_delivered",
        T("%(product)s did not leave for order %(order)s.", product=product, order=order),
        scan_one_of(among),
        scanned=product,
    )


def lot_not_delivered(lot: str, product: str, order: str, among: Sequence[str]) -> Refusal:
    """Another lot left for the order."""
    return Refusal(
        "lot_not_delivered",
        T(
            "Lot %(lot)s of %(product)s did not leave for order %(order)s.",
            lot=lot,
            product=product,
            order=order,
        ),
        scan_one_of(among),
        expected=listed(among),
        scanned=lot,
    )


def no_lot_to_let_in() -> Refusal:
    """No other lot was scanned here."""
    return Refusal(
        "nothing_to_allow",
        T("No other lot was scanned just before."),
        T("Scan the goods of the other lot first, then let it in."),
    )


def serial_not_delivered(serial: str, order: str, among: Sequence[str]) -> Refusal:
    """Another unit left for the order."""
    return Refusal(
        "serial_not_delivered",
        T("Serial %(serial)s did not leave for order %(order)s.", serial=serial, order=order),
        scan_one_of(among),
        expected=listed(among),
        scanned=serial,
    )


def serial_left_elsewhere(serial: str, order: str, other: str) -> Refusal:
    """The unit is with another customer, or left for another order of this one."""
    return Refusal(
        "serial_not_delivered",
        T(
            "Serial %(serial)s left for order %(other)s, not for %(order)s.",
            serial=serial,
            other=other,
            order=order,
        ),
        T("Scan %(other)s under Receive to take it in.", other=other),
        expected=order,
        scanned=other,
    )


def serial_came_back(serial: str, order: str) -> Refusal:
    """The unit came back before, and is not in the warehouse any more."""
    return Refusal(
        "serial_came_back",
        T("Serial %(serial)s of order %(order)s has come back before.", serial=serial, order=order),
        T("Check the label. Put this unit aside and ask a supervisor."),
    )


def over_returned(what: object, delivered: Amount, back: Amount, now: Amount) -> Refusal:
    """More would come back than left."""
    return Refusal(
        "over_returned",
        T(
            "%(now)s of %(what)s is more than left: %(delivered)s delivered, %(back)s back.",
            now=now,
            what=what,
            delivered=delivered,
            back=back,
        ),
        T("Count again. Put the rest aside and ask a supervisor."),
        expected=delivered,
    )


def waits_in_quarantine(what: object, location: str) -> Refusal:
    """A supervisor says what becomes of it first."""
    return Refusal(
        "waits_in_quarantine",
        T("In quarantine at %(place)s: %(what)s.", place=location, what=what),
        T("A supervisor decides: only they take it from there to a bin."),
    )


MOST_NAMED = 4


def listed(among: Sequence[str]) -> str:
    """The first few of them: "L1, L2"."""
    return ", ".join(among[:MOST_NAMED]) + (", …" if len(among) > MOST_NAMED else "")


def scan_one_of(among: Sequence[str]) -> Words:
    """What had left and is not back yet."""
    if not among:
        return T("Put it aside and ask a supervisor.")
    return T("These left and are not back: %(what)s. Scan one of them.", what=listed(among))
