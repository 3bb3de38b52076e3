"""What a question takes for done or told, and the documents only announce or note."""

from __future__ import annotations

import pytest

import egqa
from egqa.index import Index
from egqa.kinds import read_kind
from egqa.parse import parse_bytes
from egqa.presupposed import acts_told
from egqa.types import Abstention, Answer

FERRIES = parse_bytes(
    b"""A/86/77
Distr.: General
4 June 2031

Report of the Strait Ferry Commission on its work in 2031

This report is on the year that ended on 31 December 2029.

1. The Government has not yet presented to parliament the bill on ferries, which was
approved by the Cabinet in March 2031.

2. The Commission took note of the report of the Secretary-General entitled "Ferries and fog".

3. Fog came over the strait in May, and two ferries ran aground; 25 sailors were injured,
among them 3 captains.

4. The Commission took note of the study on moorings, which recommended that ropes be
doubled and piers widened.

5. The Auditors made 30 recommendations to the Ferry Office for 2031.

6. The Pier Fund and the Ferry Office harmonize the form of their reports for 2031, as one
of the Auditors' recommendations has it.

7. The High Commissioner (Under-Secretary-General), who is elected by the Assembly, directs
the rescue of ferries.

8. The commander of the harbour, named by the Ministry to watch the fog signal, reports each month.

9. The representative of one Party made a statement on the fees for moorings.

10. The evaluation of the rescue of ferries was completed in 2030.

11. The Commission heard 14 organizations on lighthouses; lighthouse keepers sent no statements.

12. Norway has yet to respond to the proposed definition of the fog zone.

13. Accidents went up by 68 in the fog, and the Commission regretted it.

14. In May a sailor was killed by lightning on the strait.

15. The Commission issued 12 warnings to boatmen in the period under review.

16. The amendment to article 21 (1) of the Ferry Treaty is accepted by 40 States.

17. The third Ferry Forum is to be held in conjunction with the Day of Piers.

18. The Government of Chile hosted the second Ferry Forum, in Valparaiso.

19. The note on the lantern fees does not stand for an agreed text.

20. As at 1 May the Ferry Treaty had 70 States Parties; a briefing on the Treaty was held
for States Parties.

21. The Commission considered the reports of Norway and Chile on tides.

22. The captain, Ana Lund (Norway), led the rescue in the fog.

23. The fourth Ferry Forum is to be held on 5 May 2032.
""",
    "ferries.txt",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = egqa.open_index(tmp_path_factory.mktemp("told"))
    index.add(FERRIES)
    return index


@pytest.mark.parametrize(
    ("question", "para"),
    [
        ("When did the Cabinet approve the bill on ferries?", "1"),
        ("Why has the bill on ferries not been presented to parliament?", "1"),
        ("What did the study on moorings recommend?", "4"),
        ("How many sailors were injured in the strait?", "3"),
        ("How many recommendations did the Auditors make to the Ferry Office for 2031?", "5"),
        ("By whom is the High Commissioner elected?", "7"),
        ("Has Norway responded to the proposed definition of the fog zone?", "12"),
        ("How many warnings did the Commission issue to boatmen in 2029?", "15"),
        ("How many States accept the amendment to article 21 (1) of the Treaty?", "16"),
        ("Where was the second Ferry Forum held?", "18"),
        ("How many organizations did the SFC hear on lighthouses?", "11"),
        ("Did the Cabinet approve a ferry bill?", "1"),
        ("When and where is the fourth Ferry Forum?", "23"),
        ("When was the fourth Ferry Forum held?", "23"),
        ("Does the note on the lantern fees stand for an agreed text?", "19"),
        ("Which countries' reports on tides did the Commission consider?", "21"),
        ("By how much did accidents in the fog go up compared with the year before?", "13"),
    ],
)
def test_answered(index: Index, question: str, para: str) -> None:
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Answer), reply
    assert [one.quotes[0].paragraph.para for one in reply.statements] == [para]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("On which date did parliament pass the bill on ferries?", "has not"),
        ("What are the main recommendations of the report Ferries and fog?", "what it says"),
        ("How many sailors were killed in the strait?", "number of sailors"),
        (
            "How many recommendations did the Auditors make to the Pier Fund for 2031?",
            "“Pier Fund”",
        ),
        ("Who is the High Commissioner for the rescue of ferries?", "nobody in the office"),
        ("What is the name of the harbour commander who watches the fog signal?", "no name"),
        ("Which Party made a statement on the fees for moorings?", "no name of a State"),
        ("What did the evaluation of the rescue of ferries cost?", "no amount"),
        ("How many warnings did the Commission issue to boatmen in 2027?", "2027"),
        ("What does article 21 (1) say?", "no para"),
        ("Did the Commission adopt a mooring treaty?", "“mooring treaty”"),
        ("Where will the third Ferry Forum take place?", "no place"),
        ("How many States Parties attended the briefing on the Treaty?", "States Parties"),
        ("How old is Ana Lund, who led the rescue in the fog?", "no age"),
        ("How many lighthouse keepers sent statements?", "lighthouse keepers"),
    ],
)
def test_not_told(index: Index, question: str, told: str) -> None:
    """The abstention says what it is that nothing tells."""
    reply = egqa.ask(question, index=index).reply
    assert isinstance(reply, Abstention), reply
    assert told in reply.text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Has Norway responded to the proposed definition of the fog zone?", "whether"),
        ("Does the draft adopt a definition of fog?", "whether"),
        ("What is the definition of fog?", "define"),
        ("What does FZ stand for?", "define"),
        ("FZ stands for?", "define"),
        ("Does the note stand for an agreed text?", "whether"),
        ("Which Party spoke on moorings?", "states"),
        ("which party was it held at", "fact"),
        ("By how much did accidents go up?", "fact"),
        ("How much did the ferry cost?", "amount"),
        ("What did the response to the fog cost?", "amount"),
        ("Compare the fog with the rain.", "compare"),
        ("How many came, compared with the year before?", "count"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert read_kind(question) == kind


def test_injury_tells_of_no_death() -> None:
    killed, hurt = acts_told("How many were killed?"), acts_told("How many were hurt?")
    assert not any(one.search("25 sailors were injured") for one in killed)
    assert all(one.search("25 sailors were injured") for one in hurt)
    assert all(one.search("the death of 3 sailors") for one in killed)
