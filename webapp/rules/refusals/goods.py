"""Goods that are not the ones meant: product, lot, date, quantity."""

from __future__ import annotations

from datetime import date

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T


def wrong_product(scanned: str, expected: str) -> Refusal:
    """Another product than the one asked for."""
    return Refusal(
        "wrong_product",
        T("Wrong product: that is %(scanned)s.", scanned=scanned),
        T("Scan %(expected)s.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def lot_of_another_product(lot: str, product: str, expected: str) -> Refusal:
    """The lot is known, for something else."""
    return Refusal(
        "lot_of_another_product",
        T("Lot %(lot)s is a lot of %(product)s.", lot=lot, product=product),
        T("Scan a lot of %(expected)s.", expected=expected),
        expected=expected,
        scanned=T("%(product)s lot %(lot)s", product=product, lot=lot),
    )


def product_not_on_receipt(product: str, receipt: str) -> Refusal:
    """The supplier did not announce this."""
    return Refusal(
        "product_not_on_receipt",
        T("%(product)s is not on receipt %(receipt)s.", product=product, receipt=receipt),
        T("Put it aside and ask a supervisor, or scan another product."),
        scanned=product,
    )


def over_expected(product: str, expected: Amount, done: Amount) -> Refusal:
    """More came than was announced."""
    return Refusal(
        "over_expected",
        T(
            "More %(product)s than expected: %(done)s of %(expected)s done before this scan.",
            product=product,
            done=done,
            expected=expected,
        ),
        T("Put the rest aside and ask a supervisor."),
        expected=expected,
    )


def lot_needed(product: str) -> Refusal:
    """A product scan is not enough here: more than one lot could be meant."""
    return Refusal(
        "lot_needed",
        T("There is more than one lot of %(product)s here.", product=product),
        T("Scan the lot on the label."),
    )


def serial_needed(product: str) -> Refusal:
    """A product scan is not enough: every unit has its own number."""
    return Refusal(
        "serial_needed",
        T("Every %(product)s has its own serial number.", product=product),
        T("Scan the serial number of this unit."),
    )


def expiry_conflict(lot: str, known: date, scanned: date) -> Refusal:
    """A lot has one date it expires on; the label says another."""
    return Refusal(
        "expiry_conflict",
        T(
            "Lot %(lot)s expires on %(known)s, but this label says %(scanned)s.",
            lot=lot,
            known=known,
            scanned=scanned,
        ),
        T("Put these goods aside and ask a supervisor."),
        expected=known,
        scanned=scanned,
    )


def expiry_needed(product: str) -> Refusal:
    """A new lot of this product cannot be received without a date."""
    return Refusal(
        "expiry_needed",
        T("A new lot of %(product)s needs the date it expires on.", product=product),
        T("Scan the date, or key it in as YYYY-MM-DD."),
    )


def label_of_another_lot(lot: str, expected: str) -> Refusal:
    """The date was looked for on the label of other goods."""
    return Refusal(
        "label_of_another_lot",
        T("That is a label of lot %(lot)s, not of %(expected)s.", lot=lot, expected=expected),
        T("Scan the date of lot %(expected)s, or press Cancel and begin again.", expected=expected),
        expected=expected,
        scanned=lot,
    )


def labels_apart(link: str, other: str) -> Refusal:
    """Two HIBC codes whose link characters differ are of two packages."""
    return Refusal(
        "labels_apart",
        T(
            "These two labels do not belong together: one has link %(link)s, the other %(other)s.",
            link=link,
            other=other,
        ),
        T("Scan both codes of the same package, or press Cancel and begin again."),
        expected=link,
        scanned=other,
    )


def bad_date(text: str) -> Refusal:
    """Not a date."""
    return Refusal(
        "bad_date",
        T("%(text)s is not a date.", text=text),
        T("Key it in as YYYY-MM-DD, for example 2027-03-31."),
    )


def already_expired(lot: str, expires_on: date) -> Refusal:
    """Expired goods are not taken in."""
    return Refusal(
        "expired",
        T("Lot %(lot)s expired on %(date)s.", lot=lot, date=expires_on),
        T("Put these goods aside and ask a supervisor."),
    )


def code_too_long(code: str) -> Refusal:
    """A lot or serial code that could not be printed in a GS1 label."""
    return Refusal(
        "code_too_long",
        T("%(code)s is too long for a lot or serial code.", code=code),
        T("Scan the lot or serial number, at most 20 characters."),
    )


def unfit_sign(code: str, sign: str) -> Refusal:
    """A picture or an invisible character in a lot or serial code."""
    return Refusal(
        "unfit_code",
        T("%(code)s holds %(sign)s, which no code can have.", code=code, sign=sign),
        T("Scan the lot or serial number on the label."),
        scanned=code,
    )
