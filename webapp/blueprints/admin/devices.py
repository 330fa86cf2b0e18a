"""The devices: who was seen on which, what is done for its scanner, and whether it is in use."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.blueprints import access
from webapp.blueprints.admin import blueprint
from webapp.blueprints.edits import EVERY, edit, versions_of
from webapp.blueprints.identity import device_id, operator
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import moment, said
from webapp.models import Role
from webapp.operations import devices
from webapp.operations.people import clean
from webapp.queries.changes import ChangeRow, changes_of
from webapp.queries.devices import DeviceRow, all_devices, device_exists
from webapp.rules.scanners import in_words
from webapp.words import T, Words

LARGEST = 2**31 - 1
# What a browser says of itself, shortened to what people know it by.
SYSTEMS = re.compile(
    r"Android [\d.]+; ([^;)]+)|(iPhone|iPad)|(Windows|Macintosh|Linux|CrOS|Android)"
)
BROWSERS = re.compile(r"(Edg|OPR|SamsungBrowser|Firefox|CriOS|Chrome|Safari)/(\d+)")


@blueprint.get("/devices")
@access.allow(Role.ADMIN)
def devices_page() -> str:
    """Every device, and what was changed about them."""
    with reading() as connection:
        versions = versions_of(connection, device=EVERY)
        rows = all_devices(connection)
        history = changes_of(connection, devices.ROOM)
    names = {devices.subject_of(row.id): name_of(row) for row in rows}
    return render_template(
        "admin/devices.html",
        versions=versions,
        devices=[shown(row) for row in rows],
        history=[change_shown(row, names) for row in history],
    )


@blueprint.post("/devices/<int:wanted>")
@access.allow(Role.ADMIN)
def change_device(wanted: int) -> Response:
    """Give it a name, shut it out, or let it in again."""
    with reading() as connection:
        if wanted > LARGEST or not device_exists(connection, wanted):
            abort(404)
    by, act = operator().id, request.form.get("act")
    if act == "name":
        name = clean(request.form.get("name", ""))
        no = edit("device", wanted, lambda work: devices.call(work, wanted, name, by=by))
        return told(no or T("The device has its name."), tone="stop" if no else "good")
    if act == "allow":
        edit("device", wanted, lambda work: devices.allow(work, wanted, by=by))
        return told(T("People may sign in on it again."))
    if act != "stop":
        abort(422)
    if wanted == device_id():
        return told(T("This is the device you are using; stop it from another one."), tone="stop")
    edit("device", wanted, lambda work: devices.revoke(work, wanted, by=by))
    return told(T("Stopped. Nobody works on it any more."))


def told(words: Words, *, tone: str = "good") -> Response:
    """Back to the list, with one sentence."""
    flash(said(words), tone)
    return redirect("/devices", 303)


def shown(row: DeviceRow) -> Any:
    """A row as the template speaks of it."""
    return SimpleNamespace(
        id=row.id,
        name=name_of(row),
        called=row.called or "",
        browser=browser_of(row.name),
        last_user=row.last_user,
        last_seen=moment(row.last_seen_at),
        scanner=[said(words) for words in in_words(row.scanner)],
        revoked=row.revoked,
        mine=row.id == device_id(),
    )


def name_of(row: DeviceRow) -> str:
    """What people call it, or what can be told of it."""
    return row.called or said(T("Device %(number)s", number=row.id))


def browser_of(description: str) -> str:
    """The system and the browser out of what a browser says of itself."""
    system, browser = SYSTEMS.search(description), BROWSERS.search(description)
    named = next((part for part in system.groups() if part), "") if system else ""
    parts = (named.strip(), f"{browser[1]} {browser[2]}" if browser else "")
    return ", ".join(part for part in parts if part) or description[:40]


def change_shown(row: ChangeRow, names: dict[str, str]) -> Any:
    """One row of the history."""
    return SimpleNamespace(
        device=names.get(row.subject, row.subject),
        before=row.before or "–",
        after=row.after or "–",
        user=row.user or "–",
        at=moment(row.recorded_at),
    )
