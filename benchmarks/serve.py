"""How the server bears several people at once: throughput and waiting times beside one person's.

    python benchmarks/serve.py [--seconds 60] [--users 1 5 20] [--think 0] [--page]

It serves the index named by EGQA_INDEX in a process of its own, and has users ask the judged
questions one after the other, follow-ups with their history, over plain HTTP: the endpoint `ask`,
or with `--page` what a click on the page's Ask button sends, which lays the conversation out as
HTML too. Each user waits for an answer before the next question, and `--think` seconds more. Where
there is a Chromium, the first paint of the page is measured as well, twice: cold and again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from egqa.evaluate import read_questions

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "questions.jsonl"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass
class Tally:
    """What the users met: seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    options = _options()
    conversations = [one.turns for one in read_questions(options.questions)]
    with serving() as (address, started):
        print(f"up and warm after {started:.1f} s; load average {os.getloadavg()[0]:.1f}")
        first = Tally()
        _ask_through_endpoint(address, "When was the report adopted?", None, first)
        print(f"first question: {first.seconds[0]:.2f} s")
        for line in paints(address):
            print(line)
        ask = _page_asker(address) if options.page else _ask_through_endpoint
        print("| users | answers | a second | median s | 95th percentile s | longest s | errors |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for users in options.users:
            tally = run(address, conversations, users, options.seconds, options.think, ask)
            print(_row(users, tally, options.seconds), flush=True)
            for message in sorted(set(tally.errors))[:5]:
                print(f"    {message}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    return parser.parse_args()


@contextmanager
def serving() -> Iterator[tuple[str, float]]:
    """A server in a process of its own: its address, and the seconds until it was up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "egqa.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env={**os.environ, "EGQA_RATE": "0"}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if f":{port}" in line:
                break
        else:
            sys.exit("The server did not start.")
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield f"http://127.0.0.1:{port}", time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(20)


Asker = Callable[[str, str, Any, Tally], Any]


def run(
    address: str,
    conversations: list[tuple[str, ...]],
    users: int,
    seconds: float,
    think: float,
    ask: Asker,
) -> Tally:
    """What `users` meet who ask for that many seconds, each from another place of the list."""
    tally = Tally()
    end = time.perf_counter() + seconds

    def one_user(number: int) -> None:
        at = number * len(conversations) // users
        while time.perf_counter() < end:
            history: Any = None
            for question in conversations[at % len(conversations)]:
                history = ask(address, question, history, tally)
                if time.perf_counter() > end:
                    return
                time.sleep(think)
            at += 1

    threads = [threading.Thread(target=one_user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _ask_through_endpoint(address: str, question: str, history: Any, tally: Tally) -> Any:
    began = time.perf_counter()
    try:
        at = f"{address}/gradio_api/call/ask"
        posted = _http().post(at, json={"data": [question, history]})
        posted.raise_for_status()
        got = _http().get(f"{at}/{posted.json()['event_id']}").text
        if "event: complete" not in got:
            raise ValueError(got[:200])
    except (httpx.HTTPError, ValueError) as error:
        tally.errors.append(f"{type(error).__name__}: {error}")
        return history
    tally.seconds.append(time.perf_counter() - began)
    reply = json.loads(got.partition("data: ")[2])[0]
    return [*(history or []), reply]


def _page_asker(address: str) -> Asker:
    """What the Ask button does, worked out from the page's own configuration."""
    config = httpx.get(f"{address}/config").json()
    names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
    kinds = {one["id"]: one["type"] for one in config["components"]}
    event = next(
        one
        for one in config["dependencies"]
        if any(names.get(target) == "send" for target, _ in one["targets"])
    )
    keeps = [at for at, one in enumerate(event["outputs"]) if kinds[one] == "browserstate"]

    def ask(address: str, question: str, history: Any, tally: Tally) -> Any:
        held = {"question": question, "browserstate": history}
        values = [held.get(names[one] or kinds[one]) for one in event["inputs"]]
        session = os.urandom(6).hex()
        body = {"data": values, "fn_index": event["id"], "session_hash": session}
        began, last = time.perf_counter(), None
        try:
            _http().post(f"{address}/gradio_api/queue/join", json=body).raise_for_status()
            at = f"{address}/gradio_api/queue/data?session_hash={session}"
            with _http().stream("GET", at) as stream:
                for line in stream.iter_lines():
                    told = json.loads(line[5:]) if line.startswith("data:") else {}
                    if told.get("msg") == "process_completed":
                        last = told
                        break
            if last is None or not last["success"]:
                raise ValueError(str(last)[:200])
        except (httpx.HTTPError, ValueError) as error:
            tally.errors.append(f"{type(error).__name__}: {error}")
            return history
        tally.seconds.append(time.perf_counter() - began)
        kept = [last["output"]["data"][one] for one in keeps] if "data" in last["output"] else []
        return next((one for one in kept if isinstance(one, dict) and "turns" in one), history)

    return ask


_local = threading.local()


def _http() -> httpx.Client:
    if not hasattr(_local, "client"):
        _local.client = httpx.Client(timeout=120)
    return _local.client


def _row(users: int, tally: Tally, seconds: float) -> str:
    spent = sorted(tally.seconds)
    if not spent:
        return f"| {users} | 0 | – | – | – | – | {len(tally.errors)} |"
    late = spent[min(len(spent) - 1, int(0.95 * len(spent)))]
    return (
        f"| {users} | {len(spent)} | {len(spent) / seconds:.1f} | {statistics.median(spent):.2f} "
        f"| {late:.2f} | {spent[-1]:.2f} | {len(tally.errors)} |"
    )


def paints(address: str) -> list[str]:
    """The first paint of the page, and when its conversation is there, in a real browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next(filter(None, map(shutil.which, names)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        return ["first paint: not measured, there is no browser"]
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_context().new_page()
        for visit in ("cold", "again"):
            began = time.perf_counter()
            page.goto(address)
            page.wait_for_selector("#conversation .turns")
            usable = time.perf_counter() - began
            paint = page.evaluate(PAINT)
            shown = f"{paint / 1000:.2f} s" if paint else "not told"
            lines.append(f"first paint, {visit}: {shown}; conversation there after {usable:.2f} s")
        browser.close()
    return lines


if __name__ == "__main__":
    main()
