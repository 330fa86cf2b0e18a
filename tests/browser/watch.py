"""What no page may do, whatever a test is about: complain in the console, ask a foreign host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

OWN = {"localhost", "127.0.0.1", ""}


class Watch:
    """Collects errors of the console and requests to others; `allow` names what is meant."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.allowed: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to every page and worker of the context."""
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.heard.append(str(error.error)))
        context.on("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings; the rest is nobody's worry."""
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text}")

    def see(self, request: Request) -> None:
        """Any request that leaves the house."""
        if urlsplit(request.url).hostname not in OWN and request.url.startswith("http"):
            self.heard.append(f"foreign: {request.url}")

    def allow(self, pattern: str) -> None:
        """This complaint belongs to what the test does."""
        self.allowed.append(pattern)

    def complaints(self) -> list[str]:
        """What was heard and not allowed."""
        return [
            one for one in self.heard if not any(re.search(known, one) for known in self.allowed)
        ]
