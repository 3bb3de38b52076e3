"""Headings of programme budgets: components, subprogrammes, categories of deliverables.

A subprogramme is headed by its number and, below it, its title; "Objective" and "Strategy" stand
under it, as they do under all others. (Regulations and Rules Governing Programme Planning,
ST/SGB/2018/3.)
"""

from __future__ import annotations

import re

_SUBPROGRAMME = re.compile(r"Subprogramme \d{1,2}(?P<title>\. .+|)")
_COMPONENT = re.compile(
    r"Overall orientation|Policymaking organs|Executive direction and management"
    r"|Programme of work|Programme support|Evaluation activities"
)
# What all subprogrammes deliver together is told after a list of their mandates.
_MANDATES = re.compile(r"Subprogramme \d.*|.*\b(?:resolutions|decisions|mandates)")
_CATEGORY = re.compile(
    r"[A-E]\. (?:Facilitation of the intergovernmental process|Generation and transfer of knowledge"
    r"|Substantive deliverables|Communication deliverables|Enabling deliverables)\b.*"
)


def is_component(text: str, above: str) -> bool:
    """Whether a heading ends the subprogramme before it; `above` is the heading in force."""
    shared = text == "Deliverables" and _MANDATES.fullmatch(above)
    return bool(_COMPONENT.fullmatch(text) or _SUBPROGRAMME.fullmatch(text) or shared)


def lacks_title(text: str) -> bool:
    """Whether a heading is a subprogramme's number, whose title stands below it.

    >>> lacks_title("Subprogramme 1"), lacks_title("Subprogramme 1. Lamps")
    (True, False)
    """
    found = _SUBPROGRAMME.fullmatch(text)
    return found is not None and not found.group("title")


def is_category(text: str) -> bool:
    """Whether a lettered heading is of a table's rows, and of no section.

    >>> is_category("E. Enabling deliverables")
    True
    """
    return _CATEGORY.fullmatch(text) is not None
