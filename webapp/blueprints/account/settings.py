"""How the program shows itself to me: language, colours, thumb's side. Kept with the user."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.blueprints import access
from webapp.blueprints.account import blueprint
from webapp.blueprints.edits import edit
from webapp.languages import LANGUAGES, say
from webapp.models import Role
from webapp.operations.people import keep_settings
from webapp.rules.versions import written
from webapp.words import T

CHOICES = {
    "language": tuple(LANGUAGES),
    "theme": ("auto", "light", "dark", "contrast"),
    "hand": ("left", "right"),
}


@blueprint.get("/settings")
@access.allow(Role.WORKER)
def settings_page() -> str:
    """The present choices."""
    look = {name: str(getattr(current_user, name)) for name in CHOICES}
    return render_template(
        "account/settings.html",
        languages=list(LANGUAGES.items()),
        back="/",
        # The very values that are shown: they were read with the user, before this page began.
        versions={"look": {current_user.id: written("look", current_user.id, look)}},
        user_id=current_user.id,
    )


@blueprint.post("/settings")
@access.allow(Role.WORKER)
def keep() -> Response:
    """Keep the choices that were sent; what was not sent stays as it is."""
    chosen = {name: chosen_one(name) for name in CHOICES}
    user_id = current_user.id
    edit("look", user_id, lambda work: keep_settings(work, user_id, **chosen))
    # The sign-in page of this browser goes on looking the same.
    session.update(chosen)
    flash(say(T("Saved."), chosen["language"]), "good")
    return redirect("/settings", 303)


def chosen_one(name: str) -> str:
    """One choice out of its closed list."""
    value = request.form.get(name) or getattr(current_user, name)
    if value not in CHOICES[name]:
        abort(422)
    return str(value)
