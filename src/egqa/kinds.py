"""What kind of answer a question asks for, and whether a text holds that kind of thing."""

from __future__ import annotations

import re
from functools import lru_cache

from egqa.parse.masthead_words import MONTHS
from egqa.states import count_states
from egqa.symbols import find_symbols

# "For which purposes may States ask?" asks for purposes: a verb stands between.
_NO_VERB = (
    r"(?!(?:may|can|could|must|shall|should|will|would|do|does|did|are|is|was|were|has|have|had)\b)"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "compare",
            r"\bcompar(?:e|es|ed|ing|ison)\b(?! (?:with|to) (?:the )?(?:year|month|period|previous|preceding|last|prior|same|baseline|(?:19|20)\d\d)\b)|\bversus\b|\bvs\.?\b|\bdiffer(?:s|ence|ences|ent(?:ly)?)?\b.*\b(?:from|between|and|than)\b|\bside by side\b|\b(?:as|set) against\b"
            r"|\beach (?:refer|say|treat|deal|describe|put)|\bhow do (?:.+) and (?:.+)\b(?:treat|refer|say|put|describe|deal)|\bcontrast\b|(?<!what )(?<!which )\b(?:both|two) (?:sides|opposite|opposing|drafts|documents|reports)\b",
        ),
        (
            "define",
            r"\bdefin(?:e|es|ed)\b|\b(?<!new )definitions?\b(?! (?:is|are|was|were) (?:needed|required|necessary|discussed|agreed))|\bshort for\b|\bwhat\b.{1,60}\bstands? for\b|\bstands? for(?: (?:what|which)\b|\W*$)|\bmeaning of\b|\bwhat(?:'s|’s)? .{1,60}\bshort for\b"
            r"|\bwhat (?:exactly |precisely )?(?:does|do) (?:the (?:term|word|acronym|abbreviation) )?[\w‘’“”\"'-]+(?: [\w‘’“”\"'-]+){0,3} mean\b"
            r"|\b(?:meant by|taken to mean|understood (?:to mean|by))\b|\b(?:para(?:graph)?|clause|provision|article) (?:that )?(?:defines|defining)\b|\bspel(?:t|led) out\b|\bfull form of\b|\babbreviation\b|\bacronym\b|\bexpand(?:ed)? (?:to|as|the)\b"
            r"|\bexplain\b.{0,40}\bwhat (?:an? |the )?.{1,50} (?:is|means?)\b"
            r"|\bwhat (?:exactly |precisely )?(?:counts|count|qualifies|qualify) as (?:an? )?[“\"'‘]?[\w-]"
            r"|\bwhat(?:[’']s| is| are) (?:an? )?[“\"'‘][^“”\"'‘’]{2,60}[”\"'’](?=\W*$|,| as\b| in\b| according\b)",
        ),
        (
            "amount",
            r"\b(?:fine|penalt(?:y|ies)|prison (?:term|sentence)s?|jail (?:term|sentence)s?|budget|costs?|price|fee|salary|rent|amount of money|sum)\b(?=.*\b(?:how much|how high|dollars?|euros?|exact)\b)|\b(?:what|whats|what's|which|how high|how much)\b.{0,40}\b(?:fine|penalt(?:y|ies)|prison (?:term|sentence)s?|jail (?:term|sentence)s?|budget|price|fee|salary|rent|sum)\b"
            r"|(?<!\bby )\bhow much (?:(?:more|less|extra) )?(?:money|funding|did|does|will|would|is|was|has|have|had)\b|\b(?:in|of) (?:US )?(?:dollars|euros)\b"
            r"|\bhow many (?:millions? of |billions? of )?(?:(?:US|United States) )?(?:dollars|euros|(?:Swiss )?francs)\b|\b(?:dollar|euro|monetary) (?:figure|amount|sum|value|target)\b"
            r"|\bhow (?:big|large|high) (?:is|was|are|were) [^?.!]*\b(?:budgets?|funds?|appropriations?|costs?|deficits?|debts?|grants?|resources)\b"
            r"|\bhow much of the (?:\w+ )?(?:total|sum|amount|increase|decrease|budget|money|funding|cost|appropriation|grant)\b"
            r"|\bwhat (?:did|does|do|will|would)\b[^?.!]*\bcost\b\W*$|\bwhat (?:is|was|were|are) the (?:\w+ )?costs? of\b",
        ),
        (
            "symbol",
            r"\b(?:document|official|UN) symbols?\b|\b(?:what|which|under what|whats|what's|the|give|need|its|their)\b.{0,40}\b(?:symbols?|(?:document|reference|official|UN) (?:numbers?|codes?|references?))\b",
        ),
        (
            "vote",
            r"\b(?:by|what|which) (?:a |the )?(?:\w+ )?(?:vote|majority)\b|\bhow (?:was|were|did|many) .{0,60}\bvot(?:e[ds]?|ing)\b|\b(?:recorded|result of the|put to (?:the|a)|without a|by|to a) vote\b|\bvotes?d? (?:for|in favou?r|against)\b|\bvotes? on\b|\bby consensus\b",
        ),
        (
            "provision",
            r"\b(?:which|what) (?:article|rule|regulation|resolution|decision|directive)\b(?! (?:is|was|are|were) (?:this|that|it)\b)",
        ),
        ("clock", r"\b(?:what|which) time (?:does|did|do|is|was|will|are|were|can|should)\b"),
        ("age", r"\bhow old\b|\bwhat age\b|\bdate of birth\b"),
        (
            "percent",
            r"\bper ?cent(?:age)?\b|%|\bwhat (?:share|proportion|fraction)\b|\b(?:voter|electoral) turn-?out\b|\bturn-?out (?:at|in|of|for) the (?:\w+ )*(?:elections?|vote|referendum|poll)s?\b",
        ),
        ("count", r"\bhow many\b|\bnumber of\b|\bwhat number\b|\b(?:death toll|head ?count)\b"),
        (
            "when",
            r"\bwhen(?: exactly| precisely)? (?:did|do|does|is|are|was|were|will|would|has|have|had|can|could|should|must|the)\b|(?:^|[.?!,;:] )(?:and |but |so |ok,? )?when\b|\b(?:since|until|by|and|or|me|us|know|say|ask|state) when\b|\bwhen\b\W*$"
            r"|\bdates?\W*$|\b(?:what|w?h?ich|on what|exact) (?:\w+ )?(?:date|dates|day|days|year|month|time)\b|\b(?:which|what) meetings?\b|\bhow long\b|\bdates? of\b",
        ),
        (
            "firm",
            r"\bnames? of (?:the |that |this |its )?(?:\w+ ){0,2}?(?:company|firm|contractor|subcontractor|vendor|bidder|supplier)\b|\b(?:company|firm|contractor|vendor|bidder|supplier)['’]?s['’]? names?\b"
            r"|\b(?:which|what) (?:\w+ )?(?:company|firm|contractor|subcontractor|vendor|bidder|supplier|manufacturer|airline|bank|consultancy)\b",
        ),
        (
            "name",
            r"\b(?:representative|speaker|person|delegate|expert|panell?ist|chair|chairperson|president|director|chief|rapporteur|minister|ambassador|official|author|moderator|observer|woman|man|[\w-]+-general)s?(?:['’]s)? (?:full |first |last )?names?\b|\b(?:his|her|their|whose) (?:full |first |last )?names?\b|\bnames? (?:please|of (?:the|that|this|its|their) (?:\w+ ){0,2}?(?:representative|speaker|person|delegate|expert|panell?ist|chair|chairperson|president|director|chief|rapporteur|minister|ambassador|official|officer|commander|coordinator|envoy|judge|prosecutor|governor|mayor|leader|secretary|adviser|author|moderator|observer|woman|man|[\w-]+-general)s?)\b|\bfull name\b|\bname please\b"
            r"|\bwho exactly\b|\bidentity of\b"
            r"|\bnames? of (?:the |that |his |her |their )?(?:\w+ ){0,2}?(?:wife|wives|husband|spouse|widow|mother|father|brother|sister|son|daughter|child|victim|suspect|soldier|judge|candidate|winner|student|journalist|lawyer|doctor|nurse|teacher|speaker)\b",
        ),
        (
            "states",
            rf"\b(?:which|what|list of|roll of|names? of)(?: the)? (?:{_NO_VERB}\w+ )?(?:states|countries|country|state|delegations?|governments?|member states?|nations?|(?-i:Part(?:y|ies)))\b|\bobservers? for which\b"
            rf"|\bwhich (?:{_NO_VERB}[\w’'-]+ ){{0,4}}(?:countries|states)\b|\bcountries that\b|\bstates that\b",
        ),
        (
            "person",
            r"\bpan+el+ists?\b|\b(?:on|was on) the pan+el\b|\bwho (?:was |were |is |all )?(?:chair\w*|opened|moderat\w*|facilitat\w*|presid\w*|leads?|led|steered|spoke for|heads|headed|commands?|ran|rapporteur)\b|\b(?:chair|rapporteur|facilitators?|moderators?|speakers)['’]? names?\b|\beveryone who (?:led|chaired|spoke)\b",
        ),
        (
            "who",
            r"\bwho\b|\bwhose\b|\bwhich (?:\w+ )?(?:organi[sz]ations?|persons?|people|panell?ists?|speakers?|experts?|institutions?|bod(?:y|ies)|entit(?:y|ies)|compan(?:y|ies)|agenc(?:y|ies)|universit(?:y|ies)|officials?)\b|\bpanell?ists?\b|\bby whom\b",
        ),
        ("often", r"\bhow (?:often|frequently|regularly)\b"),
        ("place", r"\b(?:which|what) (?:city|town|place|room|building|venue)\b"),
        ("where", r"^(?:and )?where\b|\bwhere (?:can|do|does|did|is|was|are|were)\b"),
        (
            "list",
            r"(?:^|[.?!,;:] )(?:and |please |now )?list\b|\b(?:can|could|would) you list\b|\b(?:a|full|complete|whole) list of\b|\blist (?:all|every|the)\b|\bis there (?:a|any) (?:list|roll)\b|\benumerate\b|\brun me through\b|\bwhat (?:are|were) (?:the|all)\b|\b(?:what|which) (?:kinds?|types?|sorts?|issues|areas|topics|items|powers|steps|measures|points|themes|sub-?themes|documents|matters|activities|offences|elements|things|tools|challenges)\b|\bname (?:the|all|two|three|four|five)\b"
            r"|^(?:two|three|four|five|six|all) \w+|\bsub-?themes\b|\bon what (?:issues|points)\b",
        ),
        ("why", r"\bwhy\b|\bfor what reason\b|\breasons?\b"),
        (
            "whether",
            r"(?:^|[.?!:;,]\s+)(?:so |and |but |ok,? |also,? )?(?:do|does|did|is|are|was|were|has|have|had|can|could|should|would|will|may|must)\b(?! you\b)|\bwhether\b",
        ),
    )
)


