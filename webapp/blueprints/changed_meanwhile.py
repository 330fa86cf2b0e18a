"""409: the record in a form was changed while the form was open. What was entered is not lost.

The page says who changed what, shows what was entered beside it, and sends it again as it was,
knowingly, at one tap; a program is told the same with the version to name next time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request

from webapp.blueprints import access, errors, shown
from webapp.blueprints.changed_words import value
from webapp.blueprints.errors import Said
from webapp.blueprints.next_page import safe_next
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.operations.versions import ChangedSinceError
from webapp.queries import versions
from webapp.queries.version_kinds import KINDS
from webapp.rules.versions import written
from webapp.words import T, Words

CHANGED = Said(
    "changed_meanwhile",
    T("Changed meanwhile"),
    T("Somebody changed this while your form was open. Nothing of yours was saved."),
)
# Nobody's secret is written into a page; its form is filled in anew.
SECRETS = ("pin", "password")
OF_THE_FORM = ("csrf_token", "version")


@dataclass(frozen=True, slots=True)
class Row:
    """One field: when the form was opened, now, and what was entered."""

    name: str
    was: str
    now: str
    typed: str | None
    is_changed: bool


def install(app: Flask) -> None:
    """Answer a form that is not as it was shown any more."""
    app.register_error_handler(ChangedSinceError, on_changed)


def on_changed(fault: ChangedSinceError) -> Response:
    """In the shape that the asker reads."""
    return page(fault) if access.reads_pages() else problem(fault)


def message_of(fault: ChangedSinceError) -> Words:
    """Who changed it and when, where the book says so."""
    if fault.last is None or fault.last.user is None:
        return CHANGED.message
    return T(
        "%(name)s changed this at %(time)s, while your form was open. Nothing of yours was saved.",
        name=fault.last.user,
        time=shown.moment(fault.last.at),
    )


def problem(fault: ChangedSinceError) -> Response:
    """application/problem+json, with each change and the version as it is now."""
    changes = [{"field": one.field, "was": one.was, "now": one.now} for one in fault.differs]
    more: dict[str, Any] = {
        "changes": changes,
        "now": dict(fault.now),
        "version": written(fault.kind, fault.key, fault.now),
        "changed_by": fault.last.user if fault.last else None,
        "changed_at": fault.last.at.isoformat() if fault.last else None,
    }
    return errors.problem(409, CHANGED, message_of(fault), CHANGED.code, {}, more)


def page(fault: ChangedSinceError) -> Response:
    """The page for people."""
    form = request.form
    secret = any(name in form for name in SECRETS)
    text = render_template(
        "errors/changed.html",
        heading=said(CHANGED.heading),
        message=said(message_of(fault)),
        rows=rows_of(fault),
        again_url=request.path,
        again=None
        if secret
        else [pair for pair in form.items(multi=True) if pair[0] not in OF_THE_FORM],
        version=written(fault.kind, fault.key, fault.now),
        open_url=safe_next(urlsplit(request.referrer or "").path or None),
    )
    return Response(text, 409, content_type="text/html; charset=utf-8")


def rows_of(fault: ChangedSinceError) -> list[Row]:
    """What was changed, then what was entered beside it."""
    kind = KINDS[fault.kind]
    with reading() as connection:
        typed = versions.called(connection, fault.kind, request.form)
    changed = {one.field: one for one in fault.differs}
    found = []
    for name, field in kind.fields.items():
        now, mine = fault.now.get(name, ""), typed.get(name)
        was = changed[name].was if name in changed else now
        if name in changed or mine not in (None, now):
            entered = None if mine is None else value(fault.kind, name, mine)
            before, after = (value(fault.kind, name, one) for one in (was, now))
            found.append(Row(said(field.words), before, after, entered, name in changed))
    return sorted(found, key=lambda row: not row.is_changed)
