"""Ask UN meeting documents, and get verbatim quotes with pinpoint citations.

    index = egqa.open_index("index")
    turn = egqa.ask("What is suggested on electronic evidence?", index=index)
    for statement in turn.reply.statements: ...

Importing this package loads none of the heavy libraries; the functions below do, when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# Functions that share their module's name must be bound here, after the module is loaded.
from egqa.cite import cite
from egqa.errors import EgqaError
from egqa.parse import parse
from egqa.types import (
    Abstention,
    Answer,
    Document,
    Filters,
    Paragraph,
    Pinpoint,
    Quote,
    Statement,
    Turn,
    UnitRef,
)

if TYPE_CHECKING:
    from egqa.chat import ask
    from egqa.index import Index, open_index

__version__ = "0.1.0"
__all__ = [
    "Abstention",
    "Answer",
    "Document",
    "EgqaError",
    "Filters",
    "Index",
    "Paragraph",
    "Pinpoint",
    "Quote",
    "Statement",
    "Turn",
    "UnitRef",
    "ask",
    "cite",
    "open_index",
    "parse",
]

_LAZY = {
    "Index": "egqa.index",
    "ask": "egqa.chat",
    "open_index": "egqa.index",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module 'egqa' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value
