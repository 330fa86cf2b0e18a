"""The worker's screens: home, the lists of work, and the conversation page."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

blueprint = Blueprint("floor", __name__)

# Each file of this folder hangs its own doors on the blueprint.
for _file in iter_modules(__path__):
    import_module(f"{__name__}.{_file.name}")
