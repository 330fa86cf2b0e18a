"""What can be wrong with the database itself, told from the driver's own code for it.

Each kind is answered with 503: the same request may do when it is sent again. Whatever is not
listed here is a fault of ours and stays one.
"""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime

__all__ = ["DBAPIError", "NoConnectionInTime", "Trouble", "trouble_of", "trouble_with_file"]


class Trouble(StrEnum):
    """Why nothing could be done just now."""

    BUSY = "busy"
    FULL = "disk_full"
    READ_ONLY = "read_only"
    GONE = "database_gone"


# PostgreSQL: whole codes first, then classes (the first two characters). 0A000 is a prepared
# statement whose table was made anew under it, by a migration or a restore, and 26000 one that is
# not there any more: both are prepared again. Full is also a disk that fails (class 58).
BY_STATE = {
    "0A000": Trouble.BUSY,
    "25006": Trouble.READ_ONLY,
    "25P03": Trouble.GONE,
    "26000": Trouble.BUSY,
    "53100": Trouble.FULL,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "08": Trouble.GONE,
    "40": Trouble.BUSY,
    "53": Trouble.BUSY,
    "57": Trouble.GONE,
    "58": Trouble.FULL,
}
# SQLite: the low byte of its extended codes.
BY_CODE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
}
BY_ERRNO = {
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.ENOENT: Trouble.GONE,
}


def trouble_of(fault: BaseException) -> Trouble | None:
    """What is wrong with the database; None where the fault is another's."""
    if isinstance(fault, NoConnectionInTime):
        return Trouble.BUSY
    if not isinstance(fault, DBAPIError):
        return None
    if isinstance(fault.orig, sqlite3.Error):
        return BY_CODE.get(getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF)
    if state := getattr(fault.orig, "sqlstate", None):
        return BY_STATE.get(state) or BY_STATE.get(state[:2])
    # Nobody answered, so nobody gave a code.
    gone = isinstance(fault, OperationalError) or fault.connection_invalidated
    return Trouble.GONE if gone else None


def trouble_with_file(fault: OSError) -> Trouble:
    """What keeps a file beside the database from being written."""
    return BY_ERRNO.get(fault.errno or 0, Trouble.FULL)
