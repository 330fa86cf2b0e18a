"""The screen of goods being moved: what is in the bin, or what is in hand."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows import halves, replenishing_card
from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.moving import PROMPTS
from webapp.flows.moving_hand import Step
from webapp.flows.moving_words import What, called
from webapp.flows.replenishing import is_filling
from webapp.queries import moving as reads
from webapp.queries.meanings import PlateScan
from webapp.queries.moving import GoodsThere
from webapp.words import T, Words

MOST_LINES = 30


def draw(drawing: Drawing) -> Card:
    """The card of the step that the conversation stands at."""
    task = drawing.task
    if task.status == "open" and is_filling(task.state):
        return replenishing_card.draw(drawing)
    closed, step = task.status != "open", Step(task.step)
    rows = [] if closed else reads.in_hand(drawing.connection, task.id)
    one = rows[0] if len(rows) == 1 and task.state["hand"]["what"] == What.GOODS else None
    return Card(
        flow="moving",
        task=str(task.id),
        heading=drawing.say(T("Move")),
        place=drawing.say(place(drawing, rows)),
        step=task.step,
        prompt=drawing.say(T("Moving is finished") if closed else PROMPTS[step]),
        hint=None if closed else hint(drawing, step),
        goods=goods_shown(drawing, one) if one else None,
        lines=() if closed or one else lines(drawing, step, rows),
        buttons=() if closed else buttons(drawing, step),
        remaining=one.free + one.taken if one else None,
        keypad=bool(one and not one.serial),
        closed=closed,
    )


def place(drawing: Drawing, rows: Sequence[GoodsThere]) -> Words:
    """Where it is taken from, or what is in hand."""
    state = drawing.task.state
    if held := state.get("hand"):
        if held["what"] == What.ALL:
            return T("In hand, from %(location)s", location=held["code"])
        return T("In hand: %(what)s", what=called(held, rows))
    if source := state.get("from"):
        return T("From %(location)s", location=source["code"])
    return T("Nothing in hand")


def hint(drawing: Drawing, step: Step) -> str | None:
    """What a label has left open, or what may be scanned beside the obvious."""
    if half := halves.kept(drawing.task.state):
        return drawing.say(half.asks_for)
    return drawing.say(HINTS[step])


HINTS = {
    Step.FROM: T("Goods that are in one place are taken up at once."),
    Step.GOODS: T("A lot, a serial number or a license plate of this bin."),
    Step.TO: T("A bin, a quarantine place or a scrap place."),
}


def lines(drawing: Drawing, step: Step, rows: Sequence[GoodsThere]) -> tuple[Line, ...]:
    """What is in the bin; or all that is in hand, where it is more than one thing."""
    if step is Step.TO:
        return tuple(line(drawing, row, row.taken) for row in rows)[:MOST_LINES]
    source = drawing.task.state.get("from")
    if not source:
        return ()
    there = [line(drawing, row, row.on_hand) for row in reads.at(drawing.connection, source["id"])]
    full = {one.lpn for one in there}
    empty = [
        plate_line(drawing, plate)
        for plate in reads.plates_at(drawing.connection, source["id"])
        if plate.code not in full
    ]
    return (*there, *empty)[:MOST_LINES]


def line(drawing: Drawing, row: GoodsThere, units: int) -> Line:
    """Goods in the bin or in hand; those that somebody else has a claim on say how many."""
    others = row.on_hand - row.free - row.taken
    note = T("%(quantity)s promised or in hand", quantity=row.product.amount(others))
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        serial=row.serial,
        expires_on=drawing.day(row.lot.expires_on if row.lot else None),
        lpn=row.plate,
        done=drawing.say(row.product.amount(units)),
        planned=None,
        unit=drawing.unit(row.product.unit),
        state="open",
        note=drawing.say(note) if others else None,
    )


def plate_line(drawing: Drawing, plate: PlateScan) -> Line:
    """A license plate with no goods right on it."""
    return Line(
        product=plate.code,
        name=drawing.say(T("Tote") if plate.kind == "tote" else T("License plate")),
        done="",
        planned=None,
        unit="",
        state="open",
    )


def goods_shown(drawing: Drawing, row: GoodsThere) -> Line:
    """The goods in hand, large."""
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        serial=row.serial,
        expires_on=drawing.day(row.lot.expires_on if row.lot else None),
        location=row.location,
        done=drawing.say(row.product.amount(row.taken)),
        planned=None,
        unit=drawing.unit(row.product.unit),
        state="current",
    )


def next_place(drawing: Drawing) -> tuple[Button, ...]:
    """After one pick face the next one is a tap away."""
    if not drawing.task.state.get("filled"):
        return ()
    return (drawing.button(T("Next pick face"), "LW*REPLENISH", "arrow-right", main=True),)


def buttons(drawing: Drawing, step: Step) -> tuple[Button, ...]:
    """What a thumb can do at this step."""
    kept = halves.kept(drawing.task.state)
    forget = (drawing.button(T("Forget it"), "LW*CANCEL", "x"),) if kept else ()
    done = drawing.button(T("Done"), "LW*DONE", "check-check")
    match step:
        case Step.FROM:
            return (*drawing.undo, *forget, done, *next_place(drawing))
        case Step.GOODS:
            another = drawing.button(T("Another bin"), "LW*CANCEL", "arrow-left")
            everything = drawing.button(T("Take all"), "LW*ALL", "boxes", main=True)
            return (*drawing.undo, *(forget or (another,)), done, everything)
    back = drawing.button(T("To its supplier"), "LW*SUPPLIER", "truck")
    put_back = drawing.button(T("Put back"), "LW*CANCEL", "x")
    return (*drawing.undo, put_back, *((back,) if drawing.supervisor else ()))
