"""Serving the page: on this machine only by default, nothing from or to any other host."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import gradio as gr
from starlette.middleware import Middleware

from egqa.chat import warm
from egqa.errors import EgqaError, PortTaken
from egqa.index import Index
from egqa.settings import Settings
from egqa.ui import mcp
from egqa.ui import strings as s
from egqa.ui.auth import Login
from egqa.ui.guard import Guard
from egqa.ui.limits import Limit
from egqa.ui.page import build
from egqa.users import Hash, read_users

#: Programs wait in threads for their turn (see `api.AT_ONCE`); these must not be the page's.
_THREADS = 100


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in, under which names, and how often.

    No `users` lets anybody in. `hostnames` are names of the page other than localhost; without any,
    a page that is served to other machines answers to every name. `proxies` is how many reverse
    proxies in front are to be believed about whom a request is from.
    """

    users: Mapping[str, Hash] = field(default_factory=dict, repr=False)
    rate: float = 600
    hostnames: tuple[str, ...] = ()
    proxies: int = 0
    feedback: str = ""


def read_access(settings: Settings) -> Access:
    """What the settings say of access.

    Raises:
        BadUsers: the user file cannot be read.
    """
    names = (one.strip() for one in settings.hostnames.split(","))
    return Access(
        users=read_users(settings.auth) if settings.auth else {},
        rate=settings.rate,
        hostnames=tuple(filter(None, names)),
        proxies=settings.proxies,
        feedback=settings.feedback,
    )


def start(
    index: Index, *, host: str = "127.0.0.1", port: int = 7860, access: Access | None = None
) -> tuple[gr.Blocks, str]:
    """Serve the page from a thread of its own; the Blocks, to be closed, and the address.

    Where the extra `egqa[mcp]` is installed, the endpoints are MCP tools too.

    An index that is missing or broken does not stop it: the page says what to do.

    Raises:
        PortTaken: `port` is in use; port 0 takes any free one.
    """
    port = _free_port(host, port)
    access = access or Access()
    blocks = build(index, feedback=access.feedback or None)
    _reach_ourselves(host)
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")  # uvicorn would believe any local client
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
        max_threads=_THREADS,
        strict_cors=True,
        mcp_server=mcp.is_installed(),
        theme=_theme(),
        css=(own / "style.css").read_text("utf-8"),
        head=f"<script>{_script()}</script>",
        favicon_path=str(own / "icon.svg"),
        app_kwargs={"middleware": _doors(access, host), "openapi_url": None},
    )
    mcp.speak_json(blocks)
    return blocks, f"http://{host}:{port}"


def serve(
    index: Index, *, host: str = "127.0.0.1", port: int = 7860, access: Access | None = None
) -> None:
    """Warm the model, serve the page, print its address, and block until interrupted.

    Raises:
        PortTaken: `port` is in use.
    """
    _free_port(host, port)
    _say(s.WARMING)
    try:
        warm(index)
    except EgqaError as error:  # the page shows it, and works once it is mended
        _say(str(error))
    blocks, address = start(index, host=host, port=port, access=access)
    _say(s.SERVING.format(address=address))
    if not _is_local(host) and not (access and access.users):
        _say(s.UNGUARDED)
    blocks.block_thread()


def _doors(access: Access, host: str) -> list[Middleware]:
    """What a request passes on its way in, outermost first."""
    names = access.hostnames if access.hostnames or _is_local(host) else None
    return [
        Middleware(Guard, hostnames=names),
        Middleware(Limit, rate=access.rate, proxies=access.proxies),
        Middleware(Login, users=access.users, proxies=access.proxies),
    ]


def _is_local(host: str) -> bool:
    return host == "localhost" or host == "::1" or host.startswith("127.")


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
