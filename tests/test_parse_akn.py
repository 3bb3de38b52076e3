"""Akoma Ntoso as the UN publishes it: printed numbers, notes, mastheads, annexes, collections."""

from __future__ import annotations

import pytest

from egqa.errors import NoText, UnsupportedFile
from egqa.parse import parse_bytes
from egqa.parse.akn import read_akn
from egqa.parse.lines import Reading

COVER = """<coverPage><p><span><docAuthority>United Nations</docAuthority></span></p>
<p class="upperRight"><docNumber refersTo="#symbol">A/RES/90/7</docNumber></p>
<p><docAuthority>General Assembly</docAuthority></p><p><docStatus>Distr.: General</docStatus></p>
<p><docDate date="2035-01-04">4 January 2035</docDate></p><p><session>Ninetieth session</session></p>
<p><inline name="agenda item">Agenda item 7</inline></p>
<p><docTitle>Resolution adopted by the General Assembly on 3 January 2035</docTitle></p></coverPage>
<preface><p><docNumber>90/7.</docNumber><docTitle><span class="bold">	Courts
and records</span></docTitle></p></preface>"""


def statement(body: str, *, more: str = "", cover: str = COVER) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
        f'<statement name="resolution"><meta><x>not read</x></meta>{cover}'
        f"<mainBody>{body}</mainBody>{more}</statement></akomaNtoso>"
    ).encode()


def para(number: str, text: str, kind: str = "SingleTxt") -> str:
    num = f"<num>{number}</num>" if number else ""
    return (
        f'<paragraph class="{kind}" eId="para_99">{num}<content><p xml:space="preserve">\t{text}'
        "</p></content></paragraph>"
    )


def read(data: bytes) -> Reading:
    reading = read_akn(data, "a.xml")
    for line in reading.lines:
        assert reading.source[line.start : line.end] == line.text
    return reading


def lines(body: str, *, more: str = "") -> list[tuple[str, str]]:
    reading = read(statement(body, more=more, cover=""))
    return [(line.role, line.text) for line in reading.lines]


def test_the_masthead_is_in_print_order_and_its_title_is_a_heading() -> None:
    reading = read(statement(para("1.", "Decides so.")))
    assert [line.text for line in reading.lines if line.role == "masthead"] == [
        "United Nations",
        "A/RES/90/7",
        "General Assembly",
        "Distr.: General",
        "4 January 2035",
        "Ninetieth session",
        "Agenda item 7",
        "Resolution adopted by the General Assembly on 3 January 2035",
    ]
    assert [(one.role, one.text) for one in reading.lines[8:]] == [
        ("heading", "90/7.\tCourts and records"), ("", "1.\tDecides so.")
    ]  # fmt: skip
    assert "not read" not in reading.source


def test_the_preamble_is_unnumbered_and_the_sign_off_furniture() -> None:
    preamble = (
        '<formula><p><span class="italic">The General Assembly</span>,</p></formula>'
        "<container><p>Recalling the Act,</p></container><blockList><listIntroduction>Noting:"
        "</listIntroduction><item><num>(a)</num><p>\tCourts,</p></item></blockList>"
    )
    end = "<conclusions><p><location>9th plenary meeting</location><eol/>3 January 2035</p></conclusions>"
    assert lines(preamble, more=end) == [
        ("", "The General Assembly,"),
        ("", "Recalling the Act,"),
        ("", "Noting:"),
        ("", "(a)\tCourts,"),
        ("furniture", "9th plenary meeting"),
        ("furniture", "3 January 2035"),
    ]


def test_the_number_printed_counts_and_not_the_nesting_or_the_eid() -> None:
    def point(number: str, inner: str = "") -> str:
        return f"<point><num>{number}</num><content><p>P{number}</p></content>{inner}</point>"

    nested = f"<sublist>{point('(i)')}</sublist>"  # (i) comes after (h), but not below it
    body = (
        '<paragraph eId="para_57"><num>	3.</num><list><intro><p>Requests:</p></intro>'
        + "".join(point(f"({x})") for x in "abcdefg")
        + point("(h)", nested) + point("(j)") + "</list></paragraph>"
        + para("", "(k) typed;") + para("4.", "Decides.")
    )  # fmt: skip
    document = parse_bytes(statement(body), "a.xml")
    expected = ["3", *(f"3({x})" for x in "abcdefghijk"), "4"]
    assert [one.para for one in document.paragraphs] == expected


