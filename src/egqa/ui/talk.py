"""The conversation as HTML: questions, statements with quotes and citations, what stands beside.

Gradio's own chat component is not used. It speaks a message's raw HTML to screen readers and strips
what makes a citation operable (`aria-*`, `data-*`); and what is escaped here needs no sanitising.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egqa.cite import cite
from egqa.pinpoints import print_pinpoint
from egqa.render import number_citations, statements_of, to_markdown
from egqa.types import Abstention, ContextQuote, Quote, Role, Statement, Turn, UnitRef
from egqa.ui import strings as s
from egqa.ui.markup import button, citation_link, copy_button, esc
from egqa.ui.memory import Lost, history_of


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that an error stopped: what happened, and what to do about it."""

    question: str
    message: str
    hint: str


def talk(
    turns: Sequence[Turn | Lost],
    *,
    pending: str = "",
    problem: Problem | None = None,
    offered: Sequence[str] = (),
) -> str:
    """The whole conversation; `pending` is a question that is being answered."""
    numbers = number_citations(history_of(turns))
    parts: list[str] = []
    for at, one in enumerate(turns, start=1):
        last = at == len(turns) and not pending and problem is None
        if isinstance(one, Turn):
            parts.append(_turn(one, at, numbers, offered if last else (), last=last))
        else:
            parts.append(_wrap(at, one.question, _problem(s.LOST, f"{one.message} {one.hint}")))
    if problem is not None:
        shown = problem.question if len(problem.question) < 600 else problem.question[:600] + " …"
        parts.append(_wrap(len(turns) + 1, shown, _problem(problem.message, problem.hint)))
    if pending:
        waiting = f'<p class="pending"><span>{esc(s.READING)}</span></p>'
        parts.append(_wrap(len(turns) + 1, pending, waiting))
    return f'<div class="turns" data-turns="{len(parts)}">{"".join(parts)}</div>'


def welcome(summary: str, examples: Sequence[str]) -> str:
    """What stands where no question has been asked yet."""
    chips = "".join(
        f"<li>{button(one, 'ask', css='example', question=one)}</li>" for one in examples
    )
    tried = f'<h3>{esc(s.TRY)}</h3><ul class="examples">{chips}</ul>' if chips else ""
    return (
        f'<div class="turns welcome" data-turns="0"><h2>{esc(s.WELCOME)}</h2>'
        f"<p>{esc(s.PROMISE)}</p>"
        f'<p class="count">{esc(summary)}</p>{tried}</div>'
    )


def not_ready(message: str, hint: str) -> str:
    """What stands there while nothing can be asked: no index, or one that cannot be used."""
    return (
        f'<div class="turns welcome" data-turns="0"><h2>{esc(s.NOT_INDEXED)}</h2>'
        f"{_problem(message, hint)}</div>"
    )


def _wrap(at: int, question: str, reply: str, tools: str = "") -> str:
    return (
        f'<article class="turn" id="turn-{at}"><div class="asked">'
        f'<h2><span class="spoken">{esc(s.YOU_ASKED)}: </span>'
        f'<span class="question" dir="auto">{esc(question)}</span></h2>{tools}</div>'
        f'<div class="reply"><h3 class="spoken">{esc(s.THE_DOCUMENTS)}</h3>{reply}</div></article>'
    )


def _problem(message: str, hint: str) -> str:
    return f'<div class="problem" role="note"><p>{esc(message)}</p><p>{esc(hint)}</p></div>'


