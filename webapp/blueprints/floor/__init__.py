"""The doors of `floor`."""

from flask import Blueprint

blueprint = Blueprint("floor", __name__)
