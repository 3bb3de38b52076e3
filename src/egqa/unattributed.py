"""Who held a view, and what a named speaker said: reports leave both out on purpose.

UN guidance for report writers: views "should not normally be attributed to specific speakers".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from egqa.catalogue import catalogue_of
from egqa.corpus import holds_word
from egqa.introducers import is_introducer_named
from egqa.kinds import holds_kind
from egqa.phrases import alike
from egqa.referred import is_told_whose, speaker_before
from egqa.sentences import split_sentences
from egqa.states import find_states, forms_of
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict
from egqa.words import content_stems, content_words, stem

_VIEWS = (
    r"(?:say|said|says|think|thought|argu\w+|propos\w+|suggest\w*|recommend\w*|oppos\w+|support\w*|favou?r\w*|reject\w*|want\w*|object\w*|stat\w+|call\w* for"
    r"|express\w*|advocat\w+|back\w*|insist\w*|believ\w+|rais\w+|stress\w*|describ\w+|submitt\w+|complain\w*|warn\w*|push\w*|held|voted?|mention\w*|present\w*|made(?! up\b)"
    r"|call(?:ed|s)|regard\w*|consider\w*|label\w*|dismiss\w*|deem\w*|view\w*|characteri[sz]\w*|put forward|came up with|brought (?:up|forward)|tabled|floated|initiated)"
)
_HOLDERS = r"(?:countr(?:y|ies)|states?|member states?|delegations?|governments?|nations?|speakers?|experts?)"
_WHO_HELD = re.compile(
    rf"\b(?:which|what|whose) (?!(?:did|do|does|was|were|have|had|has|is|are|can|should|would|will)\b)(?:\w+ )?{_HOLDERS}\b(?!['’]).{{0,40}}\b{_VIEWS}\b|\bname(?:s)? (?:of )?the {_HOLDERS}\b"
    rf"|\b(?:which|who) of (?:them|those|these)\b.{{0,20}}\b(?:argu\w+|support\w*|oppos\w+|favou?r\w*|reject\w*|back\w*|object\w*|voted?|disagree\w*)\b"
    rf"|\bwho (?:exactly|specifically|precisely|in particular)\b"
    rf"|\bwhich (?:\w+ )?{_HOLDERS} (?:was|were|is|are) (?:it|that|against|for|behind|opposed|in favou?r|he|she|they|from|the \w+ from)|\bwhat (?:country|nationality|government|delegation)\b"
    rf"|\b(?:which|what) (?:country|state|government|delegation) (?:did|does|do) .{{0,40}}\brepresent\b|\bwhich country\b.{{0,20}}\b(?:from|come)\b|\bnationality\b|\bwhose (?:government|delegation|country|proposal|idea|view)\b|\bon behalf of which\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\b(?:which|who) of (?:them|those|these)\b", re.IGNORECASE)
_VIEW_OF = re.compile(
    r"\b(?:position|view|views|stance|opinion|point|points|argument|arguments|reasons?|grounds|proposal|proposals|objection|objections|comments?|concerns?|attitude|reaction|message)\b|\bwhat (?:did|does|do|has|was) \b.{0,60}\b"
    r"(?:say|said|argue|argued|think|propose|proposed|suggest|recommend|want|stress|emphasi[sz]e|raise|raised|tell|told|mean|talk|claim|call for|highlight|speak about)\b|\bhow did\b.{0,40}\b(?:justify|defend|vote|react|respond)\b"
    r"|\b(?:did|does|do|was|is) \b.{0,40}\b(?:support|oppose|favou?r|agree|disagree|want|reject|back|endorse|criticise|criticize|object)\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:made (?:a|an|the|an introductory) statements?|[Ss]tatements? (?:was|were) (?:also )?made|made statements|also made (?:a )?statements?|panellists?|was opened by|was chaired by|moderated by|presided"
    r"|introductory statement|side event was organized|Presentations were made|on behalf of)\b"
)
_NAME = re.compile(
    r"(?<![.?!:] )(?<!^)\b[A-Z][a-zé]+(?:[ -](?:(?:of |for )?(?:the )?[A-Z][\wé]+|de|da|do|van|el|al))*\b|\b[A-Z][\wé]+(?: (?:of |for )?(?:the )?[A-Z][\wé]+)+\b"
)


def tells_explanation(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit tells who explained a vote or a position; None where that is not asked."""
    match = _EXPLAINED.search(case.asked)
    if match is None or case.query.refs:
        return None
    told = re.compile(
        rf"\bexplanations? of (?:its |their )?{match.group('what') or match.group('also')}",
        re.IGNORECASE,
    )
    return lambda unit: bool(told.search(unit.text)) and bool(find_states(unit.text))


