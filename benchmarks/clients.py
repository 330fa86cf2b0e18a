"""Clients that ask and wait, each on its own connection, all in one thread that costs little."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """How long requests took that were asked in some seconds, and how many were answered in them.

    A request that is asked in time counts with all of its time, also where that ends later.
    """

    took: list[float]
    answered: int
    elapsed: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.answered / self.elapsed

    def percentile(self, percent: float) -> float:
        """Milliseconds that so many percent of the requests stayed within."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    def __add__(self, other: Measured) -> Measured:
        """Both as one."""
        return Measured(
            self.took + other.took, self.answered + other.answered, self.elapsed + other.elapsed
        )


@dataclass
class Client:
    """One connection with at most one request on its way."""

    line: socket.socket
    requests: Iterator[bytes]
    begun: float = 0.0
    heard: bytearray = field(default_factory=bytearray)

    def ask(self) -> bool:
        """Send the next request; False when there is none left."""
        request = next(self.requests, None)
        if request is None:
            return False
        self.heard.clear()
        self.begun = time.perf_counter()
        self.line.sendall(request)
        return True

    def answered(self) -> bool:
        """Whether the whole answer is here. Raises RuntimeError for any that is not accepted."""
        received = self.line.recv(65536)
        if not received:
            raise RuntimeError("the server closed the connection")
        self.heard += received
        head, end, body = bytes(self.heard).partition(b"\r\n\r\n")
        if not end:
            return False
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        if len(body) < length:
            return False
        if b" 200 " not in head[:16] or b'"status":"accepted"' not in body:
            raise RuntimeError(f"{head[:60].decode()} {body[:500].decode()}")
        return True


def in_turn(runs: Mapping[str, Callable[[], Measured]], *, slices: int) -> dict[str, Measured]:
    """Each of `runs` so many times, one after the other: what slows the machine slows them all."""
    found = {name: Measured([], 0, 0.0) for name in runs}
    for _ in range(slices):
        for name, run in runs.items():
            found[name] += run()
    return found


def measure(path: Path, queues: list[Iterator[bytes]], *, seconds: float, warm: float) -> Measured:
    """One client for each queue, for so many seconds after warming up."""
    clients = list[Client]()
    with selectors.DefaultSelector() as ready:
        for queue in queues:
            clients.append(Client(connected(path), queue))
            come(ready, clients[-1])
        begin = time.perf_counter() + warm
        measured = listen(ready, begin, begin + seconds)
    for client in clients:
        client.line.close()
    return measured


def come(ready: selectors.BaseSelector, new: Client) -> None:
    """One more client asks and is answered, while those that came before go on.

    So they come one after the other, as workers do: all that knock at once are let in by whichever
    of the server's processes looks first, and the others have nothing to do.
    """
    new.ask()
    ready.register(new.line, selectors.EVENT_READ, new)
    waits = True
    while waits:
        for key, _ in ready.select():
            client: Client = key.data
            if client.answered():
                waits = waits and client is not new
                client.ask()


def listen(ready: selectors.BaseSelector, begin: float, end: float) -> Measured:
    """What is asked and what is answered from `begin` to `end`; nothing is asked after that."""
    took: list[float] = []
    answered = 0
    while ready.get_map():
        for key, _ in ready.select():
            client: Client = key.data
            if not client.answered():
                continue
            now = time.perf_counter()
            answered += begin <= now <= end
            if client.begun >= begin:
                took.append(now - client.begun)
            if now > end or not client.ask():
                ready.unregister(client.line)
    return Measured(took, answered, end - begin)


def connected(path: Path) -> socket.socket:
    """A connection to the server's socket."""
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(path))
    return line


def post(door: str, token: str, body: bytes) -> bytes:
    """A request, ready to send."""
    head = (
        f"POST {door} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
