"""Two HIBC codes of one label belong together where their link characters agree.

The code of the product ends with its check character, and the code of the lot repeats it. While
one of them waits for the other, another character is the label of another package.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.barcodes import Parsed
from webapp.flows.halves import HALF
from webapp.flows.talk import Talk
from webapp.rules import refusals

LINK = "link"
WAITING = (HALF, "draft")


@dataclass(frozen=True, slots=True)
class Link:
    """The character that a code shares with its other half, and which half it is."""

    character: str
    names_product: bool


def link_of(parsed: Parsed) -> Link | None:
    """The link of a HIBC code that is one of two; None for every other code."""
    reading = parsed.reading
    if reading is None or reading.link is None:
        return None
    return Link(reading.link, reading.product_code is not None)


def are_apart(one: Link | None, other: Link | None) -> bool:
    """Whether a product's code and a lot's code are of two packages."""
    if one is None or other is None or one.names_product == other.names_product:
        return False
    return one.character != other.character


def objection(talk: Talk) -> refusals.Refusal | None:
    """The code before this one waits for its other half, and this is the half of something else."""
    before, now = kept(talk), link_of(talk.parsed)
    if before and now and are_apart(before, now):
        return refusals.labels_apart(before.character, now.character)
    return None


def remember(talk: Talk) -> None:
    """Keep the link for as long as something waits for another label."""
    if talk.task is None:
        return
    if not any(talk.state.get(name) for name in WAITING):
        talk.state.pop(LINK, None)
    elif link := link_of(talk.parsed):
        talk.state[LINK] = [link.character, link.names_product]


def kept(talk: Talk) -> Link | None:
    """The link that waits."""
    return Link(*talk.state[LINK]) if talk.state.get(LINK) else None
