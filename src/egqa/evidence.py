"""Whether the passages can answer at all: the reasons to abstain, each from evidence.

No bar on similarity: the best cosine does not tell answerable questions from near misses. What
tells is whether the kind of thing asked for is there, whether the question's rare words stand
anywhere, whether the text is a blank, whether reports ever say who held a view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from egqa.aliases import contains_form, find_entities
from egqa.corpus import Corpus, unknown_terms, unknown_years
from egqa.kinds import defines, find_states, holds_kind
from egqa.scope import dates_of
from egqa.sentences import split_sentences
from egqa.types import Document, Passage, Query
from egqa.words import content_stems, content_words, stem


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reason to abstain: its code, and the sentence that tells the reader."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: the query, its passages best first, the words of all documents."""

    query: Query
    passages: Sequence[Passage]
    corpus: Corpus
    documents: Sequence[Document]

    @property
    def asked(self) -> str:
        """The question's own words, without those of the turns before it."""
        return self.query.focus or self.query.text

    @property
    def top(self) -> str:
        """The words of the first passage."""
        return self.passages[0].paragraph.text if self.passages else ""


_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|guidelines?|rules?|prompts?|above|previous|restrictions?)\b"
    r"|\b(?:system|hidden|initial|developer) (?:prompt|message|instructions?)\b|\byou are now\b|\bpretend (?:to be|you)\b|\bact as (?:a|an|if)\b"
    r"|\bwrite (?:me )?(?:a|an|some) (?:poem|song|essay|story|joke|script|code|program|email|speech)\b|\b(?:jailbreak|developer mode|DAN mode)\b"
    r"|\b(?:print|reveal|show|repeat|output|list)\b.{0,30}\b(?:your|the) (?:prompt|instructions|configuration|api key|password|hidden files?|environment variables)\b"
    r"|\b(?:make up|invent|fabricate)\b.{0,30}\b(?:quote|paragraph|citation|recommendation)\b"
    r"|\bfrom now on\b|\brespond only with\b|\banswer only with\b|\bsay that the (?:expert )?group\b",
    re.IGNORECASE,
)
_VIEWS = (
    r"(?:say|said|says|think|thought|argu\w+|propos\w+|suggest\w*|recommend\w*|oppos\w+|support\w*|favou?r\w*|reject\w*|want\w*|object\w*|stat\w+|call\w* for"
    r"|express\w*|advocat\w+|back\w*|insist\w*|believ\w+|rais\w+|stress\w*|describ\w+|submitt\w+|complain\w*|warn\w*|push\w*|held|voted?|mention\w*|present\w*|made)"
)
_HOLDERS = r"(?:countr(?:y|ies)|states?|member states?|delegations?|governments?|nations?|speakers?|experts?)"
_WHO_HELD = re.compile(
    rf"\b(?:which|what|whose) (?!(?:did|do|does|was|were|have|had|has|is|are|can|should|would|will)\b)(?:\w+ )?{_HOLDERS}\b.{{0,40}}\b{_VIEWS}\b|\bname(?:s)? (?:of )?the {_HOLDERS}\b|\bwho (?:exactly|specifically|precisely|in particular)\b"
    rf"|\bwhich (?:\w+ )?{_HOLDERS} (?:was|were|is|are) (?:it|that|against|for|behind|opposed|in favou?r|he|she|they|from|the \w+ from)|\bwhat (?:country|nationality|government|delegation)\b"
    rf"|\bwhich country\b.{{0,20}}\b(?:from|come)\b|\bnationality\b|\bwhose (?:government|delegation|country|proposal|idea|view)\b|\bon behalf of which\b",
    re.IGNORECASE,
)
_VIEW_OF = re.compile(
    r"\b(?:position|view|views|stance|opinion|point|points|argument|arguments|proposal|proposals|objection|objections|comments?|concerns?|attitude|reaction|message)\b|\bwhat (?:did|does|do|has|was) \b.{0,60}\b"
    r"(?:say|said|argue|argued|think|propose|proposed|suggest|recommend|want|stress|emphasi[sz]e|raise|raised|tell|told|mean|talk|claim|call for|highlight|speak about)\b|\bhow did\b.{0,40}\b(?:justify|defend|vote|react|respond)\b"
    r"|\b(?:did|does|do|was|is) \b.{0,40}\b(?:support|oppose|favou?r|agree|disagree|want|reject|back|endorse|criticise|criticize|object)\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:made (?:a|an|the|an introductory) statements?|[Ss]tatements? (?:was|were) (?:also )?made|made statements|also made (?:a )?statements?|panellists?|was opened by|was chaired by|moderated by|presided"
    r"|introductory statement|side event was organized|Presentations were made|on behalf of)\b"
)
_BLANK = re.compile(
    r"\[\s*(?:\.\.\.|…|to be (?:completed|inserted|determined|added))\s*\]", re.IGNORECASE
)
_NAME = re.compile(
    r"(?<![.?!:] )(?<!^)\b[A-Z][a-zé]+(?:[ -](?:[A-Z][\wé]+|de|da|do|van|el|al))*\b|\b[A-Z][\wé]+(?: [A-Z][\wé]+)+\b"
)
Rule = Callable[[Case], Verdict | None]


