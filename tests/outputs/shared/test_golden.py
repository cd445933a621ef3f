"""The test province as it is published: every path, and one draft's files in full.

A change that is meant is accepted with `DUTHAO_ACCEPT=1 make test TESTS=tests/outputs/shared/test_golden.py` and read in the
diff. Paper and pictures are left out: their bytes depend on the fonts of the machine (tests of their own read them).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.snapshots import compare

GOLDEN = Path(__file__).parents[2] / "golden"
DRAFT = "ht-2026-002"
FILES = (
    f"du-thao/{DRAFT}/index.html",
    f"du-thao/{DRAFT}/rss.xml",
    f"du-thao/{DRAFT}/atom.xml",
    f"du-thao/{DRAFT}/lich.ics",
    f"du-thao/{DRAFT}/loa/mo.txt",
    f"du-thao/{DRAFT}/bao-chi/bao-chi.txt",
    f"d/{DRAFT}/index.html",
)


def words(html: str) -> str:
    """What a person reads of a page, a block a line: its chrome changes more often than what it says."""
    article = re.search(r"<article.*</article>", html, re.DOTALL)
    text = re.sub(
        r"<(script|style|svg).*?</\1>", "", article.group() if article else html, flags=re.DOTALL
    )
    text = re.sub(r"</(?:p|li|h\d|td|th|dd|dt|div|section|tr)>", "\n", text)
    text = re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", "", text))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip()) + "\n"


def test_every_path(built: Path) -> None:
    site = built / "site"
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    compare(
        GOLDEN / "paths.txt",
        "\n".join(re.sub(r"\.[0-9a-f]{8}\.min", ".min", p) for p in paths) + "\n",
    )


@pytest.mark.parametrize("path", FILES)
def test_one_draft(built: Path, path: str) -> None:
    text = (built / "site" / path).read_bytes().decode()
    if path.endswith(".html"):
        path, text = path.replace("index.html", "page.txt"), words(text)
    compare(GOLDEN / path, text)
