"""The doors of `admin`: who may sign in."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__)

from webapp.blueprints.admin import users  # noqa: E402, F401
