"""The small warehouse behind the API, and a device with a token."""

import pytest
from flask import Flask

from tests.blueprints.api.talking import Device, device
from tests.warehouse import Warehouse, warehouse_of


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Products, places and people; no stock."""
    return warehouse_of(app)


@pytest.fixture
def ann(app: Flask, house: Warehouse) -> Device:
    """A worker's device."""
    return device(app, house)
