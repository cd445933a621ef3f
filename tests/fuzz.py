"""`make fuzz`: records, registers and files spoilt in every way a hand, a program or a thief could, for as long as is asked.

Nothing may raise, hang or take over a second a record. What does is written to a file, which is the whole input.
Mutations of our own and no fuzzing engine: the reader is Python over libyaml, where coverage of machine code tells
little, and what breaks it are structures (a key twice, a list for a text, a hundred thousand of one sign), which
are made here on purpose. The same seed makes the same inputs.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import logging
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from duthao import clock, rules
from duthao.domain import published
from duthao.records import (
    record_reader,
    register_reader,
    settings_reader,
    source_text,
    text_extraction,
)
from duthao.records.attachments import ALLOWED
from tests import sample_files
from tests.bad_records import BAD
from tests.conftest import NOW, PROVINCE
from tests.record_edits import BASES

ID = "ht-2026-900"
LIMIT = 1.0  # seconds of processor for one record
HANG = 60  # seconds after which a run is ended with a traceback
SIGNS = (
    *"\0\a\t\n\r\x1b\x85\u00a0\u00ad\u0301\u0323\u200b\u2028\u202e\ud7ff\ue000\ufeff\ufffd𒀀😀đĐậẬ0９",
    *"`~!@#$%^&*()-_=+[]{}\\|;:'\",.<>/?",
    *("---", "...", "\n---\n", "\n## ", "\n# ", "](", "![", "[^1]:", "<a ", "-->", "<!--", "|---|"),
    *(": ", "- ", "&a ", "*a", "!!str ", "? ", "|", ">-", "{}", "[]", "<<: ", "%YAML 1.1\n"),
    *(
        "17:00",
        "0214",
        "no",
        "~",
        "null",
        "2026-02-30",
        "2026-11-30 24:00",
        "2200-12-31",
        "1945-01-01",
    ),
    *("MẬT", "Độ mật: ", "0912345678", "001085001234", "a@b.vn", "số tài khoản 123456", "CCCD "),
    *("đến ngày 1/1/2026 góp ý ", "duthao:", "javascript:", "https://[", "true", "file: ../x"),
)


def spoilt(chance: random.Random, text: str) -> str:
    """The text after one to four accidents."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(ACCIDENTS)(chance, text)
    return text[: 2 * source_text.MAX_BYTES]


def _lines(work: Callable[[random.Random, list[str]], None]) -> Callable[[random.Random, str], str]:
    def accident(chance: random.Random, text: str) -> str:
        lines = text.split("\n")
        work(chance, lines)
        return "\n".join(lines)

    return accident


def _at(chance: random.Random, lines: list[str]) -> int:
    return chance.randrange(len(lines)) if lines else 0


def _drop(chance: random.Random, lines: list[str]) -> None:
    del lines[(n := _at(chance, lines)) : n + chance.choice((1, 1, 3, 9))]


def _repeat(chance: random.Random, lines: list[str]) -> None:
    n = _at(chance, lines)
    some = lines[n : n + chance.choice((1, 2, 5))]
    most = source_text.MAX_BYTES // (1 + sum(map(len, some)))
    lines[n:n] = some * min(most, chance.choice((1, 2, 30, 3000)))


def _swap(chance: random.Random, lines: list[str]) -> None:
    a, b = _at(chance, lines), _at(chance, lines)
    if lines:
        lines[a], lines[b] = lines[b], lines[a]


def _indent(chance: random.Random, lines: list[str]) -> None:
    if lines:
        n = _at(chance, lines)
        lines[n] = chance.choice((" ", "  ", "    ", "\t")) + lines[n].lstrip()


def _other_value(chance: random.Random, lines: list[str]) -> None:
    if lines:
        n = _at(chance, lines)
        key = lines[n].partition(":")[0]
        lines[n] = (
            f"{key}: {chance.choice(SIGNS)}{chance.choice(('', 'x', ': y', '{a: b}', '[a, [b]]'))}"
        )


def _sign(chance: random.Random, text: str) -> str:
    n = chance.randrange(len(text) + 1)
    return text[:n] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 3)) + text[n:]


def _cut(chance: random.Random, text: str) -> str:
    n = chance.randrange(len(text) + 1)
    return text[:n] + text[n + chance.choice((1, 5, 50, 10**6)) :]