_EXPLAINED = re.compile(
    r"\b(?:which|what|who|whose)\b.{0,40}\bexplain(?:ed|s|ing)? (?:(?:its|their|his|her|the) )?(?P<what>vote|position)s?\b"
    r"|\b(?:which|what|who|whose)\b.{0,60}\bexplanations? of (?P<also>vote|position)s?\b",
    re.IGNORECASE,
)
#: Among how many of the first passages that is told.
EXPLAINED = 12


def find_unattributed(case: Case) -> Verdict | None:
    """Which State or speaker held a view: reports leave that out on purpose."""
    asked = case.query.question
    if not _WHO_HELD.search(asked):
        return None
    top = case.top
    if is_introducer_named(case):
        return None
    if before := speaker_before(case):  # "what country did the delegate represent?"
        return None if is_told_whose(before) else _UNATTRIBUTED
    # What is told as the report's own record, it tells of those it names; who only spoke held none.
    plain = bool(case.passages) and case.passages[0].paragraph.attribution.klass == "C8"
    if plain and not _RECORDS.search(top):
        return None
    explained = tells_explanation(case)
    if explained and any(explained(one.paragraph) for one in case.passages[:EXPLAINED]):
        return None
    if re.search(
        r"\b(?:chair\w*|open\w*|moderat\w*|organi[sz]\w*|host\w*|presid\w*|facilitat\w*|made|make|making|gave|delivered) (?:a |an |any )?(?:\w+ )?(?:statements?|interventions?)\b|\b(?:spoke|speak|attend\w*|took the floor|interven\w+|address\w*|participat\w*|on the panel)\b",
        asked,
        re.I,
    ):
        return None
    if re.search(r"\b[A-Z][\w’-]+ \([A-Z][a-z]", top) and not (
        _OF_THEM.search(asked) and _RECORDS.search(top)
    ):  # of those who only took part, none is said to have held it
        return None
    if len(find_states(top)) >= 1 and re.search(
        r"\b(?:organi[sz]ed|hosted|submitted by|presented by|on behalf of)\b", top
    ):
        return None
    # A pledge or a sponsor is named: "the pledges made by France, Kenya and Peru".
    if any(len(find_states(part)) > 1 for part in _GIVEN_BY.findall(top)):
        return None
    return _UNATTRIBUTED


_UNATTRIBUTED = Verdict(
    "unattributed",
    "The report does not say who held this view: views are not attributed to named States or speakers.",
)
_GIVEN_BY = re.compile(
    r"\b(?:pledges?|contributions?|contributed|donations?|sponsor\w*|co-?sponsor\w*|troops|offers?)\b[^.;]{0,200}?\b(?:by|from)\b([^.;]*)",
    re.IGNORECASE,
)


