"""A reader's visit to the page in a real Chromium, for the tests of the page."""

from __future__ import annotations

import shutil
from typing import Any

CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        ),
    ),
    None,
)
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TREATY = "Should there be a new global treaty on cybercrime?"
NAMED = "What does Add.2, para. 2 (q) say?"


class Visit:
    """A page as one reader has it, and what it did that it should not."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        self.address = address
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, **context}
        )
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("request", self._request)
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(request.url)

    def go(self, query: str = "") -> None:
        self.page.goto(f"{self.address}/{query}")
        self.page.wait_for_selector("#conversation .turns")
        self.page.wait_for_function("Boolean(window.egqa && window.egqa.ready)")
        # What the browser keeps is read just after the page is up.
        self.page.wait_for_timeout(300)

    def ask(self, question: str, turn: int) -> Any:
        box = self.page.get_by_label("Your question")
        box.fill(question)
        box.press("Enter")
        self.page.wait_for_selector(f"#turn-{turn} .how, #turn-{turn} .problem")
        return self.page.locator(f"#turn-{turn}")

    def open(self, link: Any) -> str:
        shown = (
            self.page.locator("#document .paper").get_attribute("data-shown", timeout=500)
            if (self.page.locator("#document .paper").count())
            else ""
        )
        link.click()
        self.page.wait_for_function(
            """old => { const p = document.querySelector("#document .paper");
            return p && p.dataset.shown !== old && p.dataset.settled === p.dataset.shown }""",
            arg=shown,
        )
        return str(self.page.locator("#document mark").text_content())


def quoted(turn: Any) -> str:
    return (
        str(turn.locator("blockquote.quote").first.text_content())
        .removeprefix("“")
        .removesuffix("”")
    )


def in_view(page: Any) -> bool:
    return bool(
        page.evaluate(
            """() => { const at = document.querySelector("#document mark").getBoundingClientRect();
            return at.top >= 0 && at.top < innerHeight && at.right <= innerWidth }"""
        )
    )