# "When delegates described their law, which offences came up?" asks which, not when.
_MAIN = re.compile(
    r"^(?:when|where|while|if|as|because|since|after|before)\b[^,?]*, (?:and )?((?:which|what|who|whom|how|when|where|why)\b.*)",
    re.I | re.S,
)


# "What is left out when the costs are shared?" asks what.
_SUBORDINATE = re.compile(
    r"(?:and |so |but )?(?:what|which|who|whose|how|why|where)\b[^?.!,;:]*(?<!\band)(?<!\bor) when(?: (?:the|is|are|was|were|can|could|should|must))?$",
    re.IGNORECASE,
)


def _is_subordinate(text: str, match: re.Match[str]) -> bool:
    """Whether "when the …" only says on which occasion, and asks for no date."""
    told = not text.rstrip().endswith("?") and _WHEN_THE.match(text, match.start())
    return bool(_SUBORDINATE.match(text[: match.end()]) or (told and match.start() > 0))


# In a statement, "… leaves when the person would have": no clause of its own opens with it.
_WHEN_THE = re.compile(
    r"(?<=[a-z] )(?<!and )(?<!or )(?<!me )(?<!us )when (?:the|a)\b", re.IGNORECASE
)


# "What was Kenya's reaction to the budget?" asks for no sum.
_STANCE = re.compile(
    r"^(?!.*\b(?:how (?:much|high)|exact)\b)(?!.*\bcost\W*$).*\b(?:reactions?|react(?:ed)?|responses?|positions?|views?|opinions?|stance|attitude|comments?|concerns?|criticisms?|objections?|think|thought|said? about|say about)\b",
    re.IGNORECASE | re.DOTALL,
)


