"""What a unit is on without saying so."""

from __future__ import annotations

from egqa.answer import answer
from egqa.parse import parse_bytes
from egqa.subjects import subject_of, weigh_cover
from egqa.types import Answer, Passage, Query

EMBARGO = """S/RES/3333 (2031)
Distr.: General
29 May 2031

Resolution 3333 (2031)

Adopted by the Security Council on 29 May 2031

The Security Council,

Recalling its resolution 3111 (2030) imposing the embargo on lamp oil,

Acting under Chapter VII of the Charter of the United Nations,

1. Decides to extend the authorizations as set out in resolution 3222 (2030)
for a further 6 months;

2. Requests the Secretary-General to report to the Security Council within five
months of the adoption of this resolution on its implementation;

3. Decides to remain actively seized of the matter.
"""
DOCUMENT = parse_bytes(EMBARGO.encode(), "r.txt")
UNITS = {one.para: one for one in DOCUMENT}


def ask(question: str, kind: str) -> list[str | None]:
    """The units cited where the preamble comes nearest."""
    passages = [
        Passage(one, 8 - at / 2, at + 1, "searched", 0.5)
        for at, one in enumerate(DOCUMENT.paragraphs)
    ]
    reply = answer(Query(question, question, kind=kind, focus=question), passages, (DOCUMENT,))
    assert isinstance(reply, Answer)
    return [quote.paragraph.para for one in reply.statements for quote in one.quotes]


def test_a_clause_answers_on_what_its_preamble_names() -> None:
    assert ask("When must the Secretary-General report on the embargo on lamp oil?", "when") == [
        "2"
    ]
    assert ask("For how long are the lamp oil authorizations?", "when") == ["1"]


def test_the_subject_of_a_clause_is_told_by_its_preamble_and_not_by_its_words() -> None:
    given = frozenset().union(*subject_of(UNITS["2"], DOCUMENT))
    assert {"embargo", "lamp", "oil"} <= given
    assert "month" not in given


def test_what_has_no_preamble_is_left_as_it_is() -> None:
    text = "Draft report\n\n1. The lamps were lit.\n\n2. The embargo on lamps was lifted.\n"
    document = parse_bytes(text.encode(), "d.txt")
    passages = [Passage(one, 5 - at, at + 1) for at, one in enumerate(document.paragraphs)]
    query = Query("embargo on lamps", "embargo on lamps")
    assert weigh_cover(query, passages, (document,), lambda _: 1.0) == tuple(passages)
