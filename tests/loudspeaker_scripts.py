"""The scripts of the test province's and the sample's records, made in this process."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao.clock import parse
from duthao.domain.publication import effective
from duthao.errors import Finding
from duthao.outputs.loudspeaker import draft_scripts, script_kinds
from duthao.outputs.loudspeaker.scripts import Script, compose
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering import layouts
from duthao.rendering.links import Links
from tests.conftest import NOW, PROVINCE, ROOT, replace_text
from tests.province_site import visible

GOLDEN = ROOT / "tests" / "outputs" / "loudspeaker" / "scripts"
SLOTS = ("title", "description", "canonical", "head", "main", "toc")
OPEN, EXTENDED, ANSWERED, TWO_ROUNDS, UPCOMING = (
    "ht-2026-002",
    "ht-2026-017",
    "ht-2026-001",
    "ht-2026-016",
    "ht-2026-006",
)
DEMO = "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh."
PAUSE = re.compile(r"[.,;:!?]")


def site_of(root: Path, now: str = NOW, province: Path = PROVINCE) -> Site:
    """The site of the records at `root`, with a page that is nothing but its slots."""
    settings, site_url = settings_reader.load(province)
    registers, _ = register_reader.load(root)
    assert registers is not None
    page = "".join(f"<!-- duthao: {slot} -->\n" for slot in SLOTS)
    layout = layouts.parse(page, "_vo/speech/index.html", lambda key: key)
    return Site(ROOT, settings, Links(site_url), registers, parse(now).start, {"speech": layout})


def record_of(root: Path, record_id: str) -> Record:
    record, findings = record_reader.read(root, record_id)
    assert record is not None, findings
    return record


def texts(site: Site, record: Record) -> dict[str, Script]:
    if not script_kinds.kinds(site, record):
        return {}
    return {script.file: script for script in compose(site, record).texts}


def scripts(record_id: str, now: str = NOW) -> dict[str, Script]:
    return texts(site_of(PROVINCE, now), record_of(PROVINCE, record_id))


def at_opening(site: Site, record: Record) -> Site:
    """The site as it was when opinions began to be taken."""
    opens = site.view(record).opens
    assert opens
    return replace(site, now=opens.start)


def at_answer(site: Site, record: Record) -> Site:
    """The site as it was when the answer to the opinions was put out."""
    outcome = record.draft.rounds[-1].outcome
    assert outcome
    step = outcome.answered or outcome.summarised
    assert step
    return replace(site, now=effective(step))


def scripts_as(record_id: str, then: Callable[[Site, Record], Site]) -> dict[str, Script]:
    record = record_of(PROVINCE, record_id)
    return texts(then(site_of(PROVINCE), record), record)


def everything() -> list[tuple[Site, Record]]:
    """Every record that has scripts, as it is now, and where they are over also as it was while they were on air."""
    pairs = []
    for root, province in ((PROVINCE, PROVINCE), (ROOT, ROOT)):
        site = site_of(root, province=province)
        for record in [record_of(root, i) for i in record_reader.ids(root)]:
            if kinds := script_kinds.kinds(site, record):
                pairs.append((site, record))
                over = [k.name for k in kinds if script_kinds.off_air_reason(site, record, k)]
                if "mo" in over:
                    pairs.append((at_opening(site, record_of(root, record.id)), record))
                if "ket-qua" in over:
                    pairs.append((at_answer(site, record_of(root, record.id)), record))
    return pairs


EVERYTHING = everything()
EVERY = pytest.mark.parametrize(
    "site,record", EVERYTHING, ids=[f"{record.id}, {site.now:%F}" for site, record in EVERYTHING]
)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A copy of one open record with the registers, to be edited."""
    for folder in ("_registers", OPEN):
        (tmp_path / "drafts" / folder).mkdir(parents=True)
        for path in (PROVINCE / "drafts" / folder).iterdir():
            (tmp_path / "drafts" / folder / path.name).write_bytes(path.read_bytes())
    return tmp_path


def edited(root: Path, old: str, new: str) -> tuple[Site, Record]:
    replace_text(root / "drafts" / OPEN / "index.md", old, new)
    return site_of(root), record_of(root, OPEN)


def line_of(root: Path, text: str) -> int:
    lines = (root / "drafts" / OPEN / "index.md").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def faults(site: Site, record: Record) -> list[Finding]:
    return list(draft_scripts.DraftScripts().findings(site, record))


def page_of(site: Site, record: Record) -> lxml_html.HtmlElement:
    page = next(
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith("/loa/index.html")
    )
    return visible(f"<body>{page.render().decode()}</body>")
