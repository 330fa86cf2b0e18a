"""Who a request belongs to: the session's cookie, or a bearer token on the API.

A session holds the user, the epoch it began in, the device and when it was last used; the cookie
is signed, and all of it is held against the book at each request by one select.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import current_user, login_user

from webapp.extensions import db, login_manager
from webapp.operations.sign_in import Way, Welcome
from webapp.operations.tokens import digest_of
from webapp.queries.people import SignedIn, signed_in, signed_in_by_token

# What this browser keeps when somebody signs out: how it looked, and how people sign in on it.
KEPT = ("language", "theme", "hand", "way")
DEVICE_COOKIE = "lotwise_device"
DEVICE_KEPT = timedelta(days=730)
SESSION_KEPT = timedelta(days=365)
# The stamp is renewed this often at most, so that most answers carry no new cookie.
RENEWED_EVERY_SECONDS = 60
BEARER = "bearer "


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions, which leave static files alone: those are nobody's.

    Flask-Login looks into the session at every answer, and a file that varies with the cookie is
    fetched again whenever the cookie changes.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie and its headers, where there is a page or a call."""
        if request.endpoint != "asset":
            super().save_session(app, session, response)


def install(app: Flask) -> None:
    """Cookies of our own making, and the two ways a request says whose it is."""
    app.session_interface = Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="lotwise_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE_COOKIES"],
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_KEPT,
    )
    # Flask-Login would tie a session to the address, which changes as a handheld roams.
    login_manager.session_protection = None
    login_manager.user_loader(from_session)
    login_manager.request_loader(from_token)


def begin(welcome: Welcome, way: Way) -> SignedIn:
    """Start a session for whoever was let in; nothing of the one before stays in it."""
    user = signed_in(db.engine, user=welcome.user_id, epoch=welcome.epoch, device=welcome.device_id)
    if user is None:
        raise RuntimeError(f"user {welcome.user_id} was stopped in the moment of signing in")
    session.clear()
    session.permanent = True
    session.update(language=user.language, theme=user.theme, hand=user.hand, way=str(way))
    session.update(epoch=welcome.epoch, device=welcome.device_id, seen=int(time.time()))
    login_user(user)
    return user


def end() -> None:
    """Nobody is signed in any more; the browser keeps how it looks."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.permanent = True
    session.update(kept)
    g.pop("_login_user", None)


def from_session(user_id: str) -> SignedIn | None:
    """Flask-Login's user loader: None for a session that has ended, for whatever reason."""
    if bearer_token(request) is not None or is_idle():
        return None
    try:
        held = {"user": int(user_id), "epoch": session["epoch"], "device": session["device"]}
    except (KeyError, ValueError):
        return None
    return signed_in(db.engine, **held)


def from_token(asked: Request) -> SignedIn | None:
    """Flask-Login's request loader: whoever the bearer token acts for."""
    token = bearer_token(asked)
    return signed_in_by_token(db.engine, digest_of(token)) if token else None


def visitor() -> Any:
    """Whoever asks, a SignedIn or nobody: the user itself, and not Flask-Login's stand-in for it.

    The stand-in looks for the request, and for its user, anew at every attribute it is asked for.
    """
    return current_user._get_current_object()


def bearer_token(asked: Request) -> str | None:
    """The token of an API call; None for pages, and for calls that bring none.

    A call that brings one is judged by it alone, even where a cookie came along.
    """
    header = asked.environ.get("HTTP_AUTHORIZATION", "")
    if not header or not asked.path.startswith("/api/") or not header.lower().startswith(BEARER):
        return None
    return str(header[len(BEARER) :].strip())


def is_idle() -> bool:
    """Whether the session was left alone for too long."""
    idle_seconds = 60 * float(current_app.config["IDLE_MINUTES"])
    return time.time() - float(session.get("seen", 0)) > idle_seconds


def renew() -> None:
    """The session is in use: its idle time begins again."""
    now = int(time.time())
    often = min(RENEWED_EVERY_SECONDS, 6 * float(current_app.config["IDLE_MINUTES"]))
    if "seen" in session and now - session["seen"] >= often:
        session["seen"] = now
