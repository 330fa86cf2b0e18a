"""How a page presents itself to whoever looks at it: language, colours, the thumb's side."""

from __future__ import annotations

from typing import Any

from flask import has_request_context, request, session
from flask_login import current_user

from webapp.languages import LANGUAGES


def language() -> str:
    """The language of this request: the user's, the browser's last choice, what it asks for."""
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    if session.get("language") in LANGUAGES:
        return str(session["language"])
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def look() -> dict[str, Any]:
    """What the frame of every page asks for: its language, its colours, the thumb's side."""
    if not has_request_context():
        return {}
    if current_user and current_user.is_authenticated:
        theme, hand = current_user.theme, current_user.hand
    else:
        theme, hand = session.get("theme", "auto"), session.get("hand", "right")
    return {"language": language(), "theme": theme, "hand": hand}