def find_unrecorded(case: Case) -> Verdict | None:
    """What a named State, person or body said, where the record is only that it spoke."""
    asked = case.query.question
    if not case.passages:
        return None
    if missing := _find_not_its(case):
        return missing
    if not _VIEW_OF.search(asked):
        return None
    names = [*find_states(asked), *(name for name in _NAME.findall(asked) if len(name) > 3)]
    names = [name for name in names if name.lower() not in _COMMON]
    states = find_states(asked)
    if not names:
        return None
    for name in names:
        stems = content_stems(name)
        units = [
            one.paragraph
            for one in case.passages
            if (name in states and name in find_states(one.paragraph.text))
            or (name not in states and stems and stems <= content_stems(one.paragraph.text))
        ]
        asks = name in states and bool(units) and _asks_what_said(name, asked)
        if asks and not any(_speaks(name, one.text) for one in units):
            return Verdict(
                "not_recorded", f"The documents name {name}, but do not say what it said."
            )
        if name in states and _is_where(name, asked):
            continue
        body = " " in name and bool(units)
        if name not in states and not body and not _is_person(name, units):
            continue
        # Elsewhere it is named for something else.
        near = {one.paragraph.ref for one in case.passages[:_RECORDED]}
        units = [one for one in units if one.ref in near] or units
        if all(_RECORDS.search(one.text) or len(find_states(one.text)) >= _LIST for one in units):
            return Verdict(
                "not_recorded",
                f"The documents record at most that {name} spoke or took part, not what was said.",
            )
    return None


#: Among how many of the first passages the record is of what is asked about.
_RECORDED = 5


def _is_where(state: str, asked: str) -> bool:
    """Whether a State is only where something is: "the mines in eastern Congo"."""
    name = "|".join(map(re.escape, forms_of(state)))
    lead = r"\b(?:in|inside|across|near|(?:north|south|east|west)(?:ern)?|central) (?:the )?"
    return len(re.findall(rf"{lead}(?:{name})\b", asked)) == len(
        re.findall(rf"\b(?:{name})\b", asked)
    )


def _find_not_its(case: Case) -> Verdict | None:
    """Something of a named State is asked for, and no document that names the State speaks of it."""
    asked = case.query.question
    for state in find_states(asked):
        name = "|".join(map(re.escape, forms_of(state)))
        match = re.search(rf"\b(?:{name})['’]s? (?P<what>[a-z-]+(?: [a-z-]+)?)", asked)
        words = (
            [word for word in match.group("what").split() if content_words(word)] if match else []
        )
        if _STANCES & content_stems(" ".join(words)):
            words = []  # a text says "objected" of what the question calls a reaction
        named = [one.paragraph for one in case.passages if state in find_states(one.paragraph.text)]
        units = [one.text for one in named]
        kind = case.query.kind
        sums = kind in ("amount", "percent") and bool(units)
        if sums and not any(holds_kind(kind, text) for text in units):
            return Verdict("kind_absent", f"The documents name {state}, but give no sum for it.")
        holding = catalogue_of(case.documents).of({one.masthead.key for one in named})
        if (
            words
            and holding
            and not any(
                holds_word(one, also)
                for one in holding
                for it in words
                for also in (it, *alike(stem(it)))
            )
        ):
            return Verdict(
                "not_recorded",
                f"The documents name {state}, but say nothing of its {' '.join(words)}.",
            )
        if kind == "amount" and _is_joint(state, case.top):
            return Verdict(
                "kind_absent", f"The documents give a sum for several together, none for {state}."
            )
        if (
            _WHY_DID.match(asked)
            and units
            and not any(_REASON.search(one) for one in units[:_NEAR])
        ):
            return Verdict(
                "not_recorded", f"The documents name {state}, but tell no reason for it."
            )
    return None


def _is_joint(state: str, text: str) -> bool:
    """Whether `text` prints one sum for several States together, `state` among them."""
    for span in split_sentences(text):
        part = text[span.start : span.end]
        named = find_states(part)
        if state in named and len(named) >= _SEVERAL:
            return len(_SUM.findall(part)) < len(named)
    return False


