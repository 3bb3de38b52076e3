"""Who says it: the classes of un_conventions 5.2, never upgraded."""

from __future__ import annotations

import time

import pytest

from egqa.attribution import attribute, describe_force, describe_status, disclaims, frame
from egqa.types import Attribution, Masthead, Paragraph, Piece, Pinpoint
from parse_cases import read
from test_parse_seeds import units

CLASSES = {
    "000": {"1 2": "C8", "2(a) 2(g) 2(l) 2(l)(i) 2(l)(iii) 2(q) 2(r) 2(t)": "C2"},
    "001": {
        "1 2 4 10 11": "C8",
        "2(a) 2(f) 2(f)•1 2(f)•13 2(o)": "C2",
        "3": "C1",
        "5": "C3",
        "9": "C4",
        "6 7 8": "C7",
    },
    "002": {
        "1 7 8": "C8",
        "1(a) 1(b) 1(k) 1(k)(i) 1(k)(v) 1(q)": "C2",
        "2 3": "C3",
        "6": "C5",
        "4 5": "C7",
    },
    "003": {
        "1 2 3 5 6 9 10 16 19 27 30 31": "C1",
        "4 8 11 20 21 22 23 24 25 26 28 29 27(1) 27(1)(a) 27(5) 30(a) 30(b)": "C8",
        "12 13 17": "C3",
        "14 15": "C5",
        "18": "C7",
    },
    "004": {
        "1 2 3": "C1",
        "1(a) 1(b) 4 5 6 7 8 9 10 11 23 24": "C8",
        "12 13 15 16 17 18 19 22": "C3",
        "14 20 21": "C4",
    },
}
CASES = [
    (start, para, klass)
    for start, table in CLASSES.items()
    for paras, klass in table.items()
    for para in paras.split()
]


@pytest.mark.parametrize(("start", "para", "klass"), CASES)
def test_class_of_a_unit(start: str, para: str, klass: str) -> None:
    assert units(start)[para].attribution.klass == klass


@pytest.mark.parametrize("start", ["000", "001", "002"])
def test_all_below_the_compilation_are_suggestions_and_nothing_else_is(start: str) -> None:
    for para, paragraph in units(start).items():
        assert (paragraph.attribution.klass == "C2") == ("(" in para), para


MODALS = [
    ("000", "2(d)", "should consider", "Member States"),
    ("000", "2(g)", "may", "Member States"),
    ("000", "2(k)", "should", None),
    ("000", "2(l)", "should", "UNODC"),
    ("000", "2(l)(i)", None, None),
    ("000", "2(t)", "should", "member States"),
    ("000", "1", None, None),
    ("001", "2(e)", "should", None),
    ("002", "1(f)", "are encouraged to", "States"),
    ("002", "1(k)", "are required to", None),
    ("002", "1(k)(iii)", None, None),
    ("002", "1(l)", "should", "countries"),
    ("002", "1(n)", "should", "Domestic law enforcement agencies"),
    ("002", "1(o)", "should", "Countries"),
]


@pytest.mark.parametrize(("start", "para", "modal", "addressee"), MODALS)
def test_modal_and_addressee(
    start: str, para: str, modal: str | None, addressee: str | None
) -> None:
    attribution = units(start)[para].attribution
    assert (attribution.modal, attribution.addressee) == (modal, addressee)


