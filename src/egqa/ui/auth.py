"""Logging in: one door for the page, the endpoints and MCP, where a user file is set.

A browser gets a page with a form and then a session cookie; `gradio_client` logs in at the same
address; other programs send HTTP Basic with each request. Wrong passwords cost time: a client has
ten of them, a name thirty, and then one in half a minute.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, urlencode

import anyio
import anyio.to_thread

from egqa.ui import strings as s
from egqa.ui.limits import Buckets, client_of, refuse, whole_seconds
from egqa.ui.markup import esc
from egqa.users import Hash, check_user

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "egqa-session"
#: How long one stays logged in, and how long a password that was right is not checked again.
LIFETIME = 12 * 3600.0
_TRUSTED_FOR = 300.0
_MAX_SESSIONS = 10_000
_MAX_FORM = 16 * 1024
_CLIENT_TRIES, _NAME_TRIES, _TRY_AGAIN = 10, 30, 1 / 30
# Gradio asks the second of itself when it starts.
_FOR_ALL = frozenset({"/favicon.ico", "/gradio_api/startup-events", "/robots.txt"})


class Login:
    """Lets in who has logged in; all, where there are no users."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        users: Mapping[str, Hash],
        proxies: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self._users = users
        self._proxies = proxies
        self._clock = clock
        self._sessions = _Kept(LIFETIME, clock)
        self._proven = _Kept(_TRUSTED_FOR, clock)
        self._key = secrets.token_bytes(32)
        self._by_client = Buckets(_CLIENT_TRIES, _TRY_AGAIN, clock=clock)
        self._by_name = Buckets(_NAME_TRIES, _TRY_AGAIN, clock=clock)
        self._few = anyio.CapacityLimiter(2)  # a check takes a core and 16 MB

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask who it is from."""
        path = scope.get("path", "").rstrip("/")
        if scope["type"] != "http" or not self._users or path in _FOR_ALL:
            await self.app(scope, receive, send)
        elif path == "/login":
            await self._log_in(scope, receive, send)
        elif path == "/logout":
            self._sessions.drop(_cookie(scope))
            await _redirect(send, "login", _set_cookie(scope, "", 0))
        elif self._sessions.holds(_cookie(scope)):
            await self.app(scope, receive, send)
        else:
            await self._by_basic(scope, receive, send)

    async def _by_basic(self, scope: Scope, receive: Receive, send: Send) -> None:
        header = _header(scope, b"authorization")
        scheme, _, code = header.partition(" ")
        if scheme.lower() != "basic":
            await self._ask(scope, send)
            return
        mark = hmac.digest(self._key, header.encode(), hashlib.sha256).hex()
        if not self._proven.holds(mark):
            name, password = _read_basic(code)
            wait = await self._check(scope, name, password)
            if wait is not None:
                await self._turn_away(send, wait)
                return
            self._proven.keep(mark)
        await self.app(scope, receive, send)

    async def _ask(self, scope: Scope, send: Send) -> None:
        wants_page = "text/html" in _header(scope, b"accept")
        if scope["method"] == "GET" and scope["path"] == "/" and wants_page:
            asked = parse_qsl(scope["query_string"].decode("latin-1"))
            await _redirect(send, "login?" + urlencode(asked) if asked else "login")
            return
        # A browser would put its own window before the page, so only programs are told the scheme.
        from_page = _header(scope, b"sec-fetch-site")
        told = () if from_page else ((b"www-authenticate", b'Basic realm="egqa"'),)
        await refuse(send, 401, s.LOGIN_NEEDED, headers=told)

    async def _log_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _show(send, 200, _page())
            return
        form = parse_qs((await _read(receive)).decode("utf-8", "replace"), keep_blank_values=True)
        name = form.get("username", [""])[0].strip()
        wait = await self._check(scope, name, form.get("password", [""])[0])
        by_page = "text/html" in _header(scope, b"accept")
        if wait is None:
            token = secrets.token_urlsafe(32)
            self._sessions.keep(token)
            cookie = _set_cookie(scope, token, int(LIFETIME))
            if by_page:
                asked = urlencode(parse_qsl(scope["query_string"].decode("latin-1")))
                await _redirect(send, "./?" + asked if asked else "./", cookie)
            else:
                await _answer(send, 200, b'{"success": true}', b"application/json", (cookie,))
        elif by_page:
            said = s.LOGIN_SLOW.format(seconds=whole_seconds(wait)) if wait else s.LOGIN_WRONG
            await _show(send, 429 if wait else 401, _page(said, name), wait)
        else:
            await self._turn_away(send, wait)

    async def _turn_away(self, send: Send, wait: float) -> None:
        if wait:
            said = s.LOGIN_SLOW.format(seconds=whole_seconds(wait))
            await refuse(send, 429, said, wait=wait)
        else:
            await refuse(send, 401, s.LOGIN_WRONG)

    async def _check(self, scope: Scope, name: str, password: str) -> float | None:
        """None where name and password are right, else the seconds to wait before the next try.

        The try is paid for before it is checked, so that many at once count as many.
        """
        client = client_of(scope, self._proxies)
        name = name[:64]
        wait = max(self._by_client.wait(client), self._by_name.wait(name))
        if wait:
            return wait
        self._by_client.take(client)
        self._by_name.take(name)
        right = await anyio.to_thread.run_sync(
            check_user, self._users, name, password[:1024], limiter=self._few
        )
        if not right:
            return 0.0
        self._by_client.give_back(client)
        self._by_name.give_back(name)
        return None


class _Kept:
    """Names that hold for a time; the oldest go first where there are too many."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def keep(self, name: str) -> None:
        self._until[name] = self._clock() + self._seconds
        if len(self._until) > _MAX_SESSIONS:
            self._until.popitem(last=False)

    def holds(self, name: str) -> bool:
        if self._until.get(name, 0.0) > self._clock():
            return True
        self._until.pop(name, None)
        return False

    def drop(self, name: str) -> None:
        self._until.pop(name, None)


