"""The doors of `account`."""

from flask import Blueprint

blueprint = Blueprint("account", __name__)
