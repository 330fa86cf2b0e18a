"""The doors of `pwa`: what makes a page an app, what a phone must trust, and health."""

from flask import Blueprint

blueprint = Blueprint("pwa", __name__)

from webapp.blueprints.pwa import app, health, trust  # noqa: E402, F401