# "Has it answered on the provisional definition?" asks for no definition.
_DISCUSSED = re.compile(
    r"\b(?:accept|agree|adopt|propos|respond|repl|answer|reject|discuss|chang|amend|revis|debat|object|react)\w*"
    r" (?:on |to |upon |about |with )?(?:the|its|this|that|an?|any) (?:[\w-]+ )?definitions?\b",
    re.IGNORECASE,
)


# "What expenses does the budget cover?" asks for things, and for no sum.
_OF_THINGS = re.compile(
    r"^(?:and |so |but )?(?:what|which) (?!fines|penalties|costs|prices|fees|salaries|sums)(?:[a-z-]+ )?[a-z-]{3,}s"
    r" (?:do|does|did|are|were|have|can|may|will|would|should)\b",
    re.IGNORECASE,
)


def _is_object(text: str, match: re.Match[str]) -> bool:
    """Whether "the number of …" is only what something else is asked of: "how does it view the …"."""
    return match.group().lower() == "number of" and bool(
        _ASKS_OTHER.match(text) or _STANCE.search(text)
    )


# "Why is the number of …", "How does it view the …", "Who lowered the …": none asks for the number.
_ASKS_OTHER = re.compile(
    r"(?:and |so |but )?(?:why|who|whom|whose|when|where|how (?:do|does|did|has|have|will|would|can|could|should))\b",
    re.IGNORECASE,
)


