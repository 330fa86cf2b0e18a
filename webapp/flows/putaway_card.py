"""The screen of a putaway under way."""

from __future__ import annotations

from datetime import date
from typing import Any

from webapp.flows import halves
from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.putaway_carry import Step
from webapp.queries import putaway as reads
from webapp.queries.putaway import Waiting
from webapp.rules.quantities import Amount
from webapp.words import T, Words


def draw(drawing: Drawing) -> Card:
    """The card of a putaway task: what to take from the dock, or where to bring it."""
    task = drawing.task
    carrying = task.step == Step.BIN and task.status == "open"
    rows = [row for row in reads.waiting(drawing.connection) if row.free > 0]
    carry = task.state.get("carry") or {}
    return Card(
        flow="putaway",
        task=str(task.id),
        heading=drawing.say(T("Putaway")),
        place=drawing.say(T("%(count)s waiting on the docks", count=len(rows))),
        step=task.step,
        prompt=drawing.say(prompt(drawing)),
        hint=why(drawing) if carrying else waits_for(drawing),
        goods=in_hand(drawing, carry) if carrying else None,
        lines=() if carrying else tuple(line_shown(drawing, row) for row in rows[:MOST_LINES]),
        buttons=buttons(drawing, carrying=carrying),
        remaining=carry.get("quantity"),
        keypad=carrying and not carry.get("plate_id"),
        closed=task.status != "open",
    )


MOST_LINES = 30


def prompt(drawing: Drawing) -> Words:
    """What to scan next."""
    if drawing.task.status != "open":
        return T("Putaway is finished")
    if drawing.task.step == Step.GOODS:
        return T("Scan goods on the dock")
    return T("Scan bin %(bin)s", bin=drawing.task.state["to"]["code"])


def why(drawing: Drawing) -> str:
    """The reason of the suggestion."""
    to = drawing.task.state["to"]
    return drawing.say(Words(to["why"], to["values"]))


def waits_for(drawing: Drawing) -> str | None:
    """What a label has said that another one has to complete."""
    half = halves.kept(drawing.task.state) if drawing.task.status == "open" else None
    return drawing.say(half.asks_for) if half else None


def in_hand(drawing: Drawing, carry: dict[str, Any]) -> Line:
    """The goods that were taken up, and the bin they go to."""
    expires_on = date.fromisoformat(carry["expires_on"]) if carry["expires_on"] else None
    quantity = drawing.say(Amount(carry["quantity"], carry["scale"]))
    return Line(
        product=carry["sku"],
        name=drawing.say(T("Several products")) if carry["mixed"] else carry["name"],
        lot=None if carry["mixed"] else carry["lot"],
        serial=None if carry["mixed"] else carry["serial"],
        expires_on=drawing.day(expires_on),
        location=drawing.task.state["to"]["code"],
        lpn=carry["plate"],
        done=quantity,
        planned=None,
        unit=drawing.unit(carry["unit"]),
        state="current",
    )


def line_shown(drawing: Drawing, row: Waiting) -> Line:
    """One thing that waits on a dock."""
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        serial=row.serial,
        expires_on=drawing.day(row.lot.expires_on if row.lot else None),
        location=row.location,
        lpn=row.plate,
        done=drawing.say(row.product.amount(row.free)),
        planned=None,
        unit=drawing.unit(row.product.unit),
        state="open",
    )


def buttons(drawing: Drawing, *, carrying: bool) -> tuple[Button, ...]:
    """What a thumb can do at this step."""
    if drawing.task.status != "open":
        return ()
    if carrying:
        back = drawing.button(T("Leave it on the dock"), "LW*CANCEL", "x")
        return (*drawing.undo, back)
    kept = halves.kept(drawing.task.state)
    forget = (drawing.button(T("Forget it"), "LW*CANCEL", "x"),) if kept else ()
    return (*drawing.undo, *forget, drawing.button(T("Done"), "LW*DONE", "check-check"))
