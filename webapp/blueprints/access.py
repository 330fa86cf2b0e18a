"""Who may open which door: every view says so, and a door that says nothing stays shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask_login import current_user

from webapp.extensions import login_manager
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
    """Before every request: let it pass, ask for a sign-in (401), or refuse (403)."""
    if request.endpoint is None:
        return None
    needed = access_of(request.endpoint)
    if needed == "public":
        return None
    if not current_user.is_authenticated:
        return login_manager.unauthorized()
    if needed is None or not current_user.role.covers(needed):
        g.needed_role = needed
        abort(403)
    return None


def install(app: Flask) -> None:
    """Put the guard before every view of `app`."""
    app.before_request(guard)
