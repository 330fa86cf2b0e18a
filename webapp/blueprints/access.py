"""Who may open which door: every view says so, and a door that says nothing stays shut.

In this order: signed in? (401, or the way to the sign-in) permitted? (403) sent by our own page?
(400). A bearer token is sent by nobody's browser on its own, so it needs no CSRF token.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, abort, current_app, g, redirect, request, session

from webapp.blueprints import sessions
from webapp.extensions import csrf, login_manager
from webapp.models import Role

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Open to everybody: sign-in, health, the offline page, static files."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def allow(role: Role) -> Callable[[View], View]:
    """Open to users whose role covers `role`."""

    def marked(view: View) -> View:
        view.access = role  # type: ignore[attr-defined]
        return view

    return marked


def access_of(endpoint: str | None) -> Role | str | None:
    """What the view behind `endpoint` asks for: "public", a role, or None where it says nothing."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def guard() -> Any:
    """Before every request: let it pass, ask for a sign-in (401), or refuse (403, 400)."""
    if request.endpoint is None:
        return None
    needed = access_of(request.endpoint)
    if needed != "public":
        user = sessions.visitor()
        if not user.is_authenticated:
            return login_manager.unauthorized()
        if needed is None or not user.role.covers(needed):
            g.needed_role = needed
            abort(403)
        sessions.renew()
    return check_origin()


def check_origin() -> None:
    """Refuse a form or call that a foreign page made the browser send."""
    if current_app.config["WTF_CSRF_ENABLED"] and sessions.bearer_token(request) is None:
        csrf.protect()


def ask_to_sign_in() -> Any:
    """The way to the sign-in for somebody who reads pages; a plain 401 for scripts and the API."""
    if "_user_id" in session and sessions.bearer_token(request) is None:
        sessions.end()
    if not reads_pages():
        abort(401)
    response = redirect(sign_in_address())
    if request.headers.get("HX-Request"):
        # A redirect would put the sign-in page into the part that htmx wanted to swap.
        response.status_code = 401
        response.headers["HX-Redirect"] = response.headers.pop("Location")
    return response


def reads_pages() -> bool:
    """Whether a page is wanted. A browser that goes somewhere names text/html; fetch() does not."""
    if request.path.startswith("/api/"):
        return False
    return (
        "Accept" not in request.headers
        or "text/html" in request.headers["Accept"]
        or ("HX-Request" in request.headers)
    )


def sign_in_address() -> str:
    """The sign-in that is usual on this device, and where to go on afterwards."""
    way = "/badge" if session.get("way") == "badge" else "/sign-in"
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    if request.headers.get("HX-Request") or wanted == "/":
        return way
    return f"{way}?next={quote(wanted, safe='/')}"


def install(app: Flask) -> None:
    """Put the guard before every view of `app`."""
    # The guard asks by itself, after it knows who is there.
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # A token lives as long as its session, which ends by itself when idle.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # The token is bound to a signed cookie; a Referer may be missing behind privacy settings.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    login_manager.unauthorized_handler(ask_to_sign_in)
    app.before_request(guard)
