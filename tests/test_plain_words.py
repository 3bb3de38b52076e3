"""Everyday words of a question, put as the documents say them."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.corpus import describe_corpus
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.plain_words import as_documents_say
from egqa.types import Answer

REPORT = """E/CN.15/2031/9
Distr.: General
23 May 2031

Report of the Lighthouse Commission on its ninth session

1. Training in the law of the sea is mandatory for managers of all harbours.

2. The Commission took note of courses for pilots, held in Lamu for those who steer by night.

3. Children shall not be employed as keepers; the employment of cash clerks was not discussed.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("plain"), [parse_bytes(REPORT.encode(), "r.txt")])


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("must bosses know the sea law", "must manager know the sea law"),
        ("no jobs for kids", "no employment for children"),
        ("who counts the cash", "who counts the cash"),
        ("what do Kids say of warheads", "what do Kids say of warheads"),
    ],
)
def test_only_a_word_that_no_document_has_is_put_otherwise(
    index: Index, question: str, put: str
) -> None:
    assert as_documents_say(question, describe_corpus(index.documents())) == put


def test_a_question_in_everyday_words_is_answered(index: Index) -> None:
    reply = ask(index, "do bosses have to learn the sea law?").reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == "1"
    reply = ask(index, "may kids have jobs?").reply
    assert isinstance(reply, Answer), reply
    assert reply.statements[0].quotes[0].paragraph.para == "3"
