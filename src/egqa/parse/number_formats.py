"""Numbers as lists show them: figures, letters, roman numerals, words."""

from __future__ import annotations

from egqa.numerals import ORDINALS, ordinal_suffix

_MAX_NUMBER = 100_000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def show_number(number: int, format: str) -> str:
    """`number` as the number format of that name (`w:numFmt`) shows it; unknown ones in figures.

    >>> [show_number(28, kind) for kind in ("lowerLetter", "upperRoman", "ordinal", "ordinalText")]
    ['bb', 'XXVIII', '28th', 'Twenty-eighth']
    """
    if not 0 < number < _MAX_NUMBER:
        return "" if format == "none" else str(number)
    match format:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if format == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = _show_roman(number)
            return roman if format == "lowerRoman" else roman.upper()
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "ordinal":
            return f"{number}{ordinal_suffix(number)}"
        case "cardinalText" | "ordinalText" if number < 100:
            words = _show_words(number, ordinal=format == "ordinalText")
            return words[0].upper() + words[1:]
        case "chicago":
            return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
        case "numberInDash":
            return f"- {number} -"
        case _:
            return str(number)


def _show_roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def _show_words(number: int, *, ordinal: bool) -> str:
    """A number from 1 to 99 in words."""
    if number < 20:
        return ORDINALS[number - 1] if ordinal else _UNITS[number]
    tens, unit = _TENS[number // 10], number % 10
    if unit:
        return f"{tens}-{ORDINALS[unit - 1] if ordinal else _UNITS[unit]}"
    return f"{tens[:-1]}ieth" if ordinal else tens
