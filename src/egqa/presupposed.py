"""What a question takes for done and the documents nowhere tell: "why was it refused?".

Of an act that undoes, as refusing, ending, putting off or cutting, reports use few words. Where
none of them stands on the point, the question rests on what did not happen there.
"""

from __future__ import annotations

import re

from egqa.retrieve import is_in_scope
from egqa.verdicts import Case, Verdict, in_context

#: In how many of the first passages the act may be told.
_REACH = 5
# It takes for granted what it asks the reason, time, doer or number of; "did it refuse?" does not.
_TAKES = re.compile(
    r"^(?:and |so |but )?(?:why|when|where|how|who|whom|which|what|on what|for what|by (?:what|whom))\b",
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
            r"killed|died|injured|wounded",
            r"kill\w*|die[sd]?|death\w*|dead|fatal\w*|casualt\w*|lives|injur\w*|wound\w*|murder\w*|victims?",
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
        (r"resign(?:ed|s|ation)?|stepped down", r"resign\w*|step(?:ped|ping) down|left|outgoing"),
    )
)


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
