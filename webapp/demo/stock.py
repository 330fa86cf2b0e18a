"""What lies where when the demo begins: lots with their dates, and goods in bins and on docks.

C202507 is the hand cream to follow: some of it lies in A-01-2, more of it is expected, and the
first order wants it. Of the other lots of hand cream one is on hold and one has expired, and of
the chocolates one must leave soon. L2291 is a lot of wine and a lot of chocolates.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.demo.numbers import sscc


@dataclass(frozen=True, slots=True)
class LotSeen:
    """A lot; it expires `days` after the day of loading, or before it where negative."""

    sku: str
    code: str
    days: int | None = None
    hold_cause: str | None = None


LOTS = (
    LotSeen("HAND-CREAM", "C202503", days=-9),
    LotSeen("HAND-CREAM", "C202505", days=150, hold_cause="quality_check"),
    LotSeen("HAND-CREAM", "C202507", days=240),
    LotSeen("HAND-CREAM", "C202511", days=365),
    LotSeen("CHOC-BOX", "K0912", days=12),
    LotSeen("CHOC-BOX", "K1015", days=45),
    LotSeen("CHOC-BOX", "K1020", days=60),
    LotSeen("CHOC-BOX", "L2291", days=90),
    LotSeen("WINE-RED", "L2291"),
    LotSeen("WINE-RED", "L2304"),
    LotSeen("GIFT-BASKET", "GB-01", days=45),
    LotSeen("BP-MONITOR", "BP24A", days=700),
    LotSeen("BP-MONITOR", "BP24B", days=760),
    LotSeen("COFFEE", "F-0731", days=120),
)
HELD, EXPIRED = ("HAND-CREAM", "C202505"), ("HAND-CREAM", "C202503")


@dataclass(frozen=True, slots=True)
class Pile:
    """Goods of one kind in one place; serials count one each, other goods `quantity`."""

    sku: str
    place: str
    quantity: int = 0
    lot: str | None = None
    serials: tuple[str, ...] = ()
    plate: str | None = None

    @property
    def units(self) -> int:
        """Base units."""
        return len(self.serials) or self.quantity


WINE_PALLET, RIBBON_PALLET = sscc(1), sscc(2)


def hairdryers(first: int, last: int) -> tuple[str, ...]:
    """Serial numbers HD-12345 and on."""
    return tuple(f"HD-{number}" for number in range(first, last + 1))


IN_BINS = (
    Pile("HAND-CREAM", "A-01-2", 48, lot="C202507"),
    Pile("HAND-CREAM", "A-01-3", 96, lot="C202511"),
    Pile("GIFT-CARD", "A-02-1", 150),
    Pile("HAIRDRYER-LE", "A-02-2", serials=hairdryers(12345, 12347)),
    Pile("HAIRDRYER-LE", "A-02-3", serials=hairdryers(12348, 12350)),
    Pile("BP-MONITOR", "A-03-1", lot="BP24A", serials=("BP-0001", "BP-0002", "BP-0003")),
    Pile("BP-MONITOR", "A-03-2", lot="BP24B", serials=("BP-0004", "BP-0005")),
    Pile("RIBBON", "A-03-3", 120),
    Pile("HAND-CREAM", "A-04-3", 24, lot="C202505"),
    Pile("HAND-CREAM", "A-04-4", 10, lot="C202503"),
    Pile("CHOC-BOX", "B-01-1", 18, lot="K0912"),
    Pile("CHOC-BOX", "B-01-1", 6, lot="K1015"),
    Pile("CHOC-BOX", "B-01-2", 80, lot="K1015"),
    Pile("CHOC-BOX", "B-01-3", 40, lot="L2291"),
    Pile("WINE-RED", "B-02-1", 30, lot="L2291"),
    Pile("WINE-RED", "B-02-2", 60, lot="L2304"),
    Pile("RIBBON", "C-01-1", 2000, plate=RIBBON_PALLET),
    Pile("GIFT-BASKET", "C-01-2", 6, lot="GB-01"),
    Pile("COFFEE", "C-04-1", 24_500, lot="F-0731"),
)
ON_DOCKS = (
    Pile("CHOC-BOX", "DOCK-1", 40, lot="K1020"),
    Pile("WINE-RED", "DOCK-1", 60, lot="L2304", plate=WINE_PALLET),
    Pile("HAIRDRYER-LE", "DOCK-2", serials=hairdryers(12351, 12352)),
    Pile("GIFT-CARD", "DOCK-2", 100),
)
