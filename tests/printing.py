"""Labels for tests: arranged, printed, and read back from the page as a scanner sees it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image
from sqlalchemy import text

from tests.warehouse import NOW, Warehouse
from webapp.imaging import decode
from webapp.labels import Paper
from webapp.languages import say
from webapp.models import AtReceipt, LabelKind
from webapp.operations import labels
from webapp.operations.label_settings import Arranged, arrange
from webapp.operations.labels import Asker, Refused, Wanted, Why, way_to
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries import label_drawings, label_settings
from webapp.queries.label_drawings import Drawn
from webapp.queries.label_settings import USUAL, LabelSettings
from webapp.queries.label_things import Thing

DPI = 300
PREFIX = "0614141"
SSCC_0 = "006141410000000005"
SSCC_1 = "006141410000000012"


def arranges(house: Warehouse, **settings: object) -> None:
    """What the admin sets in the label settings."""
    wanted = Arranged(LabelSettings(**settings), USUAL)  # type: ignore[arg-type]
    with house.act() as work:
        arrange(work, wanted, by=house.ids["ann"])


def rule(house: Warehouse, at_receipt: str, **settings: object) -> None:
    """Which labels come by themselves at a receipt."""
    arranges(house, at_receipt=AtReceipt(at_receipt), **settings)


def prints(
    house: Warehouse, kind: str, *ids: int, copies: int = 1, why: Why | None = None
) -> int | Refused:
    """Labels of things for ann, on the usual paper."""

    def act(work: UnitOfWork) -> int | Refused:
        habits = label_settings.habits(work.connection)
        carriers = {one: habit.carrier for one, habit in habits.items()}
        things = [Thing(LabelKind(kind), one) for one in ids]
        found = label_drawings.drawn(
            work.connection, things, carriers, lambda words: say(words, "en")
        )
        wanted = [
            Wanted(one, carriers[one.thing.kind], copies) for one in found if isinstance(one, Drawn)
        ]
        way = way_to(None, habits[LabelKind(kind)].paper, label_settings.LabelSettings().output)
        return labels.print_labels(work, wanted, way, Asker(house.ids["ann"], None), why=why)

    return run(house.engine, act, now=lambda: NOW, wait_seconds=60)


def book(house: Warehouse) -> list[tuple[str, str, int, bool, str | None]]:
    """What was printed: kind, code, copies, whether it was the first, and why again."""
    with house.engine.connect() as connection:
        rows = connection.execute(
            text("select kind, code, copies, first, reason from label_prints order by id")
        )
        return [(row.kind, row.code, row.copies, bool(row.first), row.reason) for row in rows]


def pages(pdf: bytes) -> Iterator[Image.Image]:
    """The pages as a printer of 300 dpi puts them on paper."""
    for page in pypdfium2.PdfDocument(pdf):
        yield page.render(scale=DPI / 72).to_pil().convert("L")


def codes_on(pdf: bytes) -> list[str]:
    """The code of every label, held under the scanner one by one, in reading order."""
    found: list[str] = []
    for page in pages(pdf):
        for label in labels_on(page):
            body = BytesIO()
            label.save(body, "PNG")
            found += [code.text for code in decode(body.getvalue())]
    return found


def labels_on(page: Image.Image) -> Iterator[Image.Image]:
    """The labels of a page, cut as its paper is cut; blank ones are left out."""
    if round(page.height / DPI * 25.4) != 297:
        yield page
        return
    cut = Paper.A4_4X12.cut
    for row in range(cut.rows):
        for column in range(cut.columns):
            left, top = cut.left + column * cut.pitch[0], cut.top + row * cut.pitch[1]
            box = (left, top, left + cut.label[0], top + cut.label[1])
            label = page.crop(tuple(round(mm / 25.4 * DPI) for mm in box))  # type: ignore[arg-type]
            if label.getextrema()[0] < 128:
                yield label
