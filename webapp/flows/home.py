"""Home: scan anything, and it goes where the code belongs.

receipt ─► receiving      order ─► picking, or once it has left: its return
LW*RECEIVE · LW*PUTAWAY · LW*PICK · LW*MOVE · LW*REPLENISH · LW*PLATES ─► that work
anything else known ─► look-up
"""

from __future__ import annotations

from urllib.parse import quote

from webapp.flows import (
    moving,
    picking_opening,
    plates,
    putaway,
    receiving,
    receiving_returns,
    replenishing_begin,
)
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.queries.meanings import DocumentScan, GoodsScan, PlaceScan, PlateScan
from webapp.words import T, Words

WANTED = T("Scan a receipt, an order, goods, a bin or a license plate.")


def answer(talk: Talk) -> Reply:
    """Go where the scan belongs; nothing is moved from here."""
    if talk.command and talk.command.verb in PLACES_TO_GO:
        return go_to_work(talk, talk.command.verb)
    if talk.command and talk.command.verb == receiving_returns.COMMAND:
        return receiving.open_by_scan(talk)
    documents = [m for m in talk.meanings if isinstance(m, DocumentScan)]
    if len(talk.meanings) == 1 and documents:
        if documents[0].flow == "receiving":
            return receiving.open_by_scan(talk)
        return open_order(talk, documents[0])
    known = (GoodsScan, PlaceScan, PlateScan, DocumentScan)
    fitting = tuple(m for m in talk.meanings if isinstance(m, known))
    if not fitting:
        return refused(talk.why_not(WANTED))
    if len(fitting) > 1:
        return talk.choice_among(fitting)
    return look_up(talk, fitting[0])


def open_order(talk: Talk, order: DocumentScan) -> Reply:
    """An order is picked while there is something to pick; one that has left may come back."""
    reply = picking_opening.open_by_scan(talk)
    if reply.code != "order_not_released":
        return reply
    return receiving.open_return(talk, order) or reply


PLACES_TO_GO: dict[str, tuple[str, Words]] = {
    "RECEIVE": ("/receive", T("Receiving.")),
    "PUTAWAY": ("/putaway", T("Putaway.")),
    "PICK": ("/pick", T("Picking.")),
    "MOVE": ("/move", T("Moving goods.")),
    "REPLENISH": ("/replenish", T("Filling pick faces.")),
    "PLATES": ("/license-plates", T("License plates.")),
}


def go_to_work(talk: Talk, verb: str) -> Reply:
    """A printed command opens its work; picking takes the next task at once."""
    if verb == "PICK":
        return picking_opening.take_next(talk)
    if verb == "PUTAWAY":
        return putaway.open_mine(talk)
    if verb == "MOVE":
        return moving.open_mine(talk)
    if verb == "REPLENISH":
        return replenishing_begin.open_place(talk)
    if verb == "PLATES":
        return plates.open_mine(talk)
    url, words = PLACES_TO_GO[verb]
    return accepted("opened", words, go=url)


def look_up(talk: Talk, meaning: GoodsScan | PlaceScan | PlateScan | DocumentScan) -> Reply:
    """The page that tells what is known of the code."""
    return accepted(
        "looked_up",
        T("This is %(what)s.", what=meaning.called),
        go=page_of(meaning) if talk.command else f"/look-up?code={quote(whole(talk), safe='')}",
    )


def whole(talk: Talk) -> str:
    """The text with the identifier of its symbol, which a camera sends apart."""
    text, symbology = talk.said.text, talk.said.symbology or ""
    return text if text.startswith(symbology) else symbology + text


def page_of(meaning: GoodsScan | PlaceScan | PlateScan | DocumentScan) -> str:
    """The page of exactly the thing that was tapped: its code alone may mean others too."""
    match meaning:
        case GoodsScan(serial=serial) if serial:
            kind, wanted = "serial", serial.id
        case GoodsScan(lot=lot) if lot:
            kind, wanted = "lot", lot.id
        case GoodsScan(product=product):
            kind, wanted = "product", product.id
        case PlaceScan():
            kind, wanted = "location", meaning.id
        case PlateScan():
            kind, wanted = "plate", int(meaning.id or 0)
        case _:
            kind, wanted = "receipt" if meaning.flow == "receiving" else "order", meaning.id
    return f"/look-up?kind={kind}&id={wanted}"


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    return T("Scan anything")
