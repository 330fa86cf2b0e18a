"""The demo barcode sheet: every code of a first walk in its order, and then more to try.

    sign in ─► receive a lot ─► put it away ─► pick it     numbered, one step a label
    commands · more receipts, docks and orders · totes and plates · wrong on purpose

It is made from the work that is open, so what it says is true when it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from sqlalchemy import Connection

from webapp.demo import other_steps, picking_steps, putaway_steps, receiving_steps, steps
from webapp.demo.steps import Now, Step
from webapp.labels import Label, SheetGroup
from webapp.languages import say
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that belong together; those of the first walk are numbered."""

    heading: Words
    lead: Words
    steps: tuple[Step, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A label in somebody's language, and the number of its step."""

    number: int | None
    label: Label


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """A group in somebody's language."""

    heading: str
    lead: str
    labels: tuple[Printed, ...]


def sheet(connection: Connection, today: date, language: str) -> tuple[PrintedGroup, ...]:
    """The groups that have something to scan; none where there is no demo."""
    numbers = count(1)
    return tuple(
        PrintedGroup(
            say(group.heading, language),
            say(group.lead, language),
            tuple(
                Printed(next(numbers) if group.numbered else None, label_of(step, language))
                for step in group.steps
            ),
        )
        for group in groups(connection, today)
        if group.steps
    )


def label_of(step: Step, language: str) -> Label:
    """A step as a label: what it is, and what scanning it does."""
    lines = (say(step.does, language),)
    return Label(say(step.what, language), lines, step.code.text, step.code.symbology)


def for_paper(groups: tuple[PrintedGroup, ...]) -> Iterator[SheetGroup]:
    """The same for the PDF, where a step's number stands in its title."""
    for group in groups:
        yield SheetGroup(group.heading, tuple(numbered(one) for one in group.labels))


def numbered(printed: Printed) -> Label:
    """The label with its number before its title."""
    label = printed.label
    return replace(label, title=f"{printed.number}. {label.title}") if printed.number else label


def groups(connection: Connection, today: date) -> tuple[Group, ...]:
    """Everything there is to scan now, in order."""
    now = steps.now(connection, today)
    if not now.users:
        return ()
    return (*first_walk(now), *more(now))


def first_walk(now: Now) -> tuple[Group, ...]:
    """From the badge to a picked order."""
    every: tuple[tuple[Words, Words, Callable[[Now], Iterator[Step]]], ...] = (
        (
            T("Sign in"),
            T("Scan the badge on the sign-in screen, or type the name and the password."),
            other_steps.first_badge,
        ),
        (
            T("Receive"),
            T("A supplier brought goods: say what came, and they are stock on the dock."),
            receiving_steps.first_receipt,
        ),
        (
            T("Put away"),
            T("The goods stand on the dock: scan them, then the bin they go to."),
            putaway_steps.first_putaway,
        ),
        (
            T("Pick"),
            T("A customer asked for goods: scan the bin, the goods and the tote."),
            picking_steps.first_order,
        ),
    )
    return tuple(Group(head, lead, tuple(make(now)), numbered=True) for head, lead, make in every)


def more(now: Now) -> tuple[Group, ...]:
    """What else there is to try, in no order."""
    return (
        Group(
            T("Commands"),
            T("Each button of the screen as a barcode."),
            tuple(other_steps.commands()),
        ),
        Group(
            T("More receipts"),
            T("Other ways of tracking, and other labels: scan a receipt, then its labels."),
            tuple(receiving_steps.more_receipts(now)),
        ),
        Group(
            T("More on the docks"),
            T("Goods that wait to be put away: a lot, serial numbers, a license plate."),
            tuple(putaway_steps.more_on_docks(now)),
        ),
        Group(
            T("More orders"),
            T("Scan an order, then bin, goods and tote, line by line."),
            tuple(picking_steps.more_orders(now)),
        ),
        Group(
            T("Totes and license plates"),
            T("To pick into, and to receive onto."),
            tuple(other_steps.carriers(now)),
        ),
        Group(
            T("More people"),
            T("Each may do what the one before may, and more."),
            tuple(other_steps.more_badges(now)),
        ),
        Group(
            T("Wrong on purpose"),
            T("Open the first order and scan its hand cream's bin; each of these is then refused."),
            tuple(other_steps.wrong(now)),
        ),
    )
