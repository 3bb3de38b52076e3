"""Questions to offer: examples that the documents can bear, and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from egqa.errors import EgqaError
from egqa.pinpoints import print_pinpoint
from egqa.render import statements_of
from egqa.types import Document, Paragraph, Turn, UnitRef
from egqa.ui import strings as s
from egqa.understand import understand
from egqa.words import content_stems

_OFFERED = 3


def examples(documents: Sequence[Document], wanted: Sequence[str]) -> list[str]:
    """Those of the `wanted` questions whose words one document holds, and one that names a unit."""
    held = [
        {stem for paragraph in document.paragraphs for stem in content_stems(paragraph.text)}
        for document in documents
    ]
    chosen = [one for one in wanted if any(set(content_stems(one)) <= known for known in held)]
    return chosen + _name_unit(documents)


def _name_unit(documents: Sequence[Document]) -> list[str]:
    """A question that names a unit, by its document's last part where that is name enough."""
    for document in documents:
        symbol = document.masthead.symbol
        child = next((one for one in document.paragraphs if one.chapeau and one.para), None)
        if not symbol or child is None or child.para is None:
            continue
        last = symbol.rpartition("/")[2]
        for name in (last, symbol) if last[:1].isalpha() else (symbol,):
            printed = print_pinpoint(child.para)
            question = s.EXAMPLE_UNIT.format(document=name, pinpoint=printed)
            if _reads_as(question, child, (), documents):
                return [question]
    return []


def follow_ups(history: Sequence[Turn], documents: Sequence[Document]) -> list[str]:
    """What may be asked next about the units just cited: only what is certain to be found."""
    if not history:
        return []
    offered: list[str] = []
    cited = [quote.paragraph for one in statements_of(history[-1]) for quote in one.quotes]
    seen = {one.ref for turn in history for one in _cited(turn)}
    for paragraph in cited:
        document = next(
            (one for one in documents if one.masthead.key == paragraph.masthead.key), None
        )
        following = _following(paragraph, document, seen) if document else None
        for unit in (following, paragraph.chapeau[-1] if paragraph.chapeau else None):
            if unit is None or unit.para is None or unit.ref in seen:
                continue
            question = s.FOLLOW_NEXT.format(pinpoint=print_pinpoint(unit.para))
            if question not in offered and _reads_as(question, unit, history, documents):
                offered.append(question)
                if len(offered) == _OFFERED:
                    return offered
    return offered


def _cited(turn: Turn) -> list[Paragraph]:
    beside = [one.quote.paragraph for one in turn.reply.context if one.role != "nearest"]
    return [quote.paragraph for one in statements_of(turn) for quote in one.quotes] + beside


def _following(paragraph: Paragraph, document: Document, seen: set[UnitRef]) -> Paragraph | None:
    """The next unit below the paragraph or of the same parent that was not shown yet."""
    units = list(document.paragraphs)
    at = next((at for at, one in enumerate(units) if one.ref == paragraph.ref), None)
    if at is None:
        return None
    after = units[at + 1 :]
    kin = (paragraph.pinpoint, paragraph.parent)
    return next((one for one in after if one.parent in kin and one.ref not in seen), None)


def _reads_as(
    question: str, unit: Paragraph, history: Sequence[Turn], documents: Sequence[Document]
) -> bool:
    """Whether the question, asked now, names that unit and no other."""
    try:
        return understand(question, tuple(history), documents).refs == (unit.ref,)
    except EgqaError:
        return False
