"""Follow-ups: what a question takes from the turns before it.

The history is a state: the documents in play, the units last cited, the topic. A question that
stands alone takes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from egqa.catalogue import catalogue_of
from egqa.numerals import ordinal_in_words
from egqa.parse.masthead import ordinal_words
from egqa.partly import part_told, swap_phrase
from egqa.pinpoints import ordinal_value
from egqa.types import Answer, Document, Paragraph, Turn, UnitRef
from egqa.words import content_words

#: The notice on a query that asks who disagrees; its other notices are sentences for the reader.
OPPOSED = "opposed"
_LEADS = re.compile(
    r"^(?:and|but|or|so|also|then|plus|ok(?:ay)?|what about|how about|any(?:thing|one|body|thing else|more)?|same|which of|who else"
    r"|what else|how so|really|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NOUNS = (
    r"(?:speakers?|representatives?|person|guide|handbook|meeting|workshop|document|declaration|resolution|paragraph|recommendations?"
    r"|suggestions?|statements?|list|body|group|view|views|point|proposal|instrument|convention|protocol|event|debate|discussion|topic|item)"
)
# A pronoun, or a demonstrative that stands for something: not "the view that …", "is it true that …".
_REFERS = re.compile(
    rf"\b(?:they|them|their|theirs|he|she|him|his|hers?|those|these|its|the (?:former|latter|same)|one of them)\b"
    rf"|(?<!is )(?<!was )(?<!whether )\bit\b(?! (?:is|was) (?:\w+ )?that\b)|\bit[?.!]|\b(?:that|this)(?=\s*[?.!,]|$)|\b(?:that|this) {_NOUNS}\b|\bthere(?=\s*[?.!,]|$)"
    r"|\bthe (?:[\w-]+ ){0,2}ones\b|\bthe one (?:for|in|on|of|at|from|by|with)\b",
    re.IGNORECASE,
)
_SHORT_REFERS = re.compile(rf"\bthe {_NOUNS}(?:['’]s)?\b", re.IGNORECASE)
_SWITCH = re.compile(
    r"\b(?:different|another|new|unrelated|separate|other) (?:question|topic|subject|matter|point|thing)\b|\bchang(?:e|ing) (?:of |the )?(?:subject|topic)\b|\bmoving on\b|\bswitching\b",
    re.IGNORECASE,
)
_AFTER_SWITCH = re.compile(
    r"(?:question|(?:(?:moving on|switching|changing)\b(?: of)?(?: the)? )?(?:topic|subject|matter|point|thing)|moving on|switching)\b\s*(?:to|now|then)?\s*[:,.;–-]*\s*(.+)$",
    re.I | re.S,
)
_CORRECTS = re.compile(
    r"^(?:[\w\s'’]{0,30}[,.;:–-]\s*)?(?:(?:no+|nope|oh|sorry|not that|wrong|wait|pardon)\b[\s,.;:–-]*)*(?:i (?:actually |really )?mean[t]?|i was asking about|i'm asking about|rather|i wanted)\b[\s:,]*",
    re.I,
)
# "Who chaired – no, I mean who opened it?": what was said before is taken back.
_TAKES_BACK = re.compile(
    r"(?:[,;:–—-]|\.{2,})\s+(?:no|sorry|wait|pardon|scratch that)\b[\s,.;:–-]*(?:i (?:actually |really )?mean[t]?|rather|make that)\b[\s:,]*(?=\S+ \S+ \S)",
    re.I,
)
# "Is there a similar one in Add.2?": what is sought is like the unit last cited.
_SIMILAR = re.compile(
    r"\b(?:anything|something|one|a|an|any)?\s*(?:similar|comparable|equivalent|corresponding|parallel|matching|alike)\b|\b(?:the )?same (?:thing|point|idea|recommendation|suggestion|in|at)\b|\blike (?:that|this|it)\b",
    re.I,
)
# "What else is in that list?" asks for the unit whose item was cited, with all its items.
_WHOLE_LIST = re.compile(
    r"\b(?:other|else|rest|remaining|others)\b.{0,40}\b(?:that|the|this|same) list\b|\b(?:whole|full|entire|complete) list\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:the )?(?:next|following) (?:one|paragraph|para|item|recommendation|sub-?paragraph|bullet|point)\b|\b(?:one|paragraph|recommendation|item) (?:right |immediately |just )?after(?: (?:it|that|this))?(?=\s*[?.!,]|$)|\bwhat comes (?:next|after)\b",
    re.I,
)
_PREVIOUS = re.compile(
    r"\b(?:the )?(?:previous|preceding) (?:one|paragraph|para|item|recommendation|sub-?paragraph|bullet|point)\b|\b(?:one|paragraph|recommendation|item) (?:right |immediately |just )?before(?: (?:it|that|this))?(?=\s*[?.!,]|$)|\bwhat comes before\b",
    re.I,
)
# "Who hosts the next one?", "when is the previous one?": of an event, for a paragraph has no host.
_OF_EVENT = re.compile(
    r"(?:^|[,;] )(?:and |so |but |ok(?:ay)?,? )*(?:who|whom|when|where|how (?:many|much|long|often))\b",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th))(?: (?P<what>ones?|item|bullet|recommendation|suggestion|point|sub-?item|sub-?paragraph|paragraph))?\b(?! (?:meeting|session|protocol|time|day))",
    re.I,
)
# "The last?", "the second of them", "what does the third say?"; in "its last payment" it tells which
# payment.
_BARE = re.compile(
    r"\W*$|\W*[?.!,;:]|\s(?:of|in|from|there|please|again|too|is|was|does|did|says?|said|means?|about)\b"
)
_OF_THOSE = re.compile(
    r"\b(?:which|what|any|one|how many|some|who) of (?:those|these|them)\b", re.I
)
_OPPOSED = re.compile(
    r"\b(?:anyone|anybody|any(?: \w+)?|who|someone|others?|somebody|everyone|all)\b.{0,25}\b(?:disagree\w*|object\w*|oppos\w+|against|dissent\w*|contrary|agree|doubt\w*|reservations?|sceptic\w*|hesitat\w*)\b|\b(?:opposing|other|opposite|contrary|counter|different) (?:view|views|side|opinion|argument|position|camp)s?\b|\bcounter-?arguments?\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Follow:
    """What a question takes from its history.

    `text` is the question's own words; `before` the earlier topic it goes on with, or empty;
    `similar` where that is the words of a unit, and another like it is sought; `refs` units it points to; `within` the only units it asks about.
    """

    text: str
    before: str = ""
    cited: tuple[UnitRef, ...] = ()
    documents: tuple[str, ...] = ()
    refs: tuple[UnitRef, ...] = ()
    within: tuple[UnitRef, ...] = ()
    avoid: tuple[UnitRef, ...] = ()
    corrected: tuple[UnitRef, ...] = ()
    opposed: bool = field(default=False)
    similar: bool = field(default=False)


def follow(
    text: str, history: Sequence[Turn], documents: Sequence[Document], *, complete: bool
) -> Follow:
    """What `text` takes from `history`; `complete` where it names its own document and unit."""
    if taken_back := _TAKES_BACK.search(text):
        return Follow(text[taken_back.end() :])
    switch = _SWITCH.search(text)
    if switch:
        after = _AFTER_SWITCH.search(text[switch.start() :])
        return Follow(after.group(1) if after and len(content_words(after.group(1))) > 1 else text)
    if not history or complete:
        return Follow(text)
    last = history[-1]
    cited = cited_refs(last) or next(
        (found for turn in reversed(history) if (found := cited_refs(turn))), ()
    )
    keys = tuple(dict.fromkeys(ref.key for ref in cited)) or last.query.documents
    correction = _CORRECTS.match(text)
    if correction and text[correction.end() :].strip():
        meant = _swap_ordinal(text[correction.end() :], last) or text[correction.end() :]
        named = last.query.refs if len(content_words(meant)) <= 2 else ()
        before = "" if named or len(content_words(meant)) > ENOUGH else _topic_of(last)
        return Follow(meant, before, avoid=() if named else cited, corrected=named)
    if swapped := _swap_ordinal(text, last):
        return Follow(swapped, cited=cited, avoid=cited)
    part = part_told(text, last)
    if part is None and (swapped := swap_phrase(text, last)):
        return Follow(swapped, cited=cited, documents=keys, avoid=cited)
    cited_in = catalogue_of(documents).of(ref.key for ref in cited)
    units = {one.ref: one for document in cited_in for one in document}
    for pattern, step in ((_NEXT, 1), (_PREVIOUS, -1)):
        points = pattern.search(text)
        if points and _is_event(text, points):
            stepped = _step(_topic_of(last), step)
            if stepped:
                return Follow(text, stepped, cited, keys)
        elif points and cited:
            near = _neighbour(cited[-1] if step > 0 else cited[0], step, documents)
            if near:
                return Follow(text, cited=cited, documents=keys, refs=(near,))
    if cited and _SIMILAR.search(text) and len(content_words(_SIMILAR.sub(" ", text))) <= ENOUGH:
        alike = units.get(cited[0])
        if alike is not None:
            sought = alike.text if last.query.refs else _topic_of(last)
            return Follow(text, sought, cited, avoid=cited, similar=True)
    if cited and _WHOLE_LIST.search(text):
        item = units.get(cited[0])
        if item is not None and item.parent is not None:
            whole = UnitRef(cited[0].key, item.parent.number)
            return Follow(text, cited=cited, documents=keys, refs=(whole,))
    chosen = _choose_nth(text, cited, units)
    if chosen:
        return Follow(text, cited=cited, documents=keys, refs=(chosen,))
    if not depends(text):
        return Follow(text, cited=cited)
    within: tuple[UnitRef, ...] = ()
    if _OF_THOSE.search(text):
        within = tuple(_with_children(cited, units))
    elif part is not None:
        within = (part,)
    topic = _topic_of(last)
    return Follow(
        text,
        topic,
        cited,
        keys,
        within=within,
        avoid=cited if _ELSEWHERE.search(text) and not within else (),
        opposed=bool(_OPPOSED.search(text)),
    )


def _is_event(text: str, points: re.Match[str]) -> bool:
    """Whether "the next one" that `points` somewhere in `text` is a meeting's, and no paragraph's."""
    return bool(_THE_ONE.search(points.group()) and _OF_EVENT.search(text))


def _step(topic: str, step: int) -> str:
    """`topic` of the session, meeting or forum after or before the one that it names by its number.

    >>> _step("Where was the fifth World Data Forum held?", 1)
    'Where was the sixth World Data Forum held?'
    """
    for match in _COUNTED.finditer(topic):
        number = ordinal_words(match.group())
        if number and number + step > 0:
            nth = ordinal_in_words(number + step)
            return f"{topic[: match.start()]}{nth}{topic[match.end() :]}"
    return ""


_COUNTED = re.compile(r"\b(?:[a-z]+-)?[a-z]+(?:th|st|nd|rd)\b|\b\d+(?:th|st|nd|rd)\b", re.I)
_THE_ONE = re.compile(r"\bone\b", re.IGNORECASE)


_BARE_ORDINAL = re.compile(
    r"^(?:and |what about |how about |no |or )*(?:the )?(?:very )?(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|previous)(?: (?:one|time))?[\s?.!]*$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b(?= [a-z])", re.I
)


def _swap_ordinal(text: str, last: Turn) -> str:
    """ "The very first one" after "when was the fourth meeting?": that question of the first."""
    match = _BARE_ORDINAL.search(text)
    asked = last.query.read_as or last.question
    if not match or not _ORDINAL.search(asked):
        return ""
    return _ORDINAL.sub(match.group("nth").lower(), asked)


# "And on evidence?" asks the same of something else, which another unit speaks of.
_ELSEWHERE = re.compile(
    r"^(?:and|or|but|what about|how about) (?:on|in|for|at|by|under|about|with regard to|regarding|the (?:other|second|third|next|previous)) (?!that\b|this\b|it\b|them\b|those\b)",
    re.IGNORECASE,
)


def _topic_of(turn: Turn) -> str:
    """What the turn before was about: its own words, with its topic where they were few."""
    focus = turn.query.focus or turn.query.text
    return focus if len(content_words(focus)) >= ENOUGH else turn.query.text


#: Content words that make a topic; a follow-up of fewer is carried on with what it followed.
ENOUGH = 3


#: What may be asked of anything: "by what year everywhere?", "for how long exactly?".
_OF_ANYTHING = frozenset(
    "amount date day everywhere exactly extent figure long month number overall percentage precisely"
    " share time total worldwide year".split()
)


def depends(text: str) -> bool:
    """Whether `text` cannot be understood without what came before."""
    own = content_words(text)
    if _LEADS.search(text) and len(own) <= 6:
        return True
    if len(own) <= 2 and re.search(r"\bit\b", text, re.IGNORECASE):
        return True
    if all(word.lower() in _OF_ANYTHING for word in own):
        return True
    if _REFERS.search(text) or _OPPOSED.search(text) or (len(own) < 2 and text.endswith("?")):
        return True
    return bool(_SHORT_REFERS.search(text)) and len(own) <= 4


def cited_refs(turn: Turn) -> tuple[UnitRef, ...]:
    """The units that the answer of `turn` cites, in order, each once."""
    if not isinstance(turn.reply, Answer):
        return ()
    return tuple(
        dict.fromkeys(quote.paragraph.ref for one in turn.reply.statements for quote in one.quotes)
    )


def _neighbour(ref: UnitRef, step: int, documents: Sequence[Document]) -> UnitRef | None:
    """The unit of the same parent after or before `ref`; without one, the one next in the document."""
    units = [one for document in catalogue_of(documents).of([ref.key]) for one in document]
    at = next((at for at, one in enumerate(units) if one.para == ref.para), None)
    if at is None:
        return None
    siblings = [one for one in units if one.parent == units[at].parent]
    place = siblings.index(units[at]) + step
    if 0 <= place < len(siblings):
        return siblings[place].ref
    return units[at + step].ref if 0 <= at + step < len(units) else None


def _choose_nth(
    text: str, cited: tuple[UnitRef, ...], units: dict[UnitRef, Paragraph]
) -> UnitRef | None:
    """The unit that "the second one" means: of those cited, else of the children of the one cited."""
    match = _NTH.search(text)
    if not match or not cited:
        return None
    if not match.group("what") and (
        len(content_words(text)) > 3 or not _BARE.match(text, match.end())
    ):
        return None
    choices = list(cited) if len(cited) > 1 else list(_with_children(cited, units))[1:]
    if not choices:
        one = units.get(cited[0])
        choices = [
            ref
            for ref, unit in units.items()
            if one and ref.key == cited[0].key and unit.parent == one.parent
        ]
    word = match.group("nth").lower()
    number = len(choices) if word == "last" else ordinal_value(word) or 0
    return choices[number - 1] if 0 < number <= len(choices) else None


def _with_children(refs: tuple[UnitRef, ...], units: dict[UnitRef, Paragraph]) -> list[UnitRef]:
    found = list(refs)
    for ref in refs:
        found += [
            other
            for other, one in units.items()
            if one.parent and UnitRef(other.key, one.parent.number) == ref
        ]
    return list(dict.fromkeys(found))
