"""Resolutions and decisions: the enacting formula, preambular paragraphs, operative ones.

"The General Assembly," opens a preamble; its paragraphs have no numbers and begin with a
participle ("Recalling", "Deeply concerned"), operative ones with a verb ("Decides").
"""

from __future__ import annotations

import re

_BODIES = (
    r"Assembly|Council|Commission|Committee|Conference|Parties|Board|Meeting|Congress|Group"
    r"|Governments?|Agreement|Protocol|Convention"
)
# What stands in a body's name beside its capitals: "the meeting of the Parties to", "serving as".
_SMALL = frozenset(
    "the of and for to in on its as serving meeting this present at against with acting under from"
    " an a".split()
)
_ADVERBS = (
    r"(?:Also|Further|Again|Once again|Deeply|Gravely|Fully|Strongly|Keenly|Seriously|Extremely"
    r"|Profoundly|Firmly|Particularly|Greatly|Increasingly|Especially|Equally|Still|Highly|Duly"
    r"|Likewise|Solemnly|Ever|Well|Wholly|Acutely|Expressly|Specifically)"
)
_PARTICIPLE = (
    r"(?:(?:Re-)?[A-Za-z]{2,}ing|[Aa]larmed|[Aa]ppalled|[Aa]ware|[Cc]ognizant|[Cc]ommitted|[Cc]oncerned"
    r"|[Cc]onscious|[Cc]onvinced|[Dd]esirous|[Dd]etermined|[Dd]ismayed|[Dd]isturbed|[Dd]ispleased"
    r"|[Ee]ager|[Ee]ncouraged|[Gg]rateful|[Gg]ratified|[Gg]uided|[Ii]nspired|[Mm]indful|[Mm]oved"
    r"|[Oo]utraged|[Pp]ersuaded|[Pp]leased|[Pp]reoccupied|[Rr]esolved|[Ss]addened|[Ss]atisfied"
    r"|[Ss]eized|[Ss]hocked|[Tt]roubled|[Dd]isappointed"
    r"|[Uu]nited(?! (?:Nations|States|Kingdom|Republic|Arab)))"
)
_PREAMBULAR = re.compile(
    rf"(?:{_ADVERBS},? )*(?:and )?(?:{_PARTICIPLE})\b"
    r"|In (?:accordance|pursuance|view|light|order)\b|With (?:a view|regard)\b"
    r"|On the (?:basis|recommendation)\b|Pursuant to\b|Whereas\b"
)
_OPERATIVE = re.compile(
    rf"(?:{_ADVERBS},? )*(?:and )?[A-Za-z]{{3,}}(?<![siu])s\b(?! of\b)|"
    r"(?:Expresses|Stresses|Reaffirms|Welcomes|Endorses|Addresses)\b"
)
# The verbs by which a preamble passes into its operative words, where nothing else tells.
_AGREED = re.compile(
    r"(?:(?:have|has) (?:hereby )?agreed|(?:hereby )?agree)"
    r" (?:as follows|(?:up)?on the following|to the following)",
    re.IGNORECASE,
)
_DECLARES = re.compile(
    r"(?:we\b[^:]*? )?(?:do )?(?:(?:hereby|solemnly|therefore|jointly) )*"
    r"(?:declare|proclaim|resolve|decide|agree|adopt|affirm"
    r"|(?:have )?(?:agreed|resolved|decided))\b(?: and \w+)?"
    r"(?: (?:that|to|up)?(?:on)? ?(?:the following|as follows|that|to)\b[^:]{0,40})?:$",
    re.IGNORECASE,
)
_ENACTING = re.compile(
    r"(?:Have agreed|HAVE AGREED"
    r"|Adopts|Affirms|Approves|Calls (?:up)?on|Commends|Condemns|Decides|Declares|Demands"
    r"|Emphasizes|Encourages|Endorses|Expresses|Invites|Notes|Proclaims|Reaffirms|Recommends"
    r"|Requests|Resolves|Stresses|Takes note|Urges|Welcomes)\b"
)


def is_formula(text: str) -> bool:
    """Whether `text` opens a preamble: the name of the body that speaks, and a comma.

    >>> is_formula("The General Assembly,"), is_formula("The Council met in May,")
    (True, False)
    """
    words = text.strip("*_ ")
    if len(words) > 400 or not words.startswith("The ") or not words.endswith(","):
        return False
    lower = re.findall(r"(?<![\w’-])[a-z][\w’-]*", words)
    return re.search(rf"\b(?:{_BODIES})\b", words) is not None and _SMALL.issuperset(lower)


def is_preambular(text: str) -> bool:
    """Whether a paragraph begins as one of a preamble does.

    >>> is_preambular("Recalling its resolution"), is_preambular("*Deeply concerned* at")
    (True, True)
    >>> is_preambular("United in the belief"), is_preambular("United Nations initiatives")
    (True, False)
    """
    return _PREAMBULAR.match(text.lstrip("*_ ")) is not None


def is_operative(text: str) -> bool:
    """Whether a paragraph begins as an operative one does.

    >>> is_operative("Decides that"), is_operative("Recalling"), is_operative("Takes note of")
    (True, False, True)
    """
    return not is_preambular(text) and _OPERATIVE.match(text.lstrip("*_ ")) is not None


def is_enacting(text: str) -> bool:
    """Whether a line can only be the beginning of an operative paragraph.

    >>> is_enacting("Decides to adopt"), is_enacting("States and organizations")
    (True, False)
    """
    return _ENACTING.match(text.lstrip("*_ ")) is not None


def is_agreement(text: str) -> bool:
    """Whether a line is the formula by which a treaty's preamble passes into its articles.

    >>> is_agreement("Have agreed as follows:"), is_agreement("Agree with the following:")
    (True, False)
    """
    return _AGREED.match(text.lstrip("*_ ")) is not None


def declares(text: str) -> bool:
    """Whether a line is the formula by which a declaration's preamble passes into its paragraphs.

    >>> declares("Declare the following:"), declares("We hereby solemnly declare that:")
    (True, True)
    >>> declares("Option 1:"), declares("We hereby appeal to the international community to:")
    (False, False)
    """
    return _DECLARES.match(text.strip("*_ ")) is not None