def _flood(chance: random.Random, text: str) -> str:
    """A quarter of a megabyte of one or two signs, in the middle of something."""
    unit = "".join(chance.choice(SIGNS) for _ in range(chance.choice((1, 2, 3))))
    n = chance.randrange(len(text) + 1)
    room = max(0, source_text.MAX_BYTES - len(text.encode(errors="replace")) - 10)
    return text[:n] + unit * (room // max(1, len(unit.encode(errors="replace")))) + text[n:]


ACCIDENTS: tuple[Callable[[random.Random, str], str], ...] = (
    *map(_lines, (_drop, _repeat, _swap, _indent, _other_value, _other_value)),
    _sign,
    _sign,
    _cut,
    _flood,
)


class Judge:
    """Everything that `check` does with a record or a register, in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known, _ = register_reader.load(PROVINCE)
        settings, _ = settings_reader.load(PROVINCE)
        assert self.known
        self.context = rules.Context(self.known, settings, clock.now(NOW), frozenset({ID}))
        (root / "drafts" / ID).mkdir(parents=True)
        (root / register_reader.FOLDER).mkdir()
        for path in register_reader.files(PROVINCE):
            (root / register_reader.FOLDER / path.name).write_bytes(path.read_bytes())

    def record(self, raw: bytes) -> None:
        """Read and judge a record that holds these bytes."""
        (self.root / "drafts" / ID / "index.md").write_bytes(raw)
        record, findings = record_reader.read(self.root, ID)
        findings += rules.judge(record, self.context) if record else ()
        assert record or findings, "refused without a word"
        assert all(f.message.vi and f.remedy.vi and f.line >= 0 for f in findings)

    def register(self, name: str, raw: bytes) -> None:
        """Read all registers, one of which holds these bytes."""
        path = self.root / register_reader.FOLDER / name
        whole = path.read_bytes() if path.exists() else b""
        path.write_bytes(raw)
        registers, findings = register_reader.load(self.root)
        assert registers or findings
        path.write_bytes(whole)

    def file(self, suffix: str, raw: bytes) -> None:
        """Open an attachment that holds these bytes."""
        (self.root / "x").write_bytes(raw)
        with (self.root / "x").open("rb") as stream:
            text_extraction.read(stream, suffix, frozenset(ALLOWED))


def attempt(chance: random.Random, judge: Judge) -> tuple[str, bytes, Callable[[], None]]:
    """What is tried next: its kind, its bytes, and how."""
    kind = chance.random()
    if kind < 0.75:
        text = chance.choice([*BASES.values(), chance.choice(BAD).text])
        raw = spoilt(chance, text).encode(errors="surrogatepass" if kind < 0.05 else "replace")
        raw = _bytes(chance, raw) if kind < 0.1 else raw
        return "md", raw, lambda: judge.record(raw)
    if kind < 0.9:
        path = chance.choice([*register_reader.files(PROVINCE), PROVINCE / published.PATH])
        text = path.read_text(encoding="utf-8") if path.exists() else f"{ID}: {{}}\n"
        raw = spoilt(chance, text).encode(errors="replace")
        return f"{path.stem}.yml", raw, lambda: judge.register(path.name, raw)
    suffix, made = chance.choice(
        (
            (".pdf", sample_files.pdf("Một", "Hai")),
            (".docx", sample_files.docx("Một")),
            (".zip", sample_files.packed({"a.txt": b"x"})),
        )
    )
    raw = made
    for _ in range(chance.choice((1, 3, 20))):
        raw = _bytes(chance, raw)
    return suffix[1:], raw, lambda: judge.file(suffix, raw)


def _bytes(chance: random.Random, raw: bytes) -> bytes:
    n = chance.randrange(len(raw) + 1)
    new = chance.randbytes(chance.choice((0, 1, 1, 4)))
    return raw[:n] + new + raw[n + chance.choice((0, 1, 1, 200)) :]


def main() -> int:
    """Try inputs until the time is over or one breaks something; its bytes are then in the file that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=120.0)
    parser.add_argument("seed", nargs="?", default="duthao")
    said = parser.parse_args()
    logging.disable(logging.CRITICAL)  # pypdf tells of every piece that it cannot read
    end, told, tried, slowest = time.monotonic() + said.seconds, 0.0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder))
        while (now := time.monotonic()) < end:
            chance = random.Random(f"{said.seed} {tried}")
            kind, raw, try_it = attempt(chance, judge)
            faulthandler.dump_traceback_later(HANG, exit=True)
            kept = Path(tempfile.gettempdir()) / f"duthao-fuzz.{kind}"
            kept.write_bytes(raw)  # before: should it hang, this is what it hangs at
            begun = time.process_time()
            try:
                try_it()
            except BaseException:
                traceback.print_exc()
                print(f"input {tried} of seed {said.seed!r} broke: {kept}", file=sys.stderr)
                return 1
            took = time.process_time() - begun
            slowest = max(slowest, took)
            if took > LIMIT:
                print(
                    f"input {tried} of seed {said.seed!r} took {took:.1f} s: {kept}",
                    file=sys.stderr,
                )
                return 1
            faulthandler.cancel_dump_traceback_later()
            with contextlib.suppress(OSError):
                kept.unlink()
            tried += 1
            if now > told + 10:
                told = now
                print(
                    f"{tried} inputs, slowest {slowest:.2f} s, {end - now:.0f} s to go", flush=True
                )
    print(f"{tried} inputs, none broke anything; slowest {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
