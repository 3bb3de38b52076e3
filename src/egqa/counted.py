"""How many there are: a number answers only where it is a number of the things asked about.

"3 intergovernmental organizations" counts no "non-governmental organizations", a date counts
nothing, and of how many soldiers of one State fell, those of another tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from egqa.absences import on_point
from egqa.kinds import holds_kind
from egqa.nearest import near_passages
from egqa.parse.masthead_words import MONTHS
from egqa.phrases import alike
from egqa.presupposed import acts_told
from egqa.sentences import split_sentences
from egqa.states import count_states, find_states
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import STOPWORDS, content_stems, stem


class Things(NamedTuple):
    """What is counted: the stem of its noun, the names it is of, and the other words before it."""

    noun: str
    names: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    phrase: str = ""


_HOW_MANY = re.compile(
    r"\b(?:how many|(?:the |what )?(?:exact |total |overall )?number of)\s+", re.IGNORECASE
)
_TOLL = re.compile(r"\bdeath toll\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_][\w’'-]*|[^\w\s]")
#: What ends the words for a thing: a verb, a preposition, a clause.
_ENDS = frozenset(
    "are were was is be been did do does has have had will would can could should shall must may might"
    " sent spoke gave held met said won lost fell chose brought left sought paid built began became wrote found led"
    " in at from of on during by to for with within under between among before after since per"
    " who which that it them him her this these those the a an took take came come got get went go made make there their its".split()
)
#: "How many only sent word?" goes on with what was counted before.
_GOES_ON = frozenset("only also just merely not actually then who which that of more times".split())
_NO_PLURAL = frozenset("people children women men personnel staff police troops".split())


def read_things(text: str) -> Things | None:
    """What `text` asks the number of; None where it does not say.

    >>> read_things("How many non-governmental organizations attended?").noun
    'organ'
    >>> read_things("How many Kenyan soldiers died in May?").names
    ('Kenya',)
    """
    text = _TOLL.sub("number of deaths", text)
    match = _HOW_MANY.search(text)
    if match is None:
        return None
    phrase: list[str] = []
    for token in _TOKEN.findall(text[match.end() :]):
        if token.lower() in _ENDS or not token[0].isalnum():
            break
        phrase.append(token)
    if not phrase or phrase[0].lower() in _GOES_ON:
        return None
    if len(phrase) == 1 and phrase[0].endswith("ed"):
        return None  # "how many followed it?"
    plural = [at for at, word in enumerate(phrase) if _is_plural(word)]
    at = plural[-1] if plural else len(phrase) - 1
    before = phrase[:at]
    names = (
        *find_states(" ".join(before)),
        *(word for word in before if word[0].isupper() and not find_states(word)),
    )
    kinds = content_stems(" ".join(word for word in before if word[0].islower()))
    return Things(stem(phrase[at]), names, kinds, " ".join(phrase[: at + 1]))


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low in _NO_PLURAL or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def counts_asked(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit counts what is asked the number of; None where no number of things is asked."""
    query = case.query
    if query.kind != "count" or query.refs:
        return None
    things = read_things(case.asked) or read_things(query.text)
    if things is None or (case.passages and _is_listed(things, case)):
        return None
    return lambda unit: _counts(unit, things, case)


def tells_vote(case: Case) -> Callable[[Paragraph], bool] | None:
    """Whether a unit gives the votes that were cast; None where no vote is asked about."""
    if case.query.kind != "vote" or case.query.refs:
        return None
    wanted = content_stems(case.asked)
    return lambda unit: (
        bool(holds_kind("vote", unit.text)) and case.share(wanted, in_context(unit)) >= _ON_VOTE
    )


#: In how many of the first passages the votes may be given, and how much of the question there.
IN_VOTE, _ON_VOTE = 3, 0.6


