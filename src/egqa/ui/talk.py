"""The conversation as HTML: questions, statements with quotes and citations, what stands beside.

Gradio's own chat component is not used. It speaks a message's raw HTML to screen readers and strips
what makes a citation operable (`aria-*`, `data-*`); and what is escaped here needs no sanitising.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egqa.cite import cite
from egqa.render import corrections_of, number_citations, statements_of
from egqa.types import Abstention, ContextQuote, Quote, Role, Statement, Turn, UnitRef
from egqa.ui import strings as s
from egqa.ui.markup import button, citation_link, esc, said_by
from egqa.ui.memory import Lost, history_of
from egqa.ui.sides import Sides, find_sides
from egqa.ui.tools import tools


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
    so_far: int | None = None,
) -> str:
    """The whole conversation; `pending` is a question that is being answered.

    With `so_far`, only that many statements of the last turn have arrived.
    """
    numbers = number_citations(history_of(turns))
    parts: list[str] = []
    for at, one in enumerate(turns, start=1):
        last = at == len(turns) and not pending and problem is None
        if last and so_far is not None and isinstance(one, Turn):
            parts.append(_arriving(one, at, numbers, so_far))
        elif isinstance(one, Turn):
            parts.append(_turn(one, at, numbers, offered if last else (), last=last))
        else:
            parts.append(_wrap(at, one.question, _problem(s.LOST, f"{one.message} {one.hint}")))
    if problem is not None:
        shown = problem.question if len(problem.question) < 600 else problem.question[:600] + " …"
        parts.append(_wrap(len(turns) + 1, shown, _problem(problem.message, problem.hint)))
    if pending:
        parts.append(_wrap(len(turns) + 1, pending, _waiting()))
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


def _waiting() -> str:
    return f'<p class="pending"><span>{esc(s.READING)}</span></p>'


def _arriving(turn: Turn, at: int, numbers: Mapping[UnitRef, int], so_far: int) -> str:
    """A turn of which the first statements are there; they keep their places when more come."""
    shown = "".join(_statements(turn, find_sides(turn), numbers, at)[:so_far])
    return _wrap(at, turn.question, f"{_reading(turn)}{shown}{_waiting()}", _edit(turn))


def _edit(turn: Turn) -> str:
    return f'<p class="tools">{button(s.EDIT, "edit", question=turn.question)}</p>'


def _reading(turn: Turn) -> str:
    """How the question was read, and what it was confined to."""
    parts: list[str] = []
    if turn.query.read_as and turn.query.read_as != turn.question.strip():
        rerun = button(turn.query.read_as, "edit", css="readas", question=turn.query.read_as)
        parts.append(f'<p class="read"><span>{esc(s.READ_AS)}:</span> {rerun}</p>')
    if turn.query.filters:
        parts.append(f'<p class="confined" dir="auto">{esc("".join(turn.reply.notices[:1]))}</p>')
    parts.extend(f'<p class="correction" dir="auto">{esc(one)}</p>' for one in corrections_of(turn))
    return "".join(parts)


def _turn(
    turn: Turn, at: int, numbers: Mapping[UnitRef, int], offered: Sequence[str], *, last: bool
) -> str:
    reply = turn.reply
    parts: list[str] = [_reading(turn)]
    if isinstance(reply, Abstention):
        parts.append(f'<p class="abstains" dir="auto">{esc(reply.text)}</p>')
        if last and turn.query.filters:
            wide = button(s.WIDEN, "ask", css="new", question=turn.question, widen=True)
            parts.append(f'<p class="widen">{wide}</p>')
    pairs = find_sides(turn)
    parts.extend(_statements(turn, pairs, numbers, at))
    paired = {quote for pair in pairs for quote in pair.quotes}
    parts.extend(
        _group(
            role,
            [one for one in reply.context if one.role == role and one.quote not in paired],
            numbers,
            at,
            paired=bool(paired),
        )
        for role in s.ROLES
    )
    notices = reply.notices[1:] if turn.query.filters else reply.notices
    if notices:
        rows = "".join(f'<li dir="auto">{esc(one)}</li>' for one in notices)
        parts.append(f'<ul class="notices">{rows}</ul>')
    parts.append(tools(turn, at, numbers, last=last))
    if offered:
        rows = "".join(
            f"<li>{button(one, 'ask', css='example', question=one)}</li>" for one in offered
        )
        parts.append(
            f'<div class="next"><h4>{esc(s.NEXT)}</h4><ul class="examples">{rows}</ul></div>'
        )
    return _wrap(at, turn.question, "".join(parts), _edit(turn))


def _statements(
    turn: Turn, pairs: Sequence[Sides], numbers: Mapping[UnitRef, int], at: int
) -> list[str]:
    """The statements in order, those that stand against each other in one place."""
    made: list[str] = []
    for one in statements_of(turn):
        pair = next((pair for pair in pairs if one in (pair.left, pair.right)), None)
        if pair is None:
            made.append(_statement(one, numbers, at))
        elif one is pair.left:
            made.append(_sides(pair, numbers, at))
    return made


def _sides(pair: Sides, numbers: Mapping[UnitRef, int], at: int) -> str:
    heading = s.OPPOSED if pair.opposed else s.COMPARED
    who = [said_by(one.quotes[0])[0] for one in (pair.left, pair.right)]
    if pair.beside:
        who[1] = s.OTHER_SIDE.format(who=who[1])
    css = ("statement", "beside opposed" if pair.beside else "statement")
    columns = "".join(
        f'<div class="side"><h5>{esc(_capital(by))}</h5>{_statement(one, numbers, at, style)}</div>'
        for one, by, style in zip((pair.left, pair.right), who, css, strict=True)
    )
    return (
        f'<section class="sides" aria-label="{esc(heading)}"><h4>{esc(heading)}</h4>'
        f'<div class="columns">{columns}</div></section>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _statement(
    statement: Statement, numbers: Mapping[UnitRef, int], at: int, css: str = "statement"
) -> str:
    """The statement's own words: the frame, each quote set off, its citation below it."""
    rest, parts = statement.text, []
    for quote in statement.quotes:
        lead, found, rest_after = rest.partition(f"“{quote.text}”")
        if found:
            rest = rest_after
            parts.append(
                f'<p class="lead" dir="auto">{esc(lead.strip())}</p>' if lead.strip() else ""
            )
            parts.append(_quote(quote, numbers, at, "quote" if css == "statement" else "aside"))
    if rest.strip(" ."):
        parts.append(f'<p class="lead" dir="auto">{esc(rest.strip())}</p>')
    if statement.label != "verbatim":
        links = "".join(_by(quote, numbers, at) for quote in statement.quotes)
        parts = [f'<p class="lead" dir="auto">{esc(statement.text)}</p>{links}']
    return f'<section class="{css}">{"".join(parts)}</section>'


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
    role: Role,
    beside: Sequence[ContextQuote],
    numbers: Mapping[UnitRef, int],
    at: int,
    *,
    paired: bool,
) -> str:
    """Quotes beside the answer: in full view what it cannot be read without, the rest folded.

    The other side is part of that, unless two sides are in full view already.
    """
    if not beside:
        return ""
    if role == "chapeau" or (role == "opposed" and not paired):
        return "".join(_beside(one, numbers, at) for one in beside)
    folds = "".join(
        f"<details><summary><cite>{esc(cite(one.quote.paragraph))}</cite></summary>"
        f"{_quote(one.quote, numbers, at, 'aside')}</details>"
        for one in beside
    )
    return f'<section class="beside {role}"><h4>{esc(s.ROLES[role])}</h4>{folds}</section>'
