"""What fits into a bin, against a model that only knows how to add up a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rules.storage import Bin, Load, Portion, fits, room_for

LIMIT = st.none() | st.integers(1, 40)
ENEMIES = frozenset({("3", "5.1")})
PORTIONS = st.builds(
    Portion,
    product_id=st.integers(1, 3),
    sku=st.just("SKU"),
    units=st.integers(1, 12),
    lot=st.sampled_from([None, "L1", "L2"]),
    expires_on=st.sampled_from([None, date(2027, 1, 31), date(2028, 1, 31)]),
    weight_g=st.integers(0, 3),
    storage_class=st.sampled_from([None, "3", "5.1"]),
)
PLATED = st.builds(
    lambda one, plate, kind: replace(one, plate_id=plate, plate_kind=kind),
    PORTIONS,
    st.integers(1, 3),
    st.just("pallet"),
)
BINS = st.builds(
    Bin,
    id=st.just(1),
    code=st.just("B-1"),
    kind=st.sampled_from(["storage", "pick_face", "dock"]),
    blocked_in=st.sampled_from([False, False, False, True]),
    capacity=LIMIT,
    max_weight_g=LIMIT,
    max_units=LIMIT,
    max_plates=st.none() | st.integers(1, 3),
    max_height_mm=st.none() | st.integers(1, 9),
    mixing=st.sampled_from(["mixed", "same_product", "same_lot", "empty_only"]),
    one_expiry=st.booleans(),
    of_product=st.dictionaries(st.integers(1, 3), st.integers(1, 20)),
    of_plate=st.dictionaries(st.just("pallet"), st.integers(1, 3)),
    content=st.lists(PORTIONS | PLATED, max_size=4).map(tuple),
)
MM = st.integers(1, 12)
HEIGHTS = st.lists(
    st.tuples(st.integers(1, 3), MM, MM), max_size=4, unique_by=lambda size: size[:2]
).map(lambda sizes: tuple(sorted(sizes)))
LOOSE = st.builds(
    Load,
    portions=PORTIONS.map(lambda one: (one,)),
    heights=st.just(()) | MM.map(lambda mm: tuple((number, 1, mm) for number in (1, 2, 3))),
    enemies=st.just(ENEMIES),
)
WHOLE = st.builds(
    Load,
    portions=st.lists(PLATED, min_size=1, max_size=3).map(tuple),
    heights=HEIGHTS,
    enemies=st.just(ENEMIES),
)


def allowed(bin: Bin, load: Load) -> bool:
    """The dumb model: put everything on one heap and look at it."""
    heap = [*bin.content, *load.portions]
    pairs = [(one, two) for one in load.portions for two in heap]
    plates = {one.plate_id for one in heap if one.plate_id}
    comes_on_a_plate = any(one.plate_id for one in load.portions)
    ours = {one.product_id for one in load.portions}
    units = {
        product: sum(one.units for one in load.portions if one.product_id == product)
        for product in ours
    }
    # In the order of their sizes, so that the largest one which a product fills is kept.
    high = {product: mm for product, size, mm in load.heights if size <= units.get(product, 0)}

    def within(number: int, most: int | None) -> bool:
        return most is None or number <= most

    return all(
        (
            bin.kind != "dock" and not bin.blocked_in,
            within(sum(one.units for one in heap), bin.capacity),
            within(sum(one.units for one in heap), bin.max_units),
            within(sum(one.units * one.weight_g for one in heap), bin.max_weight_g),
            all(within(mm, bin.max_height_mm) for mm in high.values()),
            not comes_on_a_plate or within(len(plates), bin.max_plates),
            not comes_on_a_plate or within(len(plates), bin.of_plate.get("pallet")),
            all(
                within(
                    sum(one.units for one in heap if one.product_id == product),
                    bin.of_product.get(product),
                )
                for product in ours
            ),
            bin.mixing != "empty_only" or not bin.content,
            bin.mixing not in ("same_product", "same_lot")
            or len({p.product_id for p in heap}) == 1,
            bin.mixing != "same_lot" or len({one.lot for one in heap}) == 1,
            not bin.one_expiry
            or all(
                one.expires_on == two.expires_on
                for one, two in pairs
                if one.product_id == two.product_id
            ),
            all({one.storage_class, two.storage_class} != {"3", "5.1"} for one, two in pairs),
        )
    )


@pytest.mark.feature("ST-03", "PA-12", "PA-14", "ST-09")
@given(BINS, LOOSE | WHOLE)
def test_the_rules_allow_what_the_model_allows(bin: Bin, load: Load) -> None:
    assert fits(bin, load) is allowed(bin, load)


@pytest.mark.feature("ST-03")
@given(BINS, LOOSE)
def test_the_room_is_the_largest_part_that_fits(bin: Bin, load: Load) -> None:
    parts = [units for units in range(1, load.units + 1) if allowed(bin, load.part(units))]
    assert room_for(bin, load) == max(parts, default=0)


@given(BINS, WHOLE)
def test_what_stands_on_a_plate_goes_as_a_whole_or_not_at_all(bin: Bin, load: Load) -> None:
    assert room_for(bin, load) == (load.units if allowed(bin, load) else 0)
