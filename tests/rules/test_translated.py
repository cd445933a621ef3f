"""Translations are held against the record: somebody stands for them, they are of its text, and set no date."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.records import record_reader
from duthao.records.translation_files import translated_text
from tests.judged_records import ID, as_expected, judged
from tests.record_edits import GOOD

DECLARED = (
    "translations:\n  en: {translator: Tổ dịch, reviewer: Sở Ngoại vụ, date: 2026-11-10}\nscope:"
)


def faults(root: Path, parts: dict[str, str], text: str = "", declared: bool = True) -> list[str]:
    """The findings of a good record with a translation of these parts, made from its present text."""
    index = text or GOOD
    judged(root, index)
    record, _ = record_reader.read(root, ID)
    assert record
    noted = translated_text.digests(record.draft, record.body)
    lines = "".join(f'  {key}: "{noted.get(key, "0" * 16)}"\n' for key in parts)
    held = "".join(f"\n## {translated_text.PARTS[key]}\n\n{part}\n" for key, part in parts.items())
    (root / "drafts" / ID / "en.md").write_text(
        f"---\nsource:\n{lines}---\n{held}", encoding="utf-8"
    )
    if declared:
        assert index.count("scope:") == 1
        index = index.replace("scope:", DECLARED)
    return as_expected(judged(root, index))


TITLE = {"short_title": "Bees", "summary": "Support for those who keep bees."}


def test_a_translation_that_is_right_is_told_nothing_of(tmp_path: Path) -> None:
    assert faults(tmp_path, {**TITLE, "content": "1. Up to 20 million dong a year."}) == []


def test_nobody_stands_for_it(tmp_path: Path) -> None:
    assert faults(tmp_path, TITLE, declared=False) == [
        "en.md:0: warning[translation-undeclared] Bản dịch không có người dịch, người hiệu đính nên không được công bố."
    ]


def test_there_is_no_file(tmp_path: Path) -> None:
    found = as_expected(judged(tmp_path, GOOD.replace("scope:", DECLARED)))
    assert [line.partition(": ")[2] for line in found] == [
        "error[translation-missing] Không có bản dịch: thiếu tệp en.md."
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "Tiếng Việt là bản gốc, không phải bản dịch."),
        ("zh-CN", "Mã ngôn ngữ «zh-CN» không dùng trên trang này: trang ghi là «zh-Hans»."),
        ("hmn", "Mã ngôn ngữ «hmn» không dùng trên trang này: trang ghi là «hmn-Latn»."),
    ],
)
def test_a_language_has_one_code_and_is_not_vietnamese(
    tmp_path: Path, lang: str, said: str
) -> None:
    (tmp_path / "drafts" / ID).mkdir(parents=True)
    text = "## Tên dự thảo\n\nA\n\n## Tóm tắt\n\nB.\n"
    (tmp_path / "drafts" / ID / f"{lang}.md").write_text(text, encoding="utf-8")
    declared = DECLARED.replace("  en:", f"  {lang}:")
    found = as_expected(judged(tmp_path, GOOD.replace("scope:", declared)))
    assert [line.partition(": ")[2] for line in found if "error" in line] == [
        f"error[translation-language] {said}"
    ]


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"", "empty-file"),
        (b"\xff\xfe", "not-utf8"),
        (b"---\nsource: {}\n", "front-matter-unclosed"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_said_to_be_missing(
    tmp_path: Path, held: bytes, rule: str
) -> None:
    (tmp_path / "drafts" / ID).mkdir(parents=True)
    (tmp_path / "drafts" / ID / "en.md").write_bytes(held)
    found = judged(tmp_path, GOOD.replace("scope:", DECLARED))
    assert [f.rule for f in found] == [rule]


@pytest.mark.parametrize(
    "parts", [{}, {"short_title": ""}, {"short_title": "**", "summary": "![](x.png)"}]
)
def test_what_shows_nothing_is_incomplete(tmp_path: Path, parts: dict[str, str]) -> None:
    found = faults(tmp_path, parts)
    assert sum("[translation-incomplete]" in line for line in found) == 2


def test_a_script_alone_needs_no_title(tmp_path: Path) -> None:
    (tmp_path / "drafts" / ID).mkdir(parents=True)
    (tmp_path / "drafts" / ID / "en.md").write_text(
        "## Bài phát thanh\n\nListen.\n", encoding="utf-8"
    )
    assert judged(tmp_path, GOOD.replace("scope:", DECLARED)) == []


def test_title_and_summary_are_needed(tmp_path: Path) -> None:
    assert faults(tmp_path, {"content": "1. Up to 20 million dong."}) == [
        "en.md:0: error[translation-incomplete] Bản dịch chưa có phần «Tên dự thảo».",
        "en.md:0: error[translation-incomplete] Bản dịch chưa có phần «Tóm tắt».",
    ]


def test_the_vietnamese_changed_since_or_is_gone(tmp_path: Path) -> None:
    faults(tmp_path, {**TITLE, "other": "More."})
    title = next(line for line in GOOD.split("\n") if line.startswith("short_title: "))
    found = judged(tmp_path, GOOD.replace("scope:", DECLARED).replace(title, title + " mật"))
    assert [line.partition(" Bản")[0] for line in as_expected(found)] == [
        "en.md:8: warning[translation-stale]",
        "en.md:16: warning[translation-stale]",
    ]
    record, _ = record_reader.read(tmp_path, ID)
    assert record
    now = translated_text.digests(record.draft, record.body)["short_title"]
    assert f'short_title: "{now}"' in found[0].remedy.vi


@pytest.mark.parametrize(
    ("prose", "rule"),
    [
        ("Comments are taken until 10 December 2026.", "warning[deadline-in-translation]"),
        ("Comments are taken until December 11, 2026.", "error[translation-date]"),
        ("截止2026年12月11日", "error[translation-date]"),
        ("The rules apply from 1 January 2027.", "error[translation-date]"),
    ],
)
def test_a_date_is_the_records_or_the_vietnamese_texts(
    tmp_path: Path, prose: str, rule: str
) -> None:
    [found] = faults(
        tmp_path, {**TITLE, "other": "Text.\n\n" + prose}, GOOD + "\n## Nội dung khác\n\nCó.\n"
    )
    assert found.startswith(f"en.md:20: {rule} ")


def test_a_date_of_the_vietnamese_text_may_be_translated(tmp_path: Path) -> None:
    text = GOOD + "\n## Nội dung khác\n\nÁp dụng từ ngày 01/01/2027.\n"
    assert faults(tmp_path, {**TITLE, "other": "It applies from 1 January 2027."}, text) == []


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("[a](duthao:ht-2099-001)", "error[link-to-no-record]"),
        ("[a](javascript:alert)", "error[link-dropped]"),
        ("![a](https://a.example/b.png)", "warning[picture-dropped]"),
        ("[a](no.pdf)", "error[link-to-no-file]"),
    ],
)
def test_links_of_a_translation_are_judged_as_those_of_the_record(
    tmp_path: Path, link: str, rule: str
) -> None:
    [found] = faults(tmp_path, {**TITLE, "content": f"First.\n\nSecond {link}."})
    assert found.startswith(f"en.md:20: {rule} ")
