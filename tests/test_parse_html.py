"""Web pages: what a browser shows, with the numbers of its lists, its notes and its tables."""

from __future__ import annotations

import pytest

from egqa.errors import NoText
from egqa.parse import parse_bytes
from egqa.parse.html import read_html
from egqa.parse.lines import Reading

PAGE = (
    "<!DOCTYPE html><html><head><title>T</title><style>p{{}}</style></head><body>{}</body></html>"
)


def read(body: str) -> Reading:
    reading = read_html(PAGE.format(body).encode(), "a.html")
    for line in reading.lines:
        assert reading.source[line.start : line.end] == line.text
        assert all(line.start <= start < end <= line.end for start, end in line.marks)
    return reading


def texts(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


LISTS = {
    "figures": ("<ol><li>a b<li>c d</ol>", ["1.\ta b", "2.\tc d"]),
    "letters": ('<ol type="a"><li>x<li>y</ol>', ["(a)\tx", "(b)\ty"]),
    "a start and a value": (
        '<ol start=4><li>x<li value="9">y<li>z</ol>',
        ["4.\tx", "9.\ty", "10.\tz"],
    ),
    "by style": ('<ol style="list-style-type: lower-roman"><li>x<li>y</ol>', ["(i)\tx", "(ii)\ty"]),
    "by shorthand": ('<ol style="list-style: lower-alpha inside"><li>x</ol>', ["(a)\tx"]),
    "backwards": ("<ol reversed><li>x<li>y</ol>", ["2.\tx", "1.\ty"]),
    "roman chapters": ('<ol type="I"><li>x<li>y</ol>', ["I.\tx", "II.\ty"]),
    "an entry of another kind": ('<ol><li>x<li type="a">y</ol>', ["1.\tx", "(b)\ty"]),
    "no numbers": ('<ol style="list-style:none"><li>x</ol>', ["x"]),
    "numbers of the text's own": (
        "<ol><li>(c) x<li>7. y<li>2.1 z</ol>",
        ["(c) x", "7. y", "2.1 z"],
    ),
    "lists in lists": (
        "<ol><li>x:<ol type=a><li>y<ol type=i><li>z</ol><li>w</ol><li>v</ol>",
        ["1.\tx:", "(a)\ty", "(i)\tz", "(b)\tw", "2.\tv"],
    ),
    "figures below figures": (
        "<ol><li>x:<ol><li>y<li>z</ol><li>v</ol>",
        ["1.\tx:", "(1)\ty", "(2)\tz", "2.\tv"],
    ),
    "points": ("<ul><li>x</ul>", ["•\tx"]),
    "several blocks in one entry": (
        "<ol><li><p>x</p><p>y</p></li><li><p>z</ol>",
        ["1.\tx", "y", "2.\tz"],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_the_numbers_that_a_browser_shows(name: str) -> None:
    body, expected = LISTS[name]
    assert texts(body) == expected


WORDS = {
    "unclosed tags": ("<p>1. One<p>2. Two<div>3. <b>Three</div>", ["1. One", "2. Two", "3. Three"]),
    "line breaks": ("<p>x<br>y<br><br>z</p>", ["x", "y", "z"]),
    "blanks and entities": (
        "<p>  a\n\n b &amp; &lt;i&gt;&nbsp;c &#8212; d",
        ["a b & <i>\xa0c — d"],
    ),
    "what is not shown": (
        "<nav>x</nav><script>1. y</script><p hidden>z</p><p style='display: none'>w</p><!-- v -->"
        "<header><a>Home</a></header><p aria-hidden=true>u</p><form>t</form><p>shown</p>"
        "<footer>(c)</footer><div role=navigation>s</div><template>r</template>",
        ["shown"],
    ),
    "what a tracked change deleted": (
        "<p>1. The <del cite=x>old</del> <ins>new</ins> <s>struck</s> text</p>",
        ["1. The new struck text"],
    ),
    "a heading of the page": ("<header><h1>Report</h1></header><p>x", ["Report", "x"]),
    "words outside any block": ("x <i>y</i> z<hr>w", ["x y z", "w"]),
    "the main part": (
        "<div>menu</div><main><p>The words of the page</p></main>",
        ["The words of the page"],
    ),
    "text set line by line": (
        "<pre>1.  One\n    and more\n\n2.  Two</pre>",
        ["1.  One", "and more", "2.  Two"],
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_words(name: str) -> None:
    body, expected = WORDS[name]
    assert texts(body) == expected


def test_lines_that_begin_a_block() -> None:
    lines = read("<p>x<br>y<br><br>z</p><p><b>w</b></p><p><b>v</b> u</p>").lines
    assert [line.begins for line in lines] == [True, False, True, True, True]
    assert [line.bold for line in lines] == [False, False, False, True, False]


def test_titles_and_captions_among_numbered_paragraphs() -> None:
    lines = read(
        "<p>1. It met.<p><i>Aims</i><p>Table 2<p><b>Votes</b><p><b>Results</b><p>Table 3<p>x"
    ).lines
    assert [line.role for line in lines] == [
        "",
        "heading",
        "table",
        "table",
        "heading",
        "table",
        "",
    ]


def test_rules_are_furniture() -> None:
    assert [line.role for line in read("<p>x<p>* * *<p>___<p>*").lines] == [
        "",
        "furniture",
        "furniture",
        "",
    ]


def test_headings() -> None:
    lines = read("<h2>1. Aims</h2><p>1. The Group met.</p>").lines
    assert [(line.role, line.bold) for line in lines] == [("heading", True), ("", False)]


NOTES = {
    "linked": (
        '<p>Act<sup><a href="#n1" id="r1">1</a></sup> and<sup><a href="#n2">[2]</a></sup> m<sup>2</sup></p>'
        '<ol class="footnotes"><li id="n1">See it. <a href="#r1">↩</a></li><li id="n2"><p>Ibid.</p></li></ol>',
        ["Act1 and2 m2", "1\tSee it.", "2\tIbid."],
        ["1", "2"],
    ),
    "as Word exports them": (
        '<p>Act<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><div id="ftn1"><p><a href="#_ftnref1" '
        'name="_ftn1">[1]</a> See it.</p></div>',
        ["Act1.", "1\tSee it."],
        ["1"],
    ),
    "typed": (
        "<p>Act<sup>1</sup>, the 2<sup>nd</sup>, x<sup>3</sup></p><p><sup>1</sup> See it.</p>",
        ["Act1, the 2nd, x3", "1\tSee it."],
        ["1"],
    ),
    "a link to a paragraph is no note": (
        '<p>See <a href="#p2">2</a>.</p><section id=top><p>x</p></section><p id="p2">2. The Group met.</p>',
        ["See 2.", "2. The Group met."],
        [],
    ),
}


@pytest.mark.parametrize("name", [name for name in NOTES if "paragraph" not in name])
def test_notes(name: str) -> None:
    body, expected, marks = NOTES[name]
    reading = read(body)
    assert [line.text for line in reading.lines] == expected
    assert [reading.source[a:b] for line in reading.lines for a, b in line.marks] == marks
    assert [line.role for line in reading.lines] == [""] + ["note"] * (len(expected) - 1)


def test_tables() -> None:
    head = "<table><tr><td>United Nations<td>A/AC.9/2020/L.1<tr><td>x<td>Distr.: Limited<br>3 May 2020</table>"
    votes = "<table><caption>Votes</caption><tr><th>State<th>Votes<tr><td>1. Peru<td>4</table>"
    prose = "<table><tr><td><p>1. The Group met.<p>2. It rose.<p>3. It met.<td></table>"
    reading = read(head + votes + prose)
    assert [(line.role, line.text) for line in reading.lines] == [
        ("masthead", "United Nations\tA/AC.9/2020/L.1"),
        ("masthead", "x\tDistr.: Limited\t3 May 2020"),
        ("table", "Votes"),
        ("table", "State\tVotes"),
        ("cell", "1. Peru\t4"),  # it names a State, and its number is no paragraph's
        ("", "1. The Group met."),
        ("", "2. It rose."),
        ("", "3. It met."),
    ]


ENCODINGS = [
    ("<meta charset=utf-8>", "utf-8"),
    ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
    ("<meta charset='windows-1251'>", "cp1251"),
    ("", "utf-8-sig"),
    ("", "utf-16"),
    ("", "utf-8"),
    ("<meta charset=no-such-thing>", "utf-8"),
    ("<meta charset=utf-8>", "cp1252"),  # what a page declares may be wrong
]


@pytest.mark.parametrize(("declared", "encoding"), ENCODINGS)
def test_encodings(declared: str, encoding: str) -> None:
    words = "1. Группа решила." if encoding == "cp1251" else "1. “Café” – fermé."
    page = f"<html><head>{declared}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert read_html(page, "a.html").source == words


def test_pages_make_units() -> None:
    body = "<h2>I. Aims</h2><p>1. The Group agreed:<ol type=a><li>to meet;<li>to rise.</ol><p>2. It met."
    document = parse_bytes(PAGE.format(body).encode(), "page.pdf")
    assert [(one.para, one.text) for one in document.paragraphs] == [
        ("1", "The Group agreed:"), ("1(a)", "to meet;"), ("1(b)", "to rise."), ("2", "It met.")
    ]  # fmt: skip


@pytest.mark.parametrize("body", ["", "<script>document.write('1. x')</script>", "<img src=x>"])
def test_a_page_that_shows_no_words_is_refused(body: str) -> None:
    with pytest.raises(NoText, match="no words"):
        read(body)


PREFORMATTED = """<h1>United Nations</h1><p>General Assembly</p><pre>
A/RES/48/999

     The General Assembly,

     Recalling its resolution,

     1.   Decides to do the following with the greatest of
care and attention:
     (a)  The first thing, which is long enough to wrap over
the line;
     (b)  The second thing;

     2.   Requests the Secretary-General to report to the
Assembly.
</pre>"""
TYPED = "<h1>Report</h1><p>A/68/98</p><p>1. They agreed:<br>(a) On one thing;<br>(b) On two.</p>"


@pytest.mark.parametrize(
    ("body", "numbers"),
    [(PREFORMATTED, ["pp1", "1", "1(a)", "1(b)", "2"]), (TYPED, ["1", "1(a)", "1(b)"])],
)
def test_markers_open_units_where_a_line_was_typed(body: str, numbers: list[str]) -> None:
    document = parse_bytes(PAGE.format(body).encode(), "a.html")
    assert [one.para for one in document] == numbers


def test_raised_figures_that_count_on_are_marks_without_their_notes() -> None:
    marked = "1. The Act,<sup>1</sup> of 2021<sup>2</sup> is on 5 km<sup>2</sup> of it.<sup>3</sup>"
    [unit] = parse_bytes(PAGE.format(f"<p>{marked}</p>").encode(), "a.html").paragraphs
    assert unit.text == "The Act, of 2021 is on 5 km2 of it."
    powers = (
        "<p>1. An area of 5 m<sup>2</sup> and x<sup>3</sup>.</p><p>2. So<sup>1</sup> it was.</p>"
    )
    units = parse_bytes(PAGE.format(powers).encode(), "a.html").paragraphs
    assert [one.text for one in units] == ["An area of 5 m2 and x3.", "So1 it was."]


def test_a_power_after_a_lost_note_stays_in_the_text() -> None:
    body = (
        "<p>1. The Act<sup>1</sup> is on 5 km<sup>2</sup> of it.</p>"
        "<p>2. It<sup>1</sup> has 5 km<sup>2</sup>, 6 km<sup>2</sup> and it<sup>3</sup> met.</p>"
    )
    units = parse_bytes(PAGE.format(body).encode(), "a.html").paragraphs
    assert units[0].text.endswith("is on 5 km2 of it.")
    assert "has 5 km2, 6 km2 and it" in units[1].text
    alone = PAGE.format("<p>1. The Act<sup>1</sup> is on 5 km<sup>2</sup> of it.</p>")
    assert parse_bytes(alone.encode(), "a.html").paragraphs[0].text.endswith("5 km2 of it.")


def test_a_day_and_its_month_are_no_paragraph() -> None:
    body = (
        "<p>1. It met.</p><p>2. It adopted:</p><p>3 May 2018</p><p>4. It saw.</p><p>5. It rose.</p>"
    )
    document = parse_bytes(PAGE.format(body).encode(), "a.html")
    assert [one.para for one in document] == ["1", "2", "4", "5"]
    body = "<p>1 Members of it</p><p>2. It heard.</p><p>3. It rose.</p>"
    document = parse_bytes(PAGE.format(body).encode(), "a.html")
    assert [one.para for one in document if one.para] == ["2", "3"]


def test_marks_after_figures_are_told_by_the_notes_around_them() -> None:
    body = (
        "<p>1. The Act,<sup>1</sup> of 2015–2030<sup>2</sup> is on 5 km<sup>2</sup>.</p>"
        "<p>2. It met.<sup>3</sup> Again it has 6 km<sup>2</sup>.</p>"
        "<p><sup>1</sup> See A/1/1.</p><p><sup>2</sup> See A/1/2.</p><p><sup>3</sup> See A/1/3.</p>"
    )
    first, second = parse_bytes(PAGE.format(body).encode(), "a.html").paragraphs
    assert (first.text, second.text) == (
        "The Act, of 2015–20302 is on 5 km2.",  # two places: neither is sure
        "It met. Again it has 6 km2.",
    )
    sure = body.replace(" is on 5 km<sup>2</sup>", " is here")
    first, second = parse_bytes(PAGE.format(sure).encode(), "a.html").paragraphs
    assert first.text == "The Act, of 2015–2030 is here."
    assert [note.text for note in first.notes] == ["See A/1/1.", "See A/1/2."]


def test_numbers_in_cells_of_their_own() -> None:
    rows = (
        "<tr><td></td><td colspan=2>The General Assembly,</td></tr>"
        "<tr><td></td><td colspan=2>Recalling its resolution,</td></tr>"
        "<tr><td>1.</td><td colspan=2>Decides:</td></tr>"
        "<tr><td></td><td>(a)</td><td>To meet in May;</td></tr>"
        "<tr><td></td><td>(b)</td><td>To rise in June;</td></tr>"
        "<tr><td>2.</td><td colspan=2>Takes note of it.</td></tr>"
    )
    single = "<table><tr><td>1.</td><td>It met in May.</td></tr></table>"
    document = parse_bytes(PAGE.format(f"<table>{rows}</table>").encode(), "a.html")
    assert [one.para for one in document] == ["pp1", "1", "1(a)", "1(b)", "2"]
    document = parse_bytes(PAGE.format(single + single.replace("1.", "2.")).encode(), "a.html")
    assert [(one.para, one.text) for one in document] == [
        ("1", "It met in May."),
        ("2", "It met in May."),
    ]
