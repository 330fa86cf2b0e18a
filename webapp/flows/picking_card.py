"""The screen of an order being picked."""

from __future__ import annotations

from webapp.flows import halves, picking_more
from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.picking import prompt_of
from webapp.flows.picking_line import Step, current_line, proposed
from webapp.flows.picking_short import SHORT_REASONS
from webapp.queries import packagings
from webapp.queries import picking as reads
from webapp.queries.picking import DoneLine, OrderUnderWay, PickLine
from webapp.words import T


def draw(drawing: Drawing) -> Card:
    """The card of a picking task: the line in hand, what is left, what is done."""
    task = drawing.task
    order_id = int(task.order_id or 0)
    order = reads.order_under_way(drawing.connection, task.id)
    done = reads.done_lines(drawing.connection, order_id)
    closed = task.status != "open"
    line = None if closed else current_line(task.state, order)
    return Card(
        flow="picking",
        task=str(task.id),
        heading=f"{order.number} · {order.customer}",
        place=drawing.say(
            T("Picks: %(done)s of %(all)s", done=len(done), all=len(done) + len(order.lines))
        ),
        step=task.step,
        prompt=drawing.say(prompt_of(task.step, line, order)),
        hint=hint(drawing, order, line),
        goods=in_hand(drawing, line) if line else None,
        lines=tuple(
            [open_line(drawing, other, line) for other in order.lines]
            + [done_line(drawing, row) for row in done]
        ),
        buttons=buttons(drawing, line) if line else (),
        reasons=reasons(drawing, line) if line else (),
        packagings=sizes(drawing, line) if line and task.step == Step.QUANTITY else (),
        remaining=line.quantity if line else None,
        keypad=task.step == Step.QUANTITY and not closed,
        closed=closed,
    )


def hint(drawing: Drawing, order: OrderUnderWay, line: PickLine | None) -> str | None:
    """The tote the goods go in, or where the finished order is brought."""
    tote = drawing.task.state.get("tote_code")
    if line is None:
        return None
    if half := halves.kept(drawing.task.state):
        return drawing.say(half.asks_for)
    if drawing.task.step == Step.LOCATION:
        return drawing.say(
            T(
                "Take %(quantity)s of %(sku)s there.",
                quantity=line.product.amount(line.quantity),
                sku=line.product.sku,
            )
        )
    return drawing.say(T("Goods go into tote %(tote)s.", tote=tote)) if tote else None


def in_hand(drawing: Drawing, line: PickLine) -> Line:
    """The line the worker stands at."""
    counted = int(drawing.task.state.get("quantity") or drawing.task.state.get("counted") or 0)
    return Line(
        product=line.product.sku,
        name=line.product.name,
        lot=line.lot.code if line.lot else None,
        serial=line.serial,
        expires_on=drawing.day(line.lot.expires_on if line.lot else None),
        location=line.location,
        lpn=None,
        done=drawing.say(line.product.amount(counted)),
        planned=drawing.say(line.product.amount(line.quantity)),
        unit=drawing.unit(line.product.unit),
        state="current",
    )


def open_line(drawing: Drawing, line: PickLine, current: PickLine | None) -> Line:
    """A line still to pick."""
    return Line(
        product=line.product.sku,
        name=line.product.name,
        lot=line.lot.code if line.lot else None,
        serial=line.serial,
        expires_on=None,
        location=line.location,
        done="0",
        planned=drawing.say(line.product.amount(line.quantity)),
        unit=drawing.unit(line.product.unit),
        state="current" if current and line.id == current.id else "open",
    )


def done_line(drawing: Drawing, row: DoneLine) -> Line:
    """What was picked, or given up."""
    amount = row.product.amount
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot,
        serial=row.serial,
        location=row.location,
        done=drawing.say(amount(0 if row.short else row.quantity)),
        planned=drawing.say(amount(row.quantity)),
        unit=drawing.unit(row.product.unit),
        state="short" if row.short else "done",
    )


def buttons(drawing: Drawing, line: PickLine) -> tuple[Button, ...]:
    """What a thumb can do at this step."""
    task = drawing.task
    found = [*drawing.undo]
    if task.step in (Step.LOCATION, Step.GOODS):
        found.append(drawing.button(T("Skip"), "LW*SKIP", "skip-forward"))
    else:
        found.append(drawing.button(T("Cancel"), "LW*CANCEL", "x"))
    if drawing.supervisor and task.state.get("expired"):
        found.append(drawing.button(T("Let it pass"), "LW*ALLOW", "shield-check"))
    if halves.kept(task.state):
        found.append(drawing.button(T("Forget it"), "LW*CANCEL", "x"))
    if task.step == Step.QUANTITY:
        number = line.product.amount(proposed(task.state, line))
        found.append(drawing.button(T("Take %(n)s", n=number), "LW*OK", "check", main=True))
    return tuple(found)


def reasons(drawing: Drawing, line: PickLine) -> tuple[Button, ...]:
    """Why goods cannot be picked; before that, more of them can be called for."""
    return picking_more.button(drawing, line) + tuple(
        drawing.button(words, f"LW*SHORT*{name}", "package-x")
        for name, words in SHORT_REASONS.items()
    )


def sizes(drawing: Drawing, line: PickLine) -> tuple[Button, ...]:
    """One button for every packaging that fits into what is to pick."""
    return tuple(
        drawing.button(
            T("%(kind)s of %(n)s", kind=packagings.KINDS[row.kind], n=row.quantity),
            f"LW*QTY*{line.product.amount(row.quantity)}",
            "package",
        )
        for row in packagings.of_product(drawing.connection, line.product.id)
        if 1 < row.quantity <= line.quantity
    )
