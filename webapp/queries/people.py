"""Who is signed in, who may sign in: frozen rows.

`signed_in` runs before almost every request: one statement, constant text, columns and no objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from webapp.database import looking
from webapp.models import Role
from webapp.models.types import Moment
from webapp.rules.scanners import USUAL, Scanner, scanner_kept
from webapp.statements import Statement, read_json


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user of this request. Flask-Login asks for the three properties and `get_id`."""

    id: int
    name: str
    role: Role
    language: str
    theme: str
    hand: str
    epoch: int
    scanner: Scanner = USUAL

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session keeps."""
        return str(self.id)


# The device's row is looked at anyway, so its scanner's settings cost no statement of their own.
BY_SESSION = Statement(
    """select u.id, u.name, u.role, u.language, u.theme, u.hand, u.epoch, d.scanner
       from users u join devices d on d.id = :device
       where u.id = :user and u.active and u.epoch = :epoch and not d.revoked""",
    scanner=read_json,
)
BY_TOKEN = Statement(
    """select u.id, u.name, u.role, u.language, u.theme, u.hand, u.epoch
       from tokens t join users u on u.id = t.user_id
       where t.digest = :digest and t.revoked_at is null and u.active"""
)


def signed_in(engine: Engine, *, user: int, epoch: int, device: int) -> SignedIn | None:
    """The user of a session, unless stopped, of an older epoch, or on a revoked device."""
    return one(engine, BY_SESSION, {"user": user, "epoch": epoch, "device": device})


def signed_in_by_token(engine: Engine, digest: str) -> SignedIn | None:
    """The user in whose name a token acts, unless it was revoked or the user stopped."""
    return one(engine, BY_TOKEN, {"digest": digest})


def one(engine: Engine, statement: Statement, values: dict[str, object]) -> SignedIn | None:
    """A connection of its own, given back at once: the act that follows begins its own."""
    with looking(engine) as connection:
        row = statement.first(connection, values)
    if row is None:
        return None
    # A bearer token belongs to no device, so its scanner is one as usual.
    scanner = scanner_kept(row[7]) if len(row) > 7 else USUAL
    return SignedIn(row[0], row[1], Role(row[2]), row[3], row[4], row[5], row[6], scanner)


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user in the admin's list."""

    id: int
    name: str
    role: Role
    has_badge: bool
    active: bool
    last_seen_at: datetime | None


ALL = text(
    """select u.id, u.name, u.role, u.badge is not null, u.active,
         (select max(d.last_seen_at) from devices d where d.last_user_id = u.id) as last_seen_at
       from users u order by u.active desc, lower(u.name), u.id"""
).columns(last_seen_at=Moment)


def all_users(connection: Connection) -> tuple[UserRow, ...]:
    """Everybody: those who may sign in first, by name."""
    rows = connection.execute(ALL)
    return tuple(UserRow(r[0], r[1], Role(r[2]), bool(r[3]), bool(r[4]), r[5]) for r in rows)


def user_id_of(connection: Connection, name: str) -> int | None:
    """The id behind a name."""
    found: int | None = connection.scalar(
        text("select id from users where name = :name"), {"name": name}
    )
    return found


def user_exists(connection: Connection, user_id: int) -> bool:
    """Whether there is such a user."""
    found = connection.scalar(text("select 1 from users where id = :id"), {"id": user_id})
    return found is not None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token, without the token."""

    id: int
    name: str
    created_at: datetime
    revoked_at: datetime | None


TOKENS = text(
    "select id, name, created_at, revoked_at from tokens where user_id = :user order by id"
).columns(created_at=Moment, revoked_at=Moment)


def tokens_of(connection: Connection, user_id: int) -> tuple[TokenRow, ...]:
    """The tokens of a user, the oldest first."""
    return tuple(TokenRow(*row) for row in connection.execute(TOKENS, {"user": user_id}))
