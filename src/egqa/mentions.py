"""Mentions: the pinpoints in somebody's words, in any usual spelling, as they are stored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from egqa.numerals import ORDINALS, ordinal_value
from egqa.types import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A pinpoint in somebody's words.

    `numbers` are the units named, `to` the last of a range that starts at the last of them.
    `bare` means that it began with a bracket, "(k)", and needs a paragraph from its context;
    `children` that the units under it are asked for; `recommended` that it is a number alone and
    called that of a recommendation, which need not be a paragraph's.
    """

    span: Span
    numbers: tuple[str, ...]
    to: str | None = None
    bare: bool = False
    children: bool = False
    recommended: bool = False


_LABEL = r"\(\s*(?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\s*\)"
_BULLET = (
    rf"(?:\s*,?\s*(?:the\s+)?(?P<bullet>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\s+bullet"
    r"|\s*•\s*(?P<dot>\d+))"
)
_ITEM = rf"(?:\s*,?\s*item\s+(?P<item>\d{{1,2}})(?P<sub>(?:\s*{_LABEL})*))"
_WORD = (
    r"(?:paragraphs?|paras?|§§?|¶¶?|sub-?paragraphs?|subparas?|op|points?|recommendations?)\.?\s*"
)
# Budget sections and the chapters of a report may have letters: "29A.1", "II.5", "31.I.5".
_FIRST = r"(?:\d{1,3}\.?[A-Z]|\d{1,3}[A-Z]?\.[IVX]{1,5}|[IVX]{1,5}|IS\d)"
_DOTTED = rf"(?:{_FIRST}(?:\.\d{{1,3}})+|\d{{1,4}}(?:\.\d{{1,3}})*)"
_LETTERED = re.compile(r"(?:\d{1,3}[a-z]|\d{1,3}[a-z]?\.[ivx]{1,5}|[ivx]{1,5}|is\d)(?=\.\d)")
_NUMBER = rf"{_DOTTED}(?:\s*{_LABEL})*"
_AFTER_WORD = re.compile(
    rf"(?<!\w){_WORD}(?P<number>\d{{1,3}}[a-z](?![\w(]|\.\d)|{_NUMBER}|{_LABEL}(?:\s*{_LABEL})*)"
    rf"(?:{_BULLET}|{_ITEM})?",
    re.IGNORECASE,
)
# Without the word "para." a number needs a label to be a pinpoint: "2 (q)", "1(k)".
_LABELLED = re.compile(
    rf"(?<![\w./()-])(?P<number>{_DOTTED}(?:\s*{_LABEL})+)(?:{_BULLET}|{_ITEM})?", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w)])(?P<number>{_LABEL}(?:\s*{_LABEL})*)(?=[\s?.,;:!)]|$)", re.IGNORECASE
)
_PREAMBULAR = re.compile(
    rf"\b(?P<preambular>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th)) preambular paragraph",
    re.IGNORECASE,
)
_PATTERNS = (_AFTER_WORD, _LABELLED, _BARE, _PREAMBULAR)
# A pinpoint in something that is no document here; "(III)" in a symbol.
# Nor is "agenda sub-item 4 (a)", which is the session's.
_ELSEWHERE = re.compile(
    r"\b(?:(?:resolution|decision)s? \d+/\d+,?|(?:agenda (?:sub-?)?|sub-?)items?)\s*$",
    re.IGNORECASE,
)
_DECISION = re.compile(r"\b(?:decision|resolution) \d+/[A-Za-z][\w.]*\s*$", re.IGNORECASE)
_IN_SYMBOL = re.compile(r"\w/[\w.-]+ ?$")
_BULLET_OF = re.compile(
    rf"\b({'|'.join(ORDINALS)}) bullet (?:point )?(?:of|in|under)\s(?:the )?\s*$", re.IGNORECASE
)
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
    >>> read_pinpoints("paras. 29a.12 (b) and 29A.14")[0].numbers
    ('29A.12(b)', '29A.14')
    >>> read_pinpoints("What became of agenda sub-item 4 (a)?")
    []
    >>> [m.recommended for m in read_pinpoints("recommendations 1 and 4? Recommendation 2 (q)?")]
    [True, False]
    """
    mentions: list[Mention] = []
    ahead = [(pattern, pattern.search(text)) for pattern in _PATTERNS]
    position = 0
    while True:
        ahead = [
            (pattern, pattern.search(text, position) if at and at.start() < position else at)
            for pattern, at in ahead
        ]
        found = [at for _, at in ahead if at is not None]
        if not found:
            return mentions
        match = min(found, key=lambda at: (at.start(), -at.end()))
        position = match.end()
        before = text[max(0, match.start() - 40) : match.start()]
        bracket = match.group().startswith("(") and not _DECISION.search(before)
        in_symbol = bracket and _IN_SYMBOL.search(before)
        if not in_symbol and not _ELSEWHERE.search(before):
            mentions.append(_read(match, text))
            position = mentions[-1].span.end


def _read(match: re.Match[str], text: str) -> Mention:
    before = text[max(0, match.start() - 60) : match.start()]
    number = _read_number(match)
    numbers, to, start, end = [number], None, match.start(), match.end()
    if led := _BULLET_OF.search(before):
        numbers = [f"{number}•{ordinal_value(led.group(1))}"]
        start -= len(before) - led.start()
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
    bare, children = number.startswith("("), bool(_CHILDREN.search(before))
    recommended = match.group()[:9].lower() == "recommend" and all(map(str.isdigit, numbers))
    return Mention(Span(start, end), tuple(numbers), to, bare, children, recommended)


def _read_number(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("preambular"):
        return f"pp{ordinal_value(groups['preambular'])}"
    number = _compact(groups["number"])
    if number[-1].isalpha():  # "para. 2q"
        number = f"{number[:-1]}({number[-1]})"
    if groups.get("bullet"):
        return f"{number}•{ordinal_value(groups['bullet'])}"
    if groups.get("dot"):
        return f"{number}•{groups['dot']}"
    if groups.get("item"):
        return f"{number}({groups['item']}){_compact(groups['sub'])}"
    return number


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
    stem = previous.partition("(")[0]
    kept = levels[: max(0, len(levels) - number.count("("))]
    return stem + "".join(kept) + number


def _compact(text: str) -> str:
    tight = re.sub(r"\s+", "", text).lower()
    lettered = _LETTERED.match(tight)
    return lettered.group().upper() + tight[lettered.end() :] if lettered else tight
