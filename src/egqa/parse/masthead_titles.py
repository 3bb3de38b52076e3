"""Titles told by their type: the large blocks between a masthead's last field and the text.

A reader that knows of type and of room between lines, as that of PDF does, sees a title whole,
over all its lines, and one that has none of the usual words ("Iraq: draft resolution").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.parse.heading_text import clean_heading, is_ended, join_lines
from egqa.parse.lines import Layout, Line, without_marks
from egqa.parse.markers import read_heading_label
from egqa.parse.masthead_words import BODY
from egqa.parse.parts import is_part_title

_OPENS_TEXT = re.compile(
    r"(?:Executive )?Summary|Abstract|(?:Table of )?Contents|Introduction|Note|Background",
    re.IGNORECASE,
)
# Below a resolution's number, when it was adopted.
_ADOPTED = re.compile(r"\s+Adopted (?:by|at|on) .*")
# The organ whose record it is, large on a cover.
_OWNER = re.compile(
    r"(?:United Nations|General Assembly|(?:Economic and Social|Security|Human Rights) Council)"
    r"(?:\s+.*Official Records.*|)$"
    r"|Official Records",
    re.IGNORECASE,
)
_DRAFT = re.compile(r": (?:revised )?(?:draft|amendment|working paper)\b", re.IGNORECASE)
_AGENDA = re.compile(r"(?:Provisional )?(?:Agenda )?items? \d", re.IGNORECASE)
_BUDGET = re.compile(r"Proposed programme budget for (?:the biennium )?\d{4}(?:[-–]\d{4})?")
_BUDGET_SECTION = re.compile(r"(?:Section|Income section) \d{1,2}[A-Z]?")
_COVER = 60  # lines
_MOST_BLOCKS = 4
_LONGEST = 500
_SENTENCE = 7  # words


def find_titles(
    lines: Sequence[Line],
    end: int,
    layout: Layout,
    *,
    is_field: Callable[[Line], bool],
    is_kind: Callable[[str], bool],
    is_name: Callable[[str], bool],
) -> tuple[list[str], list[int]]:
    """The titles printed before line `end`, and the indices of the lines that they take.

    They are set large and bold. `is_field` tells of a line whether it holds a field of the
    masthead, `is_kind` of a title whether it says what kind of document it is: on a cover it does
    so above the date; `is_name` whether it is a body's name alone. Nothing is found where the
    format says nothing of type.
    """
    first = [line for line in lines[:end] if line.page == lines[0].page] if lines else []
    found: list[tuple[str, list[int]]] = []
    between: list[int] = []  # what a body's name and the title below it stand around
    last, headed = 0, False
    for block in split_blocks(first, layout):
        mine = [first[at] for at in block]
        field = next((at for at, line in enumerate(mine) if is_field(line)), None)
        text = _ADOPTED.sub("", clean_heading(join_lines(map(without_marks, mine[:field]))))
        large = all(map(_is_large, mine[:field]))
        if field and not layout.breaks_off(mine[field - 1], mine[field]) and large:
            # The line is full, and the title goes on: "… to the British Virgin", "Islands, 26–27 …"
            goes_on = _is_large(mine[field]) and layout.wrapped and is_kind(text)
            if goes_on and not is_ended(text):
                whole = clean_heading(join_lines(map(without_marks, mine[: field + 1])))
                found = [one for one in found if is_kind(one[0])]
                found.append((whole, block[: field + 1]))
                last = block[-1] + 1
                continue
        whole = clean_heading(join_lines(map(without_marks, mine)))
        titled = bool(_DRAFT.search(whole)) or (field == 0 and is_kind(whole))
        if field is not None and last and titled and all(map(_is_large, mine)):
            # "Report on the session, 3 to 5 May 2025", "Cuba: amendment to the draft … S/2025/112"
            field, text = None, whole
        headed = headed or any(_AGENDA.match(line.plain) for line in mine)
        if field is not None:
            found, last = [one for one in found if is_kind(one[0])], block[-1] + 1
            if field and large and is_kind(text):  # "Report on the session", and its dates
                found.append((text, block[:field]))
            continue
        if not large:
            sentence = len(text.split()) > _SENTENCE and is_ended(text)
            named = not headed and all(line.bold for line in mine) and _name_body(found, is_kind)
            if last and (found or sentence) and not named:
                break
            between += block if named else []
            continue
        if _OPENS_TEXT.fullmatch(text) or is_part_title(text) or read_heading_label(text):
            break
        again = any(text.lower() in one.lower() for one, _ in found)
        # Below the agenda item stands no body's name, but a resolution on that body.
        aside = again or text.startswith("(") or _OWNER.match(text) is not None
        aside = aside or (is_name(text) and not headed)
        if len(text) <= _LONGEST and not aside:
            found.append((text, block))
    if not found and last:
        titles = _find_overleaf(lines, layout, is_kind=is_kind)
        return titles, []
    if len(found) > 1 and not headed and _name_body(found[:1], is_kind):
        found = found[1:]  # the name of a body, above what the document is called
        found[0] = found[0][0], sorted([*between, *found[0][1]])
    found = found[:_MOST_BLOCKS] if last else []
    return [text for text, _ in found], [at for _, block in found for at in block]


def _name_body(found: Sequence[tuple[str, list[int]]], is_kind: Callable[[str], bool]) -> bool:
    """Whether all that was found is a body's name, however long: "Special Committee on the …"."""
    if len(found) != 1 or is_kind(found[0][0]):
        return False
    first = re.split(r" (?:on|of|for) ", found[0][0], maxsplit=1)[0]
    return BODY.search(first) is not None