PHRASES = [
    ("Many speakers stressed it.", "C3", "Many speakers"),
    ("A large number of delegations agreed.", "C3", "A large number of delegations"),
    ("In their general comments, several delegations noted it.", "C4", "several delegations"),
    ("A number of other speakers noted it.", "C4", "A number of other speakers"),
    ("Moreover, some speakers also expressed it.", "C5", "some speakers"),
    ("Other speakers reiterated it.", "C5", "Other speakers"),
    ("One speaker asked for it.", "C6", "One speaker"),
    ("Another delegation noted it.", "C6", "Another delegation"),
    ("Many regional groups and one delegate stressed it.", "C3", "Many regional groups"),
    ("Several delegates referred to it.", "C4", "Several delegates"),
    ("Some regional groups saw value in it.", "C5", "Some regional groups"),
    ("One regional group and some delegates raised it.", "C6", "One regional group"),
    ("The representative of another regional group noted it.", "C6", "another regional group"),
    ("One group of countries suggested it.", "C6", "One group of countries"),
    ("Another delegate said so.", "C6", "Another delegate"),
    ("Regional groups and delegates welcomed the offer.", "C7", "delegates welcomed"),
    ("It was also noted that it was so.", "C7", "It was also noted"),
    ("Reference was made to it.", "C7", "Reference was made"),
    ("Support was expressed for it.", "C7", "Support was expressed"),
    ("Speakers shared their views.", "C7", "Speakers shared"),
    ("Delegations emphasized it.", "C7", "Delegations emphasized"),
    ("A plea was made for it.", "C7", "A plea was"),
    ("The Expert Group adopted its report.", "C1", "The Expert Group adopted"),
    ("At its 1st meeting, the Working Group of the Whole decided it.", "C1",
     "the Working Group of the Whole decided"),
    ("the Commission on Narcotic Drugs took note of it.", "C1",
     "the Commission on Narcotic Drugs took note"),
    ("The report was adopted.", "C1", "was adopted"),
    ("Decides to convene a meeting;", "C1", "Decides"),
    ("Statements were made by many speakers.", "C8", None),
    ("The representative of Bulgaria made a statement.", "C8", None),
    ("The meeting was attended by many delegations.", "C8", None),
    ("It was held in Vienna.", "C8", None),
    ("Other groups at risk are children.", "C8", None),
    ("A text adopted by the Congress and endorsed by others.", "C8", None),
    ("A representative of the Institute moderated it.", "C8", None),
    ("A provisional list of participants was circulated.", "C8", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "klass", "phrase"), PHRASES)
def test_phrases(text: str, klass: str, phrase: str | None) -> None:
    found = attribute(text)
    assert (found.klass, found.phrase) == (klass, phrase)


CHAPEAUX = [
    ("Many speakers stressed the following:", "C3"),
    ("Some delegations said that:", "C5"),
    ("It was suggested that:", "C7"),
    ("The Commission decided to recommend:", "C1"),
    ("The Group adopted the following agenda:", "C8"),
    ("The Group had before it:", "C8"),
    ("The recommendations made by Member States are:", "C2"),
]


@pytest.mark.parametrize(("chapeau", "klass"), CHAPEAUX)
def test_what_opens_a_list_holds_for_its_items(chapeau: str, klass: str) -> None:
    assert attribute("Opening of the meeting;", (chapeau,)).klass == klass
    assert attribute("Opening of the meeting;", (chapeau, "Under this head:")).klass == klass


DISCLAIMERS = [
    ("their inclusion does not imply their endorsement by the Expert Group", True),
    ("The Chair's summary, which was not subject to negotiation, is below.", True),
    ("A compilation of suggestions for further discussion at the meeting.", True),
    ("The views below do not necessarily reflect the views of it: a summary.", True),
    ("The list below was not negotiated.", True),
    ("Speakers saw it as the platform for further discussion.", False),
    ("It was adopted without prejudice to the list.", False),
    ("Many speakers stressed it.", False),
]


@pytest.mark.parametrize(("text", "expected"), DISCLAIMERS)
def test_disclaimers(text: str, expected: bool) -> None:
    assert disclaims(text) is expected


def test_a_disclaimer_governs_up_to_the_next_heading_of_its_level_or_higher() -> None:
    below = "The summary below was not subject to negotiation."
    document = read(
        f"I. One\n\n1. X was held.\n\n2. {below}\n\nA. Sub\n\n3. X was held:\n\n(a) So it was.\n\n"
        "II. Two\n\n4. X was held."
    )
    governed = {p.para: [by.para for by in p.governed_by] for p in document}
    assert governed == {"1": [], "2": [], "3": ["2"], "3(a)": ["2"], "4": []}


MASTHEAD = Masthead("k", "f.txt", "0")
STATUS = [
    ({"title": "Draft report, Addendum", "distribution": "Limited", "date": "4 April 2018"},
     "Draft report, limited distribution, 4 April 2018"),
    ({"title": "Draft report"}, "Draft report, date not printed"),
    ({}, "Document, date not printed"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "status"), STATUS)
