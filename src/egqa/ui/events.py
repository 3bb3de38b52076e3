"""Which click calls what: the page's events, each a few lines between Gradio and `desk`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from egqa.filters import read_filters
from egqa.ui import memory
from egqa.ui import strings as s
from egqa.ui.desk import Desk, read_event
from egqa.ui.markup import esc

#: How many questions are answered at once; the rest wait their turn.
AT_ONCE = 8
_PRIVATE: dict[str, Any] = {
    "api_visibility": "private",
    "show_progress": "hidden",
    "concurrency_limit": AT_ONCE,
}
#: What an event gives back: the parts that change, and to what.
Changes = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page that events read and write."""

    conversation: gr.BrowserState
    bounds: gr.BrowserState  # filters: apart, so that a running answer cannot undo a choice
    shelf: gr.BrowserState
    menu: gr.HTML
    talk: gr.HTML
    filters: gr.HTML
    chips: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    tabs: gr.Tabs
    cards: gr.HTML
    paper: gr.HTML
    library: gr.HTML
    status: gr.HTML
    channel: Any  # a gr.HTML that has an event for each name in `page._CHANNEL`


def wire(parts: Parts, desk: Desk, blocks: gr.Blocks) -> None:
    """Tie the events to `desk`; to be called inside `blocks`."""
    _wire_questions(parts, desk)
    _wire_filters(parts, desk)
    _wire_documents(parts, desk)
    _wire_conversations(parts, desk, blocks)


def _wire_questions(parts: Parts, desk: Desk) -> None:
    """Ask, ask again, stop, take back; and report what is wrong with an answer."""
    p = parts

    def answer(question: str, kept: object, shelved: object, bounds: object) -> Iterator[Changes]:
        kept = memory.with_filters(kept, read_filters(bounds))
        yield {p.talk: desk.pending(question, kept), p.box: "", p.status: status(s.READING)}
        after, shown, spoken = desk.ask(question, kept)
        if after is None:
            given_back = question if len(question) <= 4_000 else ""
            yield {p.talk: shown, p.box: given_back, p.status: status(spoken)}
            return
        for arriving in desk.arrive(after):
            yield {p.talk: arriving}
        yield {
            p.talk: shown,
            p.conversation: after,
            p.cards: desk.cards(after),
            p.status: status(spoken),
            p.menu: desk.menu(after, shelved),
            p.tabs: gr.Tabs(selected="sources"),
        }

    def answer_offered(
        kept: object, shelved: object, bounds: object, event: gr.EventData
    ) -> Iterator[Changes]:
        sent = _sent(event)
        if sent.get("widen"):
            bounds = {}
            yield {p.bounds: bounds, p.chips: desk.chips(None), p.filters: desk.filters(None)}
        yield from answer(str(sent.get("question", "")), kept, shelved, bounds)

    def answer_again(kept: object, shelved: object, bounds: object) -> Iterator[Changes]:
        before, question = desk.undo(kept)
        yield from answer(question, before, shelved, bounds)

    def stop(question: str, kept: object, bounds: object) -> Changes:
        kept = memory.with_filters(kept, read_filters(bounds))
        return {p.talk: desk.show(kept), p.box: question, p.status: status(s.STOPPED)}

    def take_back(kept: object, shelved: object, bounds: object) -> Changes:
        after, question = desk.undo(memory.with_filters(kept, read_filters(bounds)))
        return {
            p.talk: desk.show(after),
            p.box: question,
            p.conversation: after,
            p.cards: desk.cards(after),
            p.status: status(""),
            p.menu: desk.menu(after, shelved),
        }

    def put_in_box(event: gr.EventData) -> str:
        return str(_sent(event).get("question", ""))

    def report(kept: object, event: gr.EventData) -> str:
        sent = _sent(event)
        turn = sent.get("turn")
        number = turn if isinstance(turn, int) else 0
        told = desk.report(kept, number, str(sent.get("failure", "")), str(sent.get("note", "")))
        return status(told, about=f"report-{number}", done=told == s.REPORTED)

    held = [p.conversation, p.shelf, p.bounds]
    told = [p.talk, p.box, p.conversation, p.cards, p.status, p.menu, p.tabs]
    widened = [*told, p.bounds, p.chips, p.filters]
    once: dict[str, Any] = {"trigger_mode": "once", **_PRIVATE}
    asked = gr.on([p.box.submit, p.send.click], answer, [p.box, *held], told, **once)
    offered = p.channel.ask(answer_offered, held, widened, **once)
    again = p.channel.retry(answer_again, held, told, **once)
    p.stop.click(
        stop,
        [p.box, p.conversation, p.bounds],
        [p.talk, p.box, p.status],
        cancels=[asked, offered, again],
        js="(typed, ...held) => [window.egqa.stopped(typed), ...held]",
        **_PRIVATE,
    )
    undone = [p.talk, p.box, p.conversation, p.cards, p.status, p.menu]
    p.channel.undo(take_back, held, undone, **_PRIVATE)
    p.channel.edit(put_in_box, None, [p.box], **_PRIVATE)
    p.channel.report(report, [p.conversation], [p.status], **_PRIVATE)


