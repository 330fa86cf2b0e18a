"""Badges, commands, carriers, and codes that are wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.demo import codes, open_work, stock
from webapp.demo.codes import Code, Goods
from webapp.demo.numbers import sscc
from webapp.demo.people import SignIn
from webapp.demo.products import BY_SKU, NOBODYS_GTIN
from webapp.demo.steps import Now, Step, bin_step, called, plate_step
from webapp.labels import Symbology, element_string
from webapp.words import T, Words


def first_badge(now: Now) -> Iterator[Step]:
    """Who walks first."""
    yield from badges(now.users[:1])


def more_badges(now: Now) -> Iterator[Step]:
    """The others who work here."""
    yield from badges(now.users[1:])


def badges(users: list[SignIn]) -> Iterator[Step]:
    """Badges with their PINs; they are no secrets, only the demo has these users."""
    for one in users:
        does = T(
            "PIN %(pin)s. By hand: %(name)s, password %(password)s.",
            pin=one.pin,
            name=one.name,
            password=one.password,
        )
        yield Step(T("Badge of %(name)s", name=one.name), does, codes.square(one.badge))


COMMANDS = {
    "LW*RECEIVE": T("Opens receiving."),
    "LW*PUTAWAY": T("Opens putaway."),
    "LW*PICK": T("Takes the most urgent order."),
    "LW*MOVE": T("Opens moving goods."),
    "LW*PLATES": T("Opens work on license plates."),
    "LW*OK": T("Confirms what the screen proposes."),
    "LW*QTY*12": T("Keys in 12; any number can stand there."),
    "LW*PLUS": T("Adds one to the quantity."),
    "LW*MINUS": T("Takes one off the quantity."),
    "LW*UNDO": T("Takes the last scan back."),
    "LW*CANCEL": T("Forgets what was scanned but not recorded."),
    "LW*SKIP": T("Puts this line off until the end."),
    "LW*NEXT": T("Puts this line off until the end."),
    "LW*PREVIOUS": T("Takes up the line that was put off last."),
    "LW*SHORT*not_there": T("Reports that the goods are not there."),
    "LW*LOOSE": T("Goods go onto the dock again, not onto a license plate."),
    "LW*DONE": T("Ends the work."),
}


def commands() -> Iterator[Step]:
    """The buttons of the screen."""
    for text, does in COMMANDS.items():
        yield Step(T("Command"), does, codes.plain(text))


NEW_PLATES = tuple(sscc(number) for number in range(101, 104))


def carriers(now: Now) -> Iterator[Step]:
    """Free totes, and license plates that nobody has used yet."""
    for code in now.totes:
        yield Step(T("Tote %(code)s", code=code), T("Empty, for any order."), codes.plain(code))
    used = open_work.known_plates(now.connection, list(NEW_PLATES))
    for code in NEW_PLATES:
        if code not in used:
            yield plate_step(code, T("New: goods received after it stand on it."))


def wrong(now: Now) -> Iterator[Step]:
    """Codes that are refused, each for its own reason."""
    sku, held = stock.HELD
    if now.lots[stock.HELD].status == "on_hold":
        yield refused(Goods(sku, lot=held), T("Refused: the lot is on hold."))
    sku, expired = stock.EXPIRED
    yield refused(Goods(sku, lot=expired), T("Refused: the lot has expired."))
    yield refused(Goods("GIFT-CARD"), T("Refused: another product was asked for."))
    yield Step(
        T("GTIN %(gtin)s", gtin=NOBODYS_GTIN),
        T("Refused: no product has this GTIN."),
        Code(element_string({"01": NOBODYS_GTIN, "10": "X1"}), Symbology.GS1_DATAMATRIX),
    )
    gtin = BY_SKU["HAND-CREAM"].packs[0].gtin
    misread = gtin[:-1] + str((int(gtin[-1]) + 1) % 10)
    yield Step(
        T("GTIN %(gtin)s", gtin=misread),
        T("Refused: the last digit is wrong, so it was misread."),
        codes.square(codes.link(misread, "C202507")),
    )
    yield Step(
        T("Nothing of ours"),
        T("Refused: nobody here knows this code."),
        codes.plain("NOT-OURS-17"),
    )
    for number in open_work.not_released(now.connection):
        does = T("Refused on the home screen: the office has not released it.")
        yield Step(T("Order %(number)s", number=number), does, codes.plain(number))
    if bin := open_work.blocked_bin(now.connection):
        yield bin_step(bin, T("Refused in putaway: the bin is blocked."))


def refused(goods: Goods, does: Words) -> Step:
    """Goods that may not leave, or not here."""
    return Step(called(goods), does, codes.goods(goods))
