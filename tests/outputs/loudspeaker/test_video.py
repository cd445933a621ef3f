"""The script of a video: a minute, 150 words, lines that can be read, and nobody shows it after the day it names."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from duthao.clock import parse
from duthao.domain.lifecycle import view
from duthao.outputs import discovery
from duthao.outputs.loudspeaker.video_script import (
    MAX_ON_SCREEN,
    MAX_SECONDS,
    MAX_WORDS,
    cues,
    on_screen,
    sub_rip,
    video_script,
    web_vtt,
)
from duthao.records import record_reader
from duthao.records.record import Record
from duthao.text import words
from tests import states
from tests.conftest import ROOT
from tests.outputs.loudspeaker.test_talks import public
from tests.outputs.office.test_letters import record_of

TIME = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3})")


@pytest.mark.parametrize("record_id", record_reader.ids(ROOT))
def test_a_minute_of_scenes_that_follow_one_another(record_id: str) -> None:
    site, record = public(root=ROOT), record_of(record_id)
    stands = view(record.draft, site.now)
    if stands.round is None:
        return
    script = video_script(site, record)
    if script.over:
        assert stands.state not in ("open", "upcoming") and not script.scenes
        return
    assert script.scenes[0].start == 0 and script.scenes[0].end >= 5
    assert all(one.end == other.start for one, other in pairwise(script.scenes))
    assert script.scenes[-1].end <= MAX_SECONDS
    assert words(" ".join(line for scene in script.scenes for line in scene.said)) <= MAX_WORDS
    assert all(words(line) <= MAX_ON_SCREEN for scene in script.scenes for line in scene.shown)
    assert script.note.endswith("sau đó gỡ video")
    last = " ".join(script.scenes[-1].shown)
    assert site.links.spelled(site.links.short(record.id)) in last and record.code in last
    if stands.state in ("open", "upcoming"):
        assert stands.closes is not None
        shown = " ".join(line for scene in script.scenes for line in scene.shown)
        assert f"đến hết ngày {stands.closes.day:%d/%m/%Y}" in shown


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("open", "đang lấy ý kiến về dự thảo: "),
        ("upcoming", "sẽ lấy ý kiến về dự thảo: "),
        ("proposal", "lấy ý kiến về đề nghị: "),
        ("analysing", "do thời gian góp ý đã kết thúc."),
        ("withdrawn", "do dự thảo đã được rút."),
        ("answered", "do kết quả đã công bố quá ba mươi ngày."),
    ],
)
def test_it_invites_or_tells_the_result_or_is_over(state: str, told: str) -> None:
    script = video_script(public(), states.record(state))
    said = " ".join(line for scene in script.scenes for line in scene.said)
    assert told in said + script.over
    assert bool(script.over) == (not script.scenes)


def test_a_result_is_told_for_thirty_days() -> None:
    script = video_script(public(root=ROOT), record_of("lc-2026-015"))
    said = " ".join(line for scene in script.scenes for line in scene.said)
    assert "đã công bố bản tiếp thu, giải trình ý kiến góp ý về dự thảo: " in said
    assert "giữ nguyên dự thảo, có nêu lý do" in said and "Góp ý" not in said
    assert "dùng trước ngày 04/12/2026, sau đó gỡ video" in script.note


def summarised(answer_due: str) -> Record:
    """A draft whose summary was put out on 15/10/2026, and whose answer is due then."""
    record = states.record("summarised")
    (round_,) = record.draft.rounds
    round_ = round_.model_copy(update={"answer_due": parse(answer_due).day})
    return replace(record, draft=record.draft.model_copy(update={"rounds": (round_,)}))


def test_a_summary_promises_no_answers_and_ends_with_the_day_that_it_names() -> None:
    for due, until in (("2026-10-30", "31/10/2026"), ("2026-12-20", "14/11/2026")):
        script = video_script(public("2026-10-20T08:00+07:00"), summarised(due))
        said = " ".join(line for scene in script.scenes for line in scene.said)
        assert "Xem bản tổng hợp ý kiến góp ý theo địa chỉ" in said and "trả lời cho" not in said
        assert "được công bố chậm nhất là " in said
        assert f"dùng trước ngày {until}" in script.note
    # Once the day is past, the sentence is gone.
    late = video_script(public("2026-10-31T08:00+07:00"), summarised("2026-10-30"))
    assert "chậm nhất" not in str(late.scenes) and "dùng trước ngày 14/11/2026" in late.note


def test_the_year_is_said() -> None:
    for state in ("open", "upcoming"):
        record = states.record(state)
        script = video_script(public(), record)
        said = [line for scene in script.scenes for line in scene.said]
        closes = view(record.draft, public().now).closes
        assert closes and any(f"ngày {closes.day:%d/%m/%Y}." in line for line in said)


def test_what_is_too_long_does_not_keep_out_what_is_short() -> None:
    """Of a row that fits and one that does not the first is shown, wherever it stands."""
    script = video_script(public(root=ROOT), record_of("lc-2026-008"))
    shown = [scene for scene in script.scenes if any("Hiện nay: " in line for line in scene.shown)]
    assert len(shown) == 2 and script.scenes[-1].end <= MAX_SECONDS


def test_subtitles_are_what_is_said_at_its_time() -> None:
    script = video_script(public(root=ROOT), record_of("lc-2026-007"))
    said = " ".join(line for scene in script.scenes for line in scene.said)
    assert " ".join(text for _, _, text in cues(script)) == said
    vtt, srt = web_vtt(script).decode(), sub_rip(script).decode()
    assert vtt.startswith("WEBVTT\n\n") and srt.startswith("1\n00:00:00,000 --> ")
    for text in (vtt, srt):
        times = [
            int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000
            for h, m, s, ms in TIME.findall(text)
        ]
        assert times == sorted(times) and times[0] == 0 and times[-1] == script.scenes[-1].end
    over = video_script(public(), states.record("analysing"))
    assert over.over in web_vtt(over).decode() and over.over in sub_rip(over).decode()


def test_lines_are_even_and_keep_numbers_with_their_units() -> None:
    assert on_screen("Dự thảo: 9.000 đồng/người/tháng") == ("Dự thảo: 9.000 đồng/người/tháng",)
    assert on_screen("Giá dịch vụ thu gom, vận chuyển, xử lý rác thải sinh hoạt") == (
        "Giá dịch vụ thu gom, vận chuyển,",
        "xử lý rác thải sinh hoạt",
    )
    lines = on_screen("Mỗi hộ có nhà phải di dời được hỗ trợ 90 triệu đồng trong năm nay")
    assert any("90 triệu" in line for line in lines) and len(lines) == 2
    for words_, kept in (
        ("Mức hỗ trợ mới mỗi tháng là từ 0,9 - 1,2 triệu đồng cho mỗi hộ", "0,9 - 1,2 triệu"),
        ("Hỗ trợ nhân viên làm việc tại các trạm y tế ở vùng cao", "y tế"),
    ):
        assert any(kept in line for line in on_screen(words_))
    (one, two) = on_screen("Có thể góp ý qua điện thoại số 0239 000 0102")
    assert two.endswith("0239 000 0102") and not one.endswith("điện")
    assert on_screen("a" * 200) == ("a" * 200,)


def test_nobody_who_did_not_approve_is_spoken_for() -> None:
    script = video_script(replace(public(), approved=False), states.record("open"))
    assert script.scenes[0].said[0] == "CHƯA DUYỆT."


def test_press_is_led_to_it_while_it_may_be_used(sample: Path) -> None:
    drafts = sample / "du-thao"
    assert "video/" in (drafts / "lc-2026-007/bao-chi/index.html").read_text(encoding="utf-8")
    assert 'video/"' not in (drafts / "lc-2026-006/bao-chi/index.html").read_text("utf-8")
    assert {p.name for p in (drafts / "lc-2026-006/video").iterdir()} == {
        "index.html",
        "video.txt",
        "video.vtt",
        "video.srt",
    }
    site, record = public(root=ROOT), record_of("lc-2026-007")
    links = [link for link in discovery.page_links(site, record) if "/video/" in link.path]
    assert [link.group for link in links] == ["press"]