def test_status(fields: dict[str, str], status: str) -> None:
    assert describe_status(Masthead("k", "f.txt", "0", **fields)) == status  # type: ignore[arg-type]


def paragraph(attribution: Attribution) -> Paragraph:
    text = "A thing was held."
    return Paragraph(
        MASTHEAD, Pinpoint("1"), text, (Piece(0, len(text), 0),), attribution=attribution
    )


FORCES = [
    (Attribution("C1", "decided"), "an act of the body, on the point named only"),
    (Attribution("C2"), "a suggestion in the compilation, not an adopted recommendation"),
    (
        Attribution("C3", "Many speakers"),
        "a view of “many speakers”, whom the report does not name",
    ),
    (Attribution("C7", "it was noted"), "reported without saying by whom"),
    (Attribution("C8"), "the report's own record"),
]


@pytest.mark.parametrize(("attribution", "force"), FORCES)
def test_force(attribution: Attribution, force: str) -> None:
    assert describe_force(paragraph(attribution)) == force


FRAMES = [
    (Attribution("C2"), "States should act", "A suggestion compiled in the draft report reads"),
    (Attribution("C3", "Many speakers"), "Many speakers said so", "The draft report reports"),
    (Attribution("C3", "Many speakers"), "Cloud computing is new",
     "The draft report, in a paragraph on views of speakers, reads"),
    (Attribution("C7", "it was noted"), "It was noted", "The draft report reports"),
    (Attribution("C8"), "It was held", "The draft report records"),
]  # fmt: skip


@pytest.mark.parametrize(("attribution", "words", "expected"), FRAMES)
def test_frames_claim_nothing_beyond_the_class(
    attribution: Attribution, words: str, expected: str
) -> None:
    assert frame(paragraph(attribution), words, "the draft report") == expected


@pytest.mark.parametrize(
    "piece", ["it was ", "the ", "The Commission ", "A ", "statement ", "should ", "the A of "]
)
def test_reading_is_fast_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    text = piece * (100_000 // len(piece))
    attribute(text, (text,))
    disclaims(text)
    assert time.process_time() - start < 4


RESOLUTION = [
    ("Recalling its resolution 65/230 of 21 December 2010,", (), "C1"),
    ("Deeply concerned that crime is on the rise,", (), "C1"),
    ("Bearing in mind the needs of developing countries,", (), "C1"),
    ("Proclaims 2030 the Year of the Sea;", (), "C1"),
    ("Also decides that the committee shall meet;", (), "C1"),
    ("Requests for data took long to be answered.", (), "C8"),
    ("To hold its session in Vienna;", ("Decides:",), "C1"),
    ("Noted speakers came from afar.", (), "C8"),
    ("Concerning the budget, see annex II.", (), "C8"),
]


@pytest.mark.parametrize(("text", "chapeau", "klass"), RESOLUTION)
def test_what_a_resolution_recalls_and_decides_is_the_bodys(text, chapeau, klass):
    assert attribute(text, chapeau).klass == klass


@pytest.mark.parametrize(
    "text",
    [
        "He asked whether the Advisory Committee considers the sum adequate.",
        "The representative of Kenya said that the General Assembly requests too many reports.",
        "According to Ghana, the Commission recommends what nobody follows.",
        "The Secretary-General proposes posts which the Advisory Committee considers excessive.",
        "In the view of Ghana, the Commission recommends too little.",
        "The delegate, who the Committee believes spoke in error, left.",
        "The title read: The Committee recommends.",
    ],
)
def test_what_another_says_of_a_body_in_the_present_is_no_act_of_it(text: str) -> None:
    assert attribute(text).klass == "C8"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Advisory Committee recommends it.", "The Advisory Committee recommends"),
        ("Posts are asked for. The Committee also notes it.", "The Committee also notes"),
        ("In this regard, the Advisory Committee trusts so.", "the Advisory Committee trusts"),
        ("Late. Accordingly, the Committee regrets it.", "the Committee regrets"),
        ("With regard to posts, the Committee concurs.", "the Committee concurs"),
    ],
)
def test_a_body_acts_in_the_present_where_it_begins_the_sentence(text: str, phrase: str) -> None:
    found = attribute(text)
    assert (found.klass, found.phrase) == ("C1", phrase)
