"""How large a site is, by kind of file."""

from __future__ import annotations

import pytest

from duthao.builder.site_size import KINDS, kind_of

OF_KINDS = {
    "pages": ("index.html", "assets/duthao.css", "sitemap.xml", "du-thao/lc-2026-007/index.html"),
    "feeds": ("rss.xml", "luu-tru/2026-01.xml", "lich.ics", "feed.json", "dia-ban/y-ty/feed.json"),
    "paper": ("in/bo.pdf", "du-thao/lc-2026-007/thong-bao.pdf", "du-thao/lc-2026-007/loa/loa.pdf"),
    "pictures": ("du-thao/lc-2026-007/the.png",),
    "press": ("du-thao/lc-2026-007/bao-chi/bao-chi.zip",),
    "texts": ("du-thao/lc-2026-007/zalo.txt", "du-thao/lc-2026-007/loa/mo.ssml"),
    "attachments": ("du-thao/lc-2026-007/du-thao.pdf", "du-thao/lc-2026-007/phieu-gop-y.docx"),
    "data": ("api/v1/drafts.json", "du-lieu/du-thao.csv", "health.json"),
}


@pytest.mark.parametrize(
    ("path", "kind"), [(path, kind) for kind, paths in OF_KINDS.items() for path in paths]
)
def test_each_file_is_of_a_kind(path: str, kind: str) -> None:
    """An attachment is told from a sheet beside it, whatever it is called."""
    assert kind_of(path) == kind


def test_kinds_are_those() -> None:
    assert set(OF_KINDS) == set(KINDS)
