"""What a question sets side by side, and the question asked of each: "in 2030 and in 2031".

A comparison has a frame, said once, and two parts set beside one another: by "versus", "as
against", "differ from", by an "and" between like phrases, or by two clauses that each ask. Either
part in the frame is a question of its own, and that is how each is searched.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from egqa.joined import NUMBER, PREPOSITION, are_alike, find_names, find_numbers
from egqa.words import content_stems


class Parts(NamedTuple):
    """The two questions.

    `sure` says that a comparison is asked for in so many words; else it is only a likely reading.
    """

    first: str
    second: str
    sure: bool


def set_beside(question: str) -> Parts | None:
    """The two questions that `question` asks of things set side by side, or None.

    >>> set_beside("Oil in Kenya as against Peru: how much?")[:2]
    ('Oil in Kenya: how much?', 'Oil in Peru: how much?')
    >>> set_beside("Wages: how much for cooks and how much for night guards?")[:2]
    ('Wages: how much for cooks', 'Wages: how much for night guards?')
    >>> set_beside("Themes of Lamp Day in 2030 and in 2031?")[1:]
    ('Themes of Lamp Day in 2031?', False)
    """
    return _clauses(question) or _brief(question) or _against(question) or _alike(question)


#: How a clause begins that asks.
ASKS = (
    r"(?:(?:by|in|at|on|to|for|from|until|since|with|under) )?"
    r"(?:who|whom|whose|what|which|when|where|why"
    rf"|how (?:many|much|often|long|did|do|does|is|are|was|were|(?={PREPOSITION} )))\b"
)
#: Where a second clause begins that asks.
CUT = re.compile(rf"(?:,? and|[,;?](?: and)?)\s+(?={ASKS})", re.IGNORECASE)
_QUESTION = re.compile(rf"(?:^|[:,;.] )(?:and |so |also )?{ASKS}", re.IGNORECASE)
_ELLIPSIS = re.compile(
    rf"{ASKS} ?(?P<what>(?:[a-z-]+ ){{0,2}}?)(?P<by>{PREPOSITION})\b", re.IGNORECASE
)


def _clauses(text: str) -> Parts | None:
    """Two clauses, the second without a verb: "how much for cooks and how much for guards?"."""
    opening = _QUESTION.search(text)
    if opening is None:
        return None
    for cut in CUT.finditer(text, opening.end()):
        short = _ELLIPSIS.match(text, cut.end())
        if short is None or not text[opening.end() : cut.start()].count(short.group("what")):
            continue
        by = re.compile(rf"\b{short.group('by')}\b", re.IGNORECASE)
        like = [one.start() for one in by.finditer(text, opening.end(), cut.start())]
        if like:
            first, second = text[like[-1] : cut.start()], text[short.start("by") :]
            own = re.split(r"[?.!](?:\s|$)", second)[0]
            return Parts(
                _clean(text[: cut.start()] + _after_number(first, own)),
                _clean(text[: like[-1]] + own + _after_number(own, first) + second[len(own) :]),
                True,
            )
    return None


_NAME = r"(?:the )?(?-i:[A-Z])[\w’'-]*(?: (?:(?:of|for|and) (?:the )?)?(?-i:[A-Z])[\w’'-]*)*"
_BRIEF = re.compile(
    r"\b(?P<asks>(?:what|how|why|when|where) (?:did|does|do|was|were|is|has|have))"
    rf" (?P<first>{_NAME})(?P<rest> [^?.;]*?),? and (?P=asks) (?P<second>{_NAME})(?=[?.]|$)",
    re.IGNORECASE,
)
_NOUNS = r"[\w-]+(?: [\w-]+){0,2}?"
_BOTH_OF = re.compile(
    rf"\b(?P<asks>how (?:many|much)|which|what) (?P<first>{_NOUNS}),? and (?P=asks)"
    rf" (?P<second>{_NOUNS})(?= (?:is|are|was|were|did|do|does|has|have|had|will)\b)",
    re.IGNORECASE,
)


def _brief(text: str) -> Parts | None:
    """Two things asked with one verb: "how many lamps and how many horns are lit?"."""
    for pattern, sure in ((_BRIEF, True), (_BOTH_OF, False)):
        if found := pattern.search(text):
            head, tail = text[: found.start()], text[found.end() :]
            rest = found.groupdict().get("rest", "")
            one, two = (
                f"{head}{found['asks']} {found[it]}{rest}{tail}" for it in ("first", "second")
            )
            return Parts(_clean(one), _clean(two), sure)
    return None


def _after_number(one: str, other: str) -> str:
    """What follows the number in `other`, where `one` ends with its own: "session", of "a 4th"."""
    *_, last = re.split(r"\s+", one.rstrip(" ?.!"))
    number = NUMBER.search(other) if NUMBER.fullmatch(last) else None
    return other[number.end() :] if number else ""


# What sets two things beside one another in so many words.
_AGAINST = re.compile(
    r",? \b(?:versus|vs?\.?|as against|as opposed to|in contrast (?:to|with)|the same as"
    r"|(?:as )?compared (?:with|to)(?! (?:the )?(?:same|previous|preceding|prior|last|baseline"
    r"|(?:years?|months?|periods?) (?:before|earlier|ago)))"
    r"|(?:differ\w*|distinct) from|(?<=\w )compares? (?:with|to)"
    r"|against(?= (?:those|that|the one|what)\b))(?= )",
    re.IGNORECASE,
)
# "The fees: Peru against Chile": of two names after a colon, and of no vote.
_NAMES_AGAINST = re.compile(rf"([^:]+: )({_NAME}) against ({_NAME})\W*")
_VERB = re.compile(r"\b(?:compare|contrast|set|put|place|distinguish)\b", re.IGNORECASE)
_WITH = re.compile(
    r" (?:with(?! (?:regard|respect) to)|against|beside|alongside|next to)(?= )", re.IGNORECASE
)
_TO = re.compile(r"(?<! regard)(?<! respect) to(?= )", re.IGNORECASE)
_AND = re.compile(r"[,?]? and(?= )", re.IGNORECASE)
_OR = re.compile(r",? or(?= )", re.IGNORECASE)
# "Which is due earlier, the report on A or the one on B?"
_MORE = re.compile(
    r"\b(?:more|fewer|less|larger|bigger|smaller|higher|lower|earlier|later|sooner|longer|shorter"
    r"|greater)\b(?! than\b)[^.?!]*?(?=,? or )",
    re.IGNORECASE,
)


def _against(text: str) -> Parts | None:
    """Two things that "versus", or "compare … with", sets beside one another."""
    if named := _NAMES_AGAINST.fullmatch(text):
        head, first, second = named.groups()
        return Parts(_clean(head + first), _clean(head + second), True)
    cut = _AGAINST.search(text)
    if cut is None and (more := _MORE.search(text)) and (other := _OR.search(text, more.end())):
        return _part(text, other, sure=False)
    if cut is None and (verb := _VERB.search(text)):
        cut = _WITH.search(text, verb.end())
        if cut is None and verb.group().lower() == "compare" and not _AND.search(text):
            cut = _TO.search(text, verb.end())
        if cut and (told := _TOLD.match(text, verb.end())) and _TOLD.match(text, cut.end()):
            head, first, second = text[: verb.start()], text[told.start() :], text[cut.end() :]
            return Parts(
                _clean(head + first[: cut.start() - told.start()]), _clean(head + second), True
            )
    return _part(text, cut, sure=True) if cut else None


# "Set what A recommends beside what B was told."
_TOLD = re.compile(r" (?:what|how) ", re.IGNORECASE)
# What says that two things are compared, and joins them by an "and".
_CUE = re.compile(
    r"\b(?:compare[sd]?|comparison|contrast\w*|differ(?:s|ed)?|each|both|respectively|side by side"
    r"|differently|the two)\b|\bchange\w*(?: \w+){0,4} between\b"
    r"|(?:^|\bwhat(?:['’]s| is| are| was| were) )(?:the )?(?:\w+ )?(?:differences?|distinction)\b",
    re.IGNORECASE,
)


def _alike(text: str) -> Parts | None:
    """Two like phrases joined by an "and": "of oil and of gas"; any, where a comparison is said."""
    sure = _CUE.search(text) is not None
    cuts = list(_AND.finditer(text))
    alike = [
        one
        for one in cuts
        if are_alike(text, one.start(), one.end() + 1)
        or find_numbers(text, one.start(), one.end() + 1)
    ]
    parts = (_part(text, cut, sure=sure) for cut in alike or (cuts if sure else ()))
    return next((one for one in parts if one), None)


def _part(text: str, cut: re.Match[str], *, sure: bool) -> Parts | None:
    """The question of either name that `cut` joins, where they have not all words in common."""
    names = find_names(text, cut.start(), cut.end() + 1)
    if names is None:
        return None
    first, second = (text[one.start : one.end] for one in names)
    if content_stems(first) == content_stems(second):
        return None
    head, tail = text[: names.first.start], text[names.second.end :]
    return Parts(
        _clean(head + first + _after_number(first, second) + tail),
        _clean(head + second + tail),
        sure,
    )


# What only says that two things are compared.
_FRAME = re.compile(
    r"^(?:and |please |can you |could you )*(?:compare|contrast|set|put)\b"
    r"|\b(?:explain|give|cite|quote) (?:me )?both\b|\b(?:each|both|respectively|side by side)\b"
    r"|\bhow (?:do|does|did|is|are|was|were) (?=.*\b(?:differ|compare)\b)"
    r"|\b(?:differs?|differed|compares?)\b",
    re.IGNORECASE,
)


def _clean(text: str) -> str:
    """The question without what only says that two things are compared."""
    return re.sub(r"\s+", " ", _FRAME.sub(" ", text)).strip(" ,;")
