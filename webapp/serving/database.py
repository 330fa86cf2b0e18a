"""The database made ready: migrated to the newest version, the demo warehouse in an empty one.

Runs as a process of its own, so that the supervisor never holds a connection. It prints one JSON
line: the demo sign-ins that work in this database, an empty list where there are none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.serving import processes
from webapp.serving.problems import CannotRun, exit_code, say


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a person of the demo warehouse signs in: by password, or by badge and PIN."""

    name: str
    password: str
    role: str
    badge: str
    pin: str


def prepare() -> tuple[SignIn, ...]:
    """Make the database ready in a process of its own; the demo sign-ins that work in it."""
    done = processes.run(sys.executable, "-m", "webapp.serving.database")
    if done.returncode:
        raise CannotRun(
            f"The database could not be made ready: {processes.last_line(done.stderr)}\n"
            "To see more: .venv/bin/flask --app wsgi db upgrade"
        )
    return tuple(SignIn(**one) for one in json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> int:
    """Migrate, fill an empty database, print the sign-ins."""
    from flask_migrate import upgrade

    from webapp.app import create_app
    from webapp.settings import SettingRefusedError

    try:
        app = create_app()
    except SettingRefusedError as refused:
        raise CannotRun(str(refused)) from refused
    with app.app_context():
        upgrade()
        if is_empty():
            load_demo()
        say(json.dumps(working_sign_ins()))
    return 0


def is_empty() -> bool:
    """Nobody can sign in and nothing can be stocked: nothing here is anybody's."""
    from sqlalchemy import select

    from webapp.extensions import db
    from webapp.models import Product, User

    found = [db.session.scalar(select(model.id).limit(1)) for model in (User, Product)]
    # What another process writes from now on must be visible to the next look.
    db.session.rollback()
    return found == [None, None]


def load_demo() -> None:
    """`flask --app wsgi demo load`, as a person would type it."""
    done = processes.run(sys.executable, "-m", "flask", "--app", "wsgi", "demo", "load")
    if done.returncode:
        raise CannotRun(
            f"the demo warehouse could not be loaded: {processes.last_line(done.stderr)}"
        )


def working_sign_ins() -> Sequence[dict[str, str]]:
    """Those of the demo that exist in this database, as plain values."""
    from sqlalchemy import select

    from webapp.commands.demo import SIGN_INS
    from webapp.extensions import db
    from webapp.models import User

    present = set(db.session.scalars(select(User.name)))
    fields = ("name", "password", "role", "badge", "pin")
    rows = (dict(zip(fields, (str(value or "") for value in one), strict=True)) for one in SIGN_INS)
    return [row for row in rows if row["name"] in present]


if __name__ == "__main__":
    sys.exit(exit_code(main))
