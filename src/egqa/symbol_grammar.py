"""What a document symbol is made of: the grammar, the reading of one, and what makes it doubtful.

Grammar: Dag Hammarskjöld Library, "UN document symbols"; the exhaustive list is
ST/LIB/SER.B/5/Rev.5. What extraction or a typist has damaged is read with a doubt, and never put
right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from egqa.errors import SymbolError

# What a symbol begins with: the organ a document is submitted to or issued by.
_BODIES = frozenset(
    """A S E T ST AG AT CD CES CND DC TD ID DP HS IT LC TC WP AEC APLC ATT BWC CAC CAT CBD CCD CCM
    CCPR CCPCJ CCW CEB CED CEDAW CELAC CEP CEPAL CERD CICP CIS CLCS CMP CMW COP COSP CRC CRPD CTBT
    CTOC CWC ENDC ECA ECE ECLAC ECO ECOSOC ECWA ESA ESC ESCAP ESCWA FAL FAO FCCC GA GC GEF GOV
    HABITAT HBP HCR HRC HRI HRP HSP IAEA IASC ICC ICCD ICCPR ICEF ICJ ICSC ICTR ICTY IDB IDC IFAD
    ILC ILO IMO INCB INFCIRC INT IOC IPBES IPCC ISBA ISDR ITC ITCP ITLOS ITU JIU JSPB LEG LOS MAG
    MICT MP MSC NGO NPT OHCHR OPCAT PAL PBC PCNICC PPD SAICM SC SG SPLOS TAD TIM TIR TPNW TRADE
    TRANS UNCED UNCTAD UNDP UNEP UNFCCC UNFPA UNHCR UNICEF UNIDO UNISDR UNITAR UNODC UNOPS UNRISD
    UNRWA UNSC UNSCEAR UNU UNW UPU WCIP WFC WFP WHA WHO WIPO WMO ENERGY ENV ENGIN STEEL CHEM
    AGRI COAL HLPF SSC EC EXCOM PRS CRS EOSG""".split()
)
# Two of UNIDO's and one of its budget committee are numbered by session: IDB.45/8-PBC.33/8.
_DOTTED_BODY = re.compile(r"(?:GC|GEGN|IDB|PBC|IDC|EB|EC|COP|MP|ICCPR|MAG)\.[A-Z0-9]+")
_HYPHENED_BODY = re.compile(r"ICC-ASP|CTBT-(?:Art|ART)\.XIV|HRI-MC|ICCPR-\w+")
_ORGANS = {
    "AC": "ad hoc committee", "BUR": "General Committee", "C": "main or standing committee",
    "CN": "commission", "CONF": "conference", "EG": "expert group", "GC": "governing council",
    "PC": "preparatory committee", "SC": "subcommittee", "Sub": "subcommission",
    "WG": "working group", "SPC": "Special Political Committee",
}  # fmt: skip
_NATURES = {
    "AI": "administrative instruction", "CO": "concluding observations",
    "CRP": "conference room paper", "DEC": "decision", "IC": "information circular",
    "INF": "information", "L": "limited", "MISC": "miscellaneous",
    "NGO": "statement by a non-governmental organization", "PET": "petition",
    "PRST": "presidential statement", "PV": "verbatim record", "R": "restricted",
    "RES": "resolution", "SER": "series", "SGB": "Secretary-General's bulletin",
    "SR": "summary record", "WP": "working paper",
}  # fmt: skip
_MODIFIERS = ("ADD", "CORR", "REV", "AMEND", "SUMMARY", "EXCERPT", "EXCERPTS", "SUPP")
_NUMBERED = frozenset({*_ORGANS, *_NATURES, "Add", "Corr", "Rev", "Amend", "EA"} - {"CO"})

_BRACKET = r"\([A-Za-z0-9.,/\- ]{1,40}\)"
ATOM = r"(?:[A-Za-z]+|\d+[A-Za-z]{0,2})"
_WORDS = rf"{ATOM}(?:[.\-]{ATOM})*"
_COMPONENT = re.compile(rf"(?:(?:MED )?{_WORDS}|Part ?[A-Z]{{1,4}}|{_BRACKET})(?: ?{_BRACKET})*")
_LETTERED = re.compile(
    r"(?P<symbol>.*/RES/.*?)(?: ?[A-Z](?:\s?[-,&]\s?[A-Z])?)(?P<rest>(?: ?\(.*)?)$"
)
_SESSION = re.compile(r"\d{1,3}|(?:ES|S)-\d{1,3}")
_CHANGES = ("Add", "Corr", "Rev", "Amend")
_JOB = re.compile(r"[A-Z]{1,3}/\d\d[./]\d{5}")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# Where a second symbol begins: "A/48/486-S/26560", "A/63/1, A/63/2", "IDB.45/8-PBC.33/8".
_BODY = r"[A-Z]{1,10}(?:[.\-][A-Za-z0-9.]{1,8})?(?:\([A-Z0-9]{1,8}\))?/"
_JOINED = re.compile(rf"(?<=[\d)a-zA-Z*])\s*(?:[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?={_BODY})"
                     rf"|(?<=[\d)*])\s?-\s?(?={_BODY})")  # fmt: skip
_DAMAGE = re.compile(r"[A-Za-z0-9|!]{1,10}[A-Za-z0-9|!.,:;()/\\\-*' ]*")
_MIXED = re.compile(r"\d[OoIlSBZ|!]|[OoIl|!]\d|^[Ool]$")
NUMBER = re.compile(r"\(?\d|[A-Za-z]+[.\-]?\d|[IVX]+$|.*\(")
# A number, or what looks like one to a scanner, after the first slash.
_MEANS_NUMBER = re.compile(r"/.*(?:\d|(?<![A-Za-z])[IlOo|!VX]{1,6}(?![A-Za-z]))")
_LONGEST = 160
ALIKE = "mixes letters and digits that look alike"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol as it was read, taken apart; `str` gives back what was read.

    `components` are what its slashes set apart after the `body`; `session` is the number or roman
    of a sessional element, `nature` what kind of document it says it is; `modifiers` are "Add.2",
    "Corr.1" and the like. `doubt` says in a sentence why it may not be what the UN printed.
    `joined` are the symbols of a document that has several, and empty where there is one.
    """

    text: str
    body: str
    components: tuple[str, ...]
    organ: str | None = None
    session: str | None = None
    year: int | None = None
    nature: str | None = None
    modifiers: tuple[str, ...] = ()
    reissued: bool = False
    doubt: str | None = None
    joined: tuple[Symbol, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def parts(self) -> tuple[Symbol, ...]:
        """The symbols joined in this one; one that stands alone is its own only part."""
        return self.joined or (self,)

    @property
    def key(self) -> str:
        """The form in which it is compared."""
        return symbol_key(self.text)


def symbol_key(symbol: str) -> str:
    """The form in which two symbols are compared: upper case, no spaces, plain dashes, no asterisk.

    >>> symbol_key("unodc/ccpcj/eg.4/2018/l.1/add.2 *")
    'UNODC/CCPCJ/EG.4/2018/L.1/ADD.2'
    """
    return _DASHES.sub("-", re.sub(r"\s+", "", symbol)).upper().rstrip("*")


# ── reading one ──────────────────────────────────────────────────────────────────────────────


def parse_symbol(text: str) -> Symbol:
    """Read `text` as one document symbol, or as several joined by commas or hyphens.

    Raises:
        SymbolError: it is no UN document symbol.

    >>> symbol = parse_symbol("A/C.3/72/L.5/Rev.1")
    >>> symbol.organ, symbol.session, symbol.nature, symbol.modifiers
    ('C.3', '72', 'limited', ('Rev.1',))
    >>> [str(part) for part in parse_symbol("A/48/486-S/26560").parts]
    ['A/48/486', 'S/26560']
    """
    read = " ".join(text.split())
    plain = _DASHES.sub("-", read)
    if len(plain) > _LONGEST or "/" not in plain.replace("\\", "/"):
        raise _no_symbol(read)
    joints = [match.span() for match in _JOINED.finditer(plain) if _joins(plain, match)]
    cuts = [0, *(at for joint in joints for at in joint), len(plain)]
    pieces = [read[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    parts = tuple(_parse_one(piece) for piece in pieces)
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    doubts = [part.doubt for part in parts if part.doubt]
    return Symbol(
        read, first.body, first.components, first.organ, first.session, first.year, first.nature,
        first.modifiers, any(part.reissued for part in parts), doubts[0] if doubts else None, parts,
    )  # fmt: skip


def _joins(text: str, joint: re.Match[str]) -> bool:
    """Whether a second symbol begins after `joint`; "6-F/1" is one component and the next."""
    body = text[joint.end() :].partition("/")[0]
    return "-" not in joint.group() or is_known(body)


def _no_symbol(text: str) -> SymbolError:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return SymbolError(
        f"“{shown}” is not a UN document symbol.",
        hint="A symbol is letters and numbers set apart by slashes, such as A/C.3/72/L.5.",
    )


def _parse_one(read: str) -> Symbol:
    plain = _DASHES.sub("-", read)
    star = len(plain) - len(plain.rstrip("* "))
    reissued = "*" in plain[len(plain) - star :]
    plain = plain.rstrip("* ")
    if _JOB.fullmatch(plain):
        raise _no_symbol(read)
    tight = re.sub(r" (?=\()", "", plain)
    if lettered := _LETTERED.match(plain):  # "A/RES/48/75 A-L", "A/RES/217 A (III)"
        tight = re.sub(r" (?=\()", "", lettered.group("symbol") + lettered.group("rest"))
    split = _split(tight)
    if split is None:
        return _read_damaged(read, plain, reissued)
    body, components = split
    if not is_known(body) and not _says_what(components) and len(components) == 1:
        raise _no_symbol(read)  # "COVID/19"
    doubt = _find_doubt(body, components)
    return _describe(read, body, components, reissued, doubt)


def _split(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The body and the components of a well-formed symbol."""
    pieces = _slashed(text)
    body = pieces[0]
    head = body.partition("(")[0]
    whole = _DOTTED_BODY.fullmatch(head) or _HYPHENED_BODY.fullmatch(head)
    if not whole and not re.fullmatch(r"[A-Z]{1,10}(?:-[A-Z]{2,8})?", head):
        return None
    if head != body and not re.fullmatch(_BRACKET, body[len(head) :]):
        return None
    components = pieces[1:]
    if not components or not all(_COMPONENT.fullmatch(one) for one in components):
        return None
    if not any(char.isdigit() for one in components for char in one):
        return None if not re.search(r"\((?=[IVXLC])[IVXLC]+\)", text) else (body, components)
    return body, components


def _slashed(text: str) -> tuple[str, ...]:
    """`text` at its slashes, but for those in brackets: "LC/G.2531(SES.31/3)"."""
    return tuple(re.split(r"/(?![^()]*\))", text))


def is_known(body: str) -> bool:
    """Whether a body's symbols begin so."""
    head = body.partition("(")[0]
    return (
        head in _BODIES
        or head.split("-")[0] in _BODIES
        or bool(_DOTTED_BODY.fullmatch(head) or _HYPHENED_BODY.fullmatch(head))
    )


def _says_what(components: tuple[str, ...]) -> bool:
    """Whether a component is one that only UN symbols have: "CONF.3", "L.5", "Add.1", "RES"."""
    return any(
        re.fullmatch(r"(?:RES|PRST|(?:AC|C|CN|CONF|EG|GC|SC|Sub|WG|L|R|CRP|WP|PV|SR|INF|Add|Corr"
                     r"|Rev|Amend)\.\d+.*)", one)
        for one in components
    )  # fmt: skip


def _find_doubt(body: str, components: tuple[str, ...]) -> str | None:
    """Why a well-formed symbol may not be what the UN printed, or None."""
    if not is_known(body) and not _says_what(components):
        return f"no UN body whose symbols begin with “{body}” is known"
    resolution = "RES" in components
    for at, component in enumerate(components):
        plain = re.sub(_BRACKET, "", component)
        atoms = re.split(r"[.\-]", plain)
        if len(plain) > 1 and plain.isalpha() and plain.islower():
            return f"“{component}” is in lower case"
        for place, atom in enumerate(atoms):
            before = atoms[place - 1] if place else ""
            lettered = resolution and re.fullmatch(r"\d+[A-Za-z]", atom)
            if (_MIXED.search(atom) and not lettered) or (
                before in _NUMBERED and atom in ("l", "O", "o") and before != "SER"
            ):
                return f"“{component}” {ALIKE}"
            if before in ("L", "Add", "Corr", "Rev", "Amend", "SR", "PV", "CRP") and atom == "I":
                return f"“{component}” has a letter where a number belongs"
        if at and re.fullmatch(r"(?:Add|Corr|Rev|Amend)\.?", plain):
            return f"“{component}” has no number"
        if re.fullmatch(r"(?:add|corr|rev|amend|l|pv|sr|c)\.\d+", plain):
            return f"“{component}” is in lower case"
    return None


def _read_damaged(read: str, plain: str, reissued: bool) -> Symbol:
    """A symbol that is not formed as one is, where it is still plain that it was meant as one."""
    slashed = plain.replace("\\", "/")
    joined = re.sub(r"\s+", "", slashed)
    head = re.sub(r"[|!]", "I", joined.partition("/")[0]).partition("(")[0]
    known = head.upper().translate(str.maketrans("0158", "OISB"))
    if not _DAMAGE.fullmatch(slashed) or not _MEANS_NUMBER.search(joined):
        raise _no_symbol(read)  # "UNDP/UNFPA/UNOPS"
    if not is_known(known):
        raise _no_symbol(read)
    if len(re.findall(r"[a-z]{4,}", slashed.partition("/")[2])) > 2 or slashed.count(" ") > 8:
        raise _no_symbol(read)
    doubt = "it is not formed as a symbol is"
    tidy = _split(re.sub(r" ?/ ?|(?<=[.\-]) | (?=[.\-(])", lambda m: m.group().strip(), slashed))
    if tidy is None:
        tidy = _split(joined.upper())
        if tidy is not None and plain == joined:
            doubt = "it is in lower case"
        elif tidy is not None:
            doubt = "it has spaces where a symbol has none"
    else:
        doubt = "it has spaces where a symbol has none"
    if "\\" in plain:
        doubt = "it has backslashes"
    if head.isdigit() or (head != head.upper()):
        doubt = f"“{joined.partition('/')[0]}” is not how a body's symbols begin"
    if re.search(r"/(?:Add|Corr|Rev|Amend)\.?$", joined):
        doubt = "its last component has no number"
    elif joined.endswith("/") or "//" in joined:
        doubt = "a component is missing"
    components = tuple(one for one in _slashed(joined)[1:] if one)
    return _describe(read, joined.partition("/")[0], components, reissued, doubt)


def _describe(
    read: str, body: str, components: tuple[str, ...], reissued: bool, doubt: str | None
) -> Symbol:
    """What the components say: organ, session or year, nature, modifiers."""
    organ = session = nature = None
    year: int | None = None
    modifiers: list[str] = []
    for at, component in enumerate(components):
        word, _, rest = re.sub(r"[(].*", "", component).partition(".")
        below = components[at + 1] if at + 1 < len(components) else ""
        if word.upper() in _MODIFIERS:
            modifiers.append(component)
        elif not nature and word in _NATURES:
            nature = _NATURES[word]
        elif not modifiers and not nature and word in _ORGANS and (rest or word in ("BUR", "SPC")):
            organ = component  # the last is the one that met
        elif re.fullmatch(r"(?:19|20)\d\d", component) and year is None:
            year = int(component)
        elif session is None and year is None and below and not below.startswith(_CHANGES):
            # What comes last is the document's own number.
            session = component if _SESSION.fullmatch(component) else None
    bracket = re.search(r"\((?P<roman>(?:S-)?[IVXLC]+)\)|\((?P<year>(?:19|20)\d\d)\)", read)
    if bracket and bracket.group("roman"):
        session = bracket.group("roman")
    elif bracket:
        year = int(bracket.group("year"))
    doubt = f"{doubt[0].upper()}{doubt[1:]}; it is shown as read." if doubt else None
    return Symbol(
        read, body, components, organ, session, year, nature, tuple(modifiers), reissued, doubt
    )  # fmt: skip
