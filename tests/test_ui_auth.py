"""Logging in: the user file, the door, and both in a real browser."""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from typer.testing import CliRunner

from asgi_cases import Clock, inside, knock
from egqa.cli import app as cli
from egqa.errors import BadUsers
from egqa.index import Index
from egqa.ui import Access, start
from egqa.ui.auth import COOKIE, LIFETIME, Login
from egqa.users import (
    Hash,
    check_user,
    hash_password,
    is_password,
    read_users,
    write_line,
)

PASSWORD = "correct horse: battéry"
CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        ),
    ),
    None,
)
#: Made once: a hash is slow on purpose.
LINE = write_line("anna", PASSWORD)


def quick(password: str) -> Hash:
    """A hash that is checked in no time, where a test is not about how long it takes."""
    from egqa.users import _digest

    return Hash(2**10, 8, 1, b"salt", _digest(password, 2**10, 8, 1, b"salt", 32))


USERS = {"anna": quick(PASSWORD), "bob": quick("another one")}

# ── the user file ────────────────────────────────────────────────────────────────────────────────


def test_a_written_line_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    path.write_text(f"# people\n\n{LINE}\nJosé Díaz:{hash_password('x')}\r\n", "utf-8")
    users = read_users(path)
    assert list(users) == ["anna", "José Díaz"]
    assert check_user(users, "anna", PASSWORD)
    assert not check_user(users, "anna", PASSWORD + " ")
    assert not check_user(users, "anna", "")
    assert not check_user(users, "Anna", PASSWORD)
    assert not check_user(users, "nobody", PASSWORD)


def test_a_hash_says_nothing_of_its_password() -> None:
    first, second = hash_password("secret-word"), hash_password("secret-word")
    assert first.salt != second.salt
    assert first.digest != second.digest
    assert "secret" not in LINE
    assert (first.cost, first.block, first.parallel) == (16384, 8, 5)
    assert is_password("secret-word", first)
    assert not is_password("secret-word", replace(first, salt=second.salt))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "names nobody"),
        ("# anna\n\n", "names nobody"),
        ("anna", "Line 1"),
        ("anna:secret", "Line 1"),
        ("anna:", "Line 1"),
        (":scrypt$16384$8$5$c2FsdA$aGFzaA", "Line 1"),
        ("anna :scrypt$16384$8$5$c2FsdA$aGFzaA", "Line 1"),
        ("\nanna:scrypt$16384$8$c2FsdA$aGFzaA", "Line 2"),
        ("anna:md5$16384$8$5$c2FsdA$aGFzaA", "Line 1"),
        ("anna:scrypt$16384$8$5$c2FsdA$", "Line 1"),
        ("anna:scrypt$16384$8$5$c2F*dA$aGFzaA", "Line 1"),
        ("anna:scrypt$x$8$5$c2FsdA$aGFzaA", "Line 1"),
        ("anna:scrypt$16383$8$5$c2FsdA$aGFzaA", "Line 1"),
        ("anna:scrypt$1073741824$8$5$c2FsdA$aGFzaA", "Line 1"),  # would take a terabyte
        ("anna:scrypt$16384$8$99999$c2FsdA$aGFzaA", "Line 1"),
        (f"{LINE}\n{LINE}", "a second time"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "users.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(BadUsers, match=told) as caught:
        read_users(path)
    assert "users.txt" in caught.value.message
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("none.txt", "binary", "."):
        with pytest.raises(BadUsers, match="cannot be read") as caught:
            read_users(tmp_path / name)
        assert "egqa user NAME" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["", " anna", "an:na", "an\nna", "x" * 65, "\x1b[31m"], ids=["", *"bcdef"]
)
def test_names_that_cannot_be_one(name: str) -> None:
    with pytest.raises(BadUsers, match="cannot be a user's name") as caught:
        write_line(name, PASSWORD)
    assert caught.value.hint


