"""How a question was read and searched, and what became of each candidate: for doubting readers."""

from __future__ import annotations

from egqa.cite import cite
from egqa.render import shown_quotes, statements_of
from egqa.types import Abstention, Turn

SHOWN = 10


def explain(turn: Turn) -> str:
    """How `turn` came about, as plain text: the reading, the search, the candidates, the choice."""
    query, reply = turn.query, turn.reply
    lines = [
        f"read as        {query.read_as}",
        f"searched for   {query.text}",
        f"asks for       {query.kind}",
    ]
    if query.documents:
        how = "only" if query.scope == "must" else "preferably"
        lines.append(f"documents      {how} {', '.join(query.documents)}")
    if query.sides:
        lines.append(f"sides          {' against '.join(', '.join(side) for side in query.sides)}")
    if query.refs:
        lines.append(f"looked up      {', '.join(f'{ref.key} {ref.para}' for ref in query.refs)}")
    if query.unknown:
        lines.append(f"no such unit   {', '.join(query.unknown)}")
    if query.near:
        lines.append(f"goes on from   {', '.join(f'{ref.key} {ref.para}' for ref in query.near)}")
    if isinstance(reply, Abstention):
        lines.append(f"abstained      {reply.reason}: {reply.text}")
    if reply.confidence is not None:
        lines.append(f"confidence     {reply.confidence:.2f}")
    cited = {quote.paragraph.ref for one in statements_of(turn) for quote in one.quotes}
    beside = {quote.paragraph.ref for quote in shown_quotes(turn)} - cited
    lines += ["", "rank   score  cosine  kept     unit"]
    for passage in reply.passages[:SHOWN]:
        ref = passage.paragraph.ref
        kept = "cited" if ref in cited else "beside" if ref in beside else "dropped"
        lines.append(
            f"{passage.rank:>4} {passage.score:>7.2f} {passage.cosine:>7.2f}  {kept:<8} "
            f"{cite(passage.paragraph)} ({passage.why})"
        )
    return "\n".join(lines)
