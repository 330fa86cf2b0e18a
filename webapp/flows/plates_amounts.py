"""`LW*QTY*n`: so many of the goods that went on or off just now, in all."""

from __future__ import annotations

from typing import Any

from webapp.flows.plates_goods import goods_called, key_of, move_goods, told
from webapp.flows.plates_hand import in_hand
from webapp.flows.replies import Reply, refused
from webapp.flows.talk import Talk
from webapp.queries import plates as reads
from webapp.queries.putaway import Waiting
from webapp.rules import refusals
from webapp.rules.keyed import keyed


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`: so many of the goods that went on or off just now, in all."""
    last = talk.state.get("last") or {}
    text = "*".join(talk.command.arguments) if talk.command else ""
    if "goods" not in last:
        return refused(refusals.nothing_put_on())
    rows = moved_rows(talk, last["way"], last["goods"])
    back = moved_rows(talk, "off" if last["way"] == "on" else "on", last["goods"])
    if not (rows or back):
        return refused(refusals.nothing_put_on())
    product = (rows or back)[0].product
    units = keyed(text, product.scale, product.unit)
    if isinstance(units, refusals.Refusal):
        return refused(units)
    more = units - last["units"]
    if more > 0 and rows:
        return move_goods(talk, last["way"], rows[0], more, of=last["units"])
    if more < 0 and back:
        return put_fewer(talk, last, back[0], units)
    if more == 0:
        return told(talk, in_hand(talk), back[0], last["way"], units)
    available = back[0].product.amount(last["units"])
    return refused(refusals.not_enough_beside(goods_called(back[0]), back[0].location, available))


def put_fewer(talk: Talk, last: dict[str, Any], row: Waiting, units: int) -> Reply:
    """Some of it goes back, so that `units` went there in all."""
    way = "off" if last["way"] == "on" else "on"
    reply = move_goods(talk, way, row, last["units"] - units)
    if reply.code not in ("packed", "unpacked"):
        return reply
    talk.state["last"] = {**last, "units": units}
    return told(talk, in_hand(talk), row, last["way"], units)


def moved_rows(talk: Talk, way: str, goods: list[int | None]) -> list[Waiting]:
    """Where goods are that go this way: loose for what goes on, on the plate for what comes off."""
    plate = in_hand(talk)
    product_id, lot_id, serial_id = goods
    rows = (
        reads.goods_beside(
            talk.work.connection, plate.location_id, int(product_id or 0), lot_id, serial_id
        )
        if way == "on"
        else reads.goods_on(talk.work.connection, plate.id, product_id, lot_id, serial_id)
    )
    return [row for row in rows if key_of(row) == goods]
