"""Who says it, how strongly, and with what status: read from the document's own words.

UN reports hide their speakers on purpose: views are "not normally attributed to specific speakers"
(UN report-writing guidance), so a quantifier is a fact of the text and is never upgraded. Classes
are those of `types.Attribution`.
"""

from __future__ import annotations

import re

from egqa.types import Attribution, AttributionClass, Masthead, Paragraph

_SPEAKERS = r"(?:speakers|delegations|representatives|States|experts|participants|Parties|members|countries)"
_QUANTIFIERS: tuple[tuple[AttributionClass, re.Pattern[str]], ...] = (
    ("C3", re.compile(rf"\b(?:Many|Most|The majority of) (?:of the )?{_SPEAKERS}\b", re.I)),
    ("C4", re.compile(rf"\b(?:Several|A number of) (?:of the |other )?{_SPEAKERS}\b", re.I)),
    ("C5", re.compile(rf"\b(?:Some|Other|A few|Certain) (?:of the |other )?{_SPEAKERS}\b", re.I)),
    ("C6", re.compile(r"\b(?:One|A|Another) (?:speaker|delegation|expert|representative|participant)\b", re.I)),
)
_IMPERSONAL = re.compile(
    r"\b(?:it was (?:\w+ ){0,2}?(?:noted|stressed|suggested|emphasized|emphasised|stated|highlighted|underlined|underscored"
    r"|recalled|pointed out|felt|proposed|observed|considered|indicated|mentioned|recommended|agreed|argued)"
    r"|(?:was|were) (?:also )?(?:highlighted|underscored|stressed|emphasized|welcomed|mentioned|noted|underlined)"
    r"|(?:reference|mention) was (?:also )?made|support was (?:also )?expressed|(?:a|the) (?:plea|call) was"
    r"|concern was expressed|speakers (?:also )?\w+|experts shared)\b",
    re.IGNORECASE,
)
_BODY = (
    r"(?:Expert Group|Commission|Committee|Working Group|Council|Conference|General Assembly"
    r"|Subcommittee|Board|Meeting|Assembly|Group|Security Council)"
)
_ACT = re.compile(
    rf"\bThe {_BODY}(?: of the \w+)?(?: also| further)? (?P<verb>adopted|decided|requested|considered|reviewed|took note|agreed"
    r"|recommended|approved|discussed|had before it|endorsed|elected|invited|noted|welcomed|concluded|affirmed|urged)\b"
    r"|\b(?:was|were) (?:adopted|approved|elected|endorsed|decided)\b|\bby silence procedure\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<modal>should consider|should|shall|must|is encouraged to|are encouraged to|encouraged to|"
    r"are required to|is required to|may|could|need to|needs to|are invited to|is invited to)\b"
)
_ADDRESSEE = re.compile(
    r"\b(?P<who>Member States|States(?: parties)?|Countries|Governments|Parties|UNODC|the Secretariat|the Expert Group|"
    r"the Secretary-General|[A-Z][a-z]+ law enforcement agencies|[Ll]aw enforcement (?:officers|agencies|authorities)|"
    r"the international community|the Commission|organizations)\b",
    re.IGNORECASE,
)
_SUGGESTIONS = re.compile(
    r"compilation of (?:the )?(?:suggestions|recommendations|proposals)|(?:suggestions|recommendations|proposals) (?:made|submitted|suggested) by"
    r"|preliminary (?:recommendations|conclusions|suggestions)",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"does not imply|do not imply|not subject to negotiation|for further discussion|without prejudice to"
    r"|not (?:necessarily )?(?:represent|reflect) the views|not been (?:negotiated|endorsed)|no consensus",
    re.IGNORECASE,
)


def disclaims(text: str) -> bool:
    """Whether a paragraph limits the force of what comes after it."""
    return bool(_DISCLAIMS.search(text))


def attribute(text: str, chapeau: tuple[str, ...] = ()) -> Attribution:
    """Who says `text`, whose ancestors' own words are `chapeau`, outermost first.

    >>> attribute("Many speakers stressed that cybercrime continued to increase").klass
    'C3'
    >>> a = attribute("Member States should act;", ("the compilation of suggestions made by Member States:",))
    >>> a.klass, a.modal, a.addressee
    ('C2', 'should', 'Member States')
    """
    modal, addressee = _read_modal(text)
    if any(_SUGGESTIONS.search(above) for above in chapeau):
        own = re.search(r"\bit was suggested\b", text)
        return Attribution("C2", own.group() if own else None, modal, addressee)
    first: tuple[int, AttributionClass, str] | None = None
    for klass, pattern in (*_QUANTIFIERS, ("C1", _ACT), ("C7", _IMPERSONAL)):
        match = pattern.search(text)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), klass, match.group())
    if first is None:
        return Attribution("C8", None, modal, addressee)
    return Attribution(first[1], first[2], modal, addressee)


def _read_modal(text: str) -> tuple[str | None, str | None]:
    match = _MODAL.search(text)
    if match is None:
        return None, None
    clause = text[: match.start()]
    clause = clause[max(clause.rfind("."), clause.rfind(";")) + 1 :]
    named = list(_ADDRESSEE.finditer(clause))
    near = [who for who in named if len(clause) - who.end() < 120]
    return match.group("modal"), near[-1].group("who") if near else None


def describe_status(masthead: Masthead) -> str:
    """What the document is: `Draft report, limited distribution, 4 April 2018`."""
    parts = [masthead.title.split(";")[0].split(",")[0] if masthead.title else "Document"]
    if masthead.distribution:
        parts.append(f"{masthead.distribution.lower()} distribution")
    parts.append(masthead.date if masthead.date else "date not printed")
    return ", ".join(parts)


def describe_force(paragraph: Paragraph) -> str:
    """In what capacity the document holds this unit, in one phrase without claims of its own."""
    attribution = paragraph.attribution
    if attribution.klass == "C2":
        return "a suggestion in the compilation, not an adopted recommendation"
    if attribution.klass == "C1":
        return "an act of the body, on the point named only"
    if attribution.klass == "C8":
        return "the report's own record"
    if attribution.klass == "C7":
        return "reported without saying by whom"
    return f"a view of “{(attribution.phrase or '').lower()}”, whom the report does not name"


def frame(paragraph: Paragraph, words: str) -> str:
    """The words before a quote: who says it, and no more than that.

    `words` is the quote; where it names its own speaker, the frame leaves that to it.
    """
    own = attribute(words, tuple(above.text for above in paragraph.chapeau))
    if paragraph.attribution.klass == "C2":
        return "The compilation includes a suggestion that reads"
    if own.klass in ("C3", "C4", "C5", "C6") or own.klass == paragraph.attribution.klass:
        return "The report states"
    if paragraph.attribution.phrase and paragraph.attribution.klass in ("C3", "C4", "C5", "C6"):
        return "In a paragraph on views that speakers expressed, the report states"
    return "The report states"
