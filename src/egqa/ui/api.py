"""The endpoints for programs: over HTTP, with gradio_client, and as MCP tools where that is on.

Their names, types and docstrings are what Gradio describes them by, at `/gradio_api/info` and to
MCP clients. Whatever else the page calls is private.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.events import api

from egqa.errors import EgqaError
from egqa.index import Index
from egqa.ui import programs

#: How many calls of programs are worked on at once; the rest wait.
AT_ONCE = 4


def offer(index: Index) -> None:
    """Offer the endpoints over `index`; to be called inside `gr.Blocks`.

    They are not queued, so that an MCP call runs here and not through a request of the server to
    itself, which no user would be logged in for; `AT_ONCE` bounds them instead.
    """
    turn = threading.BoundedSemaphore(AT_ONCE)

    @contextmanager
    def told() -> Iterator[None]:
        """A turn to work, in which errors of ours become messages with what to do about them."""
        with turn:
            try:
                yield
            except EgqaError as error:
                raise gr.Error(str(error), title="egqa", print_exception=False) from error

    # One line an argument: Gradio reads no further.
    # ruff: noqa: E501
    def ask(
        question: str,
        history: list[dict[str, Any]] | None = None,
        filters: dict[str, list[str | int]] | None = None,
    ) -> dict[str, Any]:
        """Ask the UN meeting documents a question. The reply is made of verbatim quotes, each with its citation, or says that the documents do not answer and why.

        Args:
            question: What to ask, in a few sentences at most. It may name documents and paragraphs.
            history: For a follow-up: the replies to the earlier questions of the conversation, oldest first, each exactly as this endpoint gave it. Nothing is remembered between calls.
            filters: What the reply is confined to: lists under "documents" (keys), "meetings", "years", "sections"; all of it, if left out.

        Returns:
            answered, text, statements, citations (document, paragraph, quote, source offsets), context that must be read with them, notices, and how the question was understood.
        """
        with told():
            return programs.ask(index, question, history, filters)

    def search(query: str, limit: int = 10, documents: list[str] | None = None) -> dict[str, Any]:
        """Search the UN meeting documents for numbered paragraphs. They are given whole and verbatim, best first, with citation, headings, opening words, status and attribution.

        Args:
            query: What to search for, as words or as a question.
            limit: How many paragraphs to give at most, from 1 to 100.
            documents: Symbols or keys of the documents to search; all of them, if left out.

        Returns:
            the query as searched for, and passages with rank and score.
        """
        with told():
            return programs.search(index, query, limit, documents)

    def get_paragraph(document: str, para: str) -> dict[str, Any]:
        """Get one numbered paragraph of a UN meeting document, verbatim, with its citation, headings, opening words, status, attribution, neighbours and masthead.

        Args:
            document: The document's symbol, as printed or its unmistakable end ("Add.2"), or its key.
            para: The paragraph's number in any usual spelling: "2 (q)", "2(q)", "para. 2 (q)", "annex I, para. 10".

        Returns:
            the unit's own words and all that they must be read with.
        """
        with told():
            return programs.get_paragraph(index, document, para)

    def list_documents() -> dict[str, Any]:
        """List the UN meeting documents that can be asked, with what each prints of itself: symbol and where it stands, title, body, session, dates, status, number of units.

        Returns:
            documents, in the order of their keys.
        """
        with told():
            return programs.list_documents(index)

    for endpoint in (ask, search, get_paragraph, list_documents):
        api(endpoint, api_name=endpoint.__name__, queue=False)
