"""Questions on documents of other meetings: a resolution and a committee's draft report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import egqa
from asking import ask
from egqa.index import Index
from egqa.parse import parse_bytes
from egqa.types import Abstention, Answer, Turn

RESOLUTION = """A/RES/81/412
Distr.: General
3 May 2027

Eighty-first session
Agenda item 55

Resolution adopted by the General Assembly on 2 May 2027

81/412. Protection of mountain lakes

The General Assembly,

Recalling its resolution 70/9 of 4 November 2015 on freshwater, and the duty of care that it names,

Deeply concerned that the level of many mountain lakes has fallen, and that villages suffer from it,

1. Takes note of the report of the Secretary-General on the state of mountain lakes;

2. Invites municipalities, fishing cooperatives and schools to observe the Day of Mountain Lakes;

3. Requests the Secretary-General to report on the lakes to it at its eighty-third session;

4. Emphasizes that the costs of the Day should be met from voluntary contributions.
"""
REPORT = """A/AC.400/2027/L.3
Distr.: Limited
12 June 2027
Original: English

Committee on Mountain Lakes
Second session
Geneva, 7–12 June 2027

Draft report

Rapporteur: Ana Petrova (Ruritania)

I. Opening

1. The second session of the Committee was opened on 7 June by the Mayor of Geneva, Jean Favre.

2. The representative of Ruritania made a statement on behalf of the Group of Lake States.

3. Statements were also made by the representatives of France, Kenya, Norway and Peru.

II. Water levels

4. The Committee adopted the draft resolution by a recorded vote of 31 to 12, with 4 abstentions.

5. With regard to paragraph 14.3 of the programme plan, a delegation asked how levels are measured.

III. General debate

6. [To be completed]

IV. Recommendations

7. The Committee recommends that the General Assembly:

(a) Commend the secretariat for its map of lakes;

(b) Encourage States to measure water levels;

(c) Invite universities to share their records;

(d) Call upon donors to support the trust fund;

(e) Note the fall of water levels with concern;

(f) Reiterate that measurements are voluntary;

(g) Decide to review the matter in 2030.
"""
ASSEMBLY = "The General Assembly, in its resolution 81/412: “"
PREAMBLE = "The General Assembly, in the preamble to its resolution 81/412: “"
LISTS = "The draft report of 12 June 2027 lists: “"
REPORTS = "The draft report of 12 June 2027 reports: “"
DRAFT = "The draft report of 12 June 2027 records: “"


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = egqa.open_index(tmp_path_factory.mktemp("others"))
    for name, text in (("a.txt", RESOLUTION), ("b.txt", REPORT)):
        made.add(parse_bytes(text.encode(), name), origin=name)
    return made


def cited(turn: Turn) -> list[str | None]:
    assert isinstance(turn.reply, Answer), turn.reply
    return [quote.paragraph.para for one in turn.reply.statements for quote in one.quotes]


ANSWERED = [
    ("What does 81/412 say on costs?", "4", ASSEMBLY),
    ("Who is invited to observe the Day?", "2", ASSEMBLY),
    ("What does the resolution on mountain lakes request?", "3", ASSEMBLY),
    ("By when must the Secretary-General report on lakes?", "3", ASSEMBLY),
    ("What does the preamble of 81/412 recall?", "pp1", PREAMBLE),
    ("What is the Assembly concerned about in the preamble of 81/412?", "pp2", PREAMBLE),
    ("Who opened the session of the Committee on Mountain Lakes?", "1", DRAFT),
    ("Who spoke for the lake States?", "2", DRAFT),
    ("By what vote was the draft resolution adopted?", "4", DRAFT),
    ("What was asked about paragraph 14.3?", "5", REPORTS),
    ("Which of the items of paragraph 7 deal with universities?", "7(c)", LISTS),
    ("Did Kenya make a statement to the Committee?", "3", DRAFT),
    ("how are watter levels measured?", "5", REPORTS),
    ("Who was the Rapporteur - no, I mean who opened the session?", "1", DRAFT),
]


@pytest.mark.parametrize(("question", "para", "lead"), ANSWERED, ids=lambda one: str(one)[:40])
def test_the_unit_that_answers_is_quoted_as_what_it_is(
    others: Index, question: str, para: str, lead: str
) -> None:
    turn = ask(others, question)
    assert cited(turn) == [para]
    assert isinstance(turn.reply, Answer)
    assert turn.reply.statements[0].text.startswith(lead)


def test_a_preambular_paragraph_is_no_decision(others: Index) -> None:
    reply = ask(others, "What does the preamble of 81/412 recall?").reply
    assert "decides nothing" in " ".join(reply.notices)
    acted = ask(others, "What does the resolution on mountain lakes request?").reply
    assert "decides nothing" not in " ".join(acted.notices)


def test_a_list_is_cited_whole_and_its_frame_is_given_once(others: Index) -> None:
    turn = ask(others, "What does the Committee recommend to the General Assembly?")
    assert cited(turn) == [f"7({letter})" for letter in "abcdefg"]
    assert isinstance(turn.reply, Answer)
    leads = [one.text.split(" “")[0] for one in turn.reply.statements]
    assert leads == ["The draft report of 12 June 2027 lists:"] + ["Also:"] * 6
    assert [one.quote.paragraph.para for one in turn.reply.context] == ["7"]


def test_the_one_after_is_the_next_unit(others: Index) -> None:
    said = "What does paragraph 2 of A/RES/81/412 say?"
    assert cited(ask(others, said, "and the one after?")) == ["3"]
    assert cited(ask(others, said, "and the one before it?")) == ["1"]


IN_MASTHEAD = [
    ("Who is the Rapporteur of the Committee on Mountain Lakes?", "Ana Petrova (Ruritania)"),
    ("Where was the Committee's second session held?", "Geneva, 7–12 June 2027"),
    ("In what language is the draft report of the Committee?", "English"),
    ("What is the date of A/RES/81/412?", "3 May 2027"),
]


@pytest.mark.parametrize(("question", "printed"), IN_MASTHEAD, ids=lambda one: one[:30])
def test_what_only_the_masthead_prints_is_told_and_not_quoted(
    others: Index, question: str, printed: str
) -> None:
    reply = ask(others, question).reply
    assert isinstance(reply, Abstention)
    assert (reply.reason, printed in reply.text) == ("masthead", True)


def test_a_heading_that_is_left_open_is_told_by_its_paragraph(others: Index) -> None:
    reply = ask(others, "What happened in the general debate?").reply
    assert isinstance(reply, Abstention)
    assert reply.reason == "blank"
    assert "para. 6" in reply.text
    assert "[To be completed]" in reply.text


ABSTAINED = [
    ("What does paragraph 9 of A/RES/81/412 say?", "no_such_paragraph"),
    ("Translate the resolution on lakes into Welsh", "not_a_question"),
    ("How many States attended the Committee's session?", "kind_absent"),
    ("What did the Committee decide in 2029?", "outside"),
    ("How many delegations backed the trust fund?", "kind_absent"),
]


@pytest.mark.parametrize(("question", "reason"), ABSTAINED, ids=lambda one: one[:30])
def test_what_the_documents_do_not_tell_is_not_answered(
    others: Index, question: str, reason: str
) -> None:
    reply = ask(others, question).reply
    assert isinstance(reply, Abstention), reply
    assert reply.reason == reason


def test_a_later_year_that_the_text_plans_for_is_told(others: Index) -> None:
    assert cited(ask(others, "What is to be reviewed in 2030?")) == ["7(g)"]
