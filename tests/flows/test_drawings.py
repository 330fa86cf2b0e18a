"""The drawing on top of a conversation, its steps and its table of answers say the same."""

from __future__ import annotations

import ast
import inspect
import re
from enum import StrEnum
from types import ModuleType

import pytest

from webapp.flows import moving, picking, plates, putaway, receiving, receiving_draft, replenishing

FLOWS: list[tuple[ModuleType, type[StrEnum]]] = [
    (receiving, receiving_draft.Step),
    (putaway, putaway.Step),
    (picking, picking.Step),
    (plates, plates.Step),
    (moving, moving.Step),
    (replenishing, replenishing.Step),
]
NAMES = ["receiving", "putaway", "picking", "plates", "moving", "replenishing"]


@pytest.mark.parametrize(("flow", "steps"), FLOWS, ids=NAMES)
def test_every_step_is_drawn(flow: ModuleType, steps: type[StrEnum]) -> None:
    drawn = set(re.findall(r"[a-z]+", flow.__doc__ or ""))
    assert {str(step) for step in steps} - drawn == set()


@pytest.mark.parametrize(("flow", "steps"), FLOWS, ids=NAMES)
def test_every_step_is_heard(flow: ModuleType, steps: type[StrEnum]) -> None:
    """Each member is used outside its enum: in the table, in a case, or in a comparison."""
    used = {
        node.attr
        for node in ast.walk(ast.parse(inspect.getsource(flow)))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Step"
    }
    assert {step.name for step in steps} - used == set()


def test_the_table_of_picking_has_every_step() -> None:
    assert set(picking.STEPS) == set(picking.Step)


@pytest.mark.parametrize(
    ("prompts", "steps"),
    [
        (receiving.PROMPTS, receiving_draft.Step),
        (receiving.WANTED, receiving_draft.Step),
        (putaway.WANTED, putaway.Step),
        (plates.WANTED, plates.Step),
        (plates.PROMPTS, plates.Step),
        (moving.WANTED, moving.Step),
        (moving.PROMPTS, moving.Step),
    ],
)
def test_every_step_has_its_prompt(prompts: dict[StrEnum, object], steps: type[StrEnum]) -> None:
    assert set(prompts) == set(steps)


@pytest.mark.parametrize(("flow", "steps"), FLOWS, ids=NAMES)
def test_every_command_that_is_drawn_is_answered(flow: ModuleType, steps: type[StrEnum]) -> None:
    drawn = set(re.findall(r"\b[A-Z]{2,}\b", flow.__doc__ or "")) - {"LW", "PICK"}
    assert drawn - set(flow.COMMANDS) == set()
