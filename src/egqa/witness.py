"""Whether what a question fixes is borne out where it would be answered: years, sessions, names.

A near miss has the right topic and another year, another session, another body's act. Each thing
that the question names must stand in a unit it is answered from, or in what that unit inherits: its
opening words, its headings, the masthead of its document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.aliases import count_form, find_entities
from egqa.dates import MONTHS
from egqa.kinds import find_states, holds_kind, stands_for
from egqa.retrieve import is_in_scope
from egqa.sessions import find_sessions, has_session
from egqa.symbols import find_symbols
from egqa.types import Paragraph
from egqa.verdicts import Case, Verdict
from egqa.words import STOPWORDS, content_stems, content_words

#: In how many of the first passages a thing named may stand.
REACH = 3


def find_unwitnessed(case: Case) -> Verdict | None:
    """A year, session or name of the question that nothing on the point speaks of."""
    query = case.query
    if query.refs or query.within or query.sides or query.notices:
        return None
    near = [one.paragraph for one in case.passages[:REACH] if is_in_scope(one)]
    if query.kind != "compare":  # another document is of another year
        near = [one for one in near if one.masthead.key == near[0].masthead.key]
    if not near:
        return None
    missing = min(
        (_find_missing(case, [in_context(one) for one in some]) for some in _together(near, case)),
        key=len,
    )
    if not missing:
        return None
    named = " or ".join(f"“{one}”" for one in dict.fromkeys(missing))
    return Verdict("not_recorded", f"What the documents say nearest to this is not of {named}.")


def _together(near: Sequence[Paragraph], case: Case) -> list[list[Paragraph]]:
    """The units that may bear out the question between them: for a number or a vote, one alone."""
    kind = case.query.kind
    if kind == "whether":
        return [[one] for one in near]
    holding = [[one] for one in near if holds_kind(kind, one.text)] if kind in _EXACT else []
    return holding or [list(near)]


#: Kinds of answer that another unit than the one with the names cannot give.
_EXACT = ("amount", "percent", "vote", "count")


def _find_missing(case: Case, texts: Sequence[str]) -> list[str]:
    query = case.query
    years = [one for one in find_years(query.question) if not any(_spans(one, it) for it in texts)]
    missing = [one for one in years if not _is_in_name(one, query.question, case)]
    missing += [
        one
        for one in find_ranges(query.question)
        if not any(_prints_range(one, it) for it in texts)
    ]
    if any(char.islower() for char in case.asked):
        missing += [
            one
            for one in find_sessions(case.asked)
            if not any(has_session(one, it) for it in texts)
        ]
    if query.kind != "compare":  # each part is of a document of its own
        missing += find_parts_absent(case.asked, texts)
    missing += find_acts_absent(query.question, texts)
    if not query.near and not _names_two(case):  # a follow-up has its names from the turn before
        missing += find_names_absent(case.asked, texts)
    return missing


def in_context(unit: Paragraph) -> str:
    """The words of `unit` with all that it inherits."""
    head = unit.masthead
    printed = (
        *head.symbols,
        *(head.title, head.body, head.session, head.venue, head.dates, head.date, head.rapporteur),
        *unit.headings,
        *(one.text for one in unit.chapeau),
        unit.text,
    )
    return " \n".join(filter(None, printed))


_YEAR = re.compile(r"(?<![\d/.–-])(?:19|20)\d\d(?![\d/–-])")
_RANGE = re.compile(r"\b((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)?\d\d)\b")


def find_years(text: str) -> list[str]:
    """The years that `text` names, but for those of a range.

    >>> find_years("the 2018–2021 workplan and the target for 2024")
    ['2024']
    """
    return [match.group() for match in _YEAR.finditer(text)]


def find_ranges(text: str) -> list[str]:
    """The ranges of years that `text` names.

    >>> find_ranges("the budget for 2024-2025 and the 2018/19 plan")
    ['2024-2025', '2018/19']
    """
    return [match.group() for match in _RANGE.finditer(text)]


def _prints_range(name: str, text: str) -> bool:
    """Whether `text` prints the range of years `name`, in any form, or both of its years."""
    first, last = _ends_of(name)
    return any(_ends_of(match.group()) == (first, last) for match in _RANGE.finditer(text)) or all(
        re.search(rf"(?<!\d){year}(?!\d)", text) for year in (first, last)
    )


def _ends_of(name: str) -> tuple[int, int]:
    match = _RANGE.search(name)
    if match is None:
        return 0, 0
    first, last = match.groups()
    return int(first), int(last if len(last) == len(first) else first[:2] + last)


def _is_in_name(year: str, text: str, case: Case) -> bool:
    """Whether the year is of a name that the documents print: "the 2030 Agenda"."""
    return any(case.corpus.count(name) for name in re.findall(rf"\b{year}[ -][A-Z][\w-]+", text))


def _spans(year: str, text: str) -> bool:
    """Whether `text` prints `year`, or a range of years that holds it.

    >>> _spans("2024", "the strategy for 2022–2025"), _spans("2024", "in the biennium 2024-25")
    (True, True)
    """
    if re.search(rf"(?<!\d){year}(?!\d)", text):
        return True
    for first, last in _RANGE.findall(text):
        end = int(last) if len(last) == len(first) else int(first[:2] + last)
        if int(first) <= int(year) <= end:
            return True
    return False


# Acts by their number: "resolution 27/2", "decision 2016/241".
_ACT = re.compile(
    r"\b(?:resolution|decision)s? (?P<number>(?:[A-Z]{1,4}[-/])?\d{1,4}/[\w.]*\w|\d{3,4}(?: \((?:19|20)\d\d\))?)",
    re.IGNORECASE,
)


def find_acts_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The resolutions and decisions that `asked` names by number and none of `texts` prints.

    >>> find_acts_absent("What does resolution 27/2 ask, and decision 3/CMA.1?", ["3/CMA.1"])
    ['resolution 27/2']
    """
    together = "\n".join(texts)
    return [
        match.group()
        for match in _ACT.finditer(asked)
        if not re.search(
            rf"(?<![\w/]){re.escape(match.group('number').split(' (')[0])}(?![\w/])",
            together,
            re.IGNORECASE,
        )
    ]


