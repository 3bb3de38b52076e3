"""The endpoints as Model Context Protocol tools, where the extra `egqa[mcp]` is installed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import gradio as gr


def is_installed() -> bool:
    """Whether the extra is there; the page works without it."""
    return find_spec("mcp") is not None


def speak_json(blocks: gr.Blocks) -> None:
    """Have the tools of launched `blocks` answer in JSON.

    Gradio's own server writes the value out as Python does, and takes an answer in the form of its
    file type for a file to be read.
    """
    server: Any = blocks.mcp_server_obj
    if server is None:
        return

    def as_text(outputs: Sequence[Any], root_url: str) -> list[Any]:
        texts = [json.dumps(one, ensure_ascii=False) for one in outputs]
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.postprocess_output_data = as_text
