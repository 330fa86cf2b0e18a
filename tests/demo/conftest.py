"""The demo warehouse, loaded."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner


@pytest.fixture
def loaded(app: Flask, runner: FlaskCliRunner) -> Flask:
    """An app whose book holds the demo warehouse."""
    done = runner.invoke(args=["demo", "load"])
    assert done.exit_code == 0, done.output
    return app
