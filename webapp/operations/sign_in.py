"""Signing in: count the try, check the secret, then settle.

The try is counted before the secret is checked, in one statement with its condition, so guesses
sent side by side are counted too: five of them, then a minute's wait in which the right secret is
refused as well. Both ways in share one count. Names that nobody has are counted and made to wait
in just the same way, and cost the same time, so that nothing tells which names exist.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, bindparam, text

from webapp.models.types import Moment
from webapp.operations import passwords
from webapp.operations.unit_of_work import UnitOfWork, clock, run

TRIES = 5
WAIT = timedelta(minutes=1)
# Longer than anybody would wait to learn from it that a name is unknown.
UNKNOWN_KEPT = timedelta(days=1)


class Way(StrEnum):
    """How somebody says who they are: the name, or the barcode on the badge."""

    NAME = "name"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed or scanned, and the device's cookie with its description."""

    way: Way
    who: str
    secret: str
    device_key: str | None = None
    device_name: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The door opens: for this user, in this epoch, on this device."""

    user_id: int
    epoch: int
    device_id: int
    device_key: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Unknown, stopped, or another secret: which of them is not said."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many wrong tries; not judged. `seconds` until the next one."""

    seconds: int


@dataclass(frozen=True, slots=True)
class DeviceStopped:
    """The secret was right, but this device was taken out of use."""


Outcome = Welcome | Wrong | Wait | DeviceStopped


@dataclass(frozen=True, slots=True)
class Known:
    """The row of whoever the attempt names."""

    id: int
    active: bool
    epoch: int
    digest: str | None


def sign_in(engine: Engine, attempt: Attempt, *, now: datetime | None = None) -> Outcome:
    """Judge one attempt at `now`. Raises DatabaseBusyError, as every act does."""

    def at() -> datetime:
        return now or clock()

    counted = run(engine, lambda work: count_try(work, attempt), now=at)
    if isinstance(counted, Wait):
        return counted
    right = passwords.fits(attempt.secret, counted.digest if counted else None)
    if not right or counted is None or not counted.active:
        return Wrong()
    return run(engine, lambda work: settle(work, counted, attempt), now=at)


FIND = {
    Way.NAME: text("select id, active, epoch, password_hash from users where name = :who"),
    Way.BADGE: text("select id, active, epoch, pin_hash from users where badge = :who"),
}
MOMENTS = [bindparam("now", type_=Moment), bindparam("until", type_=Moment)]

# The fifth try begins the wait; once that is over, the count begins anew.
COUNT_KNOWN = text(
    """update users set
         wrong_tries = case when wrong_tries >= :tries then 1 else wrong_tries + 1 end,
         wait_until = case when wrong_tries = :tries - 1 then :until end
       where id = :id and (wait_until is null or wait_until <= :now)"""
).bindparams(*MOMENTS)
COUNT_UNKNOWN = text(
    """insert into unknown_tries (key, wrong_tries, last_try_at) values (:key, 1, :now)
       on conflict (key) do update set last_try_at = :now,
         wrong_tries = case when unknown_tries.wrong_tries >= :tries then 1
                            else unknown_tries.wrong_tries + 1 end,
         wait_until = case when unknown_tries.wrong_tries = :tries - 1 then :until end
       where unknown_tries.wait_until is null or unknown_tries.wait_until <= :now"""
).bindparams(*MOMENTS)
WAITING_KNOWN = text("select wait_until from users where id = :id").columns(wait_until=Moment)
WAITING_UNKNOWN = text("select wait_until from unknown_tries where key = :key").columns(
    wait_until=Moment
)
FORGET_UNKNOWN = text("delete from unknown_tries where last_try_at < :before").bindparams(
    bindparam("before", type_=Moment)
)


def count_try(work: UnitOfWork, attempt: Attempt) -> Known | Wait | None:
    """Count one try: whom it names (None: nobody), or how long the next one must wait."""
    row = work.connection.execute(FIND[attempt.way], {"who": attempt.who}).first()
    known = Known(row[0], bool(row[1]), row[2], row[3]) if row else None
    whom: dict[str, object] = {"id": known.id} if known else {"key": unknown_key(attempt)}
    limits = {"tries": TRIES, "now": work.now, "until": work.now + WAIT}
    if not known:
        work.connection.execute(FORGET_UNKNOWN, {"before": work.now - UNKNOWN_KEPT})
    count = COUNT_KNOWN if known else COUNT_UNKNOWN
    if work.connection.execute(count, whom | limits).rowcount:
        return known
    until = work.connection.scalar(WAITING_KNOWN if known else WAITING_UNKNOWN, whom)
    return Wait(max(1, math.ceil((until - work.now).total_seconds())))


def unknown_key(attempt: Attempt) -> str:
    """A digest of what was typed."""
    return hashlib.sha256(f"{attempt.way}:{attempt.who}".encode()).hexdigest()


FIND_DEVICE = text("select id, revoked from devices where key = :key")
NEW_DEVICE = text(
    """insert into devices (key, name, last_user_id, last_seen_at, revoked)
       values (:key, :name, :user, :now, :revoked) returning id"""
).bindparams(MOMENTS[0])
SEE_DEVICE = text(
    "update devices set last_user_id = :user, last_seen_at = :now, name = :name where id = :id"
).bindparams(MOMENTS[0])
FORGIVE = text("update users set wrong_tries = 0, wait_until = null where id = :id")


def settle(work: UnitOfWork, known: Known, attempt: Attempt) -> Welcome | DeviceStopped:
    """The secret was right: forget the wrong tries, and note the device, a new one with a new key.

    A key that is not in the book is never taken over: it could have been planted.
    """
    work.connection.execute(FORGIVE, {"id": known.id})
    found = work.connection.execute(FIND_DEVICE, {"key": attempt.device_key}).first()
    if found and found.revoked:
        return DeviceStopped()
    seen = {"user": known.id, "now": work.now, "name": attempt.device_name[:120]}
    if found and attempt.device_key:
        work.connection.execute(SEE_DEVICE, seen | {"id": found.id})
        return Welcome(known.id, known.epoch, found.id, attempt.device_key)
    key = secrets.token_urlsafe(32)
    made = work.connection.execute(NEW_DEVICE, seen | {"key": key, "revoked": False}).scalar_one()
    return Welcome(known.id, known.epoch, made, key)
