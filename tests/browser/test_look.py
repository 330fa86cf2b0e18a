"""Every screen on a phone, on a narrow one and on a desk, by day and by night."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from werkzeug.routing import Map, Rule

from tests.browser.gallery import FLOOR, SCREENS, Gallery, Screen, prepare
from tests.browser.looking import (
    AXE,
    COLOURS,
    EVERY,
    SEVEN_TO_ONE,
    sticks_out,
    too_small,
    violations,
)
from tests.browser.scanner import HOLDING
from tests.browser.server import served
from tests.browser.worker import Person
from tests.databases import url_of
from tests.people import change
from webapp.app import create_app
from webapp.extensions import db

FLOOR_SCREENS = [screen for screen in SCREENS if screen.name in FLOOR]
PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)


@pytest.fixture(scope="module")
def gallery(
    browser: Browser, demo_book: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gallery]:
    """Looking changes nothing, so all screens share one warehouse, and each person one browser."""
    room = tmp_path_factory.mktemp("gallery")
    shutil.copyfile(demo_book, room / "book.sqlite3")
    url = url_of(room / "book.sqlite3")
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "for tests", "INSTANCE_PATH": room})
    with served(app) as program:
        made = prepare(program)
        for who in {screen.who for screen in SCREENS}:
            made.browsers[who] = browser.new_context(
                service_workers="block", reduced_motion="reduce", viewport=size_of(PHONE)
            )
            made.browsers[who].add_init_script(HOLDING)
            made.watch.over(made.browsers[who])
            if who:
                sign_in(made, who)
        yield made
        for context in made.browsers.values():
            context.close()
    with app.app_context():
        db.engine.dispose()


def sign_in(gallery: Gallery, who: str) -> None:
    """Their browser knows them from now on."""
    page = gallery.browsers[who].new_page()
    Person(page, page.context.new_cdp_session(page), gallery.program.url).come_in(who)
    page.close()


def size_of(size: tuple[int, int]) -> ViewportSize:
    """A screen's width and height."""
    return {"width": size[0], "height": size[1]}


@pytest.fixture
def visit(gallery: Gallery) -> Iterator[Callable[[Screen], Page]]:
    """Opens a screen as whoever it is made for."""
    gallery.watch.heard.clear()
    opened: list[Page] = []

    def open_screen(screen: Screen) -> Page:
        page = gallery.browsers[screen.who].new_page()
        opened.append(page)
        page.goto(gallery.address(screen))
        if screen.then:
            screen.then(page)
        page.evaluate(AXE.read_text("utf-8"))
        return page

    yield open_screen
    for page in opened:
        page.close()
    assert gallery.watch.complaints() == []


@pytest.fixture
def in_vietnamese(gallery: Gallery) -> Iterator[None]:
    """What people have chosen, and what the browser of somebody unknown asks for."""
    gallery.browsers[""].set_extra_http_headers({"Accept-Language": "vi"})
    change(gallery.program.app, "update users set language = 'vi'")
    yield
    gallery.browsers[""].set_extra_http_headers({"Accept-Language": "en"})
    change(gallery.program.app, "update users set language = 'en'")


@pytest.mark.feature("UX-10", "UX-19")
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_can_be_read_and_touched(screen: Screen, visit: Callable[[Screen], Page]) -> None:
    page = visit(screen)
    # Every rule once on the phone and once at the desk; colours in both themes on both, and
    # stricter on the floor, where the sun shines in.
    colours = SEVEN_TO_ONE if screen.name in FLOOR else COLOURS
    looks = [("light", PHONE, EVERY), ("light", DESK, colours)]
    looks += [("dark", DESK, EVERY), ("dark", PHONE, colours)]
    found = []
    for theme, size, rules in looks:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size(size_of(size))
        found += [f"{theme} {size[0]}: {one}" for one in violations(page, rules)]
        found += [f"{size[0]}: {one}" for one in sticks_out(page)]
    if screen.name in FLOOR:
        page.emulate_media(color_scheme="light", contrast="more")
        found += [f"high contrast: {one}" for one in violations(page, SEVEN_TO_ONE)]
    assert found + measured(page, screen) == []


@pytest.mark.feature("UX-10")
@pytest.mark.parametrize("screen", FLOOR_SCREENS, ids=lambda screen: screen.name)
def test_a_screen_holds_the_longer_words_of_vietnamese(
    screen: Screen, visit: Callable[[Screen], Page], in_vietnamese: None
) -> None:
    page = visit(screen)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert measured(page, screen) == []


def measured(page: Page, screen: Screen) -> list[str]:
    """What sticks out on phones, and what a thumb would miss."""
    found = []
    for size in (PHONE, NARROW):
        page.set_viewport_size(size_of(size))
        found += [f"{size[0]}: {one}" for one in sticks_out(page)]
        if screen.name in FLOOR:
            found += [f"{size[0]}: {one}" for one in too_small(page)]
    return found


SPOILED = """() => document.querySelector("main").insertAdjacentHTML("beforeend",
  "<p id='spoiled-text'>hardly to be read</p><div id='spoiled-width'>wide</div>"
  + "<button type='button' id='spoiled-target'></button>")"""
SPOILS = """() => {
  const style = (id, more) => Object.assign(document.getElementById(id).style, more);
  style("spoiled-text", { color: "#bbb", background: "#fff" });
  style("spoiled-width", { width: "500px" });
  style("spoiled-target", { width: "20px", height: "20px", minHeight: "0" });
}"""


def test_what_is_wrong_on_a_screen_is_seen(visit: Callable[[Screen], Page]) -> None:
    page = visit(SCREENS[0])
    page.evaluate(SPOILED)
    page.evaluate(SPOILS)
    assert {one.split(":")[0] for one in violations(page, EVERY)} == {
        "button-name",
        "color-contrast",
    }
    page.evaluate("() => { document.getElementById('spoiled-text').style.color = '#6b6b6b'; }")
    (grey,) = violations(page, SEVEN_TO_ONE)
    assert grey.startswith("color-contrast-enhanced: #spoiled-text")
    assert sticks_out(page)[0].startswith("the page is 5")
    assert too_small(page) == ['button "" 20×20']


# What is got and is no page: files, parts of pages, signs of life.
NO_PAGES = re.compile(r"^/(api|s)/|\.(csv|pdf|zpl|json|js|crt|webmanifest)$|^/(healthz|readyz)$")
PARTS = {
    "/stock/below",
    "/floor/card/<flow>/<int:task_id>",
    "/nomenclature/pattern",
    "/nomenclature/test",
}


def test_no_page_is_left_out(gallery: Gallery) -> None:
    rules = gallery.program.app.url_map
    pages = {
        rule.rule
        for rule in rules.iter_rules()
        if "GET" in (rule.methods or ()) and not NO_PAGES.search(rule.rule)
    }
    shown = {
        rule.rule
        for screen in SCREENS
        if screen.name != "no such page"
        for rule, _ in [match(rules, gallery.address(screen))]
    }
    assert pages - PARTS - shown == set()


def match(rules: Map, address: str) -> tuple[Rule, Any]:
    """The rule that an address belongs to."""
    return rules.bind("localhost").match(urlsplit(address).path, return_rule=True)
