"""A decision that a question names, one of several in a report: it is asked of that alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.catalogue import ACT, catalogue_of
from egqa.naming import ASKING
from egqa.pinpoints import read_parts
from egqa.types import Document, UnitRef
from egqa.words import content_stems

_NAMED_ACT = re.compile(
    r"\b(?:according to |per |in |under |of |by )?(?:the )?"
    r"(?:decision|resolution) \d{1,4}(?:/[\w.]+)+",
    re.IGNORECASE,
)


def act_meant(
    text: str, keys: Sequence[str], documents: Sequence[Document]
) -> tuple[tuple[UnitRef, ...], str]:
    """The units of the decision that the question asks about, one of several in a document held.

    With them the question without its name, which is printed where others recall it; the question
    as it is where no such decision is held or nothing else is asked.
    """
    parts = {part for part in read_parts(text) if ACT.match(part)}
    rest = _NAMED_ACT.sub("\u2003", text)
    if len(parts) != 1 or not content_stems(rest) - ASKING:
        return (), text
    meant = tuple(catalogue_of(documents).clauses_of_act(parts, keys))
    return (meant, rest) if meant else ((), text)
