"""Who may sign in: the list, one more, one less, another badge."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request
from flask_babel import format_datetime
from werkzeug.wrappers import Response

from webapp.blueprints import access
from webapp.blueprints.account.sign_in import badge_scanned
from webapp.blueprints.admin import blueprint
from webapp.blueprints.edits import EVERY, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.look import language
from webapp.blueprints.reading import reading
from webapp.extensions import db
from webapp.languages import say
from webapp.models import Role
from webapp.operations import passwords, people
from webapp.operations.people import Digests, Faults, NewUser, NotAdded
from webapp.operations.unit_of_work import run
from webapp.queries.people import UserRow, all_users, user_exists
from webapp.words import T, Words

ROLES = {
    Role.WORKER: T("Worker"),
    Role.SUPERVISOR: T("Supervisor"),
    Role.ADMIN: T("Admin"),
}


@blueprint.get("/users")
@access.allow(Role.ADMIN)
def users_page() -> Response:
    """Everybody, and the form for one more."""
    return page(values={"role": "worker"})


@blueprint.post("/users")
@access.allow(Role.ADMIN)
def add() -> Response:
    """Add one; what is wrong is said beside its field, and what was typed stays, save secrets."""
    role = request.form.get("role", "")
    if role not in set(Role):
        return page(status=422, faults={"role": T("A role is needed.")}, values=typed())
    form = request.form
    badge = badge_scanned(form.get("badge", ""))
    new = NewUser.typed(
        form.get("name", ""), Role(role), form.get("password", ""), badge, form.get("pin", "")
    )
    faults = people.faults_of(new)
    if faults:
        return page(status=422, faults=faults, values=typed())
    digests, by = Digests.of(new), operator().id
    done = run(db.engine, lambda work: people.add_user(work, new, digests, by=by))
    if isinstance(done, NotAdded):
        return page(status=422, faults=done.faults, values=typed())
    return told(T("%(name)s may sign in now.", name=new.name))


@blueprint.post("/users/<int:user_id>")
@access.allow(Role.ADMIN)
def change(user_id: int) -> Response:
    """Stop one, or allow one again."""
    must_exist(user_id)
    by, act = operator().id, request.form.get("act")
    if act == "stop":
        no = edit("user", user_id, lambda work: people.stop_user(work, user_id, by=by))
        return told(no or T("Stopped. The sessions have ended."), tone="stop" if no else "good")
    if act != "allow":
        abort(422)
    edit("user", user_id, lambda work: people.allow_user(work, user_id, by=by))
    return told(T("May sign in again."))


@blueprint.post("/users/<int:user_id>/badge")
@access.allow(Role.ADMIN)
def give_badge(user_id: int) -> Response:
    """Another badge and PIN."""
    must_exist(user_id)
    badge = badge_scanned(request.form.get("badge", ""))
    pin = request.form.get("pin", "").strip() or None
    no = people.badge_fault(badge) if badge else T("A badge is needed.")
    no = no or people.pin_fault(badge, pin)
    if no is None:
        digest, by = passwords.digest_of(pin or ""), operator().id
        no = edit(
            "user",
            user_id,
            lambda work: people.give_badge(work, user_id, badge, digest, by=by),
        )
    return told(no or T("The badge works now."), tone="stop" if no else "good")


def must_exist(user_id: int) -> None:
    """404 for a user who does not exist."""
    with db.engine.connect() as connection:
        if not user_exists(connection, user_id):
            abort(404)


def told(words: Words, *, tone: str = "good") -> Response:
    """Back to the list, with one sentence."""
    flash(say(words, language()), tone)
    return redirect("/users", 303)


def typed() -> dict[str, str]:
    """What was typed and may be shown again."""
    return {name: request.form.get(name, "") for name in ("name", "role", "badge")}


def page(*, status: int = 200, values: dict[str, str], faults: Faults | None = None) -> Response:
    """The list and the form."""
    with reading() as connection:
        versions = versions_of(connection, user=EVERY)
        users = [shown(row) for row in all_users(connection)]
    speaks = language()
    text = render_template(
        "admin/users.html",
        versions=versions,
        users=users,
        roles=[(str(role), say(words, speaks)) for role, words in ROLES.items()],
        values=values,
        errors={name: say(words, speaks) for name, words in (faults or {}).items()},
    )
    return make_response(text, status)


def shown(row: UserRow) -> Any:
    """A row as the template speaks of it."""
    seen = row.last_seen_at
    return SimpleNamespace(
        id=row.id,
        name=row.name,
        role=row.role,
        role_word=say(ROLES[row.role], language()),
        has_badge=row.has_badge,
        active=row.active,
        last_seen=format_datetime(seen, "short") if seen else None,
    )
