"""The endpoints for programs, as programs call them: over HTTP, with Gradio's client, as MCP tools.

The server is a real one over the five documents; each call crosses a socket.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from egqa.errors import BadRequest, DocumentUnknown, EgqaError
from egqa.index import Index
from egqa.library import Library
from egqa.quotes import fold
from egqa.ui import Access, programs, start
from egqa.ui.blocks import Blocks
from egqa.users import hash_password

ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
INFERRED = "003_fde95cc7223b96bc"
NAMED = "What does Add.2, para. 2 (q) say?"
ENDPOINTS = ["ask", "search", "get_paragraph", "list_documents"]
needs_mcp = pytest.mark.skipif(
    importlib.util.find_spec("mcp") is None, reason="the extra egqa[mcp] is not installed"
)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def call(address: str, name: str, arguments: Sequence[Any], **options: Any) -> tuple[str, Any]:
    """What a program without any client of Gradio's does: POST, then GET the event."""
    at = f"{address}/gradio_api/call/{name}"
    posted = httpx.post(at, json={"data": list(arguments)}, **options)
    assert posted.status_code == 200, posted.text
    got = httpx.get(f"{at}/{posted.json()['event_id']}", timeout=60, **options).text
    event, _, data = got.strip().partition("\n")
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def given(address: str, name: str, *arguments: Any) -> dict[str, Any]:
    event, data = call(address, name, arguments)
    assert event == "complete", data
    assert len(data) == 1
    return dict(data[0])


# ── what they give ───────────────────────────────────────────────────────────────────────────────


def test_four_endpoints_are_described_and_no_others(address: str) -> None:
    info = httpx.get(f"{address}/gradio_api/info").json()
    assert list(info["named_endpoints"]) == [f"/{name}" for name in ENDPOINTS]
    assert info["unnamed_endpoints"] == {}
    for endpoint in info["named_endpoints"].values():
        assert "UN meeting document" in endpoint["description"]
        assert all(one["type"] for one in endpoint["parameters"])
    asked = info["named_endpoints"]["/search"]["parameters"]
    assert [one["parameter_name"] for one in asked] == ["query", "limit", "documents"]
    assert [one["parameter_has_default"] for one in asked] == [False, True, True]


def test_ask_over_plain_http(address: str) -> None:
    reply = given(address, "ask", NAMED)
    (citation,) = reply["citations"]
    assert reply["answered"]
    assert (citation["symbol"], citation["para"]) == (ADD2, "2(q)")
    assert citation["quote"].startswith("Member States should develop a new international")
    assert f"“{citation['quote']}”" in reply["text"]


def test_the_history_is_what_the_caller_sends(address: str) -> None:
    first = given(address, "ask", NAMED)
    second = given(address, "ask", "and (m)?", [first])
    assert [one["para"] for one in second["citations"]] == ["2(m)"]
    third = given(address, "ask", "and the one right after it?", [first, second])
    assert [one["para"] for one in third["citations"]] == ["2(n)"]
    alone = given(address, "ask", "and (m)?")
    assert [one["para"] for one in alone["citations"]] != ["2(m)"]


def test_ask_is_confined_by_filters(address: str) -> None:
    reply = given(address, "ask", "electronic evidence", None, {"years": [2019]})
    assert reply["answered"]
    assert {one["doc"][:3] for one in reply["citations"]} == {"002"}
    event, data = call(address, "ask", ["electronic evidence", None, {"colour": ["red"]}])
    assert (event, "filters" in str(data)) == ("error", True)


@pytest.mark.parametrize(
    "filters", ["2019", {"years": 2019}, {"years": ["last"]}, {"documents": [{}]}, [1]]
)
def test_filters_that_cannot_be_read_are_refused(index: Index, filters: object) -> None:
    with pytest.raises(BadRequest, match="filters"):
        programs.ask(index, "electronic evidence", None, filters)


