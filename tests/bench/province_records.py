"""A province's records as they are in earnest, with two PDFs each: `python -m tests.bench.province_records DIR [N]`.

The same N records every time, valid, approved and released. Of a hundred six are open, half of these for the whole
province; at the next midnight three close and two open; the rest ended in four and a half years, in every state that the
law knows. Attachments are PDFs of about 300 kB and eight pages of text; one in five lies beside several records.

No sample and no clock that stands still: a printed clock would set all paper anew. Builds are told the instant.
"""

from __future__ import annotations

import argparse
import json
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import typst

from duthao import clock
from duthao.cli.release import record_all
from duthao.records import approval, settings_reader
from duthao.rendering import fonts
from tests.bench import wording
from tests.bench.contenders import ROOT, write
from tests.bench.records import Made, Place, Writer, communes

NOW = "2026-11-24T08:00+07:00"  # a Tuesday
MIDNIGHT = "2026-11-25T00:13+07:00"  # of the pipeline's first run after it
TODAY = date(2026, 11, 24)
OPEN = 0.06  # of all records
CLOSING, OPENING = 3, 2  # records that close and open at that midnight
FILES = ("to-trinh.pdf", "du-thao.pdf")
_DAYS = 1600  # in which the others opened, the last of them so long ago that it has closed
_CLOSED = 80
_TEXTS = 16  # PDFs that are set; the others are these with another digest
_SHARED = 0.2  # of the attachments are one of those sixteen as it is
_PICTURE = 250_000  # bytes of the picture that makes a PDF as heavy as those of a province


def lay_out(folder: Path, count: int, share: float = OPEN) -> str:
    """Make `folder`, which must not be there, a site of `count` records that nothing is built of; gives the id of an open
    draft of the whole province that nothing happens to at `MIDNIGHT`.
    """
    lay_site(folder, ROOT)
    records = list(generate(count, places(), share))
    texts = _texts()
    for record in records:
        (folder / "drafts" / record.id).mkdir()
        for name in FILES:
            (folder / "drafts" / record.id / name).write_bytes(_attachment(record.id, name, texts))
        write(folder / "drafts" / record.id / "index.md", record.text)
    with ProcessPoolExecutor() as pool:  # each attachment is read, which is what takes the time
        approved = pool.map(partial(_approve, folder), [r.id for r in records], chunksize=4)
        for number, _ in enumerate(approved, 1):
            if number % 50 == 0:
                print(f"{number}/{count} records", file=sys.stderr, flush=True)
    release(folder, NOW)
    today = TODAY.isoformat()
    return next(
        record.id
        for record in records
        if record.is_open and record.province_wide and record.front["rounds"][0]["closes"] > today
    )


def lay_site(folder: Path, source: Path) -> None:
    """Make `folder` the site of the sample at `source`, in earnest and without its records."""
    for part in ("content", "theme", "drafts/_registers"):
        shutil.copytree(
            source / part, folder / part, ignore=shutil.ignore_patterns("published.yml")
        )
    write(folder / "mkdocs.yml", _in_earnest((source / "mkdocs.yml").read_text(encoding="utf-8")))


def places() -> list[Place]:
    """The communes of the sample."""
    return communes(ROOT)


READ, SPOKEN = "Sự cần thiết ban hành", "Nội dung cơ bản"  # sections; the second is read aloud too


def edit(folder: Path, draft_id: str, mark: str, section: str = READ) -> None:
    """A sentence more in a section of a record, and its approval for it."""
    path = folder / "drafts" / draft_id / "index.md"
    heading = f"## {section}\n\n"
    text = path.read_text(encoding="utf-8")
    assert heading in text
    write(path, text.replace(heading, f"{heading}{mark}.\n\n"))
    _approve(folder, draft_id)


def release(folder: Path, now: str) -> None:
    """What `duthao release` does at this instant."""
    settings, _ = settings_reader.load(folder)
    record_all(folder, settings, clock.parse(now).start)


def generate(count: int, places: Sequence[Place], share: float = OPEN) -> Iterator[Made]:
    """`count` records, oldest first; `share` of them are open at `NOW`, at least those that close at midnight and two more."""
    many = max(CLOSING + 2, round(count * share))
    ended = max(0, count - many - OPENING)
    dates: list[tuple[date, date | None]] = []  # when it opens; and closes, where that matters
    for n in range(ended):
        dates.append((TODAY - timedelta(days=_CLOSED + round(_DAYS * (1 - n / ended))), None))
    for n in range(many):
        opened = TODAY - timedelta(days=34 - n % 31)
        left = 0 if n < CLOSING else 1 + n * 7 % 26
        dates.append((opened, TODAY + timedelta(days=left)))
    dates.sort()
    dates += [(TODAY + timedelta(days=1), TODAY + timedelta(days=33))] * OPENING
    numbers: dict[int, int] = {}
    for n, (opens, closes) in enumerate(dates[:count]):
        numbers[opens.year] = numbers.get(opens.year, 0) + 1
        draft_id = f"lc-{opens.year}-{numbers[opens.year]:04}"
        chance = Random(f"province {draft_id}")
        made = Writer(chance, draft_id, opens, places, wide=n % 2 == 0).record()
        front = dict(made.front) | {"documents": _documents(opens)}
        del front["demo"]
        if closes:
            front["rounds"] = [_round(opens, closes)]
        else:
            front["stages"] = list(_stages(front, chance.random()))
        yield replace(made, front=front)


