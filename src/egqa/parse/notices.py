"""Notices that stand where a document should: a download that failed, saved under its name."""

from __future__ import annotations

import re

from egqa.symbols import find_symbols

# A document has more words than this, or numbered paragraphs; a notice has neither.
_MAX_WORDS = 250
_DOCUMENT = r"\b(?:document|page|file|resource|record|symbol|url|specified key)s?\b"
_MISSING = (
    r"does not (?:seem to )?exist|(?:can(?:not|['’]t)|could not|was not|is not)"
    r" (?:be )?(?:found|available|located)"
)
_STATUS = (
    r"error|not found|forbidden|bad request|unauthori[sz]ed|gone|internal server error|bad gateway"
    r"|service unavailable|gateway time-?out|too many requests"
)
_NOTICES = re.compile(
    rf"there is no document matching your request|{_DOCUMENT}[^.\n]{{0,80}}\b(?:{_MISSING})"
    rf"|{_DOCUMENT}(?: \w+){{0,3}} not found|no (?:such )?document (?:was )?found"
    rf"|\berror\s*:?\s*[45]\d\d\b|\b[45]\d\d\s*[-–—:.]?\s*(?:{_STATUS})\b"
    r"|service (?:is )?(?:temporarily )?unavailable|bad gateway|access (?:is )?denied"
    r"|request (?:rejected|blocked)|requested url was rejected|checking your browser"
    r"|checking if the site connection is secure|review the security of your connection"
    r"|you have been blocked|complete the (?:captcha|security check)|you are not a robot"
    r"|rate limit exceeded|server error in|(?:currently undergoing|down for) maintenance"
    r"|verify (?:that )?you are (?:a )?human|enable javascript (?:and cookies )?to (?:continue|run)"
    r"|session (?:has )?(?:expired|timed out)|an (?:unexpected )?error (?:has )?occurred"
    r"|please (?:log|sign) in to (?:continue|view)",
    re.IGNORECASE,
)
# In a short text that names no document, less will do.
_ERROR = re.compile(
    r"does not exist|not (?:be )?found|no longer available|not available|unavailable|access denied"
    r"|forbidden|internal server error|an error (?:has )?occurred|page you requested"
    r"|not authori[sz]ed|session has expired|try again later",
    re.IGNORECASE,
)
_SHORT = 1_200  # characters: no notice is longer, few documents are as short
_NUMBERED = re.compile(r"^[ \t]*(?:\d{1,3}\.|\([a-z]\))\s+\S+(?:[^\S\n]+\S+){7}", re.MULTILINE)


def find_notice(source: str) -> str | None:
    """The words by which a short text says that it is an error notice and no document, or None.

    >>> find_notice("404 Not Found\\nnginx")
    '404 Not Found'
    >>> find_notice("1. The Group noted that the page not found was a matter for the Secretariat.")
    """
    if len(source) > 40 * _MAX_WORDS or len(source.split()) > _MAX_WORDS:
        return None
    if _NUMBERED.search(source):
        return None
    match = _NOTICES.search(" ".join(source.split()))
    return match.group() if match else None


def says_error(source: str) -> bool:
    """Whether a short text without a symbol sounds like an error notice: a PDF file is no page.

    >>> says_error("The document is not available."), says_error("A/68/98 is not available.")
    (True, False)
    """
    if len(source) > _SHORT or find_symbols(source):
        return False
    return _ERROR.search(" ".join(source.split())) is not None
