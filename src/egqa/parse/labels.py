"""The lists inside one paragraph: which level a label stands on.

The next expected letter wins over a roman numeral (right for 3,464 of 3,468 labels in the UN's own
XML); a label that is both is a letter, unless the label after it is the roman that follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from egqa.numerals import letter_value, roman_value

Scale: TypeAlias = Literal["item", "letter", "roman", "digit", "point", "subpoint"]


# Scales whose labels have no brackets: "1." and "a." never go on a list of "(a)".
_UNBRACKETED = ("item", "point", "subpoint")


def value_of(label: str, scale: Scale) -> int | None:
    """The place of `label` on a scale, or None where it does not belong to it."""
    if scale in ("letter", "point"):
        return letter_value(label)
    if scale in ("roman", "subpoint"):
        return roman_value(label)
    return int(label) if label.isdigit() else None


@dataclass(slots=True)
class Level:
    """An open list: its scale and the last label it met; "~2" where its first stands again."""

    scale: Scale
    value: int
    label: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label goes: how many open lists stay above it, its scale, and what is odd."""

    depth: int
    scale: Scale
    value: int
    odd: Literal["", "gap", "restart"] = ""


def place_label(
    label: str, levels: list[Level], following: str | None, *, ended: bool
) -> Place | None:
    """Where `label` stands under the open `levels`, or None where it is no label but text.

    `following` is the next label at a line's start; `ended` whether the text before is complete,
    without which only the label that is expected opens a unit.
    """
    goes_on: list[Place] = []
    for depth, level in enumerate(levels):
        value = value_of(label, level.scale)
        if level.scale not in _UNBRACKETED and value == level.value + 1:
            goes_on.append(Place(depth, level.scale, value))
    starts = _start(label, levels, following)
    letters = [place for place in goes_on if place.scale == "letter"]
    romans = [place for place in goes_on if place.scale == "roman"]
    if starts and starts.scale == "roman":
        romans.append(starts)
    if letters and romans:
        value = roman_value(label)
        follows = (
            following is not None and value is not None and roman_value(following) == value + 1
        )
        return romans[-1] if follows else letters[-1]
    if goes_on:
        return goes_on[-1]
    if starts:
        return starts
    if not ended:
        return None
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        value = value_of(label, level.scale)
        if level.scale in _UNBRACKETED or value is None:
            continue
        if level.value < value <= level.value + 4:
            return Place(depth, level.scale, value, "gap")
        if value <= level.value:
            return Place(depth, level.scale, value, "restart")
    return None


def place_point(label: str, levels: list[Level], *, announced: bool) -> Place | None:
    """Where "a." or "i." stands, the third and fourth levels: only where it is the one expected.

    `announced` is whether a colon stands before it: a list may begin there.
    """
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if level.scale in ("point", "subpoint") and value_of(label, level.scale) == level.value + 1:
            return Place(depth, level.scale, level.value + 1)
    scales = {level.scale for level in levels}
    if label == "a" and "point" not in scales and (announced or levels):
        return Place(len(levels), "point", 1)
    if label == "i" and "subpoint" not in scales and (announced or "point" in scales):
        return Place(len(levels), "subpoint", 1)
    return None


def _start(label: str, levels: list[Level], following: str | None) -> Place | None:
    """The place of a label that opens a list: (a), (i) or (1)."""
    # An item's letters are its own: "(b) … as follows: 1. …, 3. …: (a) …".
    item = max((at for at, level in enumerate(levels) if level.scale == "item"), default=-1)
    open_scales = {level.scale for level in levels[item + 1 :]}
    depth = len(levels)
    if label == "a" and "letter" not in open_scales:
        return Place(depth, "letter", 1)
    if label == "i" and "roman" not in open_scales:
        if following == "j" and any(one.scale == "letter" and one.value < 8 for one in levels):
            return None  # a letter, before which (h) is left out
        certain = not levels or "letter" in open_scales or following in ("ii", None)
        return Place(depth, "roman", 1) if certain else None
    if label == "1" and "digit" not in open_scales:
        return Place(depth, "digit", 1)
    return None
