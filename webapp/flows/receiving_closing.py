"""`LW*DONE`: a receipt is closed; where goods are missing, the worker says what becomes of them."""

from __future__ import annotations

from webapp.flows.receiving_draft import Case
from webapp.flows.replies import Choice, Reply, accepted, choose
from webapp.operations import receipts
from webapp.words import T, Words


def finish(case: Case) -> Reply:
    """`LW*DONE`: close the receipt; where goods are missing, ask what becomes of the rest.

    Nobody expects a customer to bring back everything.
    """
    arguments = case.talk.command.arguments if case.talk.command else ()
    way = arguments[0].upper() if arguments else ""
    if case.receipt.is_return:
        receipts.close(case.talk.work, case.receipt.id, backorder=False)
        return closed(case, T("Return %(number)s is closed.", number=case.receipt.number))
    if case.receipt.complete or way == "CLOSE":
        receipts.close(case.talk.work, case.receipt.id, backorder=False)
        return closed(case, T("Receipt %(number)s is closed.", number=case.receipt.number))
    if way == "BACKORDER":
        number = receipts.close(case.talk.work, case.receipt.id, backorder=True)
        text = T(
            "Receipt %(number)s is closed; %(rest)s expects the rest.",
            number=case.receipt.number,
            rest=number,
        )
        return closed(case, text)
    missing = sum(1 for line in case.receipt.lines if line.received < line.expected)
    return choose(
        "not_complete",
        T(
            "Lines not complete: %(count)s of %(all)s.",
            count=missing,
            all=len(case.receipt.lines),
        ),
        (
            Choice("LW*DONE*BACKORDER", T("Expect the rest later"), T("Makes a backorder")),
            Choice("LW*DONE*CLOSE", T("Close without the rest"), T("Nothing more will come")),
        ),
    )


def closed(case: Case, message: Words) -> Reply:
    """The receipt is closed, and with it every task on it."""
    task = case.talk.held
    task.status = type(task.status).DONE
    task.state.pop("draft", None)
    task.state.pop("entry", None)
    return accepted("receipt_closed", message)
