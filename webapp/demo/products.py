"""What is kept: one product for every way of tracking, and a basket made of four of them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.demo.numbers import gtin
from webapp.models import ExpiryPolicy, PackagingKind, Tracking
from webapp.rules.shelf_life import ShelfLife

NO_DAYS = ShelfLife()


@dataclass(frozen=True, slots=True)
class Pack:
    """One way a product comes."""

    kind: PackagingKind
    quantity: int
    gtin: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A product of the demo; `supplier` is None where it is made here."""

    sku: str
    name: str
    supplier: str | None
    tracking: Tracking
    packs: tuple[Pack, ...]
    expiry: ExpiryPolicy = ExpiryPolicy.NONE
    unit: str = "each"
    scale: int = 0
    weight_g: int | None = None
    category: str | None = None
    life: ShelfLife = NO_DAYS

    def pack(self, kind: PackagingKind) -> Pack:
        """The packaging of that kind."""
        return next(pack for pack in self.packs if pack.kind is kind)


def packs(item: int, **quantities: int) -> tuple[Pack, ...]:
    """Packagings by kind; the first carries indicator 0, the next 1, and so on."""
    return tuple(
        Pack(PackagingKind(kind), quantity, gtin(item, indicator))
        for indicator, (kind, quantity) in enumerate(quantities.items())
    )


PRODUCTS = (
    Kept(
        "HAND-CREAM",
        "Hand cream, 75 ml",
        "HARBOUR",
        Tracking.LOT,
        packs(1, each=1, case=12),
        ExpiryPolicy.REQUIRED,
        weight_g=92,
        life=ShelfLife(removal_days=30, alert_days=60),
    ),
    Kept(
        "HAIRDRYER-LE",
        "Hairdryer, limited edition",
        "BREEZE",
        Tracking.SERIAL,
        packs(2, each=1),
        weight_g=640,
    ),
    Kept(
        "CHOC-BOX",
        "Chocolates, box of 16",
        "CACAO",
        Tracking.LOT,
        packs(3, each=1, case=20),
        ExpiryPolicy.REQUIRED,
        weight_g=310,
        life=ShelfLife(removal_days=5, alert_days=14),
    ),
    Kept(
        "WINE-RED",
        "Red wine, 0.75 l",
        "HILLSIDE",
        Tracking.LOT,
        packs(4, each=1, case=6),
        weight_g=1250,
        category="PALLETS",
    ),
    Kept("GIFT-CARD", "Gift card", "PAPER", Tracking.NONE, packs(5, each=1, inner=50), weight_g=6),
    Kept(
        "GIFT-BASKET",
        "Gift basket: cream, chocolates, wine, card",
        None,
        Tracking.LOT,
        packs(6, each=1),
        ExpiryPolicy.REQUIRED,
        weight_g=2100,
        life=ShelfLife(expiry_days=45, removal_days=10, alert_days=14),
    ),
    Kept(
        "BP-MONITOR",
        "Blood pressure monitor",
        "PULSE",
        Tracking.LOT_AND_SERIAL,
        packs(7, each=1),
        ExpiryPolicy.OPTIONAL,
        weight_g=380,
    ),
    Kept(
        "RIBBON",
        "Gift ribbon, roll",
        "PAPER",
        Tracking.NONE,
        packs(8, each=1, inner=10, case=100, pallet=2000),
        weight_g=45,
    ),
    Kept(
        "COFFEE",
        "Coffee beans",
        "ROAST",
        Tracking.LOT,
        packs(9, each=1000, case=6000),
        ExpiryPolicy.REQUIRED,
        unit="kg",
        scale=3,
    ),
)
BY_SKU = {product.sku: product for product in PRODUCTS}
# A right number that no product here carries.
NOBODYS_GTIN = gtin(99)
