"""How large modules are printed."""

from __future__ import annotations

import pytest

from webapp.labels import Label, Symbology, element_string, printed_module_mm, size_warning
from webapp.labels.size import SMALLEST_MODULE_MM, comfortable_module_mm

LONG = Label(
    "Hand cream",
    (),
    element_string({"01": "04006381333931", "17": "271231", "10": "C202507"}),
    Symbology.GS1_128,
)


@pytest.mark.feature("LB-08")
def test_a_long_code_on_a_small_label_warns():
    assert str(size_warning(LONG, width_mm=50)) == (
        "At 50 mm the bars are 0.18 mm, and 0.25 mm are needed to scan. "
        "Print it 69 mm wide, or use a GS1 DataMatrix or QR code."
    )


@pytest.mark.feature("LB-08")
def test_the_width_the_warning_names_is_wide_enough():
    assert size_warning(LONG, width_mm=69) is None


def test_a_module_is_the_width_shared_with_the_quiet_zone():
    assert printed_module_mm(LONG, width_mm=275 / 4) == pytest.approx(0.25)


@pytest.mark.parametrize("symbology", list(Symbology))
def test_what_is_comfortable_is_never_too_small(symbology):
    assert comfortable_module_mm(symbology) > SMALLEST_MODULE_MM