def _turn(
    turn: Turn, at: int, numbers: Mapping[UnitRef, int], offered: Sequence[str], *, last: bool
) -> str:
    reply = turn.reply
    parts: list[str] = []
    if turn.query.read_as and turn.query.read_as != turn.question.strip():
        rerun = button(turn.query.read_as, "edit", css="readas", question=turn.query.read_as)
        parts.append(f'<p class="read"><span>{esc(s.READ_AS)}:</span> {rerun}</p>')
    if isinstance(reply, Abstention):
        parts.append(f'<p class="abstains" dir="auto">{esc(reply.text)}</p>')
    parts.extend(_statement(one, numbers, at) for one in statements_of(turn))
    parts.extend(
        _group(role, [one for one in reply.context if one.role == role], numbers, at)
        for role in s.ROLES
    )
    if reply.notices:
        rows = "".join(f'<li dir="auto">{esc(one)}</li>' for one in reply.notices)
        parts.append(f'<ul class="notices">{rows}</ul>')
    parts.append(_tools(turn, at, numbers, last=last))
    if offered:
        rows = "".join(
            f"<li>{button(one, 'ask', css='example', question=one)}</li>" for one in offered
        )
        parts.append(
            f'<div class="next"><h4>{esc(s.NEXT)}</h4><ul class="examples">{rows}</ul></div>'
        )
    edit = button(s.EDIT, "edit", question=turn.question)
    return _wrap(at, turn.question, "".join(parts), f'<p class="tools">{edit}</p>')


def _statement(statement: Statement, numbers: Mapping[UnitRef, int], at: int) -> str:
    """The statement's own words: the frame, each quote set off, its citation below it."""
    rest, parts = statement.text, []
    for quote in statement.quotes:
        lead, found, rest_after = rest.partition(f"“{quote.text}”")
        if found:
            rest = rest_after
            parts.append(
                f'<p class="lead" dir="auto">{esc(lead.strip())}</p>' if lead.strip() else ""
            )
            parts.append(_quote(quote, numbers, at))
    if rest.strip(" ."):
        parts.append(f'<p class="lead" dir="auto">{esc(rest.strip())}</p>')
    if statement.label != "verbatim":
        links = "".join(_by(quote, numbers, at) for quote in statement.quotes)
        parts = [f'<p class="lead" dir="auto">{esc(statement.text)}</p>{links}']
    return f'<section class="statement">{"".join(parts)}</section>'


def _quote(quote: Quote, numbers: Mapping[UnitRef, int], at: int, css: str = "quote") -> str:
    return (
        f'<blockquote class="{css}" dir="auto"><p>“{esc(quote.text)}”</p></blockquote>'
        f"{_by(quote, numbers, at)}"
    )


def _by(quote: Quote, numbers: Mapping[UnitRef, int], at: int) -> str:
    return f'<p class="by">{citation_link(quote, numbers.get(quote.paragraph.ref), turn=at)}</p>'


def _beside(one: ContextQuote, numbers: Mapping[UnitRef, int], at: int) -> str:
    return (
        f'<section class="beside {one.role}"><h4>{esc(s.ROLES[one.role])}</h4>'
        f"{_quote(one.quote, numbers, at, 'aside')}</section>"
    )


def _group(
    role: Role, beside: Sequence[ContextQuote], numbers: Mapping[UnitRef, int], at: int
) -> str:
    """Quotes beside the answer: in full view what it cannot be read without, the rest folded."""
    if not beside:
        return ""
    if role in ("chapeau", "opposed"):
        return "".join(_beside(one, numbers, at) for one in beside)
    folds = "".join(
        f"<details><summary><cite>{esc(cite(one.quote.paragraph))}</cite></summary>"
        f"{_quote(one.quote, numbers, at, 'aside')}</details>"
        for one in beside
    )
    return f'<section class="beside {role}"><h4>{esc(s.ROLES[role])}</h4>{folds}</section>'


def _tools(turn: Turn, at: int, numbers: Mapping[UnitRef, int], *, last: bool) -> str:
    made = [button(s.SOURCES, "cards", spoken=s.SOURCES_OF.format(number=at), turn=at)]
    made.append(copy_button(s.COPY_ANSWER, to_markdown(turn, numbers), spoken=s.COPY_ANSWER))
    if last:
        made.append(button(s.RETRY, "retry"))
        made.append(button(s.REMOVE, "undo"))
    return f'<div class="tools">{"".join(made)}{_how(turn)}</div>'


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
