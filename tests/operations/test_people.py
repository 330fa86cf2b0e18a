"""Users, their tries and their tokens, straight at the book."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from tests import people
from webapp.extensions import db
from webapp.models import Role
from webapp.operations.people import (
    Digests,
    NewUser,
    NotAdded,
    add_user,
    allow_user,
    faults_of,
    give_badge,
    stop_user,
)
from webapp.operations.sign_in import Attempt, Outcome, Wait, Way, Welcome, Wrong, sign_in
from webapp.operations.tokens import PREFIX, digest_of
from webapp.operations.unit_of_work import run

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def tried(app: Flask, who: str, secret: str, *, seconds: float = 0, way: Way = Way.NAME) -> Outcome:
    """One attempt, so many seconds after noon."""
    with app.app_context():
        at = NOON + timedelta(seconds=seconds)
        return sign_in(db.engine, Attempt(way, who, secret), now=at)


@pytest.mark.feature("UX-20")
@pytest.mark.parametrize("who", ["anna", "nobody"])
def test_known_and_unknown_wait_alike(app: Flask, who: str) -> None:
    people.add(app, "anna")
    outcomes = [tried(app, who, "wrong", seconds=n) for n in range(6)]
    assert outcomes == [Wrong()] * 5 + [Wait(59)]
    assert tried(app, who, people.PASSWORD, seconds=63.5) == Wait(1)
    again = [tried(app, who, "wrong", seconds=64 + n) for n in range(6)]
    assert again == [Wrong()] * 5 + [Wait(59)]


def test_after_a_minute_the_right_secret_is_right(app: Flask) -> None:
    people.add(app, "anna", badge="B-17")
    for _ in range(5):
        tried(app, "anna", "wrong")
    assert tried(app, "B-17", people.PIN, way=Way.BADGE, seconds=59) == Wait(1)
    assert isinstance(tried(app, "B-17", people.PIN, way=Way.BADGE, seconds=60), Welcome)
    assert people.read(app, "select wrong_tries, wait_until from users") == [(0, None)]


@pytest.mark.parametrize("who", ["anna", "nobody"])
def test_guesses_side_by_side_are_counted_too(app: Flask, who: str) -> None:
    people.add(app, "anna")
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda _: tried(app, who, "wrong"), range(16)))
    assert (outcomes.count(Wrong()), outcomes.count(Wait(60))) == (5, 11)


def test_what_was_typed_as_an_unknown_name_is_not_kept(app: Flask) -> None:
    tried(app, "my password by mistake", "x")
    ((key, tries),) = people.read(app, "select key, wrong_tries from unknown_tries")
    assert "password" not in str(key)
    assert tries == 1
    tried(app, "another", "x", seconds=86401)
    assert people.read(app, "select count(*) from unknown_tries") == [(1,)]


def test_a_badge_is_no_name_and_a_pin_no_password(app: Flask) -> None:
    people.add(app, "anna", badge="B-17")
    assert tried(app, "B-17", people.PIN) == Wrong()
    assert tried(app, "anna", people.PIN) == Wrong()
    assert tried(app, "anna", people.PASSWORD, way=Way.BADGE) == Wrong()


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        (NewUser("", Role.WORKER, "long enough"), {"name": "A name is needed."}),
        (
            NewUser("a", Role.WORKER, "short"),
            {"password": "A password has at least 8 characters."},
        ),
        (
            NewUser("a", Role.WORKER, "long enough", "B-1"),
            {"pin": "A badge needs a PIN."},
        ),
        (
            NewUser("a", Role.WORKER, "long enough", "B-1", "12a4"),
            {"pin": "A PIN has 4 to 12 digits."},
        ),
        (
            NewUser("a", Role.WORKER, "long enough", None, "1234"),
            {"pin": "A PIN goes with a badge; scan the badge as well."},
        ),
        (
            NewUser("a", Role.WORKER, "long enough", "lw*ok", "1234"),
            {"badge": "lw*ok is a command, so it cannot be a badge."},
        ),
        (
            NewUser("a\x00b", Role.WORKER, "long enough"),
            {"name": "A name is written in letters, digits and signs."},
        ),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said_by_field(
    new: NewUser, faults: dict[str, str]
) -> None:
    assert {name: str(words) for name, words in faults_of(new).items()} == faults


@pytest.mark.parametrize(
    ("new", "faults"),
    [
        (
            NewUser("Anna", Role.WORKER, "long enough"),
            {"name": "There is already a user Anna."},
        ),
        (
            NewUser("binh", Role.WORKER, "long enough", "B-17", "1234"),
            {"badge": "This badge belongs to anna."},
        ),
    ],
)
def test_a_name_and_a_badge_belong_to_one_user(
    app: Flask, new: NewUser, faults: dict[str, str]
) -> None:
    people.add(app, "anna", badge="B-17")
    with app.app_context():
        done = run(db.engine, lambda work: add_user(work, new, Digests.of(new), by=None))
    assert isinstance(done, NotAdded)
    assert {name: str(words) for name, words in done.faults.items()} == faults
    assert people.read(app, "select count(*) from users") == [(1,)]


@pytest.mark.feature("AD-09")
def test_changes_to_users_are_kept_with_who_made_them(app: Flask) -> None:
    admin = people.add(app, "admin", Role.ADMIN)
    anna = people.add(app, "anna", badge="B-17")
    with app.app_context():
        run(db.engine, lambda work: stop_user(work, anna, by=admin))
        run(db.engine, lambda work: stop_user(work, anna, by=admin))
        run(db.engine, lambda work: allow_user(work, anna, by=admin))
        run(db.engine, lambda work: give_badge(work, anna, "B-18", "digest", by=admin))
    rows = people.read(
        app,
        "select by_user_id, what, before, after from user_changes where user_id = :id order by id",
        id=anna,
    )
    assert rows == [
        (None, "added", None, "worker"),
        (admin, "active", "yes", "no"),
        (admin, "active", "no", "yes"),
        (admin, "badge", "B-17", "B-18"),
    ]


def test_the_history_of_users_is_never_changed(app: Flask) -> None:
    people.add(app, "anna")
    for statement in ("update user_changes set after = 'x'", "delete from user_changes"):
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            people.change(app, statement)


def test_nobody_stops_themselves(app: Flask) -> None:
    admin = people.add(app, "admin", Role.ADMIN)
    with app.app_context():
        no = run(db.engine, lambda work: stop_user(work, admin, by=admin))
    assert str(no) == "You cannot stop yourself. Ask another admin."


def test_secrets_and_tokens_are_kept_as_digests_alone(app: Flask) -> None:
    anna = people.add(app, "anna", badge="B-17")
    token = people.token(app, anna)
    assert token.startswith(PREFIX)
    assert people.read(app, "select digest from tokens") == [(digest_of(token),)]
    ((password, pin),) = people.read(app, "select password_hash, pin_hash from users")
    assert str(password).startswith("$argon2id$")
    assert str(pin).startswith("$argon2id$")
