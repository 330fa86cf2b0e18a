"""The small warehouse, fresh for every story, on both engines."""

import pytest
from flask import Flask

from tests.warehouse import Warehouse, warehouse_of


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Products, places and people; no stock."""
    return warehouse_of(app)
