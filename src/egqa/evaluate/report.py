"""The report: one HTML page that explains a system's figures down to the single quote.

It needs no network, prints, follows the reader's light or dark setting, and shows every string of a
document, question or prediction as text.
"""

from __future__ import annotations

from collections import Counter

from egqa.evaluate.cards import VERDICTS, document_label, draw_card
from egqa.evaluate.charts import draw_bars, draw_curve
from egqa.evaluate.grade import Evaluation
from egqa.evaluate.page import esc, page
from egqa.evaluate.statistics import Comparison, Figure
from egqa.evaluate.terminal import GROUPS, KINDS, comparison_line, interval, number

_TILES = {
    "cite_precision": "citation precision",
    "cite_recall": "citation recall",
    "cite_f1": "citation F1",
    "abstain_recall": "abstention recall",
    "false_abstain": "false abstentions",
    "quotes_verbatim": "quotes verbatim",
}


def render_report(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """The whole page as HTML."""
    title = f"{evaluation.system}: citation accuracy"
    body = "".join(
        [
            "<main>",
            _opening(evaluation, title),
            '<h2>Where it is right, and where not</h2><div class="two">',
            _bars("By kind of question", evaluation, by_kind=True),
            _bars("By document", evaluation, by_kind=False),
            "</div>",
            '<h2>When it answers, and when it does not</h2><div class="two">',
            _decisions(evaluation),
            _curve(evaluation),
            "</div>",
            "<h2>All figures</h2>",
            _all_figures(evaluation),
            _comparison(evaluation, comparison),
            "<h2>Question by question</h2>",
            _tools(evaluation),
            '<div id="cards">',
            *(draw_card(one, evaluation.corpus) for one in evaluation.judgements),
            "</div>",
            _footer(),
            "</main>",
        ]
    )
    return page(title, body)


def _opening(evaluation: Evaluation, title: str) -> str:
    counts = Counter((one.question.answerable, one.verdict) for one in evaluation.judgements)
    answerable = sum(count for (can, _), count in counts.items() if can)
    without = len(evaluation.judgements) - answerable
    answered = answerable - counts[True, "abstained"] - counts[True, "missing"]
    sentence = (
        f"Of <b>{answerable}</b> questions that the documents answer, it answered "
        f"<b>{answered}</b>: <b>{counts[True, 'right']}</b> with exactly the right paragraphs, "
        f"{counts[True, 'partly']} partly, {counts[True, 'wrong']} wrongly."
    )
    if without:
        sentence += (
            f" Of <b>{without}</b> that they do not answer, it declined "
            f"<b>{counts[False, 'right']}</b>."
        )
    tiles = _tile("score", "score", evaluation, "main")
    tiles += "".join(_tile(label, name, evaluation) for name, label in _TILES.items())
    return f'<h1>{esc(title)}</h1><p class="lede">{sentence}</p><div class="tiles">{tiles}</div>'


def _tile(label: str, name: str, evaluation: Evaluation, extra: str = "") -> str:
    figure = evaluation.figures[name]
    between = f"95%: {interval(figure)}" if figure.value is not None else "not measured"
    what = "mean of citation F1 and, where nothing answers, of abstaining" if extra else ""
    return (
        f'<div class="tile {extra}"><div class="name">{label}</div>'
        f'<div class="value">{number(figure.value)}</div><div class="range">{between}</div>'
        f'<div class="range">{what}</div></div>'
    )


def _bars(title: str, evaluation: Evaluation, *, by_kind: bool) -> str:
    figures = (
        {KINDS.get(kind, kind): figure for kind, figure in evaluation.by_kind.items()}
        if by_kind
        else _by_label(evaluation)
    )
    note = "mean score; the whisker is the 95% interval"
    if not by_kind:
        note += "; a question counts for each of its documents"
    chart = draw_bars(figures, about=f"{title}: mean score") if figures else ""
    return f"<figure><figcaption>{title}<small>{note}</small></figcaption>{chart}</figure>"


def _by_label(evaluation: Evaluation) -> dict[str, Figure]:
    """Documents as a reader knows them."""
    labels: dict[str, Figure] = {}
    for name, figure in evaluation.by_document.items():
        label = document_label(name, evaluation.corpus).removesuffix(" (symbol inferred)")
        labels[label if label not in labels else name] = figure
    return labels


def _decisions(evaluation: Evaluation) -> str:
    counts = Counter((one.question.answerable, one.verdict) for one in evaluation.judgements)
    right, partly, wrong = (counts[True, verdict] for verdict in ("right", "partly", "wrong"))
    rows = (
        (
            "answerable",
            f'<span class="big">{right + partly + wrong}</span><br><small>'
            f'<span class="good">{right} right</span>, {partly} partly, '
            f'<span class="bad">{wrong} wrong</span></small>',
            f'<span class="big bad">{counts[True, "abstained"]}</span>',
            counts[True, "missing"],
        ),
        (
            "not answerable",
            f'<span class="big bad">{counts[False, "wrong"]}</span>',
            f'<span class="big good">{counts[False, "right"]}</span>',
            counts[False, "missing"],
        ),
    )
    lines = "".join(
        f'<tr><th scope="row">{name}</th><td>{answered}</td><td>{abstained}</td>'
        f'<td class="n">{missing}</td></tr>'
        for name, answered, abstained, missing in rows
    )
    return (
        "<figure><figcaption>Answered against answerable<small>numbers of questions</small>"
        '</figcaption><table><thead><tr><th></th><th scope="col">answered</th>'
        '<th scope="col">abstained</th><th scope="col" class="n">no reply</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></figure>"
    )


def _curve(evaluation: Evaluation) -> str:
    note = f"area {number(evaluation.curve_area)}: the lower, the better its confidence knows"
    chart = '<p class="note">No confidence was given.</p>'
    if evaluation.curve:
        chart = draw_curve(evaluation.curve, about="Risk against coverage")
    return (
        f"<figure><figcaption>Risk and coverage<small>{note}</small></figcaption>{chart}</figure>"
    )


def _all_figures(evaluation: Evaluation) -> str:
    tables = []
    for group, measures in GROUPS.items():
        if group == "Headline":
            continue
        rows = "".join(
            _row(label, number(evaluation.figures[name].value), evaluation.figures[name])
            for name, label in measures.items()
        )
        tables.append(_table(group, rows))
    seconds = _row("median", number(evaluation.seconds_median)) + _row(
        "95th percentile", number(evaluation.seconds_p95)
    )
    tables.append(_table("Seconds a question", seconds))
    return f'<div class="two">{"".join(tables)}</div>'


def _table(title: str, rows: str) -> str:
    return (
        f'<figure><figcaption>{title}</figcaption><table><thead><tr><th scope="col">measure</th>'
        '<th scope="col" class="n">value</th><th scope="col" class="n">95% interval</th>'
        '<th scope="col" class="n">questions</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></figure>"
    )


def _row(label: str, value: str, figure: Figure | None = None) -> str:
    between = interval(figure) if figure else ""
    count = str(figure.count) if figure and figure.count else ""
    return (
        f'<tr><th scope="row">{label}</th><td class="n">{value}</td>'
        f'<td class="n"><small>{between}</small></td><td class="n"><small>{count}</small></td></tr>'
    )


def _comparison(evaluation: Evaluation, comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    return (
        f"<h2>Against {esc(comparison.other)}</h2>"
        f"<p>{esc(comparison_line(evaluation, comparison))}.</p>"
        f'<p class="note">Won: {esc(", ".join(comparison.won) or "none")}</p>'
        f'<p class="note">Lost: {esc(", ".join(comparison.lost) or "none")}</p>'
    )


def _tools(evaluation: Evaluation) -> str:
    kinds = dict.fromkeys(one.question.kind for one in evaluation.judgements)
    options = "".join(
        f'<option value="{esc(kind)}">{esc(KINDS.get(kind, kind))}</option>' for kind in kinds
    )
    there = {one.verdict for one in evaluation.judgements}
    buttons = "".join(
        f'<button type="button" data-show="{verdict}" aria-pressed="false">{label}</button>'
        for verdict, label in VERDICTS.items()
        if verdict in there
    )
    return (
        '<div class="tools"><input type="search" id="search" placeholder="Find words" '
        'aria-label="Find words in questions, answers and quotes">'
        f'<select id="kind" aria-label="Kind of question"><option value="">all kinds</option>'
        f"{options}</select>{buttons}"
        '<select id="order" aria-label="Order"><option value="asked">as asked</option>'
        '<option value="worst">worst first</option></select><output id="shown"></output></div>'
    )


def _footer() -> str:
    return (
        "<footer><p>A citation is right when its document and paragraph are gold; ½ marks a "
        "paragraph above or below a gold one, which the strict figures count as wrong. F1 is the "
        "harmonic mean of precision and recall of one question. Intervals are percentile "
        "bootstraps over questions, 2,000 resamples. Marked words are quotes where they stand in "
        "the document; a wavy line is under words that do not stand there.</p></footer>"
    )