def find_uncounted(case: Case) -> Verdict | None:
    """A number of things is asked for, and no passage on the point counts them."""
    query = case.query
    if query.kind != "count" or not case.passages or query.refs:
        return None
    # "And how many in March?" counts what the question before did.
    things = read_things(case.asked) or read_things(query.text)
    if things is None:
        # "How many is 'many'?" asks of the answer before.
        before = [it.paragraph.text for it in case.passages if it.paragraph.ref in query.near]
        if any(_counts_anything(text) for text in before or on_point(case)):
            return None
        return Verdict("kind_absent", case.say_absent("give no number of them."))
    if _is_listed(things, case) or any(
        _counts(one.paragraph, things, case) for one in near_passages(case.passages, REACH)
    ):
        return None
    return Verdict(
        "kind_absent",
        case.say_absent(f"nothing on the point gives the number of {things.phrase}."),
    )


#: In how many of the first passages the things may be counted.
REACH = 12


def _counts(unit: Paragraph, things: Things, case: Case) -> bool:
    """Whether the unit puts a number before the things asked about."""
    text = unit.text
    # Who came is no count of those who held a view.
    if _HELD.search(case.query.text) and not _HELD.search(text):
        return False
    # Nor are all who are party to something those who came.
    if _CAME.search(case.asked) and not _PRESENT.search(text):
        return False
    # Nor those for whom somebody spoke.
    if _CAME.search(case.asked) and _SPOKE.search(text) and not _CAME.search(text):
        return False
    nouns = alike(things.noun)
    if not _is_on_point(unit, things, case):
        return False
    if (
        len(find_states(text)) >= _LISTED
        and nouns & alike(_STATE)
        # Who spoke, or was host, is not all who came.
        and (not _CAME.search(case.query.text) or _ATTENDED.search(text))
    ):
        return True
    if things.kinds and not things.kinds & content_stems(text):
        return False
    if not all(_names(name, text) for name in things.names if not find_states(name)):
        return False
    states = {name for name in things.names if find_states(name)}
    of_none_else = states == set(find_states(text))
    # "And how many followed it?" counts what was counted before, of which that is told.
    carried = read_things(case.asked) is None
    own = case.known(content_stems(case.asked)) if carried else frozenset[str]()
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        of_them = of_none_else or states <= set(find_states(sentence))
        of_them = of_them and (not own or bool(own & content_stems(sentence)))
        of_them = of_them and all(told.search(sentence) for told in acts_told(case.asked))
        if of_them and any(_names_several(nouns, after) for after in _numbered(sentence)):
            return True
        if of_them and any(_names_several(nouns, of) for of in _shares(sentence)):
            return True
    return False


def _shares(sentence: str) -> Iterable[str]:
    """What a share is given of in `sentence`, where it is how many that a text tells."""
    if _PER_CENT.search(sentence):
        for match in _SHARE_OF.finditer(sentence):
            after = sentence[match.end() :]
            stop = _STOPS.search(after)
            yield " ".join(after[: stop.start() if stop else None].split()[:_WORDS_AFTER])


_PER_CENT = re.compile(r"\d (?:per cent|%)|\d%")
_SHARE_OF = re.compile(r"\b(?:proportion|share|percentage|per cent) of (?:the )?", re.IGNORECASE)


def _counts_anything(text: str) -> bool:
    """Whether `text` puts a number before things, or lists States: a date counts nothing."""
    parts = (text[span.start : span.end] for span in split_sentences(text))
    return count_states(text) >= _LISTED or any(
        after for part in parts for after in _numbered(part)
    )


def _names_several(nouns: frozenset[str], phrase: str) -> bool:
    """Whether `phrase` has one of the `nouns` as what is counted: "2 country programmes" has none."""
    words = [word.strip("“”\"'’") for word in phrase.split()]
    return any(
        nouns & content_stems(word)
        and (_is_plural(word) or not _is_before_another(words[at + 1 :]))
        for at, word in enumerate(words)
    )


def _is_before_another(rest: list[str]) -> bool:
    """Whether what follows a word is the thing counted, and no mere "incidents" or "personnel"."""
    for word in rest[:2]:
        if word.lower() in STOPWORDS or word.lower() in _OF_THEM:
            return False
        if _is_plural(word):
            return True
    return False


