"""Without a connection: scans are saved, said to be saved and no more, and counted once after."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.server import Served
from tests.browser.watch import Watch
from tests.browser.worker import Person
from tests.people import read
from webapp.demo.numbers import gtin
from webapp.extensions import db
from webapp.operations.unit_of_work import unit_of_work

GIFT_CARD, RIBBON_INNER, RIBBON = gtin(5), gtin(8, indicator=1), gtin(8)
FIVE = (GIFT_CARD, GIFT_CARD, RIBBON_INNER, RIBBON, GIFT_CARD)


@pytest.fixture(autouse=True)
def told(watch: Watch) -> None:
    """A browser without a connection says so in its console, and that is all it may say."""
    watch.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION")


def receiving(installed: Person) -> None:
    """A receipt with two untracked products, open on the screen."""
    installed.scan("RC-0007")
    installed.arrives("/receive/")


def in_the_book(program: Served) -> list[tuple[str, int]]:
    """What was received, in the order it was written."""
    return [
        (sku, quantity)
        for sku, quantity in read(
            program.app,
            "select p.sku, m.quantity from moves m join products p on p.id = m.product_id"
            " where m.kind = 'receive' and m.scan_id is not null order by m.id",
        )
    ]


def controlled(installed: Person) -> None:
    """The service worker serves this page and has kept its shell."""
    installed.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    installed.page.reload()
    installed.ready()
    kept = "async () => Boolean(await (await caches.open('shell')).match('/offline'))"
    assert installed.page.evaluate(kept)


@pytest.mark.feature("UX-15")
def test_five_scans_without_a_connection_are_five_in_the_book_in_order(
    installed: Person, program: Served
) -> None:
    receiving(installed)
    controlled(installed)
    installed.page.context.set_offline(True)
    installed.scan(*FIVE)
    expect(installed.page.locator("#unsent b")).to_have_text("5")
    installed.hears("saved", f"{GIFT_CARD} is saved on this phone.")
    expect(installed.answer.locator("[data-for=saved]").last).to_have_text(
        "Saved on this phone, not yet checked"
    )
    assert in_the_book(program) == []
    other = installed.page.context.new_page()
    other.goto(f"{installed.url}/look-up?code=never-opened")
    expect(other.get_by_role("heading", name="No network")).to_be_visible()
    expect(other.locator("#unsent-count")).to_have_text("5")
    expect(other.locator(".saved-list .code")).to_have_text(list(FIVE))
    other.close()
    installed.hush()
    installed.page.context.set_offline(False)
    expect(installed.page.locator("#unsent")).to_be_hidden()
    installed.hears("accepted", "+1 GIFT-CARD: 3 of 100.")
    assert in_the_book(program) == [
        ("GIFT-CARD", 1), ("GIFT-CARD", 1), ("RIBBON", 10), ("RIBBON", 1), ("GIFT-CARD", 1),
    ]  # fmt: skip


@pytest.mark.feature("UX-15")
def test_a_scan_whose_answer_was_lost_moves_once(installed: Person, program: Served) -> None:
    receiving(installed)
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(json.loads(route.request.post_data or "{}")["scan_id"])
        route.abort()

    installed.page.route(re.compile(r"/api/v1/scans"), lose_the_first_answer)
    installed.scan(GIFT_CARD)
    installed.hears("accepted", "+1 GIFT-CARD: 1 of 100.")
    expect(installed.page.locator("#unsent")).to_be_hidden()
    assert len(lost) == 1
    assert in_the_book(program) == [("GIFT-CARD", 1)]


@pytest.mark.feature("UX-14", "UX-15")
def test_unsent_scans_outlive_the_page(installed: Person, program: Served) -> None:
    receiving(installed)
    controlled(installed)
    address = installed.page.url
    installed.page.context.set_offline(True)
    installed.scan(GIFT_CARD, RIBBON)
    expect(installed.page.locator("#unsent b")).to_have_text("2")
    installed.page.close()
    reopened = installed.page.context.new_page()
    reopened.goto(address)
    expect(reopened.locator("#unsent b")).to_have_text("2")
    reopened.context.set_offline(False)
    expect(reopened.locator("#unsent")).to_be_hidden()
    assert in_the_book(program) == [("GIFT-CARD", 1), ("RIBBON", 1)]


@pytest.mark.feature("UX-15")
def test_a_scan_the_server_is_too_busy_for_is_kept_and_sent_again(
    installed: Person, program: Served, watch: Watch
) -> None:
    watch.allow("status of 503")
    receiving(installed)
    program.app.config["WRITE_WAIT_SECONDS"] = 0.1
    with program.app.app_context():
        engine = db.engine
    with unit_of_work(engine):
        with installed.page.expect_response(lambda answer: answer.status == 503):
            installed.scan(GIFT_CARD)
        expect(installed.page.locator("#unsent b")).to_have_text("1")
    installed.hears("accepted", "+1 GIFT-CARD: 1 of 100.")
    expect(installed.page.locator("#unsent")).to_be_hidden()
    assert in_the_book(program) == [("GIFT-CARD", 1)]
