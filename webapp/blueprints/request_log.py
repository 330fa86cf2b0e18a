"""One line of JSON per request, with the id that is also on the screen when something went wrong.

A line is made in microseconds and written by a thread of its own, so that no scan waits for a
disk. It holds who, where and how long, never what was sent: no query, no body, no header. It goes
to `requests.log` in the instance folder; REQUEST_LOG names another file, or "-" for stderr.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from flask import Flask, Response, g, has_request_context, request, session

from webapp.blueprints.sessions import bearer_token

LARGEST_FILE = 50 * 1024 * 1024
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def install(app: Flask) -> None:
    """Number and time every request of `app`, and write its line."""
    target = app.config["REQUEST_LOG"]
    writer = app.extensions["request_log"] = Writer(target)

    def close(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        writer.put(line(response))
        return response

    app.before_request(begin)
    app.after_request(close)


def begin() -> None:
    """Start the clock and settle the id: the one a proxy gave, if it is one, else a new one."""
    g.begun = time.perf_counter()
    request_id()


def request_id() -> str:
    """The id of this request."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "") if has_request_context() else ""
        g.request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
    return str(g.request_id)


def note(**facts: Any) -> None:
    """Add facts to this request's line, such as task and outcome; no secrets."""
    g.setdefault("log_facts", {}).update(facts)


def line(response: Response) -> dict[str, Any]:
    """The facts of one request, by name."""
    user_id = getattr(g.get("_login_user"), "id", None)
    # The session is looked at for users alone: an answer made from it is kept per cookie.
    by_session = user_id is not None and bearer_token(request) is None
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request_id": request_id(),
        "user": user_id,
        "device": session.get("device") if by_session else None,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("begun", time.perf_counter())) * 1000, 1),
        **g.get("log_facts", {}),
    }


class Writer:
    """Writes lines in a thread, begun with the first line: a server forks before that."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.queue: SimpleQueue[dict[str, Any] | threading.Event] = SimpleQueue()
        self.process: int | None = None
        self.beginning = threading.Lock()

    def put(self, facts: dict[str, Any]) -> None:
        """Leave one line to the thread."""
        if self.process != os.getpid():
            self.begin()
        self.queue.put(facts)

    def begin(self) -> None:
        """Start this process's thread, once."""
        with self.beginning:
            if self.process == os.getpid():
                return
            self.queue = SimpleQueue()
            threading.Thread(target=self.work, args=(self.queue,), daemon=True).start()
            self.process = os.getpid()

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until every line put so far is written; whether they are."""
        done = threading.Event()
        self.queue.put(done)
        return self.process != os.getpid() or done.wait(timeout)

    def work(self, queue: SimpleQueue[dict[str, Any] | threading.Event]) -> None:
        """The thread: each line in turn; a full disk costs the line, never the request."""
        while True:
            item = queue.get()
            if isinstance(item, threading.Event):
                item.set()
                continue
            try:
                self.write(json.dumps(item, ensure_ascii=False, default=str) + "\n")
            except OSError as fault:
                logging.getLogger(__name__).warning("The request log was not written: %s", fault)

    def write(self, text: str) -> None:
        """One write call, so that the lines of several processes do not mix."""
        if self.target == "-":
            os.write(2, text.encode())
            return
        path = Path(self.target)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            os.write(handle, text.encode())
            full = os.fstat(handle).st_size > LARGEST_FILE
        finally:
            os.close(handle)
        if full:
            # Two processes may both see it full; then the second moves a file of a few lines.
            os.replace(path, path.with_name(path.name + ".1"))