def test_the_command_prints_the_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["user", "anna"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    printed = done.stdout.lstrip()  # the runner echoes what is typed unseen as a space
    assert re.fullmatch(r"anna:scrypt\$16384\$8\$5\$[\w-]+\$[\w-]+\n", printed)
    path = tmp_path / "users.txt"
    path.write_text(printed, "utf-8")
    assert check_user(read_users(path), "anna", PASSWORD)
    short = CliRunner().invoke(cli, ["user", "anna"], input="short\nshort\n")
    assert isinstance(short.exception, BadUsers)
    assert "scrypt" not in short.stdout


# ── the door ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(clock: Clock) -> Login:
    return Login(inside, users=USERS, clock=clock)


def post(door: Login, name: str, password: str, **options: Any) -> httpx.Response:
    return knock(
        door, "/login", method="POST", data={"username": name, "password": password}, **options
    )


def cookie_of(answer: httpx.Response) -> dict[str, str]:
    match = re.match(rf"{COOKIE}=([^;]*)", answer.headers["set-cookie"])
    assert match
    return {COOKIE: match.group(1)}


def basic(name: str, password: str) -> dict[str, str]:
    code = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"authorization": f"Basic {code}"}


PAGE = {"accept": "text/html,application/xhtml+xml"}


def test_without_users_the_door_is_open() -> None:
    assert knock(Login(inside, users={})).text == "inside"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index.js",
        "/gradio_api/info",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/call/ask",
        "/gradio_api/mcp/",
        "/gradio_api/mcp/sse",
        "/gradio_api/startup-events/x",
        "/login/x",
        "/LOGIN",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_nothing_is_behind_the_door_without_a_name(door: Login, path: str, method: str) -> None:
    answer = knock(door, path, method=method)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Basic realm="egqa"'
    assert "inside" not in answer.text


def test_a_browser_is_led_to_the_form(door: Login) -> None:
    answer = knock(door, "/?doc=A/1&para=2(q)", headers=PAGE)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where == "login?doc=A%2F1&para=2%28q%29"
    form = knock(door, f"/{where}", headers=PAGE)
    assert (form.status_code, form.headers["cache-control"]) == (200, "no-store")
    assert '<form method="post">' in form.text
    entered = post(door, "anna", PASSWORD, headers=PAGE, params={"doc": "A/1"})
    assert (entered.status_code, entered.headers["location"]) == (303, "./?doc=A%2F1")
    assert knock(door, cookies=cookie_of(entered)).text == "inside"
    # A window of the browser's own would cover the page.
    asked = knock(door, "/config", headers={"sec-fetch-site": "same-origin"})
    assert "www-authenticate" not in asked.headers


@pytest.mark.parametrize("query", ["?next=//evil.example", "?//evil.example", "?%0d%0aX: y=1"])
def test_one_is_led_nowhere_else(door: Login, query: str) -> None:
    answer = knock(door, f"/login{query}", method="POST", headers=PAGE, data=_right())
    assert answer.headers["location"].startswith("./")
    assert "\n" not in answer.headers["location"]


def _right() -> dict[str, str]:
    return {"username": "anna", "password": PASSWORD}


def test_the_cookie_is_for_this_site_and_no_script(door: Login) -> None:
    plain = post(door, "anna", PASSWORD).headers["set-cookie"]
    assert plain.endswith(f"; Path=/; Max-Age={int(LIFETIME)}; HttpOnly; SameSite=Lax")
    over_tls = post(door, "anna", PASSWORD, headers={"x-forwarded-proto": "https"})
    assert over_tls.headers["set-cookie"].endswith("; Secure")


def test_a_session_ends(door: Login, clock: Clock) -> None:
    cookie = cookie_of(post(door, "anna", PASSWORD))
    assert knock(door, cookies=cookie).text == "inside"
    clock.now += LIFETIME + 1
    assert knock(door, cookies=cookie).status_code == 401
    cookie = cookie_of(post(door, "anna", PASSWORD))
    left = knock(door, "/logout", cookies=cookie)
    assert cookie_of(left)[COOKIE] == ""
    assert knock(door, cookies=cookie).status_code == 401


@pytest.mark.parametrize(
    "cookie", ["", "x", f"{COOKIE}=", f"{COOKIE}=x", f'{COOKIE}="\\"', "=;=,", f"{COOKIE}=%00"]
)
def test_other_cookies_open_nothing(door: Login, cookie: str) -> None:
    assert knock(door, headers={"cookie": cookie}).status_code == 401


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [
        ("anna", PASSWORD, 200),
        ("bob", "another one", 200),
        ("anna", "another one", 401),
        ("anna", "", 401),
        ("", "", 401),
        ("eve", PASSWORD, 401),
        ("anna", "x" * 100_000, 401),
    ],
)
def test_programs_name_themselves_with_each_request(
    door: Login, name: str, password: str, status: int
) -> None:
    assert knock(door, "/config", headers=basic(name, password)).status_code == status


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!", "Basic YQ==", "Bearer x", "", "Basic /w=="]
)
def test_malformed_credentials_open_nothing(door: Login, header: str) -> None:
    assert knock(door, "/config", headers={"authorization": header}).status_code == 401


