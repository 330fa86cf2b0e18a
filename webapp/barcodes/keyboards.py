"""Scanners that type: what caps lock or another country's keyboard makes of a code.

A scanner presses keys, and the device decides what they write. When the two are set to different
keyboards, `]C101` arrives as `$C&à&`. Each way back is tried on a text that cannot be read as it
stands, and believed only when what comes out proves itself by check digits or its envelope: the
reader sees to that. The cause is said with the reading, because the device should be set right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.words import T, Words

_LONGEST = 600
# So many characters show what a code is; one odd sign in a lot behind them shows no keyboard.
_OPENING = 9

# The keys of a keyboard row by row, and what each country writes on them, plain and with shift.
_KEYS = {
    "american": (
        "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
        '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
    ),
    "french": (
        "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!"
        "~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§"
    ),
    "belgian": (
        "²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:="
        "³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+"
    ),
    "german": (
        "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
        "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_"
    ),
    # Digits are typed with another key held; without it there are letters and tones in their row.
    "vietnamese": (
        "`ăâêô\u0300\u0309\u0303\u0301\u0323đ-₫qwertyuiopươ\\asdfghjkl;'zxcvbnm,./"
        '~ĂÂÊÔ%^&*(Đ_+QWERTYUIOPƯƠ|ASDFGHJKL:"ZXCVBNM<>?'
    ),
    "swiss": (
        "§1234567890'^qwertzuiopü¨$asdfghjklöäyxcvbnm,.-"
        '°+"*ç%&/()=?`QWERTZUIOPè!£ASDFGHJKLéàYXCVBNM;:_'
    ),
}
_NAMES = {
    "american": T("American"),
    "french": T("French"),
    "belgian": T("Belgian"),
    "german": T("German"),
    "vietnamese": T("Vietnamese"),
    "swiss": T("Swiss"),
}
CAPS_LOCK = T("Caps lock is on at this device. Switch it off.")


def _other_keyboard(*, scanner: str, device: str) -> tuple[dict[int, int], Words]:
    """What each sign the device wrote was meant to be, and what to tell the worker."""
    cause = T(
        "The scanner types for another keyboard (%(scanner)s) than this device has (%(device)s)."
        " Set the scanner to the keyboard of this device.",
        scanner=_NAMES[scanner],
        device=_NAMES[device],
    )
    return str.maketrans(_KEYS[device], _KEYS[scanner]), cause


_OTHER_KEYBOARDS = (
    *(_other_keyboard(scanner="american", device=name) for name in list(_KEYS)[1:]),
    # The other way round only a row of digits shows what happened; Belgians type theirs alike.
    _other_keyboard(scanner="french", device="american"),
)
# Only codes that open like these can prove themselves.
_OPENS_LIKE_A_CODE = re.compile(
    r"\][A-Za-z][0-9A-Z]|\[\)>|https?://|\+[A-Z$]|[(\[]?0[0-2][)\]]?[0-9]{8}|[0-9]{8,18}\Z",
    re.ASCII,
)
# What other keyboards write where such codes open: no letter, and of digits only the 9, for (.
_MAY_BE_TYPED = re.compile(r"[^0-9A-Za-z]|9[^0-9A-Za-z]|http", re.ASCII)
# An identifier may have been all the letters there are; elsewhere a small one has to be seen.
_MAY_BE_SHOUTED = re.compile(r"\][A-Za-z]|[+*\[0-9][^a-z]*[a-z]", re.ASCII)
# In a link of capitals alone everything is capitals; with caps lock the lot's come out small.
_SHOUTED_LINK = re.compile(r"HTTPS?://[^a-z/]+/.*[a-z]", re.ASCII | re.DOTALL)
# Identifiers of no symbology, which are those of one with caps lock; ]c is channel code: digits.
_SHOUTED_IDENTIFIER = re.compile(r"\](?:[abfgi-nqrtux]|c(?=.[^0-9]*[a-zA-Z]))[0-9a-zA-Z]")


def meant(text: str) -> Iterator[tuple[str, Words]]:
    """What the scanner may have meant by `text`, identifier and all, with the cause."""
    if len(text) > _LONGEST:
        return
    if _MAY_BE_SHOUTED.match(text) or is_shouted_link(text):
        yield text.swapcase(), CAPS_LOCK
    if _MAY_BE_TYPED.match(text) is None:
        return
    for table, cause in _OTHER_KEYBOARDS:
        mended = text.translate(table)
        differs = mended[:_OPENING] != text[:_OPENING] or text.startswith("http")
        if differs and _OPENS_LIKE_A_CODE.match(mended):
            yield mended, cause


def is_shouted_link(text: str) -> bool:
    """Whether caps lock shows in a web address: scheme and host in capitals, not all the rest."""
    return _SHOUTED_LINK.match(text) is not None


def is_shouted_identifier(text: str) -> bool:
    """Whether caps lock shows in the identifier, whatever the code behind it is."""
    return _SHOUTED_IDENTIFIER.match(text) is not None
