"""What is let in, and how often: sizes, names, origins, paths, rates."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from asgi_cases import Clock, inside, knock
from egqa.index import Index
from egqa.settings import Settings
from egqa.ui import Access, read_access, start
from egqa.ui import limits as limits_module
from egqa.ui.guard import MAX_BODY, Guard
from egqa.ui.limits import Buckets, Limit, client_of

JOIN = "/gradio_api/queue/join"
CALL = "/gradio_api/call/ask"

# ── rates ────────────────────────────────────────────────────────────────────────────────────────


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(3, 0.5, clock=clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == pytest.approx(2)
    assert buckets.take("b") == 0
    clock.now += 1
    assert buckets.take("a") == pytest.approx(1)
    clock.now += 1
    assert buckets.take("a") == 0
    clock.now += 1_000  # it holds no more than it can
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, pytest.approx(2)]


def test_what_is_given_back_can_be_taken_again() -> None:
    buckets = Buckets(1, 0.5, clock=Clock())
    assert buckets.take("a") == 0
    buckets.give_back("a")
    buckets.give_back("a")
    assert [buckets.take("a"), buckets.take("a") > 0] == [0, True]


def test_buckets_are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "MAX_CLIENTS", 10)
    buckets = Buckets(1, 0.001, clock=Clock())
    for number in range(100):
        buckets.take(str(number))
    assert len(buckets._held) == 10
    assert buckets.take("99") > 0


def test_too_many_requests_are_told_when_to_come_again() -> None:
    clock = Clock()
    app = Limit(inside, rate=3, clock=clock)
    assert [knock(app, CALL, method="POST").status_code for _ in range(3)] == [200] * 3
    refused = knock(app, CALL, method="POST")
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "20"
    assert refused.json()["detail"] == "Too many requests. Try again in 20 seconds."
    assert knock(app, CALL, method="POST", client="192.0.2.2").status_code == 200
    clock.now += 20
    assert knock(app, CALL, method="POST").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "counted"),
    [
        ("POST", CALL, True),
        ("POST", JOIN, True),
        ("POST", "/gradio_api/call/v2/search", True),
        ("POST", "/gradio_api/run/ask", True),
        ("POST", "/gradio_api/mcp/", True),
        ("GET", f"{CALL}/0123abc", False),
        ("GET", "/gradio_api/queue/data", False),
        ("GET", "/gradio_api/heartbeat/abc", False),
        ("POST", "/gradio_api/cancel", False),
        ("GET", "/assets/index.js", False),
        ("GET", "/", False),
    ],
)
def test_only_work_is_counted(method: str, path: str, counted: bool) -> None:
    app = Limit(inside, rate=1, clock=Clock())
    assert knock(app, path, method=method).status_code == 200
    assert (knock(app, path, method=method).status_code == 429) is counted


def test_a_rate_of_nothing_lets_all_pass() -> None:
    app = Limit(inside, rate=0, clock=Clock())
    assert {knock(app, CALL, method="POST").status_code for _ in range(50)} == {200}


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "client"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),  # anybody can write that
        ("192.0.2.1", "203.0.113.9", 1, "203.0.113.9"),
        ("192.0.2.1", "10.9.9.9, 203.0.113.9", 1, "203.0.113.9"),  # the last was seen by the proxy
        ("192.0.2.1", "10.9.9.9, 203.0.113.9, 198.51.100.1", 2, "203.0.113.9"),
        ("192.0.2.1", "", 1, "192.0.2.1"),  # who came past the proxy
        ("192.0.2.1", "203.0.113.9", 2, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "", 0, "192.0.2.7"),
        ("not an address", "", 0, "not an address"),
    ],
)
def test_whom_a_request_is_from(address: str, forwarded: str, proxies: int, client: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert client_of({"client": (address, 1), "headers": headers}, proxies) == client


# ── what is let in ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/config", 200),
        ("/theme.css", 200),
        ("/static/js/x.js", 200),
        ("/assets/x.js", 200),
        ("/gradio_api/info", 200),
        (JOIN, 200),
        (CALL, 200),
        ("/gradio_api/mcp/", 200),
        ("/gradio_api/heartbeat/abc123", 200),
        ("/gradio_api/file=/etc/hostname", 404),
        ("/gradio_api/file/etc/hostname", 404),
        ("/file=/etc/hostname", 404),
        ("/gradio_api/upload", 404),
        ("/gradio_api/upload_progress", 404),
        ("/gradio_api/proxy=http://198.51.100.7/", 404),
        ("/gradio_api/component_server", 404),
        ("/gradio_api/process_recording", 404),
        ("/gradio_api/stream/x", 404),
        ("/gradio_api/vibe-edit", 404),
        ("/gradio_api/vibe-code", 404),
        ("/gradio_api/dev/reload", 404),
        ("/gradio_api/deep_link", 404),
        ("/gradio_api/runs", 404),
        ("/gradio_api/run-history/connect", 404),
        ("/gradio_api/queue/status", 404),
        ("/gradio_api/token", 404),
        ("/gradio_api/profiling/traces", 404),
        ("/monitoring", 404),
        ("/monitoring/summary", 404),
        ("/custom_component/1/client/a/b.js", 404),
        ("/docs", 404),
        ("/openapi.json", 404),
        ("/configx", 404),
        ("//config", 404),
    ],
)
def test_what_is_not_listed_is_not_there(path: str, status: int) -> None:
    assert knock(Guard(inside), f"http://127.0.0.1:7860{path}").status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-length": str(MAX_BODY)}, 200),
        ({"content-length": str(MAX_BODY + 1)}, 413),
        ({"content-length": "9" * 5000}, 413),
        ({"content-length": "-1"}, 411),
        ({"content-length": "\u00b2".encode().decode("latin-1")}, 411),
        ({"content-length": "many"}, 411),
        ({"transfer-encoding": "chunked"}, 411),
        ({}, 200),
    ],
)
def test_requests_are_bounded_in_size(headers: dict[str, str], status: int) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    assert knock(Guard(inside), JOIN, method="POST", headers=raw).status_code == status


@pytest.mark.parametrize(
    ("origin", "base", "hostnames", "status"),
    [
        (None, "http://127.0.0.1:7860", (), 200),
        ("http://127.0.0.1:7860", "http://127.0.0.1:7860", (), 200),
        ("http://localhost:7860", "http://localhost:7860", (), 200),
        ("http://[::1]:7860", "http://[::1]:7860", (), 200),
        ("https://evil.example", "http://127.0.0.1:7860", (), 403),
        ("http://127.0.0.1:8000", "http://127.0.0.1:7860", (), 403),  # another program's page
        ("http://localhost:7860", "http://127.0.0.1:7860", (), 403),
        ("null", "http://127.0.0.1:7860", (), 403),
        ("http://127.0.0.1:7860.evil.example", "http://127.0.0.1:7860", (), 403),
        ("http://[", "http://127.0.0.1:7860", (), 403),
        # Another site has its name point at this machine.
        ("http://evil.example:7860", "http://evil.example:7860", (), 421),
        (None, "http://evil.example:7860", (), 421),
        # Behind a reverse proxy, which hands its own name on or not.
        ("https://egqa.example", "http://egqa.example", ("egqa.example",), 200),
        ("https://egqa.example", "http://127.0.0.1:7860", ("egqa.example",), 200),
        ("https://other.example", "http://egqa.example", ("egqa.example",), 403),
        ("https://EGQA.example", "http://Egqa.Example", ("egqa.EXAMPLE",), 200),
        # Served to other machines under any name.
        ("http://egqa.example:7860", "http://egqa.example:7860", None, 200),
        ("http://evil.example", "http://egqa.example:7860", None, 403),
    ],
)
def test_names_and_origins(
    origin: str | None, base: str, hostnames: tuple[str, ...] | None, status: int
) -> None:
    headers = {"origin": origin} if origin else {}
    app = Guard(inside, hostnames=hostnames)
    for method, path in (("POST", JOIN), ("GET", "/config")):
        got = knock(app, path, method=method, base=base, headers=headers)
        assert got.status_code == status
        assert (got.text == "inside") is (status == 200)


def test_web_sockets_are_not_let_in() -> None:
    import asyncio

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError

    asyncio.run(Guard(inside)({"type": "websocket", "path": "/"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("path", ["/", "/monitoring"])
def test_browsers_are_told_to_load_nothing_from_elsewhere(path: str) -> None:
    headers = knock(Guard(inside), path).headers
    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self' data: blob:"
    assert policy["script-src-attr"] == policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'self'"
    assert not any("*" in value or "http" in value for value in policy.values())
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"


# ── all of it, on a real server ──────────────────────────────────────────────────────────────────


def test_a_server_behind_its_doors(index: Index) -> None:
    blocks, at = start(index, port=0, access=Access(rate=5))
    try:
        with httpx.Client(base_url=at) as client:
            assert client.get("/").status_code == 200
            for path in ("/gradio_api/file=/etc/hostname", "/monitoring", "/gradio_api/runs"):
                assert client.get(path).status_code == 404
            upload = client.post("/gradio_api/upload", files={"files": ("a.txt", b"x")})
            assert upload.status_code == 404
            foreign = client.post(
                "/gradio_api/call/list_documents",
                json={"data": []},
                headers={"origin": "https://evil.example"},
            )
            assert foreign.status_code == 403
            renamed = client.get("/config", headers={"host": "evil.example"})
            assert renamed.status_code == 421
            # uvicorn would otherwise believe what a client on this machine says of itself.
            statuses = [
                client.post(
                    "/gradio_api/call/list_documents",
                    json={"data": []},
                    headers={"x-forwarded-for": f"203.0.113.{number}"},
                ).status_code
                for number in range(7)
            ]
            assert statuses == [200] * 5 + [429] * 2
            assert client.get("/").status_code == 200
            assert client.post("/gradio_api/call/ask", content=_endless()).status_code == 411
    finally:
        blocks.close(verbose=False)


def _endless() -> Any:
    yield b"{"


def test_access_is_read_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGQA_RATE", "12.5")
    monkeypatch.setenv("EGQA_HOSTNAMES", " egqa.example, ,other.example")
    monkeypatch.setenv("EGQA_PROXIES", "1")
    access = read_access(Settings(_env_file=None))  # type: ignore[call-arg]
    assert access == Access(
        users={}, rate=12.5, hostnames=("egqa.example", "other.example"), proxies=1
    )
