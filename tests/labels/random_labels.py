"""Labels of every kind with random contents, the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from webapp.barcodes import check_digit
from webapp.labels import (
    Label,
    Symbology,
    badge_label,
    command_label,
    document_label,
    location_label,
    lot_label,
    plate_label,
    product_label,
    serial_label,
)
from webapp.labels.paper import Paper

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
ALPHABETS = (SET_82, "0123456789", "0123456789ABC-", "ABCDEFGHIJ0123456789", "aB1_%>")
NAMES = (
    "Hand cream",
    "Kem dưỡng da tay hương hạnh nhân và bơ hạt mỡ, tuýp 75 ml, hàng xuất khẩu Nhật Bản",
    "Nước khoáng thiên nhiên",
    "Hair dryer 2000 W, 50 Hz ^ ~ \\ _",
    "Crème hydratante für die Hände",
    "Supercalifragilisticexpialidocious-and-then-some-more-of-it",
)
SQUARES = (Symbology.GS1_DATAMATRIX, Symbology.QR)


class Contents:
    """A source of random contents; `carriers` are what goods and plates are printed in."""

    def __init__(self, seed: int, carriers: tuple[Symbology, ...]) -> None:
        self.random, self.carriers = Random(seed), carriers

    def labels(self, count: int) -> list[Label]:
        makers = (
            self.product,
            self.lot,
            self.serial,
            self.plate,
            self.location,
            self.document,
            self.badge,
            self.command,
        )
        return [makers[number % len(makers)]() for number in range(count)]

    def goods(self) -> dict[str, object]:
        return {
            "sku": self.code(8),
            "name": self.random.choice(NAMES),
            "gtin": self.random.choice([self.key(13), self.key(13), self.key(13), None]),
            "carrier": self.random.choice(self.carriers),
            "say": str,
        }

    def product(self) -> Label:
        return product_label(
            **self.goods(),  # type: ignore[arg-type]
            packaging=self.random.choice([None, "Case"]),
            quantity=self.random.choice([None, 1, 12]),
        )

    def lot(self) -> Label:
        return lot_label(
            **self.goods(),  # type: ignore[arg-type]
            lot=self.code(),
            expires_on=self.day(),
            best_before=self.day(),
            quantity=self.random.choice([None, 1, 240]),
        )

    def serial(self) -> Label:
        return serial_label(
            **self.goods(),  # type: ignore[arg-type]
            serial=self.code(),
            lot=self.random.choice([None, self.code()]),
            expires_on=self.day(),
        )

    def plate(self) -> Label:
        return plate_label(
            sscc=self.random.choice([self.key(17), f"P-{self.code(8)}"]),
            contents=(self.random.choice(NAMES), "Order 7"),
            count=self.random.choice([None, 48]),
            carrier=self.random.choice(self.carriers),
            say=str,
        )

    def location(self) -> Label:
        code = f"A-{self.random.randrange(100):02}-{self.random.randrange(9)}"
        return location_label(code=code, zone="Zone A", carrier=self.plain(), say=str)

    def document(self) -> Label:
        number = f"RC-{self.random.randrange(10**6):06}"
        partner = self.random.choice(NAMES)
        return document_label(
            kind="Receipt", number=number, partner=partner, carrier=self.plain(), say=str
        )

    def badge(self) -> Label:
        return badge_label(
            name="Nguyễn Thị Ánh Tuyết", badge=f"B-{self.code(6)}", carrier=self.plain(), say=str
        )

    def command(self) -> Label:
        text = f"LW*QTY*{self.random.randrange(1000)}"
        return command_label(text=text, title=text, carrier=self.plain(), say=str)

    def plain(self) -> Symbology:
        return self.random.choice([Symbology.CODE_128, Symbology.QR])

    def code(self, longest: int = 20) -> str:
        """A lot or a serial; it begins with a letter or digit, as nobody begins one with LW*."""
        alphabet = self.random.choice(ALPHABETS)
        rest = self.random.choices(alphabet, k=self.random.randrange(longest))
        return "".join([self.random.choice("ABC0123"), *rest])

    def key(self, digits: int) -> str:
        body = "".join(self.random.choices("0123456789", k=digits))
        return body + check_digit(body)

    def day(self) -> date | None:
        return self.random.choice([None, date(2026, 1, 1) + timedelta(self.random.randrange(9000))])


def batches() -> Iterator[tuple[Paper, list[Label]]]:
    """More than 500 labels: squares on the sheet, where GS1's bars have no room; all on rolls."""
    yield Paper.A4_4X12, Contents(1, SQUARES).labels(296)
    yield Paper.ROLL_100X50, Contents(2, tuple(Symbology)).labels(136)
    yield Paper.ROLL_100X150, Contents(3, tuple(Symbology)).labels(88)