def judge(case: Case) -> Verdict | None:
    """The first reason to abstain, or None where the passages may answer."""
    for rule in RULES:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    return None


def _instruction(case: Case) -> Verdict | None:
    if _INSTRUCTS.search(case.query.question):
        return Verdict(
            "not_a_question",
            "This is an instruction, not a question about the documents; egqa only quotes what they say.",
        )
    return None


def _outside(case: Case) -> Verdict | None:
    """Later than, or no part of, the documents."""
    texts = [one.text for document in case.documents for one in document.paragraphs]
    for entity in find_entities(case.query.focus or case.query.question):
        if entity.outside and not contains_form(entity, texts):
            return Verdict("outside", f"{entity.outside} They do not mention it.")
    years = unknown_years(case.query.question, case.corpus) or _later_years(case)
    if years:
        named = " or ".join(map(str, years))
        return Verdict("outside", f"The documents say nothing of {named}.")
    return None


def _later_years(case: Case) -> list[int]:
    """Years after the last meeting, in a question that takes them for past."""
    dated = [year for document in case.documents for year, _ in dates_of(document)]
    if not dated or _FUTURE.search(case.query.question):
        return []
    asked = map(int, re.findall(r"(?<![\d–/-])20\d\d(?![\d–/-])", case.query.question))
    return [year for year in asked if year > max(dated)]


_FUTURE = re.compile(
    r"\b(?:will|shall|would|should|is to|are to|plan\w*|schedul\w*|going to|supposed|due|foreseen?|future|upcoming|expected|workplan|work plan)\b",
    re.I,
)


def _unknown_words(case: Case) -> Verdict | None:
    """A name or term of art that stands in no document."""
    entities = find_entities(case.asked)
    forms = {word.lower() for one in entities for form in one.forms for word in content_words(form)}
    terms = [term for term in unknown_terms(case.asked, case.corpus) if term.lower() not in forms]
    words = [word for word in content_words(case.asked) if word.isalpha()]
    if len(terms) >= 3 and len(terms) >= 0.5 * len(words):
        return Verdict(
            "language",
            "Hardly a word of this is in the documents' language; please ask in English.",
        )
    if terms and not _is_anchored(case):
        named = ", ".join(f"“{term}”" for term in terms[:3])
        return Verdict("term_absent", f"The documents nowhere mention {named}.")
    return None


def _is_anchored(case: Case) -> bool:
    """Whether the question names a number or symbol that the first passage holds."""
    numbers = set(re.findall(r"[\w.]*\d+/[\w./]+", case.asked))
    return any(number in case.top for number in numbers)


def _off_topic(case: Case) -> Verdict | None:
    """Most words of the question stand in no document, and nothing in them comes near it."""
    words = content_words(case.asked)
    if (
        case.query.refs
        or case.query.near
        or len(words) < 2
        or not case.passages
        or _is_anchored(case)
    ):
        return None
    absent = [word for word in words if not case.corpus.holds(word)]
    nearest = max(one.cosine for one in case.passages)
    if len(absent) >= 0.5 * len(words) and nearest < _FAR_COSINE:
        return Verdict(
            "off_topic", "The question is on something that the documents do not speak of."
        )
    return None


