"""Threads that look at pictures, so that nobody waits longer than a picture may take.

Both engines let other threads run while they look. The reader's hand is back after the budget
whatever the picture is; a look under way then ends by itself, within half a second or so, and no
further one begins. When more pictures wait than there are places, the next one is turned away.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from threading import BoundedSemaphore
from time import monotonic

from webapp.imaging.cascade import Seen, see


class ReadersBusyError(Exception):
    """Every place is taken; the picture was not looked at."""


class Readers:
    """`threads` look at one picture each, `waiting` more pictures may wait for one of them.

    One beyond these stands at the door for `patience_seconds`: ordinary pictures are done sooner,
    so that only slow ones turn others away. The threads are started by the first picture, in the
    process that serves it.
    """

    def __init__(
        self,
        *,
        threads: int = 2,
        waiting: int = 1,
        budget_seconds: float = 2.0,
        patience_seconds: float = 0.25,
    ) -> None:
        self.budget_seconds = budget_seconds
        self.patience_seconds = patience_seconds
        self._places = BoundedSemaphore(threads + waiting)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pictures")

    def see(self, picture: bytes) -> Seen:
        """What the picture shows, within the budget; raises PictureRefused and ReadersBusyError."""
        if not self._places.acquire(timeout=self.patience_seconds):
            raise ReadersBusyError
        deadline = monotonic() + self.budget_seconds
        looking = self._threads.submit(_see_in_time, picture, deadline)
        looking.add_done_callback(self._free)
        try:
            return looking.result(timeout=max(0.0, deadline - monotonic()))
        except TooLongError:
            looking.cancel()
            return Seen((), time_up=True)

    def _free(self, _: Future[Seen]) -> None:
        self._places.release()


def _see_in_time(picture: bytes, deadline: float) -> Seen:
    """A picture whose time went by while it waited is not even opened."""
    if monotonic() >= deadline:
        return Seen((), time_up=True)
    return see(picture, deadline=deadline)
