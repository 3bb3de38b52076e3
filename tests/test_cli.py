"""The command line: what each command prints, how it ends, and that it is safe to look at."""

from __future__ import annotations

import functools
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import egqa
from egqa import cli
from egqa.errors import EgqaError
from egqa.index import Index
from egqa.library import Library
from egqa.parse import parse_bytes
from egqa.printing import clean
from egqa.settings import read_settings
from egqa.writer import Writer
from test_render import FIELDS, PREDICTION

SEEDS = Path(__file__).parent.parent / "seeds"
ADD2 = "UNODC/CCPCJ/EG.4/2018/L.1/Add.2"
SEED = SEEDS / "000_205aeeef8e0abb39.txt"
NOTE = "A/68/98\n\nNote\n\n1. Courts may hear evidence.\n\n2. Victims may be heard.\n"


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(
    tmp_path: Path,
    index: Index,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Run]:
    """`egqa`, in a folder of its own, with the model that is already loaded."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("EGQA_INDEX", str(tmp_path / "ix"))
    monkeypatch.setattr("egqa.index.load_embedder", lambda _: index.embedder())
    read_settings.cache_clear()

    def run(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["egqa", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        return Ran(code, *capsys.readouterr())

    yield run
    read_settings.cache_clear()


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def assert_refused(ran: Ran, *words: str) -> None:
    """An error of ours: exit code 1, what happened in one line and what to do in the next."""
    assert ran.code == 1
    first, hint = ran.err.strip().splitlines()[-2:]
    assert first.startswith("egqa: ")
    assert hint.startswith("      ")
    assert len(hint.strip()) > 8
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


# ── parse ────────────────────────────────────────────────────────────────────────────────────


def test_parse_prints_units_as_text(run: Run) -> None:
    ran = run("parse", SEED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(ADD2)
    assert "printed in the masthead" in ran.out
    assert "2(l)(ii)" in ran.out
    for paragraph in egqa.parse(SEED):
        assert paragraph.text in ran.out


def test_parse_prints_units_as_json(run: Run) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    ran = run("parse", "--json", *files)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err, len(lines)) == (0, "", 161)
    assert all(list(line) == FIELDS for line in lines)
    units = [one for path in files for one in egqa.parse(path)]
    assert [line["text"] for line in lines] == [one.text for one in units]


def test_parse_prints_the_decoded_source(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"\xef\xbb\xbf1. One is here.\r\n\r\n2. Two \xe2\x80\x9cis\xe2\x80\x9d here.")
    assert run("parse", "--source", path).out == "1. One is here.\r\n\r\n2. Two “is” here."
    assert run("parse", "--source", SEED).out == egqa.parse(SEED).source


def test_one_bad_file_does_not_stop_the_others(run: Run, note: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = run("parse", "--json", tmp_path / "empty.txt", note, tmp_path / "none.txt", SEED)
    assert_refused(ran, "empty.txt is empty", "no file")
    assert len(ran.out.splitlines()) == 2 + 25


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "binary": (bytes(range(256)) * 20, "not a text file"),
    "pdf": (b"%PDF-1.7\n1. One\n", "PDF"),
    "zip": (b"PK\x03\x04" + b"x" * 99, "is not whole"),
    "broken utf-16": (b"\xff\xfe1\x00.\x00\xd8", "not a text file"),
    "no numbers": (b"Just a letter.\n\nWithout any number.\n", "no numbered paragraph"),
    "too big": (b"1. One is here.\n" * 70_000, "the limit is 1 MB"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_named_and_nothing_is_lost(
    run: Run, kind: str, note: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EGQA_MAX_FILE_MB", "1")
    data, reason = BAD[kind]
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert_refused(run("parse", path), "bad.txt", reason)
    assert run("add", note).code == 0
    ran = run("add", path, note)
    assert ran.code == 1
    assert re.search(rf"bad\.txt .*refused.*{re.escape(reason)}", ran.err)
    assert "unchanged" in ran.err
    assert run("show", "A/68/98, para. 2").code == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(run: Run, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("A/68/98\n\n1. Le café est fermé.\n\n2. Deux.\n".encode(encoding))
    assert "café est fermé" in run("parse", path).out


# ── add, remove, list, show ──────────────────────────────────────────────────────────────────


def test_adding_a_folder_and_adding_it_again(run: Run, tmp_path: Path, note: Path) -> None:
    folder = tmp_path / "folder" / "inner"
    folder.mkdir(parents=True)
    (folder / "note.txt").write_text(NOTE)
    (folder.parent / "bad.txt").write_bytes(b"")
    (folder / ".hidden").write_text("x")
    ran = run("add", folder.parent)
    assert (ran.code, ran.out) == (1, "")
    assert re.search(r"note\.txt .*added .*A/68/98 .*2", ran.err)
    assert re.search(r"bad\.txt .*refused .*is empty", ran.err)
    assert "hidden" not in ran.err
    assert "unchanged" in run("add", folder).err
    assert "copy" not in run("add", note).err  # the same name and bytes: the same document
    (folder / "note.txt").write_text(NOTE.replace("Courts", "Judges"))
    assert "replaced" in run("add", folder).err
    assert "Judges" in run("show", "A/68/98 para 1").out
    (tmp_path / "other.txt").write_text(NOTE.replace("Courts", "Tribunals"))
    ran = run("add", tmp_path / "other.txt")
    assert ran.code == 0
    assert "A/68/98~2" in ran.err
    assert "another copy" in ran.err


def test_a_folder_of_all_kinds_is_gone_through(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "note.txt").write_text(NOTE)
    (folder / "~$note.docx").write_bytes(b"Word's lock")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (folder / "b.pdf").write_text(f"<html><body><pre>{NOTE}</pre></body></html>")
    (folder / "c.txt").write_text("A/68/99\n\n1. One is here.\n\n2. Two.\n\n4. Four.\n\n5. Five.\n")
    ran = run("add", folder)
    assert ran.code == 0
    assert re.search(r"a\.png .*skipped .*image", ran.err)
    assert re.search(r"b\.pdf .*added .*A/68/98 .*2", ran.err)
    assert re.search(r"c\.txt .*added .*A/68/99 .*4 .*a number left out", ran.err)
    assert "3 files: 1 skipped, 2 added" in ran.err
    assert run("add", folder / "a.png").code == 1  # named by itself, it is refused


def test_patterns(run: Run, tmp_path: Path, note: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "other.txt").write_text(NOTE.replace("A/68/98", "A/68/99"))
    ran = run("add", tmp_path / "**" / "*.txt", note)
    assert ran.code == 0
    assert "2 files: 2 added" in ran.err
    assert_refused(run("parse", tmp_path / "*.docx"), "no file")
    assert run("add", tmp_path / "*.docx").code == 1


def test_nothing_to_add(run: Run, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    assert_refused(run("add", tmp_path / "void"), "no files")
    ran = run("add", tmp_path / "none.txt")
    assert ran.code == 1
    assert "no file" in ran.err
    assert not (tmp_path / "ix" / "manifest.json").exists()


@pytest.mark.parametrize("name", ["A/68/98", "a/68/98", "note.txt", "note"])
def test_removing_by_any_name(run: Run, note: Path, name: str) -> None:
    run("add", note)
    ran = run("remove", "nobody", name)
    assert ran.out == "removed A/68/98 (2 units)\n"
    assert_refused(ran, "nobody")
    ran = run("list")
    assert (ran.code, ran.out) == (0, "")
    assert "no documents" in ran.err


def test_listing(run: Run, index: Index) -> None:
    ran = run("list", "--index", index.folder)
    assert ran.code == 0
    assert ran.out.count("units") == 5
    assert "symbol   none; not printed" in ran.out
    assert "inferred from para." in ran.out
    assert len(run("list", "--audit", "--index", index.folder).out) > len(ran.out)
    lines = run("list", "--json", "--index", index.folder).out.splitlines()
    assert [json.loads(line)["units"] for line in lines].count(25) == 1


def test_showing_a_unit(run: Run, index: Index) -> None:
    ran = run("show", "Add.2,", "para.", "2 (l) (ii)", "--index", index.folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{ADD2}, para. 2 (l) (ii)\n")
    assert "[2(l)] UNODC should engage" in ran.out
    assert "“Drafting and/or amendment" in ran.out
    assert "Draft report" in ran.out
    assert "before: 2(l)(i)   after: 2(l)(iii)" in ran.out
    assert "Limited by" in ran.out
    assert "[2(l)(i)]" in run("show", "Add.2 2(l)", "--index", index.folder).out
    assert run("show", "Add.2", "--index", index.folder).out.count("\n") > 25


@pytest.mark.parametrize(
    "command",
    [["list"], ["show", "A/1, para. 1"], ["ask", "What?"], ["remove", "x"], ["chat"]],
    ids=" ".join,
)
def test_without_an_index(run: Run, command: list[str]) -> None:
    assert_refused(run(*command), "Nothing has been indexed", "egqa add")


def test_a_unit_that_is_not_there(run: Run, index: Index) -> None:
    for citation in ("Add.2, para. 99", "A/68/98, para. 1", "2(q)"):
        assert_refused(run("show", citation, "--index", index.folder))


def test_an_index_that_another_is_writing_to(run: Run, note: Path, tmp_path: Path) -> None:
    run("add", note)
    with egqa.open_index(tmp_path / "ix").writing():
        assert_refused(run("add", SEED), "Another process is writing", "try again")
        assert_refused(run("remove", "A/68/98"), "Another process is writing")
        assert run("list").code == 0


def test_a_damaged_index(run: Run, note: Path, tmp_path: Path) -> None:
    run("add", note)
    (tmp_path / "ix" / "manifest.json").write_text("{")
    for command in (["list"], ["ask", "What?"], ["add", note], ["remove", "x"]):
        assert_refused(run(*command), "damaged")


def test_an_error_half_way_tells_what_was_done(
    run: Run, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Writer.add

    def fail_later(self: Writer, document: egqa.Document, **options: object) -> object:
        if document.masthead.key == "A/68/98":
            return add(self, document, **options)  # type: ignore[arg-type]
        raise EgqaError("No space left.", hint="Make some and try again.")

    monkeypatch.setattr(Writer, "add", fail_later)
    ran = run("add", note, SEED)
    assert_refused(ran, "No space left")
    assert re.search(r"note\.txt .*added", ran.err)


# ── ask and chat ─────────────────────────────────────────────────────────────────────────────


def test_asking(run: Run, index: Index) -> None:
    ran = run("ask", "Add.2", "para 2 (q)?", "--index", index.folder)
    assert (ran.code, ran.err) == (0, "")
    assert f"{ADD2}, para. 2 (q)" in ran.out
    paragraph = index.paragraph(egqa.UnitRef(ADD2, "2(q)"))
    assert paragraph is not None
    assert paragraph.text in ran.out


def test_asking_for_json(run: Run, index: Index) -> None:
    ran = run("ask", "--json", "Add.2 para 2 (q)?", "--index", index.folder)
    (line,) = ran.out.splitlines()
    turn = json.loads(line)
    assert list(turn)[: len(PREDICTION)] == PREDICTION
    assert [one["para"] for one in turn["citations"]] == ["2(q)"]


def test_an_abstention_is_no_error(run: Run, index: Index) -> None:
    ran = run("ask", "Add.2 para 99?", "--index", index.folder)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("question", ["", " ", "\x00\x1b", "x" * 100_000, "\ud800\udcff"])
def test_a_question_that_is_none(run: Run, index: Index, question: str) -> None:
    assert_refused(run("ask", question, "--index", index.folder), "question")


def test_a_question_with_controls_and_markup(run: Run, index: Index) -> None:
    question = "What about \x1b[31m<b>training</b>\u202e of judges\udcff?"
    ran = run("ask", question, "--index", index.folder)
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err


def test_a_chat(run: Run, index: Index) -> None:
    said = "Add.2 para 2 (q)?\nand (r)?\n\x1b\nnew\nAdd.3 para 1?\n\nnever asked\n"
    ran = run("chat", "--index", index.folder, stdin=said)
    assert ran.code == 0
    assert f"{ADD2}, para. 2 (q)" in ran.out
    assert f"{ADD2}, para. 2 (r)" in ran.out
    assert "Add.3, para. 1" in ran.out
    assert "question is empty" in ran.err
    assert "never" not in ran.out
    assert run("chat", "--index", index.folder, stdin="").code == 0


# ── evaluate, usage, safety ──────────────────────────────────────────────────────────────────


def test_evaluate_checks_questions(run: Run, index: Index, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("not json\n")
    assert_refused(run("evaluate", path, "--check", "--index", index.folder), "q.jsonl")
    questions = Path(__file__).parent / "data" / "questions.jsonl"
    ran = run("evaluate", questions, "--check", "--index", index.folder)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["show"], ["add"], ["ask"], ["list", "--what"], ["serve", "--port", "x"]],
    ids=" ".join,
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "Usage:" in ran.err


def test_help(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for name in ("parse", "add", "remove", "list", "show", "ask", "chat", "serve", "evaluate"):
        assert f"  {name} " in ran.out
        assert run(name, "--help").code == 0


def test_a_bad_setting_is_named(run: Run, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGQA_MAX_FILE_MB", "much")
    assert_refused(run("parse", note), "EGQA_MAX_FILE_MB is 'much'")


def test_no_escape_sequence_of_a_document_reaches_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "no\x1b[31mte\x07[red].txt"
    path = tmp_path / name
    words = "\x1b]0;title\x07 \x9b31m \u202eright\u202c to\u00a0left"
    path.write_text(
        f"A/68/98\n\n1. Courts {words}.\n\n2. Victims <b>may</b> [red]be[/red] heard.\n"
    )
    outputs = [
        run("parse", path),
        run("parse", "--json", path),
        run("parse", path.with_name(f"none{name}")),
        run("add", path),
        run("list", "--audit"),
        run("list", "--json"),
        run("show", "A/68/98, para. 1"),
        run("show", "A/68/98\x1b[31m, para. 1"),
        run("ask", "A/68/98 para 1?"),
        run("ask", "--json", "A/68/98 para 1?"),
    ]
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    outputs.append(run("parse", "--source", path))
    for ran in outputs:
        for char in ran.out + ran.err:
            assert char.isprintable() or char == "\n", (ran, char)
    assert "to left" in outputs[0].out
    assert "[red]be[/red]" in outputs[0].out
    (line, _) = outputs[1].out.splitlines()
    assert json.loads(line)["text"] == parse_bytes(path.read_bytes(), name).paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u00a0b\u2003c\td", "a b c d"),
        ("co\u00adoperation\u200b", "cooperation"),
        ("\x1b[2J\r\x9b", "�[2J��"),
        ("a\u202eb\u2066c", "a�b�c"),
        ("“é”\nß—", "“é”\nß—"),
    ],
)
def test_text_for_a_terminal(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_the_progress_bar_needs_no_terminal(run: Run, note: Path) -> None:
    ran = run("add", note)
    assert "documents" in ran.err
    assert "\x1b" not in ran.err
    assert Library(Path(read_settings().index)).find("A/68/98").masthead.file == "note.txt"


def test_a_closed_pipe_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egqa.cli.print_document", functools.partial(raise_it, BrokenPipeError()))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert run("parse", SEED).code == 0


def raise_it(error: Exception, *_: object) -> None:
    raise error
