"""Is the program alive, and is it ready to work?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Response, current_app, jsonify

from webapp.blueprints import access
from webapp.blueprints.errors import TROUBLES, Problem
from webapp.blueprints.pwa import blueprint
from webapp.extensions import db
from webapp.imaging import engines
from webapp.operations.unit_of_work import refused_lately
from webapp.queries.health import answers, applied_migrations, is_read_only
from webapp.trouble import Trouble
from webapp.words import T

AGAIN = {"Retry-After": "5"}


@blueprint.get("/healthz")
@access.public
def alive() -> Response:
    """It answers, so it is alive; nothing else is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@access.public
def ready() -> Response:
    """The database answers, has every migration and takes changes; or 503 and what is missing.

    `pictures` names the readers that work here: zxing-cpp, and pyzbar where its library is.
    """
    if not answers(db.engine):
        raise Problem(503, T("The database does not answer."), headers=AGAIN)
    if applied_migrations(db.engine) != wanted(str(Path(current_app.root_path) / "migrations")):
        raise Problem(503, T("Migrations are missing: flask --app wsgi db upgrade."), headers=AGAIN)
    if trouble := stands_in_the_way():
        _, said = TROUBLES[trouble]
        raise Problem(503, said.message, code=said.code, headers=AGAIN)
    return jsonify(status="ok", database="answers", migrations="current", pictures=engines())


def stands_in_the_way() -> Trouble | None:
    """What keeps the database from taking changes, as far as it tells or an act has met it."""
    return Trouble.READ_ONLY if is_read_only(db.engine) else refused_lately(db.engine)


@cache
def wanted(folder: str) -> frozenset[str]:
    """The newest migrations this program knows."""
    config = Config()
    config.set_main_option("script_location", folder)
    return frozenset(ScriptDirectory.from_config(config).get_heads())
