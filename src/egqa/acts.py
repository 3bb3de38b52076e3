"""A decision that a question names, one of several in a report: it is asked of that alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.catalogue import catalogue_of
from egqa.naming import ASKING
from egqa.pinpoints import parts_of, read_parts
from egqa.types import Document, UnitRef
from egqa.words import content_stems

_NAMED_ACT = re.compile(
    r"\b(?:according to |per |in |under |of |by )?(?:the )?(?:decision|resolution) \d{1,4}/[\w.]+",
    re.IGNORECASE,
)
_ACT = re.compile(r"(?:dec|res)\.?\d{1,4}/")


def act_meant(
    text: str, keys: Sequence[str], documents: Sequence[Document]
) -> tuple[tuple[UnitRef, ...], str]:
    """The units of the decision that the question asks about, one of several in a document held.

    With them the question without its name, which is printed where others recall it; the question
    as it is where no such decision is held or nothing else is asked.
    """
    parts = {part for part in read_parts(text) if _ACT.match(part)}
    rest = _NAMED_ACT.sub("\u2003", text)
    if len(parts) != 1 or not content_stems(rest) - ASKING:
        return (), text
    held = catalogue_of(documents).of(keys) if keys else documents
    meant = [
        one
        for document in held
        for one in document.paragraphs
        if one.para and parts & parts_of(one.para) and not is_preambular(one.para)
    ]
    return (tuple(one.ref for one in meant), rest) if meant else ((), text)


def is_preambular(number: str) -> bool:
    """Whether a number is that of a preambular paragraph: "pp3", "dec.17/cp.29:pp1"."""
    return number.rpartition(":")[2].startswith("pp")
