"""How a phone gets the certificate it shall trust."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from flask import Flask
from flask.testing import FlaskClient

from webapp.serving import certificates


@pytest.fixture
def authority(app: Flask) -> x509.Certificate:
    """The authority that the start of the program makes."""
    names = certificates.Names(("localhost",), ("192.168.1.5",))
    folder = Path(app.instance_path) / "tls"
    files = certificates.prepare(folder, names, now=datetime.now(UTC))
    return x509.load_pem_x509_certificate(files.authority.read_bytes())


def test_the_certificate_can_be_had_without_signing_in(
    client: FlaskClient, authority: x509.Certificate
) -> None:
    answer = client.get("/trust/lotwise-ca.crt")
    assert answer.content_type == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(answer.data) == authority


@pytest.mark.parametrize(
    ("agent", "first"), [("… (iPhone; CPU …)", "iPhone, iPad"), ("… Android 14 …", "Android")]
)
def test_the_page_shows_the_steps_of_the_phone_that_asks(
    client: FlaskClient, authority: x509.Certificate, agent: str, first: str
) -> None:
    page = client.get("/trust", base_url="http://192.168.1.5:8000", headers={"User-Agent": agent})
    other = "Android" if first.startswith("iPhone") else "iPhone, iPad"
    assert page.text.index(f"<span>{first}</span>") < page.text.index(f"<span>{other}</span>")
    assert "https://192.168.1.5:8443/" in page.text
    assert authority.fingerprint(hashes.SHA256()).hex(":").upper() in page.text


@pytest.mark.parametrize("path", ["/trust", "/trust/lotwise-ca.crt"])
def test_without_a_certificate_the_page_says_why(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no certificate to trust here" in answer.text
