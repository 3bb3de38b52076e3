"""Conversations as the browser keeps them: JSON in, turns out. What comes back is not trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from egqa.errors import EgqaError
from egqa.filters import Filters, read_filters
from egqa.index import Index
from egqa.render import NOT_A_TURN, turn_from_json, turn_to_json
from egqa.types import Turn
from egqa.ui import strings as s

#: Beyond these the oldest are let go: browsers keep about five megabytes.
MAX_TURNS = 40
MAX_CONVERSATIONS = 20
MAX_PASSAGES = 10

Conversation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lost:
    """An earlier turn that cannot be rebuilt, because the documents have changed since."""

    question: str
    message: str
    hint: str


def new_conversation() -> Conversation:
    """A conversation without turns, under a name of its own."""
    return {"id": uuid4().hex[:12], "title": "", "turns": [], "filters": {}}


def turns_of(conversation: object) -> Sequence[Mapping[str, Any]]:
    """The turns of what the browser sent, as JSON; none where it is not a conversation."""
    turns = conversation.get("turns") if isinstance(conversation, dict) else None
    if not isinstance(turns, list):
        return []
    return [one for one in turns if isinstance(one, dict)][-MAX_TURNS:]


def rebuild(conversation: object, index: Index) -> list[Turn | Lost]:
    """The turns of a conversation, their quotes cut anew from the documents."""
    made: list[Turn | Lost] = []
    for raw in turns_of(conversation):
        question = str(raw.get("question", ""))
        try:
            made.append(turn_from_json(raw, index))
        except EgqaError as error:
            made.append(Lost(question, error.message, error.hint))
        except NOT_A_TURN:
            made.append(Lost(question, s.LOST, s.LOST_HINT))  # not JSON of ours
    return made


def history_of(turns: Sequence[Turn | Lost]) -> tuple[Turn, ...]:
    """The turns that can be built on."""
    return tuple(one for one in turns if isinstance(one, Turn))


def remember(conversation: object, turn: Turn) -> Conversation:
    """The conversation with `turn` after its others, which stay as they are."""
    raw = turn_to_json(turn)
    raw["passages"] = raw["passages"][:MAX_PASSAGES]
    return _with_turns(conversation, [*turns_of(conversation), raw])


def forget_last(conversation: object) -> Conversation:
    """The conversation without its last turn."""
    return _with_turns(conversation, turns_of(conversation)[:-1])


def _with_turns(conversation: object, turns: Sequence[Mapping[str, Any]]) -> Conversation:
    kept = conversation if isinstance(conversation, dict) else new_conversation()
    name = str(kept.get("id") or uuid4().hex[:12])[:40]
    return {
        "id": name,
        "title": str(kept.get("title", ""))[:200],
        "turns": list(turns)[-MAX_TURNS:],
        "filters": asdict(read_filters(kept.get("filters"))),
    }


def filters_of(conversation: object) -> Filters:
    """What the reader has confined the next question to."""
    raw = conversation.get("filters") if isinstance(conversation, dict) else None
    return read_filters(raw)


def with_filters(conversation: object, filters: Filters) -> Conversation:
    """The conversation with `filters` for its next question; its turns keep their own."""
    return {**_with_turns(conversation, turns_of(conversation)), "filters": asdict(filters)}


def title_of(conversation: object) -> str:
    """What a conversation is called: its name, else its first question."""
    if not isinstance(conversation, dict):
        return s.UNTITLED
    turns = turns_of(conversation)
    first = str(turns[0].get("question", "")) if turns else ""
    return str(conversation.get("title") or first or s.UNTITLED)[:200]


def shelf_of(shelf: object) -> list[Conversation]:
    """The conversations that the browser keeps beside the open one, newest first."""
    kept = shelf.get("kept") if isinstance(shelf, dict) else None
    if not isinstance(kept, list):
        return []
    return [one for one in kept if isinstance(one, dict) and turns_of(one)]


def rearrange(
    conversation: object, shelf: object, *, do: str, name: str = "", title: str = ""
) -> tuple[Conversation, dict[str, Any]]:
    """Open, start, rename or delete a conversation: what is open after it, and what is kept."""
    current = _with_turns(conversation, turns_of(conversation))
    kept = shelf_of(shelf)
    if do == "new":
        kept, current = _put_back(current, kept), new_conversation()
    elif do == "open":
        chosen = next((one for one in kept if one.get("id") == name), None)
        if chosen is not None:
            kept = _put_back(current, [one for one in kept if one is not chosen])
            current = _with_turns(chosen, turns_of(chosen))
    elif do == "rename":
        for one in (current, *kept):
            if one.get("id") == name:
                one["title"] = title.strip()[:200]
    elif do == "delete":
        kept = [one for one in kept if one.get("id") != name]
        if current["id"] == name:
            current = new_conversation()
    return current, {"kept": kept[:MAX_CONVERSATIONS]}


def _put_back(current: Conversation, kept: list[Conversation]) -> list[Conversation]:
    return [current, *kept] if current["turns"] else kept
