"""The doors of `account`: signing in both ways, signing out, one's own settings."""

from flask import Blueprint

blueprint = Blueprint("account", __name__)

from webapp.blueprints.account import settings, sign_in, sign_out  # noqa: E402, F401
