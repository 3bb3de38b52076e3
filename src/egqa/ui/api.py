"""The page's endpoints for programs: structured JSON in and out, history passed explicitly."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from egqa.chat import ask
from egqa.errors import EgqaError
from egqa.index import Index
from egqa.render import turn_from_json, turn_to_json


def offer(index: Index) -> None:
    """Offer the endpoint `ask` over `index`; to be called inside `gr.Blocks`."""

    def answer(question: str, history: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Ask the documents; the reply carries verbatim quotes with their paragraphs.

        Args:
            question: what to ask, in a few sentences at most.
            history: the replies to earlier questions of the conversation, as given here.
        """
        try:
            before = tuple(turn_from_json(raw, index) for raw in history or [])
            return turn_to_json(ask(str(question), index=index, history=before))
        except EgqaError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except (AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
            raise gr.Error(
                "The history is not one that this endpoint gave.", print_exception=False
            ) from error

    api(answer, api_name="ask", concurrency_limit=8)
