"""`barcodes parse` and `barcodes decode` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask.testing import FlaskCliRunner
from PIL import Image


def lines(output: str) -> list[dict[str, Any]]:
    """Each line of the output as the object it is."""
    return [json.loads(line) for line in output.splitlines()]


def test_each_line_is_answered_as_the_api_answers(runner: FlaskCliRunner) -> None:
    codes = '{"text": "]d20109501101530003"}\n{"text": "A-01-2", "symbology": null}\n'
    done = runner.invoke(args=["barcodes", "parse"], input=codes)
    assert done.exit_code == 0
    label, bin_ = lines(done.output)
    assert label == {
        "kind": "element_string",
        "valid": True,
        "elements": {"01": "09501101530003"},
        "dates": {},
        "fields": {"gtin": "09501101530003"},
        "candidates": [],
        "warnings": [],
        "rule": None,
        "reason": None,
    }
    assert (bin_["kind"], bin_["valid"]) == ("plain", True)


def test_the_symbology_beside_the_text_counts(runner: FlaskCliRunner) -> None:
    code = '{"text": "10AB", "symbology": "]C1"}'
    done = runner.invoke(args=["barcodes", "parse"], input=code)
    assert lines(done.output)[0]["elements"] == {"10": "AB"}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{oops", "Line 2 is not JSON: '{oops\\n'."),
        ("", "Line 2 is not JSON: '\\n'."),
        ("[" * 100_000, f"Line 2 is not JSON: {'[' * 80!r}."),
        ("[]", 'Line 2 has no "text": an object with a text was expected.'),
        ('{"text": 5}', 'Line 2 has no "text": an object with a text was expected.'),
        ('{"text": "A", "symbology": 1}', 'Line 2: "symbology" is a text such as "]C1", or null.'),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(
    runner: FlaskCliRunner, line: str, error: str
) -> None:
    good = '{"text": "A-01-2"}'
    done = runner.invoke(args=["barcodes", "parse"], input=f"{good}\n{line}\n{good}\n")
    assert done.exit_code == 1
    first, second, third = lines(done.output)
    assert second == {"error": error}
    assert first == third
    assert first["kind"] == "plain"


def test_a_line_that_is_no_text_at_all_is_bad_too(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["barcodes", "parse"], input=b"\xff\xfe\n")
    assert (done.exit_code, lines(done.output)[0]) == (
        1,
        {"error": "Line 1 is not JSON: '\ufffd\ufffd\\n'."},
    )


def test_a_code_that_is_not_taken_is_no_bad_line(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["barcodes", "parse"], input='{"text": "]"}\n{"text": "\\ud800"}')
    assert done.exit_code == 0
    assert [one["valid"] for one in lines(done.output)] == [False, True]


def test_nothing_in_gives_nothing_out(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["barcodes", "parse"], input="")
    assert (done.exit_code, done.output) == (0, "")


def test_each_file_is_one_line_with_its_codes_or_its_error(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    label, page, gone = (str(tmp_path / name) for name in ("label.png", "page.pdf", "gone.png"))
    draw(label)
    Path(page).write_bytes(b"%PDF-1.7")
    done = runner.invoke(args=["barcodes", "decode", label, page, gone])
    assert done.exit_code == 1
    read, refused, missing = lines(done.output)
    (code,) = read.pop("codes")
    assert read.pop("ms") > 0
    assert read == {"file": label}
    assert (code["text"], code["symbology"]) == ("010400638133393110C202507", "]d2")
    assert (code["format"], code["engine"]) == ("DataMatrix", "zxing-cpp")
    assert len(code["corners"]) == 4
    assert refused == {
        "file": page,
        "error": "This file is PDF. Take a photo of the label, or send a screenshot of the page.",
    }
    assert missing == {"file": gone, "error": f"{gone}: No such file or directory."}


def test_a_picture_without_codes_is_no_error(runner: FlaskCliRunner, tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    Image.new("L", (64, 64), 255).save(empty)
    done = runner.invoke(args=["barcodes", "decode", str(empty)])
    (answer,) = lines(done.output)
    assert (done.exit_code, answer["codes"]) == (0, [])


def test_no_file_at_all_is_not_understood(runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["barcodes", "decode"]).exit_code == 2


def draw(file: str) -> None:
    """A picture of a label."""
    made = zxingcpp.create_barcode(
        "[01]04006381333931[10]C202507", zxingcpp.BarcodeFormat.DataMatrix, gs1=True
    )
    grid = memoryview(made.to_image(scale=6))
    height, width = grid.shape
    Image.frombytes("L", (width, height), grid.tobytes()).save(file)
