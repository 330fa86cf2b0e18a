"""The screen of work that somebody else has: who, since when, and the way to take it over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from webapp.flows.card import Button, Card, Drawing
from webapp.flows.taking_over import TAKE_OVER
from webapp.models import Flow
from webapp.queries import leases
from webapp.rules.leases import is_over, on_the_clock
from webapp.words import T, Words

NAMES = {Flow.PUTAWAY: T("Putaway"), Flow.PICKING: T("Picking")}


@dataclass(frozen=True, slots=True)
class Desk:
    """When and where the card is looked at, and how long a lease lasts."""

    now: datetime
    zone: str
    lasts: timedelta


def draw(drawing: Drawing, desk: Desk) -> Card:
    """The card without any of the work on it: the name and one button."""
    task = drawing.task
    held = leases.holding(drawing.connection, task.id)
    return Card(
        flow=str(task.flow),
        task=str(task.id),
        heading=held.number or drawing.say(NAMES[task.flow]),
        place=held.party or "",
        step=task.step,
        prompt=drawing.say(T("In work by %(name)s", name=held.name)),
        hint=drawing.say(told(drawing, desk)),
        buttons=(take(drawing),),
        taken=True,
    )


def beside(card: Card, drawing: Drawing, desk: Desk) -> Card:
    """The card of the work itself, as a supervisor sees it, with the name and the button."""
    name = leases.holding(drawing.connection, drawing.task.id).name
    since = T("In work by %(name)s. %(told)s", name=name, told=told(drawing, desk))
    return replace(card, hint=drawing.say(since), buttons=(*card.buttons, take(drawing)))


def take(drawing: Drawing) -> Button:
    """The button that asks for it."""
    return drawing.button(TAKE_OVER, f"LW*TAKE*{drawing.task.id}", "hand", main=True)


def told(drawing: Drawing, desk: Desk) -> Words:
    """Since when, the last scan, and whether that is long ago."""
    task = drawing.task

    def said(moment: datetime | None) -> time | datetime | str:
        return on_the_clock(moment, desk.now, desk.zone) if moment else "–"

    since, last = said(task.taken_at), said(task.worked_at)
    if is_over(task.worked_at, desk.now, desk.lasts):
        return T(
            "Since %(since)s. No scan since %(last)s: it can be taken over.", since=since, last=last
        )
    return T(
        "Since %(since)s, last scan %(last)s. Ask before you take over.", since=since, last=last
    )
