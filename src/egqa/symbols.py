"""Document symbols: read them, find them in prose, compare them, and link them.

A symbol is printed as it was read and compared by its key; see `egqa.symbol_grammar` for what one
is made of.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode

from egqa.errors import SymbolError
from egqa.symbol_grammar import ALIKE, ATOM, NUMBER, Symbol, is_known, parse_symbol, symbol_key

__all__ = [
    "Symbol",
    "components",
    "ends_with",
    "find_symbols",
    "is_symbol",
    "official_link",
    "parse_symbol",
    "symbol_key",
]

_IN_BRACKET = (
    r"(?:[IVXLCDM]+(?:-[IVXLCDM]+)?|\d{1,4}|(?:ES|S)-[IVX]+"
    r"|[Pp]arts? ?[IVX\d]+(?: and [IVX\d]+|/[IVX\d]+|/Add\.\d+)?|PART ?[IVX]+"
    r"|Vols?\. ?[IVX\d]+(?:[/,] ?\w+\.? ?\d*)?|Sects?\. ?\d+[A-Z]?|Income ?sect\. ?\d+"
    r"|(?:Foreword and )?[Ii]ntroduction|Plan outline|(?i:supp)\.?(?: ?No\. ?\d+)?"
    r"|Resumption ?\d+|[A-Z]{2,6}\.\d+/\d+)"
)
_FOUND_COMPONENT = rf"(?:(?:MED )?(?:Part(?= ?[A-Z]\b) ?)?{ATOM}(?:[.\-‐‑–]{ATOM})*|\(\d{{2,4}}\))"
_FIND = re.compile(
    r"(?<![\w/.])[A-Z]{1,10}(?:[.\-][A-Za-z0-9]{1,4}(?:\.[XIV]+)?)?(?:\((?:[IVX]+|\d{1,3}|[A-Z]{2,6})\))?"
    rf"(?:/{_FOUND_COMPONENT}(?: ?\({_IN_BRACKET}\)){{0,3}})+(?:(?<=\))[A-Z])?\*{{0,2}}(?![\w/])"
)
# A year after a symbol belongs to it in resolutions alone: "A/68/98 (2013)" is a symbol and a date.
_YEAR_AFTER = re.compile(r" \(\d{1,4}\)$")
_LETTER_AFTER = re.compile(
    r" [A-Z](?:-[A-Z])?(?: \([IVXLC]+\)|(?= (?:of|and|on|in|to)\b|[,;.)]|$))"
)


def find_symbols(text: str) -> list[str]:
    """The document symbols in `text`, as printed, in order, each once.

    >>> find_symbols("See E/CN.15/2018/6, A/C.3/72/12 and TCP/IP, 24/7, N/A.")
    ['E/CN.15/2018/6', 'A/C.3/72/12']
    """
    found: dict[str, str] = {}
    for match in _FIND.finditer(text):
        symbol = match.group()
        if text[max(0, match.start() - 1)] == "*" and match.start():  # Markdown's, not the UN's
            symbol = symbol.rstrip("*")
        if "/RES/" not in symbol and _YEAR_AFTER.search(symbol):
            symbol = _YEAR_AFTER.sub("", symbol)
        if "/RES/" in symbol and (letter := _LETTER_AFTER.match(text, match.end())):
            symbol += letter.group()
        if _is_plausible(symbol):
            found.setdefault(symbol_key(symbol), symbol)
    return list(found.values())


def _is_plausible(symbol: str) -> bool:
    """Whether what looks like a symbol in prose is one: of a known body, and numbered."""
    try:
        parts = parse_symbol(symbol).parts
    except SymbolError:
        return False
    return all(
        is_known(part.body)
        and any(NUMBER.match(one) for one in part.components)
        and (part.doubt is None or ALIKE in part.doubt)
        for part in parts
    )


def is_symbol(text: str) -> bool:
    """Whether `text` is one document symbol and nothing else."""
    found = find_symbols(text.strip())
    return len(found) == 1 and symbol_key(found[0]) == symbol_key(text)


def ends_with(symbol: str, part: str) -> bool:
    """Whether `part` names the last components of `symbol`: "Add.2", "L.1/Add.2", but not "L.1".

    A base symbol never stands for its addenda.

    >>> ends_with("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "add 2")
    True
    >>> ends_with("UNODC/CCPCJ/EG.4/2018/L.1/Add.2", "L.1")
    False
    """
    wanted = components(part)
    return bool(wanted) and components(symbol)[-len(wanted) :] == wanted


def components(symbol: str) -> tuple[str, ...]:
    """What stands between the slashes of `symbol`, however it is spelled, to compare it by.

    >>> components("L.1/Add 2") == components("l1/Add.2")
    True
    """
    loose = re.sub(r"(?<=[A-Za-z])[.\s]*(?=\d)", ".", symbol.strip())
    return tuple(component for component in symbol_key(loose).split("/") if component)


def official_link(symbol: str) -> str:
    """The address of the document at the UN; only ever offered for a printed symbol.

    >>> official_link("A/RES/217 (III)")
    'https://docs.un.org/en/A/RES/217(III)'
    """
    plain = symbol.replace(" ", "").rstrip("*")
    return "https://docs.un.org/en/" + percent_encode(plain, safe="/().-")
