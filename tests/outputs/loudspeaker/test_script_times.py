"""Which scripts there are at an instant, and what they say before, after and between."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from duthao.clock import parse
from duthao.outputs.loudspeaker import draft_scripts
from duthao.outputs.loudspeaker.scripts import MAX_SECONDS
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import NOW, PROVINCE, replace_text
from tests.loudspeaker_scripts import (
    ANSWERED,
    DEMO,
    EVERY,
    EXTENDED,
    OPEN,
    TWO_ROUNDS,
    UPCOMING,
    at_answer,
    at_opening,
    drafts,
    edited,
    faults,
    page_of,
    record_of,
    scripts,
    scripts_as,
    site_of,
    texts,
)

__all__ = ["drafts"]  # a fixture


@pytest.mark.parametrize(
    "record_id,now,files",
    [
        (OPEN, "2026-11-08T12:00+07:00", ["mo"]),
        (OPEN, NOW, ["mo", "nhac", "hop-20261126-1400"]),
        (EXTENDED, "2026-11-18T08:59+07:00", ["mo", "nhac"]),
        (EXTENDED, "2026-11-18T09:00+07:00", ["mo", "nhac", "gia-han"]),
        (ANSWERED, NOW, ["mo", "nhac", "ket-qua"]),
        (TWO_ROUNDS, "2026-08-01", ["mo", "nhac", "ket-qua"]),
        (TWO_ROUNDS, NOW, ["mo", "nhac"]),  # the answer is that of the first round
        ("ht-2026-005", NOW, []),
        ("ht-2025-001", NOW, []),
    ],
)
def test_each_moment_has_its_scripts(record_id: str, now: str, files: list[str]) -> None:
    assert list(scripts(record_id, now)) == [
        name
        for f in files
        for name in ((f"{f}.txt",) if "hop-" in f else (f"{f}.txt", f"{f}-ngan.txt"))
    ]


def test_a_record_without_dates_gets_no_page_either() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, "ht-2025-001")
    assert list(draft_scripts.DraftScripts().for_record(site, record)) == []
    assert list(draft_scripts.DraftScripts().page_links(site, record)) == []
    assert list(draft_scripts.DraftScripts().findings(site, record)) == []


@pytest.mark.parametrize(
    "now,over",
    [
        ("2026-12-10T23:59:59+07:00", False),
        ("2026-12-11T00:00+07:00", True),
        ("2026-12-10T17:00+00:00", True),
    ],
)
def test_after_the_last_second_the_text_says_that_and_nothing_else(now: str, over: bool) -> None:
    closing_text = f"{DEMO}\nBài này đã hết thời gian phát, do thời gian góp ý đã kết thúc.\n"
    by_file = scripts(OPEN, now)
    for script in [by_file[f"{name}.txt"] for name in ("mo", "mo-ngan", "nhac", "nhac-ngan")]:
        assert script.expired == over == (script.text == closing_text)


@pytest.mark.parametrize(
    "record_id,why",
    [("ht-2026-015", "dự thảo đã được rút"), ("ht-2026-014", "văn bản đã dừng xây dựng")],
)
def test_a_draft_taken_back_says_so(record_id: str, why: str) -> None:
    by_file = scripts(record_id)
    assert {s.text for s in by_file.values()} == {
        f"{DEMO}\nBài này đã hết thời gian phát, do {why}.\n"
    }
    page = page_of(site_of(PROVINCE), record_of(PROVINCE, record_id))
    [section] = page.xpath("//section[@aria-labelledby='khong-phat-nua']")
    assert f"{why[0].upper()}{why[1:]}, nên các bài dưới đây không phát" in section.text_content()
    assert not page.find_class("dt-script") and not page.xpath("//button")
    assert not page.xpath("//a[contains(@href, '.pdf')]")


def test_what_cannot_be_read_in_a_script_that_is_over_stops_nothing(drafts: Path) -> None:
    site, record = edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    assert [f.rule for f in draft_scripts.DraftScripts().findings(site, record)] == [
        "speech-unread"
    ]
    after = replace(site, now=parse("2026-12-11").start)
    record = record_of(drafts, OPEN)
    assert list(draft_scripts.DraftScripts().findings(after, record)) == []
    assert all(
        artifact.render()
        for artifact in draft_scripts.DraftScripts().for_record(after, record)
        if not artifact.content_key
    )


def test_of_what_only_asks_for_opinions_nothing_is_read_beside_a_result(drafts: Path) -> None:
    shutil.copytree(PROVINCE / "drafts" / ANSWERED, drafts / "drafts" / ANSWERED)
    index = drafts / "drafts" / ANSWERED / "index.md"
    replace_text(index, "comment:\n", "shortened: {reason: Theo mẫu QXZ-7/4}\ncomment:\n")
    site, record = site_of(drafts), record_of(drafts, ANSWERED)
    assert faults(at_opening(site, record), record)
    after, record = at_answer(site, record), record_of(drafts, ANSWERED)
    assert faults(after, record) == []


@pytest.mark.parametrize(
    "now,over",
    [("2026-10-24T23:59:59+07:00", False), ("2026-10-25T00:00+07:00", True), (NOW, True)],
)
def test_a_result_is_told_for_thirty_days(now: str, over: bool) -> None:
    """It was put out on 25 September."""
    by_file = scripts(ANSWERED, now)
    for file in ("ket-qua.txt", "ket-qua-ngan.txt"):
        closing_text = (
            f"{DEMO}\nBài này đã hết thời gian phát, do kết quả đã công bố quá ba mươi ngày.\n"
        )
        assert by_file[file].expired == over == (by_file[file].text == closing_text)
    page = page_of(site_of(PROVINCE, now), record_of(PROVINCE, ANSWERED))
    [closing_text] = page.xpath("//section[@aria-labelledby='khong-phat-nua']/p/text()")
    why = ", kết quả đã công bố quá ba mươi ngày" if over else ""
    assert closing_text.startswith(f"Thời gian góp ý đã kết thúc{why}, nên các bài dưới đây")


def test_a_result_names_the_body_as_it_was_called() -> None:
    text = scripts_as("ht-2023-001", at_answer)["ket-qua.txt"].text
    assert "Sở Thông tin và Truyền thông" in text and "Sở Khoa học" not in text


def test_a_result_is_not_told_of_a_draft_that_was_taken_back(drafts: Path) -> None:
    shutil.copytree(PROVINCE / "drafts" / ANSWERED, drafts / "drafts" / ANSWERED)
    index = drafts / "drafts" / ANSWERED / "index.md"
    taken = "withdrawn: {reason: Xây dựng lại từ đầu, at: 2026-10-01, published: 2026-10-01}\n"
    replace_text(index, "radio:\n", taken + "radio:\n")
    before, after = (
        texts(site_of(drafts, now), record_of(drafts, ANSWERED))
        for now in ("2026-09-30", "2026-10-02")
    )
    assert not before["ket-qua.txt"].expired
    assert after["ket-qua.txt"].text == after["mo.txt"].text


def test_that_a_procedure_is_shortened_is_always_said_and_why_where_there_is_time() -> None:
    record = record_of(PROVINCE, "ht-2026-009")
    assert record.draft.shortened
    why = record.draft.shortened.reason.rstrip(".").lower()
    by_file = texts(site_of(PROVINCE, "2026-09-15"), record)
    assert {"mo.txt", "nhac.txt"} <= by_file.keys()
    for file, script in by_file.items():
        assert "Văn bản này được xây dựng theo thủ tục rút gọn.\n" in script.text
        assert (why in script.text.lower()) == ("-ngan" not in file), file


def test_a_reason_that_takes_few_words_is_said_in_short_scripts_too(drafts: Path) -> None:
    edited(drafts, "  phone: 0239 000 0103\n", "")
    site, record = edited(
        drafts, "comment:\n", "shortened: {reason: Cần áp dụng ngay.}\ncomment:\n"
    )
    for script in [s for s in texts(site, record).values() if not s.file.startswith("hop-")]:
        assert "theo thủ tục rút gọn.\nLý do: Cần áp dụng ngay.\n" in script.text
        assert script.seconds <= MAX_SECONDS["-ngan" in script.file]


def test_before_the_opening_day_the_text_says_from_when() -> None:
    text = scripts(UPCOMING)["mo.txt"].text
    assert " sẽ lấy ý kiến Nhân dân, " in text and " đang lấy ý kiến" not in text
    assert (
        "từ thứ Sáu, ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu, đến hết thứ Ba, ngày"
        in text
    )


def test_a_proposal_is_no_draft_yet() -> None:
    text = scripts(TWO_ROUNDS, "2026-05-10")["mo.txt"].text
    assert "đối với đề nghị xây dựng Nghị quyết quy định chính sách khuyến khích dồn điền" in text
    assert "Đề nghị có những nội dung chính sau đây." in text and "ự thảo" not in text


def test_an_hour_is_said() -> None:
    assert (
        "đến mười bảy giờ, thứ Sáu, ngày hai mươi tháng mười một"
        in scripts_as("ht-2026-018", at_opening)["mo-ngan.txt"].text
    )


def test_a_shortened_deadline_is_not_called_an_extension(drafts: Path) -> None:
    change = "    deadline_changes:\n      - {closes: 2026-12-01, reason: Kỳ họp được tổ chức sớm hơn., decided: 2026-11-20}\n"
    site, record = edited(drafts, "    closes: 2026-12-10\n", "    closes: 2026-12-10\n" + change)
    text = texts(site, record)["gia-han.txt"].text
    assert "rút ngắn thời gian lấy ý kiến, đối với" in text and "kéo dài" not in text
    assert "Lý do rút ngắn thời gian lấy ý kiến như sau.\nKỳ họp được tổ chức sớm hơn." in text
    assert "Thời hạn góp ý mới: đến hết thứ Ba, ngày mùng một tháng mười hai năm" in text
    assert "Thời hạn đã thông báo trước đây là ngày mùng mười tháng mười hai." in text
    assert (
        "được rút ngắn đến hết thứ Ba, ngày mùng một tháng mười hai, thay cho ngày mùng mười tháng mười hai đã thông báo."
        in text
    )


def test_a_summary_does_not_count_what_was_not_answered() -> None:
    text = scripts("ht-2026-008")["ket-qua.txt"].text
    assert (
        "đã công bố bản tổng hợp ý kiến góp ý" in text
        and "Đã nhận được bốn mươi ý kiến góp ý." in text
    )
    assert (
        "công bố chậm nhất là thứ Ba, ngày mùng một tháng mười hai" in text
        and "được tiếp thu" not in text
    )


@EVERY
def test_a_reminder_says_that_it_is_one_and_the_last_day(site: Site, record: Record) -> None:
    by_file = texts(site, record)
    for form in ("", "-ngan"):
        reminder, opening = by_file.get(f"nhac{form}.txt"), by_file.get(f"mo{form}.txt")
        if reminder is None or opening is None or reminder.expired:
            continue
        assert reminder.text != opening.text
        introduction = re.search(
            "(Sắp hết|Xin nhắc) thời hạn góp ý cho văn bản sau đây: ", reminder.text
        )
        assert introduction and (introduction[1] == "Sắp hết") == site.view(record).closing_soon
        assert re.search(r"\nNgày cuối cùng là (thứ [A-Z]\S+|Chủ nhật), ngày ", reminder.text)
        assert not re.search("Sắp hết|Ngày cuối cùng", opening.text)


def test_short_scripts_name_where_to_read_and_the_telephone() -> None:
    by_file = scripts(OPEN)
    for file in ("mo-ngan.txt", "nhac-ngan.txt"):
        assert "\nMời bà con xem nội dung tại bảng tin của phường.\n" in by_file[file].text
        assert "\nĐiện thoại góp ý: số không hai ba chín, " in by_file[file].text
    [no_other_way] = [scripts(EXTENDED)["gia-han-ngan.txt"].text]
    assert no_other_way.count("điện thoại") == 1 and "Điện thoại" not in no_other_way


def test_an_extension_ends_with_the_new_deadline_against_the_old() -> None:
    for file in ("gia-han.txt", "gia-han-ngan.txt"):
        [*_, again, thanks] = scripts(EXTENDED)[file].text.split("\n\n")
        assert again == (
            "Xin nhắc lại: thời hạn góp ý được kéo dài đến hết thứ Tư, ngày mùng hai tháng mười hai, "
            "thay cho ngày mười lăm tháng mười một đã thông báo."
        )
        assert thanks.startswith("Xin cảm ơn bà con")


def test_a_meeting_has_its_script_until_it_begins() -> None:
    before = scripts(OPEN, "2026-11-26T13:59:59+07:00")["hop-20261126-1400.txt"]
    assert not before.expired
    for words in (
        "Thời gian: lúc mười bốn giờ, thứ Năm, ngày hai mươi sáu tháng mười một",
        "cuộc họp bắt đầu lúc mười bốn giờ, thứ Năm, ngày hai mươi sáu tháng mười một",
        "Địa điểm: hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng.",
        "dự thảo Quyết định về phối hợp quản lý lao động nước ngoài",
        "Mời bà con thuộc diện được mời đến dự đúng giờ.",
    ):
        assert words in before.text, words
    after = scripts(OPEN, "2026-11-26T14:00+07:00")["hop-20261126-1400.txt"]
    assert after.text == f"{DEMO}\nBài này đã hết thời gian phát, do cuộc họp đã đến giờ bắt đầu.\n"


MEETING = "events:\n  - kind: doi-thoai\n"


@pytest.mark.parametrize(
    "old,new",
    [
        ("kind: doi-thoai", "kind: hop-bao"),  # a press conference is not the people's
        ("2026-11-26T14:00+07:00", "2026-11-26"),
        ("    place: Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng\n", ""),
        ("    published: 2026-11-16\n", "    published: 2026-11-23\n"),
    ],
)
def test_only_a_meeting_that_people_can_find_is_called_to(drafts: Path, old: str, new: str) -> None:
    index = drafts / "drafts" / OPEN / "index.md"
    text = index.read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"{OPEN} has no {old!r}")
    site, record = edited(drafts, old, new)
    assert not [file for file in texts(site, record) if file.startswith("hop-")]


def test_a_draft_that_was_withdrawn_calls_to_no_meeting(drafts: Path) -> None:
    taken = "withdrawn: {reason: Xây dựng lại từ đầu, at: 2026-11-20, published: 2026-11-20}\n"
    site, record = edited(drafts, "radio:\n", taken + "radio:\n")
    script = texts(site, record)["hop-20261126-1400.txt"]
    assert script.text == f"{DEMO}\nBài này đã hết thời gian phát, do dự thảo đã được rút.\n"


def test_without_a_comparison_table_the_new_points_are_still_told(drafts: Path) -> None:
    index = drafts / "drafts" / OPEN / "index.md"
    text = index.read_text(encoding="utf-8")
    new = "## Nội dung mới so với quy định hiện hành\n\nHồ sơ từ nay chỉ nộp ở một nơi.\n\n"
    index.write_text(
        re.sub("## Nội dung mới so với.*?(?=## )", new, text, flags=re.DOTALL), encoding="utf-8"
    )
    script_text = texts(site_of(drafts), record_of(drafts, OPEN))["mo.txt"].text
    assert "dự thảo có một số điểm mới.\nHồ sơ từ nay chỉ nộp ở một nơi.\n" in script_text
