"""Secrets that people remember, kept as argon2id digests.

The cost is OWASP's for argon2id (19 MiB, two passes): about 20 ms, and eight workers checking at
once still fit a small machine. It is never done inside a transaction, which would hold the writer.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def digest_of(secret: str) -> str:
    """The digest to keep, its salt and its cost inside."""
    return _hasher.hash(secret)


def fits(secret: str, digest: str | None) -> bool:
    """Whether `secret` made `digest`; takes as long where there is no digest at all."""
    try:
        return _hasher.verify(digest or nobodys(), secret) and digest is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys() -> str:
    """A digest to spend the usual time on."""
    return digest_of("nobody has this secret")
