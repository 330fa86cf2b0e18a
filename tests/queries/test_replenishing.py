"""What is to be filled is read with the same few statements, however many bins there are."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.warehouse import TODAY, Warehouse, warehouse_of
from webapp.models import Location, LocationKind, Product, ProductPlace, Tracking
from webapp.queries import replenishing


def fill(house: Warehouse, first: int, last: int) -> None:
    """So many products, each with a source that has twenty and an empty bin that wants ten."""
    for number in range(first, last):
        with house.act() as work:
            things: list[Any] = [
                Product(sku=f"P-{number}", name="Thing", tracking=Tracking.NONE, storage_class="3"),
                Location(code=f"S-{number}", kind=LocationKind.STORAGE),
                Location(code=f"F-{number}", kind=LocationKind.PICK_FACE, walk_order=number),
            ]
            work.session.add_all(things)
            work.session.flush()
            house.ids |= {f"P-{number}": things[0].id, f"S-{number}": things[1].id}
            source, face = (
                ProductPlace(product_id=things[0].id, location_id=things[at].id, role=role)
                for at, role in ((1, "source"), (2, "topped_up"))
            )
            face.minimum, face.target = 5, 10
            work.session.add_all([source, face])
        house.stock(f"P-{number}", f"S-{number}", 20)


@pytest.mark.feature("ST-04")
def test_every_bin_is_planned_with_the_same_few_statements(app: Flask) -> None:
    house = warehouse_of(app)
    counts = []
    for first, last in ((0, 2), (2, 12)):
        fill(house, first, last)
        sent: list[str] = []
        with house.engine.connect() as connection:

            def note(*sent_now: Any, to: list[str] = sent) -> None:
                to.append(sent_now[2])

            event.listen(connection, "before_cursor_execute", note)
            found = replenishing.due(connection, TODAY)
        assert [one.sources for one in found] == [((f"S-{n}", 10),) for n in range(last)]
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6