#: The cosine under which even the best sentence has nothing to do with the question.
_FAR_COSINE = 0.28


def _undefined(case: Case) -> Verdict | None:
    if case.query.kind != "define":
        return None
    term = _read_term(case.query.question, case)
    texts = [one.paragraph.text for one in case.passages]
    forms = (
        [term, *(form for one in find_entities(term) for form in one.forms if not one.loose)]
        if term
        else []
    )
    if term and any(defines(form, text) for form in forms for text in texts):
        return None
    if term and any(char.isupper() for char in term[1:]):
        return Verdict("not_defined", f"The documents use “{term}” without spelling it out.")
    named = f"“{term}”" if term else "the term"
    return Verdict("not_defined", f"The documents hold no definition of {named}.")


_TERMS = (
    re.compile(r"[“\"'‘]([^“”\"'‘’]{2,60})[”\"'’]"),
    re.compile(
        r"\b([A-Z][A-Za-z+-]*[A-Z][A-Za-z+-]*)\b(?=.*\b(?:stands?|mean|spel|full|abbrev|acronym|expand))"
    ),
    re.compile(
        r"\b(?:definition|meaning|abbreviation|acronym|full form|full name) (?:given )?(?:of|for) (?:the |an? )?(?:term |word |acronym )?(.+?)(?: (?:in|given|used|by|according|under)\b.*)?[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:what does|what do) (?:the )?(?:term |word |acronym |abbreviation )?(.+?) (?:mean|stand)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bmeant by (?:the )?(?:term )?(.+?)(?: (?:in|under|here)\b.*)?[?.!]*$", re.IGNORECASE
    ),
    re.compile(
        r"\bexplain\b.{0,40}?\bwhat (?:an? |the )?(.{1,50}?) (?:is|means?)\b", re.IGNORECASE
    ),
    re.compile(
        r"\bdefin(?:e|es|ed|ing) (?:the )?(?:term )?(.+?)(?: (?:in|anywhere|by|as)\b.*)?[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:how|where|is|are|was) (?:is |are |was )?(?:the )?(?:term )?(.+?) (?:is |are )?(?:defined|spelled out|spelt out)\b",
        re.IGNORECASE,
    ),
)


def _read_term(question: str, case: Case) -> str:
    """The term whose definition is asked for."""
    for pattern in _TERMS:
        for match in pattern.finditer(question):
            term = match.group(1).strip(" ,.?!'\"")
            if 0 < len(term.split()) <= 5 and term.lower() not in ("it", "that", "this", "they"):
                return term
    return ""


def _unattributed(case: Case) -> Verdict | None:
    """Which State or speaker held a view: reports leave that out on purpose."""
    asked = case.query.question
    if not _WHO_HELD.search(asked):
        return None
    top = case.top
    if re.search(
        r"\b(?:chair\w*|open\w*|moderat\w*|organi[sz]\w*|host\w*|presid\w*|facilitat\w*|made|make|making|gave|delivered) (?:a |an |any )?(?:\w+ )?(?:statements?|interventions?)\b|\b(?:spoke|speak|attend\w*|took the floor|interven\w+|address\w*|participat\w*|on the panel)\b",
        asked,
        re.I,
    ):
        return None
    if re.search(r"\b[A-Z][\w’-]+ \([A-Z][a-z]", top):
        return None
    if len(find_states(top)) >= 1 and re.search(
        r"\b(?:organi[sz]ed|hosted|submitted by|presented by|on behalf of)\b", top
    ):
        return None
    return Verdict(
        "unattributed",
        "The report does not say who held this view: views are not attributed to named States or speakers.",
    )


def _unrecorded(case: Case) -> Verdict | None:
    """What a named State, person or body said, where the record is only that it spoke."""
    asked = case.query.question
    if not _VIEW_OF.search(asked) or not case.passages:
        return None
    names = [*find_states(asked), *(name for name in _NAME.findall(asked) if len(name) > 3)]
    names = [name for name in names if not find_entities(name) and name.lower() not in _COMMON]
    states = find_states(asked)
    if not names:
        return None
    for name in names:
        stems = content_stems(name)
        units = [
            one
            for document in case.documents
            for one in document.paragraphs
            if (name in states and name in find_states(one.text))
            or (name not in states and stems and stems <= content_stems(one.text))
        ]
        if name not in states and not _is_person(name, units):
            continue
        if all(_RECORDS.search(one.text) for one in units):
            return Verdict(
                "not_recorded",
                f"The documents record at most that {name} spoke or took part, not what was said.",
            )
    return None


