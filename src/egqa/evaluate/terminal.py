"""An evaluation as a table: in the terminal, and in Markdown for a README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egqa.evaluate.grade import Evaluation
from egqa.evaluate.page import shown
from egqa.evaluate.statistics import Comparison, Figure

if TYPE_CHECKING:
    from rich.console import Console

GROUPS: dict[str, dict[str, str]] = {
    "Headline": {"score": "score"},
    "Citations": {
        "cite_precision": "precision",
        "cite_recall": "recall",
        "cite_f1": "F1",
        "first_citation": "first citation right",
        "document_precision": "document right",
        "lenient_precision": "lenient precision",
        "lenient_recall": "lenient recall",
        "lenient_f1": "lenient F1",
    },
    "Abstention": {
        "abstain_recall": "recall",
        "abstain_precision": "precision",
        "false_abstain": "false abstentions",
    },
    "Quotes": {
        "quotes_verbatim": "verbatim in the cited unit",
        "gold_quotes_overlapped": "gold quotes touched",
        "context_verbatim": "context verbatim",
    },
    "Retrieval": {"nDCG@10": "nDCG@10", "R@5": "R@5", "R@10": "R@10", "RR": "RR"},
}
KINDS = {"followup": "follow-ups", "definition_absent": "definition absent"}


def number(value: float | None) -> str:
    """A measure to three decimals, or a dash where it is blank.

    >>> number(0.5), number(None)
    ('0.500', '–')
    """
    return "–" if value is None else f"{value:.3f}"


def interval(figure: Figure) -> str:
    """A figure's interval, or nothing where it is blank."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{figure.low:.2f}–{figure.high:.2f}"


def headline(evaluation: Evaluation) -> str:
    """The evaluation in one line."""
    figures = evaluation.figures
    score = figures["score"]
    return (
        f"{evaluation.system}: score {number(score.value)} [{interval(score)}] over "
        f"{len(evaluation.judgements)} questions · "
        f"citation P {number(figures['cite_precision'].value)} "
        f"R {number(figures['cite_recall'].value)} F1 {number(figures['cite_f1'].value)} · "
        f"abstention recall {number(figures['abstain_recall'].value)}, "
        f"false {number(figures['false_abstain'].value)}"
    )


def comparison_line(evaluation: Evaluation, comparison: Comparison) -> str:
    """Won, lost and how likely by chance, in one sentence."""
    return (
        f"{evaluation.system} against {comparison.other}: {len(comparison.won)} won, "
        f"{len(comparison.lost)} lost, {comparison.tied} tied; mean difference "
        f"{comparison.difference:+.3f}, p = {comparison.p:.4f} (paired randomisation, two-sided)"
    )


def print_summary(
    evaluation: Evaluation, console: Console, *, comparison: Comparison | None = None
) -> None:
    """Print the measures with their intervals, then the mean score by kind and by document."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(shown(f"{evaluation.system} on {len(evaluation.judgements)} questions"))
    )
    for name, style in (("", "dim"), ("measure", ""), ("value", "bold"), ("95% interval", "dim")):
        right = name in ("value", "95% interval")
        table.add_column(name, style=style, justify="right" if right else "left")
    table.add_column("questions", justify="right", style="dim")
    for group, measures in GROUPS.items():
        for place, (name, label) in enumerate(measures.items()):
            _add(table, "" if place else group, label, evaluation.figures[name])
        table.add_section()
    for label, value in (
        ("median", evaluation.seconds_median),
        ("95th percentile", evaluation.seconds_p95),
    ):
        table.add_row("Seconds" if label == "median" else "", label, number(value), "", "")
    area = number(evaluation.curve_area)
    table.add_row("Risk", "area under risk-coverage", area, "", str(len(evaluation.curve) or ""))
    for title, figures in (
        ("By kind", evaluation.by_kind),
        ("By document", evaluation.by_document),
    ):
        table.add_section()
        for place, (name, figure) in enumerate(figures.items()):
            _add(table, "" if place else title, KINDS.get(name, name), figure)
    console.print(table)
    if comparison:
        console.print(Text(shown(comparison_line(evaluation, comparison))), soft_wrap=True)
    console.print(Text(shown(headline(evaluation))), soft_wrap=True)


def _add(table: object, group: str, label: str, figure: Figure) -> None:
    from rich.table import Table
    from rich.text import Text

    assert isinstance(table, Table)
    cells = (number(figure.value), interval(figure), str(figure.count) if figure.count else "")
    table.add_row(group, Text(shown(label)), *cells)


def markdown_table(evaluation: Evaluation) -> str:
    """The measures and the mean score by kind as a Markdown table, for a README."""
    rows = [
        (f"{group}: {label}" if label != "score" else "**score**", evaluation.figures[name])
        for group, measures in GROUPS.items()
        for name, label in measures.items()
    ]
    rows += [
        (f"Score, kind: {KINDS.get(kind, kind)}", figure)
        for kind, figure in evaluation.by_kind.items()
    ]
    lines = ["| measure | value | 95% interval | questions |", "|---|---|---|---|"]
    lines += [
        f"| {_cell(label)} | {number(figure.value)} | {interval(figure)} | {figure.count} |"
        for label, figure in rows
    ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(shown(text).split()).replace("|", "\\|")
