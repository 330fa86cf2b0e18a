"""What does not fit the step, the task or the one who scans."""

from __future__ import annotations

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def wrong_kind(scanned: Words, wanted: Words) -> Refusal:
    """A code that is known, but not of a kind this step can use."""
    return Refusal(
        "wrong_kind",
        T("That was %(scanned)s.", scanned=scanned),
        wanted,
        expected=wanted,
        scanned=scanned,
    )


def stale_step() -> Refusal:
    """The device showed a step that is over."""
    return Refusal(
        "stale_step",
        T("This work has gone on since your screen was drawn."),
        T("Look at the step shown now, then scan again."),
    )


def promised_anew() -> Refusal:
    """The device showed a line that is not in hand any more, or more or less of it."""
    return Refusal(
        "stale_step",
        T("What this order is promised has changed since your screen was drawn."),
        T("Look at the line shown now, then go on."),
    )


def no_such_task() -> Refusal:
    """The device speaks of work that is not here."""
    return Refusal(
        "no_such_task", T("This work is not known here."), T("Go home and choose your work.")
    )


def task_finished() -> Refusal:
    """The work is done or was given up; there is nothing to scan for it."""
    return Refusal(
        "task_finished", T("This work is finished."), T("Go home and take the next task.")
    )


def taken_by_other(name: str, since: object = None) -> Refusal:
    """Somebody else is at it, since a moment that is said where it is known."""
    problem = T("%(name)s is working on this.", name=name)
    if since is not None:
        problem = T("%(name)s has been working on this since %(time)s.", name=name, time=since)
    return Refusal(
        "taken_by_other",
        problem,
        T("Take another task, or ask %(name)s to hand it over.", name=name),
    )


def task_taken_over(name: str, at: object, *, made_before: bool) -> Refusal:
    """It was this worker's, and it is another one's now; the scan may be older than that."""
    remedy = T("Give %(name)s what you hold for it, then take another task.", name=name)
    if made_before:
        remedy = T(
            "You scanned this before that, so a supervisor decides about it."
            " Give %(name)s what you hold.",
            name=name,
        )
    problem = T("%(name)s has taken over this task at %(time)s.", name=name, time=at)
    return Refusal("task_taken_over", problem, remedy)


def nothing_to_take_over() -> Refusal:
    """The hands of the one who has it are empty."""
    return Refusal(
        "nothing_to_take_over",
        T("Nothing is in hand there any more."),
        T("Scan the goods where they stand."),
    )


def own_goods_first(what: Words) -> Refusal:
    """One carries something of one's own."""
    return Refusal(
        "own_goods_first",
        T("You carry %(what)s.", what=what),
        T("Put it away first, then take over."),
    )


def nothing_to_undo() -> Refusal:
    """No accepted scan of this task is left to take back."""
    return Refusal(
        "nothing_to_undo", T("There is nothing to undo."), T("Go on with the step on the screen.")
    )


def cannot_undo() -> Refusal:
    """What was moved is not where it was put any more."""
    return Refusal(
        "cannot_undo",
        T("The goods have been moved on since, so this cannot be undone."),
        T("Ask a supervisor to correct the stock."),
    )


def not_permitted(what: Words) -> Refusal:
    """Something that another role decides."""
    return Refusal(
        "not_permitted",
        T("%(what)s is for a supervisor.", what=what),
        T("Put the goods aside and ask a supervisor to scan the code here."),
    )


def nothing_to_link() -> Refusal:
    """No unknown code was scanned just before."""
    return Refusal(
        "nothing_to_link",
        T("There is no unknown code to link."),
        T("Scan the code first, then link it."),
    )


def cannot_link(reason: Words) -> Refusal:
    """The code cannot stand for that."""
    return Refusal("cannot_link", reason, T("Tap another product, or Cancel."))


def nothing_to_remember() -> Refusal:
    """No reading was chosen just before."""
    return Refusal(
        "nothing_to_remember",
        T("No reading was chosen just now."),
        T("Scan the label and tap what it says, then press this."),
    )


def bad_quantity(text: str) -> Refusal:
    """Not a number the product can be counted in."""
    return Refusal(
        "bad_quantity",
        T("%(text)s is not a quantity.", text=text),
        T("Key in a whole number above 0."),
    )


def code_as_quantity(text: str) -> Refusal:
    """A barcode was scanned or typed where a quantity belongs."""
    return Refusal(
        "code_as_quantity",
        T("That looks like a barcode, not a quantity: %(text)s.", text=text),
        T("Key in how many there are."),
    )


def finer_than_counted(text: str, smallest: Amount, unit: object) -> Refusal:
    """A quantity finer than the product is counted in; nothing is ever rounded."""
    return Refusal(
        "quantity_too_fine",
        T(
            "%(text)s is finer than this is counted in: %(smallest)s %(unit)s is the least.",
            text=text,
            smallest=smallest,
            unit=unit,
        ),
        T("Key in the quantity without rounding, or ask a supervisor."),
    )


def scan_goods_first() -> Refusal:
    """A quantity came before anybody said of what."""
    return Refusal(
        "scan_goods_first", T("Scan the goods first."), T("Then key in how many there are.")
    )
