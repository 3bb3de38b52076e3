"""What a question takes for done and the documents nowhere tell: "why was it refused?".

Of an act that undoes, as refusing, ending, putting off or cutting, reports use few words. Where
none of them stands on the point, the question rests on what did not happen there.
"""

from __future__ import annotations

import re

from egqa.catalogue import catalogue_of
from egqa.cite import cite
from egqa.kinds import holds_kind
from egqa.retrieve import is_in_scope
from egqa.sentences import split_sentences
from egqa.verdicts import Case, Verdict, in_context
from egqa.words import content_stems

#: In how many of the first passages the act may be told.
_REACH = 5
_FUTURE = re.compile(
    r"\b(?:will|shall|would|should|(?:is|are) to|plan\w*|expected|scheduled|due)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(r"\b(?:not|never|no|nobody|without|yet)\b|n['’]t\b", re.IGNORECASE)
#: What a clause prints of an act that is still to come.
_TO_COME = re.compile(
    r"\b(?:not yet|(?:has|have|had) (?:not|yet to)|(?:is|are|was|were|remains?) (?:still )?(?:pending|under consideration|awaited)"
    r"|remains? (?:still )?to be"
    r"|still (?:pending|awaiting|awaited|to be)|been unable to|could not)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[;,:–—]\s")
#: Kinds of answer that only what was done has.
_OF_DONE = ("when", "where", "place", "who", "person", "name", "vote", "count", "amount", "symbol")
#: The least share of the question's weight that the clause on the act bears.
_BORNE = 0.4
# It takes for granted what it asks the reason, time, doer or number of; "did it refuse?" does not.
_TAKES = re.compile(
    r"^(?:and |so |but )?(?:why|when|where|how|who|whom|which|what|(?:on|in|at|by|for|from|to|with) (?:what|which|whom))\b",
    re.IGNORECASE,
)
_ACTS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.I), re.compile(rf"\b(?:{told})\b", re.I))
    for asked, told in (
        (
            r"refus(?:e|ed|es)|reject(?:s|ed)?|declined? to|oppos(?:e|ed|es)|object(?:s|ed)? to|veto(?:ed|es)?|turn(?:ed)? down",
            r"refus\w*|reject\w*|declin(?:e|ed|es|ing)|oppos\w*|objection\w*|object(?:s|ed|ing)|veto\w*|block(?:s|ed|ing)|den(?:y|ied|ies|ial)|turn(?:ed|s)? down|against"
            r"|dissent\w*|disagree\w*|dissociat\w*|reservations?|unable|not (?:been )?able|not (?:to )?(?:agree|support|accept)\w*|no (?:agreement|consensus)|could not|cannot|concerns?",
        ),
        (
            r"withdr[ae]wn?|cancel(?:l?ed)?|abandon(?:ed)?|abolish(?:ed)?|terminated?|disband(?:ed)?|dissolved?|suspend(?:ed)?|revoked?|repeal(?:ed)?|rescind(?:ed)?",
            r"withdr[ae]w\w*|cancel\w*|abandon\w*|abolish\w*|abolition|terminat\w*|disband\w*|dissol\w*|suspen\w*|revo[kc]\w*|repeal\w*|rescind\w*|discontinu\w*|ceas\w*|clos(?:ed|ure)|liquidat\w*|end(?:ed|s|ing)?|no longer",
        ),
        (
            r"killed|died|murdered",
            r"kill\w*|die[sd]?|death\w*|dead|fatal\w*|casualt\w*|lives|murder\w*|execut\w*|massacr\w*|perish\w*|victims?",
        ),
        (
            r"injured|wounded|hurt",
            r"injur\w*|wound\w*|hurt|harm\w*|casualt\w*|victims?",
        ),
        (
            r"arrested|detained|kidnapped|abducted|imprisoned",
            r"arrest\w*|detain\w*|detention\w*|kidnap\w*|abduct\w*|imprison\w*|captur\w*|hostages?|custody|releas\w*",
        ),
        (
            r"postponed?|deferred|adjourned",
            r"postpon\w*|defer(?:s|red|ring|ral)?|delay\w*|adjourn\w*|later|next session|continue",
        ),
        (
            r"lay off|la(?:id|ys) off|expel(?:led)?|fired|dismiss(?:ed)?",
            r"lay off|la(?:id|ying) off|layoffs?|expel\w*|expulsion|fired|dismiss\w*|redundan\w*|separat\w*|abolish\w*|abolition|terminat\w*",
        ),
        (
            r"(?:enter(?:ed|s)?|came|comes?|go(?:es)?|went) into (?:force|effect)|(?:is|was) in force",
            r"(?:in(?:to)?|enter\w*|entry) (?:into )?(?:force|effect)|effective|operational",
        ),
        (
            r"abstain(?:ed|s)?|abstentions?|vot(?:ed|es?) (?:against|in favou?r|for|no|yes)",
            r"abst\w+|vot(?:e|ed|es|ing)|against",
        ),
        (r"signed|signs", r"sign(?:ed|ing|s|atur\w+|ator\w+)?|conclud\w+|enter\w* into"),
        (
            r"ratif(?:y|ied|ies)|acced(?:e[ds]?)|accession",
            r"ratif\w+|acced\w+|accession\w*|part(?:y|ies) to|instruments?",
        ),
        (
            r"clos(?:ed|es)|conclud(?:ed|es)",
            r"clos(?:e[ds]?|ing|ure)|conclu\w+|end(?:ed|s|ing)?|adjourn\w*|final\w*|until|to \d",
        ),
        (r"accredited", r"accredit\w+"),
        (
            r"replaced|succeeded|took over from",
            r"replac\w*|succe(?:ed|ss)\w*|took over|in (?:the|his|her) place|vacan\w+|appoint\w*|elect(?:ed|ion)",
        ),
        (r"resign(?:ed|s|ation)?|stepped down", r"resign\w*|step(?:ped|ping) down|left|outgoing"),
    )
)


