"""The web page in a real Chromium: what a person does, and what a hostile text must not do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import egqa
from egqa.index import Index
from egqa.render import turn_to_json
from egqa.types import Answer
from egqa.ui import PortTaken, build, start
from egqa.ui.desk import Desk
from egqa.ui.memory import (
    MAX_TURNS,
    Lost,
    new_conversation,
    rearrange,
    rebuild,
    remember,
    title_of,
    turns_of,
)
from visit import NAMED, TREATY, Visit, in_view, quoted

HOSTILE = (
    '<script>window.ran=1</script><img src=x onerror="window.ran=1"> **x** '
    "[x](javascript:alert(1)) "
    "$\\frac{1}{2}$ ${window.ran=1} {{window.ran}} \u202eevidence\u202c &lt;b&gt; <b>bold</b>"
)


# ── without a browser ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(index: Index) -> Desk:
    return Desk(index)


def test_numbers_stay_bound_to_units(desk: Desk) -> None:
    first, _, _ = desk.ask(NAMED, new_conversation())
    second, _, _ = desk.ask(TREATY, first)
    _, shown, _ = desk.ask(NAMED, second)
    links = re.findall(
        r'<a class="cite" id="turn-(\d)-cite-(\d+)-\d+" data-open href="([^"]+)"', shown
    )
    by_unit: dict[str, set[str]] = {}
    for _, number, address in links:
        by_unit.setdefault(address.split("&amp;words")[0], set()).add(number)
    assert all(len(numbers) == 1 for numbers in by_unit.values())
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_the_conversation_comes_back_from_json(desk: Desk) -> None:
    kept, _, _ = desk.ask(NAMED, new_conversation())
    (turn,) = rebuild(kept, desk.index)
    assert not isinstance(turn, Lost)
    assert isinstance(turn.reply, Answer)
    assert turn.reply.statements[0].quotes[0].paragraph.para == "2(q)"


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        {},
        {"turns": 3},
        {"turns": [1, {}, {"question": "<b>"}]},
        {"turns": [{"question": "q", "citations": [{}]}]},
    ],
)
def test_what_a_browser_sends_is_not_trusted(desk: Desk, sent: object) -> None:
    assert all(isinstance(one, Lost) for one in rebuild(sent, desk.index))
    assert "<b>" not in desk.show(sent)
    assert "Add.2, para. 2 (q)" in desk.ask(NAMED, sent)[1]


def test_a_forged_quote_is_not_shown(desk: Desk) -> None:
    kept, _, _ = desk.ask(NAMED, new_conversation())
    kept["turns"][0]["citations"][0]["quote"] = "States shall obey."
    assert isinstance(rebuild(kept, desk.index)[0], Lost)
    assert "States shall obey" not in desk.show(kept)


def test_a_conversation_has_an_end(desk: Desk) -> None:
    turn = egqa.ask(NAMED, index=desk.index)
    kept: object = {"turns": [turn_to_json(turn)] * (MAX_TURNS + 5)}
    assert len(turns_of(remember(kept, turn))) == MAX_TURNS


def test_conversations_are_kept_renamed_and_deleted(desk: Desk) -> None:
    first, _, _ = desk.ask(NAMED, new_conversation())
    empty, shelf = rearrange(first, None, do="new")
    assert turns_of(empty) == []
    assert [title_of(one) for one in shelf["kept"]] == [NAMED]
    again, shelf = rearrange(empty, shelf, do="open", name=first["id"])
    assert turns_of(again) == turns_of(first)
    assert shelf == {"kept": []}
    named, _ = rearrange(again, shelf, do="rename", name=first["id"], title="<i>Mine</i>")
    assert "&lt;i&gt;Mine&lt;/i&gt;" in desk.menu(named, shelf)
    gone, _ = rearrange(named, shelf, do="delete", name=first["id"])
    assert turns_of(gone) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "The question is empty."),
        (" \u200b\n", "The question is empty."),
        ("x" * 100_000, "The question has 100,000 characters"),
    ],
)
def test_a_bad_question_is_explained(desk: Desk, question: str, told: str) -> None:
    kept, shown, spoken = desk.ask(question, new_conversation())
    assert kept is None
    assert told in shown
    assert told in spoken
    assert len(shown) < 5_000


@pytest.mark.parametrize(
    ("name", "para", "words", "told"),
    [
        ("nothing/2018", "", "", "The index holds no document"),
        ("<script>", "<script>", "<script>", "&lt;script&gt;"),
        ("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "99(z)", "", "has no para. 99 (z)"),
        ("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "2 (q)", "0-99999", "no longer there"),
        ("unodc/ccpcj/eg.4/2018/l.1/add.2", "2 (Q)", "0-13", "<mark>Member States</mark>"),
        ("Add.2", "2(q)", "", "<mark>Member States should develop a new"),
    ],
)
def test_a_permalink_says_what_it_finds(
    desk: Desk, name: str, para: str, words: str, told: str
) -> None:
    shown = desk.open(name, para, words)
    assert told in shown
    assert "<script" not in shown


def test_a_document_is_laid_out_whole(desk: Desk) -> None:
    for document in desk.index.documents():
        shown = desk.open(document.masthead.key)
        for paragraph in document:
            assert Desk.open(desk, document.masthead.key, paragraph.para or "").count("<mark>") == 1
        ids = re.findall(r' id="([^"]+)"', shown)
        assert len(ids) == len(set(ids)) == len(document.paragraphs)


def test_a_missing_index_is_said_not_raised(tmp_path: Path) -> None:
    empty = Desk(egqa.open_index(tmp_path / "none"))
    assert "Nothing has been indexed" in empty.show(None)
    assert "egqa add" in empty.show(None)
    assert "Nothing has been indexed" in empty.ask("What?", None)[1]
    assert "Nothing has been indexed" in empty.library()
    assert "Nothing has been indexed" in empty.open("A/1", "2", "")
    build(empty.index)


def test_a_taken_port_is_named(index: Index) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)) as caught:
            start(index, port=port)
    assert "EGQA_PORT" in caught.value.hint


# ── in a browser ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
def test_ask_and_open_the_citation(visit: Visit) -> None:
    visit.go()
    turn = visit.ask(NAMED, 1)
    assert "Member States should develop a new international legal instrument" in quoted(turn)
    assert "UNODC/CCPCJ/EG.4/2018/L.1/Add.2, para. 2 (q)" in turn.inner_text()
    assert visit.open(turn.locator(".statement a.cite")) == quoted(turn)
    assert visit.page.get_by_role("tab", name="Document").get_attribute("aria-selected") == "true"
    visit.page.wait_for_timeout(200)
    assert in_view(visit.page)
    # The chapeau is in the same document, marked as what opens the paragraph.
    assert visit.page.locator("#document .unit.opens").count() == 1


@pytest.mark.browser
def test_older_citations_keep_pointing_right(visit: Visit) -> None:
    visit.go()
    first = visit.ask(NAMED, 1)
    second = visit.ask("and (m)?", 2)
    assert "para. 2 (m)" in second.inner_text()
    third = visit.ask(TREATY, 3)
    for turn in (first, third, second, first):
        assert visit.open(turn.locator(".statement a.cite").first) == quoted(turn)
    visit.page.get_by_role("button", name="Show the sources of this answer, question 2").click()
    visit.page.wait_for_selector("#sources >> text=For question 2")
    assert quoted(second) in str(visit.page.locator("#sources .card").first.text_content())


@pytest.mark.browser
def test_permalink_opened_cold(visit: Visit) -> None:
    visit.go("?doc=UNODC/CCPCJ/EG.4/2018/L.1/Add.2&para=2(q)")
    visit.page.wait_for_selector("#document mark")
    mark = visit.page.locator("#document mark")
    assert str(mark.text_content()).startswith("Member States should develop a new international")
    visit.page.wait_for_timeout(300)
    assert mark.is_visible()
    assert in_view(visit.page)


@pytest.mark.browser
def test_hostile_question_is_shown_as_text(visit: Visit) -> None:
    visit.go()
    turn = visit.ask(HOSTILE, 1)
    assert visit.page.locator("#turn-1 .question").text_content() == HOSTILE
    assert turn.locator("img, script, b:not(.cite b), strong, .katex").count() == 0
    turn.locator(".how summary").click()
    visit.ask("and that?", 2)
    assert visit.page.evaluate("window.ran") is None


@pytest.mark.browser
def test_hostile_document_is_shown_as_text(chromium: Any, tmp_path: Path) -> None:
    hostile = HOSTILE.replace("&lt;b&gt; ", "")
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    try:
        path.touch()
    except OSError:  # a system that forbids such names
        path = tmp_path / "hostile.txt"
    path.write_text(
        "United Nations A/CONF.1/2/L.3\n\nDraft report <script>window.ran=1</script>\n\n"
        "I. Introduction <img src=x onerror=window.ran=1>\n\n"
        f"1. The meeting considered zebras and {hostile}\n\n"
        "2. The meeting adopted its report on zebras.\n",
        "utf-8",
    )
    index = egqa.open_index(tmp_path / "index")
    index.add(egqa.parse(path), origin=str(path))
    index.warm()
    blocks, at = start(index, port=0)
    visit = Visit(chromium, at)
    try:
        visit.go()
        visit.page.get_by_role("tab", name="Library").click()
        visit.page.wait_for_selector("#library .card")
        turn = visit.ask("What does paragraph 1 say?", 1)
        assert "<script>window.ran=1</script>" in turn.inner_text()
        assert visit.open(turn.locator(".statement a.cite").first) == quoted(turn)
        assert visit.page.locator("#desk img, #desk script, #desk b b, #desk .katex").count() == 0
        visit.page.mouse.move(0, 0)
        turn.locator(".statement a.cite").first.hover()
        visit.page.wait_for_selector("#peek:not([hidden])")
        assert visit.page.locator("#peek img, #peek script").count() == 0
        assert visit.page.evaluate("window.ran") is None
        assert visit.wrong == []
    finally:
        visit.context.close()
        blocks.close(verbose=False)


@pytest.mark.browser
def test_by_keyboard_alone(visit: Visit) -> None:
    visit.go()
    page = visit.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the question box
    page.keyboard.type(NAMED)
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-1 .how")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.statement a.cite')"):
            break
    page.wait_for_selector("#peek:not([hidden])")
    assert "Member States should develop" in page.locator("#peek").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#peek").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#document .unit.target')")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-back]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#turn-1 .statement a.cite')")


@pytest.mark.browser
def test_refresh_keeps_and_others_see_nothing(visit: Visit, chromium: Any, address: str) -> None:
    visit.go()
    visit.ask(NAMED, 1)
    visit.page.wait_for_timeout(300)
    visit.go()
    visit.page.wait_for_selector("#turn-1 .statement")
    second = visit.ask("and (m)?", 2)
    assert "para. 2 (m)" in second.inner_text()
    other = Visit(chromium, address)
    other.go()
    assert other.page.locator("#conversation .turn").count() == 0
    assert "new international legal instrument" not in other.page.locator("body").inner_text()
    other.context.close()
    assert other.wrong == []


@pytest.mark.browser
def test_a_restart_of_the_server_keeps_the_conversation(chromium: Any, index: Index) -> None:
    index.warm()
    blocks, at = start(index, port=0)
    visit = Visit(chromium, at)
    visit.go()
    visit.ask(NAMED, 1)
    visit.page.wait_for_timeout(300)
    blocks.close(verbose=False)
    blocks, again = start(index, port=int(at.rpartition(":")[2]))
    try:
        assert again == at
        visit.go()
        visit.page.wait_for_selector("#turn-1 .statement")
        turn = visit.page.locator("#turn-1")
        assert visit.open(turn.locator(".statement a.cite").first) == quoted(turn)
    finally:
        visit.context.close()
        blocks.close(verbose=False)


@pytest.mark.browser
def test_conversations_are_listed_and_opened(visit: Visit) -> None:
    visit.go()
    page = visit.page
    visit.ask(NAMED, 1)
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector("#conversation .welcome")
    visit.ask(TREATY, 1)
    page.get_by_text("Conversations", exact=True).click()
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_selector("#turn-1 >> text=para. 2 (q)")


@pytest.mark.browser
def test_edit_remove_and_follow_up(visit: Visit) -> None:
    visit.go()
    page = visit.page
    visit.ask(NAMED, 1)
    offered = page.locator("#turn-1 .next button").first
    named = str(offered.text_content()).removeprefix("And ").removesuffix("?")
    offered.click()
    page.wait_for_selector("#turn-2 .how")
    assert named in page.locator("#turn-2 .statement").first.inner_text()
    page.get_by_role("button", name="Remove").click()
    page.wait_for_selector("#turn-2", state="detached")
    page.locator("#turn-1").get_by_role("button", name="Edit question").click()
    page.wait_for_function(
        "text => document.querySelector('#question textarea').value === text", arg=NAMED
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 390, 768, 1440])
def test_nothing_is_wider_than_the_screen(chromium: Any, address: str, width: int) -> None:
    visit = Visit(chromium, address, viewport={"width": width, "height": 800})
    visit.go()
    turn = visit.ask(TREATY, 1)
    visit.open(turn.locator(".statement a.cite").first)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.page.wait_for_timeout(200)
    assert in_view(visit.page)
    talk, papers = (visit.page.locator(one).bounding_box() for one in ("#talk", "#papers"))
    if width < 960:
        assert papers["y"] >= talk["y"] + talk["height"] - 1
    else:
        assert papers["x"] >= talk["x"] + talk["width"] - 1
    visit.context.close()
    assert visit.wrong == []


@pytest.mark.browser
def test_the_page_says_that_nothing_is_indexed(chromium: Any, tmp_path: Path) -> None:
    blocks, at = start(egqa.open_index(tmp_path / "none"), port=0)
    visit = Visit(chromium, at)
    try:
        visit.go()
        assert "Nothing has been indexed" in visit.page.locator("#conversation").inner_text()
        turn = visit.ask("What is said?", 1)
        assert "egqa add" in turn.inner_text()
        assert visit.wrong == []
    finally:
        visit.context.close()
        blocks.close(verbose=False)


@pytest.mark.browser
def test_private_endpoints_and_headers(visit: Visit, address: str) -> None:
    visit.go()
    fetched = visit.page.evaluate("fetch('/gradio_api/info').then(answer => answer.json())")
    assert "/ask" in fetched["named_endpoints"]
    assert fetched["unnamed_endpoints"] == {}
    statuses = visit.page.evaluate(
        """async () => Promise.all(["/monitoring", "/gradio_api/runs", "/gradio_api/file=app.py"]
        .map(path => fetch(path).then(answer => answer.status)))"""
    )
    assert all(status in (401, 403, 404) for status in statuses)
    answer = visit.context.request.get(address)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
