"""What the page does, without Gradio: each call takes all it needs and returns HTML and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from egqa.chat import ask
from egqa.cite import name_document
from egqa.errors import DocumentUnknown, EgqaError
from egqa.feedback import default_path, draft_question, failures_for, keep
from egqa.filters import confine, offer, read_filters
from egqa.index import Index
from egqa.lookup import find_cited
from egqa.pinpoints import parts_of, print_pinpoint, read_parts
from egqa.render import number_citations, shown_quotes, statements_of
from egqa.types import Abstention, Document, Paragraph, Quote, Turn
from egqa.ui import strings as s
from egqa.ui.cards import cards
from egqa.ui.follow import examples, follow_ups
from egqa.ui.markup import button, esc, read_words
from egqa.ui.memory import (
    Conversation,
    Lost,
    filters_of,
    forget_last,
    history_of,
    rebuild,
    remember,
    shelf_of,
    title_of,
    turns_of,
    with_filters,
)
from egqa.ui.narrow import Offered, chosen_chips, panel, what_is_left
from egqa.ui.reading import lay_out, shelve
from egqa.ui.talk import Problem, not_ready, talk, welcome


class Desk:
    """The page's answers over one index. It keeps nothing of any reader but what one reports."""

    def __init__(
        self,
        index: Index,
        *,
        wanted: Sequence[str] = s.EXAMPLES,
        feedback: str | Path | None = None,
    ) -> None:
        self.index = index
        self.wanted = wanted
        self.reports = Path(feedback) if feedback else default_path(index.folder)
        self._offered: tuple[tuple[Document, ...], Offered] = ((), offer(()))

    def ask(self, question: str, conversation: object) -> tuple[Conversation | None, str, str]:
        """Answer after the turns of `conversation`: the new one, its HTML, a spoken status.

        The conversation is None where an error stopped the question; the HTML explains it.
        """
        before = rebuild(conversation, self.index)
        try:
            turn = ask(
                question,
                index=self.index,
                history=history_of(before),
                filters=filters_of(conversation),
            )
        except EgqaError as error:
            problem = Problem(question, error.message, error.hint)
            return None, talk(before, problem=problem), f"{error.message} {error.hint}"
        after = remember(conversation, turn)
        return after, self.show(after), _spoken(turn)

    def arrive(self, conversation: Conversation) -> Iterator[str]:
        """The conversation as its last answer comes in: one statement, two, all but the last.

        A statement is of quotes cut from the documents, so each is true to them when it shows.
        """
        turns = rebuild(conversation, self.index)
        last = turns[-1]
        count = len(statements_of(last)) if isinstance(last, Turn) else 0
        for so_far in range(1, count):
            yield talk(turns, so_far=so_far)

    def pending(self, question: str, conversation: object) -> str:
        """The conversation while `question` is being answered."""
        return talk(rebuild(conversation, self.index), pending=question)

    def show(self, conversation: object) -> str:
        """The conversation as it stands, or a welcome where nothing has been asked."""
        try:
            documents = self.index.documents()
        except EgqaError as error:
            return not_ready(error.message, error.hint)
        if not turns_of(conversation):
            return welcome(_summary(documents), examples(documents, self.wanted))
        turns = rebuild(conversation, self.index)
        inside = confine(documents, filters_of(conversation))
        return talk(turns, offered=follow_ups(history_of(turns), inside))

    def chips(self, conversation: object) -> str:
        """What the next question is confined to."""
        documents, offered = self._offers()
        return chosen_chips(filters_of(conversation), documents, offered)

    def filters(self, conversation: object) -> str:
        """The panel to choose filters from."""
        return panel(filters_of(conversation), self._offers()[1])

    def confine(self, conversation: object, wanted: object) -> tuple[Conversation, str, str]:
        """Confine the next question as `wanted`: the conversation, its chips, a spoken status."""
        filters = read_filters(wanted)
        documents, offered = self._offers()
        left = what_is_left(filters, documents) if filters else s.UNCONFINED
        chosen = chosen_chips(filters, documents, offered)
        return with_filters(conversation, filters), chosen, left

    def _offers(self) -> tuple[tuple[Document, ...], Offered]:
        """The documents and what can be chosen over them, worked out once while they stay."""
        try:
            documents = self.index.documents()
        except EgqaError:
            return (), offer(())
        if list(map(id, documents)) != list(map(id, self._offered[0])):
            self._offered = documents, offer(documents)
        return self._offered

    def report(self, conversation: object, number: int, failure: str, note: str) -> str:
        """Keep what a reader finds wrong with the turn of that number; what to tell the reader."""
        turns = rebuild(conversation, self.index)[: max(number, 0)]
        last = turns[number - 1] if 0 < number <= len(turns) else None
        if not isinstance(last, Turn):
            return s.NOT_REPORTED
        if failure not in failures_for(last):
            return s.REPORT_CHOOSE
        try:
            keep(self.reports, draft_question(history_of(turns), failure, note))
        except EgqaError as error:
            return f"{error.message} {error.hint}"
        return s.REPORTED

    def undo(self, conversation: object) -> tuple[Conversation, str]:
        """The conversation without its last turn, and the question that turn asked."""
        asked = (
            str(turns_of(conversation)[-1].get("question", "")) if turns_of(conversation) else ""
        )
        return forget_last(conversation), asked

    def cards(self, conversation: object, number: int | None = None) -> str:
        """The sources of the turn with that number, from 1; of the last, where none is given."""
        turns = rebuild(conversation, self.index)
        at = len(turns) if number is None else number
        chosen = turns[at - 1] if 0 < at <= len(turns) else None
        if isinstance(chosen, Lost):
            chosen = None
        return cards(chosen, at, number_citations(history_of(turns)))

    def open(self, name: str, para: str = "", words: str = "") -> str:
        """A document laid out, the unit `para` of it marked, or only its `words` ("12-40")."""
        try:
            document = self.index.document(name)
        except EgqaError as error:
            return f'<div class="problem"><p>{esc(error.message)}</p><p>{esc(error.hint)}</p></div>'
        if not para:
            return lay_out(document)
        try:
            quote, notice = _find(document, para, words)
        except DocumentUnknown as error:
            return lay_out(document, notice=error.message)
        return lay_out(document, quote, notice)

    def stamp(self) -> str:
        """What tells one state of the index from another; empty where there is none to read."""
        try:
            return self.index.manifest().stamp
        except EgqaError:
            return ""

    def library(self) -> str:
        """All documents of the index."""
        try:
            return shelve(self.index.documents())
        except EgqaError as error:
            return f'<div class="problem"><p>{esc(error.message)}</p><p>{esc(error.hint)}</p></div>'

    def menu(self, conversation: object, shelf: object) -> str:
        """The conversations that this browser keeps, the open one first."""
        rows = []
        for one in (conversation, *shelf_of(shelf)):
            if not isinstance(one, dict) or not turns_of(one):
                continue
            name, title = str(one.get("id", "")), title_of(one)
            opened = one is conversation
            go = (
                f"<span>{esc(s.CURRENT)}</span>"
                if opened
                else button(s.OPEN_KEPT, "keep", do="open", name=name)
            )
            rows.append(
                f'<li><input type="text" maxlength="200" value="{esc(title)}" '
                f'data-rename="{esc(name)}" aria-label="{esc(s.RENAME)}">{go}'
                f"{button(s.DELETE_KEPT, 'keep', do='delete', name=name)}</li>"
            )
        listed = f"<ul>{''.join(rows)}</ul>" if rows else ""
        return (
            f'<div class="menu">{button(s.NEW, "keep", css="new", do="new")}'
            f"<details><summary>{esc(s.CONVERSATIONS)}</summary>"
            f'<div class="kept">{listed}<p>{esc(s.KEPT)}</p></div></details></div>'
        )


