"""The doors for supervisors: stock by lot, lots, receipts, orders, and the ledger."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

blueprint = Blueprint("supervisor", __name__)

# Each file of this folder hangs its own doors on the blueprint.
for _file in iter_modules(__path__):
    import_module(f"{__name__}.{_file.name}")
