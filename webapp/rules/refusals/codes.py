"""What a code says, before it is held against the work."""

from __future__ import annotations

from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def unknown_code(shown: str) -> Refusal:
    """Nothing in the warehouse has this code."""
    return Refusal(
        "unknown_code",
        T("%(code)s is not known here.", code=shown),
        T("Check the label and scan again, or ask a supervisor."),
        scanned=shown,
    )


def empty_scan() -> Refusal:
    """The scanner sent nothing."""
    return Refusal(
        "empty_scan", T("The scan was empty."), T("Hold the scanner closer and scan again.")
    )


def unreadable_code(fault: Words, shown: str) -> Refusal:
    """The code breaks the standard it is written in."""
    return Refusal("unreadable_code", fault, T("Scan the label again."), scanned=shown)


def unknown_gtin(gtin: str) -> Refusal:
    """A right GTIN that no packaging carries."""
    return Refusal(
        "unknown_gtin",
        T("No product here has GTIN %(gtin)s.", gtin=gtin),
        T("Put the goods aside and ask a supervisor to add the product."),
        scanned=gtin,
    )


def unknown_command(shown: str) -> Refusal:
    """A command barcode of another program, or of another step."""
    return Refusal(
        "unknown_command",
        T("Command %(code)s does nothing here.", code=shown),
        T("Use the buttons on the screen."),
    )


def written_otherwise(scanned: str, known: str) -> Refusal:
    """Only capitals or blanks differ from a code that is known; it is not guessed."""
    if scanned.replace(" ", "") == known:
        remedy = T("%(known)s is, without blanks. Scan the label, do not type it.", known=known)
    else:
        remedy = T(
            "%(known)s is, with other capitals. Scan the label, do not type it.", known=known
        )
    return Refusal(
        "unknown_code",
        T("%(code)s is not known here.", code=scanned),
        remedy,
        expected=known,
        scanned=scanned,
    )
