"""The measures of a document's type, and the rows that these show to be headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from egqa.parse.heading_text import clean_heading
from egqa.parse.parts import is_part_title
from egqa.parse.pdf_columns import Flow
from egqa.parse.pdf_rows import SMALL, Row

# Behind a heading, the agenda item that it is on.
_AGENDA_ITEM = re.compile(r"\s*\[(?:agenda )?items? [^\[\]]{1,40}\]$", re.IGNORECASE)
_AGENDA_TAIL = re.compile(r"\[?(?:agenda )?items? [^\[\]]{1,40}\]$|\[agenda$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ENDS_SENTENCE = re.compile(r"[.;:,!?…\]][\"”’')]*$")
#: How an item or a sentence ends, a note's mark behind it or not.
ENDS_ITEM = re.compile(r"[.;:?!][\"”’')\]]*[\d*]{0,3}$|[;,]\s+(?:and|or),?$")
#: How an item begins, and how a numbered paragraph does.
NUMBERED = re.compile(r"[\[(]?(?:\d{1,4}\.|\([a-z]{1,4}\)|[•·▪–-])(?:\s|$)")
PARAGRAPH = re.compile(r"\d{1,4}\.\s+[A-Z“\"]")
_LETTERED = re.compile(r"[a-z]\.\s+(?=[A-Z])")  # "c. Audit strategy", below "B. Results"
# "Action 7. We will strengthen …" in bold stands above numbered paragraphs, though a sentence; a
# recommendation is what there is to cite.
_NAMED_SENTENCE = re.compile(
    r"(?!Recommend|Conclu|Finding|Observation|Decision|Principle|Guideline|Rule|Article|Table|Fig"
    r"|Box|Chart|Map|Note)[A-Z][a-z]+(?: [a-z]+)? \d{1,3}[.:]\s+[A-Z]"
)
_ARTICLE = re.compile(r"(?:Article|Rule|Principle|Guideline|Regulation) \d{1,3}\.?")
# So does a word or two above a list: "Targets:".
_NAMED_LIST = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,2}:")
_SHORT_HEADING = 120  # characters of one that is numbered as paragraphs are
_LONG_HEADING = 240  # the same where text follows below, so that it has its end
_OPENS_BODY = re.compile(rf"(?:{NUMBERED.pattern})|(?:[IVX]+|A)\.?\s+[A-Z]")
#: A row is set large at this many times the usual size.
LARGE = 1.12
_MOST_HEADING = 8  # lines


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its type, and how far apart its lines are."""

    body: float
    pitch: float


def measure(flows: Sequence[Flow]) -> Measures:
    """The size most letters are set in, and the step from line to line at that size."""
    sizes: Counter[float] = Counter()
    for flow in flows:
        for row in flow.rows:
            sizes[round(row.size * 2) / 2] += sum(len(word.text) for word in row.words)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = Counter(
        round((above.base - row.base) * 2) / 2
        for flow in flows
        for above, row in pairwise(flow.rows)
        if abs(row.size - body) < 0.6 and abs(above.size - body) < 0.6
    )
    usual = [step for step, _ in steps.most_common(6) if 0.9 * body <= step <= 2.6 * body]
    return Measures(body, usual[0] if usual else 1.2 * body)


def count_blanks(above: Row | None, row: Row, usual: Measures) -> int:
    """The empty lines that the room above a row is worth; none at a column's head."""
    if above is None:
        return 0
    step = above.base - row.base
    pitch = usual.pitch * max(1.0, max(row.size, 0.0) / usual.body)
    if row.size < SMALL * usual.body and above.size < SMALL * usual.body:
        pitch = min(usual.pitch, 1.25 * row.size)
    return 0 if step <= 1.22 * pitch else max(1, round(step / pitch) - 1)


