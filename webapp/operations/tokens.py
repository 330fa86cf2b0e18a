"""Bearer tokens: made, shown once, kept as a digest, revoked.

A token is 256 random bits, so a plain SHA-256 is digest enough: there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import bindparam, text

from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork

# The prefix lets people and secret scanners see what it is.
PREFIX = "lotwise_"

INSERT = text(
    """insert into tokens (user_id, digest, name, created_at)
       values (:user, :digest, :name, :now)"""
).bindparams(bindparam("now", type_=Moment))
REVOKE = text(
    "update tokens set revoked_at = :now where id = :id and revoked_at is null"
).bindparams(bindparam("now", type_=Moment))


def create_token(work: UnitOfWork, user_id: int, *, name: str = "") -> str:
    """A new token that acts as the user; what is returned is kept nowhere."""
    token = PREFIX + secrets.token_urlsafe(32)
    values = {"user": user_id, "digest": digest_of(token), "name": name[:120], "now": work.now}
    work.connection.execute(INSERT, values)
    return token


def revoke_token(work: UnitOfWork, token_id: int) -> bool:
    """Whether there was such a token, and it was still good until now."""
    return bool(work.connection.execute(REVOKE, {"id": token_id, "now": work.now}).rowcount)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
