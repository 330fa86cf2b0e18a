"""An unknown code at a receipt is linked to its product by a supervisor, on the spot.

    unknown code ──► LW*LEARN ──► which product? ──► which size? ──► sure? ──► linked
                                  (tap or scan it)   (one, a case)   (once more)

A worker is told to ask a supervisor. The next scan of the label is the product; who linked it
stands in the history of the product's codes.
"""

from __future__ import annotations

from dataclasses import replace

from webapp.flows.receiving_draft import Case, Step
from webapp.flows.replies import Choice, Reply, accepted, choose, confirm, refused
from webapp.models import ScanStatus
from webapp.operations import codes
from webapp.operations.codes import NewCode
from webapp.queries import codes as reads
from webapp.queries.codes import PackagingRow
from webapp.queries.meanings import ProductFacts, UnknownItem
from webapp.queries.packagings import KINDS
from webapp.rules import refusals
from webapp.rules.quantities import unit_called
from webapp.words import T

UNKNOWN = ("unknown_code", "unknown_gtin")
LINK = T("Link it to a product")
LINK_IT = T("Check the label and scan again, or link the code to a product of this receipt.")
ONE = PackagingRow(0, None, 1, None)


def may(case: Case) -> bool:
    """Whether this user may say what a code stands for."""
    return case.talk.is_supervisor


def is_open(case: Case) -> bool:
    """Whether the scan before this one asked for the product of an unknown code."""
    return bool((case.before.get("learn") or {}).get("open"))


def offered(case: Case, reply: Reply) -> Reply:
    """The refusal of an unknown code, with the way to link it for whoever may."""
    known = reply.status is not ScanStatus.REFUSED or reply.code not in UNKNOWN
    if (
        known
        or not may(case)
        or reply.expected
        or case.talk.held.step not in (Step.PRODUCT, Step.QUANTITY)
    ):
        return reply
    code = unknown_code(case)
    if codes.why_not(case.talk.work, code):
        return reply
    case.talk.state["learn"] = {"code": code}
    return replace(reply, remedy=LINK_IT, action=refusals.Tap("LW*LEARN", LINK))


def unknown_code(case: Case) -> str:
    """The part of the scan that names the product: a GTIN, a product's number, or all of it."""
    for meaning in case.talk.meanings:
        if isinstance(meaning, UnknownItem):
            return meaning.text
    return case.talk.parsed.text


def begin(case: Case) -> Reply:
    """`LW*LEARN`, `LW*LEARN*product`, `LW*LEARN*product*packaging`: one question after another."""
    if not may(case):
        return refused(refusals.not_permitted(T("Linking a code to a product")))
    if not case.before.get("learn"):
        return refused(refusals.nothing_to_link())
    arguments = case.talk.command.arguments if case.talk.command else ()
    numbers = [int(one) for one in arguments if one.isascii() and one.isdigit() and len(one) < 10]
    if len(numbers) != len(arguments) or len(numbers) > 2:
        return refused(refusals.unknown_command(case.talk.shown))
    match numbers:
        case [product_id, packaging_id]:
            return link(case, product_id, packaging_id)
        case [product_id]:
            return which_size(case, product_id)
        case _:
            return which_product(case)


def which_product(case: Case) -> Reply:
    """The products of this receipt, those that still miss something first."""
    code = remain_open(case)
    lines = sorted(case.receipt.lines, key=lambda line: line.received >= line.expected)
    return choose(
        "which_product",
        T("Which product is %(code)s? Tap it, or scan a code of it that is known.", code=code),
        tuple(
            Choice(f"LW*LEARN*{line.product.id}", line.product.sku, line.product.name)
            for line in lines
        ),
    )


def which_size(case: Case, product_id: int) -> Reply:
    """How many units of the product the code stands for: one of its packagings."""
    line = case.receipt.line_of(product_id)
    if line is None:
        return not_here(case)
    sizes = sizes_of(case, line.product)
    if len(sizes) == 1:
        return link(case, product_id, sizes[0].id)
    code = remain_open(case)
    return choose(
        "which_size",
        T("What is %(code)s on?", code=code),
        tuple(
            Choice(f"LW*LEARN*{product_id}*{size.id}", called(size, line.product), line.product.sku)
            for size in sizes
        ),
    )


def sizes_of(case: Case, product: ProductFacts) -> list[PackagingRow]:
    """The packagings that a code of this product can be on; one unit where there is none of one."""
    rows = reads.packagings_of(case.talk.work.connection, product.id)
    fitting = [row for row in rows if row.quantity == 1 or not product.tracking.by_serial]
    return fitting if any(row.quantity == 1 for row in fitting) else [ONE, *fitting]


def called(size: PackagingRow, product: ProductFacts) -> object:
    """A packaging as a button."""
    amount, unit = product.amount(size.quantity), unit_called(product.unit)
    if size.kind is None:
        return T("%(n)s %(unit)s", n=amount, unit=unit)
    return T("%(kind)s: %(n)s %(unit)s", kind=KINDS[size.kind], n=amount, unit=unit)


def link(case: Case, product_id: int, packaging_id: int) -> Reply:
    """Say what will be linked; said once more, it is."""
    line = case.receipt.line_of(product_id)
    sizes = sizes_of(case, line.product) if line else []
    size = next((one for one in sizes if one.id == packaging_id), None)
    if line is None or size is None:
        return not_here(case)
    code = remain_open(case)
    what = {"code": code, "n": line.product.amount(size.quantity), "product": line.product.sku}
    about = f"{code} {product_id} {packaging_id}"
    if not case.talk.confirmed("link", about):
        case.talk.ask_once_more("link", about)
        again = refusals.Tap(f"LW*LEARN*{product_id}*{packaging_id}", T("Link it"))
        text = T("%(code)s will stand for %(n)s of %(product)s.", **what)
        return replace(
            confirm("link", text, T("Tap once more to link it, or Cancel.")), action=again
        )
    new = NewCode(product_id, code, packaging_id or None, size.quantity)
    reason = f"scanned on receipt {case.receipt.number}"
    if no := codes.add(case.talk.work, new, by=case.talk.who.id, reason=reason):
        return refused(refusals.cannot_link(no))
    case.talk.state.pop("learn", None)
    case.talk.aside = True
    text = T("%(code)s now stands for %(n)s of %(product)s. Scan it.", **what)
    return accepted("code_linked", text)


def not_here(case: Case) -> Reply:
    """A product that is not on this receipt, or a size it does not come in."""
    remain_open(case)
    return refused(refusals.cannot_link(T("That is not on this receipt.")))


def remain_open(case: Case) -> str:
    """Keep the question for the next scan; the code that it is about."""
    code = str(case.before["learn"]["code"])
    case.talk.state["learn"] = {"code": code, "open": True}
    return code
