"""Pinpoints: the numbers of units, read in any usual spelling and printed in the UN's.

Stored without spaces, `2(l)(ii)`; printed with a space before every bracket, `para. 2 (l) (ii)`
(the UN's footnotes never do otherwise). Numbering that restarts is prefixed by its part,
`annexi:10(a)`. Bullets have no number of their own: `2(f)•1` is printed "para. 2 (f), first bullet".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from egqa.types import Span

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ROMANS = (
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)


def ordinal(number: int) -> str:
    """"first", "second" … in words up to twentieth, then "21st"."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    last = 0 if 10 <= number % 100 <= 20 else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last <= 3 else 'th'}"


def ordinal_value(word: str) -> int | None:
    """The number an ordinal word or "21st" stands for."""
    word = word.lower()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(match.group(1)) if match else None


def roman(number: int) -> str:
    """`number`, 1 to 89, as a lower-case roman numeral."""
    text = ""
    if number >= 50:
        text, number = "l", number - 50
    elif number >= 40:
        text, number = "xl", number - 40
    for numeral, value in _ROMANS:
        while number >= value:
            text, number = text + numeral, number - value
    return text


def roman_value(text: str) -> int | None:
    """The number a lower-case roman numeral up to 89 stands for, or None."""
    if not re.fullmatch(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text) or not text:
        return None
    total = 0
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = values[char]
        total += -value if following and values[following] > value else value
    return total


def letter(number: int) -> str:
    """The `number`th letter of a list: a … z, aa, bb …

    >>> letter(2), letter(27), letter(28)
    ('b', 'aa', 'bb')
    """
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def letter_value(text: str) -> int | None:
    """The place of a label in a list of letters: a is 1, z 26, aa 27; None for other labels."""
    if not text or not text.isascii() or not text.islower() or len(set(text)) != 1:
        return None
    return (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1


_PART_WORDS = (
    ("annex", "annex"),
    ("appendix", "appendix"),
    ("part", "part"),
    ("chap.", "chap."),
    ("sect.", "sect."),
    ("art.", "art."),
    ("dec.", "decision"),
    ("res.", "resolution"),
)


def _print_part(part: str) -> str:
    names = []
    for piece in re.split(r"/(?=annex|appendix|part|chap\.|sect\.|art\.|dec\.|res\.)", part):
        for prefix, word in _PART_WORDS:
            if piece.startswith(prefix):
                rest = piece[len(prefix) :]
                numeral = rest.upper() if roman_value(rest) or "/" in rest else rest
                names.append(f"{word} {numeral}".strip())
                break
        else:
            names.append(piece)
    return ", ".join(names)


def print_pinpoint(number: str) -> str:
    """`number` as the UN prints it.

    >>> print_pinpoint("2(l)(ii)")
    'para. 2 (l) (ii)'
    >>> print_pinpoint("2(f)•1"), print_pinpoint("27(1)(c)"), print_pinpoint("annexi:10(a)")
    ('para. 2 (f), first bullet', 'para. 27, item 1 (c)', 'annex I, para. 10 (a)')
    """
    part, _, rest = number.rpartition(":")
    rest, _, again = rest.partition("~")
    printed = _print_rest(rest)
    if again:
        printed += f" ({ordinal(int(again))} so numbered)"
    return f"{_print_part(part)}, {printed}" if part else printed


def _print_rest(rest: str) -> str:
    preambular = re.fullmatch(r"pp(\d+)(.*)", rest)
    if preambular:
        tail = _brackets(preambular.group(2))
        return f"{ordinal(int(preambular.group(1)))} preambular paragraph{tail}"
    if rest.startswith("("):
        return f"subpara.{_brackets(rest)}"
    head = re.match(r"[\d.]+", rest)
    if not head:
        return rest
    return f"para. {head.group()}{_brackets(rest[head.end() :])}"


def _brackets(levels: str) -> str:
    printed = ""
    for level in re.findall(r"\([^()]*\)|•\d+", levels):
        if level.startswith("•"):
            printed += f", {ordinal(int(level[1:]))} bullet"
        elif level[1:-1].isdigit():
            printed += f", item {level[1:-1]}"
        else:
            printed += f" {level}"
    return printed


def print_pinpoints(numbers: Iterable[str]) -> str:
    """Several pinpoints of one document in one phrase: `paras. 5 and 6`, `paras. 3–5`.

    >>> print_pinpoints(["5", "6"]), print_pinpoints(["2(q)", "2(r)"]), print_pinpoints(["7"])
    ('paras. 5 and 6', 'paras. 2 (q) and 2 (r)', 'para. 7')
    """
    printed = [print_pinpoint(number) for number in numbers]
    if len(printed) == 1:
        return printed[0]
    if all(text.startswith("para. ") for text in printed):
        bare = [text.removeprefix("para. ") for text in printed]
        if len(bare) > 2 and all(text.isdigit() for text in bare):
            values = [int(text) for text in bare]
            if values == list(range(values[0], values[0] + len(values))):
                return f"paras. {values[0]}–{values[-1]}"
        return f"paras. {', '.join(bare[:-1])} and {bare[-1]}"
    return ", ".join(printed[:-1]) + f" and {printed[-1]}"


# ── reading ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mention:
    """A pinpoint in somebody's words.

    `numbers` are the units named, `to` the last of a range that starts at the last of them.
    `bare` means that it began with a bracket, "(k)", and needs a paragraph from its context;
    `children` that the units under it are asked for.
    """

    span: Span
    numbers: tuple[str, ...]
    to: str | None = None
    bare: bool = False
    children: bool = False


_LABEL = r"\(\s*(?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\s*\)"
_BULLET = rf"(?:\s*,?\s*(?:the\s+)?(?P<bullet>{'|'.join(_ORDINALS)})\s+bullet|\s*•\s*(?P<dot>\d+))"
_ITEM = rf"(?:\s*,?\s*item\s+(?P<item>\d{{1,2}})(?P<sub>(?:\s*{_LABEL})*))"
_WORD = r"(?:paragraphs?|paras?|§§?|¶¶?|sub-?paragraphs?|subparas?|op|points?|recommendations?)\.?\s*"
_DOTTED = r"\d{1,4}(?:\.\d{1,3})*"
_NUMBER = rf"{_DOTTED}(?:\s*{_LABEL})*"
_AFTER_WORD = re.compile(
    rf"\b{_WORD}(?P<first>{_NUMBER}|{_LABEL}(?:\s*{_LABEL})*)(?:{_BULLET}|{_ITEM})?", re.IGNORECASE
)
# Without the word "para." a number needs a label to be a pinpoint: "2 (q)", "1(k)".
_LABELLED = re.compile(
    rf"(?<![\w./()-]){_DOTTED}(?:\s*{_LABEL})+(?:{_BULLET}|{_ITEM})?", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\w)]){_LABEL}(?:\s*{_LABEL})*(?=[\s?.,;:!)]|$)", re.IGNORECASE)