# ── HTTP ─────────────────────────────────────────────────────────────────────────────────────


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _cookie(scope: Scope) -> str:
    try:
        jar = SimpleCookie(_header(scope, b"cookie"))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _set_cookie(scope: Scope, token: str, seconds: int) -> tuple[bytes, bytes]:
    https = "https" in (scope.get("scheme"), _header(scope, b"x-forwarded-proto"))
    value = f"{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return b"set-cookie", (value + ("; Secure" if https else "")).encode()


def _read_basic(code: str) -> tuple[str, str]:
    try:
        name, _, password = base64.b64decode(code, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return name, password


async def _read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > _MAX_FORM or not message.get("more_body"):
            return body[:_MAX_FORM]


async def _answer(
    send: Send, status: int, body: bytes, kind: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    sent = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})


async def _redirect(send: Send, where: str, *headers: tuple[bytes, bytes]) -> None:
    location = (b"location", where.encode("ascii", "replace"))
    await _answer(send, 303, b"", b"text/plain", (location, *headers))


async def _show(send: Send, status: int, page: str, wait: float = 0) -> None:
    told = ((b"retry-after", str(whole_seconds(wait)).encode()),) if wait else ()
    await _answer(send, status, page.encode(), b"text/html; charset=utf-8", told)


_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f6f7f8, #14181c); color: light-dark(#1a1f24, #e8eaec); }
main { width: min(22rem, calc(100vw - 2rem)); }
h1 { font-size: 1.25rem; font-weight: 600; margin: 0 0 1.5rem; }
h1 small { display: block; font-size: .875rem; font-weight: 400; }
label { display: block; margin: 0 0 1rem; }
input, button { box-sizing: border-box; width: 100%; font: inherit; color: inherit;
  padding: .55rem .7rem; border-radius: 4px; border: 1px solid light-dark(#767c82, #8b9298);
  background: light-dark(#fff, #1c2127); }
button { background: #1f5a94; border-color: #1f5a94; color: #fff; font-weight: 600; }
:focus-visible { outline: 3px solid light-dark(#1f5a94, #8bbcf0); outline-offset: 2px; }
p { border-left: 3px solid light-dark(#a4262c, #f1a0a4); padding-left: .7rem; }
"""


def _page(problem: str = "", name: str = "") -> str:
    told = f'<p role="alert" id="problem">{esc(problem)}</p>' if problem else ""
    described = ' aria-describedby="problem"' if problem else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{esc(s.LOGIN)} · '
        f'{esc(s.NAME)}</title><meta name="viewport" content="width=device-width, '
        f'initial-scale=1"><style>{_STYLE}</style></head><body><main>'
        f"<h1>¶ {esc(s.NAME)} <small>{esc(s.SUBTITLE)}</small></h1>{told}"
        f'<form method="post"><label>{esc(s.LOGIN_NAME)}<input name="username" '
        f'autocomplete="username" required maxlength="64" value="{esc(name)}"'
        f"{'' if name else ' autofocus'}></label>"
        f'<label>{esc(s.LOGIN_PASSWORD)}<input name="password" type="password" '
        f'autocomplete="current-password" required maxlength="1024"{described}'
        f"{' autofocus' if name else ''}></label>"
        f"<button>{esc(s.LOGIN)}</button></form></main></body></html>"
    )
