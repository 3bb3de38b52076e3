"""The page as Gradio Blocks: its layout. What its events do is in `events` and `desk`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from egqa.index import Index
from egqa.ui import api, memory
from egqa.ui import strings as s
from egqa.ui.blocks import Blocks
from egqa.ui.desk import Desk
from egqa.ui.events import AT_ONCE, Parts, status, wire
from egqa.ui.markup import esc

#: Encrypts what the browser keeps for itself. It guards nothing and must stay the same, or a
#: restart of the server would lose every reader's conversations.
_STORE_KEY = "egqa-conversation"
_SHELF_KEY = "egqa-shelf"
_BOUNDS_KEY = "egqa-filters"
_STORE_SECRET = "egqa-browser-1"

# Clicks anywhere on the page arrive here under these names; see page.js.
_CHANNEL = """
const names = ["open", "ask", "edit", "retry", "undo", "cards", "keep", "confine", "report"];
window.egqa.send = (name, value) => { if (names.includes(name)) trigger(name, value); };
for (const [name, value] of window.egqa.early.splice(0)) window.egqa.send(name, value);
window.egqa.ready = true;
"""
_SETTLE = "watch('value', () => window.egqa.settle()); window.egqa.settle();"
_FOLLOW = "watch('value', () => window.egqa.follow()); window.egqa.follow();"
_RETICK = "watch('value', () => window.egqa.retick());"
_REFOCUS = "watch('value', () => window.egqa.refocus());"
_TOLD = "watch('value', () => window.egqa.told());"


def build(
    index: Index,
    *,
    examples: Sequence[str] = s.EXAMPLES,
    feedback: str | Path | None = None,
) -> gr.Blocks:
    """The page over `index`, which may still be missing: the page then says so.

    What readers report goes to the file `feedback`, or beside the index where none is named.
    """
    desk = Desk(index, wanted=examples, feedback=feedback)
    blocks = Blocks(title=s.TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        conversation = gr.BrowserState(
            memory.new_conversation(), storage_key=_STORE_KEY, secret=_STORE_SECRET
        )
        shelf = gr.BrowserState({"kept": []}, storage_key=_SHELF_KEY, secret=_STORE_SECRET)
        bounds = gr.BrowserState({}, storage_key=_BOUNDS_KEY, secret=_STORE_SECRET)
        with gr.Row(elem_id="top"):
            _html(_banner(), elem_id="banner")
            menu = _html(desk.menu(None, None), elem_id="menu")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                talk = _html(desk.show(None), elem_id="conversation", js_on_load=_FOLLOW)
                with gr.Column(elem_id="composer"):
                    with gr.Row(elem_id="bounds"):
                        filters = _html(desk.filters(None), elem_id="filters", js_on_load=_RETICK)
                        chips = _html("", elem_id="chips", js_on_load=_REFOCUS)
                    box, send, stop = _ask_row()
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
        told = _html(status(""), elem_id="status", js_on_load=_TOLD)
        channel: Any = _html("", elem_id="channel", js_on_load=_CHANNEL)
        parts = Parts(
            conversation=conversation,
            bounds=bounds,
            shelf=shelf,
            menu=menu,
            talk=talk,
            filters=filters,
            chips=chips,
            box=box,
            send=send,
            stop=stop,
            tabs=tabs,
            cards=cards,
            paper=paper,
            library=library,
            status=told,
            channel=channel,
        )
        wire(parts, desk, blocks)
        api.offer(index)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=200)
    return blocks


def _ask_row() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """The box, and beside it one button: to ask, or to stop while an answer is on its way."""
    with gr.Row(elem_id="ask"):
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
        send = gr.Button(s.ASK, variant="primary", elem_id="send", scale=0, min_width=72)
        stop = gr.Button(s.STOP, variant="secondary", elem_id="stop", scale=0, min_width=72)
    return box, send, stop


def _html(value: str, *, elem_id: str, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(
        value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False, padding=False
    )


def _banner() -> str:
    return (
        f'<a class="skip" href="#question" data-skip>{esc(s.SKIP)}</a>'
        f'<h1><span class="mark" aria-hidden="true">¶</span> {esc(s.NAME)} '
        f"<small>{esc(s.SUBTITLE)}</small></h1>"
    )


def _empty(text: str) -> str:
    return f'<p class="empty">{esc(text)}</p>'
