"""The program as an app of the phone: manifest, icons, service worker."""

from __future__ import annotations

import struct

import pytest

from tests.browser.worker import Person


@pytest.mark.feature("UX-16")
def test_the_browser_finds_the_app_installable(installed: Person) -> None:
    installed.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    installed.page.reload()
    told = installed.cdp.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"] == f"{installed.url}/manifest.webmanifest"
    found = installed.cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A context of a test is a private window, in which chromium installs nothing at all.
    assert [one["errorId"] for one in found] in ([], ["in-incognito"])


@pytest.mark.feature("UX-16")
def test_every_icon_is_there_and_as_large_as_it_says(installed: Person) -> None:
    request = installed.page.request
    manifest = request.get(f"{installed.url}/manifest.webmanifest").json()
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        response = request.get(installed.url + icon["src"])
        assert response.headers["content-type"] == icon["type"]
        width, height = struct.unpack(">II", response.body()[16:24])
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


@pytest.mark.feature("UX-16")
def test_the_service_worker_keeps_the_shell_and_never_the_api(installed: Person) -> None:
    installed.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    installed.page.reload()
    installed.ready()
    installed.page.evaluate("() => fetch('/api/v1/stock').then((answer) => answer.text())")
    kept = installed.page.evaluate(
        "async () => { const found = [];"
        " for (const name of await caches.keys())"
        "   for (const { url } of await (await caches.open(name)).keys())"
        "     found.push(new URL(url).pathname);"
        " return found; }"
    )
    assert "/offline" in kept
    assert any(path.endswith("/js/floor/main.js") for path in kept)
    assert not [path for path in kept if path.startswith("/api/")]
