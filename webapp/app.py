"""The app is put together here: settings, extensions, doors, errors, commands. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from webapp import database, models
from webapp.blueprints import doors
from webapp.commands import register_commands
from webapp.extensions import READERS, babel, csrf, db, login_manager, migrate
from webapp.imaging import Readers
from webapp.settings import ROOT, load


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """A ready app. `settings` wins over the environment; its names are those of `settings.py`.

    Raises SettingRefusedError, naming the setting, when one of them cannot be used.
    """
    given = dict(settings or {})
    instance = Path(given.get("INSTANCE_PATH") or ROOT / "instance")
    app = Flask(
        __name__,
        static_folder=None,
        template_folder=str(ROOT / "templates"),
        instance_path=str(instance),
    )
    app.config.update(load(given, instance))
    app.config["SQLALCHEMY_DATABASE_URI"] = app.config["DATABASE_URL"]
    options = database.options_for(app.config["DATABASE_URL"], app.config["WRITE_WAIT_SECONDS"])
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | given.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    bind_extensions(app)
    doors.open_all(app)
    register_commands(app)
    return app


def bind_extensions(app: Flask) -> None:
    """Give every extension its app, and every connection its settings."""
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine, wait_seconds=app.config["WRITE_WAIT_SECONDS"])
    migrate.init_app(app, db, directory=str(Path(models.__file__).parent.parent / "migrations"))
    login_manager.init_app(app)
    csrf.init_app(app)
    doors.choose_language(app, babel)
    app.extensions[READERS] = Readers()
