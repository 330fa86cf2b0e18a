"""What is said when a request cannot be served: a page for people, a problem for programs.

Programs get application/problem+json (RFC 9457); both carry the request's id, neither any detail
of our insides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, g, json, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.blueprints import access, request_log
from webapp.blueprints.look import language
from webapp.languages import say
from webapp.models import Role
from webapp.operations.unit_of_work import DatabaseBusyError
from webapp.trouble import DBAPIError, NoConnectionInTime, Trouble, trouble_of
from webapp.words import T, Words

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about one status."""

    code: str
    heading: Words
    message: Words
    remedy: Words | None = None


SAID = {
    400: Said(
        "bad_request",
        T("That could not be read"),
        T("The request is not well formed."),
        T("Go back and try again."),
    ),
    401: Said(
        "not_signed_in",
        T("Not signed in"),
        T("You are not signed in, or your session has ended."),
        T("Sign in, then try again."),
    ),
    403: Said(
        "not_permitted",
        T("Not permitted"),
        T("Your role may not open this."),
        T("Ask a supervisor."),
    ),
    404: Said(
        "not_found",
        T("Nothing here"),
        T("There is no page at this address."),
        T("Check the address, or begin at home."),
    ),
    405: Said(
        "wrong_method",
        T("Not done this way"),
        T("This address does not take %(method)s."),
    ),
    413: Said(
        "too_large",
        T("Too large"),
        T("What was sent is larger than this address takes."),
        T("Send something smaller."),
    ),
    415: Said(
        "wrong_type",
        T("Another kind of content was expected"),
        T("What was sent is of a kind that this address does not take."),
    ),
    422: Said(
        "malformed",
        T("Something is wrong in what was sent"),
        T("Some of the values cannot be used."),
    ),
    429: Said(
        "too_many",
        T("Too many tries"),
        T("There were too many tries in a short time."),
        T("Wait a minute, then try again."),
    ),
    500: Said(
        "unexpected",
        T("Something went wrong"),
        T("This was not expected. Nothing half done was kept."),
        T("Try again. If it comes back, tell your supervisor the number below."),
    ),
    503: Said(
        "busy",
        T("Busy just now"),
        T("The database is busy. Nothing was written."),
        T("Try again in a moment."),
    ),
}
# What is wrong with the database, when to come back in seconds, and what is said of it.
TELL_AN_ADMIN = T("Tell an admin. Scans stay on the device and are sent again by themselves.")
TROUBLES: dict[Trouble, tuple[int, Said]] = {
    Trouble.BUSY: (1, SAID[503]),
    Trouble.FULL: (
        10,
        Said(
            "disk_full",
            T("Nothing can be written just now"),
            T("The disk of the database is full or failing. Nothing was written."),
            TELL_AN_ADMIN,
        ),
    ),
    Trouble.READ_ONLY: (
        10,
        Said(
            "read_only",
            T("Nothing can be written just now"),
            T("The database takes no changes. Nothing was written."),
            TELL_AN_ADMIN,
        ),
    ),
    # Nothing is said about what was written: the connection may have ended in the very commit.
    Trouble.GONE: (
        2,
        Said(
            "database_gone",
            T("No connection to the database"),
            T("The database does not answer."),
            T("Try again in a moment. A scan that is sent again is counted once."),
        ),
    ),
}
STALE_PAGE = Said(
    "stale_page",
    T("This page is out of date"),
    T("The page was opened in another session, so what it sent was not taken."),
    T("Open the page again, then repeat what you did."),
)
BY_ROLE = {
    Role.SUPERVISOR: T("This is for supervisors."),
    Role.ADMIN: T("This is for admins."),
}
RETRIED = (429, 500, 503)


