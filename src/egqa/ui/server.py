"""Serving the page: on this machine only by default, nothing from or to any other host."""

from __future__ import annotations

import os
import socket
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import gradio as gr
from starlette.middleware import Middleware

from egqa.errors import EgqaError, PortTaken
from egqa.index import Index
from egqa.ui import strings as s
from egqa.ui.page import build

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What one request may carry; a long conversation is well below it.
MAX_BODY = 8 * 2**20
_POLICY = "; ".join(
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
    )
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Guard:
    """Refuses outsized requests, and tells the browser to load nothing from anywhere else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its answer with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > MAX_BODY:
            await send({"type": "http.response.start", "status": 413, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b""})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *_HEADERS]}
            await send(message)

        await self.app(scope, receive, with_headers)


def start(index: Index, *, host: str = "127.0.0.1", port: int = 7860) -> tuple[gr.Blocks, str]:
    """Serve the page from a thread of its own; the Blocks, to be closed, and the address.

    An index that is missing or broken does not stop it: the page says what to do.

    Raises:
        PortTaken: `port` is in use; port 0 takes any free one.
    """
    port = _free_port(host, port)
    blocks = build(index)
    _reach_ourselves(host)
    own = files("egqa.ui")
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        allowed_paths=None,
        ssr_mode=False,
        pwa=False,
        max_file_size=1,
        theme=_theme(),
        css=(own / "style.css").read_text("utf-8"),
        head=f"<script>{_script()}</script>",
        favicon_path=str(own / "icon.svg"),
        app_kwargs={"middleware": [Middleware(Guard)]},
    )
    return blocks, f"http://{host}:{port}"


def serve(index: Index, *, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Warm the model, serve the page, print its address, and block until interrupted.

    Raises:
        PortTaken: `port` is in use.
    """
    _free_port(host, port)
    _say(s.WARMING)
    try:
        index.warm()
    except EgqaError as error:  # the page shows it, and works once it is mended
        _say(str(error))
    blocks, address = start(index, host=host, port=port)
    _say(s.SERVING.format(address=address))
    blocks.block_thread()


def _free_port(host: str, port: int) -> int:
    """`port`, which is free on `host`; any free one for 0."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                s.PORT_TAKEN.format(port=port, host=host), hint=s.PORT_HINT.format(other=port + 1)
            ) from error
        return int(probe.getsockname()[1])


def _reach_ourselves(host: str) -> None:
    """Gradio asks its own address whether it is up; a proxy must not stand in between."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [one for one in os.environ.get(name, "").split(",") if one]
        os.environ[name] = ",".join(dict.fromkeys([*known, "localhost", "127.0.0.1", host]))


def _script() -> str:
    """page.js with the words it shows."""
    source = (files("egqa.ui") / "page.js").read_text("utf-8")
    return source.replace("@COPIED@", s.COPIED).replace("@NOT_COPIED@", s.NOT_COPIED)


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme with the system's own fonts; all else is in style.css."""
    sans = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")
    mono = ("ui-monospace", "Menlo", "Consolas", "monospace")
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in sans],
        font_mono=[gr.themes.Font(name) for name in mono],
    )


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
