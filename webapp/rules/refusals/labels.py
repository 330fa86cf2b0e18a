"""Labels and their numbers."""

from __future__ import annotations

from webapp.rules.refusals.refusal import Refusal
from webapp.words import T


def no_company_prefix() -> Refusal:
    """Without a prefix from GS1 there are no numbers of our own."""
    return Refusal(
        "no_company_prefix",
        T("There is no GS1 company prefix yet, so there are no license plate numbers."),
        T("Ask an admin to enter it in the label settings, or scan a plate that has a label."),
    )


def numbers_used_up(prefix: str, extension: int) -> Refusal:
    """Every serial reference of the series was given."""
    return Refusal(
        "numbers_used_up",
        T(
            "Company prefix %(prefix)s with extension digit %(extension)s has not enough numbers "
            "left.",
            prefix=prefix,
            extension=extension,
        ),
        T("Ask an admin to set another extension digit in the label settings."),
    )


def no_such_station(code: str) -> Refusal:
    """A workstation's code that nobody has arranged."""
    return Refusal(
        "no_such_station",
        T("There is no workstation %(code)s.", code=code),
        T("Scan the code on the workstation, or ask an admin to add it."),
        scanned=code,
    )


def no_device() -> Refusal:
    """A scan that no device sent: there is nothing to bind."""
    return Refusal(
        "no_device",
        T("Only a device that somebody signed in on can be bound to a workstation."),
        T("Sign in on the device and scan the workstation's code again."),
    )


def no_labels_wait() -> Refusal:
    """The print button where there is nothing to print."""
    return Refusal(
        "no_labels_wait",
        T("No labels wait to be printed here."),
        T("Go on scanning, or choose labels on the look-up page."),
    )
