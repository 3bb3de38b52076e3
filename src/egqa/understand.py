"""A question and the turns before it, read: what is searched for, which documents and units it names.

Rules over structure and history only, exact where they apply; no language model. What cannot be
read for certain becomes a preference, never a filter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from egqa.acts import act_meant
from egqa.aliases import count_form, find_entities, spell_out
from egqa.catalogue import catalogue_of
from egqa.corpus import Corpus, correct_spelling, describe_corpus, holds_word
from egqa.dates import is_of_event, relative_year
from egqa.errors import BadQuestion
from egqa.follow import OPPOSED, Follow, cited_refs, follow
from egqa.kinds import read_kind
from egqa.naming import (
    find_strange,
    items_of,
    name_footnotes,
    name_provisions,
    nth_recommendation,
    part_meant,
    read_foreign,
    resolve,
    transfer,
)
from egqa.numerals import ordinal_in_words
from egqa.pinpoints import read_parts, read_pinpoints
from egqa.plain_words import as_documents_say
from egqa.recommendations import name_recommendations
from egqa.scope import Scope, read_scope
from egqa.shortnames import raise_letters, spell_short_names
from egqa.states import find_states
from egqa.types import Document, Query, Turn
from egqa.wording import join_levels, searchable, without_tags
from egqa.words import content_words

MAX_QUESTION = 4_000
_SPACES = "\n\r\t\v\f\u2028\u2029"


def clean_question(question: str) -> str:
    """The question without control characters, its white space folded.

    Raises:
        BadQuestion: it is empty, or too long to be one.
    """
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question):,} characters; the limit is {MAX_QUESTION:,}.",
            hint="Ask it in a few sentences; documents belong in the index.",
        )
    kept = "".join(
        " " if char in _SPACES else char
        for char in unicodedata.normalize("NFC", question)
        if char in _SPACES or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    text = re.sub(r"\s+", " ", kept).strip()
    if not any(char.isalnum() for char in text):
        raise BadQuestion("The question is empty.", hint="Type a question about the documents.")
    return text


def understand(question: str, history: Sequence[Turn], documents: Sequence[Document]) -> Query:
    """Read `question` after `history`, against the `documents` of the index.

    Raises:
        BadQuestion: see `clean_question`.
    """
    corpus = describe_corpus(documents)
    text = correct_spelling(raise_letters(clean_question(question), corpus), corpus)
    text = _name_number(spell_short_names(text, corpus), history)
    scope = read_scope(text, documents)
    mentions = read_pinpoints(join_levels(scope.masked))
    taken = follow(text, history, documents, complete=bool(mentions and scope.places))
    whole = scope.keys
    if taken.text != text:
        text = taken.text
        scope = read_scope(text, documents)
        mentions = read_pinpoints(join_levels(scope.masked))
    relative = () if scope.keys else _relative(text, taken, documents)
    elsewhere = _find_elsewhere(text, scope, documents, corpus) if scope.keys else None
    dated: tuple[str, ...] = ()
    if elsewhere:  # the date is no filter, but still says which documents are rather meant
        dated, whole = scope.keys, ()
        scope = replace(scope, keys=(), must=False, sides=(), masked=text, places=())
    keys = scope.keys or relative or taken.documents or whole
    must = (scope.must and bool(scope.keys)) or bool(relative)
    parts = read_parts(text)
    joined = join_levels(scope.masked)
    mentions = mentions or read_foreign(joined)
    strange = find_strange(mentions, joined)
    recommended = name_recommendations(
        [one for one in mentions if one not in strange], joined, keys, documents
    )
    mentions = list(recommended.left)
    refs, unknown = resolve(mentions, scope, taken, documents, parts)
    foreign = {
        number
        for one in mentions
        if _PROVISION.search(joined[: one.span.start]) and not _WORDING.search(text)
        for number in one.numbers
    }
    unknown = [one for one in unknown if one not in foreign]
    unknown += [number for one in strange for number in one.numbers]
    unknown += recommended.unknown
    refs = (
        refs
        or list(recommended.refs)
        or ([] if mentions else name_provisions(parts, keys, documents))
        or name_footnotes(text, keys, documents)
        or transfer(taken, scope, documents)
        or list(taken.refs)
        or nth_recommendation(text, scope, documents)
    )
    inside = items_of(text, refs, documents) or (() if refs else recommended.within)
    if inside:
        refs = []
    elif not refs and not unknown:
        inside, masked = act_meant(scope.masked, keys, documents)
        scope = replace(scope, masked=masked)
    own = searchable(scope)
    searched = f"{taken.before} {own}".strip() if taken.before and not refs else own
    read_as = f"{taken.before} {text}" if taken.before and not refs else text
    if taken.similar and not refs:
        own, searched, read_as = "", taken.before, f"{text} (like: {taken.before})"
    return Query(
        question=question,
        text=_spell(searched, corpus) or text,
        refs=tuple(refs),
        unknown=tuple(unknown),
        documents=keys or dated,
        scope="must" if must else "prefer",
        kind=_kind(spell_out(text, corpus.count), taken, history),
        sides=scope.sides,
        focus=_spell(own, corpus)
        if len(content_words(own)) > (1 if taken.avoid else 0) or not taken.before
        else "",
        near=taken.cited,
        within=inside or taken.within or part_meant(text, keys, documents),
        avoid=taken.avoid,
        read_as=read_as,
        notices=(
            *scope.conflicts,
            *((elsewhere,) if elsewhere else ()),
            *(dict.fromkeys(strange.values()) if not keys else ()),
            *((OPPOSED,) if taken.opposed else ()),
        ),
    )


def _spell(text: str, corpus: Corpus) -> str:
    """`text` in the documents' words: acronyms of known names and of theirs spelled out."""

    def spell_session(match: re.Match[str]) -> str:
        """ "COP30" as reports print it, but where one prints it so: "thirtieth session of the COP"."""
        body, number = match.group("body"), match.group("number")
        if corpus.count(f"{body} {number}") or corpus.count(f"{body}{number}"):
            return match.group()
        return f"{ordinal_in_words(int(number))} session of the {body}"

    text = spell_out(_SESSION.sub(spell_session, text), corpus.count)

    def spell(match: re.Match[str]) -> str:
        letters = match.group("letters")
        if corpus.holds(match.group()) or corpus.holds(letters):
            return match.group()
        name = corpus.name_of(letters)
        # Of a State there is so much that its name would outweigh what is asked of it.
        return match.group() if not name or find_states(name) else name

    return as_documents_say(_LETTERS.sub(spell, text), corpus)


