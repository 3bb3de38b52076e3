"""The page as Gradio Blocks: its layout, and which event calls what. All else is in `desk`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from egqa.index import Index
from egqa.ui import api, memory
from egqa.ui import strings as s
from egqa.ui.blocks import Blocks
from egqa.ui.desk import Desk, read_event
from egqa.ui.markup import esc

#: Encrypts what the browser keeps for itself. It guards nothing and must stay the same, or a
#: restart of the server would lose every reader's conversations.
_STORE_KEY = "egqa-conversation"
_SHELF_KEY = "egqa-shelf"
_STORE_SECRET = "egqa-browser-1"
#: How many questions are answered at once; the rest wait their turn.
AT_ONCE = 8

# Clicks anywhere on the page arrive here under these names; see page.js.
_CHANNEL = """
const names = ["open", "ask", "edit", "retry", "undo", "cards", "keep"];
window.egqa.send = (name, value) => { if (names.includes(name)) trigger(name, value); };
"""
_SETTLE = "watch('value', () => window.egqa.settle()); window.egqa.settle();"
_FOLLOW = "watch('value', () => window.egqa.follow()); window.egqa.follow();"
_PRIVATE: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "concurrency_limit": AT_ONCE,
}


def build(index: Index, *, examples: Sequence[str] = s.EXAMPLES) -> gr.Blocks:
    """The page over `index`, which may still be missing: the page then says so."""
    desk = Desk(index, wanted=examples)
    blocks = Blocks(title=s.TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        conversation = gr.BrowserState(
            memory.new_conversation(), storage_key=_STORE_KEY, secret=_STORE_SECRET
        )
        shelf = gr.BrowserState({"kept": []}, storage_key=_SHELF_KEY, secret=_STORE_SECRET)
        with gr.Row(elem_id="top"):
            _html(_banner(), elem_id="banner")
            menu = _html(desk.menu(None, None), elem_id="menu")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                talk = _html(desk.show(None), elem_id="conversation", js_on_load=_FOLLOW)
                with gr.Row(elem_id="composer"):
                    box = gr.Textbox(
                        label=s.QUESTION_LABEL,
                        placeholder=s.QUESTION_PLACEHOLDER,
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        elem_id="question",
                        scale=1,
                    )
                    send = gr.Button(
                        s.ASK, variant="primary", elem_id="send", scale=0, min_width=72
                    )
            with gr.Column(elem_id="papers"), gr.Tabs(selected="library", elem_id="tabs") as tabs:
                with gr.Tab(
                    s.TAB_SOURCES, id="sources", render_children=True, elem_id="tab-sources"
                ):
                    cards = _html(desk.cards(None), elem_id="sources")
                with gr.Tab(
                    s.TAB_DOCUMENT, id="document", render_children=True, elem_id="tab-document"
                ):
                    paper = _html(_empty(s.NO_DOCUMENT), elem_id="document", js_on_load=_SETTLE)
                with gr.Tab(
                    s.TAB_LIBRARY, id="library", render_children=True, elem_id="tab-library"
                ):
                    library = _html(desk.library(), elem_id="library")
        status = _html(_status(""), elem_id="status")
        channel: Any = _html("", elem_id="channel", js_on_load=_CHANNEL)

        def answer(question: str, kept: object, shelved: object) -> Iterator[tuple[Any, ...]]:
            yield (
                desk.pending(question, kept),
                "",
                gr.skip(),
                gr.skip(),
                _status(s.READING),
                gr.skip(),
                gr.skip(),
            )
            after, shown, spoken = desk.ask(question, kept)
            if after is None:
                given_back = question if len(question) <= 4_000 else ""
                yield shown, given_back, gr.skip(), gr.skip(), _status(spoken), gr.skip(), gr.skip()
                return
            panel = gr.Tabs(selected="sources")
            yield (
                shown,
                "",
                after,
                desk.cards(after),
                _status(spoken),
                desk.menu(after, shelved),
                panel,
            )

        def answer_offered(
            kept: object, shelved: object, event: gr.EventData
        ) -> Iterator[tuple[Any, ...]]:
            yield from answer(str(_sent(event).get("question", "")), kept, shelved)

        def answer_again(kept: object, shelved: object) -> Iterator[tuple[Any, ...]]:
            before, question = desk.undo(kept)
            yield from answer(question, before, shelved)

        def take_back(kept: object, shelved: object) -> tuple[Any, ...]:
            after, question = desk.undo(kept)
            return (
                desk.show(after),
                question,
                after,
                desk.cards(after),
                _status(""),
                desk.menu(after, shelved),
            )

        def put_in_box(event: gr.EventData) -> str:
            return str(_sent(event).get("question", ""))

        def show_cards(kept: object, event: gr.EventData) -> tuple[Any, ...]:
            turn = _sent(event).get("turn")
            return desk.cards(kept, turn if isinstance(turn, int) else None), gr.Tabs(
                selected="sources"
            )

        def open_unit(event: gr.EventData) -> tuple[Any, ...]:
            sent = {name: str(value) for name, value in _sent(event).items()}
            shown = desk.open(sent.get("doc", ""), sent.get("para", ""), sent.get("words", ""))
            return shown, gr.Tabs(selected="document")

        def rearrange(kept: object, shelved: object, event: gr.EventData) -> tuple[Any, ...]:
            sent = {name: str(value) for name, value in _sent(event).items()}
            after, rest = memory.rearrange(
                kept,
                shelved,
                do=sent.get("do", ""),
                name=sent.get("name", ""),
                title=sent.get("title", ""),
            )
            return after, rest, desk.show(after), desk.cards(after), desk.menu(after, rest)

        def arrive(kept: object, shelved: object, request: gr.Request) -> tuple[Any, ...]:
            wanted = dict(request.query_params)
            paper_shown: Any = gr.skip()
            panel = gr.Tabs(selected="sources" if memory.turns_of(kept) else "library")
            if wanted.get("doc"):
                paper_shown = desk.open(
                    wanted["doc"], wanted.get("para", ""), wanted.get("words", "")
                )
                panel = gr.Tabs(selected="document")
            opened = desk.show(kept), desk.cards(kept), desk.menu(kept, shelved), desk.library()
            return *opened, paper_shown, panel

        told = [talk, box, conversation, cards, status, menu, tabs]
        held = [conversation, shelf]
        gr.on([box.submit, send.click], answer, [box, *held], told, trigger_mode="once", **_PRIVATE)
        channel.ask(answer_offered, held, told, trigger_mode="once", **_PRIVATE)
        channel.retry(answer_again, held, told, trigger_mode="once", **_PRIVATE)
        channel.undo(take_back, held, told[:-1], **_PRIVATE)
        channel.edit(put_in_box, None, [box], **_PRIVATE)
        channel.cards(show_cards, [conversation], [cards, tabs], **_PRIVATE)
        channel.open(open_unit, None, [paper, tabs], trigger_mode="always_last", **_PRIVATE)
        channel.keep(rearrange, held, [*held, talk, cards, menu], **_PRIVATE)
        blocks.load(arrive, held, [talk, cards, menu, library, paper, tabs], **_PRIVATE)
        api.offer(index)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=200)
    return blocks


def _html(value: str, *, elem_id: str, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(
        value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False, padding=False
    )


def _sent(event: gr.EventData) -> dict[str, Any]:
    return read_event(event._data)


def _banner() -> str:
    return (
        f'<a class="skip" href="#question" data-skip>{esc(s.SKIP)}</a>'
        f'<h1><span class="mark" aria-hidden="true">¶</span> {esc(s.NAME)} '
        f"<small>{esc(s.SUBTITLE)}</small></h1>"
    )


def _empty(text: str) -> str:
    return f'<p class="empty">{esc(text)}</p>'


def _status(text: str) -> str:
    return f'<div role="status" aria-live="polite">{esc(text)}</div>'
