"""Programme budgets, published section by section."""

from __future__ import annotations

from egqa.parse import parse_bytes
from egqa.types import Document

PAGE = """<html><body>
<p>A/99/6 (Sect. 44)</p>
<p>Distr.: General</p>
<p>Ninety-ninth session</p>
<p>Proposed programme budget for 2044</p>
<p>Programme planning</p>
<h1>Proposed programme budget for 2044</h1>
<h2>Part XX</h2>
<h2>Common lamps</h2>
<h2>Section 44</h2>
<h2>Lamps in Nairobi</h2>
<h2>A. Proposed programme plan for 2044</h2>
<h2>Overall orientation</h2>
<p>44.1 The Lamp Office keeps lamps in all offices of the Organization.</p>
<h3>Legislative mandates</h3>
<p>44.2 The list below has the mandates of the programme.</p>
<h3>Subprogramme 1</h3>
<h3>Oil</h3>
<h3>Deliverables</h3>
<p>44.3 Table 1 lists the deliverables of all subprogrammes together.</p>
<h2>Programme of work</h2>
<h3>Subprogramme 1</h3>
<h3>Oil</h3>
<h4>Objective</h4>
<p>44.4 The objective is to have oil in all lamps.</p>
<h4>Deliverables</h4>
<p>44.5 Table 2 lists the deliverables of the subprogramme.</p>
<h4>E. Enabling deliverables</h4>
<p>44.6 The Office lends ladders to those who clean the lamps.</p>
<h3>Subprogramme 2</h3>
<h3>Wicks</h3>
<h4>Objective</h4>
<p>44.7 The objective is to have wicks in all lamps.</p>
<h2>Programme support</h2>
<p>44.8 The support comprises one post of the General Service.</p>
<h2>B. Proposed post and non-post resource requirements</h2>
<p>44.9 The requirements amount to nothing at all in the year 2044.</p>
</body></html>"""


def read() -> Document:
    return parse_bytes(PAGE.encode(), "a.html")


def test_subprogrammes_are_headed_by_number_and_title() -> None:
    headings = {one.para: one.headings for one in read()}
    above = ("Part XX", "Common lamps", "A. Proposed programme plan for 2044")
    oil, wicks = "Subprogramme 1. Oil", "Subprogramme 2. Wicks"
    plan = {
        "44.1": ("Overall orientation",),
        "44.2": ("Overall orientation", "Legislative mandates"),
        "44.3": ("Deliverables",),
        "44.4": (oil, "Objective"),
        "44.5": (oil, "Deliverables"),
        "44.6": (oil, "E. Enabling deliverables"),
        "44.7": (wicks, "Objective"),
        "44.8": ("Programme support",),
    }
    found = {para: headings[para][-len(own) :] for para, own in plan.items()}
    assert found == plan
    assert headings["44.9"][-1] == "B. Proposed post and non-post resource requirements"
    assert headings["44.7"][-3] == above[-1]


def test_a_budget_is_called_by_its_section() -> None:
    head = read().masthead
    assert head.title == "Proposed programme budget for 2044, Section 44, Lamps in Nairobi"
    assert head.symbol == "A/99/6 (Sect. 44)"
