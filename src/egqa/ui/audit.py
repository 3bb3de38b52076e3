"""What was met while a document was read, in a librarian's words: to check, or only to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from egqa.pinpoints import print_pinpoint
from egqa.types import Document, Finding, Masthead
from egqa.ui import strings as s
from egqa.ui.markup import esc

_COUNTED = "detected"
_LEFT_OUT = "furniture"
#: Lines left out that say nothing, or that are shown elsewhere: they are counted.
_TRIVIAL = frozenset({"page number", "rule", "continuation mark", "bar code", "footnote"})
_AT_UNIT = frozenset({"repair", "blank", "duplicate"})


def warnings(masthead: Masthead) -> str:
    """Why this copy's numbers or its symbol are not to be relied on, where they are not."""
    said = [masthead.caution and f"{masthead.caution} {s.CAUTION}"]
    said.append(masthead.symbol_doubt and s.SYMBOL_DOUBT.format(doubt=masthead.symbol_doubt))
    return "".join(f'<p class="caution" dir="auto">{esc(one)}</p>' for one in said if one)


def audit(document: Document) -> str:
    """How many units were found; what to look at; what was left out or mended, folded away."""
    met = [one for one in document.audit if one.kind != _COUNTED]
    check = [one for one in met if _meaning(one)[2]]
    know = [one for one in met if not _meaning(one)[2]]
    counted = next((one.detail for one in document.audit if one.kind == _COUNTED), "")
    shown = counted or s.UNITS.format(count=len(document.paragraphs))
    return (
        f'<p class="count">{esc(shown)}</p>{warnings(document.masthead)}'
        + (_fold("check", s.TO_CHECK, check) or f'<p class="clean">{esc(s.AUDIT_CLEAN)}</p>')
        + _fold("know", s.TO_KNOW, know)
    )


def _meaning(finding: Finding) -> tuple[str, str, bool]:
    """Heading, explanation, and whether somebody should look; a new kind speaks for itself."""
    return s.FINDINGS.get(finding.kind, (finding.kind.capitalize(), "", True))


def _fold(css: str, heading: str, findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    places = list(s.FINDINGS)
    ordered = sorted(
        findings, key=lambda one: places.index(one.kind) if one.kind in places else len(places)
    )
    groups = "".join(_group(list(same)) for _, same in groupby(ordered, key=lambda one: one.kind))
    summary = heading.format(count=len(findings))
    return f'<details class="audit {css}"><summary>{esc(summary)}</summary>{groups}</details>'


def _group(findings: Sequence[Finding]) -> str:
    heading, explained, _ = _meaning(findings[0])
    rows = _left_out(findings) if findings[0].kind == _LEFT_OUT else map(_row, findings)
    told = f"<p>{esc(explained)}</p>" if explained else ""
    return f"<h4>{esc(heading)} ({len(findings)})</h4>{told}<ul>{''.join(rows)}</ul>"


def _row(finding: Finding) -> str:
    where = finding.where
    if where and finding.kind in _AT_UNIT:
        where = print_pinpoint(where)
    return f"<li><b>{esc(where)}</b> <span>{esc(finding.detail)}</span></li>"


def _left_out(findings: Iterable[Finding]) -> Iterable[str]:
    """Lines left out, those of one kind together, and what stands on every page only once."""
    by_kind: dict[str, Counter[str]] = {}
    for one in findings:
        kind, _, words = one.detail.partition(": ")
        by_kind.setdefault(kind, Counter())[words] += 1
    for kind, counted in by_kind.items():
        if kind in _TRIVIAL and len(counted) > 1:
            lines = s.LINES.format(count=counted.total())
        else:
            lines = "; ".join(
                words if times == 1 else s.TIMES.format(words=words, count=times)
                for words, times in counted.items()
            )
        named = s.LEFT_OUT.get(kind, kind)
        yield f'<li><b>{esc(named)}</b> <span dir="auto">{esc(lines)}</span></li>'
