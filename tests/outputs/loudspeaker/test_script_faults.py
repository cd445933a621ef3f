"""What no announcer could say is a finding, and stops the scripts of the record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duthao.errors import Findings
from duthao.outputs.loudspeaker import draft_scripts
from duthao.outputs.loudspeaker.scripts import MAX_SECONDS
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.loudspeaker_scripts import (
    EVERY,
    OPEN,
    drafts,
    edited,
    faults,
    line_of,
    record_of,
    site_of,
    texts,
)

__all__ = ["drafts"]  # a fixture


def test_what_cannot_be_read_stops_the_texts_and_says_where(drafts: Path) -> None:
    site, record = edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    [findings] = faults(site, record)
    assert (findings.rule, findings.severity, findings.path) == (
        "speech-unread",
        "error",
        f"drafts/{OPEN}/index.md",
    )
    assert (
        findings.line == line_of(drafts, "QXZ-7/4")
        and "QXZ" in findings.message.vi
        and "spoken.terms" in findings.remedy.vi
    )
    for artifact in draft_scripts.DraftScripts().for_record(site, record):
        with pytest.raises(Findings) as raised:
            artifact.render()
        assert raised.value.findings == (findings,)


def test_the_record_settles_it(drafts: Path) -> None:
    edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', '"QXZ-7/4": quy trình bảy trên bốn')
    assert faults(site, record) == []
    assert "theo mẫu quy trình bảy trên bốn trả lời" in texts(site, record)["mo.txt"].text


def test_a_reading_with_a_digit_in_it_is_no_reading(drafts: Path) -> None:
    edited(
        drafts, "2. Các cơ quan phối hợp trả lời", "2. Các cơ quan phối hợp theo mẫu QXZ trả lời"
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', '"QXZ": mẫu 7')
    [findings] = faults(site, record)
    assert findings.rule == "speech-unread" and findings.line == line_of(drafts, "QXZ trả lời")


@pytest.mark.parametrize("said", ["mẫu a/bê", "mẫu QXZ", "mẫu & bảng", "giảm %"])
def test_a_reading_with_what_no_mouth_says_is_no_reading(drafts: Path, said: str) -> None:
    edited(
        drafts, "2. Các cơ quan phối hợp trả lời", "2. Các cơ quan phối hợp theo mẫu QXZ trả lời"
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', f'"QXZ": "{said}"')
    [findings] = faults(site, record)
    assert findings.rule == "speech-unread" and findings.line == line_of(drafts, "QXZ trả lời")


def test_a_title_that_cannot_be_read_is_found_in_its_field(drafts: Path) -> None:
    site, record = edited(drafts, "  title: Quyết định về", "  title: Quyết định QXZW về")
    assert [(f.rule, f.line) for f in faults(site, record)] == [
        ("speech-unread", line_of(drafts, "QXZW"))
    ]


def test_only_what_goes_on_air_is_judged(drafts: Path) -> None:
    site, record = edited(
        drafts, "Khu kinh tế Vũng Áng có nhiều", "Theo mẫu QXZ-7/4, " + "rất " * 400 + "nhiều"
    )
    assert faults(site, record) == []


def test_a_sentence_too_long_for_a_breath_is_a_warning_with_its_line(drafts: Path) -> None:
    long = "2. Các cơ quan phối hợp có trách nhiệm xem xét và trả lời bằng văn bản cho cơ quan chủ trì soạn thảo hồ sơ trong thời hạn"
    site, record = edited(drafts, "2. Các cơ quan phối hợp trả lời trong", long)
    [findings] = faults(site, record)
    assert (findings.rule, findings.severity, findings.line) == (
        "speech-long-sentence",
        "warning",
        line_of(drafts, "có trách nhiệm xem xét"),
    )
    assert [artifact.render() for artifact in draft_scripts.DraftScripts().for_record(site, record)]


def test_a_script_longer_than_its_form_allows_says_what_to_cut(drafts: Path) -> None:
    long_text = "Bà con nghe rõ từng điều một. " * 130
    site, record = edited(
        drafts, "## Vấn đề khó", f"## Bài phát thanh\n\n{long_text}\n\n## Vấn đề khó"
    )
    findings = [f for f in faults(site, record) if f.rule == "speech-too-long"]
    over = [s for s in texts(site, record).values() if s.seconds > MAX_SECONDS["-ngan" in s.file]]
    assert len(findings) == len(over) > 2
    for fault, script in zip(findings, over, strict=True):
        assert (fault.severity, fault.line) == ("warning", line_of(drafts, "Bà con nghe rõ"))
        assert script.label in fault.message.vi and "«Bài phát thanh»" in fault.remedy.vi


def test_a_short_script_longer_than_a_session_names_the_place(drafts: Path) -> None:
    places = drafts / "drafts" / "_registers" / "places.yml"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace("slot_minutes: 15", "slot_minutes: 1"), encoding="utf-8")
    site, record = site_of(drafts), record_of(drafts, OPEN)
    findings = [f for f in faults(site, record) if f.rule == "speech-too-long"]
    assert findings and all("1 phút của một buổi phát ở phường " in f.message.vi for f in findings)
    assert all(re.match("Bài .*, bản ngắn dài|Bài mời họp .* dài", f.message.vi) for f in findings)


@EVERY
def test_no_script_is_longer_than_it_is_allowed_to_be(site: Site, record: Record) -> None:
    assert [f for f in faults(site, record) if f.rule == "speech-too-long"] == []
