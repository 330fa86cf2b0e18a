"""Products: the list and its CSV, and the page on which a product's codes are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin import product_shown as facts
from webapp.blueprints.admin.numbers import Numbers
from webapp.blueprints.admin.product_places_shown import places_of
from webapp.blueprints.admin.product_storage_shown import storage_of
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.edits import edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.look import language
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.languages import say
from webapp.models import ExpiryPolicy, PackagingKind, Role
from webapp.operations import codes, shelf_lives
from webapp.operations.codes import NewCode, NewPackaging
from webapp.operations.unit_of_work import run
from webapp.queries import changes, products
from webapp.queries import codes as reads
from webapp.queries.packagings import KINDS
from webapp.queries.products import ProductFilter, ProductRow, Sort
from webapp.words import T, Words

PRODUCT = "/products/<int(max=2147483647):product_id>"
CSV_ROWS = 2000
HEADER = ("sku", "name", "tracking", "expiry_policy", "unit", "gtin", "main_code", "codes")
Faults = dict[str, Words]


@blueprint.get("/products")
@allow(Role.SUPERVISOR)
def product_list() -> str:
    """One page of products, in the order asked for."""
    asked, cursor = asked_here()
    with reading() as connection:
        page = products.page(connection, asked, cursor=cursor)
    return render_template(
        "admin/products.html",
        search=asked.words,
        csv_url=address("product_csv", asked),
        next_url=address("product_list", asked, cursor=page.next) if page.next else None,
        columns={sort.value: column(asked, sort) for sort in Sort},
        rows=[facts.row_of(row) for row in page.rows],
    )


@blueprint.get("/products.csv")
@allow(Role.SUPERVISOR)
def product_csv() -> Response:
    """Every product of the list."""
    asked, _ = asked_here()
    found: list[ProductRow] = []
    with reading() as connection:
        cursor = None
        while True:
            page = products.page(connection, asked, cursor=cursor, limit=CSV_ROWS)
            found += page.rows
            cursor = page.next
            if cursor is None:
                break
    return csv_file("products", HEADER, ([getattr(row, name) for name in HEADER] for row in found))


def asked_here() -> tuple[ProductFilter, str | None]:
    """What this request asks for, and from where on."""
    given = Parameters(request.args)
    asked = ProductFilter(
        words=given.text("q") or "",
        sort=given.choice("sort", Sort) or Sort.SKU,
        descending=given.text("order") == "descending",
    )
    given.check()
    return asked, given.cursor()


def address(door: str, asked: ProductFilter, *, cursor: str | None = None) -> str:
    """The address that asks for the same list again."""
    values: dict[str, Any] = {
        "q": asked.words or None,
        "sort": None if asked.sort is Sort.SKU else asked.sort,
        "order": "descending" if asked.descending else None,
    }
    return url_for(f"admin.{door}", **values, cursor=cursor)


def column(asked: ProductFilter, sort: Sort) -> facts.Column:
    """A heading that sorts; a second tap turns the order round."""
    here = asked.sort is sort
    turned = replace(asked, sort=sort, descending=here and not asked.descending)
    order = "descending" if asked.descending else "ascending"
    return facts.Column(address("product_list", turned), order if here else None)


@blueprint.get(PRODUCT)
@allow(Role.SUPERVISOR)
def product(product_id: int) -> Response:
    """One product and all that it answers to."""
    return page_of(product_id)


@blueprint.post(f"{PRODUCT}/codes")
@allow(Role.SUPERVISOR)
def add_code(product_id: int) -> Response | Redirect:
    """One more code; why it cannot be one is said beside the field."""
    found = must_exist(product_id)
    form = request.form
    code, size = form.get("code", "").strip(), form.get("size", "")
    with reading() as connection:
        sizes = {str(row.id): row for row in reads.packagings_of(connection, product_id)}
    numbers = Numbers({} if size in sizes else form)
    units = numbers.counted("units", found.scale, found.unit) or 1
    if numbers.faults:
        return page_of(product_id, faults=numbers.faults)
    new = NewCode(product_id, code, sizes[size].id if size in sizes else None, units)
    by = operator().id
    if no := run(db.engine, lambda work: codes.add(work, new, by=by)):
        return page_of(product_id, faults={"code": no})
    return told(
        product_id,
        T("%(code)s is a code of %(product)s now.", code=codes.normal(code), product=found.sku),
    )


@blueprint.post(f"{PRODUCT}/codes/<int(max=2147483647):code_id>")
@allow(Role.SUPERVISOR)
def change_code(product_id: int, code_id: int) -> Redirect:
    """Put a code before the others, or let it name nothing any more."""
    must_exist(product_id)
    with reading() as connection:
        own = {row.id: row.code for row in reads.codes_of(connection, product_id)}
    if code_id not in own:
        abort(404)
    by, act, which = operator().id, request.form.get("act"), ("product_codes", product_id)
    if act == "main":
        edit(*which, lambda work: codes.make_main(work, product_id, code_id, by=by))
        return told(product_id, T("%(code)s is the main code now.", code=own[code_id]))
    if act != "remove":
        abort(422)
    edit(*which, lambda work: codes.remove(work, product_id, code_id, by=by))
    return told(product_id, T("%(code)s names nothing any more.", code=own[code_id]))


@blueprint.post(f"{PRODUCT}/packagings")
@allow(Role.ADMIN)
def add_packaging(product_id: int) -> Response | Redirect:
    """One more way the product comes."""
    found = must_exist(product_id)
    form = request.form
    kind, numbers = form.get("kind", ""), Numbers(form)
    quantity = numbers.counted("quantity", found.scale, found.unit)
    faults: Faults = dict(numbers.faults)
    if kind not in set(PackagingKind):
        faults["kind"] = T("A kind is needed.")
    if quantity is None:
        faults.setdefault("quantity", T("A number above 0 is needed."))
    if quantity is None or faults:
        return page_of(product_id, faults=faults)
    new = NewPackaging(product_id, PackagingKind(kind), quantity, form.get("gtin", "").strip())
    by = operator().id
    if faults := run(db.engine, lambda work: codes.add_packaging(work, new, by=by)):
        return page_of(product_id, faults=faults)
    return told(product_id, T("%(product)s comes in one more size now.", product=found.sku))


@blueprint.post(f"{PRODUCT}/life")
@allow(Role.ADMIN)
def change_life(product_id: int) -> Response | Redirect:
    """Keep how long lots of the product live, and how long they must when they come in."""
    found = must_exist(product_id)
    form, by = request.form, operator().id
    typed = {name: form.get(name, "").strip() for name in shelf_lives.FIELDS}
    short_life = form.get("short_life", "")
    if faults := edit(
        "product_life",
        product_id,
        lambda work: shelf_lives.change_product(work, product_id, typed, short_life, by=by),
    ):
        return page_of(product_id, faults=faults)
    return told(product_id, T("The days of %(product)s are kept.", product=found.sku))


def must_exist(product_id: int) -> ProductRow:
    """The product, or 404."""
    with reading() as connection:
        found = products.one(connection, product_id)
    if found is None:
        abort(404)
    return found


def told(product_id: int, words: Words) -> Redirect:
    """Back to the product, with one sentence."""
    flash(say(words, language()), "good")
    return redirect(url_for("admin.product", product_id=product_id), 303)


def page_of(product_id: int, *, faults: Faults | None = None) -> Response:
    """The product's page; with faults, what was typed stays."""
    with reading() as connection:
        kinds = ("product_codes", "product_life", "product_storage", "product_places")
        versions = versions_of(connection, **dict.fromkeys(kinds, (product_id,)))
        found = products.one(connection, product_id)
        if found is None:
            abort(404)
        sizes = reads.packagings_of(connection, product_id)
        further = reads.codes_of(connection, product_id)
        history = changes.changes_of(connection, codes.ROOM, found.sku)
        storage = storage_of(connection, found, request.form)
        places = places_of(connection, found, request.form)
        lived = changes.changes_of(connection, shelf_lives.PRODUCTS, found.sku)
        life = products.life_of(connection, product_id)
    text = render_template(
        "admin/product.html",
        versions=versions,
        product=facts.head_of(found),
        facts=facts.facts_of(found),
        packagings=[facts.packaging_of(row, found) for row in sizes],
        codes=[facts.code_of(row, found) for row in further],
        sizes=facts.sizes_of(sizes, found),
        kinds=[(kind.value, said(words)) for kind, words in KINDS.items()],
        life=facts.life_of(life) if found.expiry_policy is not ExpiryPolicy.NONE else None,
        short_life=str(life["short_life"]),
        lived=[facts.change_of(row) for row in lived],
        history=[facts.change_of(row) for row in history],
        is_admin=operator().role.covers(Role.ADMIN),
        one_each=found.tracking.by_serial,
        unit=shown.unit(found.unit),
        storage=storage,
        places=places,
        values=request.form,
        errors={name: said(words) for name, words in (faults or {}).items()},
    )
    return make_response(text, 422 if faults else 200)
