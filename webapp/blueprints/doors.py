"""Which doors there are, and what happens at every one of them: access, errors, headers, language."""

from __future__ import annotations

from importlib import import_module

from flask import Flask, request, session
from flask_babel import Babel
from flask_login import current_user

from webapp.blueprints import access
from webapp.languages import LANGUAGES

# Each folder is one blueprint; its name is `blueprint`.
FOLDERS = ("account", "floor", "supervisor", "admin", "api", "pwa")


def open_all(app: Flask) -> None:
    """Register every door that exists and what stands before it."""
    access.install(app)
    for folder in FOLDERS:
        app.register_blueprint(import_module(f"webapp.blueprints.{folder}").blueprint)


def choose_language(app: Flask, babel: Babel) -> None:
    """Speak the language of whoever is signed in, else of this browser's last choice."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(
        import_module("webapp.languages").CATALOGUES.absolute()
    )
    babel.init_app(app, locale_selector=language, default_locale=app.config["DEFAULT_LANGUAGE"])


def language() -> str:
    """The language of this request: the user's, the browser's last choice, what it asks for."""
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    if session.get("language") in LANGUAGES:
        return str(session["language"])
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"
