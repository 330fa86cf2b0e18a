"""The doors of `admin`: what is set up once, and who may sign in."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__)

from webapp.blueprints.admin import label_settings, printers, setup, users  # noqa: E402, F401
