"""What a product weighs, how high it is, and beside what it may lie."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.numbers import Numbers
from webapp.blueprints.admin.products import PRODUCT, must_exist, page_of, told
from webapp.blueprints.edits import edit
from webapp.blueprints.identity import operator
from webapp.blueprints.reading import reading
from webapp.models import Role
from webapp.operations import storage as acts
from webapp.operations.storage import LONGEST_CLASS, ProductStorage
from webapp.queries import locations as reads
from webapp.words import T


@blueprint.post(f"{PRODUCT}/storage")
@allow(Role.ADMIN)
def measure_product(product_id: int) -> Response | Redirect:
    """Weight to the gram, heights, class and category; empty is not known."""
    found = must_exist(product_id)
    given = Numbers(request.form)
    with reading() as connection:
        _, sizes = reads.needs_of(connection, product_id)
        categories = {row.id for row in reads.categories(connection)}
    wanted = ProductStorage(
        weight_g=given.kilograms("weight"),
        height_mm=given.whole("height"),
        storage_class=given.text("class", most=LONGEST_CLASS) or None,
        category_id=given.one_of("category", categories),
        heights=tuple(sorted((size.id, given.whole(f"height_{size.id}")) for size in sizes)),
    )
    if given.faults:
        return page_of(product_id, faults=given.faults)
    by = operator().id
    edit("product_storage", product_id, lambda work: acts.measure(work, product_id, wanted, by=by))
    return told(product_id, T("What %(product)s needs in a bin is kept.", product=found.sku))
