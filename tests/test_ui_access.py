"""The page for everyone: axe-core, zoom, small and huge screens, keyboard, less motion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from visit import NAMED, TREATY, Visit, quoted

AXE = Path(__file__).parent / "axe" / "axe.min.js"
ABSENT = "Which blockchain standards did the group endorse?"
WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")


def welcome(visit: Visit) -> None:
    visit.page.wait_for_selector(".welcome .example")


def answer(visit: Visit) -> None:
    visit.ask(TREATY, 1)


def abstention(visit: Visit) -> None:
    visit.ask(ABSENT, 1).locator(".beside summary").first.click()


def document(visit: Visit) -> None:
    visit.open(visit.ask(NAMED, 1).locator(".statement a.cite").first)


def library(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="Library").click()
    visit.page.wait_for_selector("#library .card:visible")
    visit.page.locator("#library .audit summary").first.click()


def filters(visit: Visit) -> None:
    page = visit.page
    page.locator("#filters summary").click()
    page.locator("#filters input[value='2019']").check()
    page.wait_for_selector("#chips [data-drop]")
    page.locator("#filters input[value='Attendance']").check()
    page.wait_for_selector("#chips .left.none")


def reporting(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(NAMED, 1)
    turn.locator(".report summary").click()
    turn.get_by_role("button", name="Send").click()
    page.wait_for_selector("#turn-1 .told >> text=Choose")


def conversations(visit: Visit) -> None:
    visit.ask(NAMED, 1).locator(".how summary").click()
    visit.page.get_by_text("Conversations", exact=True).click()


STATES: tuple[Callable[[Visit], None], ...] = (
    welcome,
    answer,
    abstention,
    document,
    library,
    filters,
    reporting,
    conversations,
)


@pytest.fixture(scope="module", params=[(w, one) for w in WIDTHS for one in SCHEMES], ids=str)
def opened(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Visit]:
    width, scheme = request.param
    visit = Visit(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield visit
    visit.context.close()
    assert visit.wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(opened: Visit, state: Callable[[Visit], None]) -> None:
    page = opened.page
    opened.go()
    page.evaluate("localStorage.clear()")
    opened.go()
    state(opened)
    page.mouse.move(0, 0)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 10
    wrong = [
        (one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert wrong == []


@pytest.mark.browser
def test_axe_would_find_something(visit: Visit) -> None:
    visit.go()
    visit.page.evaluate("document.querySelector('#banner').innerHTML += '<img src=\"data:,\">'")
    visit.page.evaluate(AXE.read_text("utf-8"))
    found = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert "image-alt" in [one["id"] for one in found["violations"]]


#: Name, width, height, device pixels per CSS pixel: 200 % zoom halves the CSS pixels of a window.
SCREENS = {
    "phone": (360, 780, 2),
    "zoom": (720, 450, 2),
    "zoom of a small laptop": (640, 360, 2),
    "4K": (3840, 2160, 1),
    "4K at 150 %": (2560, 1440, 1.5),
}


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_holds_the_page(chromium: Any, address: str, screen: str) -> None:
    width, height, factor = SCREENS[screen]
    visit = Visit(
        chromium,
        address,
        viewport={"width": width, "height": height},
        device_scale_factor=factor,
    )
    visit.go()
    page = visit.page
    filters(visit)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove all").click()
    page.wait_for_selector("#chips button", state="detached")
    turn = visit.ask(TREATY, 1)
    visit.open(turn.locator(".statement a.cite").first)
    for tab in ("Sources", "Document", "Library"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.evaluate(
            """() => [...document.querySelectorAll("#desk p, #desk blockquote, #desk button")]
            .filter(one => one.checkVisibility() && !one.closest(".spoken, #status")
              && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
              && !one.matches(".confine, .skip, [aria-hidden]"))
            .map(one => one.outerHTML.slice(0, 90))"""
        )
        assert cut == []
    # A line of a quote or of a document has at most some 90 characters.
    for words in ("#turn-1 blockquote p", "#document .words p[dir]"):
        page.get_by_role("tab", name="Document").click()
        for box in page.locator(words).all()[:8]:
            ems = box.evaluate(
                "one => one.clientWidth / parseFloat(getComputedStyle(one).fontSize)"
            )
            assert ems / 0.44 < 95
    # The box stands above what is read, and leaves room for it.
    composer = page.locator("#composer").bounding_box()
    assert composer["height"] < height * 0.45
    page.evaluate("document.querySelector('#turn-1').scrollIntoView()")
    composer = page.locator("#composer").bounding_box()
    assert 0 < composer["y"] <= height - composer["height"] + 1
    visit.context.close()
    assert visit.wrong == []


@pytest.mark.browser
def test_nothing_moves_for_who_asked_for_less_motion(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, reduced_motion="reduce")
    visit.go()
    visit.ask(NAMED, 1)
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(one => {
          const style = getComputedStyle(one);
          const long = text => text.split(",").some(part => parseFloat(part) > 0.01);
          return (style.animationName !== "none" && long(style.animationDuration))
            || long(style.transitionDuration) || style.scrollBehavior === "smooth" })
        .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert moving == []
    visit.context.close()


@pytest.mark.browser
def test_the_whole_way_by_keyboard(visit: Visit) -> None:
    """Ask, read a card, go to the documents, come back, copy: Tab, arrows and Enter only."""
    visit.go()
    page = visit.page

    def tab_to(selector: str, key: str = "Tab", most: int = 60) -> None:
        for _ in range(most):
            if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{selector} cannot be reached with {key}")

    tab_to("button.example")
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-1 .how")
    tab_to("#question textarea")
    page.keyboard.type(NAMED)
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-2 .how")
    words = quoted(page.locator("#turn-2"))
    tab_to("[role=tab][aria-selected=true]")
    tab_to("#sources .card a.cite")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#document .unit.target')")
    assert page.locator("#document mark").text_content() == words
    tab_to("#document [data-copy-link]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#document [data-copy-link].done")
    tab_to("[role=tab][aria-selected=true]", "Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#library .card:visible")


@pytest.mark.browser
def test_the_first_paint_comes_within_two_seconds(chromium: Any, address: str) -> None:
    Visit(chromium, address).context.close()
    visit = Visit(chromium, address)
    visit.go()
    painted = visit.page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    assert 0 < painted < 2_000
    visit.context.close()
