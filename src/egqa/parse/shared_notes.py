"""Notes that several units call: a mark that stands again is of the same note.

"… gave presentations.3" in one paragraph and again in the next, with one note 3 at the page's foot;
or on a later page, where no other notes have begun to count since.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from egqa.parse.lines import Line
from egqa.parse.notes import Footnote, read_marks
from egqa.parse.units import Unit
from egqa.types import Span


def share_notes(
    kept: Mapping[str, Sequence[Footnote]],
    notes: Sequence[Footnote],
    marks: Sequence[tuple[str, Span, Unit]],
    lines: Sequence[Line],
) -> dict[str, list[Footnote]]:
    """The notes of each unit by its number, those that other units call, too, among them.

    `kept` are those of the units that call each first; a note that none calls is not shared.
    """
    shared = {number: list(found) for number, found in kept.items()}
    called = {id(note) for found in kept.values() for note in found}
    ordered = sorted((note for note in notes if id(note) in called), key=lambda one: one.start)
    starts = [line.start for line in lines]

    def page_of(offset: int) -> int | None:
        at = bisect_right(starts, offset) - 1
        return lines[at].page if at >= 0 else None

    pages = [page_of(note.start) for note in ordered]
    places = [note.start for note in ordered]
    for printed, span, unit in marks:
        page, at = page_of(span.start), bisect_left(places, span.start)
        for mark in read_marks(printed):
            mine = shared.setdefault(unit.number, [])
            if all(one.mark != mark for one in mine):
                note = _find(mark, at, page, ordered, pages)
                mine += [note] if note is not None else []
    for found in shared.values():
        found.sort(key=lambda one: one.start)
    return {number: found for number, found in shared.items() if found}


def _find(
    mark: str,
    at: int,
    page: int | None,
    notes: Sequence[Footnote],
    pages: Sequence[int | None],
) -> Footnote | None:
    """The note of a mark that stands before `notes[at]`: on its page, or above in the same count.

    Letters begin anew in each table and box, and are shared by none.
    """
    if mark.isalpha():
        return None
    if page is not None:
        here = [one for one, of in zip(notes, pages, strict=True) if of == page]
        found = [one for one in here if one.mark == mark]
        if found:
            return found[0] if len(found) == 1 else None
    if not mark.isdigit():
        return None
    last: int | None = None
    for note in reversed(notes[:at]):
        if not note.mark.isdigit():
            continue
        number = int(note.mark)
        if last is not None and number >= last:
            return None  # the notes have begun to count anew since
        if number == int(mark):
            return note
        last = number
    return None
