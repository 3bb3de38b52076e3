"""Word's automatic numbers, which stand nowhere in the text: worked out as Word shows them.

A paragraph names a `num`, which names an `abstractNum` of nine levels. All nums of one abstractNum
count on together, unless one of them overrides a level's start, which holds from its first use on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from egqa.parse.number_formats import show_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_HALF_BRACKET = re.compile(r"(?P<label>\w{1,5})\)")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `style` is the paragraph style bound to it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """An abstractNum: its levels, and how far each has counted."""

    levels: dict[int, Level]
    link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Num:
    """A num: its list, the levels it replaces, and the starts that it overrides."""

    list: _List
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, counting as its paragraphs come."""

    def __init__(self, root: etree._Element | None, list_styles: dict[str, str]) -> None:
        """`list_styles` gives the num that each list style (`w:numStyleLink`) stands for."""
        self._nums: dict[str, _Num] = {}
        if root is None:
            return
        lists: dict[str, _List] = {}
        for element in root.iterfind(f"{W}abstractNum"):
            lists[element.get(f"{W}abstractNumId") or ""] = _List(
                _read_levels(element), _value(element, "numStyleLink")
            )
        for element in root.iterfind(f"{W}num"):
            counted = lists.get(_value(element, "abstractNumId"))
            if counted is not None:
                self._nums[element.get(f"{W}numId") or ""] = _read_num(element, counted)
        for num in self._nums.values():  # a list style's own num holds the levels
            linked = self._nums.get(list_styles.get(num.list.link, ""))
            if num.list.link and linked is not None:
                num.list = linked.list

    def level_of(self, num: str, style: str) -> int | None:
        """The level of `num` that is bound to the paragraph style `style`."""
        known = self._nums.get(num)
        levels = known.list.levels | known.levels if known else {}
        return next(
            (at for at, level in levels.items() if level.style and level.style == style), None
        )

    def count(self, num: str, at: int) -> str:
        """The number of the next paragraph at level `at` of `num`, with what follows it.

        Empty where the list has no such level, or shows no number there.
        """
        known = self._nums.get(num)
        if known is None or not 0 <= at < _LEVELS:
            return ""
        levels = known.list.levels | known.levels
        if at not in levels:
            return ""
        counts = known.list.counts
        if at in known.starts and at not in known.begun:
            counts.pop(at, None)
        known.begun.add(at)
        # A level that is left out counts as if it had stood there: "A." first, and then "II.". Its
        # start is no longer overridden, either.
        for above in range(at):
            known.begun.add(above)
            if above in levels and above not in counts:
                counts[above] = known.starts.get(above, levels[above].start)
        counts[at] = counts[at] + 1 if at in counts else known.starts.get(at, levels[at].start)
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                counts.pop(below, None)
        return _print(levels, counts, known.starts, at)


def _print(
    levels: dict[int, Level], counts: dict[int, int], starts: dict[int, int], at: int
) -> str:
    level = levels[at]
    if level.format == "bullet":
        return "•\t" if level.text.strip(" ") else ""

    def show(match: re.Match[str]) -> str:
        above = int(match.group(1)) - 1
        if above > at or above not in levels:
            return ""
        number = counts.get(above, starts.get(above, levels[above].start))
        return show_number(number, "decimal" if level.legal else levels[above].format)

    text = re.sub(r"%([1-9])", show, level.text).strip()
    if not text:
        return ""
    # The number is known for one, so it is written as the UN writes it: "1." for 1, "(a)" for "a)".
    if text.isdigit():
        text += "."
    elif half := _HALF_BRACKET.fullmatch(text):
        text = f"({half.group('label')})"
    return text + (" " if level.suffix == "space" else "\t")


# ── numbering.xml ────────────────────────────────────────────────────────────────────────────


def _read_levels(element: etree._Element) -> dict[int, Level]:
    found = (_read_level(level) for level in element.iterfind(f"{W}lvl"))
    return {at: level for at, level in found if 0 <= at < _LEVELS}


def _read_level(element: etree._Element) -> tuple[int, Level]:
    legal = element.find(f"{W}isLgl")
    restart = element.find(f"{W}lvlRestart")
    level = Level(
        start=_integer(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        suffix=_value(element, "suff") or "tab",
        restart=None if restart is None else _integer(restart.get(f"{W}val"), 0),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        style=_value(element, "pStyle"),
    )
    return _integer(element.get(f"{W}ilvl"), 0), level


def _read_num(element: etree._Element, counted: _List) -> _Num:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind(f"{W}lvlOverride"):
        at = _integer(override.get(f"{W}ilvl"), 0)
        whole = override.find(f"{W}lvl")
        if whole is not None:
            levels[at] = _read_level(whole)[1]
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[at] = _integer(start.get(f"{W}val"), 1)
    return _Num(counted, levels, starts)


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _integer(text: str | None, default: int) -> int:
    """A whole number from an attribute; what is none, or beyond all bounds, is the default."""
    if text and re.fullmatch(r"-?\d{1,9}", text.strip()):
        return int(text)
    return default
