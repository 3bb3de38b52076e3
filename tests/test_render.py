"""A turn as JSON, text, Markdown and HTML: nothing lost, nothing rendered as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import egqa
from egqa.cite import cite
from egqa.errors import DocumentUnknown
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.render import (
    anchor,
    escape_markdown,
    number_citations,
    shown_quotes,
    to_html,
    to_markdown,
    to_text,
    turn_from_json,
    turn_to_json,
    unit_to_json,
)
from egqa.types import (
    Abstention,
    Answer,
    ContextQuote,
    Paragraph,
    Query,
    Quote,
    Statement,
    Turn,
    UnitRef,
)

QUESTIONS = (
    "What is suggested on training of judges?",
    "Add.2 para 2 (q)?",
    "paragraphs 5 and 6 of Add.3",
    "What does Add.2 para 99 say?",
    "Who won the football world cup in 1966?",
    "What did many speakers stress about electronic evidence?",
)
FIELDS = ["doc", "symbol", "symbol_where", "para", "marker", "parent", "headings", "text"]
FIELDS += ["start", "end", "cuts", "page"]
PREDICTION = ["question", "answered", "reason", "confidence", "text", "query", "citations"]
PREDICTION += ["context", "passages", "model", "seconds"]


@pytest.fixture(scope="module")
def turns(index: Index) -> tuple[Turn, ...]:
    history: tuple[Turn, ...] = ()
    for question in QUESTIONS:
        history = (*history, egqa.ask(question, index=index, history=history))
    return history


def test_there_are_answers_and_abstentions(turns: tuple[Turn, ...]) -> None:
    assert {type(turn.reply) for turn in turns} == {Answer, Abstention}


def test_json_and_back_is_the_same_turn(turns: tuple[Turn, ...], index: Index) -> None:
    for turn in turns:
        written = json.dumps(turn_to_json(turn), allow_nan=False)
        assert turn_from_json(json.loads(written), index) == turn


def test_json_is_a_prediction_line(turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        line = turn_to_json(turn)
        assert list(line)[: len(PREDICTION)] == PREDICTION
        assert line["answered"] == isinstance(turn.reply, Answer)
        assert (line["reason"] is None) == line["answered"]
        assert bool(line["citations"]) == line["answered"]
        assert len(line["passages"]) <= 100
        for quote in (*line["citations"], *line["context"]):
            assert {"doc", "symbol", "para", "quote", "start", "end"} <= set(quote)
        for beside in line["context"]:
            assert beside["role"] in {"chapeau", "governs", "opposed", "nearest"}


def test_a_quote_that_reads_otherwise_is_refused(turns: tuple[Turn, ...], index: Index) -> None:
    line = turn_to_json(turns[0])
    quote = line["citations"][0]
    for change in ({"quote": "Other words."}, {"key": "none"}, {"slice": [0, 10**6]}):
        changed = line | {"citations": [quote | change, *line["citations"][1:]]}
        with pytest.raises(DocumentUnknown) as caught:
            turn_from_json(changed, index)
        assert caught.value.hint


def test_a_unit_keeps_its_number(turns: tuple[Turn, ...]) -> None:
    numbers = number_citations(turns)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    for count in range(1, len(turns)):
        earlier = number_citations(turns[:count])
        assert {ref: numbers[ref] for ref in earlier} == earlier


def test_every_surface_shows_every_quote(turns: tuple[Turn, ...]) -> None:
    for turn in turns:
        text, page = to_text(turn), shown_html(to_html(turn))
        markdown = shown_markdown(to_markdown(turn))
        for quote in shown_quotes(turn):
            assert quote.text in text
            assert cite(quote.paragraph) in text
        if isinstance(turn.reply, Answer):
            for statement in turn.reply.statements:
                assert statement.text in text
                assert fold(statement.text) in fold(page)
                assert fold(statement.text) in fold(markdown)
                for quote in statement.quotes:
                    assert fold(cite(quote.paragraph)) in fold(page)
                    assert fold(cite(quote.paragraph)) in fold(markdown)
        else:
            assert turn.reply.text in text


def test_a_unit_as_json(index: Index) -> None:
    for document in index.documents():
        for paragraph in document:
            line = unit_to_json(paragraph)
            assert list(line) == FIELDS
            assert json.loads(json.dumps(line)) == line
            assert line["doc"] == document.masthead.file
            assert document.source[line["start"]] == paragraph.text[0]
            assert document.source[line["end"] - 1] == paragraph.text[-1]
            assert " " not in line["para"]


def test_no_two_units_share_an_anchor(index: Index) -> None:
    refs = [one.ref for document in index.documents() for one in document]
    refs += [UnitRef("A/1", "2(a)"), UnitRef("A-1", "2(a)"), UnitRef("A/1", "2-a-")]
    anchors = [anchor(ref) for ref in refs]
    assert len(set(anchors)) == len(refs)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one) for one in anchors)


# ── what is written is what is read ──────────────────────────────────────────────────────────

WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'`*_[]()#+-.!|\\~$:/@=^{}\n\t 1a;"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
    ),
    max_size=60,
)
SPELLINGS = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[link](javascript:alert(1))",
            "![i](http://h/x.png)",
            "http://example.org www.example.org a@b.org",
            "1. one\n2. two\n\n- three\n\n    four",
            "# Title\n===\n> quote\n---\n***\n```\ncode\n```",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "&lt;b&gt; &amp; &#60;",
            "[1]: http://h/ 'x'\n[1]",
            "~~gone~~ ==mark== $x^2$ :smile: {{x}} <!-- c --> \\* a\\\nb",
        ]
    ),
)


class Shown(HTMLParser):
    """The text a browser shows, and the elements it makes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown_html(page: str, tags: set[str] | None = None) -> str:
    parser = Shown()
    parser.feed(page)
    parser.close()
    assert parser.tags <= (tags or {"p", "a", "cite", "small", "em"})
    return parser.text


