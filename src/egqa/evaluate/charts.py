"""The report's charts as inline SVG, drawn by hand; their colours are the page's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from egqa.evaluate.measures import CurvePoint
from egqa.evaluate.page import esc
from egqa.evaluate.statistics import Figure
from egqa.evaluate.terminal import number

_WIDTH, _ROW = 520, 30
_LEFT, _RIGHT = 186, 96


def draw_bars(figures: Mapping[str, Figure], *, about: str) -> str:
    """A bar a group with its interval as a whisker, the highest first."""
    known = [(name, figure) for name, figure in figures.items() if figure.value is not None]
    known.sort(key=lambda one: -(one[1].value or 0))
    room = _WIDTH - _LEFT - _RIGHT
    height = _ROW * len(known) + 22
    rows = []
    for place, (name, figure) in enumerate(known):
        top = place * _ROW
        middle = top + _ROW / 2
        value = figure.value or 0.0
        low, high = (_LEFT + room * (end or 0.0) for end in (figure.low, figure.high))
        label = name if len(name) <= 21 else "…" + name[-20:]
        whisker = (
            f"M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 4}v8M{high:.1f} {middle - 4}v8"
        )
        rows.append(
            f"<g><title>{esc(name)}: {number(value)}, 95% interval {number(figure.low)} to "
            f"{number(figure.high)}, {figure.count} questions</title>"
            f'<text x="{_LEFT - 10}" y="{middle + 4.5}" text-anchor="end">{esc(label)}</text>'
            f'<rect class="track" x="{_LEFT}" y="{top + 6}" width="{room}" height="{_ROW - 12}" '
            'rx="3"/>'
            f'<rect class="bar" x="{_LEFT}" y="{top + 6}" width="{room * value:.1f}" '
            f'height="{_ROW - 12}" rx="3"/>'
            f'<path class="whisker" d="{whisker}"/>'
            f'<text x="{_LEFT + room + 12}" y="{middle + 4.5}">{value:.2f}'
            f'<tspan class="soft" dx="6">n = {figure.count}</tspan></text></g>'
        )
    axis = "".join(
        f'<text class="soft" x="{_LEFT + room * tick:.1f}" y="{height - 4}" '
        f'text-anchor="middle">{tick:g}</text>'
        for tick in (0, 0.5, 1)
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{esc(about)}">'
        f"{''.join(rows)}{axis}</svg>"
    )


def draw_curve(points: Sequence[CurvePoint], *, about: str) -> str:
    """The risk-coverage curve, and as a dashed line the risk of replying to everything."""
    left, top, width, height = 46, 18, 440, 220
    x = [left + width * point.coverage for point in points]
    y = [top + height * (1 - point.risk) for point in points]
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    grid = "".join(
        f'<path class="grid" d="M{left} {top + height * (1 - tick):.1f}h{width}"/>'
        f'<text class="soft" x="{left - 8}" y="{top + height * (1 - tick) + 4:.1f}" '
        f'text-anchor="end">{tick:g}</text>'
        f'<text class="soft" x="{left + width * tick:.1f}" y="{top + height + 18}" '
        f'text-anchor="middle">{tick:g}</text>'
        for tick in (0, 0.25, 0.5, 0.75, 1)
    )
    bottom = top + height
    dots = "".join(
        f'<circle class="bar" cx="{a:.1f}" cy="{b:.1f}" r="2.5"><title>coverage '
        f"{point.coverage:.2f}, risk {point.risk:.2f}</title></circle>"
        for a, b, point in zip(x, y, points, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height + 58}" role="img" aria-label="{esc(about)}">{grid}'
        f'<polygon class="under" points="{x[0]:.1f},{bottom} {line} {x[-1]:.1f},{bottom}"/>'
        f'<path class="dashed" d="M{left} {y[-1]:.1f}h{width}"/>'
        f'<polyline class="curve" points="{line}"/>{dots}'
        f'<text class="soft" x="{left + width / 2}" y="{height + 54}" text-anchor="middle">'
        "coverage: share of questions replied to, the most confident first</text>"
        f'<text class="soft" x="{left + width}" y="10" text-anchor="end">'
        "risk: share of the score lost</text></svg>"
    )
