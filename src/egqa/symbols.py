"""Document symbols: find them in prose, compare them, and link them.

Grammar: Dag Hammarskjöld Library, "UN document symbols"; the exhaustive list is
ST/LIB/SER.B/5/Rev.5. A symbol is printed as it was read and compared by its key.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode

# Components are joined by "/"; the first names the organ. "(Part II)" and the like may follow one.
_COMPONENT = r"(?:[A-Z][A-Za-z]*[.\-]?)?[A-Za-z0-9]+(?:[.\-‐‑–][A-Za-z0-9]+)*"
_BRACKET = (
    r"(?: ?\((?:[IVXLCDM]+|\d{1,4}|S-[IVX]+|Parts? ?[IVX]+(?: and [IVX]+)?|Vol\. ?[IVX]+"
    r"|Sect\. ?\d+[A-Z]?|(?i:supp))\))?"
)
_SYMBOL = re.compile(rf"(?<![\w/.])[A-Z]{{1,8}}(?:/{_COMPONENT}{_BRACKET})+\*?(?![\w/])")
# A slash between capitals that is no symbol: TCP/IP, N/A, and job numbers such as V/81.26905.
_JOB = re.compile(r"^[A-Z]{1,3}/\d\d[./]\d{5}$")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def symbol_key(symbol: str) -> str:
    """The form in which two symbols are compared: upper case, no spaces, plain dashes, no asterisk.

    >>> symbol_key("unodc/ccpcj/eg.4/2018/l.1/add.2 *")
    'UNODC/CCPCJ/EG.4/2018/L.1/ADD.2'
    """
    return _DASHES.sub("-", re.sub(r"\s+", "", symbol)).upper().rstrip("*")


def find_symbols(text: str) -> list[str]:
    """The document symbols in `text`, as printed, in order, each once.

    >>> find_symbols("See E/CN.15/2018/6, A/C.3/72/12 and TCP/IP, 24/7, N/A.")
    ['E/CN.15/2018/6', 'A/C.3/72/12']
    """
    found: dict[str, str] = {}
    for match in _SYMBOL.finditer(text):
        symbol = match.group().rstrip(".,-")
        if any(char.isdigit() for char in symbol) and not _JOB.match(symbol):
            found.setdefault(symbol_key(symbol), symbol)
    return list(found.values())


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
    wanted = _components(part)
    return bool(wanted) and _components(symbol)[-len(wanted) :] == wanted


def _components(symbol: str) -> list[str]:
    loose = re.sub(r"(?<=[A-Za-z])[.\s]*(?=\d)", ".", symbol.strip())
    return [component for component in symbol_key(loose).split("/") if component]


def official_link(symbol: str) -> str:
    """The address of the document at the UN; only ever offered for a printed symbol.

    >>> official_link("A/RES/217 (III)")
    'https://docs.un.org/en/A/RES/217(III)'
    """
    plain = symbol.replace(" ", "").rstrip("*")
    return "https://docs.un.org/en/" + percent_encode(plain, safe="/().-")
