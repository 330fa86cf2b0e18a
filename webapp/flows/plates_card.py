"""The screen of a conversation about license plates: where one stands, and all that is on it."""

from __future__ import annotations

from webapp.flows.card import Button, Card, Drawing, Line
from webapp.flows.plates_hand import PROMPTS, Step, called
from webapp.models import PlateStatus
from webapp.queries import plates as reads
from webapp.queries.plates import PlateFacts
from webapp.queries.putaway import Waiting
from webapp.words import T, Words

MOST_LINES = 30
STATUS = {
    PlateStatus.OPEN: T("Open"),
    PlateStatus.CLOSED: T("Closed"),
    PlateStatus.SHIPPED: T("Shipped"),
    PlateStatus.DISSOLVED: T("Dissolved"),
}


def draw(drawing: Drawing) -> Card:
    """The card of the license plate in hand, or the question for one."""
    task = drawing.task
    closed = task.status != "open"
    plate = None if closed or task.step == Step.PLATE else in_hand(drawing)
    return Card(
        flow="plates",
        task=str(task.id),
        heading=drawing.say(T("License plates")),
        place=drawing.say(where(drawing, plate)),
        step=task.step,
        prompt=drawing.say(T("License plates are done") if closed else PROMPTS[Step(task.step)]),
        hint=drawing.say(hint(drawing, plate)) if plate else None,
        lines=lines_of(drawing, plate) if plate else (),
        buttons=() if closed else buttons(drawing, plate),
        keypad=bool(plate and "goods" in (task.state.get("last") or {})),
        closed=closed,
    )


def in_hand(drawing: Drawing) -> PlateFacts:
    """The license plate that is spoken of."""
    wanted = drawing.task.state["plate"]
    return next(one for one in reads.pile(drawing.connection, wanted) if one.id == wanted)


def where(drawing: Drawing, plate: PlateFacts | None) -> Words:
    """Which one it is, where it stands, and whether it is open."""
    if plate is None:
        return T("No plate in hand")
    status = drawing.say(STATUS[plate.status])
    return T(
        "%(plate)s · %(location)s · %(status)s",
        plate=plate.code,
        location=plate.location,
        status=status,
    )


def hint(drawing: Drawing, plate: PlateFacts) -> Words:
    """What it stands on, or what its status means."""
    if plate.status is PlateStatus.CLOSED:
        return T("Closed: nothing goes on or off.")
    if plate.status is not PlateStatus.OPEN:
        return T("It has left or was dissolved: its code is used up.")
    pile = reads.pile(drawing.connection, plate.id)
    under = next((one for one in pile if one.id == plate.parent_id), None)
    if under:
        return T("Stands on %(plate)s.", plate=called(under))
    if not (plate.goods or children(drawing, plate)):
        return T("Empty. One scan of goods puts on as many as it counts.")
    return T("One scan of goods puts on as many as it counts. The keypad says how many in all.")


def lines_of(drawing: Drawing, plate: PlateFacts) -> tuple[Line, ...]:
    """The plates that stand on it, then the goods on it."""
    goods = reads.goods_on(drawing.connection, plate.id)
    plates = [plate_line(drawing, one) for one in children(drawing, plate)]
    return (*plates, *(goods_line(drawing, row) for row in goods))[:MOST_LINES]


def children(drawing: Drawing, plate: PlateFacts) -> list[PlateFacts]:
    """The plates that stand right on it."""
    return [one for one in reads.pile(drawing.connection, plate.id) if one.parent_id == plate.id]


def plate_line(drawing: Drawing, plate: PlateFacts) -> Line:
    """A plate that stands on the one in hand."""
    return Line(
        product=plate.code,
        name=drawing.say(T("Tote") if plate.kind == "tote" else T("License plate")),
        done=str(plate.goods),
        planned=None,
        unit=drawing.say(T("on it")),
        state="open",
        note=drawing.say(STATUS[plate.status]),
    )


def goods_line(drawing: Drawing, row: Waiting) -> Line:
    """Goods on the plate in hand."""
    return Line(
        product=row.product.sku,
        name=row.product.name,
        lot=row.lot.code if row.lot else None,
        serial=row.serial,
        expires_on=drawing.day(row.lot.expires_on if row.lot else None),
        done=drawing.say(row.product.amount(row.on_hand)),
        planned=None,
        unit=drawing.unit(row.product.unit),
        state="open",
    )


def buttons(drawing: Drawing, plate: PlateFacts | None) -> tuple[Button, ...]:
    """What a thumb can do at this step."""
    if plate is None:
        return (*drawing.undo, drawing.button(T("Done"), "LW*DONE", "check-check"))
    if drawing.task.step == Step.OFF:
        return (*drawing.undo, drawing.button(T("Cancel"), "LW*CANCEL", "x"))
    another = drawing.button(T("Another plate"), "LW*CANCEL", "container")
    return (*drawing.undo, *on_it(drawing, plate), another)


def on_it(drawing: Drawing, plate: PlateFacts) -> tuple[Button, ...]:
    """What can be done with the plate in hand."""
    full = bool(plate.goods or children(drawing, plate))
    leaves = plate.staged and full and not plate.parent_id
    ship = (drawing.button(T("Ship"), "LW*SHIP", "truck"),) if leaves else ()
    if plate.status is PlateStatus.CLOSED:
        return (*ship, drawing.button(T("Open"), "LW*OPEN", "key-round"))
    if plate.status is not PlateStatus.OPEN:
        return ()
    itself = (drawing.button(T("Off its plate"), "LW*OUT*SELF", "arrow-up"),)
    off = (drawing.button(T("Take off"), "LW*OUT", "package-open"),)
    return (
        *ship,
        *(off if full else ()),
        *(itself if plate.parent_id else ()),
        drawing.button(T("Close"), "LW*CLOSE", "lock"),
        # A thumb bar has room for five: what can leave is not ended here.
        *(() if leaves else (drawing.button(T("Dissolve"), "LW*DISSOLVE", "split"),)),
    )
