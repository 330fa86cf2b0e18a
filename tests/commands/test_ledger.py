"""`ledger verify`: the counts and exit code 0, or each breach and exit code 1."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.people import change
from webapp.operations.verify import LAWS


@pytest.fixture
def book(app: Flask, runner: FlaskCliRunner) -> Flask:
    """An app whose book holds the demo warehouse."""
    assert runner.invoke(args=["demo", "load"]).exit_code == 0
    return app


def test_a_book_that_holds_is_counted(book: Flask, runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["ledger", "verify"])
    assert done.exit_code == 0
    assert done.output == (
        "products: 9\nlots: 14\nserials: 13\nbalances: 84\nmoves: 58\nreservations: 12\n"
        f"scans: 0\nseals: 0\nAll {len(LAWS)} laws hold, and every seal.\n"
    )


def test_each_breach_is_named_and_the_exit_code_is_1(book: Flask, runner: FlaskCliRunner) -> None:
    change(book, "update balances set on_hand = on_hand + 7 where on_hand = 24500")
    done = runner.invoke(args=["ledger", "verify"])
    assert done.exit_code == 1
    assert done.stderr == (
        "BREACH a balance is the sum of its moves: product COFFEE, lot F-0731, location C-04-1,"
        " on hand 24507, by moves 24500\n"
        "BREACH all balances of a product add up to zero: product COFFEE, total 7\n"
    )