_COMMON = frozenset(
    [
        "what",
        "which",
        "does",
        "did",
        "has",
        "have",
        "the",
        "and",
        "for",
        "commission",
        "member",
        "states",
        "countries",
        "group",
        "expert",
        "experts",
        "council",
        "chair",
        "budapest",
        "convention",
        "united",
        "nations",
    ]
)


def _is_person(name: str, units: Sequence[object]) -> bool:
    """A name of two words or more that the documents print beside a role or a State."""
    texts = [getattr(one, "text", "") for one in units]
    return " " in name and any(
        re.search(rf"{re.escape(name)} \([A-Z]|, {re.escape(name)},", text) for text in texts
    )


def _blank(case: Case) -> Verdict | None:
    """The draft leaves open what is asked for."""
    asks = case.query.kind in ("who", "states", "list", "name", "count") or _WHICH.search(
        case.asked
    )
    if not case.passages or case.query.refs or case.query.sides or not asks:
        return None
    for passage in case.passages[:2]:
        text = passage.paragraph.text
        if not _BLANK.search(text):
            continue
        wanted = content_stems(case.asked)
        spans = split_sentences(text)
        sentence = max(
            (text[span.start : span.end] for span in spans),
            key=lambda part: len(wanted & content_stems(part)),
        )
        shared = wanted & content_stems(sentence)
        first = case.passages[0] is passage
        if (
            _BLANK.search(sentence)
            and shared
            and (first or len(shared) > len(wanted & content_stems(case.top)))
        ):
            return Verdict(
                "blank", "The draft leaves this blank: “[...]” stands where the answer would be."
            )
    return None


_WHICH = re.compile(
    r"^(?:and |so )?(?:which|what|who)\b|\bthat (?:made|spoke|attended|intervened)\b", re.IGNORECASE
)


def _kind_absent(case: Case) -> Verdict | None:
    """A date, number, percentage, amount or name is asked for, and the passages on the point hold none."""
    kind = case.query.kind
    messages = {
        "when": "no date for it",
        "count": "no number of them",
        "percent": "no percentage",
        "amount": "no amount",
        "name": "no name",
        "place": "no place",
    }
    if kind not in messages or not case.passages or case.query.refs:
        return None
    on_point = _on_point(case)
    if any(holds_kind(kind, text) for text in on_point):
        return None
    return Verdict("kind_absent", f"The documents speak of this, but give {messages[kind]}.")


def _on_point(case: Case) -> list[str]:
    """The texts of the first passages that hold the question's rarest word, with its number."""
    wanted = content_stems(case.asked)
    known = sorted(
        (one for one in wanted if case.corpus.units_with[one] > 0),
        key=lambda one: (-case.corpus.rarity(one), one),
    )
    texts = [one.paragraph.text for one in case.passages[:5] if one.score > _FAR]
    for rare in known[:2]:
        holding = [text for text in texts if rare in content_stems(text)]
        if holding:
            return _narrow(case, holding)
    return texts[:1]


_FAR = -100.0


def _narrow(case: Case, texts: list[str]) -> list[str]:
    """For "how many X", only the sentences that speak of X."""
    match = re.search(
        r"\b(?:how many|number of) (?:different |other |such )?([a-z-]+)", case.asked, re.IGNORECASE
    )
    if not match:
        return texts
    noun = stem(match.group(1))
    parts = [
        text[span.start : span.end]
        for text in texts
        for span in split_sentences(text)
        if noun in content_stems(text[span.start : span.end])
    ]
    return parts or [""]


RULES: tuple[Rule, ...] = (
    _instruction,
    _outside,
    _unknown_words,
    _off_topic,
    _undefined,
    _unattributed,
    _unrecorded,
    _blank,
    _kind_absent,
)
