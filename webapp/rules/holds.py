"""Why stock is held: the short list that a supervisor chooses from, and words of one's own."""

from __future__ import annotations

from webapp.words import T, Words

LONGEST = 200
OTHER = "other"
REASONS: dict[str, Words] = {
    "quality_check": T("quality check"),
    "damaged": T("damaged"),
    "supplier_notice": T("notice of the supplier"),
    "complaint": T("complaint of a customer"),
    "wrong_label": T("wrong label"),
    OTHER: T("another reason"),
}


def fault(cause: str, text: str) -> Words | None:
    """Why this is no reason, or None.

    >>> fault("damaged", "")
    >>> str(fault("other", ""))
    'Say the reason in your own words.'
    """
    if cause not in REASONS:
        return T("Choose a reason from the list.")
    if cause == OTHER and not text:
        return T("Say the reason in your own words.")
    if len(text) > LONGEST:
        return T("A reason has at most %(most)s characters.", most=LONGEST)
    return None


def written(cause: str, text: str) -> str:
    """The reason as it stands on what is held: one's own words, else those of the list."""
    return text or str(REASONS[cause])


def spoken(reason: str | None) -> object:
    """A reason for a sentence: words of the list in the reader's language, others as written."""
    known = (words for words in REASONS.values() if str(words) == reason)
    return next(known, reason or "")
