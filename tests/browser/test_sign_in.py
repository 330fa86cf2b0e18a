"""Coming in and going: by name, by badge and PIN, another person's turn, and what waits unsent."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.scanner import burst
from tests.browser.server import Served
from tests.browser.watch import Watch
from tests.browser.worker import Person
from tests.people import read
from webapp.demo.numbers import gtin

GIFT_CARD = gtin(5)


def signed_in_as(person: Person) -> str:
    """The name in the menu."""
    person.page.get_by_label("Menu").first.click()
    return person.page.locator(".head-panel p").inner_text()


def press_pin(person: Person, pin: str) -> None:
    """On the page's own large keys."""
    for digit in pin:
        person.page.get_by_role("button", name=digit, exact=True).click()
    person.page.get_by_role("button", name="Sign in").click()


def test_a_name_with_its_password_opens_the_page_that_was_wanted(
    program: Served, person: Callable[..., Person], watch: Watch
) -> None:
    watch.allow("401")
    someone = person(program)
    someone.open("/receive")
    someone.page.wait_for_url(re.compile(r"/sign-in\?next="))
    someone.page.get_by_label("Name").fill("worker")
    someone.page.get_by_label("Password").fill("wrong")
    someone.page.get_by_role("button", name="Sign in").click()
    expect(someone.page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    someone.page.get_by_label("Password").fill("demo-worker")
    someone.page.get_by_role("button", name="Sign in").click()
    someone.page.wait_for_url("**/receive")


@pytest.mark.feature("UX-20")
def test_a_badge_scan_and_a_pin_let_in(program: Served, person: Callable[..., Person]) -> None:
    someone = person(program)
    someone.open("/badge")
    someone.page.evaluate("() => document.activeElement.blur()")
    burst(someone.cdp, "BADGE-02")
    expect(someone.page.get_by_label("PIN", exact=True)).to_be_visible()
    press_pin(someone, "2222")
    someone.arrives("/$")
    assert signed_in_as(someone) == "Signed in as worker2"


def test_a_badge_typed_and_entered_asks_for_the_pin(
    program: Served, person: Callable[..., Person]
) -> None:
    someone = person(program)
    someone.open("/badge")
    someone.page.get_by_label("Badge").press_sequentially("BADGE-01", delay=80)
    someone.page.keyboard.press("Enter")
    pin = someone.page.get_by_label("PIN", exact=True)
    expect(pin).to_be_focused()
    someone.page.get_by_role("button", name="9", exact=True).click()
    someone.page.get_by_role("button", name="Delete the last digit").click()
    expect(pin).to_have_value("")
    pin.press_sequentially("1111", delay=80)
    someone.page.keyboard.press("Enter")
    someone.arrives("/$")


def test_another_badge_at_the_pin_is_another_persons_turn(
    program: Served, person: Callable[..., Person]
) -> None:
    someone = person(program)
    someone.open("/badge")
    for badge in ("BADGE-01", "BADGE-02"):
        burst(someone.cdp, badge)
        expect(someone.page.locator(f"input[name=badge][value={badge}]")).to_have_count(1)
    press_pin(someone, "2222")
    someone.arrives("/$")
    assert signed_in_as(someone) == "Signed in as worker2"


@pytest.mark.feature("UX-20")
def test_one_tap_and_a_badge_change_the_user(worker: Person) -> None:
    assert signed_in_as(worker) == "Signed in as worker"
    worker.page.get_by_role("button", name="Change user").click()
    worker.page.wait_for_url("**/badge")
    burst(worker.cdp, "BADGE-02")
    press_pin(worker, "2222")
    worker.arrives("/$")
    assert signed_in_as(worker) == "Signed in as worker2"


@pytest.mark.feature("UX-20")
def test_a_session_left_alone_ends_and_its_scans_are_kept(
    worker: Person, program: Served, watch: Watch
) -> None:
    watch.allow("401")
    worker.scan("RC-0007")
    worker.arrives("/receive/")
    program.app.config["IDLE_MINUTES"] = 0
    worker.scan(GIFT_CARD, GIFT_CARD)
    worker.hears("saved", "You are signed out. Your scans are kept on this phone.")
    expect(worker.page.locator("#unsent b")).to_have_text("2")
    program.app.config["IDLE_MINUTES"] = 30
    worker.page.get_by_role("link", name="Sign in").click()
    worker.page.get_by_label("Name").fill("worker")
    worker.page.get_by_label("Password").fill("demo-worker")
    worker.page.get_by_role("button", name="Sign in").click()
    worker.arrives("/receive/")
    worker.hears("accepted", "+1 GIFT-CARD: 2 of 100.")
    expect(worker.page.locator("#unsent")).to_be_hidden()
    received = read(
        program.app, "select quantity from moves where kind = 'receive' and scan_id is not null"
    )
    assert received == [(1,), (1,)]


def test_signing_out_with_unsent_scans_asks_first(worker: Person, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    worker.scan("RC-0007")
    worker.arrives("/receive/")
    worker.page.context.set_offline(True)
    worker.scan(GIFT_CARD)
    worker.hears("saved")
    worker.page.get_by_label("Menu").first.click()
    worker.page.get_by_role("button", name="Sign out").click()
    question = worker.page.locator("dialog[open]")
    expect(question).to_contain_text(
        "Scans not yet sent: 1. They stay on this phone and are sent when you sign in here again."
    )
    question.get_by_role("button", name="Stay").click()
    expect(question).to_have_count(0)
    worker.page.context.set_offline(False)
    expect(worker.page.locator("#unsent")).to_be_hidden()
    worker.hears("accepted", "+1 GIFT-CARD: 1 of 100.")
