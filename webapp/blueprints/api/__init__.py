"""The doors for programs, all under /api/v1: JSON in and out, problems as problem+json."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

# Each file of this folder hangs its own doors on the blueprint.
for _file in iter_modules(__path__):
    import_module(f"{__name__}.{_file.name}")