class Problem(Exception):  # noqa: N818 - the name that RFC 9457 gives it
    """Raised by a door for what cannot be judged: its status, words, and the faults by field."""

    def __init__(
        self,
        status: int,
        detail: Words | None = None,
        *,
        code: str | None = None,
        errors: Mapping[str, Words] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail
        self.code = code
        self.errors = errors or {}
        self.headers = headers or {}


def install(app: Flask) -> None:
    """Answer every failure of `app` in one of the two shapes."""
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(CSRFError, on_stale_page)
    app.register_error_handler(Problem, on_problem)
    app.register_error_handler(DatabaseBusyError, on_busy)
    app.register_error_handler(DBAPIError, on_database)
    app.register_error_handler(NoConnectionInTime, on_database)
    app.register_error_handler(Exception, on_unexpected)


def on_http(fault: HTTPException) -> Any:
    """abort(404) and its like; a redirect or a ready answer goes out as it is."""
    if fault.response is not None or fault.code is None or fault.code < 400:
        return fault
    extra = [(k, v) for k, v in fault.get_headers() if k.lower() in ("allow", "retry-after")]
    return answer(fault.code, headers=dict(extra))


def on_stale_page(fault: CSRFError) -> Response:
    """The CSRF token is missing or another session's."""
    return answer(400, said=STALE_PAGE)


def on_problem(fault: Problem) -> Response:
    """What a door has said itself."""
    return answer(
        fault.status, fault.detail, code=fault.code, errors=fault.errors, headers=fault.headers
    )


def on_busy(fault: DatabaseBusyError) -> Response:
    """An act was not taken; trying again is safe."""
    return troubled(fault.trouble, fault)


def on_database(fault: Exception) -> Response:
    """A read that the database did not answer; any other fault of it is one of ours."""
    trouble = trouble_of(fault)
    return troubled(trouble, fault) if trouble else on_unexpected(fault)


def troubled(trouble: Trouble, fault: Exception) -> Response:
    """What is wrong with the database in words, and when to come back; the reason is logged."""
    request_log.note(error=type(fault).__name__, trouble=str(trouble), reason=first_line(fault))
    be_nobody()
    seconds, said = TROUBLES[trouble]
    return answer(503, said=said, headers={"Retry-After": str(seconds)})


def first_line(fault: Exception) -> str:
    """The driver's own words, without statement and values."""
    words = str(getattr(fault, "orig", None) or fault).strip().splitlines()
    return words[0][:200] if words else ""


def on_unexpected(fault: Exception) -> Response:
    """Nobody expected this: the whole of it for the log, the id alone for the screen."""
    current_app.logger.error("request %s", request_log.request_id(), exc_info=fault)
    request_log.note(error=type(fault).__name__)
    be_nobody()
    return answer(500)


def be_nobody() -> None:
    """It may be the look for the user that failed; the page must not fail of it again."""
    if "_login_user" not in g:
        g._login_user = AnonymousUserMixin()


def answer(
    status: int,
    detail: Words | None = None,
    *,
    said: Said | None = None,
    code: str | None = None,
    errors: Mapping[str, Words] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer in the shape that the asker reads."""
    said = said or SAID.get(status) or SAID[400 if status < 500 else 500]
    detail = detail or role_words(status) or in_words(said)
    if access.reads_pages():
        response = page(status, said, detail, errors or {})
    else:
        response = problem(status, said, detail, code or said.code, errors or {})
    response.headers.update(headers or {})
    if status == 401:
        response.headers.setdefault("WWW-Authenticate", 'Bearer realm="lotwise"')
    return response


def role_words(status: int) -> Words | None:
    """Whose door it is, where a role was missing."""
    needed = g.get("needed_role") if status == 403 else None
    return BY_ROLE.get(needed) if needed else None


def in_words(said: Said) -> Words:
    """The message with its value filled in."""
    if "%(method)s" in said.message.text:
        return Words(said.message.text, {"method": request.method})
    return said.message


def problem(
    status: int,
    said: Said,
    detail: Words,
    code: str,
    errors: Mapping[str, Words],
    more: Mapping[str, Any] | None = None,
) -> Response:
    """application/problem+json, with what else there is to say."""
    speaks = language()
    body: dict[str, Any] = {
        "type": f"urn:lotwise:problem:{code}",
        "title": say(said.heading, speaks),
        "status": status,
        "detail": say(detail, speaks),
        "request_id": request_log.request_id(),
    }
    if errors:
        body["errors"] = {name: say(words, speaks) for name, words in errors.items()}
    return Response(json.dumps(body | dict(more or {})), status, content_type=PROBLEM_JSON)


def page(status: int, said: Said, detail: Words, errors: Mapping[str, Words]) -> Response:
    """templates/errors/error.html."""
    speaks = language()
    shown: dict[str, Any] = {
        "errors": [(name, say(words, speaks)) for name, words in errors.items()],
        "heading": say(said.heading, speaks),
        "message": say(detail, speaks),
        "remedy": say(said.remedy, speaks) if said.remedy else None,
        "request_id": request_log.request_id(),
    }
    retry = status in RETRIED and request.method == "GET"
    text = render_template("errors/error.html", status=status, retry=retry, home_url="/", **shown)
    return Response(text, status, content_type="text/html; charset=utf-8")
