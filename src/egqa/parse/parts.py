"""Parts whose paragraphs are numbered anew: annexes, decisions, articles, unnamed restarts.

The part goes before the number: `annexi:10(a)`, `annexi/partii:3`, `dec.2/cma.1:(b)(i)`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from egqa.numerals import letter_value, roman_value
from egqa.pinpoints import AS_STORED, PART_BREAK

_TITLE = re.compile(
    r"(?P<word>draft resolution|draft decision|agreed conclusions"
    r"|draft (?:article|conclusion|guideline|principle)"
    r"|annex|appendix|enclosure|part|decision|resolution|article|rule|principle|guideline|conclusion"
    r"|regulation)"
    r"(?:\s+(?P<number>[IVXLC]+|\d[\w./\-]*|one|two|three|four|five|six|[A-Z](?![a-z])))?"
    r"(?P<rest>\b.*|\s.*|:.*)?$",
    re.IGNORECASE,
)
_TO_A_LETTER = re.compile(r"(?:to|of) (?:the )?(?:identical )?(?:letters?|notes? verbales?)\b")
_NAMED = re.compile(
    r"(?:annex|appendix|enclosure|decision|agreed conclusions|draft (?:resolution|decision)) \S+"
    r"(?: \((?:[A-Z]{1,3}-)?[IVXLC]+\))?|resolution \d\S*/\S+",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"Draft (?:[\w-]+ ){0,6}?(?P<kind>resolution|decision)\b", re.IGNORECASE)
_LETTERED = re.compile(r"(?:Decision )?(?P<letter>[A-Z]) \(\d{1,3}\)\.?(?=\s|$)")
# "Intersessional decision 1": a meeting's own decisions go by their numbers alone.
_QUALIFIED = re.compile(
    r"(?!Assembly|Council|Commission|Committee|Conference|Board)"
    r"(?P<kind>[A-Z][a-z]+ (?:decision|resolution)) (?P<number>\d{1,3})"
)
_QUALIFIED_PART = re.compile(
    r"(?:(?P<outer>[^/]*)/)?(?P<act>[a-z]+-(?:decision|resolution)-\d+)(?![\w-])"
)
_PROVISIONS = ("art.", "rule", "principle", "guideline", "conclusion", "regulation", "draftart.",
               "draftconclusion", "draftguideline", "draftprinciple")  # fmt: skip
# What tells two headings apart often comes last: "Summary report on the assessment of Austria".
#: Before the label of a chapter that is so named, as in "Chapter III".
CHAPTER_NAME = "chap."
_LONGEST_NAME = 80
#: How the part of what is added to a text begins; an enclosure is added to an annex.
ANNEXES = ("annex", "appendix", "enclosure")
_WORDS = ("one", "two", "three", "four", "five", "six")
_INNER = ("part", *_PROVISIONS)
_ACTS = ("dec.", "res.", "draftres.", "draftdec.", "agreedconclusions")
_OUTER = (*ANNEXES, *_ACTS)
_LETTERED_ACT = re.compile(r"res\.[a-z]")  # one of several resolutions of one symbol


def read_part(text: str, *, several: bool = False) -> str:
    """The prefix that a heading such as "Annex I" or "Decision 2/CMA.1" gives to numbers under it.

    `several` is whether the document holds several numbered resolutions, as a report does.

    >>> read_part("Annex I"), read_part("Decision 2/CMA.1"), read_part("Annexes to the report")
    ('annexi', 'dec.2/cma.1', '')
    >>> read_part("Resolution 68/1"), read_part("Resolution 68/1", several=True)
    ('', 'res.68/1')
    >>> read_part("Article 9, paragraph 5, of the Agreement"), read_part("Article 9. Definitions")
    ('', 'art.9')
    >>> read_part("Intersessional decision 1"), read_part("Intersessional decision 1 stands")
    ('intersessional-decision-1', '')
    """
    if (qualified := _QUALIFIED.fullmatch(text)) and not _TITLE.match(text):
        return "-".join(f"{qualified['kind']} {qualified['number']}".lower().split())
    match = _TITLE.match(text)
    if not match:
        return ""
    word = match.group("word").lower()
    number, rest = match.group("number") or "", (match.group("rest") or "").strip(" :.–—-")
    if word in ("annex", "enclosure") and _TO_A_LETTER.match(rest):
        rest = ""
    if word == "resolution" and not several and not re.search(r"/[A-Za-z]", number):
        return ""  # "Resolution 75/245 B" is the title of the whole document
    if not number and (rest or word not in ANNEXES or text.endswith(":")):
        return ""  # "Enclosure:" at the end of a letter says what comes with it
    if rest and (rest[0].islower() or re.match(r",\s+[a-z]", rest)):
        return ""  # "Article 9, paragraph 5, of the Agreement"
    return (AS_STORED[word] + number.rstrip(".-")).lower()


def is_part_title(text: str, *, several: bool = False) -> bool:
    """Whether `text` names a part and nothing else: "Annex I", "Decision 2/CMA.1".

    A resolution's number alone may be the title of the whole document, and is none.

    >>> is_part_title("Decision 2/CMA.1"), is_part_title("Resolution 2787 (2025)")
    (True, False)
    """
    return _NAMED.fullmatch(text) is not None and bool(read_part(text, several=several))


def nest(outer: str, inner: str) -> str:
    """The part `inner` where `outer` was in force: parts and articles stand inside an annex.

    >>> nest("annexi", "partii"), nest("annexi/partii", "partiii"), nest("annexi", "annexii")
    ('annexi/partii', 'annexi/partiii', 'annexii')
    >>> nest("dec.2/cma.1", "annex"), nest("annex/art.4", "art.5")
    ('dec.2/cma.1/annex', 'annex/art.5')
    >>> nest("annexi", "enclosure"), nest("annexi/enclosure1", "enclosure2"), nest("", "enclosure")
    ('annexi/enclosure', 'annexi/enclosure2', 'enclosure')
    >>> nest("draftres.i/res.a", "res.b"), nest("res.a", "res.b")
    ('draftres.i/res.b', 'res.b')
    >>> nest("annexiii", "intersessional-decision-1")
    'annexiii/intersessional-decision-1'
    """
    if _QUALIFIED_PART.fullmatch(inner):
        around = outer.partition("/")[0]
        return f"{around}/{inner}" if around.startswith(ANNEXES) else inner
    if is_lettered(inner) and outer.startswith("draftres."):
        return f"{split_part(outer)[0]}/{inner}"
    if inner.startswith("enclosure") and outer.startswith("annex"):
        return f"{split_part(outer)[0]}/{inner}"
    if inner.startswith(ANNEXES) and _keeps_annexes(outer, inner):
        return f"{split_part(outer)[0]}/{inner}"
    if not inner.startswith(_INNER) or not outer.startswith(_OUTER):
        return inner
    above = [name for name in split_part(outer) if not name.startswith(_INNER) and "~" not in name]
    return "/".join([*above, inner])


def place_part(outer: str, inner: str, named: Collection[str], around: str = "") -> str:
    """The part `inner` after `outer`, where `named` are those before, as `nest` does it.

    "Part Two" after the annex of part one stands beside part one, not in that annex; "Annex III"
    after a decision that annex II records is the report's.

    >>> place_part("annex", "parttwo", {"partone", "annex"}), place_part("annex", "partone", set())
    ('parttwo', 'annex/partone')
    >>> place_part("dec.4", "annexiii", set(), "annexii"), place_part("dec.4", "annexi", set())
    ('annexiii', 'dec.4/annexi')
    >>> place_part("annexii/intersessional-decision-4", "annexi", set())
    'annexii/intersessional-decision-4/annexi'
    """
    nested = nest(outer, inner)
    if inner.startswith("annex") and (qualified := _QUALIFIED_PART.match(outer)):
        return _place_annex(qualified, outer, inner)
    if is_act(outer) and inner.startswith("annex") and around.startswith("annex"):
        values = [roman_value(one.removeprefix("annex")) or 0 for one in (around, inner)]
        return inner if values[1] == values[0] + 1 > 1 else nested
    number = _part_value(inner)
    if nested == inner or number is None:
        return nested
    within = nested.removesuffix(inner)
    before = [one for one in named if _part_value(one.removeprefix(within)) == number - 1]
    return inner if before and not any(one.startswith(within) for one in before) else nested


def _place_annex(act: re.Match[str], outer: str, annex: str) -> str:
    """An annex after "Intersessional decision 4": its own, or the next of what records that."""
    last, around, value = (
        roman_value((one or "").removeprefix("annex")) or 0
        for one in (split_part(outer)[-1], act["outer"], annex)
    )
    is_next = value == around + 1 > 1 and value != last + 1
    return annex if is_next else f"{act.group()}/{annex}"


def is_act(part: str) -> bool:
    """Whether the outermost of `part` is a decision, a resolution or the like, with its own count.

    >>> is_act("dec.587"), is_act("dec.2/cma.1/annex"), is_act("annexi"), is_act("")
    (True, True, False, False)
    """
    return part.startswith(_ACTS)


def is_lettered(part: str) -> bool:
    """Whether `part` is one of several resolutions of one symbol, as in "77/256 A and B".

    >>> is_lettered("res.b"), is_lettered("res.68/1")
    (True, False)
    """
    return _LETTERED_ACT.fullmatch(part) is not None


def is_provision(part: str) -> bool:
    """Whether the innermost of `part` is an article, a rule or the like: a unit of its own.

    >>> is_provision("annex/art.5"), is_provision("annex")
    (True, False)
    """
    return bool(part) and split_part(part)[-1].startswith(_PROVISIONS)


def join_part(part: str, number: str) -> str:
    """A number after the part it stands in, if any.

    >>> join_part("annexi", "10"), join_part("", "10")
    ('annexi:10', '10')
    """
    return f"{part}:{number}" if part else number


def split_part(part: str) -> list[str]:
    """A nested part in its pieces; the "/" inside "dec.2/cma.1" is no nesting.

    >>> split_part("annexi/partii"), split_part("dec.2/cma.1/annexi")
    (['annexi', 'partii'], ['dec.2/cma.1', 'annexi'])
    """
    return PART_BREAK.split(part)


def is_next_part(part: str, before: str) -> bool:
    """Whether `part` is the part of a document after `before`, and so written.

    >>> is_next_part("parttwo", "partone"), is_next_part("partiii", "parttwo")
    (True, False)
    """
    last = _part_value(before)
    spelled = [one.removeprefix("part") in _WORDS for one in (part, before)]
    return last is not None and _part_value(part) == last + 1 and spelled[0] == spelled[1]


def _part_value(part: str) -> int | None:
    """Which of the parts one is, "partii" the second; None where it is none."""
    number = part.removeprefix("part")
    if number == part:
        return None
    if number in _WORDS:
        return _WORDS.index(number) + 1
    return int(number) if number.isdigit() else roman_value(number) or letter_value(number)


def _keeps_annexes(outer: str, annex: str) -> bool:
    """A decision has annexes of its own; a numbered one after a draft may be the report's."""
    return outer.startswith(("dec.", "res.", "agreedconclusions")) or (
        outer.startswith(("draftres.", "draftdec.")) and annex in ANNEXES
    )