_MORE = re.compile(
    rf"\s*(?P<join>,\s*and|,|;|and|&|or|to|through|until|[-–—])\s*(?:{_WORD})?"
    rf"(?P<next>{_NUMBER}|{_LABEL}(?:\s*{_LABEL})*)(?![\w./])",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"(?:sub-?(?:items?|paragraphs?|points?)|items?|children|list)\s+(?:of|under|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RANGE_WORDS = {"to", "through", "until", "-", "–", "—"}


def read_pinpoints(text: str) -> list[Mention]:
    """The pinpoints in `text`, in order, in any usual spelling.

    >>> [m.numbers for m in read_pinpoints("Add.2 para 2 (q)? and paras. 5 and 6")]
    [('2(q)',), ('5', '6')]
    >>> read_pinpoints("2 (b) to (d)")[0].to
    '2(d)'
    """
    mentions: list[Mention] = []
    position = 0
    while position < len(text):
        match = min(
            (
                found
                for pattern in (_AFTER_WORD, _LABELLED, _BARE)
                if (found := pattern.search(text, position))
            ),
            key=lambda found: (found.start(), -found.end()),
            default=None,
        )
        if match is None:
            break
        mention = _read(match, text)
        mentions.append(mention)
        position = mention.span.end
    return mentions


def _read(match: re.Match[str], text: str) -> Mention:
    groups = match.groupdict()
    bullet = match.end()
    for name in ("bullet", "dot", "item"):
        if groups.get(name):
            bullet = match.start(name)
    head = groups.get("first") or text[match.start() : bullet]
    number = _compact(re.match(rf"\s*(?:{_NUMBER}|(?:{_LABEL}\s*)+)", head, re.IGNORECASE).group())  # type: ignore[union-attr]
    if groups.get("bullet"):
        number += f"•{ordinal_value(groups['bullet'])}"
    elif groups.get("dot"):
        number += f"•{groups['dot']}"
    elif groups.get("item"):
        number += f"({groups['item']}){_compact(groups.get('sub') or '')}"
    numbers, to, end = [number], None, match.end()
    while to is None and (more := _MORE.match(text, end)):
        following = _complete(_compact(more.group("next")), numbers[-1])
        join = more.group("join").lower().replace(",", "").strip()
        if not _belongs(following, numbers[-1], more.group("next")):
            break
        if join in _RANGE_WORDS:
            to = following
        else:
            numbers.append(following)
        end = more.end()
    return Mention(
        Span(match.start(), end),
        tuple(numbers),
        to,
        bare=number.startswith("("),
        children=bool(_CHILDREN.search(text[: match.start()])),
    )


def _belongs(following: str, previous: str, written: str) -> bool:
    """Whether a number after "and" goes on with the pinpoints: "5 and 6", not "5, 2018"."""
    if written.lstrip().startswith("("):
        return True
    return not following.isdigit() or (previous.isdigit() and int(following) < 1000)


def _complete(number: str, previous: str) -> str:
    """`(d)` after `2(b)` is `2(d)`; `(iii)` after `2(l)(i)` is `2(l)(iii)`."""
    if not number.startswith("("):
        return number
    levels = re.findall(r"\([^()]*\)", previous)
    stem = previous[: previous.index("(")] if levels else previous
    if not levels:
        return stem + number
    depth = len(re.findall(r"\([^()]*\)", number))
    if len(levels) > depth or depth == len(levels):
        return stem + "".join(levels[: len(levels) - depth]) + number
    return stem + number


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()