HEADINGS = {
    "a numbered heading": (para("I.", '<span class="bold">.\tAims</span>', "HCh"),
                           [("heading", "I.\tAims")]),
    "a number that stands in the words, too": (para("IX.", "IX.\tMedia", "HCh"),
                                               [("heading", "IX.\tMedia")]),
    "a letter with a title": (para("B.", "Office of Records"), [("heading", "B.\tOffice of Records")]),
    "a letter with a sentence": (para("B.", "It " * 100 + "met."), [("", "B.\t" + "It " * 100 + "met.")]),
    "a number alone": ('<paragraph class="H23"><p><num>XIII</num></p></paragraph>'
                       '<paragraph class="H23"><subheading>Regions</subheading></paragraph>',
                       [("heading", "XIII"), ("heading", "Regions")]),
    "a section": ("<section><num>II</num><heading>Aims</heading>" + para("1.", "Decides.") + "</section>",
                  [("heading", "II"), ("heading", "Aims"), ("", "1.\tDecides.")]),
    "a section's own preamble": ('<crossHeading refersTo="#preamble">Recalling it,</crossHeading>',
                                 [("", "Recalling it,")]),
    "a cross heading": ("<crossHeading>Courts</crossHeading>", [("heading", "Courts")]),
    "a title set in bold": (para("", '<span class="bold">Courts and records</span>'),
                            [("heading", "Courts and records")]),
    "a title set in italics": (para("", '<span class="italic">Targets:</span>'), [("heading", "Targets:")]),
    "a sentence set in bold": (para("", '<span class="bold">Courts met.</span>'), [("", "Courts met.")]),
    "a part's number as a paragraph": (para("", "IV"), [("heading", "IV")]),
    "a typed note": (para("", "a  In part.", "FootnoteText"), [("note", "a In part.")]),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_headings(name: str) -> None:
    body, expected = HEADINGS[name]
    assert lines(body) == expected


def test_notes_leave_their_mark_and_follow_their_block() -> None:
    def note(mark: str, text: str) -> str:
        return f'<authorialNote marker="{mark}" placement="bottom"><p>\t{text}</p></authorialNote>'

    body = para(
        "1.", f"Recalls the Act,{note('1', 'Resolution <a>9/1</a>.')} and it{note('2', 'Ibid.')};"
    )
    reading = read(statement(body, cover=""))
    assert [(line.role, line.text) for line in reading.lines] == [
        ("", "1.\tRecalls the Act,1 and it2;"),
        ("note", "1\tResolution 9/1."),
        ("note", "2\tIbid."),
    ]
    assert [reading.source[a:b] for a, b in reading.lines[0].marks] == ["1", "2"]


def test_tables_stand_row_by_row() -> None:
    row = "<tr><td><p>1. Posts</p></td><td><p>12<sup>a</sup></p></td></tr>"
    assert lines(para("1.", "Decides.") + f"<container><table>{row}</table></container>")[1:] == [
        ("table", "1. Posts\t12a")
    ]


@pytest.mark.parametrize(
    "own", ["", '<paragraph class="H1"><heading>Annex I</heading></paragraph>']
)
def test_an_annex_is_named_once(own: str) -> None:
    annex = f'<attachments><attachment><doc name="annex"><mainBody>{own}' + para("1.", "Rules.")
    annex += "</mainBody></doc></attachment></attachments>"
    got = lines(para("1.", "Decides."), more=annex)
    assert got[1:] == [("heading", "Annex I" if own else "Annex"), ("", "1.\tRules.")]


def test_each_resolution_of_a_collection_has_its_letter_and_title() -> None:
    parts = "".join(
        f"<component><statement><preface><p><docNumber>{x}</docNumber><docTitle>Title {x}</docTitle>"
        f"</p></preface><mainBody>{para('1.', 'Decides.')}</mainBody></statement></component>"
        for x in "AB"
    )
    data = f"<akomaNtoso><documentCollection>{COVER}<collectionBody><documentRef/></collectionBody>"
    reading = read(
        f"{data}</documentCollection><components>{parts}</components></akomaNtoso>".encode()
    )
    assert [line.text for line in reading.lines[9:]] == [
        "A", "Title A", "1.\tDecides.", "B", "Title B", "1.\tDecides."
    ]  # fmt: skip


def test_a_note_to_a_resolutions_letter_stands_below_it() -> None:
    note = '<authorialNote marker="1"><p> Decision 9.</p></authorialNote>'
    cover = f"<preface><p><docNumber><span>B</span></docNumber>{note}</p></preface>"
    reading = read(
        statement(para("", "The Assembly elected Peru.*") + para("", "* For 2035."), cover=cover)
    )
    assert [(line.role, line.text) for line in reading.lines] == [
        ("heading", "B1"), ("note", "1\tDecision 9."), ("", "The Assembly elected Peru.*"),
        ("note", "* For 2035."),
    ]  # fmt: skip
    assert [reading.source[a:b] for a, b in reading.lines[0].marks] == ["1"]


def test_what_is_no_akoma_ntoso_is_refused() -> None:
    with pytest.raises(UnsupportedFile, match="<rss>"):
        read_akn(b"<rss><item>1. Text</item></rss>", "feed.xml")
    with pytest.raises(NoText):
        read_akn(b"<akomaNtoso><meta>x</meta></akomaNtoso>", "empty.xml")


def test_a_sentence_in_bold_without_a_number_is_a_heading() -> None:
    bold = '<span class="bold">Action 1. We will act boldly on all of these matters.</span>'
    body = para("1.", "We met.") + para("", bold) + para("2.", "We act.")
    reading = read(statement(body))
    assert [line.text for line in reading.lines if line.role == "heading"][-1].startswith(
        "Action 1."
    )


def test_numbers_that_stand_in_the_words_with_a_slip() -> None:
    unseen = para("", "2.\u200e Noting its work, it met.")
    body = para("1.", "It met.") + unseen + para("", "3 Condemns it.") + para("4.", "It rose.")
    document = parse_bytes(statement(body), "a.xml")
    assert [one.para for one in document] == ["1", "2", "3", "4"]
    assert document.paragraphs[2].text == "Condemns it."
    other = para("1.", "It met in:") + para("", "3 Condemned rooms.") + para("2.", "It rose.")
    assert [one.para for one in parse_bytes(statement(other), "a.xml")] == ["1", "2"]
