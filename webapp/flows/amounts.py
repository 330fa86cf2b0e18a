"""How many, as a command or a label says it.

`LW*QTY*12` is 12, `LW*PLUS` one more and `LW*MINUS` one less; a label may weigh its goods.
"""

from __future__ import annotations

from webapp.flows.talk import Talk
from webapp.queries.meanings import GoodsScan
from webapp.rules import refusals
from webapp.rules.keyed import keyed
from webapp.rules.quantities import Amount, unit_called
from webapp.rules.refusals import Refusal

STEPS = {"PLUS": 1, "MINUS": -1}


def said(talk: Talk, scale: int, unit: str, *, now: int) -> int | Refusal:
    """The base units that the command asks for, where `now` are there; one is a whole unit."""
    verb, arguments = (talk.command.verb, talk.command.arguments) if talk.command else ("", ())
    if verb in STEPS and not arguments:
        wanted = now + STEPS[verb] * 10**scale
        return wanted if wanted > 0 else refusals.bad_quantity(str(Amount(wanted, scale)))
    text = "*".join(arguments)
    return keyed(text, scale, unit) if verb == "QTY" else refusals.bad_quantity(text or "?")


def measure_fits(goods: GoodsScan) -> Refusal | None:
    """A weight counts for a product that is kept by weight; it is never rounded or left out."""
    if goods.measure is None or goods.weighed:
        return None
    unit = unit_called(goods.product.unit)
    return refusals.measure_does_not_fit(str(goods.measure), goods.product.sku, unit)
