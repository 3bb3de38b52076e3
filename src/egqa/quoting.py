"""Which sentences of a unit to quote: those that answer, with what qualifies them."""

from __future__ import annotations

import re

from egqa.kinds import holds_kind
from egqa.sentences import split_sentences
from egqa.sides import Rarity
from egqa.types import Paragraph, Query, Quote
from egqa.words import content_stems

#: A unit of so many characters is quoted whole.
_LONG = 600


def choose_quotes(paragraph: Paragraph, query: Query, rarity: Rarity) -> list[Quote]:
    """The sentences of `paragraph` that answer `query`, one or two; a short unit is quoted whole.

    A sentence counts by the rare words it shares with the question, and more where it holds the
    kind of thing asked for. Two that stand together make one quote.
    """
    spans = split_sentences(paragraph.text)
    if len(spans) < 2 or len(paragraph.text) <= _LONG:
        return [Quote(paragraph, 0, len(paragraph.text))]
    wanted = content_stems(query.focus or query.text)
    texts = [paragraph.text[span.start : span.end] for span in spans]
    scores = [
        sum(rarity(stem) for stem in wanted & content_stems(text))
        + (_KIND_BONUS if holds_kind(query.kind, text) else 0.0)
        for text in texts
    ]
    order = sorted(range(len(spans)), key=lambda at: (-scores[at], at))
    if scores[order[0]] == 0:
        return [Quote(paragraph, 0, len(paragraph.text))]
    kept = {order[0]} | {at for at in order[1:2] if scores[at] >= _SECOND * scores[order[0]]}
    kept |= {at + 1 for at in kept if at + 1 < len(spans) and texts[at + 1].startswith(_QUALIFIERS)}
    # What goes on about the thing just named, and what stands between two sentences quoted.
    kept |= {at + 1 for at in kept if at + 1 < len(spans) and _goes_on(texts[at], texts[at + 1])}
    kept |= {at for at in range(1, len(spans) - 1) if at - 1 in kept and at + 1 in kept}
    quotes: list[Quote] = []
    for at in sorted(kept):
        if quotes and at - 1 in kept:
            quotes[-1] = Quote(paragraph, quotes[-1].start, spans[at].end)
        else:
            quotes.append(Quote(paragraph, spans[at].start, spans[at].end))
    return quotes


#: What holding the kind asked for is worth beside shared words; and how near a second comes.
_KIND_BONUS, _SECOND = 2.0, 0.6
_QUALIFIERS = ("However", "Nevertheless", "But ", "Yet ", "Unless", "Provided", "In doing so")


_TAKES_UP = re.compile(r"(?:The|This|These|Those|That|Its?|Their) (?P<noun>[A-Z]?[a-z]+)")


def _goes_on(text: str, following: str) -> bool:
    """Whether `following` takes up by name what `text` has named: "The Guide was …"."""
    match = _TAKES_UP.match(following)
    noun = match.group("noun") if match else ""
    return noun[:1].isupper() and bool(re.search(rf"\b{noun}\b", text))
