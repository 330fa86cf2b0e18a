"""Label photos made from a seed: how many are read, and none of them wrongly."""

from __future__ import annotations

from collections import Counter

import pytest

from webapp.imaging import decode

from .labels import LABELS, SCENES, label_photos


@pytest.mark.feature("BC-17", "BC-18", "BC-19")
def test_labels_in_every_light_and_from_every_side_are_read_and_never_wrongly():
    """Slow machines must not decide: what is counted is what is read, not how fast."""
    read: Counter[str] = Counter()
    wrong = []
    for taken in label_photos(each=1):
        texts = [code.text for code in decode(taken.body, budget_seconds=60.0)]
        read[taken.scene] += texts == [taken.text]
        read[taken.format] += texts == [taken.text]
        if texts not in ([taken.text], []):
            wrong.append((taken.scene, taken.format, texts, taken.text))
    assert wrong == []
    assert {name: read[name] for name in LABELS} == {
        "GS1-128": 9,
        "GS1 DataMatrix": 9,
        "GS1 QR": 9,
        "EAN-13": 9,
    }
    assert all(read[name] == 4 for name in SCENES)
