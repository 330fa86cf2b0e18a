"""The headers of every answer: what a page may load, and who may look over its shoulder.

No HSTS: the same address serves plain HTTP to hand scanners that do not know our certificate.
"""

from __future__ import annotations

from flask import Flask, Response

# The same on static files: a worker obeys the policy that came with its own file.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "media-src 'self' blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    # On a shared handheld "back" must not show what the user before saw.
    "Cache-Control": "no-store",
}
NAMED = tuple((name.lower(), (name, value)) for name, value in HEADERS.items())


def add_headers(response: Response) -> Response:
    """Each header, where the view has not said it better."""
    said = {name.lower() for name, _ in response.headers}
    response.headers.extend(pair for name, pair in NAMED if name not in said)
    return response


def install(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.after_request(add_headers)
