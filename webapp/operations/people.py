"""Users: added, stopped, allowed again, given a badge, and what they set for themselves.

Each change leaves a row in the users' history, with who made it; a secret is never part of it.
Whatever changes how somebody signs in ends the sessions they have, by raising their epoch.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, text

from webapp.models import Role
from webapp.models.types import Moment
from webapp.operations import passwords
from webapp.operations.unit_of_work import UnitOfWork
from webapp.words import T, Words

LEAST_PASSWORD, LONGEST_PASSWORD = 8, 200
LEAST_PIN, LONGEST_PIN = 4, 12
LONGEST_NAME = 64
NOW = bindparam("now", type_=Moment)

Faults = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class NewUser:
    """What is asked about somebody who shall sign in; the secrets stay out of every repr."""

    name: str
    role: Role
    password: str = field(repr=False)
    badge: str | None = None
    pin: str | None = field(default=None, repr=False)

    @classmethod
    def typed(cls, name: str, role: Role, password: str, badge: str, pin: str) -> NewUser:
        """From fields of a form: one way to write a name, and empty means none."""
        return cls(clean(name), role, password, clean(badge) or None, pin.strip() or None)


@dataclass(frozen=True, slots=True)
class Digests:
    """The secrets of a new user as they are kept; made before the transaction, as it takes long."""

    password: str
    pin: str | None

    @classmethod
    def of(cls, new: NewUser) -> Digests:
        """Digest the password, and the PIN where there is one."""
        return cls(passwords.digest_of(new.password), new.pin and passwords.digest_of(new.pin))


@dataclass(frozen=True, slots=True)
class Added:
    """The user is in the book."""

    user_id: int


@dataclass(frozen=True, slots=True)
class NotAdded:
    """Nothing was written; what is wrong, by field."""

    faults: Faults


def clean(typed: str) -> str:
    """Without space around it, and with each accented letter written in one way (NFC)."""
    return unicodedata.normalize("NFC", typed.strip())


def faults_of(new: NewUser) -> dict[str, Words]:
    """What is wrong with a new user in itself, by field; empty when nothing is."""
    found = {
        "name": name_fault(new.name),
        "password": password_fault(new.password),
        "badge": badge_fault(new.badge) if new.badge else None,
        "pin": pin_fault(new.badge, new.pin),
    }
    return {name: words for name, words in found.items() if words}


def name_fault(name: str) -> Words | None:
    """Why nobody can have this name."""
    if not name:
        return T("A name is needed.")
    if len(name) > LONGEST_NAME:
        return T("A name has at most %(most)s characters.", most=LONGEST_NAME)
    if not name.isprintable():
        return T("A name is written in letters, digits and signs.")
    return None


def password_fault(password: str) -> Words | None:
    """Why this password will not do."""
    if len(password) < LEAST_PASSWORD:
        return T("A password has at least %(least)s characters.", least=LEAST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return T("A password has at most %(most)s characters.", most=LONGEST_PASSWORD)
    return None


def badge_fault(badge: str) -> Words | None:
    """Why this code cannot be a badge."""
    if len(badge) > LONGEST_NAME or not badge.isprintable():
        return T("A badge code has 1 to %(most)s printable characters.", most=LONGEST_NAME)
    if badge.upper().startswith("LW*"):
        return T("%(badge)s is a command, so it cannot be a badge.", badge=badge)
    return None


def pin_fault(badge: str | None, pin: str | None) -> Words | None:
    """Why this PIN does not go with this badge."""
    if badge is None:
        return T("A PIN goes with a badge; scan the badge as well.") if pin else None
    if pin is None:
        return T("A badge needs a PIN.")
    if not (pin.isascii() and pin.isdigit() and LEAST_PIN <= len(pin) <= LONGEST_PIN):
        return T("A PIN has %(least)s to %(most)s digits.", least=LEAST_PIN, most=LONGEST_PIN)
    return None


INSERT = text(
    """insert into users (name, role, password_hash, badge, pin_hash, active, language, theme,
                          hand, wrong_tries, epoch, created_at)
       values (:name, :role, :password, :badge, :pin, :active, :language, 'auto', 'right',
               0, 0, :now) returning id"""
).bindparams(NOW)


def add_user(
    work: UnitOfWork, new: NewUser, digests: Digests, *, by: int | None, language: str = "en"
) -> Added | NotAdded:
    """Put a user into the book. `by` is the user who does it, None for the command line."""
    faults = faults_of(new) or taken(work, new)
    if faults:
        return NotAdded(faults)
    values = {"name": new.name, "role": str(new.role), "badge": new.badge, "active": True}
    values |= {"password": digests.password, "pin": digests.pin, "language": language}
    user_id = work.connection.execute(INSERT, values | {"now": work.now}).scalar_one()
    record(work, user_id, "added", by=by, after=str(new.role))
    return Added(user_id)


def taken(work: UnitOfWork, new: NewUser) -> dict[str, Words]:
    """Whose name or badge it already is; names that differ in their capitals alone are one."""
    names = work.connection.scalars(text("select name from users"))
    if new.name.casefold() in {name.casefold() for name in names}:
        return {"name": T("There is already a user %(name)s.", name=new.name)}
    owner = owner_of(work, new.badge)
    return {"badge": badge_taken(owner)} if owner else {}


def owner_of(work: UnitOfWork, badge: str | None) -> str | None:
    """The name of the user with this badge."""
    name: str | None = work.connection.scalar(
        text("select name from users where badge = :b"), {"b": badge}
    )
    return name


def badge_taken(owner: str) -> Words:
    """One badge, one user."""
    return T("This badge belongs to %(name)s.", name=owner)


STOP = text("update users set active = :no, epoch = epoch + 1 where id = :id and active")
ALLOW = text(
    """update users set active = :yes, wrong_tries = 0, wait_until = null
       where id = :id and not active"""
)


def stop_user(work: UnitOfWork, user_id: int, *, by: int | None) -> Words | None:
    """Let a user sign in no more and end their sessions; None, or why not."""
    if user_id == by:
        return T("You cannot stop yourself. Ask another admin.")
    if work.connection.execute(STOP, {"id": user_id, "no": False}).rowcount:
        record(work, user_id, "active", by=by, before="yes", after="no")
    return None


def allow_user(work: UnitOfWork, user_id: int, *, by: int | None) -> None:
    """Let a stopped user sign in again."""
    if work.connection.execute(ALLOW, {"id": user_id, "yes": True}).rowcount:
        record(work, user_id, "active", by=by, before="no", after="yes")


def give_badge(
    work: UnitOfWork, user_id: int, badge: str, pin_digest: str, *, by: int | None
) -> Words | None:
    """Give a user this badge and PIN in place of any other, and end their sessions.

    None, or why not. The PIN itself is checked with `pin_fault` before it is digested.
    """
    holder = work.connection.execute(
        text("select name, badge from users where id = :id" + work.for_update), {"id": user_id}
    ).one()
    owner = owner_of(work, badge)
    if owner and owner != holder.name:
        return badge_taken(owner)
    work.connection.execute(
        text("update users set badge = :b, pin_hash = :pin, epoch = epoch + 1 where id = :id"),
        {"b": badge, "pin": pin_digest, "id": user_id},
    )
    record(work, user_id, "badge", by=by, before=holder.badge, after=badge)
    return None


SETTINGS = text("update users set language = :l, theme = :t, hand = :h where id = :id")


def keep_settings(work: UnitOfWork, user_id: int, *, language: str, theme: str, hand: str) -> None:
    """How the program shows itself to this user; no history, it concerns nobody else."""
    work.connection.execute(SETTINGS, {"l": language, "t": theme, "h": hand, "id": user_id})


RECORD = text(
    """insert into user_changes (user_id, by_user_id, what, before, after, recorded_at)
       values (:user, :by, :what, :before, :after, :now)"""
).bindparams(NOW)


def record(
    work: UnitOfWork,
    user_id: int,
    what: str,
    *,
    by: int | None,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """One row of the users' history."""
    values = {"user": user_id, "by": by, "what": what, "before": before, "after": after}
    work.connection.execute(RECORD, values | {"now": work.now})