def acts_told(asked: str) -> list[re.Pattern[str]]:
    """For each act that `asked` takes for done, what a text prints that tells of it.

    >>> [told.search("25 were injured") is not None for told in acts_told("How many were killed?")]
    [False]
    """
    return [told for act, told in _ACTS if act.search(asked)]


def find_not_done(case: Case) -> Verdict | None:
    """The question takes for done what nothing on the point tells of."""
    if case.query.refs or case.query.near or not _TAKES.search(case.asked):
        return None
    near = (one for one in case.passages[:_REACH] if is_in_scope(one))
    texts = "\n".join(in_context(one.paragraph) for one in near)
    for asked, told in _ACTS:
        match = asked.search(case.asked)
        if match and not told.search(texts):
            return Verdict(
                "not_recorded",
                f"The question takes it for told: “{match.group()}”; the documents tell nothing of that.",
            )
    return None


def find_to_come(case: Case) -> Verdict | None:
    """When, where or by whom an act was done is asked, and the clause on it says that it was not yet.

    What another clause of the sentence tells of the same thing, "which the Cabinet approved in May",
    is told all the same.
    """
    query = case.query
    if query.kind not in _OF_DONE or query.refs or query.near or not case.passages:
        return None
    if not _TAKES.search(case.asked) or _NEGATIVE.search(case.asked) or _FUTURE.search(case.asked):
        return None
    first = case.passages[0]
    if not is_in_scope(first):
        return None
    text, wanted = first.paragraph.text, case.known(content_stems(case.asked))
    sentences = [text[span.start : span.end] for span in split_sentences(text)]
    sentence = max(sentences, key=lambda one: case.share(wanted, one), default="")
    clauses = _CLAUSES.split(sentence)
    clause = max(clauses, key=lambda one: case.share(wanted, one), default="")
    told = _TO_COME.search(clause)
    beyond = wanted - content_stems(clause)
    if told is None or case.share(wanted, clause) < _BORNE or holds_kind(query.kind, clause):
        return None
    if beyond & content_stems(sentence):
        return None
    return Verdict(
        "not_recorded",
        f"The question takes it for done; the documents say “{told.group()}” ({cite(first.paragraph)}).",
    )


