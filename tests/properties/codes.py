"""What may be scanned: what the step asks for, what is known but wrong here, and rubbish."""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.warehouse import CREAM, CREAM_CASE, DRYER, GS, TONER, WATER, WATER_CASE, Hand

PALLET = "395011015300000011"
CREAM_LOTS = {"C1": "260616", "C2": "270630", "C3": "270731", "CX": "260601", "H1": "271231"}
SERIALS = tuple(f"D-{number}" for number in range(1, 7))
TONERS = tuple((f"T{number % 2 + 1}", f"S-{number}") for number in range(1, 6))
PRODUCTS = ("CREAM", "DRYER", "WATER", "TONER")


def label(gtin: str, lot: str = "", serial: str = "", expires: str = "", count: str = "") -> str:
    """A GS1 element string as a scanner sends it."""
    fixed = f"]C101{gtin}" + (f"17{expires}" if expires else "")
    open_ended = [ai + value for ai, value in (("10", lot), ("21", serial), ("30", count)) if value]
    return fixed + GS.join(open_ended)


LABELS = {
    "CREAM": (
        CREAM,
        CREAM_CASE,
        *(label(CREAM, lot, "", day) for lot, day in CREAM_LOTS.items()),
        label(CREAM_CASE, "C2", "", "270630"),
        label(CREAM, "C2", "", "270630", "3"),
        label(CREAM, "C4"),
        label(CREAM, "C1", "", "281231"),
        f"10C2{GS}",
    ),
    "DRYER": (DRYER, *(label(DRYER, "", serial) for serial in SERIALS)),
    "WATER": (WATER, WATER_CASE, label(WATER, count="4"), "WATER"),
    "TONER": (
        TONER,
        *(label(TONER, lot, serial) for lot, serial in TONERS),
        label(TONER, "T1"),
        label(TONER, "T2", "S-1"),
        label(TONER, "", "S-2"),
    ),
}
COMMANDS = (
    "LW*OK",
    "LW*UNDO",
    "LW*SKIP",
    "LW*SHORT*not_there",
    "LW*SHORT",
    "LW*CANCEL",
    "LW*DONE",
    "LW*DONE*BACKORDER",
    "LW*DONE*CLOSE",
    "LW*QTY*1",
    "LW*QTY*2",
    "LW*QTY*5",
    "LW*QTY*40",
    "LW*QTY*0",
    "LW*QTY*x",
    "LW*DATE*2027-06-30",
    "LW*LOOSE",
    "LW*PICK",
    "LW*PUTAWAY",
    "LW*STOCK*3",
    "LW*MOVE",
    "LW*ALL",
    "LW*FROM*7",
    "LW*SCRAP*damaged",
    "LW*LOT*1",
    "LW*SERIAL*1",
    "lw*undo",
)
PLACES = ("A-1", "A-2", "A-3", "A-9", "DOCK-1", "STAGE", "Q-1", "SUPPLIERS")
TOTES = tuple(f"T-0{number}" for number in range(1, 7))
PLATES = (*TOTES[:2], "P-1", f"]C100{PALLET}")
DAYS = ("2027-06-30", "2020-01-01", "172706", "17270630")
RUBBISH = ("", " ", "?", "a-1", "c2", "0" * 14, "]C1", f"]C1{GS}", "LW*", "01" + CREAM + "10", "\0")
KNOWN = (
    *(code for codes in LABELS.values() for code in codes),
    *CREAM_LOTS,
    *SERIALS,
    *(serial for _, serial in TONERS),
    "T1",
    "X1",
    *PLACES,
    *PLATES,
    *DAYS,
)


def all_of(connection: Connection, statement: str, **values: object) -> list[str]:
    """The first column of every row."""
    return [str(row[0]) for row in connection.execute(text(statement), values)]


