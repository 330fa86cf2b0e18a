"""Which doors there are, and what happens at every one of them.

Before a view: the request's id and clock, then the guard. After it: headers, then the log's line.
"""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from flask_babel import Babel

from webapp.blueprints import (
    access,
    assets,
    changed_meanwhile,
    errors,
    headers,
    request_log,
    sessions,
)
from webapp.blueprints.look import language, look
from webapp.settings import ROOT

# Each folder is one blueprint; its name is `blueprint`.
FOLDERS = ("account", "floor", "supervisor", "admin", "api", "pwa")
# A photo of twelve megapixels fits; whatever reads less says so itself.
LARGEST_REQUEST = 16 * 1024 * 1024


def open_all(app: Flask) -> None:
    """Register every door that exists and what stands before it."""
    if app.config.get("MAX_CONTENT_LENGTH") is None:
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    request_log.install(app)
    headers.install(app)
    errors.install(app)
    changed_meanwhile.install(app)
    sessions.install(app)
    access.install(app)
    assets.install(app, ROOT / "static")
    app.context_processor(look)
    for folder in FOLDERS:
        app.register_blueprint(import_module(f"webapp.blueprints.{folder}").blueprint)


def choose_language(app: Flask, babel: Babel) -> None:
    """Speak the language of whoever is signed in, else of this browser's last choice."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(
        import_module("webapp.languages").CATALOGUES.absolute()
    )
    babel.init_app(app, locale_selector=language, default_locale=app.config["DEFAULT_LANGUAGE"])
