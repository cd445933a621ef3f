"""Once it is out what became of the opinions, posts, calendar, sheet and script tell it, and what a commune has to do with it."""

from __future__ import annotations

from dataclasses import replace

import icalendar
import pytest

from duthao import clock
from duthao.outputs.feeds.ics import entries
from duthao.outputs.loudspeaker.passages import passages
from duthao.outputs.loudspeaker.schedule import item
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.paper import short_messages
from duthao.outputs.paper.result_sheet import result
from duthao.outputs.shared import sheet
from duthao.outputs.shared.response_rows import answered_rounds, answers_to_communes
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.record import Record
from tests.commune_summary import site_of
from tests.conftest import ROOT

SITE = site_of(ROOT)
ANSWERED, OWN = "lc-2026-004", "lc-2026-015"


def at(record_id: str, now: str) -> tuple[Site, Record]:
    record, _ = record_reader.read(ROOT, record_id)
    assert record
    return replace(SITE, now=clock.now(now)), record


def test_posts_tell_the_result_from_the_rows_as_soon_as_it_is_out() -> None:
    made = (short_messages.message, short_messages.zalo, short_messages.facebook)
    before, after = at(ANSWERED, "2026-10-06"), at(ANSWERED, "2026-10-27")
    for make in made:
        assert "Đã hết hạn góp ý" in make(*before)
        text = make(*after)
        assert "Đã hết hạn" not in text and "42 ý kiến. Tiếp thu: 19; tiếp thu một phần: 9" in text
        assert "giữ nguyên dự thảo, có nêu lý do: 14" in text
    assert "/du-thao/lc-2026-004/y-kien/" in short_messages.zalo(*after)
    assert "- Mức hỗ trợ (7 ý kiến): tiếp thu: 3" in short_messages.facebook(*after)
    assert len(short_messages.facebook(*after)) <= short_messages.MOST_OF_POST
    texts = {"to-roi.txt", "facebook.txt", "zalo.txt"}
    assert texts <= sheet.lapsed(*before)[1] and not texts & sheet.lapsed(*after)[1]


def test_rows_of_an_earlier_round_are_no_result_of_a_later_one() -> None:
    """Round 2 was answered with figures alone: nothing that was raised in round 1 stands in its result."""
    site, record = at(ANSWERED, "2026-10-27")
    first = record.draft.rounds[0]
    two = replace(record, draft=record.draft.model_copy(update={"rounds": (first, first)}))
    assert site.view(two).round == 2 and sheet.result_told(site, two)
    assert answered_rounds(site, two)[0].number == 1
    post = short_messages.facebook(site, two)
    assert "42 ý kiến" in post and "nêu nhiều nhất" not in post and "/y-kien/" not in post
    assert result(site, record)["changes"] and not result(site, two)["changes"]
    view = site.view(two)
    assert passages(site, record, site.view(record), asking=False)["raised"]
    assert not passages(site, two, view, asking=False)["raised"]
    assert answers_to_communes(site, two, 2) == {}


def test_without_an_answer_no_result_is_told() -> None:
    site, record = at(ANSWERED, "2026-10-27")
    assert sheet.result_told(site, record)
    unanswered = record.draft.rounds[0].model_copy(update={"outcome": None})
    draft = record.draft.model_copy(update={"rounds": (unanswered,)})
    assert not sheet.result_told(site, replace(record, draft=draft))


def test_a_calendar_has_the_day_of_the_answer_and_rings_no_more() -> None:
    def held(now: str) -> dict[str, icalendar.Event]:
        text = "".join(entry.text for entry in entries(*at(ANSWERED, now)))
        calendar = icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n")
        return {str(e["UID"]).partition("@")[0]: e for e in calendar.walk("VEVENT")}

    before, after = held("2026-10-06"), held("2026-10-27")
    due = f"{ANSWERED}-answer-1"
    assert before[due].walk("VALARM") and not after[due].walk("VALARM")
    assert (before[due]["SEQUENCE"], after[due]["SEQUENCE"]) == (
        0,
        1,
    )  # or calendars keep the old one
    assert before[due]["DTSTAMP"].dt < after[due]["DTSTAMP"].dt
    assert f"{ANSWERED}-answered-1" not in before
    out = after[f"{ANSWERED}-answered-1"]
    assert "Trong đó: 19 được tiếp thu" in out["DESCRIPTION"]
    assert not out.walk("VALARM")


@pytest.mark.parametrize("record_id", [OWN, ANSWERED])
def test_a_communes_own_result_is_posted_and_aired_as_the_register_has_it(record_id: str) -> None:
    site, record = at(record_id, "2026-11-06" if record_id == OWN else "2026-10-23")
    own = record_id == OWN
    posting = result(site, record)["posting"]
    assert posting.startswith("Niêm yết ít nhất 30 ngày liên tục, phát loa ít nhất 3 ngày") == own
    assert ("nguồn thứ cấp, chưa xác minh" in posting) == own
    text = next(s.text for s in scripts(site, record).texts if s.file == "ket-qua.txt")
    assert "niêm yết tại bảng tin" not in text  # nobody read that law: a voice cannot say so
    assert "bước tiếp theo của dự thảo là thẩm định" in text
    on_air = item(site, record)
    assert on_air and ("phát ít nhất 3 ngày liên tục (Luật" in on_air.when) == own
    assert ("nguồn thứ cấp, chưa xác minh)" in on_air.when) == own
    kind = site.registers.document_types[record.draft.document_type]
    sure = kind.public_posting and kind.public_posting.model_copy(update={"certainty": "verified"})
    types = {
        **site.registers.document_types,
        record.draft.document_type: kind.model_copy(update={"public_posting": sure}),
    }
    known = replace(site, registers=site.registers.model_copy(update={"document_types": types}))
    text = next(s.text for s in scripts(known, record).texts if s.file == "ket-qua.txt")
    assert ("niêm yết tại bảng tin ít nhất ba mươi ngày liên tục" in text) == own
