"""Where to go after signing in: only ever a page of our own."""

from __future__ import annotations

from urllib.parse import urlsplit

# Coming back to these would ask to sign in again, or sign out.
NOT_THERE = ("/sign-in", "/sign-out", "/badge")


def safe_next(target: str | None) -> str:
    """`target` where it is a path of this site, else the home page.

    Browsers read a backslash as a slash and drop tabs and line ends, so "/\\evil" and "/\\t/evil"
    are other hosts to them: such targets are refused whole.

    >>> safe_next("/pick/12?x=1")
    '/pick/12?x=1'
    >>> safe_next("//evil.example"), safe_next("https://evil.example"), safe_next("/a\\\\b")
    ('/', '/', '/')
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return "/"
    if "\\" in target or not target.isprintable():
        return "/"
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.rstrip("/") in NOT_THERE:
        return "/"
    return target
