"""Numerals as UN documents write them: ordinals in words, romans, and the letters of lists."""

from __future__ import annotations

import re

ORDINALS = [
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
]
_ROMAN = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def ordinal(number: int) -> str:
    """In words up to twentieth, then in figures.

    >>> ordinal(1), ordinal(20), ordinal(21), ordinal(112)
    ('first', 'twentieth', '21st', '112th')
    """
    if 1 <= number <= len(ORDINALS):
        return ORDINALS[number - 1]
    return f"{number}{ordinal_suffix(number)}"


_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def ordinal_in_words(number: int) -> str:
    """In words up to ninety-ninth, as the sessions of bodies are printed; then in figures.

    >>> ordinal_in_words(12), ordinal_in_words(30), ordinal_in_words(64), ordinal_in_words(112)
    ('twelfth', 'thirtieth', 'sixty-fourth', '112th')
    """
    if number <= len(ORDINALS) or number > 99:
        return ordinal(number)
    tens, unit = _TENS[number // 10 - 2], number % 10
    return f"{tens}-{ORDINALS[unit - 1]}" if unit else f"{tens[:-1]}ieth"


def ordinal_suffix(number: int) -> str:
    """What follows the figures of an ordinal.

    >>> [ordinal_suffix(number) for number in (1, 2, 3, 11, 112, 123)]
    ['st', 'nd', 'rd', 'th', 'th', 'rd']
    """
    last = 0 if 10 <= number % 100 <= 20 else number % 10
    return ("th", "st", "nd", "rd")[last] if last <= 3 else "th"


def ordinal_value(word: str) -> int | None:
    """The number an ordinal word or "21st" stands for, or None."""
    word = word.lower()
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    match = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)", word)
    return int(match.group(1)) if match else None


def roman_value(text: str) -> int | None:
    """The number a lower-case roman numeral up to 89 stands for, or None.

    >>> roman_value("iv"), roman_value("xlix"), roman_value("iiii"), roman_value("c")
    (4, 49, None, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total


def letter_value(text: str) -> int | None:
    """The place of a label in a list of letters, or None for other labels.

    >>> letter_value("a"), letter_value("z"), letter_value("aa"), letter_value("ab")
    (1, 26, 27, None)
    """
    if not text or not text.isascii() or not text.islower() or len(set(text)) != 1:
        return None
    return (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1
