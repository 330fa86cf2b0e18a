"""A picture that was sent, and what it shows: the same at every door that takes one.

The picture is looked at and forgotten; nothing of it is kept.
"""

from __future__ import annotations

from flask import current_app, request

from webapp.blueprints.errors import Problem
from webapp.extensions import READERS
from webapp.imaging import PictureRefused, ReadersBusyError, Seen
from webapp.words import T

AGAIN = {"Retry-After": "2"}


def seen() -> Seen:
    """The codes of the picture in the form field `image`.

    Raises Problem: 422 without a picture, the refusal's own status for one that is not read, and
    503 while too many others are being looked at.
    """
    sent = request.files.get("image")
    if sent is None:
        fault = T("A picture in the form field image was expected.")
        raise Problem(422, errors={"image": fault})
    try:
        return current_app.extensions[READERS].see(sent.read())  # type: ignore[no-any-return]
    except PictureRefused as refused:
        raise Problem(refused.status, refused.words, code=refused.code) from refused
    except ReadersBusyError as busy:
        words = T("Too many pictures are being read. Send it again in a moment.")
        raise Problem(503, words, code="pictures_busy", headers=AGAIN) from busy
