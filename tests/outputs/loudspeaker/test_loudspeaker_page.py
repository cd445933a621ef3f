"""The page of a record's scripts."""

from __future__ import annotations

import pytest

from duthao.outputs.loudspeaker import draft_scripts, ssml
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import PROVINCE
from tests.loudspeaker_scripts import ANSWERED, EVERY, at_answer, page_of, record_of, site_of, texts


@EVERY
def test_the_page_holds_every_text_as_it_is_in_its_file(site: Site, record: Record) -> None:
    page = page_of(site, record)
    artifacts = {
        artifact.path.rsplit("/", 1)[1]: artifact.render().decode()
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith(".txt")
    }
    over = {script.file for script in texts(site, record).values() if script.expired}
    shown = {
        f"{e.get('id').removesuffix('-loi')}.txt": e.text + "\n"
        for e in page.find_class("dt-script__text")
    }
    assert shown == {file: text for file, text in artifacts.items() if file not in over}
    told = page.xpath("//section[@aria-labelledby='khong-phat-nua']//a")
    assert [a.get("href").rpartition("/")[2] for a in told] == [a.text for a in told]
    assert {a.text for a in told} == over | {file.replace(".txt", ".ssml") for file in over}
    buttons = page.xpath("//button/@data-copy")
    assert sorted(buttons) == sorted(f"{file[:-4]}-loi" for file in shown)


@EVERY
def test_the_page_says_who_may_broadcast_what(site: Site, record: Record) -> None:
    page = page_of(site, record)
    released = bool(record.draft.radio and record.draft.radio.released)
    for block in page.find_class("dt-script"):
        words = " ".join(block.text_content().split())
        assert ("CHƯA DUYỆT" in words) == (not released) and (
            "Cơ quan soạn thảo cho phát:" in words
        ) == released
        assert (
            "Loại tin: Thông thường · " in words
            and " âm tiết · tốc độ 170 âm tiết một phút" in words
        )
        assert "Đây là Đài truyền thanh …" in words and "Người duyệt của xã, phường: …" in words
    assert ("Dữ liệu minh họa" in page.text_content()) == record.draft.demo


def test_of_what_is_over_the_page_says_only_that() -> None:
    record = record_of(PROVINCE, ANSWERED)
    page = page_of(at_answer(site_of(PROVINCE), record), record)
    assert [h2.text for h2 in page.xpath("//section[@class='dt-script']/h2")] == [
        "Bài về kết quả lấy ý kiến, bản đầy đủ",
        "Bài về kết quả lấy ý kiến, bản ngắn",
    ]
    [told] = page.xpath("//section[@aria-labelledby='khong-phat-nua']")
    labels = [li.text.removesuffix(" · ") for li in told.iter("li")]
    assert labels == ["Bài mở đầu", "Bài nhắc thời hạn góp ý"]
    assert "Thời gian góp ý đã kết thúc, nên các bài dưới đây không phát" in told.text_content()
    assert told.getprevious().get("class") == "dt-script"  # what is aired comes first


@pytest.mark.parametrize(
    "seconds,words", [(54, "55 giây"), (60, "1 phút"), (161, "2 phút 40 giây"), (0, "0 giây")]
)
def test_length_in_words(seconds: float, words: str) -> None:
    assert ssml.duration(seconds) == words
