"""The hands of the machine: an act, a scan, and the whole book held against the model.

After every step: balances with their promises and the days they came in on, reservations, order
and receipt counters, the tree of plates, lots and holds, where each serial is, the new entries of
the ledger to the letter. The stock of a past moment is asked for after every third, every law of
the book (all in one statement) after every step on SQLite and every fifth on PostgreSQL, which
takes long to plan them. `ledger verify` itself, which reads the seals too, runs now and then and
at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import create_engine, event

from tests.properties.contract import keeps_the_contract
from tests.properties.truth import seen
from tests.properties.truth.opening import START, Opening
from tests.properties.truth.values import Spot, Task
from webapp.database import prepare
from webapp.flows import scan
from webapp.flows.talk import ScanSaid
from webapp.models import Role
from webapp.operations.laws import LAWS
from webapp.operations.ledger import By
from webapp.operations.operator import Operator
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.operations.verify import verify
from webapp.queries.promises import Today
from webapp.rules.refusals import Refusal
from webapp.words import Words

WORKERS = ("ann", "bob")
ZONES = ("Asia/Ho_Chi_Minh", "America/Los_Angeles")
MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=15)
REMEMBERED = 6
NOT_THEIRS = ("taken_by_other", "task_taken_over", "task_finished", "take_over")
VERIFIED_EVERY, PAST_EVERY = 25, 3
LAWS_EVERY = {"sqlite": 1, "postgresql": 5}
LAWS_BROKEN = " union all ".join(
    f"select '{law.name}' where exists ({law.statement})" for law in LAWS
)

WHO = st.sampled_from(WORKERS)
PICK = st.integers(0, 30)
FEW = st.integers(1, 4)


class Tally:
    """How many steps were made, and how many acts of them were done or refused."""

    steps = 0
    acts: ClassVar[Counter[str]] = Counter()


class EveryRule:
    """For Hypothesis, which else goes each way with some of the rules only."""

    def is_enabled(self, _: str) -> bool:
        """Any rule may come next."""
        return True


class World(RuleBasedStateMachine):
    """The real warehouse beside the dumb one; the rules are in the classes that add to this."""

    opened: ClassVar[Opening]
    some_rules: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        if not self.some_rules:
            self._rules_strategy.enabled_rules_strategy = st.just(EveryRule())
        self.url, self.model = self.opened.copy()
        self.engine = create_engine(self.url)
        prepare(self.engine, wait_seconds=5)
        event.listen(self.engine, "connect", unsafe)
        self.ids = dict(self.opened.ids)
        self.said: list[tuple[ScanSaid, dict[str, Any]]] = []
        self.last: dict[str, tuple[str, dict[str, Any], datetime]] = {}
        self.task_ids: dict[tuple[str, str], int] = {}
        self.lost: set[tuple[int, str]] = set()
        self.answered: list[int] = []
        self.steps = self.last_move = 0
        self.move_ids: list[int] = []
        self.past: list[tuple[datetime, dict[Spot, int]]] = []
        self.model.now = START

    # Acting

    @property
    def today(self) -> Today:
        """The day in the warehouse as the operations are told it."""
        return Today(self.model.today, self.model.zone)

    def by(self, who: str = "bob") -> By:
        """Whose hand it is."""
        return By(self.ids[who], self.model.now)

    def act(self, do: Callable[[UnitOfWork], Any]) -> Any:
        """One unit of work at the machine's time."""
        self.screens_are_drawn()
        return run(self.engine, do, now=lambda: self.model.now)

    def agree(self, no: str | None, said: Any) -> None:
        """The warehouse does it exactly where the model says so."""
        refused = said if isinstance(said, Refusal | Words) else None
        assert (refused is None) == (no is None), f"the model: {no}, the warehouse: {said}"
        self.counts(no)

    def counts(self, no: str | None) -> None:
        """Note whether something was done."""
        Tally.acts["refused" if no else "done"] += 1

    def new_id(self, table: str, code: str, name: str = "") -> None:
        """Learn the id of what a scan has made."""
        column = "number" if table in ("orders", "receipts") else "code"
        self.ids[name or code] = self.ask(f"select id from {table} where {column} = '{code}'")

    def ask(self, statement: str) -> Any:
        """The first column of the first row."""
        with self.engine.connect() as connection:
            return connection.exec_driver_sql(statement).scalar()

    def row(self, statement: str) -> Any:
        """The first row."""
        with self.engine.connect() as connection:
            return connection.exec_driver_sql(statement).one()

    def lot_id(self, sku: str, code: str) -> int:
        """The id of a lot, also of one that a scan has made."""
        if f"{sku} {code}" not in self.ids:
            found = f"code = '{code}' and product_id = {self.ids[sku]}"
            self.ids[f"{sku} {code}"] = self.ask(f"select id from lots where {found}")
        return self.ids[f"{sku} {code}"]

    # Scanning

    def desk(self, who: str) -> scan.Desk:
        """A worker's device."""
        operator = Operator(self.ids[who], who, Role.WORKER, "en")
        now = lambda: self.model.now  # noqa: E731
        return scan.Desk(self.engine, self.model.zone, operator, None, now=now)

    def words(self, flow: str, task: int | None, text: str) -> ScanSaid:
        """A scan with an id of its own, the same in every replay."""
        id = str(UUID(int=len(self.said) + 1))
        return ScanSaid(id, text, "wedge", self.model.now, flow=flow, task=task)

    def scans(self, who: str, flow: str, task: int | None, text: str) -> dict[str, Any]:
        """One scan through the conversation, kept for a replay."""
        said = self.words(flow, task, text)
        answer = self.hears(who, said)
        keeps_the_contract(answer, said.scan_id)
        return answer

    def hears(self, who: str, said: ScanSaid) -> dict[str, Any]:
        """Any scan, kept; a picker whose work it is looks at the answer."""
        self.screens_are_drawn()
        answer = scan.judge(self.desk(who), said)
        self.said.append((said, answer))
        self.last[who] = said.text, answer, self.model.now
        if answer["flow"] == "picking" and answer["task"] and answer["code"] not in NOT_THEIRS:
            self.answered.append(int(answer["task"]))
        return answer

    def screens_are_drawn(self) -> None:
        """What was answered is on the screens before anything else happens."""
        for key, id in self.task_ids.items():
            if id in self.answered:
                task = self.model.tasks[key]
                task.shown = self.model.in_view(task)
        self.answered = []

    def tells(
        self, who: str, key: tuple[str, str], text: str, no: str | None, *codes: str
    ) -> dict[str, Any]:
        """A scan in a task, accepted (with one of these codes) exactly where the model says so."""
        answer = self.scans(who, key[0], self.task_ids.get(key), text)
        accepted = answer["status"] == "accepted"
        assert accepted == (no is None), f"the model: {no}, the warehouse: {answer}"
        assert not (accepted and codes) or answer["code"] in codes, answer
        self.counts(no)
        if answer["task"]:
            self.task_ids[key] = int(answer["task"])
        task = self.model.tasks.get(key)
        if accepted and task and task.worker == who:
            task.worked = self.model.now
        return answer

    def task(self, flow: str, about: str) -> Task:
        """A conversation of the model."""
        return self.model.tasks.setdefault((flow, about), Task(flow, about))

    # Comparing

    @invariant()
    def the_book_is_the_model(self) -> None:
        """Everything, after every step; then the clock goes on a little."""
        self.steps += 1
        Tally.steps += 1
        with self.engine.connect() as connection:
            book = seen.in_book(connection, self.model.ids)
            differences = seen.in_model(self.model).differs(book)
            assert not differences, "\n".join(differences)
            self.moves_agree(connection)
            if self.steps % PAST_EVERY == 0:
                self.the_past_stands(connection)
            if self.steps % LAWS_EVERY[self.engine.dialect.name] == 0:
                assert connection.exec_driver_sql(LAWS_BROKEN).all() == []
            if self.steps % VERIFIED_EVERY == 0:
                assert verify(connection).breaches == []
        self.model.now += MINUTE

    def moves_agree(self, connection: Any) -> None:
        """What was written into the ledger is what the model moved."""
        numbers = {id: number for number, id in enumerate(self.move_ids)}
        new = seen.moves_after(connection, self.last_move, numbers)
        expected = self.model.moves[len(self.move_ids) :]
        assert Counter(moved for _, moved in new) == Counter(expected)
        ids = dict(matched(new, expected))
        self.move_ids += [ids[number] for number in range(len(expected))]
        self.last_move = max([self.last_move, *ids.values()])

    def the_past_stands(self, connection: Any) -> None:
        """The stock of a moment that went by is what it was then."""
        now = {spot: units for spot, units in self.model.stock.items() if units > 0}
        kept = [*self.past, (self.model.now, now)]
        moment, then = kept[self.steps % 7 % len(kept)]
        assert seen.stock_at(connection, moment) == then
        if len(kept) > REMEMBERED:
            del kept[self.steps % 5]
        self.past = kept

    def teardown(self) -> None:
        """The laws once more; then the database is forgotten."""
        try:
            with self.engine.connect() as connection:
                assert verify(connection).breaches == []
        finally:
            self.engine.dispose()
            self.opened.databases.drop(self.url)


def matched(new: list[Any], expected: list[Any]) -> list[tuple[int, int]]:
    """The id of each entry that was expected, by its number."""
    left = list(new)
    pairs = []
    for number, moved in enumerate(expected):
        found = next(pair for pair in left if pair[1] == moved)
        left.remove(found)
        pairs.append((number, found[0]))
    return pairs


def unsafe(raw: Any, _: Any) -> None:
    """Nothing survives a power cut, and no plan is compiled for the sake of ten rows."""
    if raw.__class__.__module__.startswith("sqlite3"):
        raw.execute("pragma synchronous = off")
    else:
        raw.execute("set jit = off")
        raw.commit()


def one(choices: list[Any], number: int) -> Any:
    """One of several, or None where there is none."""
    return choices[number % len(choices)] if choices else None
