"""Questions of everyday life: where to eat, how to renew a permit, what is best near the venue.

The place or the body that they name stands in the documents and draws a unit near. What is wanted
there does not stand in it: that tells them from questions that a reader asks of the documents.
"""

from __future__ import annotations

import re

from egqa.retrieve import is_in_scope
from egqa.verdicts import Case, Verdict
from egqa.words import content_stems

_WANTS = re.compile(
    r"\b(?:how|where|when|which \w+|what \w+) (?:do|can|could|should|must|would) (?:i|you)\b"
    r"|\b(?:can|could|would) you (?:please )?(?:recommend|suggest|book|order|buy|call)\b"
    r"|\b(?:best|cheap(?:est)?|nearest|closest|nicest)\b.{0,40}\b(?:near|close to|around|in|at)\b"
    r"|\bhow long (?:do|should) (?:i|you)\b|\b(?:will|is) it (?:going to )?(?:rain|snow)\b"
    r"|^who won\b",
    re.IGNORECASE,
)
#: Where it is to be: "in Baku", "near the conference centre".
_WHERE = re.compile(
    r"\b(?:in|near|at|around|close to|by|next to|from|outside|inside) (?:the )?[\w’' -]+?"
    r"(?=$|[?.!,;]| (?:in|near|at|for|from)\b)",
    re.IGNORECASE,
)


def find_everyday(case: Case) -> Verdict | None:
    """Something is wanted somewhere, and no unit near speaks of it but for the place."""
    query = case.query
    if query.refs or query.near or query.within or not _WANTS.search(query.question):
        return None
    wanted = content_stems(_WHERE.sub(" ", case.asked))
    near = (one.paragraph.text for one in case.passages[:_REACH] if is_in_scope(one))
    if not wanted or any(case.share(wanted, text) >= _SPOKEN_OF for text in near):
        return None
    return Verdict("off_topic", "The question is on something that the documents do not speak of.")


#: In how many of the first passages it may be spoken of, and by what share of its weight.
_REACH, _SPOKEN_OF = 3, 0.4