#: The bodies whose sessions go by their letters and a number.
_SESSION = re.compile(
    r"(?<![\w/.-])(?P<body>COP|CMP|CMA|SBI|SBSTA|CSW|CND|CSTD|CPD|CSocD|HRC|UNGA)[ -]?(?P<number>\d{1,2})(?![\w/(%-]|\.\d)"
)
_LETTERS = re.compile(r"(?<![\w/.-])(?P<letters>[A-Z]{3,7})s?(?![\w/.-])")
# "And 13.19?", "what about 44?": a number, and no word beside it.
_NUMBER_ALONE = re.compile(
    r"(?P<lead>(?:(?:and|or|then|now|ok(?:ay)?|what about|how about|(?:what|how) of)\b[\s,]*)*)"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*(?:\s*\([a-z]{1,4}\))*)(?P<end>[\s?.!]*)",
    re.IGNORECASE,
)


def _name_number(text: str, history: Sequence[Turn]) -> str:
    """`text` with "and 13.19?" read as a paragraph's number, where one was asked for before."""
    alone = _NUMBER_ALONE.fullmatch(text)
    if alone is None or not history or not history[-1].query.refs:
        return text
    return f"{alone.group('lead')}para. {alone.group('number')}{alone.group('end')}"


def _find_elsewhere(
    text: str, scope: Scope, documents: Sequence[Document], corpus: Corpus
) -> str | None:
    """What is said where only dates of events say which documents are meant, and none prints a name.

    What befell a mission in February is told in its report of March. "The 2019 draft" is a document
    and no event: it is asked what that says, were it nothing.
    """
    if not all(one.dimension == "date" and is_of_event(text, one.span) for one in scope.places):
        return None
    meant = catalogue_of(documents).of(scope.keys)
    typed = text.split()
    if 2 * sum(word.isupper() for word in typed) > len(typed):
        return None  # typed in capitals, which tell no names
    inside = set(_NAMED.findall(scope.masked))
    words = [word for word in content_words(scope.masked) if word.isalpha() and len(word) > 2]
    named = [word for word in words if word.isupper() or word in inside]
    absent = [
        word
        for word in dict.fromkeys(named)
        if corpus.holds(word) and not any(_names(one, word) for one in meant)
    ]
    if not absent:
        return None
    dates = dict.fromkeys(text[one.span.start : one.span.end] for one in scope.places)
    return f"{OF_DATE}{' or '.join(dates)} names {' or '.join(absent)}."


