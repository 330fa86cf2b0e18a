"""Static files at /s/<hash>/…: kept by browsers for ever, renewed by a new address.

The hash is over the whole tree, so a relative import in one file leads to the same version of the
next one. What can be asked for is the list made at the start; there is no path to walk out of.
"""

from __future__ import annotations

import gzip
import hashlib
import posixpath
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from flask import Flask, Response, abort, current_app, request
from markupsafe import Markup

from webapp.blueprints import access

# What browsers ask for, and how they must be told what it is: a module or a wasm file that
# comes under another type is not run.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
SMALLER_WHEN_PACKED = (".css", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm")
FOR_EVER = "public, max-age=31536000, immutable"
ICONS = "icons/lucide/"


@dataclass(frozen=True)
class Asset:
    """One file: as it is, and packed; each read or made at its first use."""

    path: Path
    type: str

    @cached_property
    def plain(self) -> bytes:
        """The file."""
        return self.path.read_bytes()

    @cached_property
    def packed(self) -> bytes | None:
        """The file in gzip; None where that would not make it smaller."""
        if self.path.suffix not in SMALLER_WHEN_PACKED:
            return None
        packed = gzip.compress(self.plain, mtime=0)
        return packed if len(packed) < len(self.plain) else None


@dataclass(frozen=True)
class Tree:
    """All static files by their path, and the hash over them."""

    files: dict[str, Asset]
    hash: str
    icons: dict[str, Markup] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """Where a browser finds a file; `path` is relative to static/."""
        return f"/s/{self.hash}/{path.lstrip('/')}"

    def icon(self, name: str) -> Markup:
        """An icon's SVG to stand in a page; nothing where there is none of that name."""
        if name not in self.icons:
            found = self.files.get(posixpath.normpath(f"{ICONS}{name}.svg"))
            self.icons[name] = Markup(found.plain.decode()) if found else Markup()  # noqa: S704
        return self.icons[name]


def read_tree(root: Path) -> Tree:
    """List and hash the files under `root`; hidden ones, links and unknown types stay out."""
    files = {}
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") or part == "node_modules" for part in name.split("/"))
        if hidden or path.suffix not in TYPES or path.is_symlink() or not path.is_file():
            continue
        files[name] = Asset(path, TYPES[path.suffix])
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return Tree(files, digest.hexdigest()[:16])


@cache
def tree_at_the_start(root: Path) -> Tree:
    """The same, as the files were when the program first looked."""
    return read_tree(root)


def tree() -> Tree:
    """The static files of the current app."""
    found: Tree = current_app.extensions["assets"]
    return found


@access.public
def serve(version: str, path: str) -> Response:
    """One static file.

    A page from before an update may ask under its old hash: it gets the file as it is now, but
    nobody keeps it under that address.
    """
    found = tree().files.get(path)
    if found is None:
        abort(404)
    packs = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packs else found.plain, content_type=found.type)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    if found.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_EVER if version == tree().hash else "no-cache"
    return response


def install(app: Flask, root: Path) -> None:
    """Serve the files under `root`, and give templates `asset` and `icon_svg`."""
    found = app.extensions["assets"] = tree_at_the_start(root)
    app.jinja_env.globals.update(asset=found.address, icon_svg=found.icon)
    app.add_url_rule("/s/<version>/<path:path>", "asset", serve, methods=["GET"])
