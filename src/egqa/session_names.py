"""Sessions called by a body's letters and a number: "SBI 60", "COP30", "CSW 69".

The letters are the initials of a body's name, or another name for it that is known; the number is
that of the session whose document it is, as its masthead, its title or its decisions print it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from egqa.aliases import find_entities
from egqa.catalogue import ACT
from egqa.memo import OncePerCollection, OncePerDocument
from egqa.parse.masthead import ordinal_words
from egqa.pinpoints import parts_of
from egqa.types import Document, Span

_CALLED = re.compile(r"(?<![\w/.-])(?P<body>[A-Z]{2,6})[ -]?(?P<number>\d{1,3})(?![\w/(%-]|\.\d)")
# "At SBI 60", "according to COP 25"; who "offered to host COP 22" is told by others.
_OWNER = re.compile(
    r"(?:^|\b(?:at|by|of|in|did|does|do|has|had|was|from|under|per|according to)\s+)(?:the )?$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:its|the) (?P<nth>[a-z]+(?:-[a-z]+)?|\d+(?:st|nd|rd|th)) (?:resumed |regular )?session\b"
)
_DECIDED = re.compile(r"[a-z]+\.?\d+/(?P<body>c(?:p|mp|ma))\.(?P<number>\d+)")
#: The letters that number the decisions of conferences of parties, and those the body goes by.
_CONFERENCES = {"cp": "COP", "cmp": "CMP", "cma": "CMA"}


def find_lettered(
    text: str, documents: Sequence[Document]
) -> list[tuple[Span, tuple[str, ...], bool]]:
    """Where `text` calls a session so, its documents, and whether they alone are meant.

    They are where the question is put to that session, and not to what others say of it.
    """
    found = []
    for match in _CALLED.finditer(text):
        keys = _sessions_of(documents).get((match.group("body"), int(match.group("number"))))
        if keys:
            firm = bool(_OWNER.search(text[: match.start()]))
            firm = firm or text.startswith(("'s", "’s"), match.end())
            found.append((Span(*match.span()), keys, firm))
    return found


@OncePerCollection
def _sessions_of(documents: Sequence[Document]) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], dict[str, None]] = {}
    for document in documents:
        for name in _names_of(document):
            found.setdefault(name, {})[document.masthead.key] = None
    return {name: tuple(keys) for name, keys in found.items()}


@OncePerDocument
def _names_of(document: Document) -> tuple[tuple[str, int], ...]:
    """What the session of one document is called: letters and number."""
    decided = {
        (_CONFERENCES[match.group("body")], int(match.group("number")))
        for one in document.paragraphs
        for part in parts_of(one.para or "")
        if ACT.match(part) and (match := _DECIDED.match(part))
    }
    if decided:
        return tuple(sorted(decided))
    head = document.masthead
    titled = _TITLED.search(head.title or "")
    numbers = {
        ordinal_words(one) for one in (head.session, titled.group("nth") if titled else None) if one
    }
    return tuple(
        (letters, number) for number in numbers if number for letters in _letters(head.body or "")
    )


def _letters(body: str) -> Iterator[str]:
    """The letters that a body goes by.

    >>> list(_letters("Subsidiary Body for Implementation"))
    ['SBI']
    """
    for name in body.split(", "):
        initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", name))
        if len(initials) > 1:
            yield initials
        for entity in find_entities(name):
            if entity.forms[0].lower() == name.lower():
                yield from (form for form in entity.forms if form.isupper() and form != initials)