def nest_section(part: str, section: str) -> str:
    """The part for numbers that restart under a heading with a label: "sect. II", "sect. II.B".

    One in a chapter that is so named bears the chapter's name: "chap. II", "chap. II, sect. A".

    >>> nest_section("", "II"), nest_section("annexi", "II.B"), nest_section("", "chap.II.A")
    ('sect.ii', 'annexi/sect.ii.b', 'chap.ii/sect.a')
    """
    if not section.startswith(CHAPTER_NAME):
        return "/".join(filter(None, (part, f"sect.{section.lower()}")))
    chapter, _, inner = section.removeprefix(CHAPTER_NAME).partition(".")
    within = "/".join(filter(None, (part, f"{CHAPTER_NAME}{chapter.lower()}")))
    return nest_section(within, inner) if inner else within


def name_act(heading: str) -> str:
    """The part of a resolution or decision whose heading says in words what it is.

    The decisions of a regional commission are lettered, with their session behind: "A (71)".

    >>> name_act("Draft ECOSOC resolution on statistics"), name_act("B (71) Programme of work")
    ('draftres.', 'dec.b')
    >>> name_act("Programme of work")
    ''
    """
    if draft := _DRAFT.match(heading):
        return AS_STORED[f"draft {draft.group('kind').lower()}"]
    lettered = _LETTERED.match(heading)
    return f"{AS_STORED['decision']}{lettered.group('letter').lower()}" if lettered else ""


def name_restart(part: str, heading: str, count: int) -> str:
    """The part for numbers that restart without an annex's title: the heading's words, or a count.

    >>> name_restart("", "Military activities", 2), name_restart("annexi", "", 2)
    ('military-activities', 'annexi~2')
    """
    words = re.sub(r"[^\w]+", "-", heading.lower()).strip("-")
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME + 1].rpartition("-")[0] or words[:_LONGEST_NAME]
    if not words:
        return f"{part or 'part'}~{count}"
    return f"{part}/{words}" if part else words