# What is numbered is told by its number: "income section 2" is not section 1.
_PART = re.compile(
    r"\b(?P<noun>sect|chapter|annex|article|phase|component|cluster|table|pillar|sub-?theme|subprogramme|activity|option|stage)(?:ion|es|s)? (?P<number>\d{1,3}|\([a-z]\))(?![\w./(])",
    re.IGNORECASE,
)


def find_parts_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The numbered parts in `asked`, "section 2", that none of `texts` prints.

    >>> find_parts_absent("income section 2 and article 6", ["A/80/6 (Income sect. 1)", "Article 6"])
    ['section 2']
    """
    together = "\n".join(texts)
    named = {match.group(): match for match in _PART.finditer(asked)}
    return [
        part
        for part, match in named.items()
        if not re.search(
            rf"\b{match.group('noun')}[a-z]*\.? (?:\(?\w+\)?(?:,| and| or| to|[–-]) ?)*{re.escape(match.group('number'))}(?!\w)",
            together,
            re.IGNORECASE,
        )
    ]


def _names_two(case: Case) -> bool:
    """Whether a question confined to one document asks for more than one."""
    return case.query.scope == "must" and _TWO.search(case.query.question) is not None


_TWO = re.compile(r"\b(?:each|both|respectively)\b", re.IGNORECASE)
# A name inside a sentence: what begins one, or a quotation, is printed so in any case.
_NAME = re.compile(r"(?<=[\w,;)’'] )[A-Z][^\W\d_]*[^\W_][\w’'-]*")
# "I teach in Leeds – is there …": the asker, not the topic. "The Strasbourg organization": a name
# that only says which one is meant, in the asker's words.
_ASKER = re.compile(
    r"(?:^|(?<=[.?!] ))[^.?!:–—]*\b(?:I|I['’]m|my|we|our|here)\b[^.?!:–—]*(?:[.!:–—]|$)"
)
_MEANS = re.compile(
    r"(?<!\bdid )(?<!\bdoes )(?<!\bhas )(?<!\bwas )(?<!\bwill )(?<!\bby )"
    r"\bthe [A-Z][\w-]+(?: [A-Z][\w-]+)?(?:['’]s)? (?=[a-z]{4})"
    r"(?!(?:does|said|have|from|with|about|made)\b)"
)


def find_names_absent(asked: str, texts: Sequence[str]) -> list[str]:
    """The names in `asked` that none of `texts` prints, in whatever form."""
    if not any(word[0].islower() for word in content_words(asked)):
        return []  # typed in capitals, which tell no names
    for symbol in find_symbols(asked):
        asked = asked.replace(symbol, " ")
    asked = _MEANS.sub(" ", _ASKER.sub(" ", asked))
    together = "\n".join(texts)
    stems, states = content_stems(together), set(find_states(together))
    absent = []
    for name in dict.fromkeys(re.sub(r"['’]s?$", "", one) for one in _NAME.findall(asked)):
        if len(name) < _SHORTEST or name.lower() in _PLAIN or content_stems(name) <= stems:
            continue
        if len(name) > _LONG and re.search(rf"\b{re.escape(name[:-2])}", together):
            continue  # "Rwandan" of Rwanda
        of_states = set(find_states(name))
        if (of_states and of_states <= states) or (name.isupper() and stands_for(name, together)):
            continue
        forms = [form for entity in find_entities(name) for form in entity.forms]
        if not any(count_form(form, texts) for form in forms):
            absent.append(name)
    return absent


#: The shortest word that is taken for a name, and one so long that it may be another form of it.
_SHORTEST, _LONG = 3, 5
_PLAIN = (
    STOPWORDS | frozenset(MONTHS) | frozenset("state states member members party parties".split())
)