def test_wrong_passwords_cost_time(door: Login, clock: Clock) -> None:
    for _ in range(10):
        assert post(door, "anna", "wrong", headers=PAGE).status_code == 401
    slowed = post(door, "anna", PASSWORD, headers=PAGE)
    assert slowed.status_code == 429
    assert slowed.headers["retry-after"] == "30"
    assert "Too many wrong passwords" in slowed.text
    assert knock(door, "/config", headers=basic("bob", "another one")).status_code == 429
    # Another client is not held up by it, and this one may try again after a while.
    assert post(door, "anna", PASSWORD, client="192.0.2.2").status_code == 200
    clock.now += 30
    assert post(door, "anna", PASSWORD).status_code == 200


def test_a_name_is_not_guessed_from_many_addresses(door: Login) -> None:
    statuses = [
        post(door, "anna", "wrong", client=f"192.0.2.{number}").status_code for number in range(40)
    ]
    assert statuses == [401] * 30 + [429] * 10
    assert post(door, "bob", "another one", client="198.51.100.1").status_code == 200


def test_right_passwords_cost_nothing(door: Login) -> None:
    for _ in range(40):
        assert post(door, "anna", PASSWORD).status_code == 200
        assert knock(door, "/config", headers=basic("bob", "another one")).status_code == 200


def test_what_is_typed_is_shown_as_text(door: Login) -> None:
    shown = post(door, '"><script>x</script>', "wrong", headers=PAGE).text
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "wrong." in shown


def test_a_flood_in_a_form_is_cut_off(door: Login) -> None:
    body = b"username=anna&password=" + b"x" * 5_000_000
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert knock(door, "/login", method="POST", content=body, headers=kind).status_code == 401


# ── on a real server ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def address(index: Index) -> Iterator[str]:
    index.warm()
    blocks, at = start(index, port=0, access=Access(users=USERS))
    yield at
    blocks.close(verbose=False)


def test_programs_log_in(address: str) -> None:
    at = f"{address}/gradio_api/call/list_documents"
    assert httpx.post(at, json={"data": []}).status_code == 401
    assert httpx.get(address).status_code == 401
    assert httpx.get(f"{address}/gradio_api/info").status_code == 401
    posted = httpx.post(at, json={"data": []}, auth=("anna", PASSWORD))
    assert posted.status_code == 200
    event = f"{at}/{posted.json()['event_id']}"
    assert httpx.get(event).status_code == 401
    assert "event: complete" in httpx.get(event, auth=("anna", PASSWORD), timeout=30).text


def test_gradio_client_logs_in(address: str) -> None:
    client = Client(address, auth=("anna", PASSWORD), verbose=False)
    listed = client.predict(api_name="/list_documents")
    assert len(listed["documents"]) == 5
    with pytest.raises(Exception, match="Invalid credentials"):
        Client(address, auth=("anna", "wrong"), verbose=False)
    with pytest.raises(Exception, match="credentials were not provided"):
        Client(address, verbose=False)


@pytest.mark.browser
def test_a_person_logs_in(address: str) -> None:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found, and CI must run the browser tests")
        pytest.skip("no Chromium was found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if "CSP" in said.text else None)
        page.goto(f"{address}/?doc=Add.2&para=2(q)")
        page.wait_for_url("**/login?*")
        assert page.evaluate("document.activeElement.name") == "username"
        page.keyboard.type("anna")
        page.keyboard.press("Tab")
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert page.get_by_role("alert").inner_text() == "Name or password is wrong."
        assert page.get_by_label("Name").input_value() == "anna"
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#document mark")  # the permalink that one came with
        assert "/login" not in page.url
        box = page.get_by_label("Your question")
        box.fill("Who opened the fourth meeting?")
        box.press("Enter")
        page.wait_for_selector("#turn-1 .statement")
        page.goto(f"{address}/logout")
        page.wait_for_url("**/login")
        page.goto(address)
        page.wait_for_url("**/login")
        assert refused == []
        browser.close()
