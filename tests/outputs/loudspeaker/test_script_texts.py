"""What scripts say: only words and pauses, each line one sentence, in the record's own words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from duthao.outputs.loudspeaker import draft_scripts, script_kinds
from duthao.outputs.loudspeaker.scripts import compose, until
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.speech import syllables
from duthao.speech.sentences import mid_sentence, sentences
from tests.conftest import PROVINCE
from tests.loudspeaker_scripts import (
    DEMO,
    EVERY,
    GOLDEN,
    OPEN,
    PAUSE,
    at_answer,
    at_opening,
    drafts,
    edited,
    record_of,
    scripts,
    scripts_as,
    site_of,
    texts,
)
from tests.snapshots import compare

__all__ = ["drafts"]  # a fixture


@pytest.mark.parametrize(
    "name",
    [
        "ht-2026-002-mo",
        "ht-2026-002-mo-ngan",
        "ht-2026-002-nhac",
        "ht-2026-002-nhac-ngan",
        "ht-2026-002-hop-20261126-1400",
        "ht-2026-009-nhac-ngan",
        "ht-2026-017-gia-han",
        "ht-2026-017-gia-han-ngan",
        "ht-2026-001-mo",
        "ht-2026-001-ket-qua",
        "ht-2026-001-ket-qua-ngan",
    ],
)
def test_the_text_is_the_one_that_was_read_through(name: str) -> None:
    """DUTHAO_ACCEPT=1 takes the present texts as right: read them aloud first."""
    record_id, file = name[:11], name[12:] + ".txt"
    script = scripts(record_id)[file]
    if script.expired:
        script = scripts_as(record_id, at_answer if "ket-qua" in file else at_opening)[file]
    text = script.text
    compare(GOLDEN / f"{name}.txt", text)


@EVERY
def test_only_words_and_pauses_reach_the_air(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        assert script.text == unicodedata.normalize("NFC", script.text)
        strange = {c for c in script.text if not c.isalpha() and c not in " \n.,;:!?-"}
        assert not strange, (script.file, strange)
        assert script.text.endswith(".\n") and "\n\n\n" not in script.text


@EVERY
def test_a_line_is_one_sentence(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        for line in filter(None, script.text.split("\n")):
            assert line[0].isupper() and line[-1] in ".!?", line
            assert not re.search(r"[.!?] |  | [,.]|[,;:][,.;:]", line), line
            assert not re.search(r"\b(\w+ \w+) \1\b", line.replace("không hai không hai", "")), line


@EVERY
def test_the_deadline_is_said_twice(site: Site, record: Record) -> None:
    spoken = until(site, record)
    assert spoken.startswith("đến ") and " năm hai nghìn" in spoken
    day = re.split("(?=thứ |Chủ nhật)", spoken)[1].partition(" năm hai nghìn")[0]
    for script in compose(site, record).texts:
        if not (script.expired or script.file.startswith(("ket-qua", "hop-"))):
            assert script.text.count(day) >= 2, script.file


@EVERY
def test_a_sample_says_so_before_all_else(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        assert (script.text.split("\n")[0] == DEMO) == record.draft.demo
        assert (DEMO in script.text) == record.draft.demo


@EVERY
def test_a_script_fits_its_time(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        limits = (60, 90) if script_kinds.is_short(script.file) else (110, 240)
        if script.expired:
            limits = (4, 12)
        assert limits[0] <= script.seconds <= limits[1], (script.file, script.seconds)
        assert script.syllables == syllables(script.text)


@EVERY
def test_no_breath_is_too_long_unsaid(site: Site, record: Record) -> None:
    warnings = [
        f
        for f in draft_scripts.DraftScripts().findings(site, record)
        if f.rule == "speech-long-sentence"
    ]
    assert all(f.severity == "warning" and f.line for f in warnings)
    for script in texts(site, record).values():
        long = [
            line for line in script.text.split("\n") if max(map(syllables, PAUSE.split(line))) > 25
        ]
        assert script.expired or all(any(line in f.message.vi for f in warnings) for line in long)


def test_the_same_input_gives_the_same_texts() -> None:
    assert scripts(OPEN) == scripts(OPEN)


def test_a_slow_announcer_gets_less_to_say() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, OPEN)
    speech = site.settings.speech.model_copy(update={"rate": 140})
    slow = replace(site, settings=site.settings.model_copy(update={"speech": speech}))
    assert texts(slow, record)["mo.txt"].syllables < texts(site, record)["mo.txt"].syllables
    assert 110 < texts(slow, record)["mo.txt"].seconds <= 240


def test_the_south_says_its_own_words() -> None:
    record = record_of(PROVINCE, "ht-2026-003")
    site = at_opening(site_of(PROVINCE), record)
    speech = site.settings.speech.model_copy(update={"region": "nam"})
    south = replace(site, settings=site.settings.model_copy(update={"speech": speech}))
    assert "mười ngàn" in texts(south, record)["mo.txt"].text
    assert "mười nghìn" in texts(site, record)["mo.txt"].text


def test_the_officers_own_words_take_the_place_of_the_points(drafts: Path) -> None:
    radio = (
        "## Bài phát thanh\n\nThưa bà con, từ nay chỉ còn một nơi nhận hồ sơ.\n\n## Nội dung cơ bản"
    )
    site, record = edited(drafts, "## Nội dung cơ bản", radio)
    asking = {f: s for f, s in texts(site, record).items() if not f.startswith("hop-")}
    assert asking
    for file, script in asking.items():
        assert "\nThưa bà con, từ nay chỉ còn một nơi nhận hồ sơ.\n" in script.text, file
        assert "Thứ nhất" not in script.text and "Lý do xây dựng" not in script.text


def test_the_title_made_for_the_ear_is_used(drafts: Path) -> None:
    assert (
        "dự thảo Quyết định về phối hợp quản lý lao động nước ngoài" in scripts(OPEN)["mo.txt"].text
    )
    site, record = edited(
        drafts,
        "  title: Quyết định về phối hợp",
        "  title: |\n    Dự thảo Quyết định\n    về phối hợp",
    )
    assert "đối với dự thảo Quyết định về phối hợp quản lý" in texts(site, record)["mo.txt"].text


def test_without_one_the_short_title_is_led_in_as_the_full_one() -> None:
    assert (
        "dự thảo Quyết định ban hành Quy chế hoạt động của đài"
        in scripts_as("ht-2023-001", at_opening)["mo.txt"].text
    )
    assert (
        "dự thảo Quyết định bãi bỏ một số quyết định cũ"
        in scripts_as("ht-2026-009", at_opening)["mo.txt"].text
    )


def test_a_web_address_is_not_read_where_a_place_can_be_named(drafts: Path) -> None:
    assert "a còng" not in scripts(OPEN)["mo.txt"].text
    index = drafts / "drafts" / OPEN / "index.md"
    for way in ("  phone: ", "  in_person: ", "  postal_address: "):
        index.write_text(
            re.sub(f"{way}.*\n", "", index.read_text(encoding="utf-8")), encoding="utf-8"
        )
    text = texts(site_of(drafts), record_of(drafts, OPEN))["mo-ngan.txt"].text
    assert (
        "Bà con gửi thư điện tử đến địa chỉ gopy" in text and "a còng hatinh chấm example" in text
    )


@pytest.mark.parametrize("record_id,unit", [("ht-2026-018", "xã"), ("ht-2026-003", "xã, phường")])
def test_the_notice_board_is_that_of_the_place(record_id: str, unit: str) -> None:
    assert (
        f"nội dung dự thảo tại bảng tin của {unit}.\n"
        in scripts_as(record_id, at_opening)["mo.txt"].text
    )


@pytest.mark.parametrize(
    "written,said",
    [
        ("Mức (Lào Cai cũ), ba năm (Yên Bái cũ)", ["Mức, Lào Cai cũ; ba năm, Yên Bái cũ."]),
        ("Nuôi bò, dê… và lợn. “Không” cấm…", ["Nuôi bò, dê, và lợn.", "Không cấm."]),
        ("Ban Văn hóa - Xã hội – cơ quan thẩm tra.", ["Ban Văn hóa Xã hội, cơ quan thẩm tra."]),
        ("giai đoạn 2027 - 2030 (dự kiến):", ["giai đoạn 2027 - 2030, dự kiến."]),
        ("Theo TP. Hồ Chí Minh. Xem https://laocai.example.", ["Theo TP. Hồ Chí Minh."]),
        ("Chưa có thông tin. Không có.", []),
        ("Mức 0,9 - 1,2 triệu đồng", ["Mức 0,9 - 1,2 triệu đồng."]),
        (
            "Lời" + " lời" * 19 + "; nói" + " nói" * 19,
            ["Lời" + " lời" * 19 + ".", "Nói" + " nói" * 19 + "."],
        ),
    ],
)
def test_written_text_becomes_sentences_for_the_ear(written: str, said: list[str]) -> None:
    assert sentences(written) == said


@pytest.mark.parametrize(
    "written,after",
    [
        ("Hộ nghèo", "hộ nghèo"),
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("Sở Y tế", "Sở Y tế"),
        ("HĐND xã", "HĐND xã"),
        ("30% số hộ", "30% số hộ"),
        ("Tả Van và Tả Phìn", "Tả Van và Tả Phìn"),
        ("Theo Nghị quyết", "theo Nghị quyết"),
        ("Xã Tả Van", "xã Tả Van"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capital_within_a_sentence(written: str, after: str) -> None:
    assert mid_sentence(written) == after


def test_the_built_in_abbreviations_stand_beside_the_provinces_own(drafts: Path) -> None:
    (drafts / "drafts" / "_registers" / "abbreviations.yml").write_text(
        '"BQLKKT": "Ban Quản lý Khu kinh tế"\n', encoding="utf-8"
    )
    site, record = edited(
        drafts,
        "1. Ban Quản lý Khu kinh tế là nơi",
        "1. Theo Nghị quyết số 146/2025/NQ-HĐND, BQLKKT là nơi",
    )
    assert (
        "Thứ nhất, theo Nghị quyết số một trăm bốn mươi sáu năm hai nghìn không trăm hai mươi lăm của Hội đồng nhân dân, "
        "Ban Quản lý Khu kinh tế là nơi nhận hồ sơ."
    ) in texts(site, record)["mo.txt"].text
