"""Two codes of one label at home and in look-up: the page takes the first along to the second."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import Served
from tests.browser.walk import CREAM, LOT
from tests.browser.worker import Person
from tests.people import change

SHARED = (
    "insert into lots (product_id, code, status, created_at)"
    " select p.id, l.code, l.status, l.created_at from products p, lots l"
    " where l.code = :code and p.id = (select min(id) from products"
    " where tracking = 'lot' and sku <> 'HAND-CREAM')"
)


@pytest.mark.feature("BC-02", "BC-03")
@pytest.mark.parametrize("codes", [(CREAM, f"]C110{LOT}"), (f"]C110{LOT}", CREAM)])
@pytest.mark.parametrize("page", ["/", "/look-up"])
def test_product_and_lot_lead_to_that_lot_in_either_order(
    worker: Person, program: Served, page: str, codes: tuple[str, str]
) -> None:
    change(program.app, SHARED, code=LOT)
    first, second = codes
    worker.open(page)
    worker.ready()
    worker.scan(first)
    shown = ".found-head:visible, .answer-choices:visible, .work-row:visible"
    expect(worker.page.locator(shown).first).to_be_visible()
    worker.ready()
    worker.scan(second)
    worker.page.wait_for_url(re.compile("beside="))
    expect(worker.page.locator(".found h1")).to_have_text(LOT)
    expect(worker.page.locator(".found-name")).to_have_text("Hand cream, 75 ml")