def read_kind(text: str) -> str:
    """The kind of answer that `text` asks for; "fact" where nothing tells.

    >>> read_kind("How many States took part?"), read_kind("revenge porn")
    ('count', 'fact')
    """
    main = _MAIN.search(text)
    for part in (text[main.start(1) :], text) if main else (text,):
        for kind, pattern in _KINDS:
            match = pattern.search(part)
            if kind == "when" and match and _is_subordinate(part, match):
                continue
            if kind == "define" and _DISCUSSED.search(part):
                continue
            if kind == "amount" and (_STANCE.search(part) or _OF_THINGS.search(part)):
                continue
            if kind == "count" and match and _is_object(part, match):
                continue
            if match and (part is text or kind != "whether"):
                return kind
    return "fact"


_DATE = re.compile(
    rf"\b\d{{1,2}} (?:(?:to|and|[-–]) ?\d{{1,2}} )?(?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}, \d{{4}}\b|\b(?:{MONTHS}) \d{{4}}\b|\b(?:in|since|by|until) (?:19|20)\d\d\b"
)
_NUMBER = re.compile(
    r"(?<![\w./(\[-])\d+(?![\w/)\]])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£]\s?\d|\b(?:US|USD|EUR|GBP|CHF)\s?\$?\s?\d|\b(?:dollars?|euros?|years?[’'] imprisonment)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:vote|majority) of \d+|\b\d+ (?:votes? )?in favou?r\b[^;]*?\b\d+ (?:votes? )?against\b|\b\d+ (?:votes )?to \d+\b(?=[^.;]{0,40}\babst)|\bwithout (?:a |being put to the )?vote\b|\bby consensus\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s?%|\bper ?cent\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b[A-Z][\w’'-]+(?: (?:de|da|do|van|von|der|al|el|bin|[A-Z][\w’'.-]+)){1,4} \([A-Z][a-z]|\b(?:Mr|Ms|Mrs|Dr)\. [A-Z]|\b(?:(?:Lieutenant|Major|Brigadier)[- ]General|Colonel|Admiral) [A-Z]|\b(?:Chair|President|Director|Chief|Minister|Secretary|Rapporteur)\b[^.;,]{0,80}, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3},"
)
_FIRM = re.compile(
    r"\b(?:Lead|Manager|Officer|Executive|Counsel|(?:co-)?founder|employee) (?:of|at|from|for) [A-Z]"
    r"|\b(?:company|firm|contractor|vendor|bidder|supplier)s?,? (?:called |named )?[A-Z]\w+"
    r"|\b[A-Z][\w&-]+,? (?:Ltd|Limited|Inc|LLC|LLP|GmbH|AG|plc|Pty|S\.?A|Corp(?:oration)?|Company|Holdings)\b"
)
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b(?! per)|\b[ap]\.m\.|\bnoon\b|\bmidnight\b", re.IGNORECASE)
_PROVISION = re.compile(
    r"\b(?:articles?|arts?\.|rules?|regulations?|resolutions?|decisions?|directives?)"
    r" (?:\([A-Z]{2}\) )?[\w./-]{0,14}\d|/(?:RES|DEC)/",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:two|three|four|\d+) times|annual(?:ly)?|(?:bi|semi-?)annual(?:ly)?|biennial(?:ly)?|monthly|quarterly|periodic(?:ally)?|(?:each|every|per) (?:\w+ )?(?:years?|months?|sessions?|quarters?|weeks?))\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\baged?\b|\byears? old\b|\byear-old\b|\bborn\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|from|to) (?:[A-Z][a-z]+)(?! (?:and|of) )(?:[,.;)]| from| on| in)")
