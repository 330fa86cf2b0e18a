"""Threads that look at pictures: nobody waits beyond the budget, and the queue has an end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from PIL import Image

from webapp.imaging import PictureRefused, Readers, ReadersBusyError, Seen
from webapp.imaging.cascade import see

from .pictures import F, noise, paper, photo, symbol

ASKEW = paper((symbol("LOT-7", F.Code128), (300, 300))).rotate(
    30, Image.Resampling.BICUBIC, expand=True, fillcolor=255
)


def test_a_picture_is_seen_in_another_thread_as_in_this_one():
    seen = Readers(budget_seconds=60.0).see(photo(paper((symbol("LOT-7"), (100, 100)))))
    assert ([code.text for code in seen.codes], seen.time_up) == (["LOT-7"], False)


def test_a_refusal_comes_through():
    with pytest.raises(PictureRefused, match="PDF"):
        Readers().see(b"%PDF-1.7")


@pytest.mark.feature("AP-06")
def test_a_slow_picture_is_answered_when_the_budget_is_over():
    """The deadline has passed when the thread begins: it says so and does not look."""
    assert Readers(budget_seconds=0.0).see(photo(noise((1600, 1200), 1))) == Seen((), time_up=True)


def test_no_look_begins_after_the_deadline_and_the_answer_says_that_some_were_left():
    assert see(photo(ASKEW), deadline=monotonic()) == Seen((), time_up=True)


def test_looking_to_the_end_without_a_find_is_not_time_up():
    assert see(photo(paper()), deadline=monotonic() + 60) == Seen(())


@pytest.mark.feature("AP-06")
def test_when_every_place_is_taken_the_next_picture_is_turned_away_and_later_taken():
    readers = Readers(threads=1, waiting=1, budget_seconds=60.0, patience_seconds=0.0)
    slow = photo(noise((800, 600), 1))
    with ThreadPoolExecutor(8) as people:
        answers = [people.submit(readers.see, slow) for _ in range(8)]
    turned_away = [one for one in answers if isinstance(one.exception(), ReadersBusyError)]
    assert len(turned_away) == 6
    assert readers.see(photo(paper((symbol("LOT-7"), (100, 100))))).codes[0].text == "LOT-7"


def test_ordinary_pictures_that_come_all_at_once_are_all_seen():
    readers = Readers(threads=1, waiting=0, patience_seconds=60.0)
    quick = photo(paper((symbol("LOT-7"), (100, 100)), size=(300, 300)))
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(readers.see, [quick] * 8))
    assert [[code.text for code in seen.codes] for seen in answers] == [["LOT-7"]] * 8
