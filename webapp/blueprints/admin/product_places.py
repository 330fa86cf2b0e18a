"""The places of a product: where it is picked, what feeds that, and when it is filled."""

from __future__ import annotations

from flask import Response, abort, request
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.numbers import LARGEST, Numbers
from webapp.blueprints.admin.products import PRODUCT, must_exist, page_of, told
from webapp.blueprints.edits import edit
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.models import PlaceRole, Role
from webapp.operations import product_places as acts
from webapp.operations.product_places import Place
from webapp.queries import locations as reads
from webapp.queries.products import ProductRow
from webapp.words import T

EDITED = "product_places"


@blueprint.post(f"{PRODUCT}/places")
@allow(Role.SUPERVISOR)
def keep_place(product_id: int) -> Response | Redirect:
    """A bin of the product, new or changed."""
    found = must_exist(product_id)
    given = Numbers(request.form)
    wanted = wanted_here(given, found)
    if wanted is None or given.faults:
        return page_of(product_id, faults=given.faults)
    by = operator().id
    if faults := edit(EDITED, product_id, lambda work: acts.keep(work, wanted, by=by)):
        return page_of(product_id, faults=faults)
    return told(product_id, T("The places of %(product)s are kept.", product=found.sku))


@blueprint.post(f"{PRODUCT}/places/<int(max={LARGEST}):place_id>")
@allow(Role.SUPERVISOR)
def drop_place(product_id: int, place_id: int) -> Redirect:
    """The product has no place there any more."""
    found = must_exist(product_id)
    by = operator().id
    dropped = edit(EDITED, product_id, lambda work: acts.drop(work, product_id, place_id, by=by))
    if not dropped:
        abort(404)
    return told(product_id, T("The places of %(product)s are kept.", product=found.sku))


def wanted_here(given: Numbers, product: ProductRow) -> Place | None:
    """The place that the form describes; None where its bin or its role are not known."""
    code, role = given.text("location", most=64), request.form.get("role", "")
    with reading() as connection:
        location_id = reads.id_of(connection, code)
        sizes = {size.quantity for size in reads.needs_of(connection, product.id)[1]}
    if location_id is None:
        no_such = T("No location has the code %(code)s.", code=code)
        given.faults.setdefault("location", no_such)
    if role not in set(PlaceRole):
        given.faults["role"] = T("Choose one of the list.")
    size = given.one_of("pack", sizes) or 1
    # In packagings a level is a whole number of them; in base units what the product's scale has.
    scale = product.scale if size == 1 else 0
    levels = [given.counted(name, scale, "") for name in ("minimum", "target")]
    minimum, target = (None if level is None else level * size for level in levels)
    if location_id is None or role not in set(PlaceRole):
        return None
    priority = given.whole("priority") or acts.FIRST
    return Place(product.id, location_id, PlaceRole(role), priority, minimum, target, size)