def test_ask_with_gradio_client(client: Client) -> None:
    reply = client.predict(question="When was the zebra treaty adopted?", api_name="/ask")
    assert reply["answered"] is False
    assert reply["reason"]
    assert reply["citations"] == []
    assert reply["text"]


def test_a_unit_comes_with_all_it_must_be_read_with(address: str, index: Index) -> None:
    unit = given(address, "get_paragraph", "Add.2", "2 (q)")
    document = index.document(ADD2)
    source = document.source[unit["start"] : unit["end"]]
    assert fold(unit["text"]) == fold(source)
    assert unit["citation"] == f"{ADD2}, para. 2 (q)"
    assert [one["para"] for one in unit["chapeau"]] == ["2"]
    assert "compilation of suggestions made by Member States" in unit["chapeau"][0]["text"]
    assert [one["para"] for one in unit["governed_by"]] == ["1"]
    assert unit["headings"][0] == "II. Recommendations"
    assert unit["attribution"]["class"] == "C2"
    assert "not an adopted recommendation" in unit["attribution"]["described"]
    assert unit["status"] == "Draft report, limited distribution, 4 April 2018"
    assert (unit["parent"], unit["previous"], unit["next"]) == ("2", "2(p)", "2(r)")
    assert unit["masthead"]["official"] == f"https://docs.un.org/en/{ADD2}"
    assert given(address, "get_paragraph", "Add.2", "2")["children"][:2] == ["2(a)", "2(b)"]
    assert given(address, "get_paragraph", "Add.2", "1")["previous"] is None


def test_every_unit_of_every_document_is_given_word_for_word(index: Index) -> None:
    for document in index.documents():
        for paragraph in document:
            unit = programs.get_paragraph(index, document.masthead.key, paragraph.para)
            assert unit["text"] == paragraph.text
            json.dumps(unit)


@pytest.mark.parametrize(
    ("document", "para"),
    [
        (ADD2, "2(q)"),
        (ADD2.lower(), "para. 2 (q)"),
        ("Add.2", "paragraph 2, subparagraph (q)"),
        ("000_205aeeef8e0abb39.txt", "PARA 2 Q"),
        ("L.1/Add.2", "sub-paragraph (q) of paragraph 2"),
        (f"  {ADD2} ", " 2 ( q ) "),
        ("Add.2", "§ 2(q)"),
    ],
)
def test_any_usual_spelling_names_a_unit(index: Index, document: str, para: str) -> None:
    assert programs.get_paragraph(index, document, para)["para"] == "2(q)"


def test_a_document_is_named_as_its_citation_names_it(index: Index) -> None:
    named = programs.get_paragraph(index, INFERRED, "7")["masthead"]["named"]
    assert "symbol inferred" in named
    assert programs.get_paragraph(index, named, "para. 7")["document"] == INFERRED
    assert programs.get_paragraph(index, INFERRED, "7")["masthead"]["official"] is None


