"""Scanners of every kind before the device check; once it is saved they receive real goods."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from tests.browser.scanner import FRENCH, GERMAN, GS, US, burst
from tests.browser.server import Served
from tests.browser.walk import CREAM, CREAM_CASE, LOT, goods
from tests.browser.worker import Person
from tests.people import read
from webapp.blueprints.floor.device_codes import PLAIN, SEPARATED
from webapp.demo.numbers import gtin

DRYER = gtin(2)


@dataclass(frozen=True, slots=True)
class Scanner:
    """A scanner with its habits: what it sends for GS, at the end and in front, and how."""

    name: str
    gs: str = GS
    suffix: str = "Enter"
    host: dict[str, str] = field(default_factory=lambda: US)
    swapped: bool = False
    prefix: str = ""
    gap: float = 0.004
    injects: bool = False

    def reads(self, worker: Person, text: str) -> None:
        """One scan by this scanner."""
        worker.hush()
        sent = self.prefix + text.replace(GS, self.gs)
        if self.injects:
            worker.page.locator("#scan-input").focus()
            worker.cdp.send("Input.insertText", {"text": sent})
        else:
            self.waits_for_page(worker, sent)
            burst(
                worker.cdp,
                sent,
                suffix=self.suffix,
                gap=self.gap,
                host=self.host,
                swapped=self.swapped,
            )

    def waits_for_page(self, worker: Person, sent: str) -> None:
        """A key cannot be older than its page: a slow scan is only sent to one old enough."""
        milliseconds = 4000 * self.gap * len(sent)
        while worker.page.evaluate("() => performance.now()") < milliseconds:
            pass


GOOD = Scanner("with GS and Enter")
SCANNERS = [
    (GOOD, {}, "sends as it should"),
    (
        Scanner("without GS", gs=""),
        {"Separator GS": "Fix it in the scanner"},
        "mend the rest in the scanner",
    ),
    (Scanner("on AZERTY", host=FRENCH), {"Keyboard": "Will be put right"}, "Save, and"),
    (Scanner("on QWERTZ", host=GERMAN), {"Keyboard": "Will be put right"}, "Save, and"),
    (Scanner("no suffix", suffix=""), {"End of a scan": "Will be put right"}, "Save, and"),
    (Scanner("Tab", suffix="Tab"), {}, "sends as it should"),
    (Scanner("injected text", injects=True), {}, "sends as it should"),
    (Scanner("caps lock", swapped=True), {"Capitals": "Will be put right"}, "Save, and"),
    (Scanner("percent sign", gs="%1D"), {"Separator GS": "Will be put right"}, "Save, and"),
    (Scanner("a prefix", prefix="Z#"), {"Before the code": "Will be put right"}, "Save, and"),
    (Scanner("slow", gap=0.035), {"Speed": "Will be put right"}, "Save, and"),
]


@pytest.mark.feature("UX-02", "UX-03")
@pytest.mark.parametrize(("scanner", "odd", "verdict"), SCANNERS, ids=lambda one: str(one)[:24])
def test_a_scanner_is_known_by_two_scans_and_works_from_then_on(
    worker: Person, program: Served, scanner: Scanner, odd: dict[str, str], verdict: str
) -> None:
    check(worker, scanner)
    expect(worker.page.locator("#check-verdict")).to_contain_text(verdict)
    assert {name: word for name, word in findings(worker).items() if word not in ORDINARY} == odd
    worker.tap("Save for this device")
    expect(worker.page.locator(".notice")).to_have_text("Saved. It holds from the next scan on.")
    assert read(program.app, "select count(*) from scans") == [(0,)]
    receive(worker, scanner)


ORDINARY = {"Good", "Could be better"}


def check(worker: Person, scanner: Scanner) -> None:
    """Both codes of the check, one after the other."""
    worker.open("/device")
    worker.ready()
    scanner.reads(worker, PLAIN)
    worker.sees_step("gs")
    scanner.reads(worker, SEPARATED)
    worker.sees_step("result")


def findings(worker: Person) -> dict[str, str]:
    """The card's lines: what it is about, and the word beside it."""
    lines = worker.page.locator("#findings .finding-name").all()
    return {
        line.locator("[data-part=name]").inner_text(): line.locator("[data-part=word]").inner_text()
        for line in lines
    }