def _summary(documents: Sequence[Document]) -> str:
    units = sum(len(one.paragraphs) for one in documents)
    return s.SUMMARY.format(documents=len(documents), units=units)


def _spoken(turn: Turn) -> str:
    if isinstance(turn.reply, Abstention):
        return s.ABSTAINED_STATUS
    count = len(shown_quotes(turn)) - len(turn.reply.context)
    one, more = s.QUOTATIONS
    return s.ANSWERED_STATUS.format(count=one if count == 1 else more.format(count=count))


def _find(document: Document, para: str, words: str) -> tuple[Quote, str]:
    """The unit called `para`, or the `words` in it; raises DocumentUnknown where there is none."""
    unit = _find_unit(document, para)
    if unit is None or not unit.text.strip():
        wanted = "".join(para.split())
        printed = s.NO_SUCH_UNIT if wanted.startswith("#") else print_pinpoint(wanted)
        named = name_document(document.masthead)
        raise DocumentUnknown(s.NO_UNIT.format(document=named, pinpoint=printed))
    whole = Quote(unit, 0, len(unit.text))
    span = read_words(words)
    if span is None:
        return whole, ""
    if span[1] > len(unit.text) or not unit.text[slice(*span)].strip():
        return whole, s.GONE
    return Quote(unit, *span), ""


def _find_unit(document: Document, para: str) -> Paragraph | None:
    """The unit of that number as it is kept, or in any spelling that citations have."""
    wanted = "".join(para.split()).casefold()
    for unit in document:
        if unit.ref.para.casefold() == wanted:
            return unit
    if not wanted or wanted.startswith("#"):
        return None
    with suppress(DocumentUnknown):
        found = find_cited(f"{document.masthead.key}, {para}", [document])[1]
        # A part that the document does not have must not lead to another's paragraph.
        if found and read_parts(para) <= parts_of(found[0].para or ""):
            return found[0]
    return None


def read_event(event: object) -> dict[str, Any]:
    """What a click on the page sent, as a mapping of strings to plain values."""
    return {str(key): value for key, value in event.items()} if isinstance(event, dict) else {}
