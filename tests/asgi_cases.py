"""What the tests of the doors share: a clock of their own, an app behind them, a way to knock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    """The app behind the doors: whoever gets here is let in."""
    await PlainTextResponse("inside")(scope, receive, send)


def knock(
    app: Callable[..., Any],
    path: str = "/",
    *,
    method: str = "GET",
    client: str = "192.0.2.1",
    base: str = "http://127.0.0.1:7860",
    **options: Any,
) -> httpx.Response:
    """The answer of `app` to one request from `client`."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(client, 1234))
        async with httpx.AsyncClient(transport=transport, base_url=base) as session:
            return await session.request(method, path, **options)

    return asyncio.run(send())
