"""Somebody at a screen: signs in, scans, and reads what the screen says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.scanner import burst
from webapp.demo.people import SIGN_INS

PASSWORDS = {one.name: one.password for one in SIGN_INS}


@dataclass(frozen=True, slots=True)
class Person:
    """A page, the keyboard line of a hand scanner plugged into it, and the program's address."""

    page: Page
    cdp: CDPSession
    url: str

    def sign_in(self, name: str = "worker", *, to: str = "/") -> None:
        """By name and password, as people do."""
        self.open(f"/sign-in?next={to}")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORDS[name])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"{self.url}{to}")

    def come_in(self, name: str = "worker", *, to: str = "/") -> None:
        """The same without drawing the form, for tests that begin after it."""
        page = self.page.request.get(f"{self.url}/sign-in").text()
        (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', page)[:1]
        form = {"csrf_token": token, "name": name, "password": PASSWORDS[name]}
        assert self.page.request.post(f"{self.url}/sign-in", form=form).ok
        self.open(to)

    def open(self, path: str) -> None:
        """Go to a page of the program."""
        self.page.goto(f"{self.url}{path}")

    def scan(self, *texts: str, **rhythm: Any) -> None:
        """Pull the trigger for each code, one right after the other."""
        self.hush()
        for text in texts:
            burst(self.cdp, text, **rhythm)

    def tap(self, label: str) -> None:
        """Press a button of the page by what stands on it."""
        self.hush()
        self.page.get_by_role("button", name=label, exact=True).locator("visible=true").click()

    def hush(self) -> None:
        """What is said from now on is new."""
        self.page.evaluate(
            "() => document.querySelectorAll('#answer .answer')"
            ".forEach((box) => box.setAttribute('data-heard', ''))"
        )

    @property
    def answer(self) -> Locator:
        """The answer to what was scanned last."""
        return self.page.locator("#answer:not([aria-busy]) .answer:not([data-heard])")

    def hears(self, status: str, message: str | re.Pattern[str] | None = None) -> None:
        """The screen gives an answer of this kind, with these words."""
        expect(self.answer).to_have_attribute("data-status", status)
        if message is not None:
            expect(self.answer.locator(".answer-message")).to_have_text(message)

    def sees(self, prompt: str) -> None:
        """The screen asks for this."""
        expect(self.page.locator("#card .prompt, main > .prompt").first).to_have_text(prompt)

    def sees_step(self, step: str) -> None:
        """The device check stands at this step."""
        expect(self.page.locator("#check")).to_have_attribute("data-at", step)

    def arrives(self, path: str) -> None:
        """The program has opened this page and listens."""
        self.page.wait_for_url(re.compile(re.escape(self.url) + path))
        self.ready()

    def ready(self) -> None:
        """The page's scripts run."""
        expect(self.page.locator("#scan-input")).to_be_visible()
        self.page.wait_for_load_state("load")

    def stock(self, **asked: str) -> list[dict[str, Any]]:
        """What the API says lies where."""
        response = self.page.request.get(f"{self.url}/api/v1/stock", params=asked)
        assert response.ok, response.text()
        return list(response.json()["items"])
