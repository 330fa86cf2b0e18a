"""What each step of receiving asks for: on the screen, and beside a refusal."""

from __future__ import annotations

from webapp.flows.receiving_draft import Step
from webapp.words import T

WANTED = {
    Step.PRODUCT: T("Scan a product of this receipt."),
    Step.LOT: T("Scan the lot."),
    Step.EXPIRY: T("Scan the date it expires on."),
    Step.SERIAL: T("Scan the serial number."),
    Step.QUANTITY: T("Scan the same goods again, or the next product."),
}
PROMPTS = {
    Step.PRODUCT: T("Scan a product"),
    Step.LOT: T("Scan the lot"),
    Step.EXPIRY: T("Scan or key in the date it expires on"),
    Step.SERIAL: T("Scan the serial number"),
    Step.QUANTITY: T("Scan again, or key in the quantity"),
}
