"""Documents called by what they are on: "the criminalization addendum", "the resolution on …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.aliases import find_entities
from egqa.catalogue import TITLE_WORDS, catalogue_of
from egqa.corpus import describe_corpus
from egqa.memo import OncePerCollection
from egqa.types import Document, Span
from egqa.words import content_stems, content_words

_CALLED = re.compile(r"\b(?:addendum|draft|report|paper|document)\b", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:resolution|decision|draft resolution|report|draft report|note|letter) (?:on|about|concerning|regarding|proclaiming|establishing) ",
    re.IGNORECASE,
)


def find_titles(text: str, documents: Sequence[Document]) -> list[tuple[Span, tuple[str, ...]]]:
    """Where `text` calls documents by what they are on, and their keys."""
    catalogue = catalogue_of(documents)
    found: list[tuple[Span, tuple[str, ...]]] = []
    for match in _CALLED.finditer(text):
        before = text[: match.start()].rstrip()
        for start in _word_starts(before, TITLE_WORDS):
            keys = catalogue.headed(before[start:].lower())
            if keys:
                if match.group().lower() == "addendum":
                    keys = tuple(key for key in keys if key in catalogue.addenda) or keys
                found.append((Span(start, match.end()), keys))
                break
    for match in _ON.finditer(text):
        after = text[match.end() :]
        words = list(re.finditer(r"[^\s,.;:?!]+", re.split(r"[,.;:?!]", after)[0]))[:_READ]
        keys, count = catalogue.entitled([content_stems(word.group()) for word in words])
        if keys:
            found.append((Span(match.start(), match.end() + words[count - 1].end()), keys))
    for match in _THE.finditer(text):
        topic = content_stems(match.group("topic")) - _VAGUE
        holding = [_resolutions_on(documents).get(stem, frozenset()) for stem in topic]
        keys = tuple(sorted(frozenset.intersection(*holding))) if holding else ()
        if 0 < len(keys) <= _FEW:
            found.append((Span(match.start("topic"), match.end()), keys))
    return found


def find_subjects(text: str, documents: Sequence[Document]) -> list[tuple[Span, tuple[str, ...]]]:
    """The full names of bodies in `text`, and letters for them, that the titles of few documents print.

    A report on a mission is on it throughout: its name tells which document is rather meant, and
    none of its paragraphs from another. Nothing is found where the name is all that is asked about.
    """
    titles = _titles_of(documents)
    corpus = describe_corpus(documents)
    found = []
    for match in (*_NAME.finditer(text), *_LETTERS.finditer(text)):
        name = match.group()
        forms = [name]
        if name.isupper():
            forms = [
                form for one in find_entities(name) for form in one.forms if one.forms[0] in form
            ]
            forms.append(corpus.name_of(name))
        rest = text[: match.start()] + " " + text[match.end() :]
        if len(content_words(rest)) < _REST or _NTH.search(text[: match.start()]):
            continue
        for form in forms:
            if len(content_words(form)) < _LONG or not _BODY.search(form):
                continue
            keys = tuple(key for key, title in titles if form.lower() in title)
            if 0 < len(keys) <= _FEW:
                found.append((Span(*match.span()), keys))
                break
    return found


_NAME = re.compile(
    r"\b[A-Z][\w’-]+(?:,? (?:(?:of|for|on|in|to|and|the|with|against) )*[A-Z][\w’-]+)+"
)
_LETTERS = re.compile(r"(?<![\w/.-])[A-Z]{3,8}(?![\w/.-])")
# "The third Meeting of …" is one of several that go by the name.
_NTH = re.compile(r"\b(?:[a-z]+-)?(?:[a-z]+th|first|second|third|\d+(?:st|nd|rd))\s+$", re.I)
# What a report can be on throughout; a day or a treaty in a title is what is asked about.
_BODY = re.compile(
    r"\b(?:Mission|Office|Fund|Force|Programme|Group|Committee|Commission|Board|Agency|Authority|Union"
    r"|Organi[sz]ation|Institute|University|Cent(?:re|er)|Council|Court|Tribunal|Mechanism|Bank|Entity|Unit)\b"
)
#: How many content words a name must have to be telling, and the question beside it.
_LONG, _REST = 3, 2


@OncePerCollection
def _titles_of(documents: Sequence[Document]) -> list[tuple[str, str]]:
    return [(one.masthead.key, (one.masthead.title or "").lower()) for one in documents]


# "The Yemen resolution", "the draft resolution" is none.
_THE = re.compile(
    r"\bthe (?P<topic>(?:(?!(?:of|in|to|by|and|or|that|which|for|with|on|at|from)\b)[\w’'/-]+ ){1,4})"
    r"resolution\b(?! (?:\d|of|on|about|concerning|regarding|proclaiming|establishing)\b)",
    re.IGNORECASE,
)
_VAGUE = content_stems(
    "draft present same new last first second final latest previous adopted current relevant above"
    " council assembly security general human rights economic social united nations un year"
)
#: How many resolutions, at most, may be called by one topic.
_FEW = 3


@OncePerCollection
def _resolutions_on(documents: Sequence[Document]) -> dict[str, frozenset[str]]:
    """The resolutions by the stems of what their titles and preambles name.

    A document with a preamble of its own, and not of acts in it, is a resolution.
    """
    found: dict[str, set[str]] = {}
    for document in documents:
        preamble = [one for one in document.paragraphs if re.fullmatch(r"pp\d+", one.para or "")]
        if not preamble:
            continue
        told = " ".join((document.masthead.title or "", *(one.text for one in preamble)))
        for stem in content_stems(told):
            found.setdefault(stem, set()).add(document.masthead.key)
    return {stem: frozenset(keys) for stem, keys in found.items()}


#: How many words after "the report on" may be of a title.
_READ = 12


def _word_starts(text: str, most: int) -> list[int]:
    """Where the last `most` words of `text` start, the longest run first."""
    return [match.start() for match in re.finditer(r"\S+", text)][-most:]
