"""What words the indexed documents hold: for spelling, and for telling what they never speak of."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from egqa.aliases import count_form, find_name
from egqa.memo import OncePerCollection, OncePerDocument
from egqa.parse.vocabulary import english_words
from egqa.states import find_states
from egqa.types import Document
from egqa.words import content_stems, content_words, stem

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRITISH = (
    (re.compile(r"is(e|ed|es|er|ing|ation|ations|able)$"), r"iz\1"),
    (re.compile(r"^program(s?)$"), r"programme\1"),
    (re.compile(r"^panelist(s?)$"), r"panellist\1"),
    (re.compile(r"or(s?)$"), r"our\1"),
    (re.compile(r"se(s?)$"), r"ce\1"),
    (re.compile(r"iz(e|ed|es|er|ing|ation|ations)$"), r"is\1"),
)


#: Up to so many units are looked at, each, for a name.
_COUNTED = 5_000


@dataclass(frozen=True)
class Corpus:
    """Words and stems of all documents, with in how many units each stem stands."""

    words: Counter[str]
    units_with: Counter[str]
    units: int
    years: frozenset[int]
    texts: tuple[str, ...] = field(default=(), repr=False)
    #: The States that units or the places of meetings name, by any form of their names.
    states: frozenset[str] = frozenset()
    #: The titles of documents, the names of their bodies, and their headings.
    titles: tuple[str, ...] = field(default=(), repr=False)
    _counted: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _named: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def rarity(self, stemmed: str) -> float:
        """The inverse document frequency of a stem; the highest for one that stands nowhere."""
        return math.log((self.units + 1) / (self.units_with[stemmed] + 0.5))

    def count(self, form: str) -> int:
        """In how many units `form`, a name for something, stands; looked for once.

        Of a large corpus, the number of units that hold its rarest word, which is no lower.
        """
        if form not in self._counted:
            most = min((self.units_with[one] for one in content_stems(form)), default=self.units)
            exact = most and len(self.texts) <= _COUNTED
            self._counted[form] = count_form(form, self.texts) if exact else most
        return self._counted[form]

    def name_of(self, letters: str) -> str:
        """The name that the documents print and `letters` are short for; looked for once."""
        if letters not in self._named:
            self._named[letters] = find_name(letters, self.naming)
        return self._named[letters]

    @property
    def naming(self) -> tuple[str, ...]:
        """Where names are looked for: titles, headings, and the texts where they are not many."""
        return (*self.titles, *(self.texts if len(self.texts) <= _COUNTED else ()))

    @cached_property
    def spelled(self) -> dict[tuple[str, int], list[str]]:
        """The words of more than three letters by their first letter and how many they are of."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in self.words:
            if len(word) > 3:
                found.setdefault((word[0], len(word)), []).append(word)
        return found

    @cached_property
    def hyphenated(self) -> dict[str, str]:
        """The words with a hyphen by their letters alone: "wi-fi" by "wifi"."""
        return {word.replace("-", ""): word for word in self.words if "-" in word}

    def holds(self, word: str) -> bool:
        """Whether the documents use `word` or a word of its stem."""
        return word.lower() in self.words or self.units_with[stem(word)] > 0


@dataclass(frozen=True)
class _Counts:
    """What one document adds to a corpus."""

    words: Counter[str]
    units_with: Counter[str]
    units: int
    years: frozenset[int]
    numbers: frozenset[str]
    states: frozenset[str]


@OncePerCollection
def describe_corpus(documents: Sequence[Document]) -> Corpus:
    """The words of `documents`; worked out once for the same documents, and once for each."""
    counts = [_counts_of(one) for one in documents]
    words: Counter[str] = Counter()
    units_with: Counter[str] = Counter()
    for one in counts:
        words.update(one.words)
        units_with.update(one.units_with)
    return Corpus(
        words,
        units_with,
        sum(one.units for one in counts),
        frozenset().union(*(one.years for one in counts)),
        tuple(one.text for document in documents for one in document.paragraphs),
        frozenset().union(*(one.states for one in counts)),
        tuple(dict.fromkeys(name for document in documents for name in _titles_of(document))),
    )


