"""The sample site: how long a build takes, and how much of it a phone fetches."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from duthao.records import approval
from tests.bench import measure as run
from tests.bench.contenders import surroundings
from tests.figures.document import ROOT

RECORD = "lc-2026-007"
_ASSET = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script[^>]* src)="([^"]+)"')


def measure() -> dict[str, str]:
    """Seconds of all processors together, which other work on the machine disturbs less than those of the wall."""
    with TemporaryDirectory(prefix="duthao-figures-") as folder:
        root = Path(folder) / "root"
        for name in ("content", "drafts", "theme"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        check = ["check", "--root", str(root)]
        checks = _took(check), _took(check)
        shutil.rmtree(root / "build")
        full = _build(root)
        idle = _build(root)
        path = root / "drafts" / RECORD / "index.md"
        text = path.read_text(encoding="utf-8").replace("cơm nguội.", "cơm nguội, cơm nắm.")
        path.write_text(text, encoding="utf-8")
        path.write_bytes(
            approval.approved_text(root, RECORD, "Văn phòng", date(2026, 11, 22)).encode()
        )
        time.sleep(0.2)  # what was saved a moment ago is looked at twice
        edit = _build(root)
        made = [path for path in (root / "site").rglob("*") if path.is_file()]
        page = root / "site" / "du-thao" / RECORD / "index.html"
        html = page.read_text(encoding="utf-8")
        assets = {(page.parent / found).resolve() for found in _ASSET.findall(html)}
        size = sum(_zipped(asset) for asset in assets)
        records = len(list((root / "drafts").glob("*/index.md")))
        return {
            f"sample site ({records} records), everything from nothing, paper too": full,
            "the same, one sentence of a record edited": edit,
            "the same, nothing changed": idle,
            f"`duthao check` of {records} records, nothing remembered, then again": " / ".join(
                checks
            ),
            "files of the sample site, and their size": f"{len(made):,}, {sum(p.stat().st_size for p in made) / 1e6:.0f} MB",
            "page of a draft, gzipped: HTML alone": f"{_zipped(page) / 1e3:.1f} kB",
            f"page of a draft, gzipped: styles and scripts, fetched once ({len(assets)} files)": f"{size / 1e3:.1f} kB",
            "the same: requests to other hosts": str(
                sum("//" in found for found in _ASSET.findall(html))
            ),
        }


def _build(root: Path) -> str:
    return _took(["build", "--root", str(root)])


def _took(arguments: list[str]) -> str:
    took = run.time_of([sys.executable, "-m", "duthao", *arguments], surroundings())
    return f"{took.processors:.2f} s" if took.processors < 10 else f"{took.processors:.0f} s"


def _zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))
