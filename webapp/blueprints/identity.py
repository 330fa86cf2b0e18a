"""Who acts and on which device, as plain values for flows and operations."""

from __future__ import annotations

from flask import request, session

from webapp.blueprints.sessions import bearer_token, visitor
from webapp.operations.operator import Operator
from webapp.rules.scanners import Scanner


def operator() -> Operator:
    """The signed-in user; only behind a door that asks for a role."""
    user = visitor()
    return Operator(id=user.id, name=user.name, role=user.role, language=user.language)


def device_id() -> int | None:
    """The device this session was begun on; None for a bearer token, which has none."""
    if bearer_token(request) is not None:
        return None
    device: int | None = session.get("device")
    return device


def scanner() -> Scanner:
    """What is done for the scanner of this session's device; as usual for a bearer token."""
    found: Scanner = visitor().scanner
    return found