def _titles_of(document: Document) -> Iterator[str]:
    head = document.masthead
    yield from filter(None, (head.title, head.body))
    for one in document.paragraphs:
        yield from one.headings


def numbers_of(document: Document) -> frozenset[str]:
    """The numbers of a document's units, with the part they are in and without."""
    return _counts_of(document).numbers


def holds_word(document: Document, word: str) -> bool:
    """Whether one document uses `word` or a word of its stem."""
    counts = _counts_of(document)
    return word.lower() in counts.words or counts.units_with[stem(word)] > 0


@OncePerDocument
def _counts_of(document: Document) -> _Counts:
    tally: Counter[str] = Counter()  # as written
    words: Counter[str] = Counter()
    units_with: Counter[str] = Counter()
    years: set[int] = set()
    head = document.masthead
    printed = (
        head.title,
        head.body,
        head.session,
        head.venue,
        head.dates,
        head.date,
        head.rapporteur,
        *head.symbols,
    )
    texts = [" ".join(filter(None, printed))]
    texts += [" ".join((one.text, *one.headings[-1:])) for one in document.paragraphs]
    for text in texts:
        tally.update(_WORD.findall(text))
        units_with.update(content_stems(text))
        years.update(map(int, _YEAR.findall(text)))
    for word, count in tally.items():
        low = word.lower()
        words[low] += count
        for part in low.split("-") if "-" in low else ():
            words[part] += count
    numbers = {one.para for one in document.paragraphs if one.para}
    numbers |= {number.rpartition(":")[2] for number in numbers}
    named = (head.venue or "", *(one.text for one in document.paragraphs))
    states = frozenset(name for text in named for name in find_states(text))
    # A thousand documents use the same words: kept once, they take a third less memory.
    words = Counter({sys.intern(word): count for word, count in words.items()})
    return _Counts(words, units_with, len(texts), frozenset(years), frozenset(numbers), states)


def correct_spelling(text: str, corpus: Corpus) -> str:
    """`text` with words that are neither English nor the documents' put right from theirs.

    British and American forms become the one that the documents use, "wifi" their "wi-fi".
    """

    def correct(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if len(low) < 4 or corpus.holds(word):
            return word
        if low in corpus.hyphenated:
            return corpus.hyphenated[low]
        for pattern, replacement in _BRITISH:
            other = pattern.sub(replacement, low)
            if other != low and other in corpus.words:
                return other
        if low in english_words() or "-" in low or any(char.isupper() for char in word[1:]):
            return word
        return _nearest(low, corpus) or word

    return _WORD.sub(correct, text)


def _nearest(word: str, corpus: Corpus) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    limit = 1 if len(word) < 7 else 2
    choices = [
        one
        for length in range(len(word) - limit, len(word) + limit + 1)
        for one in corpus.spelled.get((word[0], length), ())
    ]
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=4)
    if not found:
        return None
    best = min(score for _, score, _ in found)
    return max((one for one, score, _ in found if score == best), key=lambda one: corpus.words[one])


def unknown_terms(text: str, corpus: Corpus) -> list[str]:
    """The words of `text` that name something, are no English words, and stand in no document.

    Numbers and words of one or two letters are left out; so is what begins a sentence, unless it
    is no English word either.
    """
    found = []
    for word in content_words(text):
        low = word.lower()
        if len(word) < 3 or not word.isalpha() or corpus.holds(word):
            continue
        plain = low.removesuffix("s")
        if low in english_words() or plain in english_words() or corpus.holds(plain):
            continue
        found.append(word)
    return list(dict.fromkeys(found))


def unknown_years(text: str, corpus: Corpus) -> list[int]:
    """The years in `text` that no document mentions."""
    return [year for year in map(int, _YEAR.findall(text)) if year not in corpus.years]
