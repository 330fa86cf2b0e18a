"""Who works in the demo warehouse: users named after what they may do."""

from __future__ import annotations

from typing import NamedTuple


class SignIn(NamedTuple):
    """A user of the demo: by name and password, or by badge and PIN."""

    name: str
    password: str
    role: str
    badge: str
    pin: str


# No secrets: they are printed beside the address, and only the demo warehouse has these users.
SIGN_INS = (
    SignIn("worker", "demo-worker", "worker", "BADGE-01", "1111"),
    SignIn("worker2", "demo-worker2", "worker", "BADGE-02", "2222"),
    SignIn("supervisor", "demo-supervisor", "supervisor", "BADGE-03", "3333"),
    SignIn("admin", "demo-admin", "admin", "BADGE-04", "4444"),
)
