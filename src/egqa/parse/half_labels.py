"""Items printed with a closing bracket alone, "a)", "i)" or "1)": which lines they begin.

Such a label is easily a mere word of the text. It is taken for one where others of its list stand
below it: each in line with the first, which a colon, a title or a number stands above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from egqa.parse.labels import Scale, value_of
from egqa.parse.lines import Line
from egqa.parse.markers import Marker, read_half_label

_FIRST: dict[str, Scale] = {"a": "letter", "i": "roman", "1": "digit"}
_IN_LINE, _FURTHER_IN = 1, 2  # characters
_FEWEST_LISTS = 2  # that show a document to print its items so, where one is alone in its list


@dataclass(slots=True)
class _Run:
    """One list: its scale, where it is set, its labels so far, and those of lists in its items.

    `below_title` is whether it stands straight below a title or a number, as an agenda's does.
    """

    scale: Scale
    indent: int
    below_title: bool
    found: dict[int, Marker] = field(default_factory=dict)
    inner: list[_Run] = field(default_factory=list)

    def goes_on_with(self, label: str, line: Line) -> bool:
        in_line = abs(line.indent - self.indent) <= _IN_LINE
        return in_line and value_of(label, self.scale) == len(self.found) + 1


def find_half_labels(lines: Sequence[Line], markers: Sequence[Marker | None]) -> dict[int, Marker]:
    """The labels with a closing bracket alone, by their lines, of which `markers` has none.

    A list in an item that is no label itself has none either: its place is not known.
    """
    told = any(line.begins for line in lines)
    ended: list[_Run] = []
    open_runs: list[_Run] = []
    for at, line in enumerate(lines):
        marker = markers[at]
        half = read_half_label(line) if marker is None else None
        if half is not None:
            _place(half, at, lines, markers, open_runs, ended, told=told)
        elif line.role == "heading" or (marker is not None and not _is_inner(line, open_runs)):
            open_runs.clear()
    lists = [run for run in _with_inner(ended) if len(run.found) > 1]
    styled = sum(run.below_title for run in lists) >= _FEWEST_LISTS
    taken: dict[int, Marker] = {}
    for run in ended:
        _take(run, taken, styled=styled)
    return taken


def _place(
    half: Marker,
    at: int,
    lines: Sequence[Line],
    markers: Sequence[Marker | None],
    open_runs: list[_Run],
    ended: list[_Run],
    *,
    told: bool,
) -> None:
    """Put a label into the list that it goes on or begins; one that does neither is text."""
    line = lines[at]
    for depth in range(len(open_runs) - 1, -1, -1):
        if open_runs[depth].goes_on_with(half.label, line):
            open_runs[depth].found[at] = half
            del open_runs[depth + 1 :]
            return
    scale = _FIRST.get(half.label)
    if scale is None:
        if len(half.label) > 1 and value_of(half.label, "roman") is not None:
            # An item of a list whose beginning is not here: what stands below it is its own.
            open_runs[:] = [_Run("roman", line.indent, False)]
        return
    if told and not line.begins and open_runs and line.indent < open_runs[-1].indent - _IN_LINE:
        return  # in the words of the item above: "…, which may: i) act on it; ii) …"
    while open_runs and _ends(open_runs[-1], scale, line):
        open_runs.pop()
    above = lines[at - 1] if at else None
    led = above is not None and above.text.endswith(":")
    titled = line.begins and above is not None and _is_title(above, markers[at - 1])
    if not (led or titled):
        return
    run = _Run(scale, line.indent, titled and not led, {at: half})
    (open_runs[-1].inner if open_runs else ended).append(run)
    open_runs.append(run)


def _ends(run: _Run, scale: Scale, line: Line) -> bool:
    """Whether a list that begins with `line` is none in the last item of `run`."""
    further_in = line.indent - run.indent
    return further_in < -_IN_LINE or (run.scale == scale and further_in <= _IN_LINE)


def _is_title(line: Line, marker: Marker | None) -> bool:
    return line.role == "heading" or (marker is not None and marker.kind == "number")


def _is_inner(line: Line, open_runs: Sequence[_Run]) -> bool:
    """Whether a marker is of a list in an item: it is set further in than the item's label."""
    return bool(open_runs) and line.indent >= open_runs[-1].indent + _FURTHER_IN


def _with_inner(runs: Sequence[_Run]) -> list[_Run]:
    return [one for run in runs for one in (run, *_with_inner(run.inner))]


def _take(run: _Run, taken: dict[int, Marker], *, styled: bool) -> None:
    led = any(len(inner.found) > 1 for inner in run.inner)
    if len(run.found) > 1 or led or (styled and run.below_title):
        taken.update(run.found)
        for inner in run.inner:
            _take(inner, taken, styled=styled)
