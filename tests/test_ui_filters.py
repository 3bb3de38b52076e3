"""Filters on the page: chosen, kept, honoured, said, removed; by mouse and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from egqa.filters import Filters
from egqa.index import Index
from egqa.ui.desk import Desk
from egqa.ui.memory import filters_of, new_conversation, rearrange, rebuild, with_filters
from visit import NAMED, TREATY, Visit

ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"


@pytest.fixture
def desk(index: Index) -> Desk:
    return Desk(index)


def test_each_turn_keeps_the_filters_it_was_asked_under(desk: Desk) -> None:
    confined, chips, spoken = desk.confine(new_conversation(), {"years": ["2019"]})
    assert "2019" in chips
    assert spoken == "30 of 161 paragraphs"
    first, shown, _ = desk.ask(TREATY, confined)
    assert '<p class="confined" dir="auto">Only in 2019.</p>' in shown
    assert filters_of(first) == Filters(years=(2019,))
    second, _, _ = desk.ask(TREATY, desk.confine(first, {})[0])
    kept = [turn.query.filters for turn in rebuild(second, desk.index)]  # type: ignore[union-attr]
    assert kept == [Filters(years=(2019,)), Filters()]
    assert desk.show(second).count("Only in 2019.") == 1


def test_filters_belong_to_one_conversation(desk: Desk) -> None:
    confined, _, _ = desk.confine(new_conversation(), {"documents": [ADD2]})
    asked, _, _ = desk.ask(NAMED, confined)
    fresh, shelf = rearrange(asked, None, do="new")
    assert filters_of(fresh) == Filters()
    again, _ = rearrange(fresh, shelf, do="open", name=asked["id"])
    assert filters_of(again) == Filters(documents=(ADD2,))


@pytest.mark.parametrize("sent", [None, 3, "x", {"years": 3}, {"sections": [{}]}, {"x": ["y"]}])
def test_filters_that_a_browser_sends_are_not_trusted(desk: Desk, sent: object) -> None:
    kept, chips, spoken = desk.confine(new_conversation(), sent)
    assert (filters_of(kept), chips, spoken) == (Filters(), "", "No filter.")
    assert filters_of({"filters": sent}) == Filters()


def test_filters_are_shown_as_text(desk: Desk) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    kept, chips, _ = desk.confine(new_conversation(), {"sections": [hostile, "x" * 999]})
    assert "<img" not in chips + desk.filters(kept) + desk.ask(TREATY, kept)[1]
    assert "No paragraph is in all of these." in chips
    assert hostile.replace("<", "&lt;").replace(">", "&gt;") in chips


def test_what_is_no_longer_offered_stays_chosen(desk: Desk) -> None:
    kept = with_filters(None, Filters(documents=("A/1/2",)))
    assert 'value="A/1/2" checked' in desk.filters(kept)
    assert "A/1/2" in desk.chips(kept)
    assert "No paragraph is in A/1/2" in desk.ask(TREATY, kept)[1]


def choose(page: Any, field: str, value: str) -> None:
    fold = page.locator("#filters details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.locator(f"#filters input[data-field={field}][value='{value}']").check()
    page.wait_for_selector(f"#chips [data-value='{value}']")


@pytest.mark.browser
def test_choose_ask_refresh_and_remove(visit: Visit) -> None:
    visit.go()
    page = visit.page
    choose(page, "years", "2019")
    choose(page, "documents", "002_18740251eb9f403d")
    assert "30 of 161 paragraphs" in page.locator("#chips").inner_text()
    page.keyboard.press("Escape")
    turn = visit.ask(TREATY, 1)
    assert "Only in the draft report of 28 March 2019; 2019." in turn.inner_text()
    assert turn.locator("cite").count() > 0
    assert all("28 March 2019" in one for one in turn.locator("cite").all_inner_texts())
    page.wait_for_timeout(300)
    visit.go()
    page.wait_for_selector("#chips [data-value='2019']")
    assert page.locator("#filters input:checked").count() == 2
    page.get_by_role("button", name="Remove filter: Year, 2019").click()
    page.wait_for_selector("#chips [data-value='2019']", state="detached")
    page.wait_for_function("document.activeElement.matches('#chips [data-drop=documents]')")
    page.get_by_role("button", name="Remove all").click()
    page.wait_for_selector("#chips button", state="detached")
    second = visit.ask(NAMED, 2)
    assert "Only in" not in second.inner_text()
    assert "Only in" in page.locator("#turn-1").inner_text()


@pytest.mark.browser
def test_outside_is_said_and_can_be_asked_without_the_filter(visit: Visit) -> None:
    visit.go()
    page = visit.page
    choose(page, "years", "2019")
    page.keyboard.press("Escape")
    turn = visit.ask(NAMED, 1)
    assert f"{ADD2} lies outside the filter." in turn.inner_text()
    turn.get_by_role("button", name="Ask in all documents").click()
    page.wait_for_selector("#turn-2 .how")
    assert "para. 2 (q)" in page.locator("#turn-2 .statement").first.inner_text()
    page.wait_for_selector("#chips button", state="detached")
    page.wait_for_function("!document.querySelector('#filters input:checked')")


@pytest.mark.browser
def test_filters_by_keyboard_alone(visit: Visit) -> None:
    visit.go()
    page = visit.page
    page.locator("#filters summary").focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "2018":
            break
    page.keyboard.press("Space")
    page.wait_for_selector("#chips [data-value='2018']")
    # The panel stays as it is, so that more can be chosen.
    assert page.evaluate("document.activeElement.value") == "2018"
    assert "131 of 161" in page.locator("#status").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('#filters summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chips button", state="detached")
    page.wait_for_function("document.activeElement.matches('#filters summary')")


@pytest.mark.browser
def test_a_long_list_can_be_searched(visit: Visit) -> None:
    visit.go()
    page = visit.page
    page.locator("#filters summary").click()
    page.get_by_label("Find in: Section").fill("organization meet")
    shown = page.locator("#filters label:visible:has([data-field=sections])")
    assert shown.count() == 1
    assert "Organization of the meeting" in shown.inner_text()
