"""How often a client may ask: a token bucket an address, in front of whatever costs work.

Only requests that start work are counted. The streams on which answers arrive, the heartbeat and
the page's own files are not: a reader's browser makes many of those for one question.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from egqa.ui import strings as s

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Clients beyond these are forgotten, the longest quiet first: memory is bounded too.
MAX_CLIENTS = 10_000
_WORK = re.compile(r"/gradio_api/(?:call|queue/join|run|api|mcp)\b")


class Buckets:
    """Token buckets by name: each holds `capacity` at most, and `per_second` flow back.

    Not for several threads at once: the server's event loop is one.
    """

    def __init__(
        self, capacity: float, per_second: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.capacity = capacity
        self.per_second = per_second
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take one from the bucket of `name`: 0, or the seconds to wait until there is one."""
        wait = self.wait(name)
        if not wait:
            tokens, now = self._held[name]
            self._held[name] = tokens - 1, now
        return wait

    def give_back(self, name: str) -> None:
        """Undo a `take`."""
        tokens, now = self._held.get(name, (self.capacity, self._clock()))
        self._held[name] = min(self.capacity, tokens + 1), now

    def wait(self, name: str) -> float:
        """The seconds until there is one in the bucket of `name`; none is taken."""
        now = self._clock()
        tokens, before = self._held.pop(name, (self.capacity, now))
        tokens = min(self.capacity, tokens + (now - before) * self.per_second)
        self._held[name] = tokens, now
        if len(self._held) > MAX_CLIENTS:
            self._held.popitem(last=False)
        return 0.0 if tokens >= 1 else (1 - tokens) / self.per_second


class Limit:
    """Turns away a client that starts more work in a minute than `rate`; 0 lets all pass."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        rate: float,
        proxies: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self._proxies = proxies
        self._buckets = Buckets(max(rate, 1), rate / 60, clock=clock) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 429 and when to come again."""
        counted = scope["type"] == "http" and scope["method"] == "POST"
        if self._buckets is not None and counted and _WORK.match(scope["path"]):
            wait = self._buckets.take(client_of(scope, self._proxies))
            if wait:
                await refuse(send, 429, s.TOO_MANY.format(seconds=whole_seconds(wait)), wait=wait)
                return
        await self.app(scope, receive, send)


def client_of(scope: Scope, proxies: int = 0) -> str:
    """Whom a request is from: its address, or what the last of `proxies` trusted proxies saw.

    A client can write what it likes into `X-Forwarded-For`, and each proxy adds one address to its
    end: so with none trusted it is not read, and with one trusted its last address counts. An IPv6
    client has a whole /64 of addresses, which are taken as one.
    """
    host = str((scope.get("client") or ("?", 0))[0])
    if proxies:
        lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        passed = b",".join(lines).decode("latin-1").split(",")
        seen = [one.strip() for one in passed if one.strip()]
        if len(seen) >= proxies:
            host = seen[-proxies]
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)


async def refuse(
    send: Send,
    status: int,
    message: str,
    *,
    wait: float = 0,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Answer with an error as JSON; Gradio's page and clients show its `detail`."""
    body = json.dumps({"detail": message}).encode()
    sent = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        *headers,
    ]
    if wait:
        sent.append((b"retry-after", str(whole_seconds(wait)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})


def whole_seconds(seconds: float) -> int:
    """`seconds` as a client is told to wait them: whole, and one at least."""
    return max(1, -int(-seconds // 1))
