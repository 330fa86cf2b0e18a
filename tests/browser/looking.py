"""What is measured on a page: axe's rules, what sticks out, and what a thumb would miss."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
# The smallest thing a thumb in a glove still hits; half a pixel is rounding.
TARGET = 48 - 0.5
EVERY: list[str] = []
COLOURS = ["color-contrast"]
# The stricter rule leaves to the other one what fails that already.
SEVEN_TO_ONE = [*COLOURS, "color-contrast-enhanced"]

# Without preloading: axe would copy every style sheet into the page, which our policy forbids. Only
# its rule about turning the phone asks for that, and no sheet of ours speaks of orientation.
RUN = """async (rules) => {
  const options = { resultTypes: ["violations"], preload: false };
  if (rules.length) options.runOnly = { type: "rule", values: rules };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""

STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const scrolls = (element) => element && element !== document.body
    && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX)
        || scrolls(element.parentElement));
  const found = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > wide + 1 && !scrolls(element.parentElement);
  }).map((element) => `${element.tagName.toLowerCase()}.${element.className} ends at `
    + `${Math.round(element.getBoundingClientRect().right)} of ${wide}`);
  const all = document.scrollingElement.scrollWidth;
  return all > wide ? [`the page is ${all} wide on ${wide}`, ...found.slice(0, 5)] : [];
}"""

TOO_SMALL = """(least) => {
  const wanted = "a[href], button, summary, select, textarea, label.button, [role=button],"
    + " input:not([type=hidden])";
  const within = document.querySelector("dialog:modal") ?? document.body;
  return [...within.querySelectorAll(wanted)].map((element) => {
    const label = element.matches("input") ? element.closest("label") : null;
    return label ?? element;
  }).filter((element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest(".visually-hidden, .skip-link")).filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width < least || height < least;
  }).map((element) => {
    const { width, height } = element.getBoundingClientRect();
    const name = (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} "${name}" ${width.toFixed(0)}×${height.toFixed(0)}`;
  });
}"""


def violations(page: Page, rules: list[str]) -> list[str]:
    """What axe objects to by these rules; EVERY is all it has."""
    return list(page.evaluate(RUN, rules))


def sticks_out(page: Page) -> list[str]:
    """What is wider than the screen."""
    return list(page.evaluate(STICKS_OUT))


def too_small(page: Page) -> list[str]:
    """What can be touched and is smaller than a thumb needs."""
    return list(page.evaluate(TOO_SMALL, TARGET))
