"""Signing out; on a shared device one tap leads to the next one's badge."""

from __future__ import annotations

from flask import redirect, request, session
from werkzeug.wrappers import Response

from webapp.blueprints import access, sessions
from webapp.blueprints.account import blueprint


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Response:
    """End the session, if there still is one; `next=badge` changes the user."""
    changes_user = request.form.get("next") == "badge"
    sessions.end()
    by_badge = changes_user or session.get("way") == "badge"
    return redirect("/badge" if by_badge else "/sign-in", 303)