def right(connection: Connection, hand: Hand) -> list[str]:
    """What the hand's step asks for, as far as this can be seen from outside."""
    if hand.task is None:
        return openings(connection, hand.flow)
    if hand.last.get("choices"):
        return [choice["text"] for choice in hand.last["choices"]]
    prompted = (hand.last.get("prompt") or "?").split(" ")[-1]
    match hand.flow, hand.step:
        case ("receiving", "lot"):
            return [*CREAM_LOTS, "T1", "X1"]
        case ("receiving", "expiry"):
            return ["2027-06-30", "2026-06-17", label(CREAM, "C2", "", "270630")]
        case ("receiving", "serial"):
            return [*SERIALS, *(serial for _, serial in TONERS)]
        case ("receiving", _):
            first, *others = [*expected(connection, hand.task), "LW*DONE"]
            return [first, f"]C100{PALLET}", "LW*QTY*2", "LW*OK", *others]
        case ("putaway", "goods"):
            return on_docks(connection)
        case ("moving", "from"):
            return [*in_stock(connection), *PLACES]
        case ("moving", "goods"):
            return ["LW*ALL", *in_stock(connection), *PLACES[:3]]
        case ("moving", _):
            return [*PLACES[:3], "Q-1", "SCRAP", "LW*QTY*2", "LW*CANCEL", "LW*SCRAP*other"]
        case ("putaway", _) | ("picking", "location"):
            return [prompted, prompted, prompted, "A-1", "A-2", "A-3"]
        case ("picking", "goods"):
            return [prompted, prompted, *promised(connection, hand.task)]
        case ("picking", "quantity"):
            return ["LW*OK", "LW*QTY*1", *promised(connection, hand.task)]
        case ("picking", _):
            return list(TOTES)
    return ["LW*PICK"]


def openings(connection: Connection, flow: str | None) -> list[str]:
    """What opens work of a kind."""
    match flow:
        case "receiving":
            return all_of(connection, "select number from receipts where status = 'open'")
        case "putaway":
            return on_docks(connection)
        case "moving":
            return [*in_stock(connection), *PLACES]
        case _:
            released = "select number from orders where status = 'released' order by id"
            return ["LW*PICK", *all_of(connection, released)]


def expected(connection: Connection, task: int) -> list[str]:
    """Labels of what the task's receipt still expects."""
    skus = all_of(
        connection,
        "select p.sku from tasks k join receipt_lines i on i.receipt_id = k.receipt_id"
        " join products p on p.id = i.product_id"
        " where k.id = :task and i.received < i.expected order by i.id",
        task=task,
    )
    return [code for sku in skus for code in LABELS[sku]]


def on_docks(connection: Connection) -> list[str]:
    """Lots, serials, plates and products that stand on a dock."""
    return all_of(
        connection,
        "select coalesce(t.code, s.code, l.code, p.sku) from balances b"
        " join locations o on o.id = b.location_id join products p on p.id = b.product_id"
        " left join lots l on l.id = b.lot_id left join serials s on s.id = b.serial_id"
        " left join license_plates t on t.id = b.plate_id"
        " where o.kind = 'dock' and b.on_hand > 0 order by b.id",
    )


def in_stock(connection: Connection) -> list[str]:
    """Lots, serials, plates and products that are anywhere inside."""
    return all_of(
        connection,
        "select coalesce(t.code, s.code, l.code, p.sku) from balances b"
        " join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
        " left join serials s on s.id = b.serial_id left join license_plates t on t.id = b.plate_id"
        " where b.inside and b.on_hand > 0 order by b.id",
    )


def promised(connection: Connection, task: int) -> list[str]:
    """The goods a pick task still waits for, and others of the same product beside them."""
    return all_of(
        connection,
        "select coalesce(s.code, l.code, p.sku) from reservations r"
        " join balances b on b.id = r.balance_id join balances c on c.product_id = b.product_id"
        " and c.location_id = b.location_id and c.on_hand > 0"
        " join products p on p.id = b.product_id left join lots l on l.id = c.lot_id"
        " left join serials s on s.id = c.serial_id where r.task_id = :task"
        " order by case when c.id = b.id then 0 else 1 end, r.id, c.id",
        task=task,
    )
