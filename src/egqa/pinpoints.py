"""Pinpoints: the numbers of units, read in any usual spelling and printed in the UN's.

Stored without spaces, `2(l)(ii)`; printed with a space before every bracket, `para. 2 (l) (ii)`
(the UN's footnotes never do otherwise). Numbering that restarts is prefixed by its part,
`annexi:10(a)`. Bullets have no number of their own: `2(f)•1` is "para. 2 (f), first bullet".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from egqa.numerals import ORDINALS, letter_value, ordinal, ordinal_value, roman_value
from egqa.types import Span

__all__ = [
    "Mention",
    "letter_value",
    "ordinal",
    "ordinal_value",
    "parts_of",
    "print_pinpoint",
    "print_pinpoints",
    "read_parts",
    "read_pinpoints",
    "roman_value",
]

_PART_WORDS = {
    "annex": "annex",
    "appendix": "appendix",
    "part": "part",
    "art.": "art.",
    "dec.": "decision",
    "res.": "resolution",
    "draftres.": "draft resolution",
    "draftdec.": "draft decision",
    "draftart.": "draft article",
    "draftconclusion": "draft conclusion",
    "draftguideline": "draft guideline",
    "draftprinciple": "draft principle",
    "rule": "rule",
    "principle": "principle",
    "guideline": "guideline",
    "conclusion": "conclusion",
    "regulation": "regulation",
    "sect.": "sect.",
}
_PART_BREAK = re.compile(
    r"/(?=annex|appendix|part|art\.|dec\.|res\.|draft|rule|principle|guideline|conclusion"
    r"|regulation|sect\.)"
)
_IS_PART = re.compile(r"(?!pp\d)[a-z]+\.?\d|annex")
_PART_NUMBER = re.compile(r"[ivxlc]+(?:\.[a-z])?|[a-z]|\d.*|one|two|three|four|five|six|")
_AGAIN = re.compile(r"~(\d+)")


def _print_part(part: str) -> str:
    part, again = _take_again(part)
    names = []
    for piece in _PART_BREAK.split(part):
        prefix = next((known for known in _PART_WORDS if piece.startswith(known)), "")
        number = piece[len(prefix) :]
        if not prefix or not _PART_NUMBER.fullmatch(number):
            names.append(piece)  # the words of a heading
            continue
        is_label = (
            roman_value(number.partition(".")[0]) is not None or len(number) == 1 or "/" in number
        )
        names.append(f"{_PART_WORDS[prefix]} {number.upper() if is_label else number}".strip())
    return ", ".join(names) + again


_NAMED_PART = re.compile(
    r"\b(?P<word>draft resolution|draft decision|draft article|draft conclusion|draft guideline"
    r"|draft principle|annex|appendix|part|article|art\.|decision|dec\.|resolution|rule|principle"
    r"|guideline|conclusion|regulation|section|sect\.)\s*(?P<number>\d[\w./-]*|[ivxlc]+\b|[a-z]\b"
    r"|one\b|two\b|three\b|four\b|five\b|six\b)?",
    re.IGNORECASE,
)
_AS_STORED = {printed: stored for stored, printed in _PART_WORDS.items()} | {
    "article": "art.",
    "section": "sect.",
    "dec.": "dec.",
}


def read_parts(text: str) -> frozenset[str]:
    """The parts that `text` names, as they stand in numbers.

    >>> sorted(read_parts("article 5 of Annex I, and decision 2/CMA.1."))
    ['annexi', 'art.5', 'dec.2/cma.1']
    """
    return frozenset(
        _AS_STORED[" ".join(match.group("word").lower().split())]
        + (match.group("number") or "").lower().rstrip("./-")
        for match in _NAMED_PART.finditer(text)
    )


def parts_of(number: str) -> frozenset[str]:
    """The parts that a unit's number stands in.

    >>> sorted(parts_of("annexi/partii:3(a)")), sorted(parts_of("art.5")), sorted(parts_of("3"))
    (['annexi', 'partii'], ['art.5'], [])
    """
    part, colon, rest = number.rpartition(":")
    whole = part if colon else rest
    found = frozenset(_PART_BREAK.split(whole))
    return found if colon or _IS_PART.match(whole) else frozenset()


def _take_again(number: str) -> tuple[str, str]:
    """`number` without "~2", and how that is printed: the file itself has the number twice."""
    again = _AGAIN.findall(number)
    note = f" ({ordinal(int(again[-1]))} so numbered)" if again else ""
    return _AGAIN.sub("", number), note


def print_pinpoint(number: str) -> str:
    """`number` as the UN prints it.

    >>> print_pinpoint("2(l)(ii)")
    'para. 2 (l) (ii)'
    >>> print_pinpoint("2(f)•1"), print_pinpoint("27(1)(c)"), print_pinpoint("annexi:10(a)")
    ('para. 2 (f), first bullet', 'para. 27, item 1 (c)', 'annex I, para. 10 (a)')
    """
    if number.startswith("#"):  # the document does not number it
        return "not numbered"
    part, _, rest = number.rpartition(":")
    if _IS_PART.match(number) and ":" not in number:
        return _print_part(number)  # "art.5" is a unit itself
    rest, again = _take_again(rest)
    printed = _print_rest(rest) + again
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
    for level in re.findall(r"\([^()]*\)|•\d+|[a-z]{1,6}\.", levels):
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
_BULLET = (
    rf"(?:\s*,?\s*(?:the\s+)?(?P<bullet>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\s+bullet"
    r"|\s*•\s*(?P<dot>\d+))"
)
_ITEM = rf"(?:\s*,?\s*item\s+(?P<item>\d{{1,2}})(?P<sub>(?:\s*{_LABEL})*))"
_WORD = (
    r"(?:paragraphs?|paras?|§§?|¶¶?|sub-?paragraphs?|subparas?|op|points?|recommendations?)\.?\s*"
)
_DOTTED = r"\d{1,4}(?:\.\d{1,3})*"
_NUMBER = rf"{_DOTTED}(?:\s*{_LABEL})*"
_AFTER_WORD = re.compile(
    rf"(?<!\w){_WORD}(?P<number>\d{{1,3}}[a-z](?![\w(])|{_NUMBER}|{_LABEL}(?:\s*{_LABEL})*)"
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
_ELSEWHERE = re.compile(r"\b(?:resolution|decision)s? \d+/\d+,?\s*$", re.IGNORECASE)
_DECISION = re.compile(r"\b(?:decision|resolution) \d+/[A-Za-z][\w.]*\s*$", re.IGNORECASE)
_IN_SYMBOL = re.compile(r"\w/[\w.-]+ ?$")
_BULLET_OF = re.compile(
    rf"\b({'|'.join(ORDINALS)}) bullet (?:point )?(?:of|in|under) (?:the )?$", re.IGNORECASE
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
    return Mention(Span(start, end), tuple(numbers), to, bare, children)


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
    return re.sub(r"\s+", "", text).lower()
