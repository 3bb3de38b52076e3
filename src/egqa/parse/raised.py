"""Raised characters of Word files and web pages: which are footnotes' marks, and which are powers.

"2030" with a raised 4 and "m" with a raised 2 are set alike: what stands after a figure or a unit
is a mark only where the marks around it, which count on, say so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from egqa.types import Span


def find_raised_marks(
    raised: Sequence[tuple[Span, str]],
    powers: Mapping[Span, bool],
    noted: Collection[str],
    told: Sequence[tuple[Span, str]] = (),
) -> set[Span]:
    """The places of `raised`, with what is printed there, that are marks of the notes `noted`.

    The marks `told` are known to be ones. `powers` are those that stand like a power, and whether
    it is after a figure, not a unit. Where no note is known, figures that run from 1 on are marks:
    a page has lost its notes.
    """
    if not noted:
        return _run_on(raised, powers)
    found = {span for span, printed in raised if printed in noted and span not in powers}
    sure = [*told, *((span, printed) for span, printed in raised if span in found)]
    places = {int(printed): span for span, printed in sure if _counts(printed)}
    for number in sorted({int(printed) for printed in noted if _counts(printed)} - places.keys()):
        low = max((one for one in places if one < number), default=0)
        high = min((one for one in places if one > number), default=0)
        between = [
            span
            for span, printed in raised
            if span in powers
            and printed == str(number)
            and (not low or span > places[low])
            and (not high or span < places[high])
        ]
        if len(between) == 1:
            places[number] = between[0]
            found.add(between[0])
    return found


def _counts(printed: str) -> bool:
    return printed.isdigit() and printed.isascii()


def _run_on(raised: Sequence[tuple[Span, str]], powers: Mapping[Span, bool]) -> set[Span]:
    """What is raised, where it is figures that count from 1 on, as notes' marks do.

    What stands like a power, "2021" with a raised 2, is one only where the next number follows
    elsewhere, and no other such stands between: a letter of the text must not be lost.
    """
    last, found = 0, set[Span]()
    waiting: list[Span] = []
    for span, printed in raised:
        if span in powers:
            if printed == str(last + 1):
                waiting.append(span)
            continue
        number = int(printed) if _counts(printed) else 0
        if waiting and number == last + 2:
            after_figures = [one for one in waiting if powers[one]]
            likely = after_figures or waiting
            found.update(likely if len(likely) == 1 else [])
        elif not max(last, 1) <= number <= last + 1:
            return set()
        if number > last:
            last, waiting = number, []
        found.add(span)
    return found if last > 1 else set()
