"""Gradio's Blocks, bent where they would take files or answer a program with nothing to go by."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.components.api_component import Api

from egqa.ui import strings as s


class Blocks(gr.Blocks):
    """Blocks to which an argument is never a file, and in which endpoints have their defaults."""

    def validate_inputs(self, block_fn: BlockFunction, inputs: list[Any]) -> None:
        """Refuse files, and fill in the arguments that a program left out.

        Gradio takes an argument in the form of its own file type to be one: it would look for it
        on this machine, or fetch it from another. And over plain HTTP it knows of no defaults.
        """
        if _holds_file(inputs):
            raise gr.Error(s.NO_FILES, title=s.NAME, print_exception=False)
        missing = block_fn.inputs[len(inputs) :]
        inputs.extend(one.value for one in missing if isinstance(one, Api))
        super().validate_inputs(block_fn, inputs)


def _holds_file(value: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("path"), str):
                return True
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False
