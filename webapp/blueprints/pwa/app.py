"""The installable app: manifest, service worker, its list of files, the page without network."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, abort, current_app, jsonify, render_template

from webapp.blueprints import access, assets
from webapp.blueprints.pwa import blueprint

# What a page needs to open without network. Scripts of the desk and the reader of the camera
# (1 MB; kept once the camera was opened) are not among it.
SHELL = ("css/", "js/", "vendor/bootstrap/", "vendor/idb/", "icons/logo.svg", "icons/apple-touch")
NOT_SHELL = ("js/supervisor/", "js/sw.js")
SHELL_TYPES = (".css", ".js", ".mjs", ".svg", ".png", ".woff2", ".wav", ".mp3")
# Pages whose text is kept on the phone: a change in them is a new version too.
SHELL_PAGES = ("layout.html", "macros.html", "pwa/offline.html")


@blueprint.get("/manifest.webmanifest")
@access.public
def manifest() -> Response:
    """How the app is called and looks on a phone's home screen."""
    address = assets.tree().address
    response = jsonify(
        id="/",
        name="Lotwise",
        short_name="Lotwise",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f5f2eb",
        theme_color="#f5f2eb",
        icons=[
            icon(address("icons/app-192.png"), 192, "any"),
            icon(address("icons/app-512.png"), 512, "any"),
            icon(address("icons/app-maskable-512.png"), 512, "maskable"),
        ],
    )
    response.content_type = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


def icon(src: str, size: int, purpose: str) -> dict[str, str]:
    """One picture of the manifest; `size` is its width and height in pixels."""
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@blueprint.get("/sw.js")
@access.public
def service_worker() -> Response:
    """The service worker, at the root because it may serve only what lies below its own address.

    Browsers look for a new version by comparing bytes; the last line changes with any file.
    """
    found = assets.tree().files.get("js/sw.js")
    if found is None:
        abort(404)
    body = found.plain + f"\n// {shell_version()}\n".encode()
    response = Response(body, content_type=found.type)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/pwa/shell.json")
@access.public
def shell() -> Response:
    """{"version", "urls"}: what the service worker keeps, and under which name."""
    response = jsonify(version=shell_version(), urls=["/offline", *shell_files()])
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/offline")
@access.public
def offline() -> str:
    """Shown without network; the same for everybody, as it is kept before anybody is known."""
    return render_template("pwa/offline.html")


def shell_files() -> list[str]:
    """The addresses of the static files in the shell."""
    tree = assets.tree()
    return [
        tree.address(path)
        for path in tree.files
        if path.startswith(SHELL) and not path.startswith(NOT_SHELL) and path.endswith(SHELL_TYPES)
    ]


def shell_version() -> str:
    """Another one whenever a file of the shell, or the page in it, changes."""
    folder = Path(current_app.root_path) / str(current_app.template_folder)
    return f"{assets.tree().hash}-{pages_hash(folder)}"


@cache
def pages_hash(folder: Path) -> str:
    """A hash over the templates that are kept on the phone."""
    digest = hashlib.sha256()
    for name in SHELL_PAGES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]
