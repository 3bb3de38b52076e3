"""Pinpoints: the numbers of units as they are stored, and as the UN prints them.

Stored without spaces, `2(l)(ii)`; printed with a space before every bracket, `para. 2 (l) (ii)`
(the UN's footnotes never do otherwise). Numbering that restarts is prefixed by its part,
`annexi:10(a)`. Bullets have no number of their own: `2(f)•1` is "para. 2 (f), first bullet".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from egqa.mentions import Mention, read_pinpoints
from egqa.numerals import letter_value, ordinal, ordinal_value, roman_value

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
    "enclosure": "enclosure",
    "part": "part",
    "art.": "art.",
    "dec.": "decision",
    "res.": "resolution",
    "draftres.": "draft resolution",
    "draftdec.": "draft decision",
    "agreedconclusions": "agreed conclusions",
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
    "chap.": "chap.",
}
PART_BREAK = re.compile(
    r"/(?=annex|appendix|enclosure|part|art\.|dec\.|res\.|draft|agreed|rule|principle|guideline|conclusion"
    r"|regulation|sect\.|chap\.|[a-z]+-(?:decision|resolution)-\d)"
)
_IS_PART = re.compile(r"(?!pp\d)[a-z]+\.?\d|annex")
_PART_NUMBER = re.compile(r"[ivxlc]+(?:\.[a-z])?(?:\.\d+)?|[a-z]|\d.*|one|two|three|four|five|six|")
# "12", "11.21"; with letters in it a section of a budget or a chapter: "29A.1", "II.5", "IS1.2".
_NUMBER = re.compile(r"(?:\d+[A-Z]?\.[IVX]+(?=\.)|\d+\.?[A-Z](?=\.)|[IVX]+(?=\.)|IS\d)?[\d.]+")
# A meeting's own decision, perhaps in an annex that records it: "intersessional decision 1".
_QUALIFIED = re.compile(r"[a-z]+-(?:decision|resolution)-\d+")
_NAMED_QUALIFIED = re.compile(
    r"\b(?P<kind>[a-z]{3,}al (?:decision|resolution)) (?P<number>\d{1,3})\b(?!/)", re.IGNORECASE
)
_AGAIN = re.compile(r"~(\d+)")


def _print_part(part: str) -> str:
    part, again = _take_again(part)
    names: list[str] = []
    for piece in PART_BREAK.split(part):
        if _QUALIFIED.fullmatch(piece):
            names.append(piece.replace("-", " "))
            continue
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
    r"|draft principle|agreed conclusions"
    r"|annex|appendix|enclosure|part|article|art\.|decision|dec\.|resolution|rule|principle"
    r"|guideline|conclusion|regulation|section|sect\.|chapter|chap\.)\s*(?P<number>\d[\w./-]*|[ivxlc]+\b|[a-z]\b"
    r"|one\b|two\b|three\b|four\b|five\b|six\b)?",
    re.IGNORECASE,
)
# One of several resolutions of one symbol is named by its letter: "resolution 77/256 B".
_LETTERED = re.compile(r"(?:\b[Rr]esolutions? |\bRES/)\d{1,4}/\d{1,4} (?P<letter>[A-H])\b")
# A decision of a conference of parties goes by its number alone: "6/CMA.3".
_NUMBERED_ACT = re.compile(
    r"(?<![\w/.-])(?<!resolution )(?P<number>\d{1,3}/[A-Z]{2,4}\.\d{1,3})(?![\w/])", re.IGNORECASE
)
AS_STORED = {printed: stored for stored, printed in _PART_WORDS.items()} | {
    "article": "art.",
    "section": "sect.",
    "chapter": "chap.",
    "dec.": "dec.",
}


def read_parts(text: str) -> frozenset[str]:
    """The parts that `text` names, as they stand in numbers.

    >>> sorted(read_parts("article 5 of Annex I, and decision 2/CMA.1."))
    ['annexi', 'art.5', 'dec.2/cma.1']
    >>> sorted(read_parts("paragraph 2 of A/RES/77/256 B"))
    ['res.b']
    >>> sorted(read_parts("6/CMA.3 para. 2"))
    ['dec.6/cma.3']
    >>> sorted(read_parts("annex I of intersessional decision 3"))
    ['annexi', 'intersessional-decision-3']
    """
    qualified = [
        "-".join(f"{match['kind']} {match['number']}".lower().split())
        for match in _NAMED_QUALIFIED.finditer(text)
    ]
    text = _NAMED_QUALIFIED.sub(" ", text)
    lettered = (f"res.{match.group('letter').lower()}" for match in _LETTERED.finditer(text))
    numbered = (f"dec.{match.group('number').lower()}" for match in _NUMBERED_ACT.finditer(text))
    return frozenset((*lettered, *numbered, *qualified)) | frozenset(
        AS_STORED[" ".join(match.group("word").lower().split())]
        + (match.group("number") or "").lower().rstrip("./-")
        for match in _NAMED_PART.finditer(text)
    )


def parts_of(number: str) -> frozenset[str]:
    """The parts that a unit's number stands in.

    >>> sorted(parts_of("annexi/partii:3(a)")), sorted(parts_of("art.5")), sorted(parts_of("3"))
    (['annexi', 'partii'], ['art.5'], [])
    >>> sorted(parts_of("annexiii/intersessional-decision-1:2"))
    ['annexiii', 'intersessional-decision-1']
    """
    part, colon, rest = number.rpartition(":")
    whole = part if colon else rest
    found = frozenset(PART_BREAK.split(whole))
    return found if colon or _IS_PART.match(whole) else frozenset()


def is_preambular(number: str) -> bool:
    """Whether a number is that of a preambular paragraph: "pp3", "dec.17/cp.29:pp1"."""
    return number.rpartition(":")[2].startswith("pp")


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
    >>> print_pinpoint("annex/art.2•1"), print_pinpoint("res.b/sect.ii.a.2:1")
    ('annex, art. 2, first bullet', 'resolution B, sect. II.A.2, para. 1')
    >>> print_pinpoint("annexii/enclosure2:5")
    'annex II, enclosure 2, para. 5'
    >>> print_pinpoint("annexiii/intersessional-decision-3/annexi:(a)")
    'annex III, intersessional decision 3, annex I, subpara. (a)'
    >>> print_pinpoint("29A.12(b)"), print_pinpoint("II.5"), print_pinpoint("31.I.2(a)")
    ('para. 29A.12 (b)', 'para. II.5', 'para. 31.I.2 (a)')
    """
    if number.startswith("#"):  # the document does not number it
        return "not numbered"
    part, _, rest = number.rpartition(":")
    if _IS_PART.match(number) and ":" not in number:
        whole, bullet, at = number.partition("•")  # "art.5" is a unit itself
        return f"{_print_part(whole)}{_brackets(bullet + at)}"
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
    head = _NUMBER.match(rest)
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