_ACTOR = re.compile(
    r"\b(?:Rapporteur|Chair|Vice-|President|Director|Chief|Secretary|representatives? of|observers? for|experts? of|Government|Office|Bureau|organizations?|institut|Universit|Council|Commission|Committee|Group|speakers?|delegations?|States|Countries|Members?|authorit|officers|agenc|panellists|[A-Z]{3,})",
    re.IGNORECASE,
)


# "Within five months of its adoption", "for a further 6 months": how resolutions set a time.
_TERM = re.compile(
    r"\b(?:within|for|every|after|in|than) (?:a |an |the )?(?:further |additional |next |period of )*"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|thirty|sixty|ninety)[ -]"
    r"(?:working |calendar )?(?:day|week|month|year)s?\b",
    re.IGNORECASE,
)


def is_dated(text: str) -> bool:
    """Whether `text` prints a date of the calendar."""
    return bool(_DATE.search(text))


@lru_cache(maxsize=16384)
def holds_kind(kind: str, text: str) -> bool | None:
    """Whether `text` holds the kind of thing asked for; None where the kind asks for nothing special."""
    if kind == "when":
        return bool(_DATE.search(text) or _TERM.search(text)) or bool(
            re.search(
                r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|[a-z]+-[a-z]+|(?:its|the|at|in) (?:19|20)\d\d) (?:meeting|session)s?\b",
                text,
            )
        )
    if kind == "count":
        return bool(_NUMBER.search(text)) or count_states(text) >= 3
    if kind == "vote":
        return bool(_VOTE.search(text))
    if kind == "percent":
        return bool(_PERCENT.search(text))
    if kind == "amount":
        return bool(_MONEY.search(text))
    if kind == "name":
        return bool(_PERSON.search(text))
    if kind == "firm":
        return bool(_FIRM.search(text))
    if kind == "person":
        return bool(_PERSON.search(text)) or bool(
            re.search(
                r"\b(?:chaired|opened|moderated|presided|facilitated|led)\b[^.;]{0,40}? by\b", text
            )
        )
    if kind == "clock":
        return bool(_CLOCK.search(text))
    if kind == "provision":
        return bool(_PROVISION.search(text))
    if kind == "often":
        return bool(_OFTEN.search(text))
    if kind == "age":
        return bool(_AGE.search(text))
    if kind == "symbol":
        return bool(find_symbols(text))
    if kind == "place":
        return bool(_PLACE.search(text))
    if kind == "states":
        return count_states(text) >= 1
    if kind == "who":
        return bool(_PERSON.search(text) or _ACTOR.search(text) or count_states(text))
    return None
