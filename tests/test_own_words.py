"""Words that name the document itself are borne by all its units; others must stand on point."""

from __future__ import annotations

import pytest

from asking import ask, index_of
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.subjects import own_words
from egqa.types import Abstention, Answer, Document

REPORT = """A/HRC/90/12
Distr.: General
23 April 2031

Report of the Working Group on Lighthouses

1. The Forum was set up in 2019. The twelfth Forum was held from 4 to 6 November 2030.

2. The Forum gathered 700 keepers in total, from 41 countries.

3. A representative of the Divers' League called for binding standards on oil lamps.

4. The Minister of Ports of Chile opened the Forum and praised its programme.

5. The programme of the Forum was made by the keepers themselves.

6. A cook from Togo spoke of the price of fish in small harbours.

7. The Forum closed with a song.
"""
RESOLUTION = """A/RES/85/61
Distr.: General
2 December 2030

Question of the Amber Islands

1. Urges the administering Power not to use the Territory as a financial centre.

2. Requests a report on fishing in the Territory.
"""
VISIT = """A/AC.77/2030/5
Distr.: General
8 December 2030

Report of the visiting mission to the Coral Islands

1. The mission explained that the wording on financial centres was common to several texts.

2. The mission thanked the Governor.
"""


def make(text: str, name: str) -> Document:
    return parse_bytes(text.encode(), name)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = (REPORT, RESOLUTION, VISIT)
    documents = [make(text, f"{at}.txt") for at, text in enumerate(texts)]
    return index_of(tmp_path_factory.mktemp("own"), documents)


def test_a_word_of_many_units_or_of_the_title_is_the_documents_own() -> None:
    own = own_words(make(REPORT, "r.txt"))
    assert {"forum", "lighthous"} <= own
    assert not {"diver", "togo"} & own


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("What did the Divers' League call for at the Forum on oil lamps?", "3"),
        ("How many keepers attended the 2030 Forum?", "2"),
        ("How many keepers attended the twelfth Forum?", "2"),
    ],
)
def test_what_the_whole_report_is_on_need_not_stand_where_it_answers(
    index: Index, question: str, para: str
) -> None:
    reply = ask(index, question).reply
    assert isinstance(reply, Answer), reply
    assert para in {one.paragraph.para for each in reply.statements for one in each.quotes}


@pytest.mark.parametrize(
    "question",
    [
        "What did the Divers' League call for in Lima on oil lamps?",
        "How many keepers came to the 2019 Forum in Togo?",
        "How many keepers came to the 2023 Forum?",
        "How many keepers came to the ninth Forum?",
    ],
)
def test_what_only_some_units_are_on_must_stand_there(index: Index, question: str) -> None:
    assert isinstance(ask(index, question).reply, Abstention)


def test_two_documents_called_by_their_titles_are_each_borne_out_by_their_own(
    index: Index,
) -> None:
    reply = ask(
        index,
        "Financial centres: what does the resolution on the Amber Islands urge, and how did"
        " the mission to the Coral Islands explain that wording?",
    ).reply
    assert isinstance(reply, Answer), reply
