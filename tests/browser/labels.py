"""Labels under way: arranged, printed by hand, waiting at a receipt; a printer at a workstation."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from tests.browser.walk import WINE_CASE, goods
from webapp.extensions import db
from webapp.languages import say
from webapp.models import AtReceipt, LabelKind, LabelPaper, PrintLanguage
from webapp.operations import labels
from webapp.operations.label_settings import Arranged, arrange
from webapp.operations.labels import Asker, Wanted, way_to
from webapp.operations.printers import NewPrinter, add_printer, add_station
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.queries.label_drawings import Drawn, drawn
from webapp.queries.label_settings import USUAL, LabelSettings
from webapp.queries.label_things import Thing

PREFIX = "0614141"


def labels_under_way(app: Flask, scan: Callable[..., str]) -> dict[str, str]:
    """The addresses of pages with labels on them."""
    with app.app_context():
        admin, worker = user("admin"), user("worker")
        lots = ids("select id from lots order by id limit 4")
        places = ids("select id from locations where kind = 'storage' order by code limit 7")
        run(db.engine, lambda work: arrange_labels(work, AtReceipt.PER_UNIT, admin))
    receiving = scan("RC-0003", goods(WINE_CASE, lot="R2024"), "LW*PLATE*NEW")
    with app.app_context():
        run(db.engine, lambda work: arrange_labels(work, AtReceipt.NONE, admin))
        job = run(db.engine, lambda work: print_lots(work, lots[1:], worker))
    things = "&".join(f"thing=location:{place}" for place in places)
    return {
        "label": f"/labels/print?thing=lot:{lots[0]}&paper=100x50",
        "again": f"/labels/print?thing=lot:{lots[1]}&carrier=gs1-128",
        "job": f"/labels/jobs/{job}",
        "labels": receiving.replace("/receive/", "/labels/task/"),
        "labelled": receiving,
        "chosen": f"/labels/print?{things}",
    }


def arrange_labels(work: UnitOfWork, at_receipt: AtReceipt, admin: int) -> None:
    """What comes by itself, and once a printer with its workstation."""
    settings = LabelSettings(company_prefix=PREFIX, at_receipt=at_receipt)
    arrange(work, Arranged(settings, USUAL), by=admin)
    if at_receipt is AtReceipt.NONE:
        return
    zebra = NewPrinter("Zebra 2", PrintLanguage.ZPL, 203, LabelPaper.ROLL_100X50)
    assert add_printer(work, zebra, by=admin) == {}
    for code, printer in (("W1", None), ("W2", 1)):
        assert add_station(work, code, printer, by=admin) == {}


def print_lots(work: UnitOfWork, lots: list[int], worker: int) -> int:
    """The worker's job of some lots."""
    carriers = {kind: habit.carrier for kind, habit in USUAL.items()}
    things = [Thing(LabelKind.LOT, lot) for lot in lots]
    found = drawn(work.connection, things, carriers, lambda words: say(words, "en"))
    wanted = [
        Wanted(one, carriers[LabelKind.LOT], copies=2) for one in found if isinstance(one, Drawn)
    ]
    way = way_to(None, LabelPaper.ROLL_100X50, PrintLanguage.ZPL)
    job = labels.print_labels(work, wanted, way, Asker(worker, None))
    assert isinstance(job, int), job
    return job


def ids(statement: str) -> list[int]:
    """The ids that a question gives."""
    with db.engine.connect() as connection:
        return [int(one) for one in connection.execute(text(statement)).scalars()]


def user(name: str) -> int:
    """The id of somebody of the demo."""
    with db.engine.connect() as connection:
        found = connection.execute(text("select id from users where name = :name"), {"name": name})
        return int(found.scalar_one())