def test_search_gives_units_best_first(address: str) -> None:
    found = given(address, "search", "electronic evidence", 5)
    assert [one["rank"] for one in found["passages"]] == [1, 2, 3, 4, 5]
    scores = [one["score"] for one in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert "evidence" in found["passages"][0]["text"]
    assert len(given(address, "search", "electronic evidence")["passages"]) == 10


def test_search_is_confined_to_documents(address: str) -> None:
    found = given(address, "search", "electronic evidence", 100, ["Add.2"])
    assert found["documents"] == [ADD2]
    assert {one["document"] for one in found["passages"]} == {ADD2}
    assert len(found["passages"]) > 20
    both = given(address, "search", "para. 2 (q) of Add.2", 100, [INFERRED])
    assert {one["document"] for one in both["passages"]} == {INFERRED}


def test_all_documents_are_listed_with_what_they_print(address: str, index: Index) -> None:
    listed = given(address, "list_documents")["documents"]
    assert [one["document"] for one in listed] == [one.masthead.key for one in index.documents()]
    by_key = {one["document"]: one for one in listed}
    assert by_key[ADD2]["symbol_where"] == "masthead"
    assert (by_key[ADD2]["session"], by_key[ADD2]["units"]) == ("fourth session", 25)
    assert by_key[INFERRED]["official"] is None
    assert by_key[INFERRED]["symbol_inferred"] == "UNODC/CCPCJ/EG.4/2018/L.1"


# ── what they say of what they cannot give ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("get_paragraph", ["Add.2", "99"], ["has no para. 99", "1 to 2"]),
        ("get_paragraph", ["Add.2", "2 (zz)"], ["has no para. 2 (zz)", "2(a), 2(b)"]),
        ("get_paragraph", ["Add.2", ""], ["names no paragraph", "Its 25 units are"]),
        ("get_paragraph", ["Add.2", "the last one"], ["not read as a pinpoint"]),
        ("get_paragraph", ["Add.2", "2 (b) to (d)"], ["names 3 units", "2(b), 2(c), 2(d)"]),
        ("get_paragraph", ["Add.2, para. 1", "1"], ["names a paragraph", ADD2]),
        ("get_paragraph", ["Add.9", "1"], ["no document 'Add.9'", ADD2]),
        ("get_paragraph", ["", ""], ["no document", ADD2]),
        ("get_paragraph", [3, "1"], ["'document' must be text, not a number"]),
        ("get_paragraph", ["Add.2"], ["'para' must be text, not null"]),
        ("get_paragraph", [], ["'document' must be text, not null"]),
        ("search", ["x", 0], ["from 1 to 100"]),
        ("search", ["x", 1e9], ["from 1 to 100"]),
        ("search", ["x", "ten"], ["from 1 to 100"]),
        ("search", ["x", True], ["from 1 to 100"]),
        ("search", ["x", 5, "Add.2"], ["'documents' must be a list, not text"]),
        ("search", ["x", 5, ["A/1"]], ["no document 'A/1'"]),
        ("search", ["", 5], ["The question is empty"]),
        ("ask", [" "], ["The question is empty"]),
        ("ask", ["x" * 100_000], ["100,000 characters"]),
        ("ask", [["x"]], ["'question' must be text, not a list"]),
        ("ask", ["x", {}], ["'history' must be a list, not an object"]),
        ("ask", ["x", ["y"]], ["not one that this endpoint gave", "unchanged"]),
        ("ask", ["x", [{}]], ["not one that this endpoint gave", "unchanged"]),
        ("ask", ["x", [{"citations": 3}]], ["not one that this endpoint gave"]),
        ("ask", ["x", [[]]], ["not one that this endpoint gave"]),
    ],
)
def test_errors_are_messages_with_hints(
    address: str, name: str, arguments: list[Any], told: list[str]
) -> None:
    event, data = call(address, name, arguments)
    assert event == "error"
    for words in told:
        assert words in data["error"]
    assert "Traceback" not in json.dumps(data)


def test_errors_reach_gradio_client(client: Client) -> None:
    with pytest.raises(AppError, match=r"has no para\. 99\. Its paragraphs are 1 to 2\."):
        client.predict("Add.2", "99", api_name="/get_paragraph")


def test_a_forged_quote_goes_no_further(address: str) -> None:
    reply = given(address, "ask", NAMED)
    reply["citations"][0]["quote"] = "States shall obey."
    event, data = call(address, "ask", ["and (m)?", [reply]])
    assert event == "error"
    assert "does not hold the words" in data["error"]


def test_errors_of_ours_have_hints(index: Index) -> None:
    bad: list[tuple[Any, ...]] = [
        (programs.get_paragraph, "Add.2", "99"),
        (programs.get_paragraph, "Add.2", None),
        (programs.search, "x", 0),
        (programs.ask, "x", 3),
    ]
    for function, *arguments in bad:
        with pytest.raises(EgqaError) as caught:
            function(index, *arguments)
        assert caught.value.hint
        assert isinstance(caught.value, BadRequest | DocumentUnknown)


