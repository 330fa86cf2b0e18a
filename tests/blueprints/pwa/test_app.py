"""What makes the pages an app."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.feature("UX-16")
def test_the_manifest_names_icons_that_are_there(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.content_type == "application/manifest+json"
    manifest = answer.get_json(force=True)
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).content_type == "image/png"


@pytest.mark.feature("UX-16")
def test_every_file_of_the_shell_can_be_had_without_signing_in(client: FlaskClient) -> None:
    shell = client.get("/pwa/shell.json").json
    assert shell["urls"][0] == "/offline"
    assert not [url for url in shell["urls"] if "zxing" in url or "/js/supervisor/" in url]
    for url in shell["urls"]:
        assert client.get(url).status_code == 200, url


def test_the_service_worker_is_never_kept_and_names_its_version(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text.endswith(f"// {client.get('/pwa/shell.json').json['version']}\n")


def test_the_page_without_network_is_the_same_for_everybody(client: FlaskClient) -> None:
    page = client.get("/offline")
    assert page.status_code == 200
    assert "csrf-token" not in page.text
