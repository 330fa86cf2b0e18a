"""One scan in its conversation: what was said, by whom, at which step, and what it can mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar, overload

from webapp.barcodes import Command, Kind, Parsed, Reading, if_marked, shown
from webapp.flows.replies import Reply, choose_meaning, refused
from webapp.models import Role
from webapp.operations.ledger import By
from webapp.operations.operator import Operator
from webapp.operations.tasks import OpenTask
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import places, resolve
from webapp.queries.meanings import Meaning, PlaceScan, UnknownItem
from webapp.rules import refusals
from webapp.words import Words

First = TypeVar("First", bound=Meaning)
Second = TypeVar("Second", bound=Meaning)
Third = TypeVar("Third", bound=Meaning)
Fits = Callable[[Meaning], bool] | None
Heard = tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class ScanSaid:
    """What a device sent: the fields of the contract, checked and typed."""

    scan_id: str
    text: str
    source: str
    captured_at: datetime
    symbology: str | None = None
    flow: str | None = None
    task: int | None = None
    step: str | None = None
    version: int | None = None


@dataclass
class Talk:
    """Everything a flow needs to answer one scan; `task` is held under lock, or None.

    A flow that did what no undo can take back says so with `final`; one that changed a setting
    beside the work, which is changed back elsewhere, with `aside`.
    """

    work: UnitOfWork
    said: ScanSaid
    who: Operator
    device_id: int | None
    today: date
    parsed: Parsed
    task: OpenTask | None = None
    line: Mapping[str, Any] | None = None
    cache: dict[str, Any] = field(default_factory=dict)
    final: bool = False
    aside: bool = False
    separators: tuple[str, ...] = ()
    zone: str = "UTC"
    lease: timedelta = timedelta(minutes=15)

    @property
    def held(self) -> OpenTask:
        """The task, where the flow is only asked with one."""
        assert self.task is not None, "this step is only reached with a task"  # noqa: S101
        return self.task

    @property
    def state(self) -> dict[str, Any]:
        """What the conversation remembers."""
        return self.held.state

    @property
    def command(self) -> Command | None:
        """The command, where the scan was one."""
        return self.parsed.command

    @property
    def is_supervisor(self) -> bool:
        """Whether whoever scans may decide what a worker may not."""
        return self.who.role.covers(Role.SUPERVISOR)

    @property
    def shown(self) -> str:
        """The raw scan for a message."""
        return shown(self.parsed.raw)

    @property
    def by(self) -> By:
        """Whose hand a move is written under."""
        return By(self.who.id, self.said.captured_at, self.device_id, self.said.scan_id)

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """Everything the scan can mean here."""
        if self.command and self.command.verb in resolve.BY_ID:
            return resolve.by_id(self.work.connection, self.command.verb, self.command.arguments)
        return resolve.resolve(self.work.connection, self.parsed, self.cache.get("found"))

    @overload
    def one_of(
        self, first: type[First], /, *, wanted: Words, fits: Fits = ..., heard: Heard = ...
    ) -> First | Reply: ...
    @overload
    def one_of(
        self,
        first: type[First],
        second: type[Second],
        /,
        *,
        wanted: Words,
        fits: Fits = ...,
        heard: Heard = ...,
    ) -> First | Second | Reply: ...
    @overload
    def one_of(
        self,
        first: type[First],
        second: type[Second],
        third: type[Third],
        /,
        *,
        wanted: Words,
        fits: Fits = ...,
        heard: Heard = ...,
    ) -> First | Second | Third | Reply: ...
    def one_of(self, *kinds: Any, wanted: Words, fits: Fits = None, heard: Heard = ()) -> Any:
        """The one meaning of the kinds this step can use, or the reply that says why not.

        `heard` is what the scan means together with a label before it, where the flow knows. Of
        several, those that `fits` holds for go before those that could only be refused. Still
        several are shown as a choice; a known code of another kind is named; an unknown one is
        shown as it was read.
        """
        fitting = tuple(one for one in heard or self.heard if isinstance(one, kinds))
        if fits and len(fitting) > 1:
            fitting = tuple(meaning for meaning in fitting if fits(meaning)) or fitting
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return self.choice_among(fitting)
        return refused(self.why_not(wanted))

    def choice_among(self, meanings: tuple[Meaning, ...]) -> Reply:
        """The meanings as a choice; places that share a name are told apart by where they are."""
        ids = [one.id for one in meanings if isinstance(one, PlaceScan)]
        paths = places.paths_of(self.work.connection, ids) if len(ids) > 1 else None
        return choose_meaning(meanings, paths)

    @property
    def heard(self) -> tuple[Meaning, ...]:
        """What the scan means, as it stands or as the label that it probably is."""
        return self.meanings or self.without_start

    @cached_property
    def as_if_marked(self) -> tuple[Reading, ...]:
        """How the text reads if its label is marked and the scanner did not say so.

        "10LOT0002" alone may be lot LOT0002 or a code of that very name; only the stock or the
        worker can tell.
        """
        return if_marked(self.parsed, today=self.today, separators=self.separators)

    @cached_property
    def without_start(self) -> tuple[Meaning, ...]:
        """The goods that such a label names, where exactly one of its readings is known here."""
        return resolve.known(self.work.connection, self.parsed, self.as_if_marked)

    def why_not(self, wanted: Words) -> refusals.Refusal:
        """Why the scan is of no use at this step."""
        if self.command:
            return refusals.unknown_command(self.shown)
        if not self.parsed.text:
            return refusals.empty_scan()
        for meaning in self.meanings:
            if isinstance(meaning, UnknownItem):
                return unknown_item(meaning)
            return refusals.wrong_kind(meaning.called, wanted)
        if self.parsed.fault and not self.parsed.readings and self.parsed.kind is not Kind.PLAIN:
            return refusals.unreadable_code(self.parsed.fault.words, self.shown)
        known = resolve.written_otherwise(self.work.connection, self.parsed.text)
        if known:
            return refusals.written_otherwise(shown(self.parsed.text), known)
        return refusals.unknown_code(self.shown)

    def confirmed(self, code: str, about: object) -> bool:
        """Whether the scan before this one asked for exactly this confirmation."""
        return bool(self.state.get("confirm") == [code, str(about)])

    def ask_once_more(self, code: str, about: object) -> None:
        """Remember what a repeat of the very same code will confirm."""
        self.state["confirm"] = [code, str(about)]


def unknown_item(item: UnknownItem) -> refusals.Refusal:
    """A label that names a product which is not here."""
    if item.gtin is None:
        return refusals.unknown_code(item.text)
    return refusals.unknown_gtin(item.gtin)
