"""The second half of `make run`: certificate, database, two servers, and what is printed."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from webapp.imaging import missing_zbar_hint
from webapp.serving import addresses, certificates, daily, database, ports, supervisor
from webapp.serving.banner import banner, printable
from webapp.serving.environment import check_writable
from webapp.serving.problems import CannotRun, exit_code, say

ROOT = Path(__file__).resolve().parent.parent.parent


def run() -> int:
    """Serve until Ctrl-C; the exit code."""
    listening = ports.asked_for()
    reachable = addresses.of_this_machine()
    instance = writable_instance(ROOT / "instance")
    names = certificates.names_for(reachable)
    files = certificates.prepare(instance / "tls", names, now=datetime.now(UTC))
    sign_ins = database.prepare()
    # Once more: setting up may have taken minutes since the first look.
    ports.check_free(listening)

    def announce() -> None:
        said = banner(
            reachable,
            listening,
            sign_ins,
            colour=sys.stdout.isatty(),
            install_zbar=missing_zbar_hint(),
        )
        say(said)

    stopped = threading.Event()
    daily.keep(stopped)
    try:
        supervisor.serve(listening, files, announce=announce)
    finally:
        stopped.set()
    say("Stopped.")
    return 0


def writable_instance(folder: Path) -> Path:
    """The folder of the database and the certificate, made where it is missing."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as refused:
        raise CannotRun(f"The folder {folder} cannot be made ({refused.strerror}).") from refused
    check_writable(folder)
    return folder


if __name__ == "__main__":
    printable()
    sys.exit(exit_code(run))
