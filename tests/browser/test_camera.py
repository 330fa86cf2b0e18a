"""The same walk by the phone's camera: labels held before it, read by the page's own reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.camera import Feed
from tests.browser.pictures import held, printed
from tests.browser.walk import WALK, Step
from tests.browser.worker import Person


def open_camera(worker: Person) -> None:
    """One tap; from then on only labels are held up."""
    worker.page.get_by_role("button", name="Camera").click()
    expect(worker.page.locator("#camera [data-part=note]")).to_have_text(
        "Hold the code inside the frame."
    )


def hold_up(worker: Person, feed: Feed, step: Step) -> None:
    """The label is seen and answered, then taken away again."""
    worker.hush()
    feed.show(held(printed(step.text, step.print)))
    if step.opens:
        worker.arrives(step.opens)
        feed.clear()
        open_camera(worker)
    else:
        worker.hears("accepted", step.says)
        feed.clear()


@pytest.mark.feature("UX-04", "UX-05", "BC-19")
def test_a_lot_is_received_put_away_and_picked_by_camera(worker: Person, feed: Feed) -> None:
    for part in WALK:
        worker.open("/")
        worker.ready()
        open_camera(worker)
        for step in part:
            hold_up(worker, feed, step)
    rows = worker.stock(lot="C202507", product="HAND-CREAM")
    assert [(row["location"], row["on_hand"]) for row in rows] == [("A-01-2", 72), ("STAGE-1", 12)]


@pytest.mark.feature("UX-07")
def test_a_label_that_stays_in_the_picture_counts_once(worker: Person, feed: Feed) -> None:
    opening, case = WALK[0][0], WALK[0][1]
    worker.scan(opening.text)
    worker.arrives(opening.opens)
    open_camera(worker)
    worker.hush()
    feed.show(held(printed(case.text, case.print)))
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 12 of 48.")
    worker.hush()
    see_frames(worker, 30)
    expect(worker.answer).to_have_count(0)
    feed.clear()
    see_frames(worker, 30)
    feed.show(held(printed(case.text, case.print)))
    worker.hears("accepted", "+12 HAND-CREAM lot C202507: 24 of 48.")
    feed.clear()


def see_frames(worker: Person, number: int) -> None:
    """The camera has looked at so many more pictures; fifteen of them are a second."""
    worker.page.locator("#camera video").evaluate(
        "(video, number) => new Promise((resolve) => {"
        "  const next = () => (number-- > 0 ? video.requestVideoFrameCallback(next) : resolve());"
        "  next();"
        "})",
        number,
    )
