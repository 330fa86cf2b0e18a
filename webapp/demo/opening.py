"""The stock that is there when the demo begins, brought in the way all stock comes in.

What a supplier brought came on a receipt that is closed by now: onto a dock, and from there into
its bin. What is made here came out of production. So every lot can be traced back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import text

from webapp.demo.book import Book
from webapp.demo.partners import SUPPLIERS
from webapp.demo.products import BY_SKU
from webapp.demo.stock import IN_BINS, ON_DOCKS, Pile
from webapp.models import MoveKind, PlateKind
from webapp.operations import lots, plates, receipts
from webapp.operations.ledger import Entry, Goods

PAST = "RC-09{:02d}"
DOCK = "DOCK-1"
ASSEMBLED = "assembled here"


def write(book: Book) -> None:
    """Past receipts supplier by supplier, then what was made here."""
    piles = (*IN_BINS, *ON_DOCKS)
    for number, supplier in enumerate(SUPPLIERS, start=1):
        brought = [pile for pile in piles if BY_SKU[pile.sku].supplier == supplier]
        receive(book, PAST.format(number), supplier, brought)
    for pile in piles:
        if BY_SKU[pile.sku].supplier is None:
            assemble(book, pile)


LINES = text("select product_id, id from receipt_lines where receipt_id = :receipt")


def receive(book: Book, number: str, supplier: str, piles: list[Pile]) -> None:
    """One past receipt: all of it came, and it is closed."""
    expected: Counter[int] = Counter()
    for pile in piles:
        expected[book.products[pile.sku]] += pile.units
    new = receipts.NewReceipt(number, book.partners[supplier], book.places[DOCK], expected)
    receipt_id = receipts.open_receipt(book.work, new)
    rows = book.work.connection.execute(LINES, {"receipt": receipt_id}).all()
    lines = {row.product_id: row.id for row in rows}
    for pile in piles:
        bring_in(book, pile, lines[book.products[pile.sku]])
    receipts.close(book.work, receipt_id, backorder=False)


def bring_in(book: Book, pile: Pile, line_id: int) -> None:
    """From the supplier onto a dock, and on into its bin where it is not waiting there."""
    dock = pile.place if pile in ON_DOCKS else DOCK
    if pile.plate:
        book.plates[pile.plate] = plates.register(
            book.work, pile.plate, PlateKind.PALLET, book.places[dock]
        )
    for goods, units in parts(book, pile):
        came, stays = book.spot(dock, pile.plate), book.spot(pile.place, pile.plate)
        outside = book.spot("SUPPLIERS")
        book.write(Entry(MoveKind.RECEIVE, goods, units, outside, came, receipt_line_id=line_id))
        receipts.add_received(book.work, line_id, units)
        if stays != came:
            book.write(Entry(MoveKind.PUT_AWAY, goods, units, came, stays))
    if pile.plate:
        plates.place(book.work, book.plates[pile.plate], book.places[pile.place])


def parts(book: Book, pile: Pile) -> Iterator[tuple[Goods, int]]:
    """The goods of a pile: each serial by itself, or all of it together."""
    if not pile.serials:
        yield book.goods(pile.sku, pile.lot), pile.quantity
        return
    lot_id = book.lots[pile.sku, pile.lot] if pile.lot else None
    for code in pile.serials:
        made = lots.create_serial(book.work, book.products[pile.sku], code, lot_id)
        book.serials[pile.sku, code] = made
        yield book.goods(pile.sku, pile.lot, code), 1


def assemble(book: Book, pile: Pile) -> None:
    """What production made, straight into its bin."""
    source, bin = book.spot("PRODUCTION"), book.spot(pile.place)
    goods = book.goods(pile.sku, pile.lot)
    book.write(Entry(MoveKind.RELOCATE, goods, pile.units, source, bin, reason=ASSEMBLED))
