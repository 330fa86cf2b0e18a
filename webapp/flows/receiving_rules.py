"""The rules of receiving, in the order they are asked; the first objection is the refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from webapp.flows.receiving_draft import Case, expiry_of, known_lot, known_serial
from webapp.flows.receiving_return_rules import (
    lot_had_left,
    no_more_than_left,
    product_had_left,
    serial_had_left,
)
from webapp.models import PlateKind
from webapp.queries import places, returns
from webapp.queries import receiving as reads
from webapp.queries.changes import why_blocked
from webapp.queries.meanings import GoodsScan, PlateScan
from webapp.rules import refusals
from webapp.rules.codes import LONGEST_CODE, called, shown, unfit_sign
from webapp.rules.least_life import Arriving, falls_short
from webapp.rules.quantities import unit_called
from webapp.rules.usable import expired
from webapp.words import T


def dock_takes_goods(case: Case) -> refusals.Refusal | None:
    """A place that is blocked for goods going in takes none from outside either."""
    if not case.receipt.dock_blocked:
        return None
    dock = case.receipt.dock
    return refusals.dock_blocked(dock, why_blocked(case.talk.work.connection, dock))


def codes_fit_a_label(case: Case) -> refusals.Refusal | None:
    """A code that is longer than GS1 allows could never be printed again; a picture is no code."""
    for code in (case.draft.lot_code, case.draft.serial_code):
        if code and len(code) > LONGEST_CODE:
            return refusals.code_too_long(code[:80])
        if code and (sign := unfit_sign(code)):
            return refusals.unfit_sign(shown(code), called(sign))
    return None


def expiry_agrees(case: Case) -> refusals.Refusal | None:
    """A lot has one date; a label that says another is a conflict, never an update."""
    known, scanned = known_lot(case).get("expires_on"), case.draft.expires_on
    if known and scanned and known.isoformat() != scanned:
        return refusals.expiry_conflict(
            str(case.draft.lot_code), known, date.fromisoformat(scanned)
        )
    return None


def has_not_expired(case: Case) -> refusals.Refusal | None:
    """Expired goods are not taken in."""
    scanned = case.draft.expires_on
    day = date.fromisoformat(scanned) if scanned else known_lot(case).get("expires_on")
    if day and expired(day, case.talk.today):
        return refusals.already_expired(case.draft.lot_code or case.line.product.sku, day)
    return None


def lives_long_enough(case: Case) -> refusals.Refusal | None:
    """Goods that end too soon are refused, unless they are to be taken and reported.

    A supervisor may take them in; they are reported then too.
    """
    reported = case.receipt.asks(case.line).is_reported
    return None if reported or case.talk.is_supervisor else short_life(case)


def short_life(case: Case) -> refusals.Refusal | None:
    """What is to be said of a lot with less life left than product or supplier ask for.

    Nobody asks that of goods that come back.
    """
    if case.receipt.is_return or not case.draft.lot_code:
        return None
    lot = Arriving(
        case.draft.lot_code,
        case.line.product.sku,
        expiry_of(case),
        known_lot(case).get("produced_on"),
    )
    return falls_short(lot, case.receipt.asks(case.line), case.talk.today)


def serial_is_not_here(case: Case) -> refusals.Refusal | None:
    """One unit is in one place, once; one that left comes back as a return."""
    known = known_serial(case)
    if known is None or case.draft.serial_code is None:
        return None
    connection = case.talk.work.connection
    place = reads.place_of_serial(connection, known)
    if place and reads.serial_received_on(connection, known, case.line.id):
        return refusals.serial_already_used(case.draft.serial_code)
    if place:
        return refusals.serial_in_stock(case.draft.serial_code, place)
    if reads.serial_is_outside(connection, known):
        order = returns.order_of_serial(connection, known)
        return refusals.serial_left_before(case.draft.serial_code, order)
    return None


def serial_counts_one(case: Case) -> refusals.Refusal | None:
    """A serial number with a case's GTIN or a count would be many units of one number."""
    if not case.line.product.tracking.by_serial or case.draft.quantity == 1:
        return None
    if case.draft.serial_code:
        return refusals.serial_is_one(case.draft.serial_code)
    return refusals.serial_needed(case.line.product.sku)


def measure_fits(case: Case) -> refusals.Refusal | None:
    """A weight counts for a product that is kept by weight; it is never rounded or left out."""
    draft, product = case.draft, case.line.product
    if draft.measure is None or draft.weighed or draft.typed:
        return None
    return refusals.measure_does_not_fit(draft.measure, product.sku, unit_called(product.unit))


def is_expected(case: Case) -> refusals.Refusal | None:
    """No more than the supplier announced."""
    line = case.line
    if line.received + case.draft.quantity <= line.expected:
        return None
    amount = line.product.amount
    return refusals.over_expected(line.product.sku, amount(line.expected), amount(line.received))


def plate_is_here(case: Case) -> refusals.Refusal | None:
    """The license plate that the label names stands on this dock, or is new."""
    if case.draft.plate is None:
        return None
    named = [one.plate for one in case.talk.meanings if isinstance(one, GoodsScan) and one.plate]
    return plate_objection(named[0], case.receipt.dock_id) if named else None


def plate_in_hand_is_here(case: Case) -> refusals.Refusal | None:
    """The license plate that goods go onto still stands on this dock, and nobody carries it."""
    plate = case.talk.state.get("plate")
    connection = case.talk.work.connection
    if case.draft.plate or not plate:
        return None
    if places.plate_takes_goods(connection, plate, case.receipt.dock_id):
        return None
    code = str(case.talk.state["plate_code"])
    if said := refusals.plate_not_open(code, str(places.status_of_plate(connection, plate))):
        return said.offering("LW*LOOSE", T("Onto the dock"))
    return refusals.plate_has_left(code)


def plate_objection(plate: PlateScan, dock_id: int) -> refusals.Refusal | None:
    """Why goods cannot be put on a license plate while they are received, or None."""
    if plate.kind is PlateKind.TOTE:
        return refusals.tote_is_for_picking(plate.code)
    if said := refusals.plate_not_open(plate.code, str(plate.status)):
        return said
    if plate.id is not None and plate.location_id != dock_id:
        return refusals.plate_elsewhere(plate.code, str(plate.location))
    return None


RULES: tuple[Callable[[Case], refusals.Refusal | None], ...] = (
    dock_takes_goods,
    codes_fit_a_label,
    expiry_agrees,
    has_not_expired,
    lives_long_enough,
    serial_is_not_here,
    measure_fits,
    serial_counts_one,
    is_expected,
    plate_is_here,
    plate_in_hand_is_here,
)
OF_RETURNS: tuple[Callable[[Case], refusals.Refusal | None], ...] = (
    dock_takes_goods,
    product_had_left,
    lot_had_left,
    serial_had_left,
    measure_fits,
    serial_counts_one,
    no_more_than_left,
    plate_is_here,
    plate_in_hand_is_here,
)


def objection(case: Case) -> refusals.Refusal | None:
    """The first reason why these goods may not come in, or None."""
    rules = OF_RETURNS if case.receipt.is_return else RULES
    return next((said for rule in rules if (said := rule(case))), None)
