"""Answers on the page as they arrive, are stopped, stand against each other, and are reported."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import egqa
from egqa import feedback
from egqa.errors import BadEvaluation, EgqaError
from egqa.evaluate.questions import check_questions, read_questions
from egqa.feedback import FAILURES, MAX_NOTE, draft_question, failures_for, keep
from egqa.index import Index
from egqa.render import shown_quotes
from egqa.ui import start
from egqa.ui.desk import Desk
from egqa.ui.markup import esc
from egqa.ui.memory import new_conversation
from egqa.ui.sides import find_sides
from visit import NAMED, TREATY, Visit

LIST = "What does Add.3, para. 2 (f) say?"
NOTHING = "Which blockchain standards did the group endorse?"


@pytest.fixture
def desk(index: Index, tmp_path: Path) -> Desk:
    return Desk(index, feedback=tmp_path / "reports.jsonl")


# ── arriving ─────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_arrives_statement_by_statement(desk: Desk) -> None:
    after, whole, _ = desk.ask(LIST, new_conversation())
    assert after is not None
    texts = [one.text for document in desk.index.documents() for one in document]
    steps = list(desk.arrive(after))
    assert len(steps) > 5
    for count, step in enumerate(steps, start=1):
        assert step.count('<section class="statement">') == count
        assert step.count('class="pending"') == 1
        assert whole.startswith(step[: step.index('<p class="pending">')])
        for quote in re.findall(r'data-quote="([^"]+)"', step):
            assert any(quote in esc(text) for text in texts)
    assert 'class="pending"' not in whole


def test_an_abstention_arrives_whole(desk: Desk) -> None:
    after, _, _ = desk.ask(NOTHING, new_conversation())
    assert after is not None
    assert list(desk.arrive(after)) == []


@pytest.mark.browser
def test_the_end_of_an_answer_is_announced_once(visit: Visit) -> None:
    visit.go()
    visit.page.evaluate(
        """() => { window.said = []; window.most = 0;
        new MutationObserver(() => { const text = document.querySelector("#status").innerText;
          if (text && text !== window.said.at(-1)) window.said.push(text); })
        .observe(document.querySelector("#status"), {subtree: true, childList: true,
          characterData: true}); }"""
    )
    visit.ask(LIST, 1)
    visit.page.wait_for_function("window.said.length > 1")
    assert visit.page.evaluate("window.said") == [
        "Reading the documents",
        "Answered with 14 passages quoted from the documents.",
    ]


# ── stopping ─────────────────────────────────────────────────────────────────────────────────────


class Slow:
    """The real model, which waits before each question until it is let go."""

    def __init__(self, model: Any) -> None:
        self.model, self.name = model, model.name
        self.go, self.asked = threading.Event(), threading.Event()
        self.go.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.model, name)

    def embed_asked(self, text: str) -> Any:
        self.asked.set()
        self.go.wait(20)
        return self.model.embed_asked(text)


@pytest.fixture
def slow(index: Index, chromium: Any) -> Iterator[tuple[Visit, Slow]]:
    model = Slow(index.embedder())
    opened = egqa.open_index(index.folder, embedder=model)  # type: ignore[arg-type]
    opened.warm()
    blocks, at = start(opened, port=0)
    visit = Visit(chromium, at)
    yield visit, model
    model.go.set()
    visit.context.close()
    blocks.close(verbose=False)
    assert visit.wrong == []


@pytest.mark.browser
def test_a_running_answer_is_stopped(slow: tuple[Visit, Slow]) -> None:
    visit, model = slow
    visit.go()
    page = visit.page
    stop = page.get_by_role("button", name="Stop", exact=True)
    ask = page.get_by_role("button", name="Ask", exact=True)
    visit.ask(NAMED, 1)
    assert not stop.is_visible()
    model.go.clear()
    model.asked.clear()
    box = page.get_by_label("Your question")
    box.fill(TREATY)
    box.press("Enter")
    assert model.asked.wait(10)
    page.wait_for_selector("#turn-2 .pending")
    assert stop.is_visible()
    assert not ask.is_visible()
    stop.click()
    page.wait_for_selector("#turn-2", state="detached")
    page.wait_for_function(
        "text => document.querySelector('#question textarea').value === text", arg=TREATY
    )
    assert "Stopped" in page.locator("#status").inner_text()
    assert ask.is_visible()
    model.go.set()
    page.wait_for_timeout(700)  # the answer that was on its way does not come after all
    assert page.locator(".turn").count() == 1
    box.press("Enter")
    page.wait_for_selector("#turn-2 .how")
    assert page.locator("#turn-2 .question").inner_text() == TREATY
    page.wait_for_timeout(300)
    visit.go()
    page.wait_for_selector("#turn-2 .how")
    assert page.locator(".turn").count() == 2


@pytest.mark.browser
def test_what_was_typed_meanwhile_is_not_lost(slow: tuple[Visit, Slow]) -> None:
    visit, model = slow
    visit.go()
    model.go.clear()
    box = visit.page.get_by_label("Your question")
    box.fill(TREATY)
    box.press("Enter")
    visit.page.wait_for_selector("#turn-1 .pending")
    box.fill("Something else")
    visit.page.get_by_role("button", name="Stop", exact=True).click()
    visit.page.wait_for_selector("#conversation .welcome")
    assert box.input_value() == "Something else"


@pytest.mark.browser
def test_a_filter_chosen_meanwhile_holds_for_the_next_question(slow: tuple[Visit, Slow]) -> None:
    visit, model = slow
    visit.go()
    page = visit.page
    model.go.clear()
    box = page.get_by_label("Your question")
    box.fill(TREATY)
    box.press("Enter")
    page.wait_for_selector("#turn-1 .pending")
    page.locator("#filters summary").click()
    page.locator("#filters input[value='2019']").check()
    page.wait_for_selector("#chips [data-value='2019']")
    model.go.set()
    page.wait_for_selector("#turn-1 .how")
    assert "Only in" not in page.locator("#turn-1").inner_text()
    assert "Only in 2019." in visit.ask(TREATY, 2).inner_text()


@pytest.mark.browser
def test_ask_again_gives_the_same_place_in_the_conversation(visit: Visit) -> None:
    visit.go()
    visit.ask(NAMED, 1)
    before = visit.ask("and (m)?", 2).locator("blockquote.quote").all_inner_texts()
    visit.page.evaluate("document.querySelector('#turn-2 .how').dataset.old = 1")
    visit.page.get_by_role("button", name="Ask again").click()
    visit.page.wait_for_selector("#turn-2 .how:not([data-old])")
    assert visit.page.locator(".turn").count() == 2
    assert visit.page.locator("#turn-2 blockquote.quote").all_inner_texts() == before


# ── side by side ─────────────────────────────────────────────────────────────────────────────────


def test_both_sides_stand_in_one_pair(index: Index, desk: Desk) -> None:
    (pair,) = find_sides(egqa.ask(TREATY, index=index))
    assert pair.opposed
    assert not pair.beside
    assert "other hand" in pair.right.text
    (pair,) = find_sides(egqa.ask(NAMED, index=index))
    assert pair.beside
    assert [one.paragraph.para for one in pair.quotes] == ["2(q)", "2(r)"]
    shown = desk.ask(NAMED, new_conversation())[1]
    assert "<h5>Suggested by Member States</h5>" in shown
    assert "<h5>The other side: suggested by Member States</h5>" in shown
    assert find_sides(egqa.ask(LIST, index=index)) == []
    assert find_sides(egqa.ask(NOTHING, index=index)) == []


def test_all_that_is_quoted_is_shown_once(index: Index, desk: Desk) -> None:
    for question in (TREATY, NAMED, LIST, "Compare Add.2 and Add.3 on capacity-building"):
        turn = egqa.ask(question, index=index)
        kept, shown, _ = desk.ask(question, new_conversation())
        shown += desk.cards(kept)
        for quote in shown_quotes(turn):  # in the conversation and as a card
            assert shown.count(f"<p>“{esc(quote.text)}”</p>") == 2


@pytest.mark.browser
@pytest.mark.parametrize(("width", "columns"), [(1440, 2), (960, 2), (700, 2), (690, 1), (390, 1)])
def test_columns_where_there_is_room(chromium: Any, address: str, width: int, columns: int) -> None:
    visit = Visit(chromium, address, viewport={"width": width, "height": 900})
    visit.go()
    turn = visit.ask(TREATY, 1)
    for found in (turn.locator(".side"), visit.page.locator("#sources .group.sides .card")):
        first, second = (found.nth(at).bounding_box() for at in (0, 1))
        beside = second["x"] >= first["x"] + first["width"] - 1
        assert beside == (columns == 2)
        assert beside or second["y"] >= first["y"] + first["height"] - 1
        for at in (0, 1):
            assert found.nth(at).locator("a.cite").count() == 1
    assert turn.locator(".side h5").all_inner_texts() == [
        "Suggested by Member States",
        "Suggested by Member States",
    ]
    visit.context.close()
    assert visit.wrong == []


# ── feedback ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("failure", FAILURES)
def test_feedback_is_a_judged_question_but_for_its_gold(
    desk: Desk, index: Index, failure: str
) -> None:
    first, _, _ = desk.ask(NAMED, new_conversation())
    second, _, _ = desk.ask("and (m)?", first)
    told = desk.report(second, 2, failure, "It <b>should</b> be\u2028another “one”.")
    assert told == "Thank you. It is kept."
    (line,) = desk.reports.read_text("utf-8").splitlines()
    raw = json.loads(line)
    assert raw["turns"] == [NAMED, "and (m)?"]
    assert raw["failure"] == failure
    assert raw["note"] == "It <b>should</b> be another “one”."
    assert raw["shown"][0]["para"] == "2(m)"
    if failure == "wrong_paragraph":  # nobody has said yet which would be right
        with pytest.raises(BadEvaluation, match="gold"):
            read_questions(desk.reports)
        raw["gold"] = [{"doc": raw["shown"][0]["doc"], "para": "2(q)"}]
        desk.reports.write_text(json.dumps(raw), "utf-8")
    (question,) = read_questions(desk.reports)
    assert question.answerable == (failure != "should_have_abstained")
    assert check_questions([question], index.documents()) == ()


def test_an_abstention_can_only_have_missed_something(desk: Desk) -> None:
    kept, shown, _ = desk.ask(NOTHING, new_conversation())
    assert shown.count('type="radio"') == 1
    assert desk.report(kept, 1, "misquoted", "") == "Choose first what is wrong."
    assert desk.report(kept, 1, "missing_paragraph", "") == "Thank you. It is kept."
    raw = json.loads(desk.reports.read_text("utf-8"))
    assert (raw["gold"], raw["answerable"], "abstained" in raw) == ([], True, True)


@pytest.mark.parametrize(
    ("number", "failure"), [(0, FAILURES[0]), (2, FAILURES[0]), (-1, FAILURES[0]), (1, "x")]
)
def test_what_is_no_report_is_not_kept(desk: Desk, number: int, failure: str) -> None:
    kept, _, _ = desk.ask(NAMED, new_conversation())
    assert "kept" not in desk.report(kept, number, failure, "")
    kept["turns"][0]["citations"][0]["quote"] = "States shall obey."
    assert desk.report(kept, 1, FAILURES[0], "") == "This answer cannot be reported."
    assert not desk.reports.exists()


def test_many_reports_at_once_are_all_kept_whole(desk: Desk) -> None:
    kept, _, _ = desk.ask(NAMED, new_conversation())
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda at: desk.report(kept, 1, "misquoted", str(at)), range(24)))
    assert set(told) == {"Thank you. It is kept."}
    lines = [json.loads(line) for line in desk.reports.read_text("utf-8").splitlines()]
    assert sorted(int(one["note"]) for one in lines) == list(range(24))
    assert len({one["id"] for one in lines}) == 24


def test_reports_are_bounded(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = egqa.ask(NAMED, index=index)
    drafted = draft_question([turn] * 50, "misquoted", "x" * 50_000)
    assert len(drafted["note"]) == MAX_NOTE
    assert len(drafted["turns"]) <= 10
    path = tmp_path / "new" / "reports.jsonl"
    size = len(json.dumps(drafted, ensure_ascii=False).encode()) + 1
    monkeypatch.setattr(feedback, "MAX_BYTES", 2 * size)
    keep(path, drafted)
    keep(path, drafted)
    with pytest.raises(EgqaError, match="full"):
        keep(path, drafted)
    assert path.stat().st_size == 2 * size


def test_a_file_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    kept, _, _ = desk.ask(NAMED, new_conversation())
    desk.reports = tmp_path
    assert "The feedback was not kept" in desk.report(kept, 1, "misquoted", "")


def test_feedback_goes_beside_the_index_unless_a_file_is_named(index: Index) -> None:
    path = Desk(index).reports
    assert path.parent == index.folder.parent
    assert path.name == f"{index.folder.name}-feedback.jsonl"
    assert failures_for(egqa.ask(NAMED, index=index)) == FAILURES


@pytest.mark.browser
def test_a_fault_is_reported_by_keyboard(visit: Visit, index: Index) -> None:
    visit.go()
    page = visit.page
    visit.ask(NAMED, 1)
    page.locator("#turn-1 .report summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-1 .told >> text=Choose first what is wrong.")
    page.locator("#turn-1 .report summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("<script>window.ran=1</script>")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#turn-1 .told >> text=Thank you. It is kept.")
    assert page.get_by_role("button", name="Send").is_hidden()
    kept = feedback.default_path(index.folder).read_text("utf-8").splitlines()
    raw = json.loads(kept[-1])
    assert raw["failure"] == "missing_paragraph"
    assert raw["note"] == "<script>window.ran=1</script>"
    assert raw["gold"] == raw["shown"]
    assert page.evaluate("window.ran") is None
