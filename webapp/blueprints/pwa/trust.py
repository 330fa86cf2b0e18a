"""How a phone comes to trust this warehouse's own certificate authority."""

from __future__ import annotations

import hashlib
import re
import ssl
from pathlib import Path

from flask import Response, current_app, render_template, request

from webapp.blueprints import access
from webapp.blueprints.errors import Problem
from webapp.blueprints.pwa import blueprint
from webapp.serving.ports import HTTPS_ABOVE
from webapp.words import T

CERTIFICATE_URL = "/trust/lotwise-ca.crt"


@blueprint.get("/trust")
@access.public
def trust_page() -> str:
    """The two steps, those of the phone that asks first."""
    return render_template(
        "pwa/trust.html",
        certificate_url=CERTIFICATE_URL,
        https_url=https_url(),
        fingerprint=fingerprint(certificate()),
        system=system_of(request.user_agent.string),
    )


@blueprint.get(CERTIFICATE_URL)
@access.public
def download() -> Response:
    """The authority's certificate in DER, which Android and iOS both open as one to install."""
    response = Response(certificate(), content_type="application/x-x509-ca-cert")
    response.headers["Content-Disposition"] = 'inline; filename="lotwise-ca.crt"'
    return response


def certificate() -> bytes:
    """The authority's certificate, DER; a 404 that says why where there is none."""
    path = Path(current_app.instance_path) / "tls" / "authority.crt"
    try:
        return ssl.PEM_cert_to_DER_cert(path.read_text())
    except (OSError, ValueError):
        raise Problem(
            404,
            T(
                "There is no certificate to trust here: one is made when the program is started"
                " with make run."
            ),
        ) from None


def fingerprint(der: bytes) -> str:
    """SHA-256 in pairs, as phones and browsers show it."""
    return hashlib.sha256(der).digest().hex(":").upper()


def https_url() -> str:
    """The secure address of the host that was asked for."""
    if request.is_secure:
        return request.host_url
    named = re.fullmatch(r"(.+):(\d+)", request.host)
    if named is None:
        return f"https://{request.host}/"
    return f"https://{named[1]}:{int(named[2]) + HTTPS_ABOVE}/"


def system_of(agent: str) -> str:
    """Which way to show first: android, ios or other."""
    if re.search(r"iPhone|iPad|iPod", agent):
        return "ios"
    return "android" if "Android" in agent else "other"