def shown_markdown(text: str) -> str:
    return shown_html(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def fold(text: str) -> str:
    return "".join(text.split())


@given(SPELLINGS)
def test_escaped_markdown_shows_the_text_and_no_markup(text: str) -> None:
    written = f"before {escape_markdown(text)} after"
    page = MarkdownIt("gfm-like", {"linkify": False}).render(written)
    assert fold(shown_html(page, {"p"})) == fold(f"before{text}after")
    alone = MarkdownIt("commonmark").render(escape_markdown(text))
    assert fold(shown_html(alone, {"p"})) == fold(text)


@given(SPELLINGS, SPELLINGS)
def test_no_words_of_a_document_or_a_user_become_markup(words: str, asked: str) -> None:
    source = f"1. Start {fold(words)} end of it.\n\n2. Another unit stands here.\n"
    paragraph = parse_bytes(source.encode(), "a<b>&.txt").paragraphs[0]
    turn = quoting(paragraph, asked)
    page = shown_html(to_html(turn))
    assert fold(turn.reply.statements[0].text) in fold(page)  # type: ignore[union-attr]
    assert fold(asked) in fold(page)
    markdown = shown_markdown(to_markdown(turn))
    assert fold(turn.reply.statements[0].text) in fold(markdown)  # type: ignore[union-attr]
    assert paragraph.text in to_text(turn)


def quoting(paragraph: Paragraph, asked: str) -> Turn:
    quote = Quote(paragraph, 0, len(paragraph.text))
    statement = Statement(f"It says: “{quote.text}”", (quote,))
    beside = (ContextQuote(quote, "governs"),)
    return Turn(asked, Query(asked, asked), Answer((statement,), beside, (asked,)))


def test_a_refusal_is_escaped_too(turns: tuple[Turn, ...]) -> None:
    reply = Abstention("x", "<b>No</b> *word*")
    turn = replace(turns[0], reply=reply)
    assert shown_html(to_html(turn)) == reply.text
    assert shown_markdown(to_markdown(turn)).strip() == reply.text