def _wire_filters(parts: Parts, desk: Desk) -> None:
    p = parts

    def confine(event: gr.EventData) -> Changes:
        after, chips, spoken = desk.confine(None, _sent(event))
        return {p.bounds: after["filters"], p.chips: chips, p.status: status(spoken)}

    changed = [p.bounds, p.chips, p.status]
    p.channel.confine(confine, None, changed, trigger_mode="always_last", **_PRIVATE)


def _wire_documents(parts: Parts, desk: Desk) -> None:
    p = parts

    def show_cards(kept: object, event: gr.EventData) -> Changes:
        turn = _sent(event).get("turn")
        shown = desk.cards(kept, turn if isinstance(turn, int) else None)
        return {p.cards: shown, p.tabs: gr.Tabs(selected="sources")}

    def open_unit(event: gr.EventData) -> Changes:
        sent = {name: str(value) for name, value in _sent(event).items()}
        shown = desk.open(sent.get("doc", ""), sent.get("para", ""), sent.get("words", ""))
        return {p.paper: shown, p.tabs: gr.Tabs(selected="document")}

    p.channel.cards(show_cards, [p.conversation], [p.cards, p.tabs], **_PRIVATE)
    p.channel.open(open_unit, None, [p.paper, p.tabs], trigger_mode="always_last", **_PRIVATE)


def _wire_conversations(parts: Parts, desk: Desk, blocks: gr.Blocks) -> None:
    """Open the page as the browser kept it; start, open, name and delete conversations."""
    p = parts

    def redraw(kept: object, shelved: object) -> Changes:
        return {
            p.talk: desk.show(kept),
            p.cards: desk.cards(kept),
            p.menu: desk.menu(kept, shelved),
            p.chips: desk.chips(kept),
            p.filters: desk.filters(kept),
        }

    def rearrange(kept: object, shelved: object, bounds: object, event: gr.EventData) -> Changes:
        sent = {name: str(value) for name, value in _sent(event).items()}
        after, rest = memory.rearrange(
            memory.with_filters(kept, read_filters(bounds)),
            shelved,
            do=sent.get("do", ""),
            name=sent.get("name", ""),
            title=sent.get("title", ""),
        )
        changed = {p.conversation: after, p.shelf: rest, p.bounds: after["filters"]}
        return {**changed, **redraw(after, rest)}

    def arrive(kept: object, shelved: object, bounds: object, request: gr.Request) -> Changes:
        kept = memory.with_filters(kept, read_filters(bounds))
        wanted = dict(request.query_params)
        changes = {**redraw(kept, shelved), p.library: desk.library()}
        if not read_filters(bounds) and desk.stamp() == built:
            # As they were built; a filter picked while this was on its way must not be undone.
            changes |= {p.chips: gr.skip(), p.filters: gr.skip()}
        panel = "sources" if memory.turns_of(kept) else "library"
        if wanted.get("doc"):
            para, words = wanted.get("para", ""), wanted.get("words", "")
            changes[p.paper] = desk.open(wanted["doc"], para, words)
            panel = "document"
        return {**changes, p.tabs: gr.Tabs(selected=panel)}

    built = desk.stamp()
    held = [p.conversation, p.shelf, p.bounds]
    drawn = [p.talk, p.cards, p.menu, p.chips, p.filters]
    p.channel.keep(rearrange, held, [*held, *drawn], **_PRIVATE)
    blocks.load(arrive, held, [*drawn, p.library, p.paper, p.tabs], **_PRIVATE)


def status(text: str, *, about: str = "", done: bool = False) -> str:
    """What a screen reader is told, and for the part of the page that it is about."""
    named = f' data-about="{esc(about)}"' + (" data-done" if done else "") if about else ""
    return f'<div role="status" aria-live="polite"{named}>{esc(text)}</div>'


def _sent(event: gr.EventData) -> dict[str, Any]:
    return read_event(event._data)