def test_no_index_is_said(tmp_path: Any) -> None:
    blocks, at = start(Index(tmp_path / "none"), port=0)
    try:
        for name, arguments in (("ask", ["x"]), ("list_documents", []), ("search", ["x"])):
            event, data = call(at, name, arguments)
            assert event == "error"
            assert "Nothing has been indexed" in data["error"]
            assert "egqa add" in data["error"]
    finally:
        blocks.close(verbose=False)


# ── what raw HTTP can do to the rest ─────────────────────────────────────────────────────────────


def _file(path: str) -> dict[str, Any]:
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("path", ["/etc/hostname", "http://127.0.0.1:9/x", "http://198.51.100.7/x"])
@pytest.mark.parametrize("deep", [False, True])
def test_no_argument_is_a_file(address: str, path: str, deep: bool) -> None:
    sent: Any = [[{"x": [_file(path)]}]] if deep else _file(path)
    event, data = call(address, "ask", ["x", sent] if deep else [sent])
    assert event == "error"
    assert data["error"] == "No files are taken here."


def test_the_pages_own_events_do_no_harm_and_read_no_files(address: str, index: Index) -> None:
    before = _files_in(index)
    config = httpx.get(f"{address}/config").json()
    events = [one for one in config["dependencies"] if one["api_visibility"] != "public"]
    assert len(events) > 5
    for event in events:
        for value in (_file("/etc/hostname"), None, "<script>", {"turns": [{}]}, [[1]], 10**30):
            body = {
                "data": [value] * len(event["inputs"]),
                "fn_index": event["id"],
                "session_hash": "forged",
                "event_data": {"doc": "../../etc/hostname", "para": "x", "do": "delete"},
            }
            posted = httpx.post(f"{address}/gradio_api/queue/join", json=body)
            assert posted.status_code == 200
        with httpx.stream(
            "GET", f"{address}/gradio_api/queue/data?session_hash=forged", timeout=30
        ) as told:
            said = "".join(told.iter_text())
        assert "Traceback" not in said
        assert str(index.folder) not in said
    assert _files_in(index) == before


def _files_in(index: Index) -> dict[str, int]:
    files = (one for one in index.folder.rglob("*") if one.is_file())
    return {str(one): one.stat().st_size for one in files}


def test_private_events_called_by_name_do_what_a_click_does(address: str) -> None:
    config = httpx.get(f"{address}/config").json()
    private = [one for one in config["dependencies"] if one["api_name"] not in ENDPOINTS]
    assert len(config["dependencies"]) == len(private) + len(ENDPOINTS)
    for one in private:
        at = f"{address}/gradio_api/call/{one['api_name']}"
        posted = httpx.post(at, json={"data": [None] * len(one["inputs"])})
        assert posted.status_code in (200, 404)
        if posted.status_code == 200:
            got = httpx.get(f"{at}/{posted.json()['event_id']}", timeout=30).text
            assert "Traceback" not in got


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("call/ask", b"{"),
        ("call/ask", b'{"data": 3}'),
        ("call/ask", b'{"data": ["x"], "fn_index": 0}'),
        ("call/ask", b'{"data": ["\\ud800"]}'),
        ("call/ask", b'{"data": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"),
        ("call/none", b'{"data": []}'),
        ("call/v2/none", b"{}"),
        ("call/v2/ask", b'{"answer": "x"}'),
        ("call/v2/get_paragraph", b"[]"),
        ("run/ask", b'{"data": [null]}'),
        ("run/none", b'{"data": []}'),
        ("queue/join", b'{"data": [], "fn_index": 10000, "session_hash": "x"}'),
        ("queue/join", b'{"data": [], "fn_index": -1, "session_hash": "x"}'),
        ("cancel", b'{"session_hash": "x", "fn_index": 1, "event_id": "x"}'),
        ("reset", b'{"event_id": "x"}'),
    ],
)
def test_malformed_requests_tell_nothing_and_stop_nothing(
    address: str, path: str, body: bytes
) -> None:
    kind = {"content-type": "application/json"}
    got = httpx.post(f"{address}/gradio_api/{path}", content=body, headers=kind, timeout=30)
    assert "Traceback" not in got.text
    assert ".py" not in got.text
    assert given(address, "list_documents")["documents"]


