"""How a connection to each engine is set up, and how its transactions begin.

SQLite's driver begins a transaction late and as a reader, which let two writers act on the same
look. Here every transaction begins at once, and one that will write takes the write lock first.
"""

from __future__ import annotations

import math
import select
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import InvalidatePoolError

from webapp.journeys import WIRE, Wire
from webapp.statements import Statement

# One page of pragmas: readers never wait for the writer (WAL), an answered scan survives a power
# cut (FULL), and the constraints of the book hold (foreign keys are off unless asked for). What was
# written is brought into the book every 32 MB: a page that each scan touches is brought there once
# for hundreds of scans, and not once for thirty.
SQLITE_PRAGMAS = (
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma wal_autocheckpoint = 8000",
    "pragma foreign_keys = on",
    "pragma mmap_size = 268435456",
    "pragma cache_size = -65536",
    "pragma temp_store = memory",
)
BEGIN, BEGIN_TO_WRITE = Statement("begin"), Statement("begin immediate")


# As many as a server's process has threads. One more is opened where it is needed and closed after
# that, which costs a scan more than all it does: it signs on, and has every statement planned anew.
KEPT_OPEN = 8


def options_for(url: str, wait_seconds: float) -> dict[str, Any]:
    """How the engine is made: nobody waits longer for a free connection than for a lock.

    On SQLite there are always enough of them, and a database in memory has but one. The one that
    was used last is used next: what it has read and planned may still hold.
    """
    asked = make_url(url)
    kept = {"pool_use_lifo": True, "pool_size": KEPT_OPEN}
    if asked.get_backend_name() != "sqlite":
        return kept | {"pool_timeout": wait_seconds}
    return kept if asked.database not in (None, "", ":memory:") else {}


def prepare(engine: Engine, *, wait_seconds: float) -> None:
    """Set up every connection that `engine` will open."""
    engine.update_execution_options(wait_seconds=wait_seconds)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: prepare_sqlite(raw, wait_seconds))
        event.listen(engine, "begin", begin_sqlite)
    else:
        event.listen(engine, "do_connect", lambda *how: limit_waiting(how[-1], wait_seconds))
        event.listen(engine, "connect", lambda raw, its: prepare_postgresql(raw, its, wait_seconds))
        event.listen(engine, "checkout", lambda raw, *_: check_alive(raw))


def prepare_sqlite(raw: Any, wait_seconds: float) -> None:
    """Pragmas, and no transaction of the driver's own making."""
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"pragma busy_timeout = {int(wait_seconds * 1000)}")
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Take the write lock before the first read where the transaction says it will write."""
    writes = connection.get_execution_options().get("writes", False)
    (BEGIN_TO_WRITE if writes else BEGIN).run(connection, {}).close()


def looking(engine: Engine) -> Connection:
    """A connection for statements that only read, each for itself.

    PostgreSQL is spared a transaction around them, which would end with a rollback and its journey.
    """
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="AUTOCOMMIT")
    return connection


def prepare_postgresql(raw: Any, record: Any, wait_seconds: float) -> None:
    """Waits end with an error that is answered with 503, never with a hung worker.

    What is asked again and again goes by a wire of its own and is prepared there. psycopg prepares
    nothing: at each rollback it would have the server forget all that is prepared.
    """
    record.info[WIRE] = Wire(raw)
    raw.prepare_threshold = None
    milliseconds = int(wait_seconds * 1000)
    with raw.cursor() as cursor:
        cursor.execute(f"set lock_timeout = {milliseconds}")
        cursor.execute("set idle_in_transaction_session_timeout = 60000")
        cursor.execute("set timezone = 'UTC'")
    raw.commit()


def limit_waiting(parameters: dict[str, Any], wait_seconds: float) -> None:
    """A server that is not there, or a cable that was pulled, is noticed within seconds.

    libpq would wait for minutes; what the URL says itself goes first.
    """
    parameters.setdefault("connect_timeout", max(2, math.ceil(wait_seconds)))
    parameters.setdefault("tcp_user_timeout", max(2000, int(wait_seconds * 2000)))


def check_alive(raw: Any) -> None:
    """Notice without a round trip that the server has let go of a connection while it lay idle.

    Nothing was asked, so something to read is a farewell or the end of the line. The pool then
    opens connections anew, this one and all that are as old.
    """
    if raw.closed or is_readable(raw.fileno()):
        raise InvalidatePoolError("the server has closed the connection")


def is_readable(handle: int) -> bool:
    """Whether something has arrived; asks the kernel alone and does not wait."""
    look = select.poll()
    look.register(handle, select.POLLIN)
    return bool(look.poll(0))
