"""Two gunicorn servers as one program: started together, stopped together.

gunicorn serves either HTTP or HTTPS, so there is one for each port, and this small parent. Each
server has a process group of its own: Ctrl-C reaches the parent alone, which lets requests in
flight end. Should the parent be killed outright, the servers see the lifeline pipe close.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType

from webapp.serving.certificates import Files
from webapp.serving.ports import Ports
from webapp.serving.problems import CannotRun

CONFIG = Path(__file__).with_name("gunicorn_conf.py")
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A little more than the time gunicorn itself gives to requests in flight.
PATIENCE_SECONDS = 8.0


class Event(Enum):
    """What the parent waits for."""

    READY = auto()
    STOP = auto()
    DIED = auto()


Events = SimpleQueue[Event]


def serve(ports: Ports, files: Files, *, announce: Callable[[], None]) -> None:
    """Serve until told to stop. Calls `announce` once both ports are open.

    Raises CannotRun when a server ends by itself.
    """
    events: Events = SimpleQueue()
    listen_for_stops(events)
    ready, ready_end = os.pipe()
    lifeline, lifeline_end = os.pipe()
    servers = [
        start(["--bind", f"0.0.0.0:{ports.http}"], ready_end, lifeline),
        start(["--bind", f"0.0.0.0:{ports.https}", *secured(files)], ready_end, lifeline),
    ]
    os.close(ready_end)
    watch(lambda: ready_event(ready, len(servers)), events)
    for server in servers:
        watch(lambda server=server: died_event(server), events)  # type: ignore[misc]
    try:
        wait(events, announce)
    finally:
        stop(servers, events)
        os.close(lifeline_end)


def listen_for_stops(events: Events) -> None:
    """Ctrl-C, a polite kill and a closed terminal all mean: stop."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        events.put(Event.STOP)

    for number in STOPS:
        signal.signal(number, on_signal)


def start(arguments: list[str], *pipes: int) -> subprocess.Popen[bytes]:
    """A gunicorn in a process group of its own."""
    return subprocess.Popen(  # noqa: S603 - gunicorn, with arguments of our own making
        [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), *arguments, "wsgi:app"],
        env=os.environ | {"SUPERVISOR_PIPES": " ".join(str(pipe) for pipe in pipes)},
        pass_fds=pipes,
        process_group=0,
        stdin=subprocess.DEVNULL,
    )


def secured(files: Files) -> list[str]:
    """What makes a server an HTTPS server."""
    return ["--certfile", str(files.certificate), "--keyfile", str(files.key)]


def watch(happens: Callable[[], Event | None], events: Events) -> None:
    """Put what `happens` returns among the events, whenever that is."""

    def waiting() -> None:
        event = happens()
        if event:
            events.put(event)

    threading.Thread(target=waiting, daemon=True).start()


def ready_event(ready: int, servers: int) -> Event | None:
    """Each server writes one byte when its port is open; the pipe ends early when one dies."""
    told = 0
    while told < servers and os.read(ready, 1):
        told += 1
    return Event.READY if told == servers else None


def died_event(server: subprocess.Popen[bytes]) -> Event:
    """A server has ended, by itself or because it was told to."""
    server.wait()
    return Event.DIED


def wait(events: Events, announce: Callable[[], None]) -> None:
    """Return when asked to stop; raises CannotRun when a server dies before that."""
    while True:
        match events.get():
            case Event.READY:
                announce()
            case Event.STOP:
                return
            case Event.DIED:
                raise CannotRun("A server ended by itself; its last words are above.")


def stop(servers: Iterable[subprocess.Popen[bytes]], events: Events) -> None:
    """Ask politely, wait, then insist; a second Ctrl-C insists at once."""
    alive = [server for server in servers if server.poll() is None]
    for server in alive:
        server.send_signal(signal.SIGTERM)
    with suppress(Empty):
        while any(server.poll() is None for server in alive):
            if events.get(timeout=PATIENCE_SECONDS) is Event.STOP:
                break
    for server in alive:
        # The group, because workers of a killed master would live on.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()
