"""Signing in, by name and password or by badge and PIN.

    /sign-in  name and password ──► where one wanted to go
    /badge    scan the badge ──► PIN ──► where one wanted to go

Nothing on the way tells whether a name or a badge exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, make_response, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.barcodes import parse
from webapp.blueprints import access, sessions
from webapp.blueprints.account import blueprint
from webapp.blueprints.look import language
from webapp.blueprints.next_page import safe_next
from webapp.blueprints.reading import reading
from webapp.extensions import db
from webapp.languages import say
from webapp.operations.people import clean
from webapp.operations.sign_in import (
    Attempt,
    DeviceStopped,
    Outcome,
    Wait,
    Way,
    Welcome,
    sign_in,
)
from webapp.operations.unit_of_work import clock
from webapp.queries.devices import scanner_by_key
from webapp.rules.scanners import Scanner
from webapp.words import T, Words

WRONG = {
    Way.NAME: T("Name or password is wrong."),
    Way.BADGE: T("Badge or PIN is wrong."),
}


@dataclass(frozen=True, slots=True)
class No:
    """Why somebody was not let in: the status, the sentence, and how long to wait."""

    status: int
    words: Words
    wait_seconds: int = 0


@blueprint.get("/sign-in")
@access.public
def sign_in_page() -> Response | str:
    """The form for name and password; somebody signed in goes on at once."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")))
    return render_template("account/sign_in.html", name="", next=wanted())


@blueprint.post("/sign-in")
@access.public
def sign_in_by_name() -> Response:
    """Let in whoever knows the password."""
    name = clean(request.form.get("name", ""))
    outcome = tried(Way.NAME, name, request.form.get("password", ""))
    if isinstance(outcome, Welcome):
        return let_in(outcome, Way.NAME)
    return refused("account/sign_in.html", Way.NAME, why_not(outcome, Way.NAME), name=name)


@blueprint.get("/badge")
@access.public
def badge_page() -> Response | str:
    """The scan of a badge; somebody signed in goes on at once."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")))
    return render_template("account/badge.html", badge=None, who=None, next=wanted())


@blueprint.post("/badge")
@access.public
def sign_in_by_badge() -> Response | str:
    """The badge alone asks for the PIN; both together let in."""
    badge = badge_scanned(request.form.get("badge", ""))
    pin = request.form.get("pin", "").strip()
    if not badge or not pin:
        return render_template("account/badge.html", badge=badge or None, who=None, next=wanted())
    outcome = tried(Way.BADGE, badge, pin)
    if isinstance(outcome, Welcome):
        return let_in(outcome, Way.BADGE)
    no = why_not(outcome, Way.BADGE)
    return refused("account/badge.html", Way.BADGE, no, badge=badge, who=None)


@blueprint.context_processor
def device_scanner() -> dict[str, object]:
    """What is done for the scanner of this device, known by its cookie before anybody signs in."""

    def found() -> Scanner:
        with reading() as connection:
            return scanner_by_key(connection, request.cookies.get(sessions.DEVICE_COOKIE))

    return {"device_scanner": found}


def badge_scanned(text: str) -> str:
    """The code on the badge, without what a scanner puts around it."""
    return clean(parse(text, today=clock().date()).text)


def wanted() -> str:
    """Where to go on afterwards, kept through the form."""
    target = safe_next(request.values.get("next"))
    return "" if target == "/" else target


def without_nul(text: str) -> str:
    """A text that any database can be asked for: whoever sends a NUL is nobody, and no fault."""
    return text.replace("\0", "␀")


def tried(way: Way, who: str, secret: str) -> Outcome:
    """One attempt from this device."""
    attempt = Attempt(
        way,
        without_nul(who),
        secret,
        device_key=request.cookies.get(sessions.DEVICE_COOKIE),
        device_name=request.user_agent.string,
    )
    return sign_in(db.engine, attempt)


def let_in(welcome: Welcome, way: Way) -> Response:
    """Begin the session, know the device again next time, and go on."""
    target = safe_next(request.form.get("next"))
    sessions.begin(welcome, way)
    response = redirect(target, 303)
    response.set_cookie(
        sessions.DEVICE_COOKIE,
        welcome.device_key,
        max_age=sessions.DEVICE_KEPT,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SECURE_COOKIES"],
    )
    return response


def why_not(outcome: Outcome, way: Way) -> No:
    """The sentence for somebody who was not let in."""
    if isinstance(outcome, Wait):
        words = T(
            "Too many wrong tries. Wait %(seconds)s seconds, then try again.",
            seconds=outcome.seconds,
        )
        return No(429, words, outcome.seconds)
    if isinstance(outcome, DeviceStopped):
        return No(401, T("This device was taken out of use. Ask an admin."))
    return No(401, WRONG[way])


def refused(template: str, way: Way, no: No, **typed: str | None) -> Response:
    """The form again, with the reason."""
    text = render_template(
        template,
        error=say(no.words, language()),
        wait_seconds=no.wait_seconds,
        next=wanted(),
        **typed,
    )
    response = make_response(text, no.status)
    if no.wait_seconds:
        response.headers["Retry-After"] = str(no.wait_seconds)
        # The button is shut while one waits; the browser opens the page anew when it is over.
        path = "/badge" if way is Way.BADGE else "/sign-in"
        response.headers["Refresh"] = f"{no.wait_seconds}; url={path}"
    return response
