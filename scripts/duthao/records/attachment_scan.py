"""Attachments searched once for each digest: what was found is kept in `build/cache/scans/`.

The reading is done by a process of its own, started at the first file that was never seen before, and one after the
other: a file that hangs, swells or crashes its reader costs that process, not the build. PDFium is written in C++ and
its files come from anywhere, so the process has bounded memory, writes no files and is given nothing of the
environment that it does not need: no token of a pipeline.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Timer
from typing import IO, Any, NamedTuple

from duthao import memory, written_dates
from duthao.domain import provisions
from duthao.records import csv_cells, packed_files, sensitive_data, text_extraction
from duthao.records.file_contents import extracted_content
from duthao.records.file_contents.extracted_content import Trace
from duthao.records.sensitive_data import Hit
from duthao.records.stated_facts import stated
from duthao.records.stated_facts.stated import Stated, Statement
from duthao.records.word_files import paragraph_reader
from duthao.records.word_forms import form_reader

FOLDER = Path("build") / "cache" / "scans"
SECONDS = 60.0  # for one file; a page takes some ten milliseconds
_MEMORY = 2 << 30
_MAX_HITS = (
    200  # of each kind: two hundred telephones of offices must not hide a mark or an identity paper
)
_TABLES = frozenset({".csv", ".xlsx", ".ods"})
_STATING = frozenset({".docx", ".pdf"})
_READERS = ("pypdf", "pypdfium2", "lxml", "pillow")
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")  # what Python may need to start


class Scan(NamedTuple):
    """What a file holds beside its bytes. `faults` and `traces` as in `text_extraction.Content`, and `unread` when reading did
    not end. A hit on page 0 stands on no page: in properties, form fields, bookmarks, alternative texts.

    `statements` are what it states that a record states too, `numbers` all numbers of its text, as plain values
    (see `stated_facts`). `provisions` are articles and clauses, as keys, where they are told for sure (see `provisions.found_in`); `articles` the
    articles among them, each with its heading ("" where it has none).
    """

    pages: int | None = None
    authors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    provisions: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
    traces: tuple[Trace, ...] = ()
    statements: tuple[Statement, ...] = ()
    numbers: tuple[str, ...] = ()


def scan(
    root: Path, path: Path, sha256: str, packed: frozenset[str], seconds: float = SECONDS
) -> Scan:
    """What was found in the file `path` with this digest; read only if it was never read before, for so many seconds."""
    suffix = path.suffix.lower()
    place = root / FOLDER / f"{sha256}{suffix}.json"
    code = _code(packed)
    if content := memory.recall(place):
        data = json.loads(content)
        if data.get("code") == code:
            return _from(data)
    data = ask({"path": str(path), "suffix": suffix, "packed": sorted(packed)}, seconds)
    if data is None:
        return Scan(faults=("unread",))  # not kept: the next machine may be faster
    _keep(place, {"code": code, **data})
    return _from(data)


def search(stream: IO[bytes], suffix: str, packed: frozenset[str]) -> Scan:
    """Read and search one file here and now. Never raises, but may take any time."""
    content = text_extraction.read(stream, suffix, packed)
    told = Stated()
    if suffix in _STATING and not content.faults:
        # Only the process that reads needs these readers: their patterns take their time to compile.
        from duthao.records.stated_facts import statements

        stream.seek(0)
        told = statements.read(stream.read(), suffix, content.text)
    table = suffix in _TABLES
    hits = [
        *_found(content.text, table),
        *(hit._replace(page=0) for hit in _found(content.beside, table)),
    ]
    found = provisions.found_in(content.text)
    return Scan(
        content.pages,
        content.authors,
        content.faults,
        tuple(_some_of_each(hits)),
        found,
        tuple(
            (ref, heading)
            for ref, heading in provisions.headings_in(content.text).items()
            if ref in found
        ),
        content.traces,
        told.statements,
        told.numbers,
    )


def _some_of_each(hits: list[Hit]) -> Iterator[Hit]:
    seen = Counter[str]()
    for hit in hits:
        seen[hit.kind] += 1
        if seen[hit.kind] <= _MAX_HITS:
            yield hit


def _found(text: str, table: bool) -> list[Hit]:
    return [
        *sensitive_data.marks(text),
        *sensitive_data.internal_marks(text),
        *sensitive_data.personal(text, table=table),
    ]


@cache
def _code(packed: frozenset[str]) -> str:
    """A digest of all but the file that a scan depends on: what is read, by which readers, and what is looked for.

    The text itself is not kept, so all files are read again when any of it changes: a fiftieth of a second for one of 300 kB.
    """
    digest = hashlib.sha256(repr([sorted(packed), *map(version, _READERS)]).encode())
    modules = (provisions, csv_cells, packed_files, sensitive_data, text_extraction, written_dates)
    folders = (extracted_content, stated, paragraph_reader)
    readers = [file for m in folders for file in sorted(Path(str(m.__file__)).parent.glob("*.py"))]
    for file in (*(Path(str(module.__file__)) for module in modules), *readers, Path(__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _from(data: dict[str, Any]) -> Scan:
    return Scan(
        data["pages"],
        tuple(data["authors"]),
        tuple(data["faults"]),
        tuple(Hit(*hit) for hit in data["hits"]),
        tuple(data["provisions"]),
        tuple((ref, heading) for ref, heading in data["articles"]),
        tuple(Trace(*trace) for trace in data["traces"]),
        tuple(Statement(*statement) for statement in data["statements"]),
        tuple(data["numbers"]),
    )


def _keep(place: Path, data: dict[str, Any]) -> None:
    with suppress(OSError):  # a disk that cannot be written costs time, not correctness
        memory.keep(place, json.dumps(data, ensure_ascii=False).encode())


# ---- the process that reads

_readers: dict[
    int, subprocess.Popen[bytes]
] = {}  # by the process that owns it: a fork must not share pipes


def ask(question: dict[str, Any], seconds: float = SECONDS) -> dict[str, Any] | None:
    """What the process answers to a question (see `_answer`); None where it did not come to an end."""
    reader = _readers.get(os.getpid()) or _start()
    assert reader.stdin and reader.stdout
    timer = Timer(seconds, reader.kill)
    timer.start()
    try:
        reader.stdin.write(json.dumps(question).encode() + b"\n")
        reader.stdin.flush()
        answer = reader.stdout.readline()
        return dict(json.loads(answer))
    except (OSError, ValueError):  # it was stopped, or broke
        close()
        return None
    finally:
        timer.cancel()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-B", "-m", "duthao.records.attachment_scan"]
    path = os.pathsep.join(
        [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    needed = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    reader = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**needed, "PYTHONPATH": path},
    )
    if not _readers:
        atexit.register(close)
    _readers[os.getpid()] = reader
    return reader


def close() -> None:
    """End the process that reads, if one was started here; the next file that was never seen starts another."""
    if reader := _readers.pop(os.getpid(), None):
        reader.kill()
        reader.communicate()


def _serve() -> None:
    """Answer each question on standard input with a line on standard output."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            resource.setrlimit(limit, (0, 0))
    for line in sys.stdin.buffer:
        question = json.loads(line)
        sys.stdout.write(json.dumps(_answer(question)) + "\n")
        sys.stdout.flush()


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    """The `paragraphs` and tables of the file at `path`, or the rows of the `form` there, else what a search of it finds."""
    try:
        with open(question["path"], "rb") as stream:
            if question.get("form"):
                return form_reader.read(stream)
            if question.get("paragraphs"):
                return paragraph_reader.read(stream, question["suffix"])
            return search(stream, question["suffix"], frozenset(question["packed"]))._asdict()
    except OSError:
        return Scan(faults=("damaged",))._asdict()


if __name__ == "__main__":
    _serve()