def _find_overleaf(
    lines: Sequence[Line], layout: Layout, *, is_kind: Callable[[str], bool]
) -> list[str]:
    """The titles at the head of the second page, where agenda items' titles have filled the first.

    One of them says what kind of document it is; the format may set them as headings.
    """
    if lines[0].page is None:
        return []
    second = [line for line in lines if line.page == lines[0].page + 1]
    titles = []
    for block in split_blocks(second, layout):
        mine = [second[at] for at in block]
        text = clean_heading(join_lines(map(without_marks, mine)))
        if not all(line.bold and line.large for line in mine) or _OPENS_TEXT.fullmatch(text):
            break
        titles.append(text)
    return titles[:_MOST_BLOCKS] if any(map(is_kind, titles)) else []


def _is_large(line: Line) -> bool:
    return line.bold and line.large and not line.role


def find_section(lines: Sequence[Line], layout: Layout) -> list[str]:
    """The titles of a part of a programme budget, which is printed section by section.

    Above them the agenda items' titles stand: "Proposed programme budget", "Programme planning".
    """
    blocks = (
        clean_heading(join_lines(without_marks(lines[at]) for at in block))
        for block in split_blocks(lines[:_COVER], layout)
    )
    budget = ""
    for text in blocks:
        if _BUDGET.fullmatch(text):
            budget = text
        elif budget and _BUDGET_SECTION.fullmatch(text):
            title = next(blocks, "")
            return [budget, text, *([title] if title and len(title) <= _LONGEST else [])]
    return []


def split_blocks(lines: Sequence[Line], layout: Layout) -> list[list[int]]:
    """The indices of the lines of each block, which begins or stands apart.

    The text below a draft's title may do neither, but is in smaller type.
    """
    blocks: list[list[int]] = []
    for at, line in enumerate(lines):
        if not blocks or line.begins or line.blanks > layout.gap or _ends_draft(lines, blocks[-1]):
            blocks.append([at])
        else:
            blocks[-1].append(at)
    return blocks


def _ends_draft(lines: Sequence[Line], block: Sequence[int]) -> bool:
    """Whether a block is a draft's title, "Norway: amendment to …", and the line below it none."""
    below = lines[block[-1] + 1]
    if below.bold or below.large or not all(_is_large(lines[at]) for at in block):
        return False
    return _DRAFT.search(join_lines(lines[at].plain for at in block)) is not None