def _round(opens: date, closes: date) -> dict[str, str]:
    due = closes + timedelta(days=30)
    days = {"opens": opens, "closes": closes, "answer_due": due}
    return {"of": "draft"} | {name: day.isoformat() for name, day in days.items()}


def _documents(opens: date) -> list[dict[str, str]]:
    titles = {"to-trinh": "Tờ trình", "du-thao": "Dự thảo văn bản"}
    common = {"version": "1", "language": "vi", "date": opens.isoformat(), "accessible": "true"}
    return [
        {"kind": kind, "title": title, "file": f"{kind}.pdf", **common}
        for kind, title in titles.items()
    ]


def _stages(front: Mapping[str, Any], fate: float) -> Iterator[dict[str, Any]]:
    """The record's steps, with those that few drafts come to: it was dropped, or waits to be signed after it was adopted
    (which the chairman's decisions are not).
    """
    yield from front["stages"]
    if "issued" in front or "withdrawn" in front or len(front["stages"]) < 4 or fate > 0.5:
        return
    at = date.fromisoformat(front["stages"][-1]["at"]) + timedelta(days=7)
    if at <= TODAY:
        stage, note = (
            ("stopped", "Chính sách được quy định ở văn bản khác nên không xây dựng tiếp.")
            if fate < 0.25 or front["issuer"] == "chu-tich-ubnd-tinh"
            else ("adoption", "Đã thông qua, chờ ký ban hành.")
        )
        yield {"stage": stage, "at": at.isoformat(), "published": at.isoformat(), "note": note}


def _approve(folder: Path, draft_id: str) -> None:
    text = approval.approved_text(folder, draft_id, "Người lập số liệu thử", TODAY)
    write(folder / "drafts" / draft_id / "index.md", text)


def _in_earnest(settings: str) -> str:
    """The sample's settings as those of a site that is none."""
    lines = settings.splitlines(keepends=True)
    return "".join(line for line in lines if line.strip().split(":")[0] not in ("sample", "as_of"))


# ---- attachments


def _attachment(draft_id: str, name: str, texts: Sequence[bytes]) -> bytes:
    """A PDF that no other record has, or one of those that several have."""
    chance = Random(f"attachment {draft_id} {name}")
    text = chance.choice(texts)
    if chance.random() < _SHARED:
        return text
    head, mark, tail = text.rpartition(b"startxref")  # nothing that has an offset stands behind it
    return head + f"% {draft_id} {name}\n".encode() + mark + tail


def _texts() -> list[bytes]:
    serif = fonts.installed().serif
    with tempfile.TemporaryDirectory(prefix="duthao-bench-") as name:
        folder = Path(name)
        write(folder / "attachment.typ", _TEMPLATE)
        made = []
        for n in range(_TEXTS):
            chance = Random(f"text {n}")
            (folder / "map.png").write_bytes(_noise(chance, _PICTURE))
            writer = Writer(chance, f"lc-2026-{n:04}", TODAY - timedelta(days=200), [], wide=True)
            pdf = typst.compile(
                str(folder / "attachment.typ"),
                font_paths=sorted({str(file.parent) for file in serif.files}),
                ignore_system_fonts=True,
                sys_inputs={
                    "serif": serif.name,
                    "articles": json.dumps(list(_articles(writer)), ensure_ascii=False),
                },
                timestamp=clock.parse(NOW).start,
            )
            assert isinstance(pdf, bytes)
            made.append(pdf)
        return made


def _articles(writer: Writer) -> Iterator[list[str]]:
    """Heading and paragraphs of each article: eight pages in all."""
    for number in range(1, 21):
        kind = (wording.NECESSITY, wording.CONTENT, wording.CONTESTED)[number % 3]
        yield [f"Điều {number}. {writer.subject.short}", *writer.some(kind, 5, 7)]


def _noise(chance: Random, size: int) -> bytes:
    """A grey PNG that no packing makes smaller, as a scanned map."""
    side = int(size**0.5)
    rows = b"".join(b"\0" + chance.randbytes(side) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


_TEMPLATE = """\
#set page("a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm), numbering: "1")
#set text(font: sys.inputs.serif, size: 14pt, lang: "vi")
#set par(justify: true)
#image("map.png", width: 60mm, alt: "Sơ đồ kèm theo")
#for article in json(bytes(sys.inputs.articles)) {
  heading(level: 2, text(14pt, article.first()))
  for paragraph in article.slice(1) { par(paragraph) }
}
"""


def main() -> None:
    """Lay out a folder for measuring by hand."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.province_records", description=__doc__.splitlines()[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=100)
    said = parser.parse_args()
    lay_out(said.folder, said.count)
    shutil.rmtree(said.folder / "build")  # what was read of attachments: the first build reads them
    print(f"duthao build --root {said.folder} --as-of {NOW}")


if __name__ == "__main__":
    main()
