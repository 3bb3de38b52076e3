"""Page furniture: running heads and feet, page and job numbers, tables of contents.

Furniture is never quotable text, but it may stand in the middle of a paragraph, and a running head
may be the only place where the document's symbol is printed.
"""

from __future__ import annotations

import re
from collections import Counter

from egqa.parse.lines import Line
from egqa.symbols import find_symbols

_JOB = r"(?:[A-Z]{1,6}[./]\s?)?\d{2}-\d{5}"
_PAGE_OF = r"\d{1,3}\s*/\s*\d{1,3}"
_KINDS = (
    ("job number", re.compile(rf"{_JOB}(?:\s*\([A-Z]\))?(?:\s+\d{{6}})*(?:\s+{_PAGE_OF})?")),
    ("job number", re.compile(rf"(?:{_PAGE_OF}|\d{{1,3}})\s+{_JOB}(?:\s*\([A-Z]\))?")),
    ("bar code", re.compile(r"\*\s?\d{5,}\s?\*")),
    ("page number", re.compile(rf"{_PAGE_OF}|(?i:page)\s+\d{{1,3}}(?:\s+of\s+\d{{1,3}})?")),
    ("page number", re.compile(r"[-–—]\s*\d{1,3}\s*[-–—]")),
    ("continuation mark", re.compile(r"/\s?\.\.\.|/…")),
    ("recycling notice", re.compile(r"(?i:please recycle).*")),
    ("contents", re.compile(r".*(?:\.\s?){5,}\s*[\d–-]*")),
)
_BARE_NUMBER = re.compile(r"\d{1,3}|\d{6,7}")


def find_furniture(lines: list[Line], body_starts: int) -> dict[int, str]:
    """The indices of the lines that are furniture, with their kind.

    `body_starts` is the index of the first line after the masthead: a symbol that stands alone
    is a running head only after it. A bare number is a page number only beside other furniture or
    a page break, and a line that recurs is a running head only there too.
    """
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(line.plain)), None)
        if kind is None and index >= body_starts and _is_running_symbol(line.plain):
            kind = "running head"
        if kind:
            found[index] = kind
    recurring = Counter(line.plain for line in lines[body_starts:] if len(line.plain) < 120)
    changed = True
    while changed:
        changed = False
        for index in range(body_starts, len(lines)):
            if index in found:
                continue
            beside = index - 1 in found or index + 1 in found or _breaks_page(lines, index)
            if not beside:
                continue
            text = lines[index].plain
            if _BARE_NUMBER.fullmatch(text):
                found[index], changed = "page number", True
            elif recurring[text] > 1 and not text.endswith((".", ";", ":")):
                found[index], changed = "running head", True
    return found


def _is_running_symbol(text: str) -> bool:
    symbols = find_symbols(text)
    if not symbols:
        return False
    rest = text
    for symbol in symbols:
        rest = rest.replace(symbol, "")
    return bool(re.fullmatch(r"[\s*|,-]*(?:\d{1,3}|(?:Page|page)\s+\d{1,3})?[\s*|]*", rest))


def _breaks_page(lines: list[Line], index: int) -> bool:
    before = index > 0 and lines[index - 1].page != lines[index].page
    after = index + 1 < len(lines) and lines[index + 1].page != lines[index].page
    return before or after