_SEVERAL = 3
_SUM = re.compile(
    r"(?:[$€£]|\b(?:USD|EUR|GBP|CHF|US\$)) ?\d|\d (?:million |billion )?(?:dollars|euros)\b"
)
#: How many of the units that name a State are looked at for a reason.
_NEAR = 3
_WHY_DID = re.compile(
    r"(?:and |so |but )?(?:why|for what reasons?|on what grounds?)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|owing to|due to|as a result|in view of|on the grounds?|reasons?|in order to|so (?:that|as to)|explain(?:ed|ing|s)?|given|reflect\w*|relat\w+ to|attribut\w*|therefore|accordingly|stat(?:ed|ing)|not(?:ed|ing)|consider\w*|concern\w*|believ\w*|said|argu\w+|was not available)\b",
    re.IGNORECASE,
)
#: What a State holds or says, and by whom: a text tells of it in verbs, and in other words.
_STANCES = content_stems(
    "view position reaction stance response reply answer attitude opinion comment remark concern"
    " statement contribution objection opposition support argument proposal suggestion"
    " recommendation request criticism message intervention point doubt reservation"
    " delegation delegate representative ambassador minister government expert"
)
_SAYING = (
    r"(?:say|said|argu\w+|think|thought|propos\w+|suggest\w*|recommend\w*|want\w*|stress\w*|emphasi[sz]\w*|rais\w+|tell|told|mean|claim\w*|call\w* for|highlight\w*"
    r"|support\w*|oppos\w+|favou?r\w*|agree\w*|disagree\w*|reject\w*|endors\w+|critici[sz]\w+|object\w*|justif\w+|defend\w*)"
)
_OFFICE = r"(?:the |its |an? )?(?:(?:delegation|delegate|representative|government|minister|ambassador|observer|expert|position|views?|stance|opinion|argument|comments?|statement)s? (?:of|for|from|by) (?:the )?)?"


def _asks_what_said(state: str, asked: str) -> bool:
    """Whether it is the State itself whose words or view are asked for."""
    name = "|".join(map(re.escape, forms_of(state)))
    return bool(
        re.search(
            rf"\b(?:did|does|do|has|was|is) {_OFFICE}(?:{name})(?:['’]s?)?(?: (?:delegation|delegate|representative|government|minister|ambassador|expert)s?)? {_SAYING}\b"
            rf"|\b(?:position|views?|stance|opinion|arguments?|objections?|comments?|concerns?|statement) (?:of|by|from) (?:the )?(?:{name})\b"
            rf"|\b(?:{name})(?:['’]s?)? (?:delegation['’]?s? |government['’]?s? )?(?:position|views?|stance|opinion|arguments?|objections?|comments?|concerns?)\b",
            asked,
            re.IGNORECASE,
        )
    )


def _speaks(state: str, text: str) -> bool:
    """Whether `text` has the State say, ask, offer or submit something, itself or by its delegate."""
    name = "|".join(map(re.escape, forms_of(state)))
    return bool(
        re.search(
            rf"\b(?:delegat\w+|representatives?|observers?|government|mission|minister|president|ambassador|experts?|sponsors?|behalf|statements?|submitted|proposed|presented|introduced|reported|made|by)\b"
            rf"(?: (?:of|for|from|by))?(?: (?-i:(?:the )?[A-Z])[\w’'() -]{{0,60}}?,){{0,24}}(?: (?-i:(?:the )?[A-Z])[\w’'-]{{0,40}}){{0,12}}(?: and)? (?:the )?(?:{name})\b"
            rf"|\b(?:{name})\b[^.;]{{0,40}}? (?:said|stated|introduced|announced|indicated|expressed|proposed|submitted|declared?s?|offered|requested|informed|noted|supported|opposed|voted|joined|reaffirmed|explained|emphasized|stressed|suggested)\b"
            rf"|\([^)]{{0,200}}\b(?:{name})\b",
            text,
            re.IGNORECASE,
        )
    )


#: A unit that names so many States lists them, and says nothing of one.
_LIST = 5
_COMMON = frozenset(
    "what which does did has have the and for commission member states countries group expert experts council chair budapest convention united nations".split()
)


def _is_person(name: str, units: Sequence[Paragraph]) -> bool:
    """A name of two words or more that the documents print beside a role or a State."""
    texts = [one.text for one in units]
    return " " in name and any(
        re.search(rf"{re.escape(name)} \([A-Z]|, {re.escape(name)},", text) for text in texts
    )
