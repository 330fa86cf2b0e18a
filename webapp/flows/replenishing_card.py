"""The screen of a pick face being filled: the goods that come next, then the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webapp.flows import halves
from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.moving_hand import Step
from webapp.flows.picking_short import SHORT_REASONS
from webapp.flows.replenishing import prompt_of
from webapp.flows.replenishing_hand import in_order, together
from webapp.queries import moving as reads
from webapp.queries.moving import GoodsThere
from webapp.words import T


def draw(drawing: Drawing) -> Card:
    """The card of the step that the conversation stands at."""
    task, step = drawing.task, Step(drawing.task.step)
    rows = in_order(reads.in_hand(drawing.connection, task.id), task.state)
    at, place = task.state["fill"]["at"], task.state["fill"]["code"]
    last = rows[at - 1] if at else None
    return Card(
        flow="moving",
        task=str(task.id),
        heading=drawing.say(T("Replenish")),
        place=drawing.say(
            T("Filling %(place)s: %(done)s of %(all)s taken", place=place, done=at, all=len(rows))
        ),
        step=task.step,
        prompt=drawing.say(prompt_of(step, task.state, rows)),
        hint=hint(drawing, rows, step),
        goods=all_of(drawing, rows)
        if step is Step.TO
        else to_take(drawing, together(rows, at), "current"),
        lines=lines(drawing, rows),
        buttons=buttons(drawing),
        reasons=() if step is Step.TO else reasons(drawing),
        remaining=last.free + last.taken if last else None,
        keypad=last is not None and last.serial is None,
    )


def lines(drawing: Drawing, rows: Sequence[GoodsThere]) -> tuple[Line, ...]:
    """Everything that is taken, where it is more than one thing: what was, then what comes."""
    at = drawing.task.state["fill"]["at"]
    if len(rows) == 1:
        return ()
    done = [line(drawing, row, "done") for row in rows[:at]]
    left = [to_take(drawing, [row], "open" if n else "current") for n, row in enumerate(rows[at:])]
    return (*done, *left)


def hint(drawing: Drawing, rows: Sequence[GoodsThere], step: Step) -> str:
    """What a label has left open, or what the next scan is for."""
    if half := halves.kept(drawing.task.state):
        return drawing.say(half.asks_for)
    fill = drawing.task.state["fill"]
    if step is Step.TO and rows[-1].serial:
        return drawing.say(T("Put all of it there."))
    if step is Step.TO:
        return drawing.say(T("Put all of it there. Key in the quantity if you took less."))
    row = rows[fill["at"]]
    units = sum(one.taken for one in together(rows, fill["at"]))
    quantity, sku = row.product.amount(units), row.product.sku
    if step is Step.FROM:
        return drawing.say(T("Take %(quantity)s of %(sku)s there.", quantity=quantity, sku=sku))
    text = T("Take %(quantity)s for %(place)s.", quantity=quantity, place=fill["code"])
    if row.serial:
        text = T("%(text)s Any of these units will do.", text=text)
    return drawing.say(text)


def line(drawing: Drawing, row: GoodsThere, state: str) -> Line:
    """Goods of one bin, as they are reserved."""
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        serial=row.serial,
        expires_on=drawing.day(row.lot.expires_on if row.lot else None),
        location=row.location,
        lpn=row.plate,
        done=drawing.say(row.product.amount(row.taken)),
        planned=None,
        unit=drawing.unit(row.product.unit),
        state=state,
    )


def to_take(drawing: Drawing, alike: Sequence[GoodsThere], state: str) -> Line:
    """Goods of one bin to come: of units with serial numbers any will do, so none is named."""
    product, units = alike[0].product, sum(row.taken for row in alike)
    one = line(drawing, alike[0], state)
    return replace(one, serial=None, done=drawing.say(product.amount(units)))


def all_of(drawing: Drawing, rows: Sequence[GoodsThere]) -> Line:
    """All that was taken, on its way to the place."""
    product = rows[0].product
    lots = {row.lot.code for row in rows if row.lot}
    return Line(
        product=product.sku,
        name=product.name,
        lot=lots.pop() if len(lots) == 1 else None,
        location=drawing.task.state["fill"]["code"],
        done=drawing.say(product.amount(sum(row.taken for row in rows))),
        planned=None,
        unit=drawing.unit(product.unit),
        state="current",
    )


def buttons(drawing: Drawing) -> tuple[Button, ...]:
    """What a thumb can do."""
    if halves.kept(drawing.task.state):
        return (*drawing.undo, drawing.button(T("Forget it"), "LW*CANCEL", "x"))
    return (*drawing.undo, drawing.button(T("Give back"), "LW*CANCEL", "x"))


def reasons(drawing: Drawing) -> tuple[Button, ...]:
    """Why goods cannot be taken."""
    return tuple(
        drawing.button(words, f"LW*SHORT*{name}", "package-x")
        for name, words in SHORT_REASONS.items()
    )