def _names(document: Document, word: str) -> bool:
    """Whether a document prints `word`, or what it is short for."""
    if holds_word(document, word):
        return True
    texts = [one.text for one in document.paragraphs]
    return any(count_form(form, texts) for one in find_entities(word) for form in one.forms)


#: How the sentence on a date begins whose documents do not print a name asked about.
OF_DATE = "No document of "


def _kind(text: str, taken: Follow, history: Sequence[Turn]) -> str:
    """The kind of answer asked for; "and on evidence?" asks for what the question before did."""
    untagged = without_tags(text)
    if untagged != text and _STATES.match(untagged):
        return "fact"  # "Write down how many there are. Is that required?" counts nothing
    kind = read_kind(untagged)
    if kind != "fact" or not history:
        return kind
    before = history[-1].query.kind
    if (taken.before or taken.cited) and before in _MEASURED and _HOW_MUCH.search(text):
        return before  # "and how much per day?", "how much of that is for the post?"
    if taken.before and _ELLIPSIS.search(text):
        return before
    return kind


#: Kinds of which a part, or what comes to each, is of the same kind.
_MEASURED = ("amount", "percent")
_HOW_MUCH = re.compile(r"\bhow much (?:of (?:that|this|it|them)|per|for|each|a|more|less)\b", re.I)


# "The amendment to article 20 (1)" is of a convention that is spoken of.
_WORDING = re.compile(
    r"\b(?:wording|worded|words?|text|quot\w+|say|says|reads?|provides?|contents?)\b",
    re.IGNORECASE,
)
_PROVISION = re.compile(r"\b(?:articles?|art\.|rules?|regulations?)\s*$", re.IGNORECASE)
# A name inside a sentence: what begins one is printed so in any case.
_NAMED = re.compile(r"(?:(?<=[\w,’'] )|(?<=\w[–-]))[A-Z][^\W\d_]{3,}\b")
# A statement: no question mark ends it, no question word or verb begins it.
_STATES = re.compile(
    r"(?!(?:and |so |but )?(?:who|what|which|when|where|how|why|is|are|was|were|do|does|did|has|have|can|could|name|list)\b)[^?]*$",
    re.IGNORECASE,
)
# What goes on with the question before, without a verb or a question word of its own.
_ELLIPSIS = re.compile(
    r"^(?:(?:and|or|but|also|so|then|what about|how about)\b\s*)*(?!.*\b(?:who|what|which|when|where|how|why|did|does|do|is|are|was|were|has|have)\b).{1,60}$",
    re.IGNORECASE,
)


def _relative(text: str, taken: Follow, documents: Sequence[Document]) -> tuple[str, ...]:
    """The documents that "a year later" means."""
    catalogue = catalogue_of(documents)
    year = relative_year(text, catalogue.of(taken.documents))
    return () if year is None else catalogue.dated(year, None)


__all__ = ["MAX_QUESTION", "cited_refs", "clean_question", "understand"]
