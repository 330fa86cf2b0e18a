"""Lines, receipts and orders."""

from __future__ import annotations

from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def last_line() -> Refusal:
    """There is nothing to do before it."""
    return Refusal(
        "last_line",
        T("This is the last line of the order."),
        T("Pick it, or report it short."),
    )


def no_line_before() -> Refusal:
    """No line of the order was put off."""
    return Refusal(
        "no_line_before",
        T("No line was put off before this one."),
        T("Go on with the step on the screen."),
    )


def lines_left(count: int) -> Refusal:
    """An order is done when each line is picked or reported short."""
    return Refusal(
        "lines_left",
        T("Lines still to pick: %(count)s.", count=count),
        T("Pick them, or report them short."),
    )


def receipt_closed(number: str) -> Refusal:
    """Nothing more comes in on it."""
    return Refusal(
        "receipt_closed",
        T("Receipt %(number)s is closed.", number=number),
        T("Open another receipt, or ask a supervisor."),
    )


def order_not_released(number: str) -> Refusal:
    """There is no pick task for it."""
    return Refusal(
        "order_not_released",
        T("Order %(number)s has nothing to pick now.", number=number),
        T("Take the next task, or ask a supervisor."),
    )


def no_work(what: Words) -> Refusal:
    """Nothing waits in this kind of work."""
    return Refusal("no_work", what, T("Go home and choose other work."))


def short_reason_unknown(text: str) -> Refusal:
    """A reason that is not on the list."""
    return Refusal(
        "short_reason_unknown",
        T("%(text)s is not a reason.", text=text),
        T("Choose a reason on the screen."),
    )


def busy_elsewhere() -> Refusal:
    """Somebody else took the goods between the look and the move."""
    return Refusal(
        "not_enough",
        T("Somebody else has just taken these goods."),
        T("Look at the step shown now, then scan again."),
    )
