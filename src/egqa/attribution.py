"""Who says it, how strongly, and with what status: read from the document's own words.

UN reports hide their speakers on purpose: views are "not normally attributed to specific speakers"
(UN report-writing guidance), so a quantifier is a fact of the text and is never upgraded. Classes
are those of `types.Attribution`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from egqa.types import Attribution, AttributionClass, Masthead, Paragraph, Quote

#: A pattern for who speaks in reports, more than one of them.
SPEAKERS = (
    r"(?:speakers|delegations|delegates|representatives|States|Member States|experts|participants"
    r"|Parties|members|countries|panellists|regional groups|groups of (?:countries|States))"
)
_SPEAKER = (
    r"(?:speaker|delegation|delegate|expert|representative|participant|panellist"
    r"|regional group|group of (?:countries|States))"
)
_OF = r"(?:of the |other |others? of the )?"
_BODY = (
    r"(?:Expert Group|Commission|Committee|Working Group|Council|Conference|General Assembly"
    r"|Subcommittee|Sub-Commission|Board|Meeting|Assembly|Group|Congress|Bureau)"
)
_VERBS = (
    r"(?:adopted|decided|requested|considered|reviewed|took note|agreed|recommended|approved"
    r"|discussed|had before it|endorsed|elected|invited|noted|welcomed|concluded|affirmed|urged"
    r"|reaffirmed|recalled|encouraged|called upon|expressed|resumed|continued)"
)
# An advisory body reports its own acts in the present: "The Advisory Committee recommends".
_PRESENT = (
    r"(?:recommends|encourages|stresses|emphasizes|trusts|considers|notes|recalls|requests"
    r"|reiterates|welcomes|concurs|regrets|urges|invites|reaffirms|concludes|believes"
    r"|looks forward|is of the (?:view|opinion)|has no objection)"
)
# What another says of the body stands in the present as well: "He asked whether the Committee
# considers …". Its own act begins a sentence, but for what only joins it to the one before.
_OPENS = (
    r"(?:(?:Therefore|Accordingly|Consequently|However|Moreover|Furthermore|Further|Nevertheless"
    r"|Thus|Hence|Finally|Lastly|In addition|In general|Overall|At the same time"
    r"|In (?:this|that) (?:regard|respect|connection|context)|For (?:this|that|these) reasons?"
    r"|On (?:this|that) basis|(?:In view|In (?:the )?light|On the basis|Notwithstanding)"
    r" (?:of )?the (?:above|foregoing)|Taking into account the (?:above|foregoing)"
    r"|(?:With|In) (?:regard|respect) to [^.,;:]{1,120}|As regards [^.,;:]{1,120}), )"
)
_SAID = (
    r"(?:noted|stressed|suggested|emphasized|emphasised|stated|highlighted|underlined"
    r"|underscored|recalled|reiterated|pointed out|felt|proposed|observed|considered|indicated"
    r"|mentioned|recommended|agreed|argued|maintained|acknowledged|recognized|explained|said)"
)
_SHOWN = (
    r"(?:highlighted|underscored|stressed|emphasized|welcomed|mentioned|noted|underlined"
    r"|reiterated|recalled|expressed|acknowledged|recognized)"
)
_KINDS: tuple[tuple[AttributionClass, re.Pattern[str]], ...] = (
    # What a report records as a fact: who spoke, presided, attended.
    (
        "C8",
        re.compile(
            r"\bstatements? (?:was|were) (?:also )?made\b"
            r"|\b(?:made|delivered) (?:an? |the )?(?:\w+ )?(?:statements?|remarks)\b"
            r"|\bwas (?:also )?(?:opened|closed|attended|chaired|moderated|facilitated"
            r"|presided over) by\b|\bthe following panellists\b",
            re.IGNORECASE,
        ),
    ),
    (
        "C3",
        re.compile(
            rf"\b(?:Many|Most|The majority|A majority|A (?:large|great) number|Numerous)"
            rf" (?:of )?{_OF}{SPEAKERS}\b",
            re.IGNORECASE,
        ),
    ),
    ("C4", re.compile(rf"\b(?:Several|A number of) {_OF}{SPEAKERS}\b", re.IGNORECASE)),
    ("C5", re.compile(rf"\b(?:Some|Other|A few|Certain) {_OF}{SPEAKERS}\b", re.IGNORECASE)),
    # "A representative of" names somebody; "a speaker" names nobody.
    (
        "C6",
        re.compile(
            rf"\b(?:(?:One|Another) (?:other )?{_SPEAKER}"
            r"|A (?:speaker|delegation|delegate|participant|panellist|regional group))\b",
            re.IGNORECASE,
        ),
    ),
    # A body, whatever stands between its name and the verb: "the Commission on Crime Prevention …".
    (
        "C1",
        re.compile(
            rf"(?<!by )\b[Tt]he (?:[A-Z][\w-]+ ){{0,6}}?{_BODY}"
            rf"(?:(?: (?:of|on|for|to|and|in|the)){{0,3}} [A-Z][\w-]+){{0,12}}?"
            rf"(?: (?:also|further|then|thus|therefore|again|nevertheless))? {_VERBS}\b"
        ),
    ),
    ("C1", re.compile(rf"\bThe {_BODY}(?: also| further)? {_VERBS}\b")),
    (
        "C1",
        re.compile(
            rf"(?:\A|(?<=[.!?] )|(?<=[.!?]\n)){_OPENS}?"
            rf"(?P<act>[Tt]he (?:[A-Z][\w-]+ ){{0,6}}?{_BODY}"
            rf"(?:(?: (?:of|on|for|to|and|in|the)){{0,3}} [A-Z][\w-]+){{0,12}}?"
            rf"(?: (?:also|further|then|thus|therefore|again|nevertheless))? {_PRESENT})\b"
        ),
    ),
    (
        "C1",
        re.compile(
            r"\b(?:was|were|had been) (?:also )?(?:adopted|approved|elected|endorsed|decided)\b"
        ),
    ),
    (
        "C1",
        re.compile(
            r"\A(?:(?:Also|Further|Strongly|Again) )?"
            r"(?i:(?:decides|welcomes|requests|invites|urges|notes"
            r"|takes note|recommends|reaffirms|expresses|encourages|calls upon|stresses|emphasizes"
            r"|recognizes|adopts|approves|endorses|affirms|acknowledges|commends|condemns|demands"
            r"|reiterates|underlines|calls|designates|proclaims|establishes|declares|determines"
            r"|authorizes|extends|resolves|supports|concludes)\b)(?! for\b)"
        ),
    ),
    # What a resolution opens with: "Recalling …", "Deeply concerned …".
    (
        "C1",
        re.compile(
            r"\A(?:(?:Also|Further|Deeply|Gravely|Strongly|Fully|Particularly) )?"
            r"(?:[Rr]ecall|[Rr]eaffirm|[Nn]ot|[Ww]elcom|[Rr]ecogniz|[Aa]cknowledg|[Bb]ear|[Ss]tress"
            r"|[Ee]mphasiz|[Ee]xpress|[Tt]ak|[Cc]onsider|[Uu]nderlin|[Aa]ffirm|[Rr]eiterat|[Hh]av"
            r"|[Uu]nderscor|[Hh]ighlight|[Cc]ommend|[Dd]eplor|[Cc]ondemn|[Ss]eek|[Ee]ncourag)ing\b"
            r"|\A(?:(?:Also|Further|Deeply|Gravely|Seriously|Fully) )?(?:[Cc]oncerned|[Cc]onvinced"
            r"|[Aa]ware|[Mm]indful|[Aa]larmed|[Dd]etermined|[Gg]uided|[Dd]isturbed|[Cc]onscious"
            r"|[Cc]ognizant|[Ii]nspired)\b"
        ),
    ),
    (
        "C7",
        re.compile(
            rf"\bit was (?:\w+ ){{0,2}}?{_SAID}\b|\b(?:\w+ )?(?:was|were) (?:also )?{_SHOWN}\b"
            r"|\b(?:reference|mention) was (?:also )?made\b|\b(?:a|the) (?:plea|call) was\b"
            r"|\b(?:speakers|delegations|delegates|regional groups) (?:also |further |generally )?"
            r"(?:\w+ed|drew|made|took|gave|spoke|were of|felt|said|held|put|saw)\b",
            re.IGNORECASE,
        ),
    ),
)
_MODAL = re.compile(
    r"\b(?<!that )(?<!which )(?<!who )(?P<modal>should consider|should|shall|must"
    r"|(?:is|are) (?:encouraged|required|invited|urged|requested) to|encouraged to|may|could"
    r"|(?<!the )(?<!no )needs? to)\b"
)
_ADDRESSEE = re.compile(
    r"\b(?P<who>Member States|States(?: parties)?|Countries|Governments|Parties|UNODC"
    r"|the Secretariat|the Expert Group|the Secretary-General"
    r"|(?:(?:Domestic|National|Local|International) )?law enforcement (?:officers|agencies"
    r"|authorities)|the international community|the Commission|organizations)\b",
    re.IGNORECASE,
)
_SUGGESTIONS = re.compile(
    r"compilation of (?:the )?(?:suggestions|recommendations|proposals)"
    r"|(?:suggestions|recommendations|proposals) (?:made|submitted|suggested|put forward) by"
    r"|preliminary (?:recommendations|conclusions|suggestions)"
    r"|following (?:suggestions|proposals) were (?:made|put forward)",
    re.IGNORECASE,
)
# What opens a list that is itself the act: not "adopted the following agenda".
_ACTS_ON_LIST = re.compile(
    r"\b(?:decide[sd]|agree[sd]|recommend(?:s|ed)|request(?:s|ed)|invite[sd]|urge[sd]"
    r"|encourage[sd]|call(?:s|ed) upon)\b[^.]*:$",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\b(?:does|do) not (?:\w+ )?imply|\bnot (?:been )?subject to negotiation"
    r"|\bfor further discussion"
    r"|\bnot (?:necessarily )?(?:represent|reflect) the (?:views?|position)"
    r"|\b(?:was|were|is|are|been) (?:not |neither )(?:\w+ )?(?:negotiated|endorsed)",
    re.IGNORECASE,
)
# A text disclaims when it speaks of what it presents, not when it reports a debate.
_PRESENTED = re.compile(
    r"\b(?:compilation|list|summary|inclusion|suggestions|recommendations|conclusions|annex"
    r"|text below|paper|document)\b",
    re.IGNORECASE,
)


def disclaims(text: str) -> bool:
    """Whether a paragraph limits the force of what comes after it.

    >>> disclaims("The Chair's summary, which was not subject to negotiation, is presented below.")
    True
    >>> disclaims("Speakers saw the Group as the platform for further discussion.")
    False
    """
    return any(
        _DISCLAIMS.search(sentence) and _PRESENTED.search(sentence)
        for sentence in re.split(r"(?<=[.;])\s", text)
    )


def attribute(text: str, chapeau: tuple[str, ...] = ()) -> Attribution:
    """Who says `text`, whose ancestors' own words are `chapeau`, outermost first.

    What a list's opening words say of who speaks holds for its items, unless they say it
    themselves; whatever stands in a compilation of suggestions is a suggestion.

    >>> attribute("Many speakers stressed that cybercrime continued to increase").klass
    'C3'
    >>> opening = "the compilation of suggestions made by Member States:"
    >>> a = attribute("Member States should act;", (opening,))
    >>> a.klass, a.modal, a.addressee
    ('C2', 'should', 'Member States')
    """
    modal, addressee = _read_modal(text)
    if any(_opens_suggestions(above) for above in chapeau):
        own = re.search(r"\bit was suggested\b", text)
        return Attribution("C2", own.group() if own else None, modal, addressee)
    first = _read_class(text)
    for above in reversed(chapeau):
        if first is not None:
            break
        inherited = _read_class(above)
        if inherited and (inherited[0] in ("C3", "C4", "C5", "C6", "C7") or _acts_on_list(above)):
            first = inherited
    klass, phrase = first or ("C8", None)
    return Attribution(klass, None if klass == "C8" else phrase, modal, addressee)


def as_quoted(quote: Quote) -> Paragraph:
    """The unit of `quote` with the attribution of the very words quoted, where they name anyone."""
    unit = quote.paragraph
    own = attribute(quote.text, tuple(above.text for above in unit.chapeau))
    return replace(unit, attribution=own) if own.phrase else unit


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
    if attribution.klass == "C1" and _is_preambular(paragraph):
        return "a preambular paragraph, which gives grounds and decides nothing"
    if attribution.klass in _FORCES:
        return _FORCES[attribution.klass]
    return f"a view of “{(attribution.phrase or '').lower()}”, whom the report does not name"


def _is_preambular(paragraph: Paragraph) -> bool:
    return (paragraph.para or "").rpartition(":")[2].startswith("pp")


_FORCES: dict[AttributionClass, str] = {
    "C1": "an act of the body, on the point named only",
    "C2": "a suggestion in the compilation, not an adopted recommendation",
    "C7": "reported without saying by whom",
    "C8": "the report's own record",
}


def frame(paragraph: Paragraph, words: str, document: str) -> str:
    """The words before a quote: which document says it in what capacity, and no more than that.

    `words` is the quote, which names its own speaker if anyone does; `document` is the document's
    name in a sentence, "the draft report of 4 April 2018". What a compilation lists is never more
    than a suggestion in it, and what stands among speakers' views is not the report's own.
    """
    start = document[0].upper() + document[1:]
    attribution = paragraph.attribution
    if attribution.klass == "C2":
        return f"A suggestion compiled in {document} reads"
    if attribution.klass in ("C3", "C4", "C5", "C6"):
        if attribute(words).klass == "C8":
            return f"{start}, in a paragraph on views of speakers, reads"
        return f"{start} reports"
    if attribution.klass == "C7":
        return f"{start} reports"
    return f"{start} records"


@lru_cache(maxsize=256)
def _opens_suggestions(above: str) -> bool:
    return _SUGGESTIONS.search(above) is not None


@lru_cache(maxsize=256)
def _acts_on_list(above: str) -> bool:
    return _ACTS_ON_LIST.search(above) is not None


@lru_cache(maxsize=256)
def _read_class(text: str) -> tuple[AttributionClass, str] | None:
    """The class of whoever is named first in `text`, with the phrase that says so."""
    first: tuple[int, AttributionClass, str] | None = None
    for klass, pattern in _KINDS:
        match = pattern.search(text)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), klass, match.group(match.lastgroup or 0))
    return (first[1], first[2]) if first else None


def _read_modal(text: str) -> tuple[str | None, str | None]:
    """The first modal that is not a relative clause's, and whom it addresses."""
    match = _MODAL.search(text)
    if match is None:
        return None, None
    clause = text[max(0, match.start() - 600) : match.start()]
    clause = clause[max(clause.rfind("."), clause.rfind(";")) + 1 :]
    named = list(_ADDRESSEE.finditer(clause))
    near = [who for who in named if len(clause) - who.end() < 120]
    return match.group("modal"), near[-1].group("who") if near else None
