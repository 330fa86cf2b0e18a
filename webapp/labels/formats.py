"""How large things are on each paper, in millimetres: set so that a lot is read at arm's length."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.labels.paper import Paper


@dataclass(frozen=True, slots=True)
class Format:
    """Type sizes are heights of an em. The title takes what room is left, between its limits."""

    padding: float
    """Left and right; it holds the quiet zone of bars too, as far as that is no wider."""
    head: float
    """Above and below."""
    gap: float
    kicker: float
    smallest_title: float
    largest_title: float
    # Beside facts the title steps back: the lot is what people look for.
    title_over_facts: float
    fact_name: float
    fact: float
    small: float
    bars: tuple[float, float]
    """The least and the greatest height of bars."""
    bar_module: float
    """A comfortable module of bars; smaller where the code is long."""
    square: float
    """The side of a square symbol with its quiet zone."""
    square_module: float
    squares_beside: bool
    """Whether a square stands left of the words, or beneath them."""
    facts_inline: bool
    """Whether a fact's name stands before it, or above it."""


FORMATS = {
    Paper.A4_4X12: Format(
        padding=2.54,
        head=1.6,
        gap=1.0,
        kicker=1.8,
        smallest_title=2.1,
        largest_title=6.5,
        title_over_facts=2.9,
        fact_name=1.7,
        fact=2.5,
        small=1.7,
        bars=(6.0, 8.5),
        bar_module=0.34,
        square=17.0,
        square_module=0.6,
        squares_beside=True,
        facts_inline=True,
    ),
    Paper.ROLL_100X50: Format(
        padding=5.1,
        head=4.0,
        gap=2.0,
        kicker=3.0,
        smallest_title=3.4,
        largest_title=15.0,
        title_over_facts=6.5,
        fact_name=2.5,
        fact=6.0,
        small=2.8,
        bars=(11.0, 17.0),
        bar_module=0.5,
        square=34.0,
        square_module=1.25,
        squares_beside=True,
        facts_inline=False,
    ),
    Paper.ROLL_100X150: Format(
        padding=5.1,
        head=5.0,
        gap=3.0,
        kicker=4.2,
        smallest_title=5.0,
        largest_title=20.0,
        title_over_facts=10.0,
        fact_name=3.6,
        fact=12.0,
        small=4.0,
        # A logistic label's bars are at least 31.75 mm high (General Specifications 6.4.8).
        bars=(32.0, 40.0),
        bar_module=0.5,
        square=70.0,
        square_module=1.5,
        squares_beside=False,
        facts_inline=False,
    ),
}
