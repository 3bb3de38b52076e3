"""Two units for a question that asks for two: the camps of a debate, or the two things compared.

A report tells who supported a proposal in one paragraph and who had doubts in the next, and says so
in the same few verbs; what is compared is named on either side of an "and".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.kinds import holds_kind, read_kind
from egqa.states import find_states
from egqa.types import Document, Paragraph, Passage
from egqa.words import content_stems, content_words

Rarity = Callable[[str], float]
_OPPOSES = re.compile(
    r"\b(?:(?:expressed|reiterated|had|voiced|raised|maintained) (?:their |its |some |serious |strong )?(?:doubts?|reservations?|objections?|concerns?|opposition)"
    r"|not in a position to (?:support|agree|accept)|(?:did|could|do|does) not (?:support|agree|accept|share)|opposed|objected|disagreed|rejected|cautioned against"
    r"|questioned|(?:continued|went on) to (?:question|oppose|object|reject)|no added value|were (?:sceptical|not convinced)"
    r"|was (?:unnecessary|premature)|was considered (?:that .{0,40})?(?:premature|unnecessary|duplicative))\b",
    re.IGNORECASE,
)
_FAVOURS = re.compile(
    r"\b(?:(?:expressed|reiterated|voiced|gave) (?:their |its |broad |strong |full )?support|supported|(?:spoke|were|was) in favou?r|welcomed|endorsed|favou?red|advocated|called for the)\b",
    re.IGNORECASE,
)


def read_stance(text: str) -> bool | None:
    """Whether the paragraph tells first of support (True) or of doubts (False); None for neither.

    >>> read_stance("Several delegations indicated that they were not in a position to support it.")
    False
    >>> read_stance("A number of delegations supported the proposal. Some had doubts.")
    True
    """
    against, favour = _OPPOSES.search(text), _FAVOURS.search(text)
    if against and (favour is None or against.start() <= favour.start()):
        return False
    return True if favour else None


def is_answered_by(one: Paragraph, other: Paragraph) -> bool:
    """Whether two neighbours of one report tell of support and of doubts on one point.

    Both are views, whoever holds them, and share a word that is of the point and not of the debate:
    a report goes from one item to the next without a break.
    """
    if one.attribution.klass not in _VIEWS or other.attribution.klass not in _VIEWS:
        return False
    first, second = read_stance(one.text), read_stance(other.text)
    if None in (first, second) or first == second:
        return False
    return bool((content_stems(one.text) & content_stems(other.text)) - _OF_DEBATE)


#: Who is counted, or said to have spoken: see `types.Attribution`.
_VIEWS = frozenset(("C3", "C4", "C5", "C6", "C7"))
#: What is said in any debate, whatever it is on.
_OF_DEBATE = content_stems(
    "delegation speaker representative state member country participant expert panellist party group"
    " committee commission council assembly meeting session debate discussion agenda item"
    " some several many number majority few others wide broad strong new important possible general"
    " support supported oppose opposed objection doubt reservation concern favour welcome endorse"
    " reject express voice raise view opinion position statement note stress emphasize underline"
    " state highlight indicate consider recall reiterate recognize acknowledge propose proposal"
    " suggest suggestion recommend recommendation point regard respect connection order need work"
    " particular addition necessary issue matter question called call agree share"
)


# "Those against it", "who supported it?", "why did some question it?"
_ASKS_AGAINST = re.compile(
    r"\b(?:those|delegations|states|speakers|others|anyone|some|who) (?:(?:was|were|is|are|spoke) )?(?:against|opposed|opposing|objecting|critical|sceptical)\b"
    r"|\b(?:opponents|critics|sceptics|doubters)\b"
    r"|\b(?:what|which|any|why) (?:[\w-]+ )?(?:objections?|reservations?|doubts?|misgivings|criticisms?)\b"
    r"|\b(?:who|did|do|does) (?:[\w-]+ ){0,3}?(?:oppos(?:e|ed)|object(?:ed)?|question(?:ed)?|doubt(?:ed)?|reject(?:ed)?|ha(?:d|ve) (?:doubts|reservations|objections|misgivings))\b",
    re.IGNORECASE,
)
_ASKS_FAVOUR = re.compile(
    r"\b(?:those|delegations|states|speakers|who) (?:(?:was|were|is|are|spoke) )?(?:in favou?r|behind|supporting|backing|(?:who |that )?(?:supported|backed|favou?red))\b"
    r"|\b(?:supporters|proponents|backers)\b"
    r"|\bwho (?:supports?|backs?|supported|backed|favou?red|welcomed|endorsed)\b",
    re.IGNORECASE,
)


def read_camp(question: str) -> bool | None:
    """Whether those for something (True) or those against it (False) are asked about.

    >>> read_camp("What did those against the paper argue?"), read_camp("who supported it?")
    (False, True)
    """
    against, favour = _ASKS_AGAINST.search(question), _ASKS_FAVOUR.search(question)
    return None if bool(against) == bool(favour) else bool(favour)


def find_camp(camp: bool, unit: Paragraph, document: Document) -> Paragraph | None:
    """The unit of the section of `unit` that tells of the camp, where `unit` itself does not.

    A report first says what was proposed, then who was for it, then who had doubts; the later
    paragraphs seldom name the proposal again.
    """
    if not unit.headings or read_stance(unit.text) == camp:
        return None
    section = [one for one in document if one.headings == unit.headings and one.parent is None]
    if unit not in section:
        return None
    after = section[section.index(unit) + 1 :][:_SECTION]
    return next((one for one in after if read_stance(one.text) == camp), None)


#: How many paragraphs further on in a section the camps of a debate are looked for.
_SECTION = 5


def find_camps(passages: Sequence[Passage]) -> list[Paragraph]:
    """The best unit that tells of support and the best of the same document that tells of doubts."""
    near = passages[:_LOOKED_AT]
    best: tuple[float, list[Paragraph]] = (float("-inf"), [])
    for one in near:
        for other in near:
            first, second = one.paragraph, other.paragraph
            if first.masthead.key != second.masthead.key or read_stance(first.text) is not True:
                continue
            if read_stance(second.text) is not False:
                continue
            beside = _BESIDE if _are_beside(first, second) else 0.0
            if one.score + other.score + beside > best[0]:
                best = (one.score + other.score + beside, [first, second])
    return best[1]


#: How many passages are tried, and what standing side by side is worth.
_LOOKED_AT, _BESIDE = 10, 4.0


def _are_beside(one: Paragraph, other: Paragraph) -> bool:
    numbers = [re.fullmatch(r"(.*?)(\d+)", unit.para or "") for unit in (one, other)]
    first, second = numbers
    return bool(
        first
        and second
        and one.headings == other.headings
        and first.group(1) == second.group(1)
        and abs(int(first.group(2)) - int(second.group(2))) == 1
    )


_FRAME = re.compile(
    r"\b(?:compar\w+|contrast\w*|set|side by side|differ\w*|differences?|between|how|do|does|did|way)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:and|with|to|versus|vs\.?|against|from)\b", re.IGNORECASE)
#: How many words on either side of the "and" name a thing; the rest is said of both.
_NAMING = 3
#: The least share of what tells one thing from the other that its unit must hold.
_HELD = 0.5


def find_compared(question: str, passages: Sequence[Passage], rarity: Rarity) -> list[Paragraph]:
    """One unit for each of the two things that `question` compares, or none.

    It is cut where the two halves find the units that hold most of what only they name.
    """
    text = _FRAME.sub(" ", question)
    near = passages[:_LOOKED_AT]
    heads = [_terms(" ".join(one.paragraph.headings[-1:])) for one in near]
    held = [_terms(one.paragraph.text) | head for one, head in zip(near, heads, strict=True)]
    leads = [
        _terms(" ".join(one.paragraph.text.split()[:_LEAD])) | head
        for one, head in zip(near, heads, strict=True)
    ]
    whole = _terms(text)
    kind = read_kind(text)
    best: tuple[float, list[Paragraph]] = (0.0, [])
    for cut in _BETWEEN.finditer(text):
        before, after = content_words(text[: cut.start()]), content_words(text[cut.end() :])
        left = _terms(" ".join(before[-_NAMING:])) - _terms(" ".join(after))
        right = _terms(" ".join(after[:_NAMING])) - _terms(" ".join(before))
        if not left or not right:
            continue
        for at, one in enumerate(near):
            for to, other in enumerate(near):
                first, second = _share(left, held[at], rarity), _share(right, held[to], rarity)
                if at == to or min(first, second) < _HELD:
                    continue
                also = _share(whole, held[at], rarity) + _share(whole, held[to], rarity)
                # What names both things tells less of either.
                also -= 0.5 * (_share(right, held[at], rarity) + _share(left, held[to], rarity))
                # What a unit opens with, or its heading, is what it is on.
                also += _share(left, leads[at], rarity) - _share(right, leads[at], rarity)
                also += _share(right, leads[to], rarity) - _share(left, leads[to], rarity)
                also += _TOLD * sum(
                    bool(holds_kind(kind, near[i].paragraph.text)) for i in (at, to)
                )
                worth = first + second + also + _RANKED * (one.score + other.score)
                if worth > best[0]:
                    best = (worth, [one.paragraph, other.paragraph])
    return best[1]


#: How many words a unit opens with.
_LEAD = 25
#: What it weighs that a unit holds the kind of thing compared, as a number.
_TOLD = 0.3
#: What a point of score weighs beside a share of the words.
_RANKED = 0.1


def _terms(text: str) -> frozenset[str]:
    return content_stems(text) | frozenset(find_states(text))


def _share(wanted: frozenset[str], held: frozenset[str], rarity: Rarity) -> float:
    total = sum(map(rarity, wanted))
    return sum(map(rarity, wanted & held)) / total if total else 0.0