def receive(worker: Person, scanner: Scanner) -> None:
    """A receipt is opened and a lot received; where GS arrives, the count behind it counts."""
    worker.open("/")
    worker.ready()
    scanner.reads(worker, "RC-0001")
    worker.arrives("/receive/")
    scanner.reads(worker, f"]C1{goods(CREAM_CASE, lot=LOT)}")
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 12 of 48.")
    if scanner.gs:
        scanner.reads(worker, f"]C1{goods(CREAM, lot=LOT, count='24')}")
        worker.hears("accepted", "+24 HAND-CREAM lot C202507: 36 of 48.")


def test_a_scanner_without_a_suffix_is_not_heard_before(worker: Person) -> None:
    worker.open("/")
    worker.ready()
    Scanner("no suffix", suffix="").reads(worker, "NO-SUCH-CODE")
    GOOD.reads(worker, "RC-0001")
    worker.hears("refused")
    expect(worker.answer).to_contain_text("NO-SUCH-CODERC-0001")


def test_another_code_is_said_to_be_another(worker: Person) -> None:
    worker.open("/device")
    worker.ready()
    GOOD.reads(worker, "A-01-2")
    note = worker.page.locator("#check-note")
    expect(note).to_have_text("That was another code: A-01-2")
    GOOD.reads(worker, PLAIN)
    worker.sees_step("gs")
    expect(note).to_be_hidden()


def test_a_scanner_that_cannot_read_the_second_code_is_judged_by_the_first(worker: Person) -> None:
    worker.open("/device")
    worker.ready()
    GOOD.reads(worker, PLAIN)
    worker.sees_step("gs")
    worker.tap("It does not read")
    worker.sees_step("result")
    expect(worker.page.locator("#findings")).to_contain_text("Not tested.")
    worker.tap("Start again")
    worker.sees_step("plain")


def test_a_badge_is_scanned_without_a_suffix_once_that_is_saved(worker: Person) -> None:
    scanner = Scanner("no suffix", suffix="")
    check(worker, scanner)
    worker.tap("Save for this device")
    worker.open("/")
    worker.ready()
    worker.page.locator(".head-menu summary").click()
    worker.page.get_by_role("button", name="Change user").click()
    worker.page.wait_for_selector("#badge")
    burst(worker.cdp, "BADGE-01", suffix="")
    expect(worker.page.locator("#pin")).to_be_visible()


@pytest.mark.feature("BC-15")
def test_one_scan_of_several_codes_is_several_scans_and_the_failing_one_is_named(
    worker: Person, program: Served
) -> None:
    worker.open("/device")
    worker.page.locator(".by-hand summary").click()
    worker.page.get_by_label("Several, parted by ; or ,").check()
    worker.tap("Save these")
    worker.open("/")
    worker.ready()
    GOOD.reads(worker, "RC-0004")
    worker.arrives("/receive/")
    serials = ["HD-12353", "HD-12354", "HD-12353"]
    codes = [f"(01){DRYER}(21){serial}" for serial in serials]
    GOOD.reads(worker, ";".join(codes))
    worker.hears("refused")
    expect(worker.answer.locator(".answer-message")).to_contain_text(f"3 of 3, {codes[2]}: ")
    scans = read(program.app, "select text, status from scans order by id")
    judged = list(zip(codes, ["accepted", "accepted", "refused"], strict=True))
    assert scans[1:] == judged


@pytest.mark.feature("BC-15")
def test_a_lot_with_a_semicolon_stays_one_code_as_a_rule(worker: Person) -> None:
    GOOD.reads(worker, "A;B")
    worker.hears("refused")
    expect(worker.answer).to_contain_text("A;B")
