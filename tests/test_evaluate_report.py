"""The page, the table, the command and the example."""

from __future__ import annotations

import io
import json
import re
import runpy
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from rich.console import Console

import egqa
from egqa.errors import BadEvaluation, IndexMissing
from egqa.evaluate import (
    Evaluation,
    compare,
    grade,
    headline,
    markdown_table,
    predict,
    print_summary,
    render_report,
    run,
)
from egqa.evaluate.command import run_command
from evaluate_cases import QUESTIONS, ROOT, abstention, document, question, reply

HOSTILE = (
    "</p></script><script>alert('x')</script><img src=x onerror=alert(1)>\" onload=\"x"
    "\x00\x1b[31m\ud800"
)
TAGS = {
    "article", "b", "body", "br", "button", "circle", "details", "div", "figcaption", "figure",
    "footer", "g", "h1", "h2", "h4", "head", "header", "html", "input", "main", "mark", "meta",
    "option", "output", "p", "path", "polygon", "polyline", "rect", "s", "script", "section",
    "select", "small", "span", "style", "summary", "svg", "table", "tbody", "td", "text", "th",
    "thead", "title", "tr", "tspan",
}  # fmt: skip


class Page(HTMLParser):
    """The tags and attributes of a page, and whether each tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def graded(words: str = "The Group met.") -> Evaluation:
    place = {"role": words, "doc": "report.txt", "para": "2", "quote": words}
    more = {
        "text": words, "query": words, "model": words, "reason": words, "confidence": 0.5,
        "seconds": 1.0, "context": [place], "passages": [{"doc": "report.txt", "para": "1"}],
    }  # fmt: skip
    asked = [
        question("q1", ("report.txt", "1", "The Group met."), kind=words, turns=("So?", words)),
        question("q2", ("report.txt", "1", words), (words, words, words)),
        question(words, turns=(words,)),
        question("q4", ("report.txt", "1")),
        question("q5"),
    ]
    replies = [
        reply("q1", ("report.txt", "1", "Group"), ("report.txt", "2", words), **more),
        reply("q2", (words, words, words), **more),
        abstention(words, **more),
        abstention("q5", **more),
        reply(words + "?"),
    ]
    documents = [
        document([("1", "1.", f"Yes. {words} The Group met.", None), ("2", "2.", "No.", None)],
                 symbols=(words,))
    ]  # fmt: skip
    return grade(asked, replies, documents, system=words)


def test_nothing_hostile_reaches_the_page_but_as_text():
    evaluation = graded(HOSTILE)
    html = render_report(evaluation, compare(evaluation, evaluation))
    html.encode("utf-8")
    found = Page(html)
    assert found.open == []
    assert set(found.tags) <= TAGS
    assert found.tags.count("script") == 1
    assert not {name for name in found.attributes if name.startswith("on")}
    assert not {"src", "href", "style", "srcdoc", "action"} & set(found.attributes)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_page_needs_nothing_from_outside():
    html = render_report(graded())
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", html)
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert "prefers-color-scheme: dark" in html


def test_the_page_shows_quotes_where_they_stand():
    html = render_report(graded())
    assert "Yes. The Group met. The <mark>Group</mark>" not in html
    assert "The <mark>Group</mark> met." in html
    assert "<mark>The Group met.</mark>" in html
    assert "not verbatim in this unit" in html
    for verdict in ("partly right", "right", "rightly abstained", "no reply"):
        assert f'<span class="pill">{verdict}</span>' in html


@pytest.mark.browser
def test_the_page_is_sifted_in_a_browser(tmp_path):
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    file = tmp_path / "report.html"
    file.write_text(render_report(graded(HOSTILE)), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(file.as_uri())
        assert page.text_content("#shown") == "5 of 5"
        page.click('[data-show="missing"]')
        assert page.text_content("#shown") == "1 of 5"
        page.click('[data-show="missing"]')
        page.fill("#search", "NO PREDICTION")
        page.select_option("#order", "worst")
        assert page.text_content("#shown") == "1 of 5"
        scores = page.eval_on_selector_all(".card", "cards => cards.map(c => +c.dataset.score)")
        assert scores == sorted(scores)
        browser.close()
    assert said == []


def test_a_page_with_everything_blank():
    asked = [question("q1", ("a.txt", "1"))]
    html = render_report(grade(asked, [reply("q1", ("a.txt", "1"))]))
    assert "No confidence was given." in html
    assert "not measured" in html
    assert Page(html).open == []


def test_the_table_shows_each_measure_once():
    out = io.StringIO()
    evaluation = graded()
    console = Console(file=out, width=100)
    print_summary(evaluation, console, comparison=compare(evaluation, evaluation))
    text = out.getvalue()
    for words in ("score", "nDCG@10", "verbatim in the cited unit", "95th percentile", "tied"):
        assert words in text
    assert headline(evaluation) in " ".join(text.split())


def test_markup_in_a_name_is_shown_as_it_is():
    out = io.StringIO()
    print_summary(graded("[red]x[/blue] |"), Console(file=out, width=120))
    assert "[red]x[/blue]" in out.getvalue()
    print_summary(graded(HOSTILE), Console(file=out, width=120))
    assert "\x1b" not in out.getvalue()
    assert "\\|" in markdown_table(graded("[red]x[/blue] |"))


def test_markdown():
    table = markdown_table(graded())
    assert table.startswith("| measure | value | 95% interval | questions |\n|---")
    assert re.search(r"\| \*\*score\*\* \| 0\.\d{3} \| 0\.\d\d–\d\.\d\d \| 5 \|", table)


# Asking


@pytest.fixture
def system(monkeypatch):
    """A stand-in for egqa: it cites paragraph 1 and remembers what it was asked."""
    asked: list[tuple[str, tuple[str, ...]]] = []
    held = (document([("1", "1.", "The Group met.", None)]),)
    index = SimpleNamespace(documents=lambda: held)

    def ask(text, *, index, history=()):
        asked.append((text, tuple(turn.question for turn in history)))
        return SimpleNamespace(question=text)

    def open_index(path, **models):
        return index if Path(path).exists() else SimpleNamespace(documents=missing)

    def missing():
        raise IndexMissing("Nothing is indexed there.", hint="Add documents.")

    render = ModuleType("egqa.render")
    render.turn_to_json = lambda turn: {
        "question": turn.question,
        "answered": True,
        "reason": None,
        "confidence": 0.75,
        "citations": [{"doc": "report.txt", "para": "1", "quote": "The Group met."}],
        "passages": [{"doc": "report.txt", "para": "1", "score": 2.0, "why": "words"}],
        "seconds": 0.0,
    }
    monkeypatch.setattr(egqa, "ask", ask, raising=False)
    monkeypatch.setattr(egqa, "open_index", open_index, raising=False)
    monkeypatch.setitem(sys.modules, "egqa.render", render)
    return SimpleNamespace(asked=asked, index=index)


def test_earlier_turns_are_asked_first_and_the_last_is_judged(system):
    asked = [question("q1", ("report.txt", "1"), turns=("a", "b", "c")), question("q2")]
    seen = []
    lines = list(predict(asked, system.index, progress=lambda *step: seen.append(step)))
    assert system.asked == [("a", ()), ("b", ("a",)), ("c", ("a", "b")), ("What?", ())]
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert list(lines[0]) == [
        "id", "answered", "reason", "confidence", "text", "query", "citations", "context",
        "passages", "model", "seconds",
    ]  # fmt: skip
    assert lines[0]["passages"] == [{"doc": "report.txt", "para": "1", "score": 2.0}]
    assert seen == [(1, 2, asked[0]), (2, 2, asked[1])]
    assert run(asked, system.index).figures["score"].value == 0.5


@pytest.fixture
def files(tmp_path):
    questions = tmp_path / "questions.jsonl"
    gold = {"doc": "report.txt", "para": "1", "quote": "The Group met."}
    lines = [
        {"id": "q1", "kind": "fact", "turns": ["Who?"], "gold": [gold], "answerable": True},
        {"id": "q2", "kind": "none", "turns": ["Why?"], "answerable": False},
    ]
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines))
    rival = tmp_path / "rival.jsonl"
    rival.write_text(json.dumps(abstention("q1")) + "\n" + json.dumps(abstention("q2")) + "\n")
    return SimpleNamespace(folder=tmp_path, questions=questions, rival=rival)


def command(files, **options) -> str:
    out = io.StringIO()
    options.setdefault("index_path", files.folder)
    assert run_command(files.questions, console=Console(file=out, width=100), **options) is None
    return out.getvalue()


def test_the_command_asks_grades_and_writes(system, files):
    folder = files.folder
    said = command(
        files,
        predictions=folder / "out.jsonl",
        report=folder / "out.html",
        json_path=folder / "out.json",
        trec=folder / "trec",
        compare=files.rival,
    )
    values = json.loads((folder / "out.json").read_text())
    assert (values["score"], values["cite_f1"], values["abstain_recall"]) == (0.5, 1.0, 0.0)
    assert values["comparison"]["won"] == ["q1"]
    assert values["comparison"]["lost"] == ["q2"]
    assert len((folder / "out.jsonl").read_text().splitlines()) == 2
    assert (folder / "trec" / "qrels.trec").read_text() == "q1 0 report.txt#1 1\n"
    assert "citation accuracy" in (folder / "out.html").read_text()
    assert "egqa: score 0.500" in said
    assert "1 won, 1 lost" in said


def test_the_command_grades_a_rival(system, files):
    said = command(files, from_predictions=files.rival, json_path=files.folder / "out.json")
    assert "rival: score 0.500" in said
    assert system.asked == []
    assert json.loads((files.folder / "out.json").read_text())["false_abstain"] == 1.0


def test_the_command_grades_without_an_index(system, files):
    said = command(files, from_predictions=files.rival, index_path=files.folder / "none")
    assert "No index" in said
    assert "rival: score 0.500" in said
    with pytest.raises(IndexMissing):
        command(files, index_path=files.folder / "none")


def test_the_command_checks(system, files):
    assert "2 questions, 1 gold units" in command(files, check=True)
    assert system.asked == []
    files.questions.write_text(files.questions.read_text().replace("Group met", "Group ate"))
    with pytest.raises(BadEvaluation, match="1 gold units or quotes do not stand"):
        command(files, check=True)


def test_the_command_says_what_is_missing_and_what_is_strange(system, files):
    files.rival.write_text(json.dumps(abstention("q7")) + "\n")
    said = command(files, from_predictions=files.rival)
    assert "2 questions have no prediction" in said
    assert "1 predictions are for ids that are not judged: q7" in said


def test_the_command_refuses_before_it_asks(system, files):
    for option in ("report", "json_path", "predictions"):
        with pytest.raises(BadEvaluation, match="cannot be written"):
            command(files, **{option: files.folder / "no" / "where"})
    with pytest.raises(BadEvaluation, match="cannot be read"):
        command(files, compare=files.folder / "none.jsonl")
    assert system.asked == []


def test_importing_is_light():
    heavy = ["torch", "chromadb", "llama_index", "gradio", "ir_measures", "numpy", "rich"]
    code = f"import sys, egqa.evaluate; print([m for m in {heavy!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_example_grades_a_rival(tmp_path, capsys):
    example = runpy.run_path(str(ROOT / "examples" / "evaluate_another_system.py"))
    page = tmp_path / "rival.html"
    evaluation = example["main"](["--questions", str(QUESTIONS), "--report", str(page)])
    assert len(evaluation.judgements) == 70
    assert 0.1 < evaluation.figures["score"].value < 0.4
    assert evaluation.figures["quotes_verbatim"].value == 1
    assert evaluation.figures["RR"].value > 0.2
    assert "keyword search: score" in capsys.readouterr().out
    assert Page(page.read_text(encoding="utf-8")).open == []
