"""The names in a question that the units which answer it do not print.

A name is printed in another form, or as its letters; it is what the whole document is on, or only
bounds the time asked about. Any other one tells a near miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from egqa.aliases import count_form, find_entities
from egqa.budgets import gives_resources
from egqa.catalogue import catalogue_of
from egqa.dates import MONTHS
from egqa.definitions import stands_for
from egqa.states import find_states, forms_of
from egqa.subjects import own_words
from egqa.symbols import find_symbols
from egqa.verdicts import Case
from egqa.words import STOPWORDS, content_stems, content_words

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


def find_names_absent(asked: str, texts: Sequence[str], every: bool = False) -> list[str]:
    """The names in `asked` that none of `texts` prints, in whatever form.

    But for `every` one, those that only say which thing is meant are left out: "the Geneva office".
    """
    if not any(word[0].islower() for word in content_words(asked)):
        return []  # typed in capitals, which tell no names
    for symbol in find_symbols(asked):
        asked = asked.replace(symbol, " ")
    asked = _ASKER.sub(" ", asked)
    if not every:  # but of whose army, court or people it is asked is no mere way to say which
        asked = _MEANS.sub(lambda one: one.group() if find_states(one.group()) else " ", asked)
    together = "\n".join(texts)
    stems, states = content_stems(together), set(find_states(together))
    for state in states.intersection(find_states(asked)):  # "South Sudanese": one name, of a State
        for form in forms_of(state):
            asked = re.sub(rf"\b{re.escape(form)}\b", " ", asked)
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


def is_known(name: str, texts: Sequence[str], case: Case) -> bool:
    """Whether `name`, which `texts` do not print, needs not stand in them all the same."""
    return (
        _is_shortened(name, texts, case)
        or _is_document_named(name, case)
        or _is_term(name, case)
        or _is_of_budget(name, case)
    )


def _is_of_budget(name: str, case: Case) -> bool:
    """Whether the first unit gives a sum, and elsewhere its budget names `name`, whose sum that is."""
    gives = gives_resources(case)
    first = case.passages[0].paragraph
    if gives is None or not gives(first):
        return False
    own = catalogue_of(case.documents).of([first.masthead.key])
    return any(name in unit.text for document in own for unit in document.paragraphs)


def _is_document_named(name: str, case: Case) -> bool:
    """Whether `name` is what the whole document is on, or is of the title of another asked about."""
    stems = content_stems(name)
    key = case.passages[0].paragraph.masthead.key
    own = catalogue_of(case.documents).of([key])
    if any(stems <= own_words(document) for document in own):
        return True
    # Asked of two documents at once, each called by its title, a unit of one bears out its own.
    others = content_stems(" ".join(_NAME.findall(case.asked))) - stems
    titles = {one.masthead.key: content_stems(one.masthead.title or "") for one in case.documents}
    return bool(others & titles.pop(key)) and any(stems <= title for title in titles.values())


def _is_term(name: str, case: Case) -> bool:
    """Whether `name` is of the event that only bounds the time asked about, and the document has it.

    "Until the Review Conference": who holds an office till then is told without it.
    """
    events = [one.group("event") for one in _BOUNDS.finditer(case.asked)]
    events = [one for one in events if name in one.split()]
    keys = {one.paragraph.masthead.key for one in case.passages[:_REACH]}
    own = catalogue_of(case.documents).of(keys) if events else []
    return any(
        one in unit.text for document in own for unit in document.paragraphs for one in events
    )


#: The documents of how many of the first passages may have it.
_REACH = 3
_BOUNDS = re.compile(
    r"\b(?:until|till|before|by|since|pending|ahead of|prior to) (?:the )?(?:(?:first|second|third|next|last) )?"
    r"(?P<event>[A-Z][\w-]+(?: [A-Z][\w-]+)+)"
)


def _is_shortened(name: str, texts: Sequence[str], case: Case) -> bool:
    """Whether the texts print the letters for a name that holds `name`: "KCI" for "Katowice …"."""
    letters = {one for text in texts for one in _LETTERS.findall(text)}
    if not letters:
        return False
    spelled = re.compile(
        rf"\b{re.escape(name)}\b[^.;()]{{0,120}}\((?:hereinafter [^()]{{0,40}})?[“\"]?(?:{'|'.join(letters)})[”\"]?\)"
    )
    key = case.passages[0].paragraph.masthead.key
    own = catalogue_of(case.documents).of([key])
    return any(spelled.search(unit.text) for document in own for unit in document.paragraphs)


_LETTERS = re.compile(r"\b[A-Z]{2,8}\b")