def find_headings(flows: Sequence[Flow], usual: Measures) -> dict[int, bool]:
    """The rows that surely are headings, by identity, and whether one begins there.

    Bold or italic from end to end or in larger type, apart from what is around it, no sentence, no
    number of a paragraph before it. Conclusions printed in bold are sentences, and stay text.
    """
    found: dict[int, bool] = {}
    in_body = False
    for flow in flows:
        block: list[Row] = []
        above: Row | None = None
        for row in [row for row in flow.rows if not row.role]:
            # What stands above the first number on the first page is the masthead's.
            in_body = in_body or flow.page > 1 or bool(_OPENS_BODY.match(row.text))
            if not in_body:
                continue
            if block and not _same_block(block[-1], row, usual):
                _take(above, block, row, usual, found)
                above, block = block[-1], []
            block.append(row)
        if block:
            _take(above, block, None, usual, found)
    return found


def _same_block(above: Row, row: Row, usual: Measures) -> bool:
    if is_part_title(clean_heading(above.text)):
        return False
    if above.bold and abs(above.size - row.size) < 0.6 and _AGENDA_TAIL.search(row.text):
        return not _stands_apart(above, row, usual)
    # "… to 30 June" and below it "2025": figures alone do not tell in which type they are.
    alike = (above.bold, above.italic) == (row.bold, row.italic) or not _LETTER.search(row.text)
    return abs(above.size - row.size) < 0.6 and alike and not _stands_apart(above, row, usual)


def _stands_apart(above: Row | None, row: Row | None, usual: Measures) -> bool:
    if above is None or row is None or count_blanks(above, row, usual) > 0:
        return True
    # "Decision 2025/1", and close below it its title in the same type.
    return above.bold and row.bold and is_part_title(clean_heading(above.text))


def _is_parted(above: Row | None, row: Row | None, usual: Measures) -> bool:
    """The same, or the upper one is a part's title: "Decision 81/22" over what it is about."""
    titled = above is not None and above.bold and is_part_title(clean_heading(above.text))
    return titled or _stands_apart(above, row, usual)


def _is_plain_heading(above: Row | None, block: Sequence[Row], below: Row | None) -> bool:
    """Whether a block in the type of the text is a heading: between two paragraphs, and short."""
    return (
        above is not None
        and below is not None
        and len(block) <= 2
        and sum(len(row.text) for row in block) <= _SHORT_HEADING
        and ENDS_ITEM.search(above.text) is not None
        and not above.text.rstrip().endswith((":", "and", "or"))
        and PARAGRAPH.match(below.text) is not None
    )


def _take(
    above: Row | None,
    block: Sequence[Row],
    below: Row | None,
    usual: Measures,
    found: dict[int, bool],
) -> None:
    first = block[0]
    if len(block) > _MOST_HEADING:
        return
    if first.size < SMALL * usual.body:
        return
    text = " ".join(row.text for row in block)
    # "[agenda item 4]" in the type of the text stands behind a heading in bold.
    bold = first.bold or _AGENDA_ITEM.search(text) is not None
    if first.size <= LARGE * usual.body:
        # In the type of the text, a bold line may be one of a paragraph that is bold in part.
        apart = _is_parted(above, first, usual) and _is_parted(block[-1], below, usual)
        set_off = bold or (first.italic and below and len(block) <= 3)
        if not apart or not (set_off or _is_plain_heading(above, block, below)):
            return
    numbered = NUMBERED.match(text)
    lettered = _LETTERED.match(text) if bold and len(text) < _SHORT_HEADING else None
    most = _LONG_HEADING if below is not None else _SHORT_HEADING
    if numbered and not (bold and len(text) < most and text[:1].isdigit()):
        return
    label = numbered or lettered
    title = text[label.end() :] if label else text
    told = all(row.bold for row in block) and below is not None
    named = told and (_NAMED_LIST.fullmatch(text) or _ARTICLE.fullmatch(text))
    if told and below is not None and PARAGRAPH.match(below.text):
        named = named or _NAMED_SENTENCE.match(text)
    if not named and _ENDS_SENTENCE.search(_AGENDA_ITEM.sub("", text)):
        return
    # "24/7 network" below "Article 41".
    titled = told and above is not None and bool(_ARTICLE.fullmatch(above.text))
    if not (title.lstrip("“\"‘'")[:1].isupper() or (titled and title[:1].isdigit())):
        return
    for row in block:
        found[id(row)] = row is first
