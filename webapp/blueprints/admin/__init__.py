"""The doors of `admin`: what is set up once, who may sign in, and on which devices."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__)

from webapp.blueprints.admin import (  # noqa: E402, F401
    devices,
    label_settings,
    label_shapes,
    locations,
    nomenclature,
    partners,
    printers,
    product_forms,
    product_places,
    product_storage,
    products,
    removal,
    setup,
    storage_categories,
    users,
)
