"""What stands below an answer: its sources, copying, what to do with it, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping

from egqa.cite import cite
from egqa.feedback import MAX_NOTE, failures_for
from egqa.pinpoints import print_pinpoint
from egqa.render import to_markdown
from egqa.types import Turn, UnitRef
from egqa.ui import strings as s
from egqa.ui.markup import button, copy_button, esc


def tools(turn: Turn, at: int, numbers: Mapping[UnitRef, int], *, last: bool) -> str:
    """The row below the `at`th turn; only the last can be asked again or removed."""
    made = [button(s.SOURCES, "cards", spoken=s.SOURCES_OF.format(number=at), turn=at)]
    made.append(copy_button(s.COPY, to_markdown(turn, numbers), spoken=s.COPY_ANSWER))
    if last:
        made.append(button(s.RETRY, "retry"))
        made.append(button(s.REMOVE, "undo"))
    return f'<div class="tools">{"".join(made)}{_how(turn)}{_report(turn, at)}</div>'


def _how(turn: Turn) -> str:
    query, rows = turn.query, []
    rows.append((s.SEARCHED_FOR, query.text))
    if query.documents:
        rows.append((s.HOW_DOCUMENTS[query.scope], "; ".join(query.documents)))
    if query.refs:
        named = [f"{ref.key}, {print_pinpoint(ref.para)}" for ref in query.refs]
        rows.append((s.HOW_UNITS, "; ".join(named)))
    found = [f"{cite(one.paragraph)} ({one.why})" for one in turn.reply.passages[:5]]
    rows.append((s.HOW_PASSAGES, "; ".join(found) or s.HOW_NONE))
    listed = "".join(
        f'<dt>{esc(label)}</dt><dd dir="auto">{esc(value)}</dd>' for label, value in rows
    )
    took = s.TOOK.format(seconds=turn.seconds)
    return (
        f'<details class="how"><summary>{esc(s.HOW)}</summary><dl>{listed}</dl>'
        f'<p class="count">{esc(took)}</p></details>'
    )


def _report(turn: Turn, at: int) -> str:
    """A form that names what is wrong with the answer; nothing is sent before it is chosen."""
    rows = "".join(
        f'<label><input type="radio" name="fault-{at}" value="{name}"> {esc(label)}</label>'
        for name, label in s.FAILURES.items()
        if name in failures_for(turn)
    )
    return (
        f'<details class="report" id="report-{at}"><summary>{esc(s.REPORT)}</summary>'
        f'<fieldset><legend class="spoken">{esc(s.REPORT_LEGEND)}</legend>{rows}</fieldset>'
        f"<label>{esc(s.REPORT_NOTE)}"
        f'<textarea rows="2" maxlength="{MAX_NOTE}"></textarea></label>'
        f'<p class="rule">{esc(s.REPORT_KEPT)}</p>'
        f'<button type="button" class="new" data-report="{at}">{esc(s.REPORT_SEND)}</button>'
        f'<p class="told"></p></details>'
    )
