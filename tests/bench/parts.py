"""`pdf` and `speech`: what one sheet of paper and the scripts of one record cost a core."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from duthao import clock
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.bench.contenders import ROOT, Duthao
from tests.bench.records import AS_OF, communes, generate


def run(whats: Sequence[str], count: int) -> str:
    """A table of processor milliseconds over `count` records, all threads together, in one process."""
    with TemporaryDirectory(prefix="duthao-bench-") as folder:
        laid = Duthao("parts", Path(folder))
        laid.lay(generate(count, communes(ROOT)))
        root = Path(folder) / "root"
        site = _site(root)
        found = [
            record
            for record_id in record_reader.ids(root)
            if (record := record_reader.read(root, record_id)[0])
        ]
        lines = ["| What | made | each | target |", "|---|--:|--:|--:|"]
        for what in whats:
            print(f"{what}: {count} records", file=sys.stderr, flush=True)
            lines += _WHATS[what](site, found)
    return "\n".join(lines)


def _site(root: Path) -> Site:
    settings, site_url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    return Site(root, settings, Links(site_url), registers, clock.now(AS_OF), {})


def _pdf(site: Site, found: Sequence[Record]) -> Iterator[str]:
    """Each kind of sheet for itself, by the page; the first, which also reads the fonts, is counted in."""
    spent: dict[str, float] = defaultdict(float)
    pages: dict[str, int] = defaultdict(int)
    modules = _making(site, found[-1], _sheet)
    for record in found:
        for artifact in _wanted(modules, site, record, _sheet):
            name, began = artifact.path.rsplit("/", 1)[1], time.process_time()
            content = artifact.render()
            spent[name] += time.process_time() - began
            pages[name] += len(PdfReader(BytesIO(content)).pages)
    for name, took in (*sorted(spent.items()), ("all of them", sum(spent.values()))):
        count = pages.get(name) or sum(pages.values())
        yield f"| pages of {name} | {count} | {1000 * took / count:.1f} ms | ≤ 25 ms |"


def _speech(site: Site, found: Sequence[Record]) -> Iterator[str]:
    """The scripts of a record on the day on which it opened (full and short, opening and reminder) and as it is now, from
    the record to finished text; after one round of warming.
    """
    site = replace(site, printed=False)  # planning paper is not to be counted either
    opened = [
        (replace(site, now=view.opens.start), r) for r in found if (view := site.view(r)).opens
    ]
    for when, those in (
        ("as they opened", opened),
        ("as they are now", [(site, r) for r in found]),
    ):
        modules = _making(*those[-1], _script)
        took, texts = 0.0, 0
        for _ in range(2):
            for _, record in those:
                record.memo.clear()
            began = time.process_time()
            texts = sum(len([p.render() for p in _wanted(modules, *one, _script)]) for one in those)
            took = time.process_time() - began
        each, many = 1000 * took / len(those), texts / len(those)
        yield f"| scripts of a record, {when} ({many:.1f} texts) | {len(those)} | {each:.2f} ms | ≤ 1 ms |"


def _sheet(path: str) -> bool:
    return path.endswith(".pdf")


def _script(path: str) -> bool:
    return "/loa/" in path and path.endswith(".txt")


def _making(site: Site, record: Record, wanted: Callable[[str], bool]) -> list[Output]:
    """The outputs that make any such file: planning the others is not to be counted."""
    return [
        output
        for output in discovery.chosen()
        if any(wanted(artifact.path) for artifact in output.for_record(site, record))
    ]


def _wanted(
    outputs: Sequence[Output], site: Site, record: Record, wanted: Callable[[str], bool]
) -> Iterator[Artifact]:
    return (a for output in outputs for a in output.for_record(site, record) if wanted(a.path))


_WHATS = {"pdf": _pdf, "speech": _speech}
