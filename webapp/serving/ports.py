"""Two ports: HTTP on PORT, HTTPS 443 above it. Both are tried before anything else is done."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.serving.problems import CannotRun

USUAL = 8000
HTTPS_ABOVE = 443
HIGHEST = 65535 - HTTPS_ABOVE


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the program listens."""

    http: int
    https: int


def asked_for(environment: Mapping[str, str] = os.environ) -> Ports:
    """The ports that PORT asks for; raises CannotRun when it is no port."""
    text = environment.get("PORT", "").strip() or str(USUAL)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST):
        raise CannotRun(f"PORT is {text!r}; a whole number from 1 to {HIGHEST} was expected.")
    return Ports(int(text), int(text) + HTTPS_ABOVE)


def check_free(ports: Ports) -> None:
    """Raise CannotRun when another program, or the system, keeps one of the ports."""
    for port in (ports.http, ports.https):
        try:
            take(port)
        except OSError as refused:
            raise CannotRun(why_not(port, refused)) from refused


def take(port: int) -> None:
    """Listen on the port for a moment, with the same option as the server will."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(("0.0.0.0", port))  # noqa: S104 - phones come from the whole local network
        tried.listen(1)


def why_not(port: int, refused: OSError) -> str:
    """The sentence for a port that cannot be taken."""
    if refused.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is already taken by another program."
            " Stop that one, or choose another port: make run PORT=8100"
        )
    if refused.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Choose another one: make run PORT=8000"
    return f"Port {port} cannot be used: {refused.strerror}."
