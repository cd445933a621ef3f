"""Slides for trainings: a section a page, in the words of the page, and none of a page that says of no day."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.rendering.slides import deck
from tests.conftest import ROOT
from tests.outputs.shared.test_official_document import _pages

PAGES = sorted((ROOT / "content/huong-dan/tap-huan").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_section_is_a_slide(page: Path, sample: Path) -> None:
    content = (sample / f"huong-dan/tap-huan/{page.stem}.pdf").read_bytes()
    made = deck(page.read_text(encoding="utf-8"))
    pages = [" ".join(text.split()) for text in _pages(content)]
    assert len(pages) == 1 + len(made["slides"])
    for text, slide in zip(pages[1:], made["slides"], strict=True):
        assert text.startswith(slide["title"])
        for item in slide["items"]:
            assert item in text


def test_words_of_a_page_as_slides() -> None:
    made = deck(
        "---\ntitle: x\ndate: 2026-11-30\n---\n\n# Tên {#ten}\n\nLời đầu.\n\n## Một {#mot}\n\nĐoạn **đậm** và [liên kết](a.md).\n\n"
        "1. Đầu\n2. Sau\n\n## Hai\n\n- Ý & lời\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert (made["title"], made["fields"]["date"]) == ("Tên", "2026-11-30")
    assert made["slides"] == [
        {
            "title": "Một",
            "paragraphs": ["Đoạn đậm và liên kết."],
            "items": ["Đầu", "Sau"],
            "numbered": True,
        },
        {
            "title": "Hai",
            "paragraphs": ["a", "b", "c", "d"],
            "items": ["Ý & lời"],
            "numbered": False,
        },
    ]
