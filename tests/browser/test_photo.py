"""The same walk by photos that the server reads, where there is no camera to stream from."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.pictures import photo, printed
from tests.browser.walk import CREAM, LOT, WALK, Step, goods
from tests.browser.worker import Person
from webapp.labels import Symbology, element_string


def take(worker: Person, picture: bytes) -> None:
    """The picture comes out of the phone's own camera."""
    worker.hush()
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
    worker.page.locator("#photo").set_input_files([file])


def take_photo_of(worker: Person, step: Step) -> None:
    """A label, a little askew, and what the screen says to it."""
    take(worker, photo(step))
    if step.opens:
        worker.arrives(step.opens)
    else:
        worker.hears("accepted", step.says)


@pytest.mark.feature("BC-17", "BC-19")
def test_a_lot_is_received_put_away_and_picked_by_photos(worker: Person) -> None:
    for part in WALK:
        worker.open("/")
        worker.ready()
        for step in part:
            take_photo_of(worker, step)
    rows = worker.stock(lot="C202507", product="HAND-CREAM")
    assert [(row["location"], row["on_hand"]) for row in rows] == [("A-01-2", 72), ("STAGE-1", 12)]


@pytest.mark.feature("BC-17")
def test_a_photo_of_three_labels_asks_which_one(worker: Person) -> None:
    sheet = Image.new("L", (1200, 1500), 255)
    for row, text in enumerate(("RC-0001", "A-01-2", "OR-0001")):
        sheet.paste(printed(text, Symbology.QR).resize((400, 400)), (400, 50 + row * 480))
    take(worker, as_png(sheet))
    worker.hears("choose", "The photo shows 3 codes. Which one do you mean?")
    choices = worker.answer.locator(".choice b")
    expect(choices).to_have_text(["Receipt RC-0001", "Bin A-01-2", "Order OR-0001"])
    choices.first.click()
    worker.arrives("/receive/")


@pytest.mark.feature("BC-17")
def test_the_two_codes_of_one_label_are_named_and_taken_together(worker: Person) -> None:
    worker.open("/receive")
    worker.scan("RC-0001")
    worker.arrives("/receive/")
    take(worker, as_png(two_codes()))
    worker.hears("choose", "The photo shows 2 codes. Which one do you mean?")
    expect(worker.answer.locator(".choice b")).to_have_text(
        ["HAND-CREAM lot C202507", "HAND-CREAM"]
    )
    worker.hush()
    worker.page.get_by_role("button", name="Take both: HAND-CREAM, then lot C202507").click()
    worker.hears("accepted", "+1 HAND-CREAM lot C202507: 1 of 48.")


@pytest.mark.feature("BC-17")
def test_a_photo_without_a_code_says_come_closer(worker: Person) -> None:
    take(worker, as_png(Image.new("L", (800, 600), 200)))
    worker.hears("refused", "No code found.")
    expect(worker.answer.locator(".answer-remedy")).to_have_text(
        "Come closer, hold still, avoid glare."
    )


@pytest.mark.feature("UX-04")
def test_without_a_camera_the_photo_is_offered(worker: Person) -> None:
    worker.page.add_init_script(
        "Object.defineProperty(navigator, 'mediaDevices', {value: undefined});"
    )
    worker.open("/receive")
    worker.page.get_by_role("button", name="Camera").click()
    dialog = worker.page.locator("#camera")
    expect(dialog.locator("[data-part=note]")).to_have_text(
        "This device offers no camera here. Take a photo instead."
    )
    expect(dialog.get_by_text("Photo", exact=True)).to_be_visible()


def two_codes() -> Image.Image:
    """A label with the product in one code and its lot in another."""
    sheet = Image.new("L", (1200, 1000), 255)
    sheet.paste(printed(goods(CREAM), Symbology.GS1_128), (150, 60))
    sheet.paste(printed(element_string([("10", LOT)]), Symbology.GS1_128), (150, 520))
    return sheet


def as_png(picture: Image.Image) -> bytes:
    """The picture as a file."""
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