def find_only_noted(case: Case) -> Verdict | None:
    """What a report or a declaration says is asked, and the documents do no more than note it."""
    if case.query.refs or not case.passages or not _CONTENT.search(case.asked):
        return None
    first = case.passages[0]
    text = first.paragraph.text
    if not is_in_scope(first) or not _NOTED.search(text) or _TELLS.search(text):
        return None
    if case.share(case.known(content_stems(case.asked)), text) < _BORNE:
        return None
    return Verdict(
        "not_recorded",
        f"The documents note this, but do not tell what it says ({cite(first.paragraph)}).",
    )


_TEXT = r"(?:reports?|study|studies|reviews?|declarations?|evaluations?|assessments?|audits?|notes?|communiqué|letters?|surveys?)"
_CONTENT = re.compile(
    r"\b(?:recommendations?|findings?|conclusions?|contents?|proposals?|lessons|messages?) (?:of|in|from|made (?:in|by)|contained in)"
    rf" (?:the |its |his |that |this )?(?:[\w’'-]+ ){{0,5}}?{_TEXT}\b"
    rf"|\bwhat (?:did|does|do) (?:the |this |that )?(?:[\w’'-]+ ){{0,5}}?{_TEXT}\b.{{0,80}}"
    r"\b(?:say|find|found|conclude|recommend|propose|call for|contain|state|reveal|show)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"^(?:\w+ ){0,2}?(?:takes?|took|taking) (?:also )?note\b|^(?:\w+ )?(?:recall|welcom|not|acknowledg)(?:s|es|ing|ed) (?:with \w+ |also )?(?:the|its|a)\b"
    r"|\btook note of the (?:information|report|note)\b|\bhad before it\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:which|wherein|whereby|that|including|contain\w*|in particular|calling|call(?:s|ed) for|conclu\w+|recommend\w*|inter alia|request\w*|invit\w*|decid\w*|highlight\w*|emphasi[sz]\w*|outlin\w*|identif\w*)\b",
    re.IGNORECASE,
)


def find_object_untold(case: Case) -> Verdict | None:
    """Whether something was adopted, set up or asked for, of which no unit of the document speaks.

    "Did it adopt a verification protocol?": a report that adopted others, and speaks of
    verification elsewhere, bears that out no more than it denies it.
    """
    match = _OBJECT.search(case.asked)
    if match is None or case.query.kind != "whether" or case.query.refs or not case.passages:
        return None
    wanted = content_stems(match.group("what"))
    keys = {one.paragraph.masthead.key for one in case.passages[:_REACH] if is_in_scope(one)}
    units = (unit for one in catalogue_of(case.documents).of(keys) for unit in one.paragraphs)
    if len(wanted) < _OF_SEVERAL or any(wanted <= content_stems(unit.text) for unit in units):
        return None
    return Verdict("not_recorded", f"The documents say nothing of “{match.group('what')}”.")


#: One word alone may be told in another.
_OF_SEVERAL = 2
_OBJECT = re.compile(
    r"\b(?:adopt|establish|create|set up|impose|call(?:ed|s)? for|recommend|propose|agree(?:d)? (?:on|to)|approve"
    r"|introduce|launch|request|demand|endorse|provide for|ban|prohibit)\w* (?:an?|any)"
    r" (?P<what>(?:[\w-]+ ){0,3}?[\w-]+)(?= (?:on|for|of|to|in|with|by|from|that|which|at|as)\b|[?.,]|$)",
    re.IGNORECASE,
)
