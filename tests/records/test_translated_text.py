"""Translations as files: parts under Vietnamese headings, what each was made from, and the dates in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duthao import written_dates
from duthao.records import body
from duthao.records.translation_files import foreign_dates, translated_text
from duthao.records.translation_files.translated_text import PARTS, RADIO
from tests.judged_records import ID, judged
from tests.record_edits import GOOD

WHERE = f"drafts/{ID}/en.md"


def read(text: str) -> tuple[Any, list[str]]:
    """The translation, and its faults as `line: rule`."""
    read_back, findings = translated_text.read(text.encode(), WHERE, "en")
    assert all(f.message.vi and f.message.en and f.remedy.vi and f.remedy.en for f in findings)
    return read_back, [f"{f.line}: {f.rule}" for f in findings]


def test_parts_stand_under_vietnamese_headings_and_are_named_after_the_bar() -> None:
    text, faults = read(
        '---\nsource:\n  summary: "0123456789abcdef"\n---\n\n## Tên dự thảo | Title\n\n*Bees* [kept](https://a.example)\n\n'
        "## Tóm tắt\n\n\nFirst.\n\nSecond.\n\n## Nội dung khác | Other\n\n## Bài phát thanh\n\nSpoken.\n"
    )
    assert faults == []
    assert [(p.key, p.heading, p.line, p.text_line) for p in text.parts] == [
        ("short_title", "Title", 6, 8),
        ("summary", "", 10, 13),
        ("radio", "", 19, 21),
    ]
    assert text.title == "Bees kept" and text.digests == {"summary": "0123456789abcdef"}
    assert [p.key for p in text.shown] == ["short_title", "summary"]
    assert text["other"] is None and text[RADIO].markdown == "Spoken."


def test_a_file_without_front_matter_is_read_and_its_parts_are_of_no_known_text() -> None:
    text, faults = read("## Tóm tắt\n\nBees.\n")
    assert faults == [] and text.digests == {} and text["summary"].line == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["1: empty-file"]),
        (" \n", ["1: empty-file"]),
        ("---\nsource:\n  summary: x\n", ["1: front-matter-unclosed"]),
        ("---\nsource:\n  summary: kurz\n---\n## Tóm tắt\nA\n", ["3: translation-form"]),
        (
            "---\nsource:\n  gist: kurz\nby: A\n---\n",
            ["4: translation-form", "3: translation-form"],
        ),
        ("---\nsource: [a]\n---\n## Tóm tắt\nA\n", ["2: translation-form"]),
        (
            "## Summary\n\nA\n\n### B <b>c</b>\n",
            ["1: heading-unknown", "5: raw-html", "5: raw-html"],
        ),
        (
            "Bees.\n\n## Tóm tắt\n\nA\n\n## Tóm tắt | Again\n",
            ["1: text-before-heading", "7: heading-repeated"],
        ),
    ],
)
def test_every_fault_of_a_file_is_told_at_once(text: str, faults: list[str]) -> None:
    assert read(text)[1] == faults


def test_a_part_is_stale_when_its_vietnamese_changed_is_gone_or_was_never_noted(
    tmp_path: Any,
) -> None:
    from duthao.records import record_reader

    judged(tmp_path, GOOD)
    record, _ = record_reader.read(tmp_path, ID)
    assert record
    noted = translated_text.digests(record.draft, record.body)
    assert list(noted) == [key for key in PARTS if key in noted] and RADIO not in noted
    lines = "".join(f'  {key}: "{value}"\n' for key, value in noted.items())
    parts = "".join(f"## {PARTS[key]}\n\nText.\n\n" for key in noted)
    text, faults = read(f"---\nsource:\n{lines}---\n\n{parts}")
    assert faults == [] and text.stale(record.draft, record.body) == ()
    spaced = record.draft.model_copy(update={"summary": record.draft.summary.replace(" ", "  ")})
    assert text.stale(spaced, record.body) == ()
    changed = record.draft.model_copy(update={"summary": "Khác."})
    assert [p.key for p in text.stale(changed, record.body)] == ["summary"]
    fewer = body.Body(record.body.sections[1:])
    assert [p.key for p in text.stale(record.draft, fewer)] == [record.body.sections[0].key]
    bare, _ = read(parts)
    assert len(bare.stale(record.draft, record.body)) == len(noted)


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("until 5 December 2026.", 5, 12, 2026),
        ("on the 5th of December", 5, 12, 0),
        ("December 5, 2026", 5, 12, 2026),
        ("by Dec. 5", 5, 12, 0),
        ("BY 5 DECEMBER", 5, 12, 0),
        ("on 5 May", 5, 5, 0),
        ("By May 5", 5, 5, 0),
        ("the 5th of May", 5, 5, 0),
        ("5 May 2027", 5, 5, 2027),
        ("MAY 5, 2027", 5, 5, 2027),
        ("05/12/2026", 5, 12, 2026),
        ("12/25/2026", 25, 12, 2026),
        ("2026-12-05", 5, 12, 2026),
        ("截止2026年12月5日", 5, 12, 2026),
        ("12月5日", 5, 12, 0),
        ("2026년 12월 5일까지", 5, 12, 2026),
    ],
)
def test_dates_of_other_languages_are_known(text: str, day: int, month: int, year: int) -> None:
    [written] = foreign_dates.find(text)
    assert (written.day, written.month, written.year) == (day, month, year)
    assert text[written.start :].startswith(written.text)
    assert written.is_of(date(year or 2031, month, day)) and not written.is_of(date(2026, 1, day))


@pytest.mark.parametrize(
    "text",
    [
        "It may 5 times",
        "Article 5.12.2",
        "1,150 people",
        "may 60 million",
        "Article 5 may apply",
        "Article 5 May Apply",
        "Article 5 MAY APPLY",
        "Rule May 5 Apply",
        "version 45/13/2026",
        "20–30 million",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert foreign_dates.find(text) == ()


def test_a_date_agrees_with_the_vietnamese_one() -> None:
    source = written_dates.find(
        "từ ngày 05/12/2026, ngày 3 tháng 2, ngày 15 tháng 1 năm 2027, mức 45/60"
    )
    assert [(w.day, w.month, w.year) for w in source] == [(5, 12, 2026), (3, 2, 0), (15, 1, 2027)]
    assert foreign_dates.find("5 December")[0].agrees(source[0])
    assert not foreign_dates.find("5 December 2027")[0].agrees(source[0])
    assert foreign_dates.find("3 February 2030")[0].agrees(source[1])
