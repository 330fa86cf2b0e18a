"""The forms of a page, with all that a browser would send of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

ALWAYS = {"checkbox", "radio"}


@dataclass
class Form:
    """Where a form goes, and its fields as they stand; `acts` are the buttons with a value."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)

    def sent(self, **typed: str) -> dict[str, str]:
        """What is sent after typing, by the first button."""
        return dict(self.fields) | dict(self.acts[:1]) | typed

    @property
    def version(self) -> str:
        """The version it takes along, or nothing."""
        return dict(self.fields).get("version", "")


class Reader(HTMLParser):
    """Finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.inside = True
            form = Form(given.get("action") or self.page, given.get("method", "get").lower())
            self.forms.append(form)
        if not self.inside:
            return
        form, name, value = self.forms[-1], given.get("name", ""), given.get("value", "")
        if tag == "select":
            self.select = name
        if (
            tag == "option"
            and self.select
            and ("selected" in given or self.select not in dict(form.fields))
        ):
            form.fields.append((self.select, value))
        if tag == "input" and name and (given.get("type") not in ALWAYS or "checked" in given):
            form.fields.append((name, value))
        if tag == "button" and name and "disabled" not in given:
            form.acts.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""


def forms_of(page: str, html: str) -> list[Form]:
    """Every form of a page that posts."""
    reader = Reader(page)
    reader.feed(html)
    return [form for form in reader.forms if form.method == "post"]
