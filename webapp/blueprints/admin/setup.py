"""Set-up: everything that is arranged once, as one page of doors."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.shown import said
from webapp.models import Role
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Door:
    """One thing to arrange: `role` is the least that may open it."""

    url: str
    icon: str
    label: Words
    detail: Words
    role: Role


DOORS: tuple[Door, ...] = (
    Door(
        "/products",
        "package",
        T("Products"),
        T("the sizes they come in and the codes they answer to"),
        Role.SUPERVISOR,
    ),
    Door(
        "/locations",
        "map-pin",
        T("Locations"),
        T("the tree of places, what each holds, what is blocked"),
        Role.SUPERVISOR,
    ),
    Door(
        "/storage-categories",
        "boxes",
        T("Storage categories"),
        T("what kinds of bins carry, and classes kept apart"),
        Role.ADMIN,
    ),
    Door(
        "/label-shapes",
        "split",
        T("Labels read before"),
        T("how suppliers' labels are read where separators are lost"),
        Role.SUPERVISOR,
    ),
    Door(
        "/partners",
        "truck",
        T("Partners"),
        T("how long goods must live for suppliers and customers"),
        Role.ADMIN,
    ),
    Door(
        "/tracking",
        "hash",
        T("Lots and serial numbers"),
        T("whether this warehouse tracks them, and dates of lots"),
        Role.ADMIN,
    ),
    Door("/users", "users", T("Users"), T("who may sign in, badges and PINs"), Role.ADMIN),
    Door(
        "/nomenclature",
        "list-checks",
        T("Nomenclature"),
        T("how codes of your own are read: weighed goods, in-house labels"),
        Role.ADMIN,
    ),
    Door(
        "/removal",
        "list-filter",
        T("Order of removal"),
        T("what leaves first, and when orders get their stock"),
        Role.ADMIN,
    ),
    Door(
        "/label-settings",
        "tag",
        T("Label settings"),
        T("company prefix, what is printed by itself, paper and symbols"),
        Role.ADMIN,
    ),
    Door(
        "/printers",
        "printer",
        T("Printers and workstations"),
        T("where labels are printed, and which device prints where"),
        Role.ADMIN,
    ),
    Door(
        "/devices",
        "smartphone",
        T("Devices"),
        T("who works on which, and how its scanner sends"),
        Role.ADMIN,
    ),
)


@blueprint.get("/setup")
@allow(Role.SUPERVISOR)
def setup_page() -> ResponseReturnValue:
    """The doors that the signed-in user may open."""
    doors = [door for door in DOORS if current_user.role.covers(door.role)]
    return render_template("admin/setup.html", doors=doors, said=said)