#: What says of things that they are several: "175 robbery incidents" are robberies.
_OF_THEM = frozenset("incidents cases events instances members personnel staff posts units".split())


def _is_on_point(unit: Paragraph, things: Things, case: Case) -> bool:
    """Whether the unit bears a share of what the question says beside the things counted."""
    # "347 Wi-Fi access points" in the first passage: the very thing that is asked for, in full.
    named = things.kinds and content_stems(things.phrase)
    if named and unit is case.passages[0].paragraph:
        parts = (unit.text[one.start : one.end] for one in split_sentences(unit.text))
        if any(named <= content_stems(after) for part in parts for after in _numbered(part)):
            return True
    beside = content_stems(case.asked) - alike(things.noun) - content_stems(things.phrase)
    return case.share(case.known(beside), in_context(unit)) >= _SHARE


#: The least share of the question's weight, beside the things counted, that a unit in point bears.
_SHARE = 0.3


def _names(name: str, text: str) -> bool:
    stems = content_stems(name)
    return not stems or stems <= content_stems(text)


_NUMERAL = re.compile(
    r"(?<![\w./(\[-])\d+(?:[.,]\d+)*(?![\w/)\]])"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?"
    r"|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(
    r"\b(?:resolutions?|decisions?|paragraphs?|paras?\.|articles?|rules?|chapters?|items?|tables?|figures?|goals?)\s$",
    re.IGNORECASE,
)
_DATE = re.compile(rf"\s(?:(?:to|and|[-–]) ?\d{{1,2}} )?(?:{MONTHS})\b|\s?per cent\b|\s?%")
_YEAR = re.compile(r"(?:19|20)\d\d$")
#: Where the thing counted may no longer stand: after a comma, a verb, another thing's preposition.
_STOPS = re.compile(
    r"[,;:.()]|\b(?:are|were|was|is|did|has|have|had|will|would|can|in|at|from|on|during|by|to|for|with|who|which|that|and|or)\b",
    re.IGNORECASE,
)
_WORDS_AFTER = 7


def _numbered(sentence: str) -> Iterable[str]:
    """What follows each number in `sentence` that counts something, up to where the thing ends."""
    for number in _NUMERAL.finditer(sentence):
        if _OF_TEXT.search(sentence, max(0, number.start() - 20), number.start()):
            continue  # a resolution's number counts nothing
        after = sentence[number.end() :]
        if _DATE.match(after) or _YEAR.fullmatch(number.group()):
            continue
        if number.group().lower() == "one" and after.startswith(" of "):
            continue  # "one of the recommendations" tells of more
        if number.group() == "One" and not number.start():
            continue  # "One delegate said" counts none
        stop = _STOPS.search(after)
        yield " ".join(after[: stop.start() if stop else None].split()[:_WORDS_AFTER])


def _is_listed(things: Things, case: Case) -> bool:
    """Whether the first passage opens a list of the things: "the following documents:"."""
    opening = case.top.rstrip() if case.top.rstrip().endswith(":") else ""
    return bool(alike(things.noun) & content_stems(" ".join(opening.split()[-_OPENING:])))


#: How many of the last words before a list may say what it is a list of.
_OPENING = 12
_STATE = stem("state")
#: So many States in a unit are a list of them.
_LISTED = 3
_CAME = re.compile(
    r"\b(?:attend\w*|participat\w+|took part|present|represented|came)\b", re.IGNORECASE
)
_SPOKE = re.compile(
    r"\bstatements? (?:was|were) (?:also )?made\b|\bmade statements?\b|\bspoke\b", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(?:back(?:ed|ing)|support(?:ed|ing)|oppos(?:ed|ing)|favou?r(?:ed|ing)|reject(?:ed|ing)|vot(?:ed|ing|es)|agreed|disagreed|objected|in favou?r)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"{_CAME.pattern}|\b(?:attendance|delegat\w+|observers?|join\w*|gather\w*|register\w*|statements?|spoke|hosted|composed)\b",
    re.IGNORECASE,
)
_ATTENDED = re.compile(r"\b(?:attended|participat\w+|were represented|took part)\b", re.IGNORECASE)
