"""What is let in at all: sizes, names and origins, paths; and what browsers are told to forbid.

Gradio serves more than this page needs: uploads, files by path, a proxy, monitoring, an editor. It
also lets pages of any origin read its answers wherever it is served under a name other than
localhost. So what is let in is listed here, and all else is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from egqa.ui import strings as s
from egqa.ui.limits import refuse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What one request may carry; a long conversation is well below it.
MAX_BODY = 8 * 2**20
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio's templates need both
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"same-origin"),  # with none at all, a form's own origin would be "null"
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_OPEN = re.compile(
    r"""/(?:
      config/? | theme\.css | favicon\.ico | manifest\.json | robots\.txt | pwa_icon(?:/\w+)?
    | log(?:in|out)/?
    | (?:static|assets)/.+
    | gradio_api/(?:
        info/? | openapi\.json | app_id/? | startup-events | theme\.css
      | queue/(?:join|data) | call/.+ | run/.+ | heartbeat/\w+ | cancel | reset/?
      | mcp(?:/.*)?
      )
    )?""",
    re.VERBOSE,
)
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Guard:
    """Lets in what the page and the endpoints need, from their own origin, of a bounded size.

    `hostnames` are the names under which the page may be reached, `None` for any: a page that only
    this machine can reach must not answer to a name that another site has pointed at it.
    """

    def __init__(self, app: ASGIApp, *, hostnames: Collection[str] | None = None) -> None:
        self.app = app
        self._names = None if hostnames is None else {*map(str.lower, hostnames)} | _HERE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its answer with the headers; or say why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page uses no web sockets
            await send({"type": "websocket.close", "code": 1008})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        refused = self._judge(scope)
        if refused:
            await refuse(with_headers, *refused)
        else:
            await self.app(scope, receive, with_headers)

    def _judge(self, scope: Scope) -> tuple[int, str] | None:
        """Status and message for a request that is not let in."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "").lower()
        if self._names is not None and _hostname(host) not in self._names:
            return 421, s.OTHER_NAME
        origin = headers.get(b"origin")
        if origin is not None and not self._is_ours(origin.lower(), host):
            return 403, s.FOREIGN
        length = headers.get(b"content-length", "0")
        if b"transfer-encoding" in headers or not length.isdecimal():
            return 411, s.NO_LENGTH
        if len(length) > 12 or int(length) > MAX_BODY:
            return 413, s.TOO_LARGE.format(limit=MAX_BODY)
        if not _OPEN.fullmatch(scope["path"]):
            return 404, s.NOT_HERE
        return None

    def _is_ours(self, origin: str, host: str) -> bool:
        """Whether a page of `origin` is this one: of the same name, or of one it is known by."""
        try:
            place = urlsplit(origin)
            known = self._names is not None and place.hostname in self._names - _HERE
        except ValueError:
            return False
        return place.scheme in ("http", "https") and (place.netloc == host or known)


def _hostname(host: str) -> str:
    """The name in a `Host` header, without its port.

    >>> _hostname("127.0.0.1:7860"), _hostname("[::1]:7860"), _hostname("a@b:c:d")
    ('127.0.0.1', '::1', 'b')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
