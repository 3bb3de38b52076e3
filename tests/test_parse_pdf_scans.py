"""PDF files of scans: what text recognition makes of heads, feet and lines that run askew."""

from __future__ import annotations

from egqa.types import Document
from parse_cases import read, texts
from pdf_writer import column, text, write_pdf

SCANNED = "3 Tr\n"  # letters that are not seen, over the picture of the page
SAID = [
    "The Committee considered the matter at length, and after it",
    "had heard others it went on.",
]
ONE = " ".join(SAID)


def scanned(first: str, second: str) -> Document:
    return read(write_pdf([SCANNED + first, SCANNED + second]), "a.pdf")


def first(*more: str) -> str:
    head = [text(72, 760, "A/47/466"), text(72, 740, "Report of the Secretary-General")]
    return "\n".join([*head, column(72, 600, [f"1. {SAID[0]}", SAID[1]]), *more])


def second(*more: str) -> str:
    return "\n".join([column(72, 650, [f"3. {SAID[0]}", SAID[1]]), *more])


def test_a_foot_that_was_misread_is_a_foot() -> None:
    job = text(72, 60, "92-45958 3565i (E) 201092 221092")
    mark = text(500, 60, 'I . . "')
    document = scanned(
        first(column(72, 120, [f"2. {SAID[0]}", SAID[1]]), job, text(500, 80, ". /.")),
        second(mark),
    )
    assert texts(document) == {"1": ONE, "2": ONE, "3": ONE}


def test_a_head_that_was_misread_is_a_head() -> None:
    head = column(500, 770, ["A./47/466", "EngL i sh", "Page 2"])
    document = scanned(first(column(72, 90, [f"2. {SAID[0]}"])), f"{head}\n{second()}")
    assert texts(document)["2"] == SAID[0]


def test_words_of_a_line_that_runs_askew_stay_in_order() -> None:
    askew = [text(72, 400, f"2. {SAID[0][:24]}"), text(230, 404, SAID[0][25:])]
    askew += [text(72, 388, SAID[1][:16]), text(170, 392, SAID[1][17:])]
    assert texts(scanned(first(*askew), second()))["2"] == ONE


def test_a_note_typed_below_the_text_lengthens_no_paragraph() -> None:
    starred = text(72, 720, "Item 103 of the provisional agenda*")
    note = text(72, 90, "* A/47/150.")
    body = column(72, 140, [f"2. {SAID[0]}"])
    document = scanned(first(starred, body, note), "\n".join([text(72, 700, SAID[1]), second()]))
    assert texts(document) == {"1": ONE, "2": ONE, "3": ONE}


def test_what_is_left_of_a_seal_is_no_body() -> None:
    seal = [text(300, 785, "I'"), text(72, 770, "General Assembly")]
    page = "\n".join([*seal, first()])
    assert scanned(page, second()).masthead.body == "General Assembly"


def test_the_notice_of_a_record_of_a_meeting_is_no_speech() -> None:
    said = column(72, 560, ["The President: I now give the floor to the Congo, and ask that", "it"])
    notice = column(72, 100, ["This record contains the text of speeches delivered in English."])
    head = [text(72, 760, "A/79/PV.64"), text(72, 740, "64th plenary meeting")]
    rest = column(
        72, 700, ["be brief in what it says.", "", "", "The Congo: I thank you for that."]
    )
    document = read(write_pdf(["\n".join([*head, said, notice]), rest]), "a.pdf")
    spoken = "The President: I now give the floor to the Congo, and ask that it be brief in what"
    assert document.paragraphs[0].text.startswith(f"{spoken} it says.")
    assert not any("This record" in one.text for one in document.paragraphs)
