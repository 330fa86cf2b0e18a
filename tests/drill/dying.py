"""The program as it is served, in a worker that can be told to die in the worst moment.

`?drill=die` ends the process when the scan is judged and committed and no byte of its answer is on
the way. Only this harness serves it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from typing import Any

from webapp.app import create_app

DIE = "drill=die"


def app() -> Callable[..., Iterable[bytes]]:
    """What gunicorn serves."""
    program = create_app({"INSTANCE_PATH": os.environ["BENCHMARK_FOLDER"]})

    def mortal(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = program(environ, start_response)
        if environ["QUERY_STRING"] == DIE:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return mortal
