"""One drill: a warehouse, eight devices that work, something killed now and again, an audit.

The next kill waits for scans that were acknowledged since the last one, never for a clock: so each
finds the program at work again, however slow the machine.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from flask import Flask

from tests import people
from tests.drill import audit
from tests.drill.lines import Line, Tally
from tests.drill.places import Kill, Place, place
from tests.drill.workers import BIN, CREW, EXPIRES_ON, LOTS, RECEIPT, Worker
from tests.warehouse import NOW, Warehouse, warehouse_of
from webapp.app import create_app
from webapp.extensions import db
from webapp.models import PlateKind, Role, User
from webapp.operations import orders
from webapp.operations.verify import LAWS
from webapp.rules.days import today

BETWEEN_KILLS = (10, 40)
ORDERS_A_KILL = 5
IN_STOCK = 100_000


@dataclass
class Report:
    """What a drill found; `breaches` is empty where every answer stands."""

    engine: str
    seed: int
    kills: Counter[str]
    tally: Tally
    seconds: float = 0.0
    breaches: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The whole of it, to print."""
        answers = [answer for _, answer in self.tally.answers.values()]
        codes = Counter(answer["status"] for answer in answers)
        kinds = ", ".join(f"{count} × {what}" for what, count in sorted(self.kills.items()))
        yield f"{self.engine}, seed {self.seed}, {self.seconds:.0f} seconds"
        yield f"  kills         {self.kills.total()}: {kinds}"
        yield f"  scans         {len(answers)} acknowledged, {self.tally.attempts} times sent"
        yield f"  sent again    {self.tally.unheard} without an answer, {self.tally.busy} told 503"
        yield "  answers       " + ", ".join(f"{n} {name}" for name, n in sorted(codes.items()))
        yield f"  lost          {self.count('LOST', 'CHANGED')}"
        yield f"  doubled       {self.count('DOUBLED')}"
        yield f"  strange       {self.count('STRANGE', 'ANSWER')}"
        broken = self.count("LAW")
        yield "  laws          " + (f"{broken} breaches" if broken else f"all {len(LAWS)} hold")
        yield from (f"  BREACH {breach}" for breach in self.breaches)

    def count(self, *kinds: str) -> int:
        """How many breaches of these kinds."""
        return sum(breach.startswith(kinds) for breach in self.breaches)


def drill(engine: str, *, kills: int, seed: int) -> Report:
    """Work, kill so often, and hold the book against what was told."""
    chance = random.Random(f"{seed} {engine}")
    begun = time.monotonic()
    with place(engine, chance) as here, program_on(here) as app:
        house, tokens = filled(app, kills)
        moved_before = house.count("moves")
        report = Report(engine, seed, Counter(), here.tally)
        report.breaches += at_work(here, tokens, chance, report, kills)
        asking = Line(here.served.socket, tokens[0], Tally(), random.Random(seed), Event())
        report.breaches += audit.answered_otherwise(asking, here.tally)
        asking.close()
        with house.engine.connect() as connection:
            report.breaches += audit.breaches(connection, here.tally, moved_before)
    report.seconds = time.monotonic() - begun
    return report


@contextmanager
def program_on(here: Place) -> Iterator[Flask]:
    """The program in this process, for what is done by no device."""
    app = create_app(
        {"DATABASE_URL": here.url, "SECRET_KEY": "for measuring", "INSTANCE_PATH": here.room}
    )
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def filled(app: Flask, kills: int) -> tuple[Warehouse, list[str]]:
    """Stock, one receipt, orders for everybody, and a token for each worker."""
    house = warehouse_of(app)
    people.change(app, "update locations set capacity = null")
    for lot in LOTS:
        house.lot(lot, expires_on=EXPIRES_ON)
        house.stock("CREAM", BIN, IN_STOCK, lot=lot)
    house.receipt(RECEIPT, CREAM=IN_STOCK)
    entered = 20 + ORDERS_A_KILL * kills
    with house.act() as work:
        for number in range(entered):
            wanted = {house.ids["CREAM"]: 3}
            new = orders.NewOrder(f"SO-{number}", house.ids["customer"], house.ids["STAGE"], wanted)
            orders.release_order(work, orders.enter_order(work, new), today(NOW, "UTC"))
    return house, [worker_of(app, house, number, entered) for number in range(len(CREW))]


def worker_of(app: Flask, house: Warehouse, number: int, totes: int) -> str:
    """A worker's token; with totes of the worker's own at hand."""
    name = f"W{number}"
    with house.act() as work:
        user = User(name=name, role=Role.WORKER, language="en", created_at=NOW)
        work.session.add(user)
        work.session.flush()
        for tote in range(1, totes + 1):
            house.add_plate(work, f"{name}-{tote}", "STAGE", PlateKind.TOTE)
        user_id = user.id
    return people.token(app, user_id)


def at_work(
    here: Place, tokens: list[str], chance: random.Random, report: Report, kills: int
) -> list[str]:
    """Everybody works while one thing after another is killed; what no fault excuses."""
    stopped, wrong = Event(), list[str]()

    def work(number: int) -> None:
        mine = random.Random(f"{report.seed} {report.engine} {number}")
        line = Line(here.served.socket, tokens[number], here.tally, mine, stopped)
        try:
            for _ in CREW[number](Worker(f"W{number}", line, mine)):
                if stopped.is_set():
                    break
        except Exception as fault:
            wrong.append(f"ANSWER to W{number}: {type(fault).__name__}: {fault}")
        line.close()

    threads = [Thread(target=work, args=(number,)) for number in range(len(CREW))]
    for thread in threads:
        thread.start()
    try:
        for what, kill in order_of(here.kills(), kills, chance):
            here.tally.wait_for(chance.randint(*BETWEEN_KILLS))
            while not kill():
                here.tally.wait_for(1)
            report.kills[what] += 1
        here.tally.wait_for(BETWEEN_KILLS[1])
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    return wrong


def order_of(
    kinds: dict[str, tuple[int, Kill]], kills: int, chance: random.Random
) -> list[tuple[str, Kill]]:
    """So many kills by chance, each kind at least once where there are enough."""
    often = [weight for weight, _ in kinds.values()]
    more = chance.choices(list(kinds), often, k=max(0, kills - len(kinds)))
    names = chance.sample([*kinds], k=min(kills, len(kinds))) + more
    chance.shuffle(names)
    return [(name, kinds[name][1]) for name in names]
