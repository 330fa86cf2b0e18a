"""pg_dump of one moment, while scans go on being written, and pg_restore in one transaction.

The laws are held against the very snapshot that is dumped. A restore first drops what is there and
writes what was, and commits only when the last row has come out of the file: one that fails, or is
killed, changes nothing.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryFile
from typing import IO, cast

from sqlalchemy import Connection, Engine, text

from webapp.backups.files import BackupRefusedError
from webapp.backups.programs import Programs, programs_for, why
from webapp.operations.verify import Report, verify

# Whose tables they are is for the database into which they are restored to say.
NOBODYS = ("--no-owner", "--no-privileges")
# Everything in the schema, but not what an extension has put there.
DROP_ALL = """
do $$ declare one record; begin
  for one in
    select c.relname as name, case c.relkind when 'v' then 'view'
      when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind
    from pg_class c where c.relnamespace = current_schema()::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm', 'S') and not exists (select from pg_depend d
        where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('e', 'a', 'i'))
    order by c.relkind not in ('v', 'm')
  loop execute format('drop %s if exists %I cascade', one.kind, one.name); end loop;
  for one in
    select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and not exists (select from pg_depend d
      where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  loop execute format('drop routine %s cascade', one.name); end loop;
  for one in
    select t.typname as name from pg_type t
    where t.typnamespace = current_schema()::regnamespace and t.typtype in ('e', 'd')
      and not exists (select from pg_depend d
        where d.objid = t.oid and d.classid = 'pg_type'::regclass and d.deptype = 'e')
  loop execute format('drop type if exists %I cascade', one.name); end loop;
end $$;
"""
# Whoever works meanwhile is waited for, but not for ever.
BEGIN = "set client_min_messages = warning; begin; set local lock_timeout = '30s';"


def copy(engine: Engine, part: Path) -> Report:
    """Dump the book into `part`; what the laws say of the same snapshot."""
    programs = programs_for(engine)
    with one_moment(engine) as (connection, snapshot):
        how = ("--format=custom", "--no-password", *NOBODYS, f"--snapshot={snapshot}")
        done = programs.run("pg_dump", *how, f"--file={part}", f"--dbname={programs.address}")
        if done.returncode:
            raise BackupRefusedError(f"The database was not copied. pg_dump says: {why(done)}")
        report = verify(connection)
    check_whole(programs, part)
    return report


@contextmanager
def one_moment(engine: Engine) -> Iterator[tuple[Connection, str]]:
    """A connection that sees one moment of the book, and the name under which others see it too."""
    connection = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with connection, connection.begin():
        connection.execute(text("set local idle_in_transaction_session_timeout = 0"))
        yield connection, str(connection.scalar(text("select pg_export_snapshot()")))


def check_whole(programs: Programs, file: Path) -> None:
    """Read the file to its end as a restore would; refuses one that is damaged."""
    done = programs.run("pg_restore", "--file=/dev/null", file)
    if done.returncode:
        raise BackupRefusedError(f"{file} is damaged. pg_restore says: {why(done)}")


def version_of(engine: Engine, file: Path) -> str | None:
    """How far the book in `file` was migrated; None where it is not one of ours."""
    programs = programs_for(engine)
    done = programs.run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", file)
    if done.returncode:
        raise BackupRefusedError(f"{file} cannot be read. pg_restore says: {why(done)}")
    lines = iter(done.stdout.splitlines())
    begun = any(line.startswith("COPY ") for line in lines)
    version = next(lines, "\\.") if begun else "\\."
    return None if version == "\\." else version


def restore(engine: Engine, file: Path) -> None:
    """Put the book in `file` in the place of whatever there is, all of it or nothing."""
    programs = programs_for(engine)
    check_whole(programs, file)
    engine.dispose()
    quiet = ("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1")
    command = programs.command("psql", *quiet, f"--dbname={programs.address}")
    with TemporaryFile("w+") as words:
        with programs.begin(command, stdin=PIPE, stdout=DEVNULL, stderr=words) as writer:
            is_whole = write_all(programs, file, cast(IO[bytes], writer.stdin))
        words.seek(0)
        done = subprocess.CompletedProcess(command, writer.returncode, "", words.read())
    if not is_whole:
        raise BackupRefusedError(f"Nothing was changed: {file} could not be read to its end.")
    if done.returncode:
        raise BackupRefusedError(f"Nothing was changed. psql says: {why(done)}")


def write_all(programs: Programs, file: Path, writing: IO[bytes]) -> bool:
    """Everything is dropped and written anew; whether it came to the commit.

    A file that breaks off never does, and a writer that has given up hears no more.
    """
    how = (*NOBODYS, "--no-comments", "--exit-on-error", "--file=-")
    command = programs.command("pg_restore", *how, file)
    with suppress(BrokenPipeError), closing(writing):
        writing.write(f"{BEGIN}{DROP_ALL}".encode())
        with programs.begin(command, stdin=DEVNULL, stdout=PIPE) as reader:
            shutil.copyfileobj(cast(IO[bytes], reader.stdout), writing)
        if reader.returncode:
            return False
        writing.write(b"\ncommit;\n")
    return True
