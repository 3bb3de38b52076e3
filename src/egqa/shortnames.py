"""Short names that delegates use and the documents do not print: "CSocD", "ExCom", "OICT".

Who asks about the ExCom means the Executive Committee that the documents print in full. A short
name is spelled out where it is that of a name they print, and left alone where they print it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from egqa.aliases import find_entities, spell_out
from egqa.corpus import Corpus
from egqa.kinds import read_kind
from egqa.parse.vocabulary import english_words

# Capitals alone, or the first letters of words run together, each with a capital.
_SHORT = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{3,8}|(?=[A-Za-z]*[A-Z][a-z]{2})(?:[A-Z][a-z]{0,4}){2,5})(?![\w/-]|\.\w)"
)
_PIECE = re.compile(r"[A-Z][a-z]*")
_CONNECTS = r"(?:(?:of|on|for|the|and|in|to|against|with|from|by)\s+){0,3}"
#: Of how many places a name is read, which is enough to tell which of two is meant.
_READ = 200
#: Capitals so few that a name may have them by chance: theirs must be a whole name, often printed.
_FEW, _OFTEN = 3, 5


def spell_short_names(text: str, corpus: Corpus) -> str:
    """`text` with each short name that the documents do not print as the name that they print.

    Where a short name is asked the meaning of, nothing is changed: a document that does not print
    it says nothing of that.
    """
    found = dict.fromkeys(_SHORT.findall(text))
    if not found or 2 * sum(map(str.isupper, text.split())) > len(text.split()):
        return text  # typed in capitals, which tell no names
    if read_kind(text) == "define":
        return text
    for short in found:
        if _is_strange(short, corpus) and (name := _find_name(short, corpus.naming)):
            text = re.sub(rf"(?<![\w/.-]){short}(?![\w/-])", name, text)
    return text


# Letters typed without capitals: "tdb", "ldc".
_TYPED = re.compile(r"(?<![\w/.-])[a-z]{3,5}(?![\w/-]|\.\w)")


def raise_letters(text: str, corpus: Corpus) -> str:
    """`text` with capitals in what is no word, where they are those of a name known or printed.

    >>> from egqa.corpus import describe_corpus
    >>> raise_letters("what did the ccpcj say?", describe_corpus(()))
    'what did the CCPCJ say?'
    """

    def raised(match: re.Match[str]) -> str:
        word, letters = match.group(), match.group().upper()
        if word in english_words() or corpus.words[word] or corpus.holds(word):
            return word
        known = spell_out(letters, corpus.count) != letters or corpus.name_of(letters)
        return letters if known else word

    return _TYPED.sub(raised, text)


def _is_strange(short: str, corpus: Corpus) -> bool:
    """Whether `short` is no word, no name known by itself, and printed in no document."""
    if short.lower() in english_words() or find_entities(short):
        return False
    return not corpus.words[short.lower()] or not any(short in one for one in corpus.texts)


def _find_name(short: str, texts: Iterable[str]) -> str | None:
    """The name most often printed of which `short` gives the beginnings; None of two as frequent.

    >>> _find_name("CSocD", ["The Commission for Social Development met."])
    'Commission for Social Development'
    """
    pieces = _PIECE.findall(short)
    words = (rf"(?!The\b){piece}[\w’'-]*?" for piece in pieces)
    name = rf"[\s-]+{_CONNECTS}".join(words)
    pattern = re.compile(rf"\b{name}(?![\w’'-])")
    whole = len(short) <= _FEW
    names: Counter[str] = Counter()
    for text in texts:
        for match in pattern.finditer(text):
            if not whole or not _is_part(text, match):
                names[" ".join(match.group().split())] += 1
        if names.total() >= _READ:
            break
    best = names.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    if whole and best[0][1] < _OFTEN:
        return None
    return best[0][0]


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether a longer name holds the one found: a capitalised word stands before or after it."""
    before = re.search(r"([A-Z][\w’'-]*)\s+(?:(?:of|for|on|and|the)\s+)*$", text[: match.start()])
    after = re.match(r"\s+(?:(?:of|for|on|and|the)\s+)*[A-Z]", text[match.end() :])
    return bool(after) or (before is not None and before.group(1) not in _OPENERS)


_OPENERS = frozenset(("The", "A", "An", "This", "That", "Its", "In", "At", "By", "For", "On"))
