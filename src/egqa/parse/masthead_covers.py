"""Covers of Official Records: whose report it is, and in whose records it is printed.

A supplement's cover has the title large, and apart from it "General Assembly", "Official Records".
"""

from __future__ import annotations

from collections.abc import Sequence

from egqa.parse.heading_text import clean_heading, join_lines
from egqa.parse.lines import Layout, Line, without_marks
from egqa.parse.masthead_cells import MastheadFields
from egqa.parse.masthead_titles import split_blocks
from egqa.parse.masthead_words import BODY, RECORDS, REPORT_OF


def add_body(fields: MastheadFields, lines: Sequence[Line], layout: Layout) -> None:
    """Set the body that a cover names: the one whose report it is, else the records' owner.

    The session printed with the owner is that body's own; it says nothing of another's report.
    """
    report = REPORT_OF.fullmatch(fields.title[0]) if fields.title else None
    if report is not None and BODY.search(report["body"].partition(" of ")[0]):
        fields.body = [report["body"]]
        return
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    for block in split_blocks(first, layout):
        words = clean_heading(join_lines(without_marks(first[at]) for at in block))
        if owner := RECORDS.fullmatch(words):
            fields.body = [owner["organ"]]
            fields.session = fields.session or owner["session"]
            return
