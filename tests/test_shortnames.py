"""Short names that delegates use for what the documents print in full."""

from __future__ import annotations

from pathlib import Path

import pytest

import egqa
from egqa.corpus import correct_spelling, describe_corpus
from egqa.parse import parse_bytes
from egqa.shortnames import raise_letters, spell_short_names
from egqa.types import Answer

HARBOURS = parse_bytes(
    b"""E/2031/26
Distr.: General
14 February 2031

Report of the Commission for Harbour Development

1. The Executive Committee shall meet at least twice a year, at the Lighthouse of Naples.

2. The Executive Committee reports to the Commission for Harbour Development.

3. The Office of Ports and Inland Waterways has put in 347 Wi-Fi access points.

4. The Union of Lighthouse Keepers, called ULK, spoke of nights on piers.
""",
    "harbours.txt",
)
CORPUS = describe_corpus([HARBOURS])


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("How often does the ExCom meet?", "How often does the Executive Committee meet?"),
        ("What is the CHarDev?", "What is the Commission for Harbour Development?"),
    ],
)
def test_first_letters_run_together_are_the_name_they_begin(asked: str, read: str) -> None:
    assert spell_short_names(asked, CORPUS) == read


@pytest.mark.parametrize(
    "asked",
    [
        "Did the ULK speak of the nights?",  # printed
        "What does ExCom stand for?",  # its meaning is asked, and the documents do not tell it
        "Did the PreCom meet?",  # of nothing they print
        "What did TOP say?",  # a word
        "Did the LON shine?",  # three letters that a name holds by chance
        "DID THE EXCOM MEET?",
    ],
)
def test_what_is_printed_or_is_of_nothing_printed_stays(asked: str) -> None:
    assert spell_short_names(asked, CORPUS) == asked


def test_a_name_that_two_share_stays() -> None:
    twice = parse_bytes(
        b"E/2031/27\n\n1. The Executive Committee met.\n\n2. The Executive Commission met.\n",
        "two.txt",
    )
    asked = "Did the ExCom meet?"
    assert spell_short_names(asked, describe_corpus([twice])) == asked


def test_a_word_is_spelled_with_the_hyphen_of_the_documents() -> None:
    assert correct_spelling("how many wifi points?", CORPUS) == "how many wi-fi points?"
    assert correct_spelling("how many piers?", CORPUS) == "how many piers?"


@pytest.mark.parametrize(
    ("asked", "number"),
    [("How often does the ExCom have to meet?", "1"), ("how many wifi access points are in?", "3")],
)
def test_it_is_answered_from_the_name_in_full(tmp_path: Path, asked: str, number: str) -> None:
    index = egqa.open_index(tmp_path)
    index.add(HARBOURS)
    reply = egqa.ask(asked, index=index).reply
    assert isinstance(reply, Answer)
    assert reply.statements[0].quotes[0].paragraph.para == number


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("who opened the chd?", "who opened the CHD?"),
        ("did the ulk speak of nights?", "did the ulk speak of nights?"),  # printed
        ("who met the cat?", "who met the cat?"),  # a word
        ("who met the qzw?", "who met the qzw?"),  # nobody's letters
    ],
)
def test_letters_typed_small_are_those_of_a_name_that_is_printed(asked: str, read: str) -> None:
    assert raise_letters(asked, CORPUS) == read