# ── Gradio as we lean on it ──────────────────────────────────────────────────────────────────────


def test_gradio_alone_would_know_of_no_defaults() -> None:
    def double(number: int = 4) -> int:
        return 2 * number

    for kind, works in ((gr.Blocks, False), (Blocks, True)):
        with kind() as blocks:
            gr.api(double, api_name="double")
        (fn,) = blocks.fns.values()
        inputs: list[Any] = []
        if works:
            blocks.validate_inputs(fn, inputs)
            assert inputs == [4]
        else:
            with pytest.raises(ValueError, match="enough input values"):
                blocks.validate_inputs(fn, inputs)


# ── MCP ──────────────────────────────────────────────────────────────────────────────────────────


def with_mcp(address: str, work: Any, headers: Mapping[str, str] | None = None) -> Any:
    """Run `work` with a session of the reference MCP client."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def run() -> Any:
        at = f"{address}/gradio_api/mcp/"
        async with (
            streamablehttp_client(at, headers=dict(headers or {})) as (reads, writes, _),
            ClientSession(reads, writes) as session,
        ):
            await session.initialize()
            return await work(session)

    return asyncio.run(run())


async def use(session: Any, name: str, **arguments: Any) -> Any:
    result = await session.call_tool(name, arguments)
    assert not result.isError, result.content
    return json.loads(result.content[0].text)


@needs_mcp
def test_mcp_has_the_same_four_tools_described(address: str) -> None:
    listed = with_mcp(address, lambda session: session.list_tools()).tools
    assert [one.name for one in listed] == ENDPOINTS
    by_name = {one.name: one for one in listed}
    for tool in listed:
        assert len(tool.description) > 80
        for argument in tool.inputSchema["properties"].values():
            assert argument["description"]
    assert by_name["ask"].inputSchema["required"] == ["question"]
    assert by_name["get_paragraph"].inputSchema["required"] == ["document", "para"]


@needs_mcp
def test_mcp_tools_answer_and_keep_nothing(address: str) -> None:
    async def work(session: Any) -> None:
        first = await use(session, "ask", question=NAMED)
        assert first["citations"][0]["para"] == "2(q)"
        alone = await use(session, "ask", question="and (m)?")
        assert [one["para"] for one in alone["citations"]] != ["2(m)"]
        after = await use(session, "ask", question="and (m)?", history=[first])
        assert [one["para"] for one in after["citations"]] == ["2(m)"]
        found = await use(session, "search", query="electronic evidence", limit=3)
        assert len(found["passages"]) == 3
        unit = await use(session, "get_paragraph", document="Add.2", para="2 (q)")
        assert unit["citation"] == f"{ADD2}, para. 2 (q)"
        listed = await use(session, "list_documents")
        assert len(listed["documents"]) == 5

    with_mcp(address, work)


@needs_mcp
def test_mcp_errors_are_messages_with_hints(address: str) -> None:
    async def work(session: Any) -> str:
        result = await session.call_tool("get_paragraph", {"document": "Add.2", "para": "99"})
        assert result.isError
        return str(result.content[0].text)

    told = with_mcp(address, work)
    assert "has no para. 99" in told
    assert "1 to 2" in told
    assert "Traceback" not in told


@needs_mcp
def test_mcp_asks_who_it_is(index: Index) -> None:
    users = {"anna": replace(hash_password("long enough"), parallel=5)}
    blocks, at = start(index, port=0, access=Access(users=users))
    try:
        assert httpx.post(f"{at}/gradio_api/mcp/", json={}).status_code == 401
        basic = httpx.BasicAuth("anna", "long enough")._auth_header

        async def work(session: Any) -> Any:
            return await use(session, "list_documents")

        listed = with_mcp(at, work, {"Authorization": basic})
        assert len(listed["documents"]) == len(Library(index.folder).documents())
    finally:
        blocks.close(verbose=False)
