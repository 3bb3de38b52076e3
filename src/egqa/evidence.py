"""Whether the passages can answer at all: the reasons to abstain, each from evidence.

No bar on similarity: the best cosine does not tell answerable questions from near misses. What
tells is whether the kind of thing asked for is there, whether the question's rare words stand
anywhere, whether the text is a blank, whether reports ever say who held a view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from egqa.absences import find_blank, find_kind_absent, find_left_open, find_undefined
from egqa.adopted import find_not_adopted
from egqa.aliases import find_entities
from egqa.catalogue import catalogue_of
from egqa.corpus import holds_word, unknown_terms, unknown_years
from egqa.counted import find_uncounted
from egqa.dates import MONTH_NAMES
from egqa.definitions import stands_for
from egqa.doers import find_doer_absent
from egqa.everyday import find_everyday, find_of_state
from egqa.mastheads import find_in_masthead, find_place_untold
from egqa.offices import find_nobody_in_office
from egqa.parse.vocabulary import english_words
from egqa.presupposed import find_not_done, find_object_untold, find_only_noted, find_to_come
from egqa.referred import find_he_unheard, find_of_another
from egqa.retrieve import NAMED_DOCUMENTS, is_in_scope
from egqa.states import find_states
from egqa.sums import find_sum_absent
from egqa.unattributed import find_unattributed, find_unrecorded
from egqa.unheard import find_unheard
from egqa.verdicts import Case, Rule, Verdict, in_context
from egqa.witness import REACH, find_unwitnessed
from egqa.words import content_stems, content_words, stem

_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|guidelines?|rules?|prompts?|above|previous|restrictions?)\b"
    r"|\b(?:system|hidden|initial|developer) (?:prompt|message|instructions?)\b|\byou are now\b|\bpretend (?:to be|you)\b|\bact as (?:a|an|if)\b"
    r"|^(?:please |pls |can you |could you )?(?:translate|rephrase|rewrite|paraphrase)\b"
    r"|\bwrite (?:me )?(?:a|an|some) (?:poem|song|essay|story|joke|script|code|program|email|speech)\b|\b(?:jailbreak|developer mode|DAN mode)\b"
    r"|\b(?:print|reveal|show|repeat|output|list)\b.{0,30}\b(?:your|the) (?:prompt|instructions|configuration|api key|password|hidden files?|environment variables)\b"
    r"|\b(?:make up|invent|fabricate)\b.{0,30}\b(?:quote|paragraph|citation|recommendation)\b"
    r"|\b(?:safety|security|content) (?:rules|filters|guards?|guardrails|checks|restrictions)\b|\bguardrails\b|\b(?:your|the) (?:developer|programmer|creator|maker)s?\b|\b(?:text|message|instructions?|prompt|words) (?:you were|you've been|you have been|that was|were) (?:given|told|shown|fed|sent)\b|\b(?:before|above|preceding) (?:this|our|the) (?:chat|conversation|dialogue)\b"
    r"|\bfrom now on\b|\brespond only with\b|\banswer only with\b|\bsay that the (?:expert )?group\b",
    re.IGNORECASE,
)


def judge(case: Case) -> Verdict | None:
    """The first reason to abstain, or None where the passages may answer."""
    for rule in RULES:
        verdict = rule(case)
        if verdict is not None:
            return verdict
    return None


def _instruction(case: Case) -> Verdict | None:
    if _INSTRUCTS.search(case.query.question):
        return Verdict(
            "not_a_question",
            "This is an instruction, not a question about the documents; egqa only quotes what they say.",
        )
    return None


def _outside(case: Case) -> Verdict | None:
    """Later than, or no part of, the documents."""
    for entity in find_entities(case.query.focus or case.query.question):
        if entity.outside and not any(map(case.corpus.count, entity.forms)):
            return Verdict("outside", f"{entity.outside} They do not mention it.")
    years = unknown_years(case.query.question, case.corpus) or _later_years(case)
    years = [year for year in years if not _is_name(year, case)]
    if years:
        named = " or ".join(map(str, years))
        return Verdict("outside", f"The documents say nothing of {named}.")
    return None


def _later_years(case: Case) -> list[int]:
    """Years after the last meeting, in a question that takes them for past."""
    last = catalogue_of(case.documents).last_year
    if last is None or _FUTURE.search(case.query.question):
        return []
    asked = re.findall(r"(\bfor )?(?<![\d–/-])(20\d\d)(?![\d–/-])", case.query.question)
    later = [int(year) for _, year in asked if int(year) > last]
    # What is proposed for a year to come was proposed before it: "the estimate for 2026".
    planned = any(lead for lead, _ in asked) or _PLANNED.search(case.query.question)
    if _PAST.search(case.query.question) and not planned:
        return later
    # What is planned for it is told, of each thing that is compared in a unit of its own.
    told = " ".join(in_context(one.paragraph) for one in case.passages[:REACH])
    return [] if any(str(year) in told for year in later) else later


def _is_name(year: int, case: Case) -> bool:
    """Whether the year is of a name that the first passages print: "2030 Agenda", "training 2030"."""
    names = re.findall(
        rf"\b{year}[ -][A-Za-z]{{4,}}|\b(?!(?:{MONTH_NAMES})\b)[A-Za-z]{{4,}} {year}\b",
        case.query.question,
        re.IGNORECASE,
    )
    texts = [one.paragraph.text.lower() for one in case.passages[:5]]
    return any(name.lower() in text for name in names for text in texts)


# "What is asked for 2026" is no past.
_PAST = re.compile(
    r"\b(?:did|was|were|had|has|have|who|(?<!\bis )(?<!\bare )(?<!\bbe )(?!need|exceed|succeed|proceed|indeed|speed)[a-z]{2,}ed|said|made|took|gave|held|spoke|led|met|won)\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:propos(?:ed|als?)|estimate[sd]?|project(?:ed|ions?)|budget(?:ed)?|requirements?|targets?|forecasts?"
    r"|adopted|recommended|decided|approved|set|fixed|agreed|requested)\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|should|is to|are to|to be|plan\w*|schedul\w*|going to|supposed|due|foreseen?|future|upcoming|expected|workplan|work plan)\b",
    re.I,
)


def _unknown_words(case: Case) -> Verdict | None:
    """A name or term of art that stands in no document."""
    entities = find_entities(case.asked)
    forms = {word.lower() for one in entities for form in one.forms for word in content_words(form)}
    states = set(find_states(case.asked))
    printed = states & case.corpus.states  # in whatever form the documents print
    forms |= {word.lower() for state in printed for word in content_words(state)}
    terms = [term for term in unknown_terms(case.asked, case.corpus) if term.lower() not in forms]
    terms += sorted(one for one in states - printed if not _ends_longer(one, case.corpus.states))
    words = [word for word in content_words(case.asked) if word.isalpha()]
    if len(terms) >= 3 and len(terms) >= 0.5 * len(words):
        return Verdict(
            "language",
            "Hardly a word of this is in the documents' language; please ask in English.",
        )
    terms = [one for one in terms if not _is_slip(one) and not _is_printed(one, case)]
    if terms and not _is_anchored(case):
        named = ", ".join(f"“{term}”" for term in terms[:3])
        return Verdict("term_absent", f"The documents nowhere mention {named}.")
    return None


def _ends_longer(name: str, printed: Iterable[str]) -> bool:
    """Whether the documents name a State of which `name` is short: "Congo" for "… of the Congo"."""
    return any(other.endswith((f" of {name}", f" of the {name}")) for other in printed)


def _is_printed(term: str, case: Case) -> bool:
    """Whether `term` is the letters of a name that one of the first passages prints or inherits."""
    short = term.isupper() or (term.islower() and len(term) <= _TYPED)
    letters = term.upper() if short else ""
    if len(letters) < _LETTERS:
        return False
    near = case.passages[:_NEAREST]
    return any(stands_for(letters, in_context(one.paragraph)) for one in near)


#: The fewest letters that a name is shortened to, and the most that are typed in small ones.
_LETTERS, _TYPED = 3, 5
#: How many passages may print the name.
_NEAREST = 5


def _is_slip(term: str) -> bool:
    """Whether `term`, in small letters, is an English word but for a letter doubled or left out."""
    if len(term) < _SLIP or not term.islower():
        return False
    words = english_words()
    without = {term[:at] + term[at + 1 :] for at in range(len(term)) if term[at] == term[at - 1]}
    doubled = {term[:at] + term[at] + term[at:] for at in range(len(term))}
    swapped = {term[:at] + term[at + 1] + term[at] + term[at + 2 :] for at in range(len(term) - 1)}
    return not words.isdisjoint(without | doubled | swapped)


#: The shortest word that is taken for a slip of the pen.
_SLIP = 5


def _unheld(case: Case) -> Verdict | None:
    """A formal step that reports record whenever it is taken, of which the documents say nothing."""
    match = _STEPS.search(case.asked)
    if match and not case.corpus.holds(match.group()) and not case.query.refs:
        return Verdict("not_recorded", f"The documents say nothing of “{match.group()}”.")
    return None


_STEPS = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|abstain(?:ed|ing)?|abstentions?|veto(?:ed|es)?|ratif(?:y|ied|ies|ication)|walk(?:ed)? out|acced(?:e[ds]?|ing)|signator(?:y|ies)|resign(?:ed|ation)?|kill(?:ed|ings?)?|injur(?:ed|ies|y)|wounded|arrest(?:ed|s)?|detain(?:ed|ees)|kidnap(?:ped|pings?)|execut(?:ed|ions?)|convict(?:ed|ions?)|prosecut(?:ed|ions?)|budget(?:ed|ary)?)\b",
    re.IGNORECASE,
)


def _is_anchored(case: Case) -> bool:
    """Whether the question names a number or symbol that the first passage holds."""
    numbers = set(re.findall(r"[\w.]*\d+/[\w./]+", case.asked))
    return any(number in case.top for number in numbers)


def _off_topic(case: Case) -> Verdict | None:
    """Most words of the question stand in no document, and nothing in them comes near it."""
    words = content_words(case.asked)
    if _says_nothing(words, case):
        parts = {part for word in words if "-" in word for part in word.split("-")}
        asked = [f"“{word}”" for word in dict.fromkeys(words) if word not in parts]
        return Verdict(
            "not_recorded", f"The document named says nothing of {' or '.join(asked[:_SAID])}."
        )
    if (
        case.query.refs
        or case.query.within
        or len(words) < 2
        or not case.passages
        or _is_anchored(case)
    ):
        return None
    absent = [word for word in words if not case.corpus.holds(word)]
    nearest = max(one.cosine for one in case.passages)
    # A longer question may say in other words what the documents say in theirs, one that comes
    # after another may leave words out.
    many = len(words) > _FEW_WORDS or find_entities(case.asked) or case.query.near
    far = _FAR_COSINE if many else _FEW_COSINE
    if len(absent) >= 0.5 * len(words) and nearest < far:
        return Verdict(
            "off_topic", "The question is on something that the documents do not speak of."
        )
    return None


def _says_nothing(words: Sequence[str], case: Case) -> bool:
    """Whether all, or nearly all, that is asked of a document named stands nowhere in it."""
    query = case.query
    if query.scope != "must" or query.refs or query.near or not words:
        return False
    if len(query.documents) > NAMED_DOCUMENTS:  # a year's or a body's, of which some will speak
        return False
    inside = [one for one in case.passages if is_in_scope(one)]
    if max((one.cosine for one in inside), default=0) >= _NEAR_COSINE:
        return False
    if len(words) == 1:
        return not any(stem(words[0]) in content_stems(one.paragraph.text) for one in inside)
    meant = catalogue_of(case.documents).of(query.documents)
    absent = [word for word in words if not any(holds_word(one, word) for one in meant)]
    return len(absent) >= _NEARLY_ALL * len(words)


#: How many of the words are told.
_SAID = 4
#: What share of a question's words is nearly all of them.
_NEARLY_ALL = 0.75
#: The cosine under which even the best sentence has nothing to do with the question.
_FAR_COSINE = 0.25
#: The same for a question of few words, most of which the documents do not have.
_FEW_COSINE, _FEW_WORDS = 0.30, 5
#: The cosine from which a document may say in other words what none of its words say.
_NEAR_COSINE = 0.35


RULES: tuple[Rule, ...] = (
    _instruction,
    _outside,
    find_in_masthead,
    _unknown_words,
    _unheld,
    find_undefined,
    _off_topic,
    find_everyday,
    find_unheard,
    find_unattributed,
    find_unrecorded,
    find_he_unheard,
    find_of_another,
    find_left_open,
    find_blank,
    find_not_adopted,
    find_kind_absent,
    find_uncounted,
    find_sum_absent,
    find_nobody_in_office,
    find_doer_absent,
    find_not_done,
    find_to_come,
    find_only_noted,
    find_object_untold,
    find_unwitnessed,
    find_place_untold,
    find_of_state,
)
