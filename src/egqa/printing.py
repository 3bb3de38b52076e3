"""What the command line prints: documents, units, turns, errors, as plain and safe text.

Words of documents, files and users are data: no escape sequence in them reaches the terminal.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from egqa.attribution import describe_force
from egqa.cite import cite, name_document
from egqa.errors import EgqaError
from egqa.types import Document, Paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from egqa.index import Added
    from egqa.types import Turn

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# What every document has, and what nobody need look at.
_ROUTINE = {"detected", "furniture", "repair", "blank", "heading", "masthead", "left out"}
# What to look at, for one who does not know the parser's words; other kinds say it themselves.
_LOOK_AT = {
    "duplicate": "a number that stands twice",
    "encoding": "encoding guessed",
    "gap": "a number left out",
    "note": "a footnote whose mark was not found",
    "overlaid": "words under other words",
    "outside": "words outside any numbered paragraph",
    "restart": "numbering begins anew",
    "restart without a heading": "numbering begins anew without a heading",
    "symbol": "symbol in doubt",
    "table": "a table set aside",
}
_WHERE = {
    "masthead": "printed in the masthead",
    "running_header": "printed in a running head only",
    "catalogue": "from the catalogue",
    "not_printed": "not printed",
}


def clean(text: str) -> str:
    """`text` for a terminal: line breaks stay, other white space is a space, controls are shown.

    >>> clean("a\\u00a0b\\x1b[31m\\nc\\u202e\\u00add")
    'a b�[31m\\nc�d'
    """
    return "".join(map(_clean_char, text))


def _clean_char(char: str) -> str:
    if char.isprintable() or char == "\n":
        return char
    if char.isspace() and char not in "\r\x1c\x1d\x1e\x1f\x85":
        return " "
    # Soft hyphens and joiners are meant to be unseen; what turns the direction of text is not.
    unseen = unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) == "BN"
    return "" if unseen else "�"


def line(text: str) -> str:
    """`text` in one safe line."""
    return " ".join(clean(text).split())


def say(text: str, *, err: bool = False) -> None:
    """Print a line of safe text."""
    typer.echo(clean(text), err=err)


def print_error(error: EgqaError) -> None:
    """What happened, and what to do about it, on standard error."""
    say(f"egqa: {line(error.message)}", err=True)
    if error.hint:
        say(f"      {line(error.hint)}", err=True)


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on one line, its unseen characters escaped."""
    written = json.dumps(value, ensure_ascii=False)
    unseen = {char for char in set(written) if unicodedata.category(char) in _UNSEEN}
    for char in unseen:
        written = written.replace(char, json.dumps(char)[1:-1])
    typer.echo(written)


def make_console(*, err: bool = False) -> Console:
    """A rich console that adds no colours of its own to numbers and paths."""
    from rich.console import Console

    return Console(stderr=err, highlight=False)


class Outcome(NamedTuple):
    """What adding a file came to, and what its parser warns of.

    A file that was only met in a folder, and that no reader takes, is `skipped`.
    """

    file: str
    result: Added | EgqaError
    warnings: str = ""
    skipped: bool = False


def print_added(done: Sequence[Outcome]) -> None:
    """A table of what adding each file came to, and how many of each outcome there are."""
    from rich.table import Table
    from rich.text import Text

    table = Table("file", "outcome", "symbol or key", "units", "warnings, or the reason")
    counts: Counter[str] = Counter()
    for file, result, warnings, skipped in done:
        if isinstance(result, EgqaError):
            outcome = "skipped" if skipped else "refused"
            # The first column says which file it is.
            row = (file, outcome, "–", "–", str(result).removeprefix(f"{file} "))
        else:
            outcome = result.outcome
            told = "; ".join(filter(None, (result.note, warnings)))
            row = (file, outcome, result.key, str(result.units), told)
        counts[outcome] += 1
        table.add_row(*(Text(line(cell)) for cell in row))
    console = make_console(err=True)
    console.print(table)
    if len(done) > 1:
        summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        console.print(f"{len(done)} files: {summary}", markup=False)


def describe_audit(document: Document) -> str:
    """What a user should look at in the document's audit, each kind with its count."""
    kinds = Counter(one.kind for one in document.audit if one.kind not in _ROUTINE)
    told = ((_LOOK_AT.get(kind, kind), count) for kind, count in kinds.items())
    return ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in told)


def print_document(document: Document) -> None:
    """A document's masthead, what the parser met, and all its units under their headings."""
    print_masthead(document, audit=True)
    headings: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        if paragraph.headings != headings:
            headings = paragraph.headings
            say("\n" + line(" > ".join(headings)))
        say(f"  {paragraph.para or '':<12} {line(paragraph.text)}")


def print_masthead(document: Document, *, audit: bool) -> None:
    """What a document says of itself, and a summary of what the parser met, or all of it."""
    head = document.masthead
    named = ", ".join(head.symbols) or "none"
    if not head.symbols and head.symbol_inferred:
        named = f"{head.symbol_inferred} (inferred from {head.inferred_from})"
    kinds = Counter(finding.kind for finding in document.audit)
    summary = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    rows = {
        "file": head.file,
        "cited as": name_document(head),
        "symbol": f"{named}; {_WHERE[head.symbol_where]}",
        "title": head.title,
        "body": head.body,
        "session": head.session,
        "meeting": ", ".join(filter(None, (head.venue, head.dates))),
        "status": head.status,
        "agenda": ", ".join(head.agenda_items),
        "units": str(len(document.paragraphs)),
        "audit": summary or "nothing to report",
    }
    say(line(head.key))
    for name, value in rows.items():
        if value:
            say(f"  {name:<9}{line(value)}")
    if audit:
        for finding in document.audit:
            say(f"    {finding.kind:<10} {line(f'{finding.where}: {finding.detail}')}")


def print_unit(document: Document, paragraph: Paragraph) -> None:
    """One unit: citation, status, headings, opening words, its own words, what is under it."""
    say(line(cite(paragraph)))
    say(f"  {line(f'{paragraph.masthead.status}; {describe_force(paragraph)}')}")
    if paragraph.headings:
        say("  " + line(" > ".join(paragraph.headings)))
    for above in paragraph.chapeau:
        say(f"\n  [{above.para}] {line(above.text)}")
    say(f"\n“{line(paragraph.text)}”")
    for child in document.paragraphs:
        if paragraph.pinpoint and child.parent == paragraph.pinpoint:
            say(f"\n  [{child.para}] {line(child.text)}")
    for governing in paragraph.governed_by:
        if governing not in paragraph.chapeau:
            say(f"\n  Limited by {line(f'{cite(governing)}: {governing.text}')}")
    units = document.paragraphs
    at = next(at for at, one in enumerate(units) if one is paragraph)
    before = units[at - 1].para if at else None
    after = units[at + 1].para if at + 1 < len(units) else None
    say(f"\n  before: {before or '–'}   after: {after or '–'}")


def print_turn(turn: Turn) -> None:
    """A reply as plain text."""
    from egqa.render import to_text

    say(to_text(turn))
