"""How gunicorn serves: the same for the HTTP and the HTTPS server, which differ in their bind."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import cpu_count
from pathlib import Path
from typing import Any

# A scan is work for the processor: more processes than there are would only take it from each
# other, and hand SQLite's one place for a writer around. Two, so that one may be busy.
workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, cpu_count()))
worker_class = "gthread"
threads = 8
preload_app = True
keepalive = 5
graceful_timeout = 5
loglevel = "warning"
# Heartbeats of the workers are files: kept in memory they never wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Two servers side by side would share one control socket.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Tell the supervisor that the port is open, and watch that the supervisor is alive."""
    ready, lifeline = (int(number) for number in os.environ["SUPERVISOR_PIPES"].split())
    os.write(ready, b".")
    os.close(ready)
    threading.Thread(target=end_with, args=(lifeline,), daemon=True).start()


def end_with(lifeline: int) -> None:
    """Stop when the other end of the pipe is gone, however the supervisor died."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
