"""Serial numbers, and the codes made or measured at receiving."""

from __future__ import annotations

from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def cannot_make_codes(fault: Words) -> Refusal:
    """No row of serial numbers begins like that."""
    return Refusal("unfit_code", fault, T("Key in another first number, or fewer of them."))


def serials_not_asked() -> Refusal:
    """Serial numbers were to be made at a step that asks for something else."""
    return Refusal(
        "serials_not_asked",
        T("No serial number is asked for now."),
        T("Scan the product (and its lot) first, then make its serial numbers."),
    )


def serials_stand_against(fault: Words, proposal: str | None) -> Refusal:
    """One of many serial numbers cannot come in, so none of them does."""
    remedy = T("Nothing was received. Begin with another number.")
    if proposal:
        remedy = T("Nothing was received. Begin with %(next)s, for example.", next=proposal)
    return Refusal("serials_refused", fault, remedy)


def serial_in_stock(serial: str, location: str) -> Refusal:
    """One unit cannot come in twice."""
    return Refusal(
        "serial_in_stock",
        T("Serial %(serial)s is already in stock, at %(place)s.", serial=serial, place=location),
        T("Check the label. Scan another unit."),
    )


def serial_already_used(serial: str) -> Refusal:
    """The same unit scanned again in the same work."""
    return Refusal(
        "serial_already_used",
        T("Serial %(serial)s was already scanned here.", serial=serial),
        T("Scan the next unit."),
    )


def serial_left_before(serial: str, order: str | None) -> Refusal:
    """A unit that was sold comes back only as a return, against the order that it left for."""
    remedy = T("Receive it as a return: ask a supervisor which order it left for.")
    if order:
        remedy = T("Receive it as a return: scan order %(order)s under Receive.", order=order)
    return Refusal(
        "serial_left_before",
        T("Serial %(serial)s was received before and has left.", serial=serial),
        remedy,
    )


def serial_is_one(serial: str) -> Refusal:
    """A serial number with a quantity other than one."""
    return Refusal(
        "serial_is_one",
        T("Serial %(serial)s is one unit.", serial=serial),
        T("Scan every unit by itself."),
    )


def measure_does_not_fit(measure: str, product: str, unit: object) -> Refusal:
    """A weight on a product that is counted, or one finer than the product is kept."""
    return Refusal(
        "measure_does_not_fit",
        T(
            "%(measure)s on a product counted in %(unit)s: %(product)s.",
            measure=measure,
            unit=unit,
            product=product,
        ),
        T("Scan another label of the goods, or ask a supervisor."),
        expected=unit,
        scanned=measure,
    )
